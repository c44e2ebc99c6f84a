"""What went wrong with an input: what a user can put right, with a hint; all else is a bug of claimx and says so."""

import os
import traceback
import unicodedata
from dataclasses import dataclass
from pathlib import Path

RAISE = "CLAIMX_RAISE"
"""In the environment, as the test suite sets it: a bug of claimx is raised as it is, so that no test passes over it."""

HIDDEN = ("Cc", "Cf", "Cs", "Zl", "Zp")
"""Unicode's categories of control characters, marks of direction and others without a shape, surrogates, line ends."""


class ClaimxError(Exception):
    """An error of the input or the settings, not of the program: « old.txt is empty », « Delete it or fill it. »."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return visible(f"{self.message} {self.hint}".strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What went wrong with one input while the others went on; `left_out` is False where it was read all the same.

    `unread` is a file of a format that claimx does not read, which nobody asked for by its name; `trace` the
    traceback of a bug of claimx.
    """

    where: str
    message: str
    hint: str = ""
    left_out: bool = True
    unread: bool = False
    trace: str = ""

    def __str__(self) -> str:
        return visible(f"{self.where}: {self.message} {self.hint}".strip())


def problem(where: str, error: Exception, doing: str = "read") -> Problem:
    """Whatever ended the reading, tagging or writing of one input, as its problem; the others go on."""
    if isinstance(error, ClaimxError):
        return Problem(where=where, message=error.message, hint=error.hint)
    if isinstance(error, OSError):
        hint = "Look at its name and permissions."
        return Problem(where=where, message=f"cannot be {doing} ({reason(error)}).", hint=hint)
    if isinstance(error, MemoryError):
        return Problem(where=where, message="takes more memory than there is.", hint="Split it.")
    if RAISE in os.environ:
        raise error
    what = " ".join(f"{type(error).__name__}: {error}".split())
    return Problem(
        where=where,
        message=f"could not be {doing}, which is a bug of claimx ({what[:300]}; {_place(error)}).",
        hint="Please report it; --debug shows the traceback.",
        trace="".join(traceback.format_exception(error)),
    )


def reason(error: OSError) -> str:
    """What the system says, or the library that speaks in its place."""
    return error.strerror or str(error).partition("\n")[0] or type(error).__name__


def visible(text: str) -> str:
    r"""The text on one line, with what would act on a terminal shown: a file's name may hold `\x1b[2J`."""
    return "".join(char if unicodedata.category(char) not in HIDDEN else _escaped(char) for char in text)


def _escaped(char: str) -> str:
    return char.encode("unicode_escape").decode("ascii")


def _place(error: Exception) -> str:
    """The last line of claimx that the error came through: « nlp/claims.py:12 »."""
    package = Path(__file__).parent
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if package in Path(frame.filename).parents]
    return f"{Path(own[-1].filename).relative_to(package).as_posix()}:{own[-1].lineno}" if own else "place unknown"
