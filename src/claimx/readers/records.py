"""JSON, JSON Lines and CSV: an object, line or row is an article: `text` and perhaps id, title, date, url and more."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

from claimx.errors import ClaimxError, Problem
from claimx.readers.files import File
from claimx.readers.items import Item

FIELDS = ("id", "text", "title", "date", "url", "outlet", "author")
HINT = "An article has a field 'text' and, if it likes, id, title, date, url, outlet, author."
DELIMITERS = ",;\t"


def from_json(text: str, file: File) -> Iterator[Item | Problem]:
    """One object, or a list of objects."""
    try:
        value = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise ClaimxError(
            f"is no valid JSON ({error}).", "One object per line is JSON Lines: name it .jsonl."
        ) from error
    if not isinstance(value, list):
        yield item(value, file.name)
        return
    for number, record in enumerate(value, start=1):
        yield item(record, f"{file.name}, item {number}", number)


def from_jsonl(text: str, file: File) -> Iterator[Item | Problem]:
    """One object per line; empty lines are nothing."""
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield _line(line, f"{file.name}, line {number}", number)


def _line(line: str, where: str, number: int) -> Item | Problem:
    try:
        record = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        return Problem(where=where, message=f"is no valid JSON ({error}).", hint="A line is one whole object.")
    return item(record, where, number)


def from_csv(text: str, file: File) -> Iterator[Item | Problem]:
    """One article per row under a header; comma, semicolon or tab, whichever gives a column `text`."""
    csv.field_size_limit(2**31 - 1)  # an article is longer than the module's 131,072 characters
    header = text.split("\n", 1)[0].strip("\r")
    found = [delimiter for delimiter in DELIMITERS if "text" in _names(header, delimiter)]
    if not found:
        raise ClaimxError("has no column 'text'.", HINT)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=found[0])
    names = [name.strip().lower() for name in next(rows)]
    try:
        for number, row in enumerate(rows, start=1):
            if row:
                yield item(dict(zip(names, row, strict=False)), f"{file.name}, row {number}", number)
    except csv.Error as error:
        raise ClaimxError(
            f"is no valid CSV from row {rows.line_num} on ({error}).", "Look at its quotation marks."
        ) from error


def _names(header: str, delimiter: str) -> list[str]:
    return [name.strip().lower() for name in next(csv.reader([header], delimiter=delimiter), [])]


def item(record: Any, where: str, number: int = 0) -> Item | Problem:
    """The article that a record states; a number or a date in it is taken as it is written."""
    if not isinstance(record, Mapping):
        return Problem(where=where, message="is no object.", hint=HINT)
    if not isinstance(record.get("text"), str):
        return Problem(where=where, message="has no text.", hint=HINT)

    def field(name: str) -> str:
        value = record.get(name)
        return "" if value is None else str(value)

    return Item(
        text=field("text"),
        where=where,
        id=field("id"),
        number=number,
        title=field("title"),
        date=field("date"),
        url=field("url"),
        outlet=field("outlet"),
        author=field("author"),
    )
