"""What a user can put right: a message that says what is wrong, and a hint that says what to do."""

import re
from dataclasses import dataclass

UNSHOWN = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""Control characters, line ends, marks that turn the direction of the text, halves of characters."""


class ClaimxError(Exception):
    """An error of the input or the settings, not of the program: « old.txt is empty », « Delete it or fill it. »."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return shown(f"{self.message} {self.hint}".strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What went wrong with one input while the others went on; `left_out` is False where it was read all the same."""

    where: str
    message: str
    hint: str = ""
    left_out: bool = True

    def __str__(self) -> str:
        return shown(f"{self.where}: {self.message} {self.hint}".strip())


def shown(text: str) -> str:
    r"""The text on one line, with what would act on a terminal escaped: a file's name may hold `\x1b[2J`."""
    return UNSHOWN.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)
