"""Bytes to text, without a guess: UTF-8, else cp1252 where nothing speaks against it, else an error."""

import codecs
import re

from claimx.errors import ClaimxError

HINT = "Save it as UTF-8."

OTHER_ENCODING = re.compile("(?<=[a-z])[ŽžŠ‚ˆ‡](?=[a-z])")
"""Signs that no French word has inside: an é of Mac Roman or of code page 850 (« d‚penses ») read as cp1252."""


def decode(data: bytes) -> tuple[str, str]:
    """The text without byte order mark, line ends as they are, and a note if it was not UTF-8. Raises ClaimxError."""
    if not data.strip():
        raise ClaimxError("is empty.", "Fill it or delete it.")
    data = data.removeprefix(codecs.BOM_UTF8)
    no_binary(data)
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError:
        return _cp1252(data), "is not UTF-8; read as cp1252."


def no_binary(data: bytes) -> None:
    """Refuse bytes that no text in UTF-8 or cp1252 has, be it of a part of a file. Raises ClaimxError."""
    if b"\0" in data or data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise ClaimxError("is binary, or text in UTF-16.", HINT)


def _cp1252(data: bytes) -> str:
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise ClaimxError("is neither UTF-8 nor cp1252.", HINT) from error
    if OTHER_ENCODING.search(text) or sum(char < " " and char not in "\t\n\r\f" for char in text[:4096]) > 8:
        raise ClaimxError("is neither UTF-8 nor cp1252, or is binary.", HINT)
    return text
