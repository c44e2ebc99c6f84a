"""Where a Markdown table stands in a text, and its cells: « | Ville | Taux | » over « |---|---| » and its rows."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
CELL = re.compile(r"(?:\\.|[^|\\\r\n])+")
"""What stands between two bars; a bar behind a backslash is a letter of its cell."""


@dataclass(frozen=True, slots=True)
class Table:
    """The lines [first, last) of a text are a table with these cells, each the characters [start, end)."""

    first: int
    last: int
    cells: tuple[tuple[int, int], ...]


def tables(text: str, lines: Sequence[tuple[int, int, bool]]) -> Iterator[Table]:
    """The tables among the lines of a text, each given as its start, its end and whether a blank line is before it."""
    if "|" not in text:
        return
    done = 0
    for i, (start, end, gap) in enumerate(lines):
        if i > done and not gap and _barred(text, lines[i - 1]) and _rule(text[start:end]):
            last = next((k for k in range(i + 1, len(lines)) if lines[k][2] or not _barred(text, lines[k])), len(lines))
            rows = [lines[i - 1], *lines[i + 1 : last]]
            yield Table(i - 1, last, tuple(cell for a, b, _ in rows for cell in _cells(text, a, b)))
            done = last


def _barred(text: str, line: tuple[int, int, bool]) -> bool:
    return "|" in text[line[0] : line[1]]


def _rule(line: str) -> bool:
    return "|" in line and bool(RULE.fullmatch(line))


def _cells(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for found in CELL.finditer(text, start, end):
        said = found.group().strip()
        if said:
            at = found.start() + found.group().index(said[0])
            yield at, at + len(said)
