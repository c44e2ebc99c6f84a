"""The tables of one run: written row by row where nobody sees them, then put in place all together."""

import json
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

from claimx import tables
from claimx.writers import earlier, package
from claimx.writers.csv_files import CsvFile
from claimx.writers.json_lines import JsonLinesFile
from claimx.writers.place import held, told


class TableFile(Protocol):
    """A table's file of one format, open for rows."""

    def convert(self, rows: Iterable[Any]) -> list[Any]:
        """The rows as the format has them; what cannot be written fails here, before anything is."""

    def add(self, converted: list[Any]) -> None:
        """Write converted rows."""

    def close(self) -> None:
        """No more rows."""


def open_file(folder: Path, table: str, format: str) -> TableFile:
    """A new file of that format for a table."""
    path = folder / f"{table}.{format}"
    if format == "parquet":
        from claimx.writers.parquet import ParquetFile

        return ParquetFile(path, table)
    return CsvFile(path, table) if format == "csv" else JsonLinesFile(path, table)


class Output:
    """The tables of one run. Rows are added as they come; `finish` puts the files in place, else nothing has happened.

    Used in a `with`: what is not finished is cleared away. `why` adds the table of reasons.
    """

    def __init__(self, folder: Path, formats: Sequence[str] = (), *, why: bool = False) -> None:
        self.folder = folder
        self.formats = tuple(dict.fromkeys(("csv", *formats)))
        self.tables = tuple(tables.ALL if why else tables.TABLES)
        self.names = [f"{table}.{format}" for table in self.tables for format in self.formats]
        self.outlets: dict[str, tables.Outlet] = {}
        self.files: dict[str, list[TableFile]] = {}

    def __enter__(self) -> Self:
        with ExitStack() as leaving:
            self.place = leaving.enter_context(held(self.folder, [*self.names, earlier.PACKAGE]))
            leaving.callback(self._close)
            with told(self.folder):
                for table in self.tables:
                    self.files[table] = [open_file(self.place.new, table, format) for format in self.formats]
            self.leaving = leaving.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.leaving.close()

    def write(self, rows: tables.Rows) -> None:
        """Add the rows of one article, all or none; an outlet is kept once, however many articles cite it."""
        own = [table for table in self.tables if table != "outlets"]
        converted = [(file, file.convert(tables.of(rows, table))) for table in own for file in self.files[table]]
        for outlet in rows.get("outlets", ()):
            self.outlets.setdefault(outlet.outlet_id, outlet)
        with told(self.folder):
            for file, cells in converted:
                file.add(cells)

    def finish(self, model: str) -> None:
        """Write what is left and the data package, then put all files in place; `model` names the spaCy model."""
        with told(self.folder):
            for file in self.files["outlets"]:
                file.add(file.convert([self.outlets[key] for key in sorted(self.outlets)]))
        self._close()
        with told(self.folder):
            files = {name: earlier.digest(self.place.new / name) for name in self.names}
            content = json.dumps(package.package(files, model), ensure_ascii=False, indent=1)
            (self.place.new / earlier.PACKAGE).write_text(content + "\n", encoding="utf-8", newline="\n")
            self.place.fill()

    def _close(self) -> None:
        """Close all files, be it that one of them fails, as where the disk is full."""
        files = [file for opened in self.files.values() for file in opened]
        self.files = {}
        with told(self.folder), ExitStack() as closing:
            for file in files:
                closing.callback(file.close)
