"""How well are the known rows found? Precision, recall and F1, and for each column the share that is right."""

from collections import Counter
from collections.abc import Container, Mapping
from dataclasses import dataclass

from claimx.agreement import SPAN, fields, same_phrase
from claimx.check import Comparison
from claimx.known import SOURCES, KnownRow, Row

CORE = ("kind", "value", "value_high", "unit")
WHOLE = (*CORE, "comparator", "direction", "per", "time_start", "time_end", "modality")
SPEAKER = "speaker"

DIGITS = 4

Figures = dict[str, float]
"""Figures by their names: « claims.core.f1 », « claims.unit »."""


@dataclass(slots=True)
class Ratio:
    """What is right of what is known and of what was found; the latter in complete articles alone."""

    right: int = 0
    known: int = 0
    right_in_complete: int = 0
    found: int = 0

    def add(self, *, right: int = 0, known: int = 0, found: int = 0, complete: bool) -> None:
        """Count so many more; what is found in an article that is not complete may well be right."""
        self.right += right
        self.known += known
        if complete:
            self.right_in_complete += right
            self.found += found

    def figures(self, *, precise: bool) -> Figures:
        """Recall and, if `precise`, precision and F1; nothing wanted and nothing found is perfect."""
        recall = self.right / self.known if self.known else 1.0
        if not precise:
            return {"recall": recall}
        precision = self.right_in_complete / self.found if self.found else 1.0
        both = precision + recall
        return {"precision": precision, "recall": recall, "f1": 2 * precision * recall / both if both else 0.0}


def figures(comparisons: Mapping[str, Comparison], complete: Mapping[str, frozenset[str]]) -> Figures:
    """All figures of the tables that were compared, rounded; precision and F1 where an article is complete."""
    scored: Figures = {}
    for table, comparison in comparisons.items():
        ratios = _detection(comparison, complete[table], _parts(table))
        if table == "claims":
            ratios |= _sources(comparison, complete[table]) | _speakers(comparison, complete[table])
        precise = bool(complete[table])
        for name, ratio in ratios.items():
            scored |= {f"{table}.{name}.{key}": value for key, value in ratio.figures(precise=precise).items()}
        scored |= {f"{table}.{name}": share for name, share in _columns(comparison).items()}
    return {name: round(figure, DIGITS) for name, figure in scored.items()}


def _parts(table: str) -> dict[str, tuple[str, ...] | None]:
    """Which columns must be right for a row that is found to count; None for all that are known."""
    return {"detection": (), "core": CORE, "whole": WHOLE} if table == "claims" else {"detection": (), "whole": None}


def article_of(row: Row) -> str:
    """The article of a row; those that refer to a claim have it from there, outlets have none."""
    return str(row.get("article_id") or str(row.get("claim_id", "")).rpartition(":")[0])


def _detection(
    comparison: Comparison, complete: Container[str], parts: Mapping[str, tuple[str, ...] | None]
) -> dict[str, Ratio]:
    ratios = {}
    for name, columns in parts.items():
        ratio = ratios[name] = Ratio()
        for pair in comparison.pairs:
            wrong = pair.columns if columns is None else [column for column in columns if column in pair.columns]
            ratio.add(right=not wrong, known=1, found=1, complete=article_of(pair.found) in complete)
        ratio.add(known=len(comparison.missing), complete=False)
        for row in comparison.surplus:
            ratio.add(found=1, complete=article_of(row) in complete)
    return ratios


def _sources(comparison: Comparison, complete: frozenset[str]) -> dict[str, Ratio]:
    """Pairs of claim and outlet, if the known claims name any."""
    told = _told(comparison, SOURCES, complete)
    ratio = Ratio()
    for pair in told.pairs:
        known, found = set(pair.known[SOURCES]), set(pair.found[SOURCES])
        ratio.add(
            right=len(known & found), known=len(known), found=len(found), complete=article_of(pair.found) in complete
        )
    for row in told.missing:
        ratio.add(known=len(set(row[SOURCES])), complete=False)
    for row in told.surplus:
        ratio.add(found=len(row[SOURCES]), complete=True)
    return {SOURCES: ratio} if told.pairs or told.missing else {}


def _speakers(comparison: Comparison, complete: frozenset[str]) -> dict[str, Ratio]:
    """Claims that somebody states: found, and with the right speaker; most have none, which is no merit here."""
    told = _told(comparison, SPEAKER, complete)
    ratio = Ratio()
    for pair in told.pairs:
        right = SPEAKER not in pair.columns and bool(pair.found[SPEAKER])
        needed = right or (SPEAKER in pair.columns and bool(pair.known[SPEAKER]))
        complete_here = article_of(pair.found) in complete
        ratio.add(right=right, known=needed, found=bool(pair.found[SPEAKER]), complete=complete_here)
    for row in told.missing:
        ratio.add(known=bool(row[SPEAKER]) and not _may_be_empty(row), complete=False)
    for row in told.surplus:
        ratio.add(found=bool(row[SPEAKER]), complete=True)
    return {"speakers": ratio} if told.pairs or told.missing else {}


def _told(comparison: Comparison, column: str, complete: frozenset[str]) -> Comparison:
    """The rows of which the column is known; those too much stand in complete articles that do not leave it open."""
    pairs = [pair for pair in comparison.pairs if column in pair.known]
    missing = [row for row in comparison.missing if column in row]
    known = [*(pair.known for pair in comparison.pairs), *comparison.missing]
    told = complete - {article_of(row) for row in known if column not in row}
    surplus = [row for row in comparison.surplus if article_of(row) in told]
    return Comparison(pairs=pairs, missing=missing, surplus=surplus)


def _may_be_empty(row: Row) -> bool:
    readings = row.accept.get(SPEAKER, []) if isinstance(row, KnownRow) else []
    return any(same_phrase(reading[SPEAKER], "") for reading in readings)


def _columns(comparison: Comparison) -> Figures:
    """The share of rows that were found in which the columns that say one thing are right."""
    shapes = Counter(tuple(pair.known) for pair in comparison.pairs)
    named: Counter[str] = Counter()
    for columns, count in shapes.items():
        named.update(dict.fromkeys(filter(_is_told, fields(columns)), count))
    wrong: Counter[str] = Counter()
    for pair in comparison.different:
        wrong.update(fields(tuple(pair.columns)).keys())
    return {field: 1 - wrong[field] / count for field, count in named.items()}


def _is_told(column: str) -> bool:
    """Whether a column is more than the place of its row."""
    return column not in ("text", *SPAN) and (not column.endswith("_id") or column == "outlet_id")
