"""One run at a time writes to a folder: a lock that the system frees when its process ends, however it ends."""

import importlib
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path

from claimx.errors import ClaimxError

FAR = 1 << 30
"""The byte that is locked on Windows: far behind the process id, since nobody else may read a locked byte."""


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock file at this path, which tells the id of this process meanwhile; afterwards it is gone.

    Raises ClaimxError, with its process id, if another run holds it.
    """
    file = _taken(path)
    try:
        yield
    finally:
        _release(path, file)


def _release(path: Path, file: int) -> None:
    try:
        path.unlink()
        os.close(file)
    except OSError:  # Windows removes no open file: neither this one nor, below, one that another run has opened
        os.close(file)
        with suppress(OSError):
            path.unlink()


def _taken(path: Path) -> int:
    """The lock file, open and locked; once more if the run that held it has just removed it."""
    while True:
        file = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        if not _locked(file):
            holder = os.read(file, 20).decode().strip()
            os.close(file)
            raise ClaimxError(
                f"{path.parent.parent} is being written to by process {holder or 'of another run'}.",
                "Wait until it is done, or name another folder.",
            )
        if path.exists() and os.path.samestat(os.fstat(file), path.stat()):
            os.write(file, f"{os.getpid():<19}\n".encode())
            return file
        os.close(file)


def _locked(file: int) -> bool:
    """Whether the file could be locked, with what the system has; where it or the disk knows no locks, nothing is."""
    try:
        if find_spec("fcntl"):
            posix = importlib.import_module("fcntl")
            posix.flock(file, posix.LOCK_EX | posix.LOCK_NB)
        elif find_spec("msvcrt"):
            windows = importlib.import_module("msvcrt")
            os.lseek(file, FAR, os.SEEK_SET)
            windows.locking(file, windows.LK_NBLCK, 1)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:  # a network disk without locks
        pass
    finally:
        os.lseek(file, 0, os.SEEK_SET)
    return True
