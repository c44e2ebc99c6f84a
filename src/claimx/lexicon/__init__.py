"""What claimx knows of French, as rows of CSV files in this folder."""

import csv
import io
import re
from collections.abc import Iterable
from functools import cache
from importlib import resources

Row = dict[str, str]


@cache
def rows(name: str) -> tuple[Row, ...]:
    """The rows of lexicon/<name>.csv in the order of the file; every cell is a string; they are shared, not copied."""
    text = resources.files(__name__).joinpath(f"{name}.csv").read_bytes().decode("utf-8")
    return tuple(csv.DictReader(io.StringIO(text, newline="")))


def forms(name: str, role: str) -> frozenset[str]:
    """The forms of the rows of lexicon/<name>.csv that have this role."""
    return frozenset(row["form"] for row in rows(name) if row["role"] == role)


def any_of(forms: Iterable[str]) -> str:
    """A pattern for any of the forms, the longest first."""
    return "|".join(sorted(map(re.escape, forms), key=len, reverse=True))


def pattern(name: str, role: str) -> str:
    """A pattern for any of the forms of lexicon/<name>.csv that have this role."""
    return any_of(forms(name, role))
