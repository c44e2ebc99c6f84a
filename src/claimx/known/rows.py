"""A known row: the columns that somebody is sure of, in their types, and what else would be right."""

import re
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any

from claimx import tables
from claimx.errors import ClaimxError

Row = dict[str, Any]
"""A row as a mapping; a known one holds the columns that are to be compared, and no others."""

SOURCES = "sources"
"""The column of `claims` that is no table's: the outlets cited for the claim."""

ACCEPT, OPTIONAL = "accept", "optional"
"""What stands beside the columns of a known row: other readings that are right, and whether it may be left out."""

NUMBER = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?(/\d+)?")
FLAGS = {"true": True, "1": True, "vrai": True, "false": False, "0": False, "faux": False}
FIELDS = {"value_high": "value", "time_start": "time", "time_end": "time", "time_relation": "time"}
"""Columns that say one thing together with others, and the name under which they have other readings."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is written: « known.csv:12 »."""

    path: str
    line: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


class KnownRow(Row):
    """A known row as a mapping of the columns to be compared; `accept` holds its other readings, by field."""

    __slots__ = ("accept", "optional", "place")

    def __init__(
        self,
        cells: Mapping[str, Any],
        *,
        accept: Mapping[str, list[Row]] | None = None,
        optional: bool = False,
        place: Place | None = None,
    ) -> None:
        super().__init__(cells)
        self.accept = accept or {}
        self.optional = optional
        self.place = place


def known_row(table: str, given: Mapping[str, Any], *, where: str, place: Place | None = None) -> KnownRow:
    """A known row with its values in the types of their columns; `where` says in errors which row it is.

    A number may be a fraction (« 1/3 »), a list may be joined by « | »; an empty string says that the cell is empty.
    Raises ClaimxError for a column that the table does not have, and for a value that the column cannot hold.
    """
    accept = given.get(ACCEPT) or {}
    optional = given.get(OPTIONAL) or False
    cells = _cells(table, given, where)
    if not accept and optional is False:
        return KnownRow(cells, place=place)
    return KnownRow(
        cells, accept=_readings(table, accept, where), optional=flag(optional, f"{where}: {OPTIONAL}"), place=place
    )


def _cells(table: str, given: Mapping[str, Any], where: str) -> Row:
    types = _parsers(table)
    cells = {}
    for name, value in given.items():
        if name in types:
            try:
                parse = types[name]
                cells[name] = value if parse is _string and type(value) is str else parse(value)  # most are strings
            except ClaimxError as error:
                raise ClaimxError(f"{where}: {name} {error.message}", error.hint) from None
        elif name not in (ACCEPT, OPTIONAL):
            raise ClaimxError(
                f"{where}: the table {table} has no column {name!r}.", f"Its columns: {', '.join(types)}."
            )
    return cells


def _readings(table: str, accept: Any, where: str) -> dict[str, list[Row]]:
    """The other readings by field: a value of the column, or several columns that are right together."""
    if not isinstance(accept, Mapping) or not all(isinstance(readings, list) for readings in accept.values()):
        raise ClaimxError(f"{where}: {ACCEPT} cannot be {accept!r}.", 'Write { column = ["value", …], … }.')
    found: dict[str, list[Row]] = {}
    for name, readings in accept.items():
        for reading in readings:
            cells = reading if isinstance(reading, Mapping) else {name: reading}
            found.setdefault(FIELDS.get(name) or name, []).append(_cells(table, cells, f"{where}: {ACCEPT}"))
    return found


def flag(value: Any, where: str) -> bool:
    """A truth value as people and spreadsheets write it: true, 1, VRAI. Raises ClaimxError."""
    try:
        return bool(_boolean(value))
    except ClaimxError as error:
        raise ClaimxError(f"{where} {error.message}", error.hint) from None


def columns(table: str) -> dict[str, Any]:
    """The columns that a known row of this table may have, with their types.

    Beside the table's own: for a column that refers to another table, the name of what it refers to
    (`entity` for `entity_id`), and for claims their `sources`.
    """
    named = {column.name: column.type for column in tables.columns(table)}
    named |= {column.name.removesuffix("_id"): str for column in tables.columns(table) if column.metadata["refers"]}
    return named | ({SOURCES: list} if table == "claims" else {})


@cache
def _parsers(table: str) -> dict[str, Callable[[Any], Any]]:
    """What makes a value of each column of the text, number or list that was written; it raises ClaimxError."""
    return {name: _parser(type_) for name, type_ in columns(table).items()}


def _parser(type_: Any) -> Callable[[Any], Any]:
    if typing.get_origin(type_) is typing.Literal:
        choices = typing.get_args(type_)
        return lambda value: _choice(value, choices)
    return {list: _list, bool: _boolean, str: _string}.get(type_, _number)


def _choice(value: Any, choices: tuple[Any, ...]) -> Any:
    if value not in choices:
        raise ClaimxError(f"cannot be {value!r}.", f"It is one of {', '.join(map(repr, choices))}.")
    return value


def _boolean(value: Any) -> Any:
    return _choice(FLAGS.get(str(value).lower(), value), (True, False))


def _list(value: Any) -> list[str]:
    given = value.split("|") if isinstance(value, str) else value
    if not isinstance(given, list):
        raise ClaimxError(f"cannot be {value!r}.", 'Write a list, or join its parts by "|".')
    return sorted(part.strip() for part in given if part.strip())


def _string(value: Any) -> str:
    if not isinstance(value, str):
        raise ClaimxError(f"cannot be {value!r}.", "Write it in quotation marks.")
    return value


def _number(value: Any) -> float | Fraction | None:
    if value == "" or value is None:
        return None
    if isinstance(value, bool) or not NUMBER.fullmatch(str(value)):
        raise ClaimxError(f"cannot be {value!r}.", "Write a number such as 2, 0.5 or 1/3.")
    return Fraction(value) if "/" in str(value) else float(value)
