"""The claims beside a claim, found without going through all of the Doc."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache

from spacy.tokens import Span, Token

from claimx import lexicon
from claimx.nlp import syntax
from claimx.nlp.claims import GROUP, offsets
from claimx.nlp.measures.words import fold


def position(span: Span) -> int:
    """The index of a claim among the claims of its Doc."""
    return bisect_right(span.doc.spans[GROUP], span.start, key=lambda claim: claim.start) - 1


def claim_at(token: Token) -> Span | None:
    """The claim that a token belongs to, None for a word outside of all."""
    group = token.doc.spans[GROUP]
    index = bisect_right(group, token.i, key=lambda claim: claim.start) - 1
    return group[index] if index >= 0 and token.i < group[index].end else None


def near(span: Span, step: int) -> Span | None:
    """The claim so many claims further on in the same line of text; None where there is none."""
    group, index = span.doc.spans[GROUP], position(span) + step
    if not 0 <= index < len(group):
        return None
    other = group[index]
    way = syntax.text(span.doc)[min(span.end_char, other.end_char) : max(span.start_char, other.start_char)]
    return None if "\n" in way else other


def earlier(span: Span) -> Iterator[Span]:
    """The claims before this one in the same line of text, the nearest first."""
    step = -1
    while (other := near(span, step)) is not None:
        yield other
        step -= 1


def previous(span: Span) -> Span | None:
    """The claim before this one in the same line of text."""
    return near(span, -1)


def following(span: Span) -> Span | None:
    """The claim after this one in the same line of text."""
    return near(span, 1)


def between(left: Span, right: Span) -> str:
    """The folded text between two claims."""
    return fold(syntax.text(left.doc)[offsets(left)[1] : offsets(right)[0]])


def joined(left: Span, right: Span) -> bool:
    """Whether nothing but a conjunction or a comma, and the words of a comparator, stand between two claims."""
    return _joint().fullmatch(between(left, right).strip()) is not None


@cache
def _joint() -> re.Pattern[str]:
    connectors = "|".join(re.escape(row["phrase"]) for row in lexicon.rows("connectors"))
    approximators = "|".join(re.escape(row["phrase"]) for row in lexicon.rows("approximators"))
    return re.compile(rf"(?:{connectors})\s*(?:(?:{approximators})\s*)*")
