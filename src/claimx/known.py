"""What is known of an article's tables: rows that name only the columns of which they speak, with values in their types."""

import re
import typing
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from claimx import tables
from claimx.errors import ClaimxError

Row = dict[str, Any]
"""A row as a mapping; a known one holds the columns that are to be compared, and no others."""

SOURCES = "sources"
"""The column of `claims` that is no table's: the outlets cited for the claim."""

NUMBER = re.compile(r"[+-]?\d+(\.\d+)?(e[+-]?\d+)?(/\d+)?")
FLAGS = {"true": True, "1": True, "false": False, "0": False}


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
            raise ClaimxError(f"{where}: the table {table} has no column {name!r}.", f"Its columns: {', '.join(types)}.")
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
