"""Known rows in TOML, where they are grouped by table, and in JSON, where they are grouped by article."""

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from claimx import tables
from claimx.errors import ClaimxError
from claimx.known.rows import KnownRow, Place, Row, columns, known_row

Rows = dict[str, list[KnownRow]]
Complete = dict[str, frozenset[str]]
"""By table the articles of which all rows are known."""

COMPLETE = "complete"
"""Beside the tables: true, or the articles of which the file holds all."""


def from_toml(path: Path) -> tuple[Rows, Complete]:
    """Any table as `[[claims]]`, `[[citations]]`, …; `complete` lists articles, or is true for all that are named."""
    text = _text(path)
    try:
        content = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ClaimxError(f"{path.name} is no TOML: {error}.", "Put it right there.") from None
    complete = content.pop(COMPLETE, [])
    for table, rows in content.items():
        if table not in tables.TABLES or not isinstance(rows, list):
            raise ClaimxError(
                f"{path.name}: {table!r} is no table.", f"Write rows as [[claims]]; tables: {', '.join(tables.TABLES)}."
            )
    known = {
        table: [
            known_row(table, row, where=f"{path.name}, {table} {n}", place=Place(path.as_posix(), line))
            for n, (row, line) in enumerate(zip(rows, _headers(text, table, len(rows)), strict=True), start=1)
        ]
        for table, rows in content.items()
    }
    articles = frozenset(_complete(complete, known, path.name))
    return known, dict.fromkeys(known, articles)


def _headers(text: str, table: str, rows: int) -> list[int]:
    """The line of each row's header, or for all that of the key, where they stand in one array."""
    lines = text.splitlines()
    found = [n for n, line in enumerate(lines, start=1) if re.match(rf"\s*\[\[\s*{table}\s*\]\]", line)]
    if len(found) == rows:
        return found
    return [next((n for n, line in enumerate(lines, start=1) if line.startswith(table)), 1)] * rows


def _complete(given: Any, known: Rows, name: str) -> set[str]:
    if given is True:
        return {row["article_id"] for rows in known.values() for row in rows if "article_id" in row}
    if not isinstance(given, list) or not all(isinstance(article, str) for article in given):
        raise ClaimxError(f"{name}: {COMPLETE} cannot be {given!r}.", "List the articles, or write true.")
    return set(given)


def from_json(path: Path) -> tuple[Rows, Complete]:
    """An object for an article, with its rows by table; its id is the file's name, if it does not say another.

    In JSON Lines there are several, one a line. All articles are complete but those that say `complete: false`.
    """
    known: Rows = {}
    complete: Complete = {}
    for number, article in _objects(path):
        where, place = f"{path.name}, line {number}", Place(path.as_posix(), number)
        name = str(article.get("id", path.name.removesuffix(".json").removesuffix(".gold")))
        for table in [table for table in tables.TABLES if table in article]:
            if article.get(COMPLETE, True):
                complete[table] = complete.get(table, frozenset()) | {name}
            rows = list(_rows(table, name, article[table]))
            known.setdefault(table, []).extend(known_row(table, row, where=where, place=place) for row in rows)
    return known, complete


def _objects(path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    text = _text(path)
    lines = enumerate(text.split("\n"), start=1) if path.suffix == ".jsonl" else [(1, text)]
    for number, line in lines:
        if line.strip():
            try:
                article = json.loads(line)
            except json.JSONDecodeError as error:
                raise ClaimxError(f"{path.name}, line {number} is no JSON: {error}.", "Put it right there.") from None
            if not isinstance(article, Mapping):
                raise ClaimxError(f"{path.name}, line {number} is no object.", 'Write {"id": …, "claims": […]}.')
            yield number, article


def _rows(table: str, article: str, given: Iterable[Row]) -> Iterator[Row]:
    """The rows as the table has them: with their article, one for each outlet of a citation, a list for no count."""
    own = {"article_id": article} if "article_id" in columns(table) else {}
    for row in given:
        cells = {name: "" if value is None else value for name, value in row.items()} | own
        if isinstance(cells.get("mentions"), list):
            del cells["mentions"]
        for outlet in cells.pop("outlets", None) or [None]:
            yield cells | ({"outlet_id": outlet} if outlet else {})


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise ClaimxError(f"{path} is not in UTF-8.", "Save it in UTF-8.") from None
