"""Do the tables say what is known? Known rows, which name only some columns, beside the rows that were found."""

import csv
import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claimx import pairing, tables, writers
from claimx.agreement import by_letters, by_words, differences
from claimx.errors import ClaimxError
from claimx.known import SOURCES, Known, KnownRow, Row, columns, known_row


@dataclass(frozen=True, slots=True)
class Difference:
    """A known row beside the row that was found for it; `columns` holds (wanted, got) for each column that differs."""

    known: Row
    found: Row
    columns: dict[str, tuple[Any, Any]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came of comparing known rows with found ones, each list in its own order."""

    pairs: list[Difference]
    missing: list[Row]
    surplus: list[Row]

    @property
    def same(self) -> list[Row]:
        """The known rows that were found as they are known."""
        return [pair.known for pair in self.pairs if not pair.columns]

    @property
    def different(self) -> list[Difference]:
        """The known rows that were found otherwise."""
        return [pair for pair in self.pairs if pair.columns]

    def holds(self, *, exact: bool) -> bool:
        """Whether all that is known was found and, if `exact`, nothing besides."""
        return not (self.different or self.missing or (exact and self.surplus))

    def summary(self, *, exact: bool) -> str:
        """« 61 known, 58 as known, 2 different, 1 missing »."""
        known = len(self.pairs) + len(self.missing)
        parts = [
            f"{known} known",
            f"{len(self.same)} as known",
            f"{len(self.different)} different",
            f"{len(self.missing)} missing",
        ]
        return ", ".join(parts + [f"{len(self.surplus)} too much"] * exact)


def mappings(rows: tables.Rows) -> dict[str, list[Row]]:
    """The rows of one or several articles as mappings, by table."""
    return {table: [dataclasses.asdict(row) for row in tables.of(rows, table)] for table in tables.TABLES}


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


def strangers(known: Known, found: Mapping[str, Sequence[Row]]) -> list[str]:
    """The articles of which something is known, but which were not read."""
    return sorted(known.articles - {row["article_id"] for row in found["articles"]})


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


def compare(known: Iterable[Row], found: Iterable[Row], *, strict: bool = True) -> Comparison:
    """Known rows of one table beside the found ones; a known row without `article_id` is sought in every article.

    Cells agree letter by letter if `strict`, else by their words. An optional row may be found, however it is filled,
    or not.
    """
    known, found = list(known), list(found)
    agrees = by_letters if strict else by_words
    pairs = pairing.by_name(known, found, agrees) if strict else pairing.by_place(known, found, agrees)
    optional = [row for row in known if isinstance(row, KnownRow) and row.optional]
    left = {id(row) for row in optional}
    taken = {*pairs.values(), *(j for _, j in pairing.overlapping(optional, found))}
    return Comparison(
        pairs=[
            Difference(known[i], found[j], differences(known[i], found[j], agrees))
            for i, j in sorted(pairs.items())
            if id(known[i]) not in left
        ],
        missing=[row for i, row in enumerate(known) if i not in pairs and id(row) not in left],
        surplus=[row for j, row in enumerate(found) if j not in taken],
    )


def report(table: str, comparison: Comparison, *, exact: bool) -> str:
    """The comparison to be read: a line for each row that differs, is missing or, if `exact`, is too much."""
    lines = []
    for each in comparison.different:
        lines.append(f"  different  {line(table, each.known)}")
        lines += [
            f"      {name}: wanted {cell(wanted)}, got {cell(got)}" for name, (wanted, got) in each.columns.items()
        ]
    lines += [f"  missing    {line(table, row)}" for row in comparison.missing]
    lines += [f"  too much   {line(table, row)}" for row in comparison.surplus if exact]
    return "\n".join(lines)


def line(table: str, row: Row) -> str:
    """A row as one would write it in TOML, without ids, the sentence, and what is empty."""
    hidden = {"sentence"} | {name for name in columns(table) if name.endswith("_id") and name != "outlet_id"}
    shown = {name: value for name, value in row.items() if value not in ("", None, []) and name not in hidden}
    return "{" + ", ".join(f"{name}={cell(value)}" for name, value in shown.items()) + "}"


def cell(value: Any) -> str:
    """A value as one would write it in TOML."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return f"[{', '.join(map(cell, value))}]"
    if isinstance(value, int | float):
        return f"{value:.0f}" if value == int(value) else f"{value:.12g}"
    return f'"{"" if value is None else value}"'
