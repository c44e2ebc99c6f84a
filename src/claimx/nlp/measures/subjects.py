"""Whose verb is it? Subjects that the words show where the tree does not."""

from spacy.tokens import Token

from claimx.nlp.measures.phrases import NOUNS, name_at, phrase_before, written
from claimx.nlp.measures.setting import Setting
from claimx.nlp.measures.words import column, fold, forms, preposition, token_at
from claimx.nlp.syntax import AUXILIARIES, SUBJECTS, children, is_finite


def name_who(at: Setting, verb: Token) -> str:
    """« félicite Marie Lenoir (PRG), qui réunit 21 % des voix »: the name before a relative, over a parenthesis."""
    who = next((child for child in children(verb, *SUBJECTS) if "Rel" in child.morph.get("PronType", [])), None)
    index = who.i - 1 if who is not None else -1
    comma = token_at(at.span, index)
    if comma is None or comma.text != ",":
        return ""
    last = token_at(at.span, index - 1)
    while last is not None and last.text == ")":
        while last is not None and last.text != "(":
            last = token_at(at.span, last.i - 1)
        last = token_at(at.span, last.i - 1) if last is not None else None
    name = name_at(at.span, last)
    placed = bool(name) and preposition(token_at(at.span, name[0].i - 1))
    return "" if placed or at.span._.kind not in {"percent", "fraction", "age"} else written(name)


def of_main_clause(at: Setting, verb: Token) -> Token | None:
    """« le chômage recule chez les jeunes, passant de 22 à 21 % »: a participle after a comma has the main subject."""
    comma = token_at(at.span, verb.i - 1)
    if not _is_gerund(verb) or comma is None or comma.text != "," or children(verb, *SUBJECTS):
        return None
    for token in reversed(at.span.doc[at.span.sent.start : comma.i]):
        own = next((child for child in token.children if child.dep_ in SUBJECTS and child.i < token.i), None)
        if own is not None:
            return own if own.pos_ in NOUNS else None
    return None


def _is_gerund(verb: Token) -> bool:
    """Whether a verb is a present participle: « passant », « s'établissant »."""
    return "Part" in verb.morph.get("VerbForm", []) and "Past" not in verb.morph.get("Tense", [])


def led(verb: Token) -> Token | None:
    """« a conduit les déficits à se réduire de 3 % »: the object of the verb above is who the infinitive is said of."""
    if verb.dep_ != "xcomp" or "Inf" not in verb.morph.get("VerbForm", []):
        return None
    return next((noun for noun in children(verb.head, "obj") if noun.pos_ == "NOUN" and noun.i < verb.i), None)


def beside_verb(at: Setting, verb: Token) -> Token | None:
    """The noun phrase with an article right before a finite verb to which the tree gives no subject."""
    own = [child for child in verb.children if child.dep_ in SUBJECTS]
    if any(fold(child.text) not in forms("base_cues", "how", "relative") for child in own) or verb.i > at.span.start:
        return None
    group = [verb.i, *(child.i for child in verb.children if child.dep_ in AUXILIARIES and child.i < verb.i)]
    last = token_at(at.span, min(group) - 1)
    if last is None or last.pos_ not in NOUNS | {"ADJ"} or not (is_finite(verb) or _is_gerund(verb)):
        return None
    nouns = phrase_before(at.span, last)
    article = token_at(at.span, nouns[0].i - 1) if nouns else None
    before = token_at(at.span, article.i - 1) if article is not None else None
    plain = article is not None and article.pos_ == "DET" and not preposition(article)
    placed = before is not None and (before.pos_ == "ADP" or preposition(before) or before.pos_ == "VERB")
    return nouns[0] if plain and not placed and fold(nouns[0].text) not in column("time_nouns") else None
