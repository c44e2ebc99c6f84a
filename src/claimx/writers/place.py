"""The folder that tables go to: whose it is, who may write to it now, and old tables or new ones, never a mixture.

All that is not a table stands in its hidden folder `.claimx`: on the same disk, so that to move is to rename, and not
among the files of others. `lock` holds the id of the process that writes, `new` what it has written so far. When all
is written `new` becomes `moving`: from then on this run, or the next one if this one is killed, moves the tables in,
the data package last. `old` keeps what they replace until they are there.
"""

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from itertools import chain, count
from pathlib import Path

from claimx.errors import ClaimxError
from claimx.writers import earlier
from claimx.writers.locks import locked

Step = tuple[Path, Path]
"""A file, and where it is moved to."""


@contextmanager
def held(folder: Path, names: Iterable[str]) -> Iterator["Place"]:
    """The folder, while this run alone may write files of these names to it; what a killed run left is put right first.

    Raises ClaimxError if the folder, or a file of such a name in it, is not claimx's, or if another run holds it.
    """
    place = Place(folder)
    made = [path for path in (folder, *folder.parents) if not path.exists()]
    with ExitStack() as leaving:
        with told(folder):
            place.admit(names)
            leaving.callback(_remove_empty, [place.state, *made])
            place.state.mkdir(parents=True, exist_ok=True)
            leaving.enter_context(locked(place.state / "lock"))
            place.finish()
            leaving.callback(place.clear)
            place.new.mkdir()
        yield place


@contextmanager
def told(folder: Path) -> Iterator[None]:
    """What the system refuses, as an error that names the folder."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or error
        raise ClaimxError(f"{folder} cannot be written to ({reason}).", "Name another folder.") from error


class Place:
    """A folder of tables, with what stands in its `.claimx`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.state = folder / earlier.STATE
        self.new, self.moving, self.old = (self.state / name for name in ("new", earlier.MOVING, "old"))

    def admit(self, names: Iterable[str]) -> None:
        """Raise ClaimxError if the folder is somebody else's, or has a file of one of the names that is."""
        if self.folder.exists() and not self.folder.is_dir():
            raise ClaimxError(f"{self.folder} is a file.", "Name a folder for the tables.")
        if earlier.owned(self.folder) is None:
            other = min(set(os.listdir(self.folder)) - {earlier.STATE})
            raise ClaimxError(
                f"{self.folder} holds files that claimx did not write ({other}).", "Name a new or an empty folder."
            )
        self._keep_foreign(names)

    def fill(self) -> None:
        """Move all that is in `new` in; if one move fails, all are taken back."""
        waiting, coming = set(os.listdir(self.new)), earlier.listed(self.new) or {}
        try:
            self._move([(self.new, self.moving), *self._steps(waiting, set(coming))])
        except OSError as error:
            untouched = "What was there is untouched." if self.new.exists() else "The next run there puts that right."
            raise ClaimxError(f"{self.folder} cannot be written to ({error.strerror}).", untouched) from error
        shutil.rmtree(self.moving, ignore_errors=True)

    def finish(self) -> None:
        """Move in what a run that was killed in `fill` had yet to move, and clear what it left."""
        waiting, coming = set(_names(self.moving)), earlier.listed(self.moving)
        if coming is not None:
            self._move(self._steps(waiting, set(coming)))
        shutil.rmtree(self.moving, ignore_errors=True)
        self.clear()

    def clear(self) -> None:
        """Remove what is not finished, and what the new tables replaced once they all are there."""
        shutil.rmtree(self.new, ignore_errors=True)
        if not self.moving.exists():
            shutil.rmtree(self.old, ignore_errors=True)

    def _keep_foreign(self, names: Iterable[str]) -> None:
        own = earlier.owned(self.folder) or set()
        for path in (self.folder / name for name in names):
            if os.path.lexists(path) and (path.name not in own or path.is_dir()):
                raise ClaimxError(
                    f"{path} would be replaced, but claimx did not write it.", "Move it away, or name another folder."
                )

    def _steps(self, waiting: set[str], coming: set[str]) -> list[Step]:
        """The moves that are left while some of the `coming` files are still `waiting`; data packages come last."""
        self._keep_foreign(waiting)
        own = earlier.listed(self.folder)
        leaving = [name for name in own or () if _is_file(self.folder / name) and name not in coming - waiting]
        kept = {name for name in leaving if earlier.edited(self.folder / name, (own or {})[name])}
        arriving = sorted(waiting - {earlier.PACKAGE})
        return [
            *((self.folder / name, self._beside(name) if name in kept else self.old / name) for name in leaving),
            *((self.moving / name, self.folder / name) for name in arriving),
            *([(self.folder / earlier.PACKAGE, self.old / earlier.PACKAGE)] if own is not None else []),
            (self.moving / earlier.PACKAGE, self.folder / earlier.PACKAGE),
        ]

    def _beside(self, name: str) -> Path:
        """Where a table stays that its user has edited: « claims.edited.csv », « claims.edited-2.csv »."""
        stem, dot, suffix = name.partition(".")
        names = (f"{stem}.edited{number}{dot}{suffix}" for number in chain([""], (f"-{n}" for n in count(2))))
        return next(path for path in (self.folder / name for name in names) if not os.path.lexists(path))

    def _move(self, steps: list[Step]) -> None:
        self.old.mkdir(exist_ok=True)
        done: list[Step] = []
        try:
            for step in steps:
                done.append(step)  # first, lest an interruption after the move forgets it
                os.replace(*step)
        except BaseException:
            for source, target in reversed(done):
                if not os.path.lexists(source):
                    os.replace(target, source)
            raise


def _names(folder: Path) -> list[str]:
    return os.listdir(folder) if folder.is_dir() else []


def _is_file(path: Path) -> bool:
    """Whether a file stands there, or a link; a folder that somebody made under a table's name is theirs."""
    return path.is_symlink() or path.is_file()


def _remove_empty(folders: Iterable[Path]) -> None:
    for folder in folders:
        with suppress(OSError):
            folder.rmdir()
