"""Which claim is this one compared with, and which claim does it take its share of?"""

import re
from functools import cache

from spacy.tokens import Span

from claimx import lexicon
from claimx.nlp import syntax
from claimx.nlp.claims import offsets
from claimx.nlp.measures.neighbours import between, earlier, near
from claimx.nlp.measures.setting import setting
from claimx.nlp.measures.words import fold, forms

REACH = 160
"""Characters between two claims that are compared."""
FAR = 400
"""Characters back to a claim that « cette somme » stands for."""

Reference = tuple[Span, str] | None


def origin(span: Span) -> Reference:
    """The claim that this one is compared with, and why: X in « passer de X à Y » and in « Y, contre X ».

    None without one.
    """
    return _risen_from(span) or _compared_with(span)


def _risen_from(span: Span) -> Reference:
    """« passe de 7,1 % en 2020 à 9 % ».

    The amount before, brought in by « de », where nothing but a time lies between.
    """
    before = near(span, -1)
    if before is None or setting(before).by != "de" or setting(span).by != "à" or not _alike(before, span):
        return None
    way = between(before, span)
    if (
        len(way) > 45
        or re.search(r"[,;:.!?()\n]", way.rstrip())
        or any(token.pos_ in {"VERB", "AUX"} for token in _tokens(before, span))
    ):
        return None
    return before, f"de « {before.text} » à « {span.text} »"


def _compared_with(span: Span) -> Reference:
    """« 9 %, contre 7,1 % un an plus tôt »: the claim after it that a word of comparison brings in."""
    for step in (1, 2):
        other = near(span, step)
        if other is None or not _alike(span, other) or len(between(span, other)) > REACH:
            return None
        cue = comparison(other)
        partner = _partner(other) if cue else None
        if partner is not None and partner.start == span.start:
            return other, f"compared.csv: « {cue} »"
    return None


def comparison(span: Span) -> str:
    """The words that bring in an amount as one that another is compared with: « contre ».

    Empty where there are none.
    """
    start = offsets(span)[0]
    left = fold(syntax.text(span.doc)[max(0, start - 60) : start])
    match = re.search(rf"(^|[,;(–-]\s*|\s)({_phrases()})\s*(?:{_between_words()})?$", left)
    if match is None:
        return ""
    row = next(row for row in lexicon.rows("compared") if row["phrase"] == match[2])
    if row["kinds"] and span._.kind not in row["kinds"].split():
        return ""
    return "" if row["comma"] and not match[1].strip() and span._.kind == "count" else match[2]


@cache
def _phrases() -> str:
    return "|".join(
        re.escape(row["phrase"]) for row in sorted(lexicon.rows("compared"), key=lambda row: -len(row["phrase"]))
    )


@cache
def _between_words() -> str:
    return "|".join(re.escape(row["phrase"]) + r"\s*" for row in lexicon.rows("approximators"))


def _partner(span: Span) -> Span | None:
    """The nearest claim before this one that it can be compared with."""
    for step in (-1, -2):
        other = near(span, step)
        if other is not None and _alike(span, other) and not comparison(other):
            return other
    return None


def compared_to(span: Span) -> Span | None:
    """The claim on the other side of a comparison that this one stands in as the second: Y for X in « Y, contre X »."""
    return _partner(span) if comparison(span) else None


def _alike(one: Span, other: Span) -> bool:
    return one._.kind == other._.kind and (
        one._.kind in {"duration", "age"} or one._.unit == other._.unit or not one._.unit or not other._.unit
    )


def _tokens(left: Span, right: Span) -> Span:
    return left.doc[left.end : max(right.start, left.end)]


def stands_for_claim(span: Span, base: str) -> Reference:
    """The claim that a base stands for: « cette somme », « ces policiers », « entre eux ».

    None where that is not plain.
    """
    words = re.findall(r"\w+", fold(base))
    if not words or (words[0] not in _demonstratives() and words[-1] not in forms("anaphors", "bare", "1")):
        return None
    start = offsets(span)[0]
    for claim in earlier(span):
        if start - offsets(claim)[1] > FAR:
            return None
        if _stands_for(words, claim):
            return claim, f"« {base} » = « {claim.text} »"
    return None


def _stands_for(words: list[str], claim: Span) -> bool:
    kinds = _anaphors().get(words[-1], _anaphors().get(words[1] if len(words) > 1 else "", ""))
    if claim._.kind in kinds.split():
        return True
    stems = {word.rstrip("sx") for word in words[1:]}
    return claim._.kind == "count" and fold(claim._.unit).rstrip("sx") in stems


@cache
def _anaphors() -> dict[str, str]:
    return {row["form"]: row["kinds"] for row in lexicon.rows("anaphors")}


@cache
def _demonstratives() -> frozenset[str]:
    return frozenset(row["form"] for row in lexicon.rows("determiners") if row["sort"] == "demonstrative")
