"""Which files are read, and under which name: stable from run to run and machine to machine."""

import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from claimx.errors import ClaimxError, Problem, problem
from claimx.readers.encoding import no_binary

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

PIECE = 2**20
MOST_OF_STDIN = 2**30
"""Bytes of standard input: it is read whole, and what pours into it may never end."""


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
        """All of the file. Raises ClaimxError or OSError where it cannot be had."""
        return _stdin() if self.name == STDIN else contents(self.path)


def contents(path: Path) -> bytes:
    """All of a file; a pipe or a device, which may never end, is refused. Raises ClaimxError or OSError."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise ClaimxError("is no file but a folder, a pipe or a device.", "Copy what it holds to a file.")
    return path.read_bytes()


def _stdin() -> bytes:
    if sys.stdin is None:
        raise ClaimxError("is standard input, which is closed.", "Pipe an article in: claimx run - < article.txt")
    data = bytearray()
    while piece := sys.stdin.buffer.read(PIECE):
        no_binary(piece)
        data += piece
        if len(data) > MOST_OF_STDIN:
            raise ClaimxError(f"gives more than {MOST_OF_STDIN:,} bytes.", "Put them in files, and name their folder.")
    return bytes(data)


def find(
    inputs: Iterable[str], *, leave_out: Path | None = None, is_table: Callable[[Path], bool] = lambda path: False
) -> list[File | Problem]:
    """The files under the inputs, in the order of their names; a problem for each input that gives none.

    Hidden files and folders are left out of folders, and so are `leave_out`, where this run writes its tables, and the
    tables of earlier runs, which are no articles; what else cannot be read there is a problem. An input that is named
    twice is read once.
    """
    files: set[File] = set()
    problems: dict[File | Problem, None] = {}
    for name in dict.fromkeys(inputs):
        for entry in _find(name, os.path.realpath(leave_out) if leave_out else "", is_table):
            if isinstance(entry, File):
                files.add(entry)
            else:
                problems[entry] = None
    return [*problems, *sorted(_once(files))]


def _once(files: set[File]) -> Iterator[File]:
    """Each file under one name, the longest, if it was asked for in two ways: as itself and in its folder."""
    seen: set[str] = set()
    for file in sorted(files, key=lambda file: (-len(file.name), file)):
        real = os.path.realpath(file.path)
        if real not in seen:
            seen.add(real)
            yield file


def _find(name: str, leave_out: str, is_table: Callable[[Path], bool]) -> Iterator[File | Problem]:
    path = Path(name)
    if name == STDIN:
        yield File(STDIN, path, "txt")
    elif not name:
        yield Problem(where="''", message="names nothing.", hint="A dot names the folder where you are.")
    elif os.path.isdir(name):
        entries = list(_walk(path, leave_out, is_table))
        yield from entries
        if all(isinstance(entry, Problem) and entry.unread for entry in entries):
            yield Problem(where=name, message="holds no articles.", hint=f"claimx reads {', '.join(FORMATS)}.")
    elif is_table(path):
        yield Problem(where=name, message="is a table that claimx wrote, no article.", hint="Name the articles.")
    else:
        yield _file(path, path.name, name)


def _walk(folder: Path, leave_out: str, is_table: Callable[[Path], bool]) -> Iterator[File | Problem]:
    closed: list[OSError] = []
    for parent, folders, names in os.walk(folder, onerror=closed.append):
        here = Path(parent)
        folders[:] = sorted(name for name in folders if name[0] != "." and os.path.realpath(here / name) != leave_out)
        for name in (name for name in folders if (here / name).is_symlink()):
            link = str(here / name)
            yield Problem(where=link, message="is a link to a folder, which is not followed.", hint="Name the folder.")
        for name in sorted(name for name in names if name[0] != "."):
            path = here / name
            if not is_table(path):
                yield _file(path, path.relative_to(folder).as_posix(), str(path), asked_for=False)
    yield from (problem(str(error.filename), error) for error in closed)


def _file(path: Path, name: str, where: str, *, asked_for: bool = True) -> File | Problem:
    """The file under that name, or why it is not read; what nobody asked for need not be of a format of claimx."""
    format = FORMATS.get(path.suffix.lower())
    if not (format or asked_for):
        message = "is of no format that claimx reads."
        return Problem(where=where, message=message, left_out=False, unread=True)
    refusal = _refusal(path, name)
    if refusal:
        return problem(where, refusal)
    if not format:
        return Problem(
            where=where, message="is of no format that claimx reads.", hint=f"It reads {', '.join(FORMATS)}."
        )
    return File(name, path, format)


def _refusal(path: Path, name: str) -> ClaimxError | OSError | None:
    """What stands against reading a file of that name, before it is opened."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        if path.is_symlink():
            return ClaimxError("is a link to nothing.", "Delete it, or link it to a file.")
        return ClaimxError("does not exist.", "Look at the spelling.")
    except ValueError:
        return ClaimxError("is no name of a file.", "Look at the spelling.")
    except OSError as error:
        return error
    if not stat.S_ISREG(mode):
        return ClaimxError("is no file but a pipe or a device.", "Pipe in what it gives: claimx run - < NAME")
    if any("\ud800" <= char <= "\udfff" for char in name):
        return ClaimxError("has a name that is no UTF-8.", "Rename it.")
    return None
