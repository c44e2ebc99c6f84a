"""HTML: trafilatura finds the article; from its tree come the text, the links and the parts that the page marks."""

from collections.abc import Iterator
from typing import Any

from claimx.article import Block, Link
from claimx.errors import ClaimxError
from claimx.readers.files import File
from claimx.readers.items import Item

BLOCKS = {
    "head": "heading",
    "p": "paragraph",
    "item": "list",
    "quote": "quotation",
    "cell": "table",
    "code": "paragraph",
}
"""What trafilatura calls a part, and what an article calls it."""


def items(text: str, file: File) -> Iterator[Item]:
    """The one article of the page. Raises ClaimxError where there is none."""
    import trafilatura
    from trafilatura.settings import Document

    page = trafilatura.bare_extraction(text, include_links=True, include_comments=False, with_metadata=True)
    if not isinstance(page, Document) or page.body is None:
        raise ClaimxError("holds no article that can be found.", "Save the article's text as .txt.")
    composition = Composition()
    title = (page.title or "").strip()
    if title:
        composition.block(title, "title")
    for part in page.body:
        composition.part(part, title)
    yield Item(
        text=composition.text,
        where=file.name,
        title=title,
        date=page.date or "",
        url=page.url or "",
        outlet=page.sitename or page.hostname or "",
        links=tuple(composition.links),
        blocks=tuple(composition.blocks),
    )


class Composition:
    """The text as it grows part by part, one line each, with the offsets of its links and blocks."""

    def __init__(self) -> None:
        self.text = ""
        self.links: list[Link] = []
        self.blocks: list[Block] = []

    def block(self, text: str, kind: str) -> None:
        """Add a line of one kind."""
        self._line()
        start = len(self.text)
        self.text += text
        self.blocks.append(Block(start=start, end=len(self.text), kind=kind))

    def part(self, element: Any, title: str, kind: str = "") -> None:
        """Add an element of trafilatura's tree: a line for each of its innermost parts; the title is not said twice."""
        kind = kind or BLOCKS.get(element.tag, "")
        inner = [child for child in element if child.tag in BLOCKS or child.tag in ("list", "table", "row")]
        if inner:
            for child in inner:
                self.part(child, title, kind if kind == "quotation" else "")
            return
        text = " ".join("".join(element.itertext()).split())
        if text and text != title:
            self._line()
            start = len(self.text)
            self._content(element)
            self.text = self.text[:start] + self.text[start:].rstrip()
            self.blocks.append(Block(start=start, end=len(self.text), kind=kind or "paragraph"))

    def _line(self) -> None:
        if self.text:
            self.text += "\n"

    def _content(self, element: Any) -> None:
        self._add(element.text)
        for child in element:
            if child.tag == "lb":
                self.text = self.text.rstrip() + "\n"
            else:
                start = len(self.text)
                self._content(child)
                self._link(start, child.get("target") or "")
            self._add(child.tail)

    def _link(self, start: int, url: str) -> None:
        start += len(self.text[start:]) - len(self.text[start:].lstrip())
        end = start + len(self.text[start:].rstrip())
        if url and end > start:
            self.links.append(Link(start=start, end=end, url=url))

    def _add(self, text: str | None) -> None:
        """Add characters; line ends and runs of plain spaces in the page's source mean one space."""
        words = " ".join((text or "").replace("\t", " ").replace("\r", " ").replace("\n", " ").split(" "))
        while "  " in words:
            words = words.replace("  ", " ")
        self.text += words.lstrip(" ") if self.text[-1:] in (" ", "\n", "") else words
