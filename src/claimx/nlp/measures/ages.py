"""Whose age is it?"""

from spacy.tokens import Token

from claimx.nlp.measures import governed
from claimx.nlp.measures.phrases import NOUNS, name_at, name_in, phrase_after, phrase_before, phrase_of, written
from claimx.nlp.measures.setting import Setting
from claimx.nlp.measures.words import column, fold, preposition, token_at
from claimx.nlp.syntax import main_verb, subject

Found = tuple[str, str] | None


def aged(at: Setting) -> Found:
    """« la conductrice, âgée de 19 ans », « à l'âge de 73 ans », « les 35 ans du théâtre ».

    Whose age it is, where a noun is said.
    """
    words = column("aged", "lemma")
    link = token_at(at.span, at.span.end)
    if at.link is None and link is not None and fold(link.text) in {"du", "de"}:
        phrase = phrase_after(at.span, at.span.end + 1)
        return (written(phrase), f"the phrase after « {at.span.text} »") if phrase else None
    if at.by == "à":
        return _at_years(at)
    if at.by != "de" or at.anchor is None or at.anchor.lemma_ not in words:
        return None
    if at.anchor.pos_ == "NOUN":
        return _at_the_age(at, at.anchor)
    head = at.anchor.head
    if head.pos_ in NOUNS and head.i < at.anchor.i and token_at(at.span, head.i) is not None:
        return phrase_of(head), f"whom « {at.anchor.text} » describes"
    before = token_at(at.span, at.anchor.i - 1)
    nouns = phrase_before(
        at.span, token_at(at.span, at.anchor.i - 2) if before is not None and before.is_punct else before
    )
    if nouns:
        return phrase_of(nouns[0]), f"the phrase before « {at.anchor.text} »"
    return governed.owner(at) or _main_subject(at)


def _at_the_age(at: Setting, age: Token) -> Found:
    """« L'astronome français Paul Nivet est mort lundi à l'âge de 73 ans » → Paul Nivet.

    « la mort d'Ana Roche, survenue lundi à l'âge de 84 ans » → Ana Roche.
    """
    near = next((token for token in reversed(age.doc[age.sent.start : age.i]) if token.pos_ in {"VERB", "AUX"}), None)
    described = near is not None and near.dep_ == "acl" and near.head.i < near.i
    verb = near if described else governed.governor(at)
    noun = subject(verb) if verb is not None else None
    if noun is not None and noun.lemma_ in column("deaths", "lemma") and preposition(token_at(at.span, noun.i + 1)):
        phrase = phrase_after(at.span, noun.i + 2)
        if phrase and phrase[0].i < at.span.start:
            return written(phrase), f"whose « {noun.text} » it was"
    if verb is not None and noun is not None and noun.pos_ in NOUNS and noun.i < verb.i < at.span.start:
        name = name_in(at.span, noun.i, verb.i)
        if name:
            return written(name), f"the name in the subject of « {verb.text} »"
    found = governed.owner(at)
    if found is None or set(found[0].split()) & column("aged", "lemma"):
        return "", f"« {age.text} »: nobody is named"
    return found


def _at_years(at: Setting) -> Found:
    """« son décès à 83 ans », « Paul Nivet est mort à 83 ans »; « il a commencé le judo à 5 ans » names nobody."""
    verb = governed.governor(at)
    noun = subject(verb) if verb is not None else None
    if verb is None or noun is None or noun.pos_ not in NOUNS or not noun.i < verb.i < at.span.start:
        return None if at.anchor is not None and at.anchor.pos_ in NOUNS and verb is None else ("", "nobody is named")
    name = name_in(at.span, noun.i, verb.i)
    return (written(name) or phrase_of(noun)), f"subject of « {verb.text} »"


def _main_subject(at: Setting) -> Found:
    """« Âgée de 92 ans, l'ancienne ministre s'est éteinte »."""
    verb = main_verb(at.span.root)
    noun = subject(verb) if verb is not None else None
    if noun is None or noun.pos_ not in NOUNS:
        comma = token_at(at.span, at.span.end)
        phrase = phrase_after(at.span, at.span.end + 1) if comma is not None and comma.text == "," else []
        return (written(phrase), f"the phrase after « {at.span.text} »") if phrase else None
    return phrase_of(noun), f"subject of « {verb} »"


def name_before(at: Setting, noun: Token) -> Found:
    """« Nadia Rochat, une vendeuse de 41 ans »: the name to which the noun stands in apposition."""
    comma = token_at(at.span, noun.i - 2 if noun.i and noun.nbor(-1).pos_ == "DET" else noun.i - 1)
    if comma is None or comma.text != ",":
        return None
    name = name_at(at.span, token_at(at.span, comma.i - 1))
    placed = bool(name) and preposition(token_at(at.span, name[0].i - 1))
    return (written(name), f"the name before « {noun.text} »") if name and not placed else None


def after_name(at: Setting) -> Found:
    """« Paul Nivet, 39 ans », « la mort d'Ana Roche (84 ans) »: the name right before the comma or the parenthesis."""
    if at.link is not None or at.anchor is None or at.anchor.text not in {",", "("}:
        return None
    name = name_at(at.span, token_at(at.span, at.anchor.i - 1))
    return (written(name), f"the name before « {at.anchor.text} »") if name else None
