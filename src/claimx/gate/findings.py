"""One difference a line: which row of which article, where it is written, in which column, wanted and got."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from claimx.check import Comparison, line
from claimx.gate.scores import Figures, article_of
from claimx.known import KnownRow, Place, Row
from claimx.pairing import named

Sort = Literal["different", "missing", "too much", "no article", "below floor", "changed", "lost", "gained"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A row that was looked at: its table, its article, what it is called, and where it is written.

    `known` is the place in the known file, `written` that in the article, each as far as it can be told.
    """

    table: str
    article: str = ""
    text: str = ""
    known: Place | None = None
    written: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What is not as it should be with a row: a column, or without one the whole row."""

    sort: Sort
    case: Case
    column: str = ""
    wanted: Any = None
    got: Any = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What came of a check: counts by table, the findings, the rows without any, figures and what to know of them."""

    counts: dict[str, dict[str, int]]
    findings: list[Finding]
    same: list[Case] = field(default_factory=list)
    figures: Figures = field(default_factory=dict)
    floors: Figures = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    @property
    def fails(self) -> bool:
        """Whether a figure is below its floor or, where there are no floors, anything is not as it should be."""
        return any(finding.sort == "below floor" or not self.floors for finding in self.findings)


class Articles:
    """The files of the articles, to tell on which line of which file something stands."""

    def __init__(self, rows: Sequence[Row], folder: Path) -> None:
        self.paths = {row["article_id"]: folder / row["path"] for row in rows if row["path"]}
        self.text = ""
        self.breaks: list[int] = []
        self.open = Path()

    def place(self, row: Row) -> Place | None:
        """The place of a row with offsets; None where the file is not there, or does not hold the text as read."""
        path = self.paths.get(article_of(row))
        if path is None or "start" not in row or not row.get("text"):
            return None
        if path != self.open:
            self._open(path)
        start = int(row["start"])
        if not self.text.startswith(row["text"], start):
            return None
        return Place(path.as_posix(), bisect_left(self.breaks, start) + 1)

    def _open(self, path: Path) -> None:
        """Keep one file; the rows of an article stand together."""
        self.open = path
        try:
            self.text = path.read_bytes().decode("utf-8-sig", errors="replace")
        except OSError:
            self.text = ""
        self.breaks = [found.start() for found in re.finditer("\n", self.text)]


def of_strangers(strangers: Iterable[str], known: Mapping[str, Sequence[Row]], out: Path) -> Iterator[Finding]:
    """One finding for each article of which something is known, but which was not read."""
    rows: dict[str, list[tuple[str, Row]]] = {article: [] for article in strangers}
    for table in known:
        for row in known[table]:
            if row.get("article_id") in rows:
                rows[row["article_id"]].append((table, row))
    for article, named_rows in rows.items():
        table, first = named_rows[0] if named_rows else ("articles", {})
        yield Finding(
            sort="no article",
            case=Case(table=table, article=article, known=_place(first)),
            wanted=f"{len(named_rows)} known",
            got=f"not in {out.as_posix()}",
        )


def of_table(
    table: str, comparison: Comparison, articles: Articles, *, without: frozenset[str], complete: frozenset[str]
) -> Iterator[Finding]:
    """What is different, missing and, in complete articles, too much; `without` are articles that were not read."""
    for pair in comparison.different:
        case = case_of(table, pair.known, pair.found, articles)
        for column, (wanted, got) in pair.columns.items():
            yield Finding(sort="different", case=case, column=column, wanted=wanted, got=got)
    for row in comparison.missing:
        if row.get("article_id") not in without:
            yield Finding(sort="missing", case=case_of(table, row, row, articles), wanted=line(table, row))
    for row in comparison.surplus:
        if article_of(row) in complete:
            yield Finding(sort="too much", case=case_of(table, row, row, articles), got=line(table, row))


def case_of(table: str, known: Row, found: Row, articles: Articles | None = None) -> Case:
    """A known row, and the found one that stands for it, as what is looked at."""
    name = named(known) or named(found) or ("", "")
    return Case(
        table=table,
        article=article_of(known) or article_of(found),
        text=name[1],
        known=_place(known),
        written=articles.place(found) if articles else None,
    )


def _place(row: Row) -> Place | None:
    return row.place if isinstance(row, KnownRow) else None
