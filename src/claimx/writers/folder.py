"""The folder that the tables go to: written beside it under a hidden name, then moved in."""

import contextlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

from claimx import tables
from claimx.errors import ClaimxError, reason
from claimx.writers import package
from claimx.writers.csv_files import CsvFile
from claimx.writers.json_lines import JsonLinesFile


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

    Used in a `with`: what is not finished is cleared away.
    """

    def __init__(self, folder: Path, formats: Sequence[str] = ()) -> None:
        self.folder = folder
        self.formats = tuple(dict.fromkeys(("csv", *formats)))
        self.aside = _aside(folder)
        self.outlets: dict[str, tables.Outlet] = {}
        self.files: dict[str, list[TableFile]] = {}
        try:
            self._open()
        except BaseException:
            shutil.rmtree(self.aside, ignore_errors=True)
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            with contextlib.suppress(OSError):  # what is still to be written is cleared away; `finish` has its own
                self._close()
        finally:
            shutil.rmtree(self.aside, ignore_errors=True)

    def write(self, rows: tables.Rows) -> None:
        """Add the rows of one article, all or none; an outlet is kept once, however many articles cite it."""
        own = [table for table in tables.TABLES if table != "outlets"]
        converted = [(file, file.convert(rows.get(table, ()))) for table in own for file in self.files[table]]
        for outlet in rows.get("outlets", ()):
            self.outlets.setdefault(outlet.outlet_id, outlet)
        with _told(self.folder):
            for file, cells in converted:
                file.add(cells)

    def finish(self, model: str) -> None:
        """Write what is left and the data package, then put all files in place; `model` names the spaCy model."""
        with _told(self.folder):
            self._finish(model)
        _replace(self.aside, self.folder)

    def _finish(self, model: str) -> None:
        for file in self.files["outlets"]:
            file.add(file.convert([self.outlets[key] for key in sorted(self.outlets)]))
        self._close()
        files = [f"{table}.{format}" for table in tables.TABLES for format in self.formats]
        content = json.dumps(package.package(files, model), ensure_ascii=False, indent=1)
        (self.aside / package.FILE).write_text(content + "\n", encoding="utf-8", newline="\n")

    def _open(self) -> None:
        with _told(self.folder):
            for table in tables.TABLES:
                self.files[table] = [open_file(self.aside, table, format) for format in self.formats]

    def _close(self) -> None:
        """Close all files, be it that one of them fails, as where the disk is full."""
        with ExitStack() as closing:
            for file in (file for opened in self.files.values() for file in opened):
                closing.callback(file.close)
            self.files = {}


@contextlib.contextmanager
def _told(folder: Path) -> Iterator[None]:
    """An error of the system, as of a full disk, as one that names the folder that was to be written."""
    try:
        yield
    except OSError as error:
        message = f"{folder} cannot be written to ({reason(error)})."
        raise ClaimxError(message, "What was there is untouched: make room, or name another folder.") from error


def _aside(folder: Path) -> Path:
    """A new folder beside the one that is meant, on the same disk."""
    if os.path.exists(folder) and not os.path.isdir(folder):
        raise ClaimxError(f"{folder} is a file.", "Name a folder for the tables.")
    try:
        folder.absolute().parent.mkdir(parents=True, exist_ok=True)
        return Path(tempfile.mkdtemp(prefix=f".{folder.absolute().name}.", dir=folder.absolute().parent))
    except OSError as error:
        raise ClaimxError(f"{folder} cannot be written to ({error.strerror}).", "Name another folder.") from error


def _replace(new: Path, folder: Path) -> None:
    """Move the new files in and the earlier run's out; if one move fails, all are taken back.

    Files that are not claimx's own stay where they are.
    """
    old = new / "old"
    old.mkdir()
    names = sorted(path.name for path in new.iterdir() if path.is_file())
    leaving = [name for name in dict.fromkeys([*names, *_written_before(folder)]) if (folder / name).exists()]
    with ExitStack() as undo:
        try:
            folder.mkdir(exist_ok=True)
            for name in leaving:
                (folder / name).rename(old / name)
                undo.callback((old / name).rename, folder / name)
            for name in names:
                (new / name).rename(folder / name)
                undo.callback((folder / name).unlink)
        except OSError as error:
            raise ClaimxError(
                f"{folder} cannot be written to ({error.strerror}).", "What was there is untouched."
            ) from error
        undo.pop_all()


def _written_before(folder: Path) -> list[str]:
    """The files that an earlier run left in the folder, as its data package tells."""
    path = folder / package.FILE
    if not path.is_file():
        return []
    try:
        before = json.loads(path.read_text(encoding="utf-8"))
        names = [str(name) for name in before["claimx"]["files"]]
    except (ValueError, KeyError, TypeError):
        return []
    return [name for name in names if name.partition(".")[0] in tables.TABLES and "/" not in name]
