"""Do the tables say what is known? Known rows, which name only some columns, beside the rows that were found."""

import csv
import dataclasses
import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from claimx import tables, writers
from claimx.errors import ClaimxError
from claimx.known import SOURCES, Row, columns, known_row

NAMES = ("text", "name", "written", "claim", "entity", "outlet_id", "outlet")
"""The columns by which a known row is sought: the first that it gives."""

DECIMALS = 4
"""A known number with so many decimals or more is a rounded one, as the guidelines write « un tiers »: 0.3333."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A known row beside the row that was found for it; `columns` holds (wanted, got) for each column that differs."""

    known: Row
    found: Row
    columns: dict[str, tuple[Any, Any]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came of comparing known rows with found ones, each list in its own order."""

    same: list[Row]
    different: list[Difference]
    missing: list[Row]
    surplus: list[Row]

    def holds(self, *, exact: bool) -> bool:
        """Whether all that is known was found and, if `exact`, nothing besides."""
        return not (self.different or self.missing or (exact and self.surplus))

    def summary(self, *, exact: bool) -> str:
        """« 61 known, 58 as known, 2 different, 1 missing »."""
        known = len(self.same) + len(self.different) + len(self.missing)
        parts = [
            f"{known} known",
            f"{len(self.same)} as known",
            f"{len(self.different)} different",
            f"{len(self.missing)} missing",
        ]
        return ", ".join(parts + [f"{len(self.surplus)} too much"] * exact)


def mappings(rows: tables.Rows) -> dict[str, list[Row]]:
    """The rows of one or several articles as mappings, by table."""
    return {table: [dataclasses.asdict(row) for row in rows.get(table, [])] for table in tables.TABLES}


def written(folder: Path) -> dict[str, list[Row]]:
    """The rows that a run wrote to a folder, by table.

    Raises ClaimxError if a table is not there, or if the folder is not as its data package says.
    """
    writers.verify(folder)
    return {table: list(_written(folder / f"{table}.csv", table)) for table in tables.TABLES}


def _written(path: Path, table: str) -> Iterator[Row]:
    if not path.is_file():
        raise ClaimxError(f"{path} does not exist.", "Write it with: claimx run ARTICLES -o FOLDER")
    with path.open(encoding="utf-8", newline="") as file:
        for number, cells in enumerate(csv.DictReader(file), start=1):
            yield known_row(table, cells, where=f"{path}, row {number}")


def strangers(known: Mapping[str, Sequence[Row]], found: Mapping[str, Sequence[Row]]) -> list[str]:
    """The articles of which something is known, but which were not read."""
    named = {row["article_id"] for rows in known.values() for row in rows if "article_id" in row}
    return sorted(named - {row["article_id"] for row in found["articles"]})


def views(plain: Mapping[str, Sequence[Row]]) -> dict[str, list[Row]]:
    """The rows with the names of what they refer to, so that they can be read without ids.

    `base_claim_id` is joined by `base_claim`, the text of that claim; `entity_id` by `entity`, its name;
    claims have their outlets as `sources`, sorted.
    """
    return {table: list(_view(table, plain)) for table in plain}


def _view(table: str, plain: Mapping[str, Sequence[Row]]) -> Iterator[Row]:
    references = [column for column in tables.columns(table) if column.metadata["refers"]]
    names = {column.name: _names(column.metadata["refers"], plain) for column in references}
    cited: dict[str, set[str]] = defaultdict(set)
    for source in plain["sources"] if table == "claims" else ():
        cited[source["claim_id"]].add(source["outlet_id"])
    for row in plain[table]:
        named = {column.removesuffix("_id"): name.get(row[column], "") for column, name in names.items()}
        yield row | named | ({SOURCES: sorted(cited[row["claim_id"]])} if table == "claims" else {})


def _names(table: str, plain: Mapping[str, Sequence[Row]]) -> dict[str, str]:
    """For each row of a table that others refer to: its id, and what it is called."""
    own = [column.name for column in tables.columns(table)]
    name = next(column for column in own if column in ("name", "text", "title"))
    return {row[own[0]]: row[name] for row in plain[table]}


def compare(known: Iterable[Row], found: Iterable[Row]) -> Comparison:
    """Known rows of one table beside the found ones; a known row without `article_id` is sought in every article."""
    known, found = list(known), list(found)
    pairs = _pairs(known, found)
    unlike = [Difference(known[i], found[j], differences(known[i], found[j])) for i, j in sorted(pairs.items())]
    taken = set(pairs.values())
    return Comparison(
        same=[each.known for each in unlike if not each.columns],
        different=[each for each in unlike if each.columns],
        missing=[row for i, row in enumerate(known) if i not in pairs],
        surplus=[row for j, row in enumerate(found) if j not in taken],
    )


def differences(known: Row, found: Row) -> dict[str, tuple[Any, Any]]:
    """The columns of the known row that the found row fills otherwise, as (wanted, got)."""
    return {name: (wanted, found[name]) for name, wanted in known.items() if not agree(wanted, found[name])}


def agree(wanted: Any, got: Any) -> bool:
    """Whether a cell holds what is known of it: the sort of white space and floating-point noise do not count."""
    if isinstance(wanted, str) and isinstance(got, str):
        return wanted.split() == got.split()
    if isinstance(wanted, float | Fraction) and got is not None:
        return math.isclose(wanted, got, rel_tol=1e-9, abs_tol=_rounding(wanted))
    return bool(wanted == got)


def _rounding(wanted: float | Fraction) -> float:
    exponent = Decimal(str(wanted)).as_tuple().exponent if isinstance(wanted, float) else 0
    return 0.5 * 10.0**exponent if isinstance(exponent, int) and exponent <= -DECIMALS else 1e-12


def _pairs(known: list[Row], found: list[Row]) -> dict[int, int]:
    """Which found row stands for which known one: first rows of one name, in the order of the text, then the rest."""
    places: dict[str, list[int]] = defaultdict(list)
    for j, row in enumerate(found):
        places[row.get("article_id", "")].append(j)
    pairs: dict[int, int] = {}
    for article, group in _groups(range(len(known)), lambda i: known[i].get("article_id")):
        here = range(len(found)) if article is None else places[article]
        for name, same in _groups(group, lambda i: _name(known[i])):
            if name:
                named = [j for j in _free(here, pairs) if agree(name[1], found[j][name[0]])]
                pairs |= _align(known, found, same, named, _likeness)
        rest = [i for i in group if i not in pairs]
        if rest:
            pairs |= _align(known, found, rest, _free(here, pairs), _overlap)
    return pairs


def _groups(indices: Iterable[int], key: Callable[[int], Any]) -> list[tuple[Any, list[int]]]:
    """The indices with the same key together, in the order in which they come."""
    groups: dict[Any, list[int]] = defaultdict(list)
    for index in indices:
        groups[key(index)].append(index)
    return list(groups.items())


def _free(indices: Iterable[int], pairs: dict[int, int]) -> list[int]:
    """The found rows that stand for no known row yet."""
    taken = set(pairs.values())
    return [j for j in indices if j not in taken]


def _name(row: Row) -> tuple[str, str] | None:
    """By what a row is sought: « text », « 2 % »."""
    return next(((column, " ".join(row[column].split())) for column in NAMES if row.get(column)), None)


def _likeness(known: Row, found: Row) -> float:
    """How well a found row of the same name fits: the nearer the better, then the more columns agree."""
    near = 1000 / (1 + abs(known["start"] - found["start"])) if "start" in known else 0
    return 1 + near + len(known) - len(differences(known, found))


def _overlap(known: Row, found: Row) -> float:
    """How well a found row fits of which the name is not the same: by the characters or words that both have."""
    if "start" in known and "end" in known:
        shared: float = min(known["end"], found["end"]) - max(known["start"], found["start"])
    elif name := _name(known):
        shared = len(set(name[1].split()) & set(str(found[name[0]]).split()))
    else:
        shared = 1
    return 0 if shared <= 0 else 100 * shared + len(known) - len(differences(known, found))


def _align(
    known: list[Row], found: list[Row], wanted: list[int], free: list[int], likeness: Callable[[Row, Row], float]
) -> dict[int, int]:
    """The pairs, both in order, with the greatest sum of likeness; what is not alike (0) is no pair."""
    best: list[list[tuple[float, dict[int, int]]]] = [[(0.0, {})] * (len(free) + 1)]
    for i in sorted(wanted, key=lambda i: known[i].get("start", 0)):
        row: list[tuple[float, dict[int, int]]] = [(0.0, {})]
        for n, j in enumerate(free):
            score = likeness(known[i], found[j])
            options = [best[-1][n + 1], row[n]]
            if score > 0:
                options.append((best[-1][n][0] + score, best[-1][n][1] | {i: j}))
            row.append(max(options, key=lambda option: option[0]))
        best.append(row)
    return best[-1][-1][1]


def report(table: str, comparison: Comparison, *, exact: bool) -> str:
    """The comparison to be read: a line for each row that differs, is missing or, if `exact`, is too much."""
    lines = []
    for each in comparison.different:
        lines.append(f"  different  {line(table, each.known)}")
        lines += [
            f"      {name}: wanted {_cell(wanted)}, got {_cell(got)}" for name, (wanted, got) in each.columns.items()
        ]
    lines += [f"  missing    {line(table, row)}" for row in comparison.missing]
    lines += [f"  too much   {line(table, row)}" for row in comparison.surplus if exact]
    return "\n".join(lines)


def line(table: str, row: Row) -> str:
    """A row as one would write it in TOML, without ids, the sentence, and what is empty."""
    hidden = {"sentence"} | {name for name in columns(table) if name.endswith("_id") and name != "outlet_id"}
    shown = {name: value for name, value in row.items() if value not in ("", None, []) and name not in hidden}
    return "{" + ", ".join(f"{name}={_cell(value)}" for name, value in shown.items()) + "}"


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return f"[{', '.join(map(_cell, value))}]"
    if isinstance(value, int | float):
        return f"{value:.0f}" if value == int(value) else f"{value:.12g}"
    return f'"{"" if value is None else value}"'
