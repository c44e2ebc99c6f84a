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

    def write(self, rows: Iterable[Any]) -> None:
        """Add rows."""
        self.csv.writerows([written(getattr(row, name)) for name in self.names] for row in rows)

    def close(self) -> None:
        """No more rows."""
        self.file.close()
