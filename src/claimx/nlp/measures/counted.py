"""What is counted? The noun phrase beside a count."""

from spacy.tokens import Token

from claimx.nlp.measures.phrases import NOUNS, phrase_after, phrase_before, written
from claimx.nlp.measures.setting import Setting
from claimx.nlp.measures.shares import plural
from claimx.nlp.measures.words import fold, token_at

TIMES = "fois"
"""The unit of what happens so many times: the count says how often, not of what."""
POINT = "point"
"""The unit of an index, a licence, a game."""
FAR = 60
"""Tokens back to the noun that a count without one stands for."""

Found = tuple[str, str] | None


def counted(at: Setting) -> Found:
    """« 27 000 policiers » → policiers; « trois autres ont été sauvées » → the noun said before."""
    if at.span._.unit == POINT and at.span._.direction != "level":
        return None  # « l'indice a gagné 120 points »: of its subject
    unit = stem(at.span._.unit)
    phrase = phrase_after(at.span, at.span.end)
    phrase = phrase or _by_unit(at, unit)
    if unit == TIMES:
        return None
    if phrase and (not unit or any(fits(token, unit) for token in phrase)):
        return written(phrase), f"the noun that « {at.span.text} » counts"
    said = _said_before(at, unit) if unit else None
    if said is not None:
        return said
    if phrase and phrase[-1].pos_ in NOUNS:
        return written(phrase), f"the noun that « {at.span.text} » counts"
    before = phrase_before(at.span, at.anchor) if at.by == "de" else []
    return (written(before[:1]), f"the noun before « {at.span.text} »") if before else None


def _by_unit(at: Setting, unit: str) -> list[Token]:
    """The counted noun that the model takes for another word.

    The first or second word after the count, if it fits the unit.
    """
    for index in (at.span.end, at.span.end + 1):
        token = token_at(at.span, index)
        if token is not None and unit and fits(token, unit):
            return phrase_after(at.span, index, sure=True)
    return []


def stem(word: str) -> str:
    """A word without the ending of a plural, folded: « policiers » → policier."""
    return fold(word) if len(word) <= 3 or fold(word) == TIMES else fold(word).rstrip("sx")


def fits(token: Token, unit: str) -> bool:
    """Whether a word is the counted noun of a unit."""
    return stem(token.text) == unit or stem(token.lemma_) == unit


def _said_before(at: Setting, unit: str) -> Found:
    doc = at.span.doc
    for index in (
        *range(at.span.start - 1, max(at.span.start - FAR, -1), -1),
        *range(at.span.end, min(at.span.end + FAR, len(doc))),
    ):
        if fits(doc[index], unit) and doc[index].pos_ in NOUNS | {"ADJ"}:
            phrase = phrase_after(doc[index : index + 1], index) or [doc[index]]
            single = "Sing" in doc[index].morph.get("Number", []) and (at.span._.value or 0) >= 2
            text = written(phrase)
            if single and phrase[0].i == index:
                text = plural(doc[index].text) + text[len(doc[index].text) :]
            return text, f"« {doc[index].text} » said at {doc[index].idx}"
    return None
