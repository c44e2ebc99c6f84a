"""Rows to Parquet, with the types of the schema."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow
from pyarrow import parquet

from claimx.writers.cells import columns

TYPES = {
    "string": pyarrow.string(),
    "integer": pyarrow.int64(),
    "number": pyarrow.float64(),
    "boolean": pyarrow.bool_(),
    "date": pyarrow.date32(),
}

GROUP = 10_000
"""Rows that are kept until they make a row group."""


class ParquetFile:
    """A table's Parquet file, open for rows."""

    SUFFIX = "parquet"

    def __init__(self, path: Path, table: str) -> None:
        self.columns = columns(table)
        self.schema = pyarrow.schema([(column.name, TYPES[column.type]) for column in self.columns])
        self.writer = parquet.ParquetWriter(path, self.schema)
        self.kept: list[Any] = []

    def convert(self, rows: Iterable[Any]) -> list[Any]:
        """The rows as Arrow takes them."""
        cells = [[_value(getattr(row, column.name), column.type) for column in self.columns] for row in rows]
        self._table(cells)  # what Arrow cannot take is known before it is kept
        return cells

    def add(self, converted: list[Any]) -> None:
        """Keep converted rows, and write those that make a row group."""
        self.kept += converted
        while len(self.kept) >= GROUP:
            self.writer.write_table(self._table(self.kept[:GROUP]))
            self.kept = self.kept[GROUP:]

    def close(self) -> None:
        """No more rows."""
        try:
            self.writer.write_table(self._table(self.kept))
        finally:
            self.writer.close()

    def _table(self, rows: list[Any]) -> pyarrow.Table:
        cells = zip(*rows, strict=True) if rows else ((),) * len(self.columns)
        arrays = [pyarrow.array(values, field.type) for values, field in zip(cells, self.schema, strict=True)]
        return pyarrow.Table.from_arrays(arrays, schema=self.schema)


def _value(value: Any, type: str) -> Any:
    """The value as Arrow takes it: a day, or nothing where there is none."""
    if type != "date":
        return value
    return date.fromisoformat(value) if value else None
