"""Rows to CSV: UTF-8, comma, dot, ISO dates, line ends of one character, the same bytes at every run."""

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from claimx.writers.cells import columns, written


class CsvFile:
    """A table's CSV file, open for rows."""

    SUFFIX = "csv"

    def __init__(self, path: Path, table: str) -> None:
        self.names = [column.name for column in columns(table)]
        self.file = path.open("w", encoding="utf-8", newline="")
        self.csv = csv.writer(self.file, lineterminator="\n")
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
