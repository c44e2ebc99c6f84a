"""How a value stands in a file: numbers written plainly, truth as true and false, nothing as an empty cell."""

import dataclasses
import types
from decimal import Decimal
from typing import Any, Literal, get_args, get_origin, get_type_hints

from claimx import tables

DAYS = ("date", "time_start", "time_end")
"""Columns of strings that hold an ISO day or nothing."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column as every format needs to know it; `type` is a type of Table Schema."""

    name: str
    type: Literal["string", "integer", "number", "boolean", "date"]
    values: tuple[str, ...]
    description: str
    key: bool
    refers: str


def columns(table: str) -> tuple[Column, ...]:
    """The columns of a table, derived from its dataclass."""
    hints = get_type_hints(tables.ALL[table])
    return tuple(
        Column(
            name=field.name,
            type=_type(field.name, hints[field.name]),
            values=tuple(value for value in get_args(hints[field.name]) if get_origin(hints[field.name]) is Literal),
            description=field.metadata["description"],
            key=field.metadata["key"],
            refers=field.metadata["refers"],
        )
        for field in tables.columns(table)
    )


def _type(name: str, hint: Any) -> Literal["string", "integer", "number", "boolean", "date"]:
    alternatives = get_args(hint) if isinstance(hint, types.UnionType) else (hint,)
    if bool in alternatives:
        return "boolean"
    if float in alternatives:
        return "number"
    if int in alternatives:
        return "integer"
    return "date" if name in DAYS else "string"


def written(value: Any) -> str:
    """A value as it stands in CSV: 35000000000.0 is « 35000000000 », 0.5 « 0.5 », True « true », None nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else format(Decimal(repr(value)), "f")
    return str(value)


def plain(value: Any) -> Any:
    """A value as it stands in JSON: a whole number without « .0 »."""
    return int(value) if isinstance(value, float) and value.is_integer() else value
