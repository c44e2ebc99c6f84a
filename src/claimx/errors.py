"""What a user can put right: a message that says what is wrong, and a hint that says what to do."""

import unicodedata
from dataclasses import dataclass

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
    """What went wrong with one input while the others went on; `left_out` is False where it was read all the same."""

    where: str
    message: str
    hint: str = ""
    left_out: bool = True

    def __str__(self) -> str:
        return visible(f"{self.where}: {self.message} {self.hint}".strip())


def visible(text: str) -> str:
    r"""The text on one line, with what would act on a terminal shown: a file's name may hold `\x1b[2J`."""
    return "".join(char if unicodedata.category(char) not in HIDDEN else _escaped(char) for char in text)


def _escaped(char: str) -> str:
    return char.encode("unicode_escape").decode("ascii")
