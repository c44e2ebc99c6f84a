"""datapackage.json: what the tables are, for people and programs that have never heard of claimx."""

from collections.abc import Mapping
from importlib.metadata import version
from typing import Any

from claimx import tables
from claimx.writers.cells import Column, columns


def package(files: Mapping[str, str], model: str) -> dict[str, Any]:
    """The data package of the CSV files: types, keys, foreign keys, descriptions and the versions that made them.

    `schema` is the version of the tables' columns. `files` are all that was written, each with its SHA-256; those of
    other formats hold the same tables.
    """
    return {
        "name": "claimx",
        "title": "Facts and numeric claims from French news",
        "profile": "tabular-data-package",
        "claimx": {
            "schema": tables.VERSION,
            "versions": {"claimx": version("claimx"), "spacy": version("spacy"), model: version(model)},
            "files": dict(sorted(files.items())),
        },
        "resources": [_resource(table, files[f"{table}.csv"]) for table in tables.ALL if f"{table}.csv" in files],
    }


def _resource(table: str, hash: str) -> dict[str, Any]:
    return {
        "name": table,
        "path": f"{table}.csv",
        "hash": f"sha256:{hash}",
        "title": tables.ALL[table].__doc__,
        "profile": "tabular-data-resource",
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True},
        "schema": schema(table),
    }


def schema(table: str) -> dict[str, Any]:
    """The Table Schema of a table."""
    parts = columns(table)
    return {
        "fields": [_field(column) for column in parts],
        "missingValues": [""],
        "primaryKey": [column.name for column in parts if column.key],
        "foreignKeys": [_foreign_key(column) for column in parts if column.refers],
    }


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": column.type, "description": column.description}
    values = [value for value in column.values if value]
    if values:
        field["constraints"] = {"enum": values}
    return field


def _foreign_key(column: Column) -> dict[str, Any]:
    """A key refers to the other table's key; of a key of several columns, to the one of the same name as the column."""
    key = next(other.name for other in columns(column.refers) if other.key)
    return {"fields": column.name, "reference": {"resource": column.refers, "fields": key}}
