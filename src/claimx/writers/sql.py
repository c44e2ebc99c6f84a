"""The tables as SQL: CREATE TABLE as SQLite and DuckDB both read it."""

from claimx import tables
from claimx.writers.cells import Column, columns

TYPES = {"string": "TEXT", "integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN", "date": "DATE"}


def create(table: str) -> str:
    """The statement that makes an empty table of this name, with types, keys and references.

    Where there is nothing, a cell is NULL; names are quoted, for `end` is a word of SQL. A reference within the table
    is told, and no constraint: a claim may refer to a later one, whose row DuckDB wants to be there first.
    """
    parts = columns(table)
    own = [f"  -- {_quoted(part.name)} refers to {_key(table)}\n" for part in parts if part.refers == table]
    lines = [f"{_quoted(part.name)} {TYPES[part.type]}{' NOT NULL' if part.key else ''}" for part in parts]
    lines.append(f"PRIMARY KEY ({', '.join(_quoted(part.name) for part in parts if part.key)})")
    others = [part for part in parts if _elsewhere(part, table)]
    lines += [f"FOREIGN KEY ({_quoted(part.name)}) REFERENCES {_key(part.refers)}" for part in others]
    body = ",\n".join(f"  {line}" for line in lines)
    return f"CREATE TABLE {_quoted(table)} (\n{''.join(own)}{body}\n);"


def ordered() -> list[str]:
    """All tables, each behind those that it refers to: a reference to a table that is not there yet is an error."""
    names: dict[str, None] = {}
    for table in tables.ALL:
        names |= dict.fromkeys([*(part.refers for part in columns(table) if _elsewhere(part, table)), table])
    return list(names)


def _elsewhere(part: Column, table: str) -> bool:
    return part.refers not in ("", table)


def _key(table: str) -> str:
    return f"{_quoted(table)} ({_quoted(columns(table)[0].name)})"


def _quoted(name: str) -> str:
    return f'"{name}"'
