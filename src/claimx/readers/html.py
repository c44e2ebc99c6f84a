"""HTML: trafilatura finds the article; from its tree come the text, the links and the parts that the page marks."""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree, html

from claimx.errors import ClaimxError, Problem
from claimx.readers.composition import Composition, fold
from claimx.readers.files import File
from claimx.readers.items import Item
from claimx.readers.published import published

CONTROLS = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What no XML may hold, so that lxml would refuse it later."""

NEVER_TEXT = frozenset({"aside", "footer", "nav"})
"""What a page has around its article."""


def items(text: str, file: File) -> Iterator[Item | Problem]:
    """The one article of the page, and a problem for what of it was not read. Raises ClaimxError for no article."""
    import trafilatura
    from trafilatura.metadata import extract_metadata
    from trafilatura.settings import Document

    tree, whole = _parsed(text)
    if not whole:
        yield Problem(
            where=file.name,
            message="is nested deeper than the parser goes; what follows there was not read.",
            hint="Save the article's text as .txt.",
            left_out=False,
        )
    about = extract_metadata(tree, date_config={"extensive_search": False})  # its date is a guess: see published.py
    title, url = (about.title or "").strip(), about.url or ""
    date = published(tree, title, url)
    captions = _captions(tree)
    page = trafilatura.bare_extraction(tree, url=url or None, include_links=True, include_comments=False)
    if not isinstance(page, Document) or page.body is None:
        raise ClaimxError("holds no article that can be found.", "Save the article's text as .txt.")
    composition = Composition(title, captions)
    composition.read(page.body)
    yield from _outside(captions - composition.captions, file)
    yield Item(
        text=composition.text,
        where=file.name,
        title=title,
        author=about.author or "",
        date=date,
        url=url,
        outlet=about.sitename or about.hostname or "",
        links=tuple(composition.links),
        blocks=tuple(composition.blocks),
    )


def _parsed(text: str) -> tuple[Any, bool]:
    """The page as a tree, and whether the parser came to its end: it gives up where elements nest too deep."""
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        tree = html.document_fromstring(CONTROLS.sub(" ", text).encode(), parser=parser)
    except etree.ParserError as error:
        raise ClaimxError("holds no article that can be found.", "Save the article's text as .txt.") from error
    return tree, all(entry.type != etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log)


def _captions(tree: Any) -> set[str]:
    """The captions of the page, folded; each is made a paragraph where it stands, since trafilatura drops figures."""
    found = set()
    wordpress = [p for p in tree.iter("p") if "wp-caption-text" in (p.get("class") or "").split()]
    for caption in [*tree.iter("figcaption"), *wordpress]:
        above = [element.tag for element in caption.iterancestors()]
        text = fold(_flat(caption))
        if text and NEVER_TEXT.isdisjoint(above):
            found.add(text)
            _free(caption)
    return found


def _free(caption: Any) -> None:
    """Make a paragraph of a caption, and of the figures around it what a paragraph may stand in."""
    caption.tag = "p"
    caption.attrib.clear()
    for figure in caption.iterancestors("figure", "div"):
        if figure.tag == "figure" or "wp-caption" in (figure.get("class") or ""):
            figure.tag = "div"
            figure.attrib.clear()


def _flat(caption: Any) -> str:
    """The text of a caption, whose parts are made one line: « <span>Le stade.</span><span>AFP</span> »."""
    for part in caption.iterdescendants():
        if not (part.tail or "").strip() and part.getnext() is not None:
            part.tail = " "
        if part.tag != "a":
            part.tag = "span"
    return "".join(caption.itertext())


def _outside(captions: set[str], file: File) -> Iterator[Problem]:
    """A word on captions that trafilatura does not count to the article."""
    if captions:
        many = f"{len(captions)} captions" if len(captions) > 1 else "1 caption"
        message = f"has {many} outside what is taken for its text."
        yield Problem(where=file.name, message=message, hint="Look whether they matter.", left_out=False)
