"""What does the amount measure?"""

from collections.abc import Callable
from functools import cache

from spacy.tokens import Span

from claimx import lexicon
from claimx.nlp.measures import governed
from claimx.nlp.measures.counted import counted
from claimx.nlp.measures.direction import change
from claimx.nlp.measures.phrases import NOUNS, phrase_after, phrase_before, written
from claimx.nlp.measures.references import compared_to
from claimx.nlp.measures.setting import Setting, fold, preposition, setting, token_at
from claimx.nlp.measures.shares import share

Found = tuple[str, str] | None
Rule = Callable[[Setting], Found]


def measured(span: Span) -> Found:
    """The thing that has this amount, as written without article, and why; None where the sentence does not say."""
    at = setting(span)
    other = compared_to(span)
    if other is not None and other._.measured:
        return other._.measured, f"as « {other.text} », with which it is compared"
    return next((found for rule in _rules(span._.kind) if (found := rule(at)) is not None), None)


def _rules(kind: str) -> tuple[Rule, ...]:
    return {
        "count": (counted, governed.nominal, governed.owner),
        "age": (_aged, _head_noun, governed.apposed, governed.as_before, governed.owner),
        "duration": (governed.empty_duration, _material, _head_noun, governed.lasting, governed.nominal),
    }.get(kind, (_material, share, _of_change, _head_noun, governed.purpose, governed.nominal, governed.apposed, governed.owner, governed.as_before))


def _dimension(token_text: str) -> bool:
    return token_text in _words("dimensions", "form")


@cache
def _words(name: str, column: str) -> frozenset[str]:
    return frozenset(row[column] for row in lexicon.rows(name))


def _material(at: Setting) -> Found:
    """« 37 hectares de landes », « trois ans de prison », « 45 000 € d'amende »: a complement without article."""
    link, noun = at.after, token_at(at.span, at.span.end + 1)
    if at.span._.kind not in {"money", "measure", "duration"} or link is None or noun is None or fold(link.text) not in {"de", "d'"}:
        return None
    if noun.pos_ not in NOUNS | {"ADJ"} or noun.pos_ == "PROPN" or _dimension(fold(noun.text)) or change(noun) is not None:
        return None
    phrase = phrase_after(at.span, noun.i)
    return (written(phrase), f"what « {at.span.text} » is made of") if phrase else None


def _head_noun(at: Setting) -> Found:
    """« une distance de 600 km », « un Belfortain de 20 ans », « le bœuf à 21 euros »: the noun that the amount describes."""
    if at.by not in {"de", "à"} or at.anchor is None:
        return None
    nouns = phrase_before(at.span, at.anchor)
    head = at.span.root.head
    if not nouns or at.by == "à" and head.pos_ not in NOUNS:
        return None
    noun = head if head in nouns else nouns[0]
    if noun.lemma_ in _words("generic_nouns", "lemma") or change(noun) is not None:
        return None
    return governed.phrase_of(noun), f"the noun before « {at.by} »: « {noun.text} »"


def _of_change(at: Setting) -> Found:
    """« une hausse des prix de 3 % », « une hausse de 3 % des prix », « les ventes, en hausse de 3 % »: what rises or falls."""
    if at.span._.direction == "level":
        return None
    after = token_at(at.span, at.span.end)
    if at.by == "de" and after is not None and preposition(after) == "de":
        phrase = phrase_after(at.span, after.i + 1)
        if phrase and phrase[-1].pos_ in NOUNS | {"ADJ"}:
            return written(phrase), f"what « {at.span.text} » changes"
    nouns = phrase_before(at.span, at.anchor) if at.by == "de" else []
    turn = next((i for i, noun in enumerate(nouns) if change(noun) is not None), None)
    if turn is None:
        return None
    if len(nouns) > turn + 1:
        return governed.phrase_of(nouns[turn + 1]), f"complement of « {nouns[turn].text} »"
    return _before_turn(at, nouns[turn].i)


def _before_turn(at: Setting, index: int) -> Found:
    """« les ventes, en hausse de 3 % », « les ventes sont en hausse de 3 % »."""
    link = token_at(at.span, index - 1)
    if link is None or preposition(link) != "en":
        return None
    before = token_at(at.span, index - 2)
    nouns = phrase_before(at.span, token_at(at.span, index - 3) if before is not None and before.is_punct else before)
    return (governed.phrase_of(nouns[0]), f"the phrase before « {link.text} »") if nouns else None


def _aged(at: Setting) -> Found:
    """« la conductrice, âgée de 19 ans », « il avait 12 ans », « à l'âge de 73 ans »."""
    if at.by != "de" or at.anchor is None or at.anchor.lemma_ not in {"âgé", "âge"}:
        return None
    if at.anchor.lemma_ == "âge":
        return governed.owner(at) or ("", "nobody named")
    head = at.anchor.head
    if head.pos_ in NOUNS and head.i < at.anchor.i:
        return governed.phrase_of(head), f"whom « {at.anchor.text} » describes"
    before = token_at(at.span, at.anchor.i - 1)
    nouns = phrase_before(at.span, token_at(at.span, at.anchor.i - 2) if before is not None and before.is_punct else before)
    return (written(nouns[:2]), f"the phrase before « {at.anchor.text} »") if nouns else None
