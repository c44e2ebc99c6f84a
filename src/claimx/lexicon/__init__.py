"""What claimx knows of French, as rows of CSV files in this folder."""

import csv
from functools import cache
from importlib import resources

Row = dict[str, str]


@cache
def rows(name: str) -> tuple[Row, ...]:
    """The rows of lexicon/<name>.csv in the order of the file; every cell is a string. Do not change them: they are shared."""
    with resources.files(__name__).joinpath(f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))
