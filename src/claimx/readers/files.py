"""Which files are read, and under which name: stable from run to run and machine to machine."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from claimx.errors import Problem

STDIN = "-"

FORMATS = {
    ".txt": "txt",
    ".text": "txt",
    ".md": "md",
    ".markdown": "md",
    ".html": "html",
    ".htm": "html",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".parquet": "parquet",
}


@dataclass(frozen=True, slots=True, order=True)
class File:
    """A file to read; `name` is its path relative to the folder that was asked for, with slashes, or its own name."""

    name: str
    path: Path
    format: str

    @property
    def size(self) -> int:
        """Bytes on disk; 0 for standard input."""
        return 0 if self.name == STDIN else self.path.stat().st_size

    @property
    def stem(self) -> str:
        """The name without its suffix: the id of a file's only article."""
        return "stdin" if self.name == STDIN else self.name[: len(self.name) - len(self.path.suffix)]

    def bytes(self) -> bytes:
        """All of the file."""
        return sys.stdin.buffer.read() if self.name == STDIN else self.path.read_bytes()


def find(
    inputs: Iterable[str], *, leave_out: Path | None = None, is_table: Callable[[Path], bool] = lambda path: False
) -> list[File | Problem]:
    """The files under the inputs, in the order of their names; a problem for each input that gives none.

    Hidden files and folders and files of other formats are left out of folders, and so are `leave_out`, where this
    run writes its tables, and the tables of earlier runs, which are no articles. An input that is named twice is read
    once.
    """
    files: set[File] = set()
    problems: list[File | Problem] = []
    for name in dict.fromkeys(inputs):
        found = list(_find(name, leave_out.resolve() if leave_out else None, is_table))
        problems += [entry for entry in found if isinstance(entry, Problem)]
        files |= {entry for entry in found if isinstance(entry, File)}
    return problems + sorted(_once(files))


def _once(files: set[File]) -> Iterator[File]:
    """Each file under one name, the longest, if it was asked for in two ways: as itself and in its folder."""
    seen: set[Path] = set()
    for file in sorted(files, key=lambda file: (-len(file.name), file)):
        if file.path.resolve() not in seen:
            seen.add(file.path.resolve())
            yield file


def _find(name: str, leave_out: Path | None, is_table: Callable[[Path], bool]) -> Iterator[File | Problem]:
    path = Path(name)
    if name == STDIN:
        yield File(STDIN, path, "txt")
    elif path.is_dir():
        files = [file for file in _walk(path, leave_out) if not is_table(file.path)]
        yield from files
        if not files:
            yield Problem(where=name, message="holds no articles.", hint=f"claimx reads {', '.join(FORMATS)}.")
    elif not path.exists():
        yield Problem(where=name, message="does not exist.", hint="Look at the spelling.")
    elif is_table(path):
        yield Problem(where=name, message="is a table that claimx wrote, no article.", hint="Name the articles.")
    elif path.suffix.lower() in FORMATS:
        yield File(path.name, path, FORMATS[path.suffix.lower()])
    else:
        yield Problem(where=name, message="is of no format that claimx reads.", hint=f"It reads {', '.join(FORMATS)}.")


def _walk(folder: Path, leave_out: Path | None) -> Iterator[File]:
    for parent, folders, names in os.walk(folder):
        here = Path(parent)
        folders[:] = sorted(name for name in folders if name[0] != "." and (here / name).resolve() != leave_out)
        for name in sorted(names):
            path = here / name
            if name[0] != "." and path.suffix.lower() in FORMATS and path.is_file():
                yield File(path.relative_to(folder).as_posix(), path, FORMATS[path.suffix.lower()])
