"""What a user can put right: a message that says what is wrong, and a hint that says what to do."""

from dataclasses import dataclass


class ClaimxError(Exception):
    """An error of the input or the settings, not of the program: « old.txt is empty », « Delete it or fill it. »."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What went wrong with one input while the others went on; `left_out` is False where it was read all the same."""

    where: str
    message: str
    hint: str = ""
    left_out: bool = True

    def __str__(self) -> str:
        return f"{self.where}: {self.message} {self.hint}".strip()
