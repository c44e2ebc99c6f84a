"""What stands inside quotation marks? Pure over the text, in linear time, for marks of every sort, nested.

Unbalanced, across paragraphs.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from claimx import lexicon


@dataclass(frozen=True, slots=True)
class Quotation:
    """The characters [start, end) from the opening mark to after the closing one; `depth` is 0 for the outermost."""

    start: int
    end: int
    depth: int


@dataclass(frozen=True, slots=True)
class _Open:
    """An opening mark that waits for its closing one, and the end of the paragraph up to which it is still believed."""

    at: int
    char: str
    line_end: int


def quotations(text: str) -> list[Quotation]:
    """The quotations of a text in the order of their opening marks.

    A quotation that is opened and not closed in its paragraph goes on where the next mark closes it or where the next
    paragraph begins with an opening mark again (« … \\n« … »); else it ends with its paragraph. A closing mark without
    an opening one, an apostrophe and the sign for inches or seconds (« 24" ») are none.
    """
    found: list[Quotation] = []
    waiting: list[_Open] = []
    line_ends = [match.start() for match in _LINE_END.finditer(text)]
    for match in _marks().finditer(text):
        at, char = match.start(), match.group()
        new_line = bool(waiting) and at > waiting[-1].line_end
        if _closes(text, at, char, waiting):
            while waiting:
                opened = waiting.pop()
                found.append(Quotation(opened.at, at + 1, len(waiting)))
                if char in _pairs()[opened.char]:
                    break
        elif new_line and _goes_on(text, at, char, waiting[-1]):
            waiting[-1] = _Open(waiting[-1].at, waiting[-1].char, _line_end(line_ends, at))
        elif _opens(text, at, char) and (new_line or len(waiting) < _DEEPEST):
            found += [
                Quotation(opened.at, opened.line_end, depth)
                for depth, opened in enumerate(waiting)
                if at > opened.line_end
            ]
            waiting = [opened for opened in waiting if at <= opened.line_end]
            waiting.append(_Open(at, char, _line_end(line_ends, at)))
    found += [Quotation(opened.at, opened.line_end, depth) for depth, opened in enumerate(waiting)]
    return sorted(found, key=lambda quotation: (quotation.start, -quotation.end))


def outermost(found: Sequence[Quotation]) -> list[Quotation]:
    """Those of the quotations of a text, in order, that reach further than all before them."""
    kept: list[Quotation] = []
    for quotation in found:
        if not kept or quotation.end > kept[-1].end:
            kept.append(quotation)
    return kept


def around(outer: Sequence[Quotation], start: int, end: int) -> Quotation | None:
    """The outermost quotation that holds the characters [start, end)."""
    at = bisect_left(outer, end, key=lambda quotation: quotation.end)
    return outer[at] if at < len(outer) and outer[at].start <= start else None


# -- marks ---------------------------------------------------------------------------------------------------------


@cache
def _pairs() -> dict[str, set[str]]:
    """The closing marks of every opening one."""
    pairs: dict[str, set[str]] = {}
    for row in lexicon.rows("quotation_marks"):
        pairs.setdefault(row["open"], set()).add(row["close"])
    return pairs


@cache
def _marks() -> re.Pattern[str]:
    chars = set(_pairs()) | set().union(*_pairs().values())
    return re.compile("[" + re.escape("".join(sorted(chars))) + "]")


def _closes(text: str, at: int, char: str, waiting: list[_Open]) -> bool:
    """Whether a mark closes one of those that wait."""
    if not any(char in _pairs()[opened.char] for opened in waiting):
        return False
    if char in _pairs().get(char, ()):  # the same mark opens and closes
        return not _stands_before_a_word(text, at)
    return True


def _opens(text: str, at: int, char: str) -> bool:
    if char not in _pairs():
        return False
    if char not in _pairs()[char]:
        return True
    return at == 0 or not text[at - 1].isalnum()


def _stands_before_a_word(text: str, at: int) -> bool:
    """Whether a straight mark has space before and none behind it."""
    return (
        (at == 0 or text[at - 1] in _BEFORE or text[at - 1].isspace())
        and bool(text[at + 1 : at + 2].strip())
        and text[at + 1] not in _AFTER
    )


_BEFORE = "([{«“'-–:/"
_AFTER = ",.;:!?)]}»”"


def _goes_on(text: str, at: int, char: str, opened: _Open) -> bool:
    """Whether a new paragraph takes up a quotation that the last one left open: it begins with its opening mark."""
    return char == opened.char and not text[opened.line_end : at].strip()


def _line_end(line_ends: list[int], at: int) -> int:
    return line_ends[bisect_left(line_ends, at)]


_DEEPEST = 8
"""More marks than this inside each other are noise; a longer stack would make the time quadratic."""

_LINE_END = re.compile(r"\n|\Z")
