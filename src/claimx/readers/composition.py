"""The text of a page as it is put together from trafilatura's tree, a line a part, with its links and blocks."""

import re
from typing import Any

from claimx.article import Block, Link

BLOCKS = {
    "head": "heading",
    "p": "paragraph",
    "item": "list",
    "list": "list",
    "quote": "quotation",
    "cell": "table",
    "row": "table",
    "table": "table",
    "code": "paragraph",
}
"""What trafilatura calls a part, and what an article calls it."""

WHOLE = frozenset({"quotation", "table"})
"""Kinds whose inner parts are of that kind, too: a paragraph of a quotation, a heading in a cell."""

LAYOUT, CELL = "layout", 300
"""A table with a cell of more characters than that lays out the page: its cells are what stands in them."""

INSIDE = frozenset({("list", "p"), (LAYOUT, "row"), (LAYOUT, "cell")})
"""Parts that are of the kind of what they stand in: a paragraph of a list item."""

SPACES = re.compile(r"[ \t\r\n]+")
"""Line ends and runs of plain spaces in a page's source mean one space."""


def fold(text: str) -> str:
    """Letters and digits alone, lower case: by them a text is known again."""
    return "".join(char for char in text.lower() if char.isalnum())


class Composition:
    """The text as it grows; the title comes first and is not said twice, and what is a caption is known by its text."""

    def __init__(self, title: str, captions: set[str]) -> None:
        self.title = title
        self.known = captions
        self.captions: set[str] = set()
        self.links: list[Link] = []
        self.blocks: list[Block] = []
        self._lines: list[str] = []
        self._length = 0
        self._kinds = [""]
        self._inner: list[tuple[int, int, int]] = []
        self._begin()
        if title:
            self._line(title, "title")

    @property
    def text(self) -> str:
        """All lines so far."""
        return "\n".join(self._lines)

    def read(self, body: Any) -> None:
        """Add a tree: each of its innermost parts, and each stretch of text beside them, is a line."""
        from lxml.etree import iterwalk

        for event, element in iterwalk(body, events=("start", "end")):
            if event == "start":
                self._open(element)
                self._add(element.text)
            else:
                self._close(element)
                self._add(element.tail if element is not body else None)
        self._flush()

    # -- elements -----------------------------------------------------------------------------------------------------

    def _open(self, element: Any) -> None:
        if element.tag in BLOCKS:
            self._flush()
            self._kinds.append(self._kind(element))
        elif element.tag == "lb":
            self._pending = "\n" if self._pieces else ""
        else:
            self._inner.append((len(self.blocks), len(self._pieces), self._size))

    def _close(self, element: Any) -> None:
        if element.tag in BLOCKS:
            self._flush()
            self._kinds.pop()
        elif element.tag != "lb":
            self._link(self._inner.pop(), element.get("target") or "")

    def _kind(self, element: Any) -> str:
        outer, tag = self._kinds[-1], element.tag
        if outer in WHOLE or (outer, tag) in INSIDE:
            return outer
        return LAYOUT if tag == "table" and _lays_out(element) else BLOCKS[tag]

    # -- the line that is being written -------------------------------------------------------------------------------

    def _begin(self) -> None:
        self._pieces: list[str] = []
        self._size = 0
        self._pending = ""
        self._marks: list[tuple[int, int, str]] = []

    def _add(self, text: str | None) -> None:
        """Add characters; space at their end waits for what follows, since a line end or a line's end swallows it."""
        words = SPACES.sub(" ", text or "")
        if not self._pieces or self._pending[-1:] in (" ", "\n"):
            words = words.lstrip(" ")
        said = words.rstrip()
        if said:
            self._pieces += (self._pending, said)
            self._size += len(self._pending) + len(said)
            self._pending = ""
        self._pending += words[len(said) :]

    def _link(self, since: tuple[int, int, int], url: str) -> None:
        line, piece, start = since
        if line != len(self.blocks):  # it began in an earlier line
            piece = start = 0
        written = "".join(self._pieces[piece:]) if url else ""
        if written.strip():
            start += len(written) - len(written.lstrip())
            self._marks.append((start, self._size, url))

    def _flush(self) -> None:
        """End the line, if anything is written in it."""
        text, marks = "".join(self._pieces), self._marks
        self._begin()
        words = " ".join(text.split())
        if not words or words == self.title:
            return
        kind = self._kinds[-1].replace(LAYOUT, "") or "paragraph"
        if kind == "paragraph" and fold(text) in self.known:
            kind = "caption"
            self.captions.add(fold(text))
        start = self._line(text, kind)
        self.links += [Link(start=start + a, end=start + b, url=url) for a, b, url in marks]

    def _line(self, text: str, kind: str) -> int:
        """Add a line and its block; where it starts."""
        start = self._length + bool(self._lines)
        self._lines.append(text)
        self._length = start + len(text)
        self.blocks.append(Block(start=start, end=self._length, kind=kind))
        return start


def _lays_out(table: Any) -> bool:
    return any(sum(map(len, cell.itertext())) > CELL for cell in table.iter("cell"))
