"""Rows to JSON Lines: an object per row, its keys in the order of the columns."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from claimx.writers.cells import columns, plain


def line(row: Any, table: str, **more: Any) -> str:
    """One row as a line without its end; `more` are further fields."""
    fields = {column.name: plain(getattr(row, column.name)) for column in columns(table)}
    return json.dumps(fields | more, ensure_ascii=False)


class JsonLinesFile:
    """A table's JSON Lines file, open for rows."""

    SUFFIX = "jsonl"

    def __init__(self, path: Path, table: str) -> None:
        self.table = table
        self.file = path.open("wb")

    def convert(self, rows: Iterable[Any]) -> list[Any]:
        """The rows as lines."""
        return [f"{line(row, self.table)}\n".encode() for row in rows]

    def add(self, converted: list[Any]) -> None:
        """Write converted rows."""
        self.file.writelines(converted)

    def close(self) -> None:
        """No more rows."""
        self.file.close()
