"""The expressions of time in a text, with their parts, before anything is known of when the article was written."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from claimx.nlp.calendar import guards
from claimx.nlp.calendar.grammar import Match, matches
from claimx.nlp.calendar.words import Slots, Value, Word, words

Type = Literal["DATE", "TIME", "DURATION", "SET"]

TYPES: dict[str, Type] = {
    "clock": "TIME",
    "noon": "TIME",
    "moment": "TIME",
    "recent_span": "DURATION",
    "coming_span": "DURATION",
    "set": "SET",
}
"""The TIMEX3 type by the kind of a pattern; DATE for all others."""
AMOUNTS = frozenset({"shift", "ahead", "earlier", "later", "recent_span", "coming_span"})
"""Kinds that hold a quantity (« il y a trois ans »): the quantity is a claim of its own."""
NOTHING = frozenset({"that"})
"""Kinds that only keep other patterns off their words."""


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression of time as characters [start, end) of the text; `parts` are the values of its pattern's slots."""

    start: int
    end: int
    text: str
    kind: str
    type: Type
    parts: tuple[tuple[str, Value], ...]

    def part(self, name: str) -> Value | None:
        """The value of a slot; None where the expression has none."""
        return dict(self.parts).get(name)

    @property
    def amount(self) -> bool:
        """Whether a quantity stands in it that is a claim of its own: « trois ans » in « il y a trois ans »."""
        return self.kind in AMOUNTS


@lru_cache(maxsize=1)  # two components ask one after the other for those of the same article
def expressions(text: str) -> tuple[Expression, ...]:
    """The expressions of time of a text in its order, none overlapping another; in time linear in its length.

    A number that is written like a year or a clock time but counts something (« 2000 personnes », « 24 heures de
    garde ») is left out.
    """
    given = words(text)
    kept = _longest(guards.guarded(given, matches(given)))
    return tuple(_expression(text, given, match) for match in kept if match.kind not in NOTHING)


def _longest(found: Iterable[Match]) -> list[Match]:
    """Of matches that overlap the longest, then the first, then the one with more context; in the order of the text."""
    taken: set[int] = set()
    kept: list[Match] = []
    for match in sorted(found, key=lambda m: (m.first - m.last, m.first, -m.width)):
        own = range(match.first, match.last + 1)
        if taken.isdisjoint(own):
            taken.update(own)
            kept.append(match)
    return sorted(kept, key=lambda m: m.first)


def _expression(text: str, given: list[Word], match: Match) -> Expression:
    start, end = given[match.first].start, given[match.last].end
    parts: Slots = match.slots
    return Expression(start, end, text[start:end], match.kind, TYPES.get(match.kind, "DATE"), tuple(parts.items()))
