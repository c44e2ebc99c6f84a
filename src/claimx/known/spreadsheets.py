"""Known claims in CSV as a spreadsheet saves it, a French one too: its separators, its commas, its encoding."""

import csv
import io
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from claimx.errors import ClaimxError
from claimx.known.rows import ACCEPT, KnownRow, Place, Row, columns, flag, known_row

EMPTY = "-"
"""In a CSV cell: the cell must be empty. An empty CSV cell is not compared."""

COMPLETE = "complete"
"""A column beside those of the table: all claims of the row's article are in the file."""

SEPARATORS = ",;\t"
DAYS = ("time_start", "time_end")
DAY = re.compile(r"(\d{2})/(\d{2})/(\d{4})")
THOUSANDS = re.compile(r"(?<=\d)[ \u00a0\u202f](?=\d{3}(?!\d))")
"""The blank in « 35 000 000 »."""

COMMA = re.compile(r"(?<=\d),(?=\d)")
GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+")
"""« 3,500 » between commas: is it three and a half, or thousands?"""

READING = re.compile(r"\s*[|&]\s*(?=\w+=)")
"""What stands between two readings (|), or two columns of one reading (&)."""


def read(path: Path) -> tuple[list[KnownRow], set[str]]:
    """The known claims of a CSV file, and the articles of which it holds all. Raises ClaimxError, with the line."""
    text = _text(path)
    header = text.split("\n", 1)[0]
    separator = max(SEPARATORS, key=header.count)
    rows, complete = [], set()
    for line, cells in _lines(text, separator, path.name):
        where = f"{path.name}, line {line}"
        if flag(cells.pop(COMPLETE, False), f"{where}: {COMPLETE}"):
            complete.add(_article(cells, where))
        if cells.keys() - {"article_id"} or (cells and cells["article_id"] not in complete):
            given = {name: _value(name, cell, separator, where) for name, cell in cells.items()}
            rows.append(known_row("claims", given, where=where, place=Place(path.as_posix(), line)))
    return rows, complete


def _text(path: Path) -> str:
    data = path.read_bytes()
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ClaimxError(f"{path} is neither in UTF-8 nor in cp1252.", "Save it in UTF-8.")


def _lines(text: str, separator: str, name: str) -> Iterator[tuple[int, Row]]:
    """The filled cells of each row, with the line on which the row begins."""
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator, restkey="")
    line = 2
    for cells in reader:
        if any(cells.pop("", [])):
            raise ClaimxError(
                f"{name}, line {line} has more cells than there are columns.",
                "Put text with a comma in quotation marks.",
            )
        filled = {column: cell for column, cell in cells.items() if cell and cell.strip()}
        if filled:
            yield line, filled
        line = reader.line_num + 1


def _article(cells: Row, where: str) -> str:
    if "article_id" not in cells:
        raise ClaimxError(f"{where}: {COMPLETE}, but of which article?", "Fill article_id.")
    return str(cells["article_id"])


def _value(name: str, cell: str, separator: str, where: str) -> Any:
    if name == ACCEPT:
        return _readings(cell, separator, where)
    return "" if cell.strip() == EMPTY else _conversion(name)(cell, separator)


@cache
def _conversion(name: str) -> Callable[[str, str], str]:
    """How a cell of the column is put right: a number, a day, or as it stands."""
    if columns("claims").get(name) in (int, float, float | None):
        return _number
    return _day if name in DAYS else lambda cell, separator: cell


def _number(cell: str, separator: str) -> str:
    """« 35 000 000,5 » as a program writes it; « 3,500 » stays as it is, and is no number, where commas separate."""
    cell = THOUSANDS.sub("", cell.strip())
    return cell if separator == "," and GROUPED.fullmatch(cell) else COMMA.sub(".", cell, count=1)


def _day(cell: str, separator: str) -> str:
    """« 31/12/2035 » as an ISO date."""
    return DAY.sub(r"\3-\2-\1", cell.strip())


def _readings(cell: str, separator: str, where: str) -> dict[str, list[Row]]:
    """« measured=voix | time_start=2016-11-27 & time_end=2016-11-27 » by the first column of each reading."""
    readings: dict[str, list[Row]] = {}
    reading: Row = {}
    for joint, part in zip(["|", *READING.findall(cell)], READING.split(cell.strip()), strict=False):
        name, equals, value = part.partition("=")
        if not equals:
            raise ClaimxError(f"{where}: {ACCEPT} cannot be {cell!r}.", "Write column=value | column=value.")
        if joint.strip() == "|":
            reading = {}
            readings.setdefault(name.strip(), []).append(reading)
        reading[name.strip()] = _value(name.strip(), value.strip() or EMPTY, separator, where)
    return readings
