"""Does a cell say what is known of it: letter by letter, or by its words?"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

from claimx.known import FIELDS, SOURCES, KnownRow, Row

Agreement = Callable[[str, Row, Row], bool]
"""Whether a found row, the last, agrees with a known one in a column."""

DECIMALS = 4
"""A known number with so many decimals or more is a rounded one, as the guidelines write « un tiers »: 0.3333."""

PHRASES = {
    *("text", "sentence", "measured", "base", "speaker", "role", "written", "title"),
    *("claim", "base_claim", "from_claim", "entity", "speaker_entity", "citation"),
}
"""Columns of words as the article has them: where such a phrase begins and ends is a matter of taste."""

AMOUNTS = ("value", "value_high")
UNITS = ("unit", "per")
SPAN = ("start", "end")
RELATION = "time_relation"

ALIASES = {
    "percent": "%",
    **dict.fromkeys(("percentage_point", "point"), "pp"),
    **dict.fromkeys(("m2", "m²", "m**2"), "m^2"),
    **dict.fromkeys(("km2", "km²", "km**2"), "km^2"),
    **dict.fromkeys(("m3", "m³", "m**3"), "m^3"),
    **dict.fromkeys(("°c", "celsius"), "degc"),
    **dict.fromkeys(("tonne", "metric_ton"), "t"),
    **dict.fromkeys(("liter", "litre"), "l"),
    **dict.fromkeys(("kilometer", "kilometre"), "km"),
    **dict.fromkeys(("meter", "metre"), "m"),
    **dict.fromkeys(("an", "année", "years"), "year"),
    "hectare": "ha",
    "mois": "month",
    "semaine": "week",
    "jour": "day",
    "heure": "hour",
}
"""Other ways to write a unit, in lower case."""

UNSAID = {
    *("le", "la", "les", "l", "un", "une", "de", "des", "du", "d", "et", "a", "au", "aux", "en"),
    *("ce", "cette", "son", "sa", "ses"),
}
"""Words, without accents, that may stand in a phrase or not."""


def differences(known: Row, found: Row, agrees: Agreement) -> dict[str, tuple[Any, Any]]:
    """The columns of the known row that the found row fills otherwise, as (wanted, got).

    Columns that say one thing together, such as a time's first and last day, agree in one and the same reading.
    """
    unlike: dict[str, tuple[Any, Any]] = {}
    for field, names in fields(tuple(known)).items():
        wrong = [name for name in names if not agrees(name, known, found)]
        if wrong and not _accepted(known, found, field, names, agrees):
            unlike |= {name: (known[name], found[name]) for name in wrong}
    return unlike


@cache
def fields(columns: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """The columns by what they say together: value and value_high, time_start and time_end as time; most are alone."""
    grouped: dict[str, tuple[str, ...]] = {}
    for name in columns:
        field = name if name == RELATION else FIELDS.get(name, name)
        grouped[field] = (*grouped.get(field, ()), name)
    return grouped


def _accepted(known: Row, found: Row, field: str, names: tuple[str, ...], agrees: Agreement) -> bool:
    """Whether the found row agrees with another reading that the known one accepts."""
    others = known.accept.get(FIELDS.get(field, field), ()) if isinstance(known, KnownRow) else ()
    return any(
        # another time leaves open how the amount stands to it, unless it says so
        all((name == RELATION and name not in other) or agrees(name, {**known, **other}, found) for name in names)
        for other in others
    )


def by_letters(name: str, known: Row, found: Row) -> bool:
    """Whether the cell is the same: the sort of white space or apostrophe and floating-point noise do not count."""
    return same(known[name], found[name])


def same(wanted: Any, got: Any) -> bool:
    """Whether two values are the same, but for typography and floating-point noise."""
    if wanted == got:
        return True
    if isinstance(wanted, str) and isinstance(got, str):
        return plain(wanted) == plain(got)
    if isinstance(wanted, float | Fraction) and got is not None:
        return math.isclose(wanted, got, rel_tol=1e-9, abs_tol=_rounding(wanted))
    return False


TYPOGRAPHY = str.maketrans("’—−‑", "'–--")


def plain(text: str) -> str:
    """The text with one sort of white space, apostrophe, dash and accents: tables have phrases so, articles not."""
    return " ".join(unicodedata.normalize("NFC", text).translate(TYPOGRAPHY).split())


def _rounding(wanted: float | Fraction) -> float:
    exponent = Decimal(str(wanted)).as_tuple().exponent if isinstance(wanted, float) else 0
    return 0.5 * 10.0**exponent if isinstance(exponent, int) and exponent <= -DECIMALS else 1e-12


def by_words(name: str, known: Row, found: Row) -> bool:
    """Whether the cell says the same: phrases by their words, units under any of their names, numbers as rounded."""
    wanted, got = known[name], found[name]
    if wanted == got:
        return True
    if name in PHRASES:
        return same_phrase(wanted, got)
    if name in AMOUNTS:
        return close(wanted, got)
    if name in UNITS:
        return same_unit(wanted, got, counted=name == "unit" and _counts(known) and _counts(found))
    if name == SOURCES:
        return set(wanted) == set(got)
    return same(wanted, got) or (name in SPAN and _overlap(known, found))


def _counts(row: Row) -> bool:
    return bool(row.get("kind", "count") == "count")


def _overlap(known: Row, found: Row) -> bool:
    if any(name not in known for name in SPAN):
        return False
    return bool(known["start"] < found["end"] and found["start"] < known["end"])


def same_phrase(one: str, other: str) -> bool:
    """Both without words that count, or half of these shared: « la Cour des comptes » and « Cour »."""
    first, second = words(one), words(other)
    if not first or not second:
        return not first and not second
    return 4 * (first & second).total() >= first.total() + second.total()


def words(phrase: str) -> Counter[str]:
    """The words of a phrase that count, without accents and in lower case."""
    return Counter(word for word in re.findall(r"\w+", _folded(phrase)) if word not in UNSAID)


def _folded(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.replace("’", "'").lower())
    return " ".join("".join(char for char in apart if not unicodedata.combining(char)).split())


def same_unit(one: str, other: str, *, counted: bool = False) -> bool:
    """Whether two units are one; a counted noun may have been left in the plural."""
    first, second = (_folded(ALIASES.get(unit.strip().lower(), unit)) for unit in (one, other))
    return first == second or (counted and first.rstrip("sx") == second.rstrip("sx"))


def close(wanted: float | Fraction | None, got: float | None) -> bool:
    """Whether two numbers are the same, one below 1 to three digits: 0.333 is « un tiers », 0.33 is not."""
    if wanted is None or got is None:
        return wanted is got
    tolerance = 5e-3 if 0 < abs(float(wanted)) < 1 else 1e-6
    return math.isclose(wanted, got, rel_tol=tolerance, abs_tol=1e-9)
