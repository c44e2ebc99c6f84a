"""What is measured, by the verb that governs the amount: its object, its subject, what the money is for."""

from functools import cache

from spacy.tokens import Span, Token

from claimx import lexicon
from claimx.nlp.claims import offsets
from claimx.nlp.measures.phrases import NOUNS, phrase_after, phrase_before, written
from claimx.nlp.measures.pronouns import stands_for
from claimx.nlp.measures.setting import Setting, fold, preposition, previous, token_at
from claimx.nlp.syntax import children, is_verb, predicate, subject

Found = tuple[str, str] | None


def phrase_of(noun: Token) -> str:
    """The phrase that begins with a noun, without article: « coût des bâtiments »."""
    return written(phrase_after(noun.doc[noun.i : noun.i + 1], noun.i) or [noun])


def governor(at: Setting) -> Token | None:
    """The verb that governs the amount: that of the tree, else the nearest one to the left."""
    verb = predicate(at.span.root)
    if verb is not None:
        return verb
    left = at.span.doc[at.span.sent.start : at.span.start]
    return next((token for token in reversed(left) if token.pos_ in {"VERB", "AUX"}), None)


def owner(at: Setting) -> Found:
    """The object of the verb where the amount is not the object itself (« porter les dépenses à 5 % »), else its subject."""
    verb = governor(at)
    if verb is None:
        return None
    thing = _object(at, verb)
    if thing is not None:
        return _named(thing, f"object of « {verb.text} »")
    thing = subject(verb)
    if thing is None or thing in at.span:
        thing = _noun_before(at, verb)
    return _named(thing, f"subject of « {verb.text} »") if thing is not None else None


def _object(at: Setting, verb: Token) -> Token | None:
    for child in children(verb, "obj"):
        if child not in at.span and child.pos_ in NOUNS | {"PRON"} and child.i < at.span.start and at.by in {"à", "de", "en", ""}:
            return child
    return None


def _noun_before(at: Setting, verb: Token) -> Token | None:
    """The head of the phrase to the left of the verb, over its auxiliaries: the subject where the tree is broken."""
    index = min([verb.i, *(child.i for child in verb.children if child.dep_.split(":")[0] in {"aux", "cop", "expl"})]) - 1
    while (token := token_at(at.span, index)) is not None and token.pos_ in {"AUX", "ADV", "PRON", "PUNCT"} and token.lemma_ != "qui":
        index -= 1
    nouns = phrase_before(at.span, token)
    return nouns[0] if nouns else None


def _named(thing: Token, because: str) -> Found:
    noun = stands_for(thing)
    return (phrase_of(noun), f"{because}: « {noun.text} »") if noun is not None else None


@cache
def _purposes() -> dict[str, frozenset[str]]:
    return {row["lemma"]: frozenset(row["links"].split()) for row in lexicon.rows("purposes")}


def purpose(at: Setting) -> Found:
    """« verseront 40 euros pour l'organisation d'un repas » → organisation d'un repas."""
    verb = governor(at)
    links = _purposes().get(verb.lemma_, frozenset()) if verb is not None else frozenset()
    for index in range(at.span.end, at.span.end + 12):
        token = token_at(at.span, index)
        if token is None or token.is_punct or token.pos_ == "VERB" or not links:
            return None
        if preposition(token) in links:
            phrase = phrase_after(at.span, index + 1)
            return (written(phrase), f"purposes.csv: « {token.text} {written(phrase)} »") if phrase else None
    return None


def nominal(at: Setting) -> Found:
    """« une famille dépense 7 450 francs » → dépenses: the noun of the verb that has the amount for its object."""
    verb = governor(at)
    for row in lexicon.rows("nominal"):
        if verb is not None and verb.lemma_ == row["lemma"] and at.span._.kind in row["kinds"].split() and row["measured"]:
            return row["measured"], f"nominal.csv: « {verb.text} »"
    return None


def apposed(at: Setting) -> Found:
    """« Karim, 24 ans », « le salaire brut moyen, 4 076 €, a progressé »: the phrase before the comma, colon or parenthesis."""
    if at.link is not None or at.anchor is None or at.anchor.text not in {",", "(", ":", "–", "—", "-"}:
        return None
    nouns = phrase_before(at.span, token_at(at.span, at.anchor.i - 1))
    return (written(_short(nouns)), f"the phrase before « {at.anchor.text} »") if nouns else None


def _short(nouns: list[Token]) -> list[Token]:
    """A name wholly, else the noun with its first complement."""
    return nouns if nouns[0].pos_ == "PROPN" else nouns[:2]


@cache
def _empty() -> tuple[str, ...]:
    return tuple(row["phrase"] for row in lexicon.rows("empty_durations"))


def empty_duration(at: Setting) -> Found:
    """« il y a trois ans », « depuis dix ans »: a stretch of time of which nothing is said but a verb."""
    span: Span = at.span
    start = span.doc[at.link.i + 1].idx if at.link is not None else offsets(span)[0]
    left = fold(span.doc.text[max(0, start - 40) : start]).rstrip()
    anchor = (at.anchor,) if at.anchor is not None else ()
    if at.link is not None and fold(at.link.text) in _empty():
        return "", f"empty_durations.csv: « {at.link.text} »"
    if any(left.endswith(phrase) and not left[: -len(phrase)][-1:].isalpha() for phrase in _empty()):
        return "", f"empty_durations.csv: « {left[-12:].strip()} »"
    return ("", f"empty_durations.csv: « {anchor[0].text} »") if anchor and fold(anchor[0].text) in _empty() else None


def lasting(at: Setting) -> Found:
    """« la circulation a été coupée deux heures », « l'épidémie devrait durer six semaines », « aérer les pièces dix minutes »."""
    verb = governor(at)
    if at.by in {"pendant", "durant"} and at.anchor is not None:
        nouns = phrase_before(at.span, at.anchor)
        if nouns:
            return phrase_of(nouns[0]), f"the phrase before « {at.by} »"
    if verb is None or not is_verb(verb):
        return None
    thing = next((child for child in children(verb, "obj") if child not in at.span and child.pos_ in NOUNS), None)
    thing = thing if thing is not None else next(iter(children(verb, "nsubj")), None)
    if thing is None or thing in at.span or thing.pos_ == "PRON" and not children(verb, "aux:pass"):
        return None
    return _named(thing, f"what « {verb.text} » says to last")


def as_before(at: Setting) -> Found:
    """« c'est nonante francs de plus »: what the claim before measures, where it is of the same kind."""
    before = previous(at.span)
    if before is None or before._.kind != at.span._.kind or not before._.measured:
        return None
    return before._.measured, f"as « {before.text} »"
