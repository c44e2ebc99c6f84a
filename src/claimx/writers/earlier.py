"""What an earlier run left in a folder: its files, as datapackage.json lists them, and whether they are as it says."""

import hashlib
import json
import os
from functools import lru_cache
from pathlib import Path

from claimx import tables
from claimx.errors import ClaimxError

PACKAGE = "datapackage.json"

STATE = ".claimx"
"""The hidden folder in a folder of tables where a run keeps what is not yet, or no longer, one of its tables."""

MOVING = "moving"
"""The folder in it that holds a run's new tables while they are moved in; if it is there later, the run was cut."""


def listed(folder: Path) -> dict[str, str] | None:
    """The files that a run left in the folder, each with its SHA-256; None if it holds no data package of claimx's.

    The hash is empty where the package is of a version that kept none.
    """
    path = folder / PACKAGE
    if not path.is_file():
        return None
    try:
        files = json.loads(path.read_text(encoding="utf-8"))["claimx"]["files"]
        hashes = dict(files) if isinstance(files, dict) else dict.fromkeys(files, "")
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return {str(name): str(hash) for name, hash in hashes.items() if _is_name(str(name))}


def _is_name(name: str) -> bool:
    """A package that somebody wrote by hand may name any path; only what a run can have written is a file of ours."""
    return name.partition(".")[0] in tables.ALL and not set("/\\") & set(name)


def owned(folder: Path) -> set[str] | None:
    """The names in the folder that are claimx's; None if the folder is somebody else's."""
    if not folder.is_dir() or not set(os.listdir(folder)) - {STATE}:
        return set()
    moving = folder / STATE / MOVING
    own, coming = listed(folder), listed(moving)
    if own is None and coming is None:
        return None
    moved = set(coming) - set(os.listdir(moving)) if coming else set()
    return moved | ({PACKAGE, *own} if own is not None else set())


def is_table(path: Path) -> bool:
    """Whether a run wrote this file: a table, or the data package itself; a run that was cut, too."""
    if path.name != PACKAGE and path.name.partition(".")[0] not in tables.ALL:
        return False
    path = path.resolve()
    return path.name in (owned(path.parent) or ())


def verify(folder: Path) -> None:
    """Raise ClaimxError, which names the file, if the folder is not as datapackage.json says.

    Then a run was cut while it moved its tables in, or somebody changed a file.
    """
    cut = (folder / STATE / MOVING).is_dir()
    names = listed(folder)
    if names is None and cut:
        raise _cut(folder / PACKAGE, "is not there yet")
    for name, hash in (names or {}).items():
        path = folder / name
        if not path.is_file():
            raise _cut(path, "is not there yet") if cut else _gone(path)
        if edited(path, hash):
            raise _cut(path, "is not of the same run as the others") if cut else _edited(path)


def _cut(path: Path, wrong: str) -> ClaimxError:
    return ClaimxError(
        f"{path} {wrong}: a run was cut while it moved its tables in.",
        f"The next run with -o {path.parent} puts that right.",
    )


def _gone(path: Path) -> ClaimxError:
    return ClaimxError(f"{path} was removed since claimx wrote it.", "Write the tables anew with claimx run.")


def _edited(path: Path) -> ClaimxError:
    return ClaimxError(
        f"{path} was edited since claimx wrote it: {PACKAGE} has another SHA-256 for it.",
        "A spreadsheet does that when it saves, and git when it changes line ends (keep them by '* -text' in"
        " .gitattributes). Write the tables anew with claimx run, and keep what you edit under another name.",
    )


def edited(path: Path, hash: str) -> bool:
    """Whether a file is not as a run left it; of a package without hashes nobody can say."""
    return bool(hash) and path.is_file() and digest(path) != hash


def digest(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal digits; read once as long as the file does not change."""
    stat = path.stat()
    return _digest(path.resolve(), stat.st_size, stat.st_mtime_ns, stat.st_ino)


@lru_cache(maxsize=256)
def _digest(path: Path, size: int, modified: int, inode: int) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
