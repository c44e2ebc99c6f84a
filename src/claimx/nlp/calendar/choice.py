"""Of several periods of one name (« octobre », « mardi »), which one is meant?"""

from datetime import date
from typing import Literal

from claimx.nlp.calendar.periods import Period

Sense = Literal["past", "future", ""]

AHEAD = 3
"""Without a tense, what is to come is meant only when it is so many times nearer than what was: news tells the past."""


def nearest(found: list[Period], today: date, sense: Sense) -> Period | None:
    """Of the periods of one name the one that the tense wants, nearest to the article's day."""
    behind = [p for p in found if p.start <= today]
    ahead = [p for p in found if p.end >= today]
    last = max(behind, key=lambda p: p.start, default=None)
    first = min(ahead, key=lambda p: p.start, default=None)
    if last is None or first is None or sense:
        return (first or last) if sense == "future" else (last or first)
    return first if distance(first, today) * AHEAD < distance(last, today) else last


def distance(period: Period, today: date) -> int:
    """Days from a day to the nearest day of the period."""
    return max((period.start - today).days, (today - period.end).days, 0)
