"""What a user can put right: a message that says what is wrong, and a hint that says what to do."""


class ClaimxError(Exception):
    """An error of the input or the settings, not of the program: « old.txt is empty », « Delete it or fill it. »."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()
