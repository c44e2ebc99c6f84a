"""« 27 000 », « 1.489 », « 4'100 », « 1 234,56 »: a numeral in digits, with the separators that the press uses."""

import re

DIGITS = re.compile(
    r"""(?:(?<!\w)|(?<=\d[hm€]))(?:
        (?P<grouped>[1-9]\d{0,2}(?:
            (?:\ \d{3})+ | (?:\.\d{3})+ | (?:'\d{3})+ | (?:,\d{3}){2,} )(?!\d))
        | (?P<plain>\d+)
    )(?P<decimals>[,.]\d+)?""",
    re.VERBOSE,
)
"""The separator of groups does not change inside a numeral. « 1,500 » is one and a half, « 1.500 » is fifteen hundred;
« 0.500 » and « 1.5 » are decimals, since a group has three digits and a grouped numeral does not begin with a zero."""


def begins(text: str, start: int) -> bool:
    """Whether a numeral may begin here: not in a name (« F-16 », « AFP/2 ») nor in a longer figure (« 1.2.3 »)."""
    before, mark = text[start - 2 : start - 1] if start > 1 else "", text[start - 1 : start]
    if mark in "-–/":
        return not (before.isalpha() or mark == "/")
    return not (mark in ".," and before.isdigit()) if mark else True


def value(match: re.Match[str]) -> float:
    """The number that a match of DIGITS writes."""
    whole = re.sub(r"\D", "", match["grouped"] or match["plain"])
    decimals = re.sub(r"\D", "", match["decimals"] or "")
    return float(f"{whole}.{decimals or '0'}")
