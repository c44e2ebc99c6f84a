"""What is known of articles: rows that name only the columns of which they speak, with values in their types."""

import csv
import io
import re
import tomllib
import typing
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from claimx import tables
from claimx.errors import ClaimxError

Row = dict[str, Any]
"""A row as a mapping; a known one holds the columns that are to be compared, and no others."""

SOURCES = "sources"
"""The column of `claims` that is no table's: the outlets cited for the claim."""

NUMBER = re.compile(r"[+-]?\d+(\.\d+)?(e[+-]?\d+)?(/\d+)?")
EMPTY = "-"
"""In a CSV cell: the cell must be empty. An empty CSV cell is not compared."""

SEPARATORS = ",;\t"
FLAGS = {"true": True, "1": True, "false": False, "0": False}


def read(path: Path) -> dict[str, list[Row]]:
    """The known rows of a file, by table: CSV holds claims, TOML any table as `[[claims]]`, `[[citations]]`, …

    Raises ClaimxError, with the line or the row, for what cannot be read as known rows.
    """
    if path.suffix not in (".csv", ".toml"):
        raise ClaimxError(f"{path} is no file of known claims.", "Known claims are .csv or .toml.")
    if not path.is_file():
        raise ClaimxError(f"{path} is not there.", "Give the path of a .csv or .toml file with known claims.")
    known = (_csv if path.suffix == ".csv" else _toml)(path)
    if not any(known.values()):
        raise ClaimxError(
            f"{path} holds no known claims.", "Write one row for each, with the columns that are to be compared."
        )
    return known


def _csv(path: Path) -> dict[str, list[Row]]:
    content = io.StringIO(_text(path), newline="")
    header = content.readline()
    content.seek(0)
    reader = csv.DictReader(content, delimiter=max(SEPARATORS, key=header.count), restkey="")
    rows = []
    for cells in reader:
        where = f"{path.name}, line {reader.line_num}"
        if "" in cells:
            raise ClaimxError(
                f"{where} has more cells than there are columns.", "Put text with a comma in quotation marks."
            )
        given = {name: "" if cell == EMPTY else cell for name, cell in cells.items() if cell and cell.strip()}
        if given:
            rows.append(known_row("claims", given, where=where))
    return {"claims": rows}


def _toml(path: Path) -> dict[str, list[Row]]:
    try:
        content = tomllib.loads(_text(path))
    except tomllib.TOMLDecodeError as error:
        raise ClaimxError(f"{path.name} is no TOML: {error}.", "Put it right there.") from None
    for table, rows in content.items():
        if table not in tables.TABLES or not isinstance(rows, list):
            raise ClaimxError(
                f"{path.name}: {table!r} is no table.", f"Write rows as [[claims]]; tables: {', '.join(tables.TABLES)}."
            )
    return {
        table: [known_row(table, row, where=f"{path.name}, {table} {n}") for n, row in enumerate(rows, start=1)]
        for table, rows in content.items()
    }


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise ClaimxError(f"{path} is not in UTF-8.", "Save it in UTF-8.") from None


def columns(table: str) -> dict[str, Any]:
    """The columns that a known row of this table may have, with their types.

    Beside the table's own: for a column that refers to another table, the name of what it refers to
    (`entity` for `entity_id`), and for claims their `sources`.
    """
    named = {column.name: column.type for column in tables.columns(table)}
    named |= {column.name.removesuffix("_id"): str for column in tables.columns(table) if column.metadata["refers"]}
    return named | ({SOURCES: list} if table == "claims" else {})


def known_row(table: str, given: Mapping[str, Any], *, where: str) -> Row:
    """A known row with its values in the types of their columns; `where` says in errors which row it is.

    A number may be a fraction (« 1/3 »), a list may be joined by « | »; an empty string says that the cell is empty.
    Raises ClaimxError for a column that the table does not have, and for a value that the column cannot hold.
    """
    types = columns(table)
    for name in given:
        if name not in types:
            raise ClaimxError(
                f"{where}: the table {table} has no column {name!r}.", f"Its columns: {', '.join(types)}."
            )
    return {name: _typed(value, types[name], f"{where}: {name}") for name, value in given.items()}


def _typed(value: Any, type_: Any, where: str) -> Any:
    if typing.get_origin(type_) is typing.Literal:
        return _choice(value, typing.get_args(type_), where)
    if type_ is list:
        return _list(value, where)
    if type_ is bool:
        return _choice(FLAGS.get(str(value).lower(), value), (True, False), where)
    return _string(value, where) if type_ is str else _number(value, where)


def _choice(value: Any, choices: tuple[Any, ...], where: str) -> Any:
    if value not in choices:
        raise ClaimxError(f"{where} cannot be {value!r}.", f"It is one of {', '.join(map(repr, choices))}.")
    return value


def _list(value: Any, where: str) -> list[str]:
    given = value.split("|") if isinstance(value, str) else value
    if not isinstance(given, list):
        raise ClaimxError(f"{where} cannot be {value!r}.", 'Write a list, or join its parts by "|".')
    return sorted(part.strip() for part in given if part.strip())


def _string(value: Any, where: str) -> str:
    if not isinstance(value, str):
        raise ClaimxError(f"{where} cannot be {value!r}.", "Write it in quotation marks.")
    return value


def _number(value: Any, where: str) -> float | Fraction | None:
    if value == "":
        return None
    if isinstance(value, bool) or not NUMBER.fullmatch(str(value)):
        raise ClaimxError(f"{where} cannot be {value!r}.", "Write a number such as 2, 0.5 or 1/3.")
    return Fraction(value) if "/" in str(value) else float(value)
