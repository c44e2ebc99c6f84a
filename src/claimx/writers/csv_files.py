"""Rows to CSV: UTF-8, comma, dot, ISO dates, line ends of one character, the same bytes at every run."""

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TextIO

from claimx.writers.cells import columns, written


class Lines:
    """A file that ends its lines with one character.

    The module csv puts a cell with a lone CR into quotation marks only where CR belongs to the ends of its own lines.
    """

    def __init__(self, file: TextIO) -> None:
        self.file = file

    def write(self, line: str) -> None:
        """Add one row, as `csv.writer` hands it over."""
        self.file.write(line.removesuffix("\r\n") + "\n")


def as_csv(row: Any, table: str) -> dict[str, str]:
    """The cells of a row as they stand in CSV, by column."""
    return {column.name: written(getattr(row, column.name)) for column in columns(table)}


class CsvFile:
    """A table's CSV file, open for rows."""

    SUFFIX = "csv"

    def __init__(self, path: Path, table: str) -> None:
        self.names = [column.name for column in columns(table)]
        self.file = path.open("w", encoding="utf-8", newline="")
        self.csv = csv.writer(Lines(self.file))
        self.csv.writerow(self.names)

    def convert(self, rows: Iterable[Any]) -> list[Any]:
        """The rows as cells."""
        return [[written(getattr(row, name)).encode().decode() for name in self.names] for row in rows]

    def add(self, converted: list[Any]) -> None:
        """Write converted rows."""
        self.csv.writerows(converted)

    def close(self) -> None:
        """No more rows."""
        self.file.close()
