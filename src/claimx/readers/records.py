"""JSON, JSON Lines and CSV: an object, line or row is an article: `text` and perhaps id, title, date, url and more."""

import csv
import io
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from claimx.errors import ClaimxError, Problem
from claimx.readers.files import File
from claimx.readers.items import Item

FIELDS = ("id", "text", "title", "date", "url", "outlet", "author")
HINT = "An article has a field 'text' and, if it likes, id, title, date, url, outlet, author."
DELIMITERS = ",;\t"
DIGITS = 4300
"""Python makes no number of more."""


def from_json(text: str, file: File) -> Iterator[Item | Problem]:
    """One object, or a list of objects."""
    value = _parsed(text, "One object per line is JSON Lines: name it .jsonl.")
    if not isinstance(value, list):
        yield from items_of(value, file.name)
        return
    for number, record in enumerate(value, start=1):
        yield from items_of(record, f"{file.name}, item {number}", number)


def from_jsonl(text: str, file: File) -> Iterator[Item | Problem]:
    """One object per line; empty lines are nothing, nor is the byte order mark of a file that was appended."""
    for number, line in enumerate(text.split("\n"), start=1):
        line = line.removeprefix("\ufeff")
        if line.strip():
            yield from _line(line, f"{file.name}, line {number}", number)


def _line(line: str, where: str, number: int) -> Iterator[Item | Problem]:
    try:
        record = _parsed(line, "A line is one whole object.")
    except ClaimxError as error:
        yield Problem(where=where, message=error.message, hint=error.hint)
        return
    yield from items_of(record, where, number)


def _parsed(written: str, hint: str) -> Any:
    """What JSON says. Raises ClaimxError."""
    try:
        return json.loads(written, object_pairs_hook=_object, parse_int=_integer)
    except (ValueError, RecursionError) as error:
        raise ClaimxError(f"is no valid JSON ({error}).", hint) from error


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object, which has each field of an article once: of two texts, none is chosen in silence."""
    names = [name for name, _ in pairs if name in FIELDS]
    twice = next((name for name in names if names.count(name) > 1), "")
    if twice:
        raise ValueError(f"the field '{twice}' stands twice")
    return dict(pairs)


def _integer(digits: str) -> int:
    if len(digits) > DIGITS:
        raise ValueError(f"a number has {len(digits):,} digits")
    return int(digits)


def from_csv(text: str, file: File) -> Iterator[Item | Problem]:
    """One article per row under a header; comma, semicolon or tab, whichever gives a column `text`."""
    csv.field_size_limit(2**31 - 1)  # an article is longer than the module's 131,072 characters
    rows, names = _table(text, file.name)
    columns, notes = chosen(names, file.name)
    yield from notes
    for entry in rows:
        if isinstance(entry, Problem):
            yield entry
            continue
        number, row = entry
        where = f"{file.name}, row {number}"
        if any(cell.strip() for cell in row[len(names) :]):
            message = f"has more cells ({len(row)}) than the header ({len(names)})."
            yield Problem(where=where, message=message, hint="Put text with a delimiter in it in quotation marks.")
            continue
        record = {name: row[place] for name, place in columns.items() if place < len(row)}
        yield from items_of(record, where, number)


Row = tuple[int, list[str]]


def _table(text: str, name: str) -> tuple[Iterator[Row | Problem], list[str]]:
    """The rows under the header, and the header, for the first delimiter that gives a column `text`; else nothing."""
    for delimiter in DELIMITERS:
        rows = _rows(text, delimiter, name)
        header = next(rows, None)
        names = [] if header is None or isinstance(header, Problem) else header[1]
        if "text" in map(_folded, names):
            return rows, names
    return iter(()), []


def _rows(text: str, delimiter: str, name: str) -> Iterator[Row | Problem]:
    """The rows that are not empty, the header as number 0; a row with a stray quotation mark costs its own lines."""
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    while True:
        start = rows.line_num + 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            lines = f"line {start}" if start == rows.line_num else f"lines {start} to {rows.line_num}"
            hint = "Close each quotation mark, and double those that are part of a text."
            yield Problem(where=f"{name}, {lines}", message=f"no valid CSV ({_said(error)}).", hint=hint)
            number += 1
            continue
        if row:
            yield number, row
        if row or number:
            number += 1


def _said(error: csv.Error) -> str:
    """What the module says, in the words of who wrote the file."""
    return "a quotation mark opens that nothing closes" if "end of data" in str(error) else str(error)


def chosen(names: Sequence[str], where: str) -> tuple[dict[str, int], list[Problem]]:
    """The place of each field's column, and a word for each field that has two. Raises ClaimxError without a text."""
    folded = [_folded(name) for name in names]
    if "text" not in folded:
        raise ClaimxError("has no column 'text'.", HINT)
    columns = {name: folded.index(name) for name in FIELDS if name in folded}
    notes = [
        Problem(
            where=where,
            message=f"has {folded.count(name)} columns '{name}'; the first, '{names[place]}', is read.",
            hint="Rename the others.",
            left_out=False,
        )
        for name, place in columns.items()
        if folded.count(name) > 1
    ]
    return columns, notes


def _folded(name: str) -> str:
    return name.strip().lower()


def items_of(record: Any, where: str, number: int = 0) -> Iterator[Item | Problem]:
    """The article that a record states, after a word for each field that cannot be taken as it is written."""
    if not isinstance(record, Mapping):
        yield Problem(where=where, message="is no object.", hint=HINT)
        return
    if not isinstance(record.get("text"), str):
        yield Problem(where=where, message=f"has no text{_but(record.get('text'))}.", hint=HINT)
        return
    fields = {name: _written(record.get(name)) for name in FIELDS}
    for name, written in fields.items():
        if written is None:
            message = f"has no {name}{_but(record[name])}; it is left empty."
            yield Problem(where=where, message=message, hint="Write it as text.", left_out=False)
    yield Item(
        text=fields["text"] or "",
        where=where,
        id=(fields["id"] or "").strip(),
        number=number,
        title=fields["title"] or "",
        date=fields["date"] or "",
        url=fields["url"] or "",
        outlet=fields["outlet"] or "",
        author=fields["author"] or "",
    )


def _written(value: Any) -> str | None:
    """A text, a number or a day as it is written, nothing as nothing; what else a field may hold is no text."""
    if value is None or (isinstance(value, float) and math.isnan(value)):  # pandas writes nothing as NaN
        return ""
    return str(value) if isinstance(value, str | int | float | date) else None


def _but(value: Any) -> str:
    """What stands in the place of a text: « has no date that can be read (…) », « has no title but a list »."""
    if value is None:
        return ""
    return (
        f" that can be read ({value})"
        if isinstance(value, Exception)
        else f" but a value of type {type(value).__name__}"
    )
