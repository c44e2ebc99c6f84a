"""« d'ici 2035 », « entre 2010 et 2015 », « avant mardi »: a time with the words that relate an amount to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from claimx import lexicon
from claimx.nlp.calendar.expressions import Expression
from claimx.nlp.calendar.periods import Period
from claimx.nlp.calendar.words import Word, forms, slots, words

LEAD = 60
"""So many characters before an expression are read for its lead."""
BY_ITSELF = frozenset(
    {"day", "date", "weekday", "weekend", "relative", "anaphor", "moment", "shift", "earlier", "later"}
)
"""Kinds that say when without a preposition: « mardi », « le 24 juin », « il y a trois ans »."""
POINTING = frozenset({"last", "next", "this", "before", "after", "part"})
"""Parts that let the other kinds do so: « l'an dernier », « cet été », « fin 2010 »."""


@dataclass(frozen=True, slots=True)
class Adverbial:
    """One or two expressions with the words before them, as characters [start, end) of the text.

    The relation is one of the claims' `time_relation`, or « of » (« le budget de 2025 ») or « compared »
    (« plus qu'en 2019 »), which say not when an amount holds.
    """

    start: int
    end: int
    relation: str
    lead: str
    expressions: tuple[Expression, ...]


def adverbials(text: str, found: Sequence[Expression]) -> list[Adverbial]:
    """The adverbials of a text in its order, from its expressions; those of a clock time or an amount are left out."""
    made: list[Adverbial] = []
    past = 0
    for at, expression in enumerate(found):
        if expression.type in ("SET", "DURATION") or expression.kind in ("clock", "noon") or at < past:
            continue
        first = _single(text, expression)
        second = found[at + 1] if at + 1 < len(found) else None
        if second is not None and _joined(text, first, second):
            made.append(Adverbial(first.start, second.end, "between", first.lead, (expression, second)))
            past = at + 2
        else:
            made.append(first)
    return made


def days(relation: str, periods: Sequence[Period]) -> tuple[str, str]:
    """The first and the last day of a relation to the periods, ISO 8601; empty where it is open.

    By the guidelines « avant 2000 » ends on 2000-01-01; « après » begins on the last day in the same way.
    """
    start, end = periods[0].start.isoformat(), periods[-1].end.isoformat()
    open_sides = {"by": ("", end), "until": ("", end), "since": (start, ""), "before": ("", start), "after": (end, "")}
    return open_sides.get(relation, (start, end))


def _single(text: str, expression: Expression) -> Adverbial:
    before = [word for word in words(text[max(0, expression.start - LEAD) : expression.start]) if word.sort != "line"]
    offset = max(0, expression.start - LEAD)
    length, relation = _lead(before)
    if relation == "of":
        length, relation = _through_months(before, length)
    if expression.part("by"):
        length, relation = 0, "by"
    if relation == "before" and expression.part("part") == "end":  # « avant la fin de l'année » has its last day in it
        relation = "by"
    start = offset + before[-length].start if length else expression.start
    if relation == "":
        pointing = expression.kind in BY_ITSELF or not POINTING.isdisjoint(dict(expression.parts))
        relation = "in" if pointing else "of"
    return Adverbial(start, expression.end, relation, text[start : expression.start].strip(), (expression,))


def _lead(before: list[Word]) -> tuple[int, str]:
    """How many words before an expression relate to it, and how; the longest lead of the lexicon wins."""
    relation, length = "", 0
    for count in range(1, min(len(before), _longest()) + 1):
        found = _relations().get(_written(before[-count:]))
        if found is not None and found != "skip":
            relation, length = found, count
    if length:
        return length, relation
    counts = range(1, min(len(before), 4) + 1)
    skipped = max((n for n in counts if _relations().get(_written(before[-n:])) == "skip"), default=0)
    if not skipped:
        return 0, ""
    length, relation = _lead(before[:-skipped])
    return length + skipped, relation


def _through_months(before: list[Word], length: int) -> tuple[int, str]:
    """« au cours des six premiers mois de 2024 »: the preposition of the months is that of the year."""
    at = len(before) - length
    if not at or "unit" not in slots(before[at - 1]):
        return length, "of"
    at -= 1
    while at and (before[at - 1].norm in forms("edge") or "number" in slots(before[at - 1])):
        at -= 1
    inner, relation = _lead(before[:at])
    return (len(before) - at + inner, relation) if relation not in ("", "of") else (length, "of")


def _written(group: list[Word]) -> str:
    return " ".join(word.norm for word in group).replace(" '", "'").replace("' ", "'").replace(" - ", "-")


@cache
def _relations() -> dict[str, str]:
    return {row["lead"]: row["relation"] for row in lexicon.rows("time_relations")}


@cache
def _longest() -> int:
    """The words of the longest lead, an apostrophe counted as one."""
    return max(len(words(lead)) for lead in _relations())


def _joined(text: str, first: Adverbial, second: Expression) -> bool:
    """« entre 2010 et 2015 », « de janvier à mars », « depuis 2010 jusqu'en 2015 », « en 2019 et 2020 »."""
    one = first.expressions[0]
    if second.start - one.end > LEAD or second.kind in ("clock", "noon") or second.type in ("SET", "DURATION"):
        return False
    between = _written(words(text[one.end : second.start]))
    opening = {word.norm for word in words(first.lead)}
    if between in forms("to"):
        return not opening.isdisjoint(forms("from"))
    if between in forms("and"):
        return not opening.isdisjoint(forms("both")) or (first.relation == "in" and _follow(one, second))
    return False


def _follow(one: Expression, second: Expression) -> bool:
    """« en 2019 et 2020 »: one year after the other."""
    years = [expression.part("year") for expression in (one, second) if expression.kind == "year"]
    return len(years) == 2 and isinstance(years[0], int) and years[0] + 1 == years[1]
