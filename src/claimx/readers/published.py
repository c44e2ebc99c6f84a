"""When does a page say that it was published? By its metadata, its marks, or what stands beside its heading.

What stands in a neighbour (a teaser, a comment, the page's foot, a table) says nothing of this article, nor does the
day of a change. htmldate is not asked: it takes what it finds anywhere, and no day later than that of the run.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from lxml.html import defs

from claimx import lexicon
from claimx.readers import dates

ARTICLES, PAGES = ("Article", "Posting", "Report"), ("WebPage", "ItemPage")
"""How the types of schema.org end whose `datePublished` is the article's, and of those asked when none is there."""

NEIGHBOURS = frozenset(
    {
        "aside",
        "button",
        "dialog",
        "figure",
        "form",
        "head",
        "iframe",
        "nav",
        "noscript",
        "script",
        "select",
        "style",
        "table",
        "template",
        "textarea",
    }
)
BREAKS = defs.block_tags | {"article", "body", "br", "figcaption", "footer", "header", "main", "section"}
HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})

PROSE, BESIDE, NEAR, CUE = 160, 80, 12, 24
"""A longer line is prose; a line that says when is no longer than that; so many lines below the heading are looked at;
within so many characters such a line has its word for publishing where it stands elsewhere.
"""


@dataclass(slots=True)
class Line:
    """A line of the page outside its neighbours, with its `<time>` elements; `opens`: the tag of the heading it is."""

    opens: str = ""
    pieces: list[str] = field(default_factory=list)
    times: list[Any] = field(default_factory=list)
    text: str = ""

    def day(self) -> str:
        """The first day that one of its `<time>` elements states."""
        return next(filter(None, map(_stated, self.times)), "")

    def closed(self) -> "Line":
        """The line with its text, white space folded."""
        self.text = " ".join("".join(self.pieces).split())
        return self


def published(page: Any, title: str, url: str) -> str:
    """The ISO day that a page, as lxml's tree, states for the article of that title and address; empty if none."""
    heading = _heading(page, title)
    outside = _neighbours(page, heading)
    return (
        _metadata(page)
        or _linked_data(page, title, url)
        or next(filter(None, _marked(page, outside)), "")
        or _beside([line for line in _lines(page, outside, heading) if line.text or line.times])
    )


# -- metadata -----------------------------------------------------------------------------------------------------


def _metadata(page: Any) -> str:
    """The first `<meta>` that states a day, in the order of lexicon/publication_marks.csv."""
    found: dict[str, str] = {}
    for meta in page.iter("meta"):
        keys = ("property", "name", "itemprop") if _within(meta, {"head"}) else ("property", "name")
        name = next((meta.get(key) for key in keys if meta.get(key)), "").strip().lower()
        day = dates.day(meta.get("content") or "") if name in _marks("meta") else ""
        if day:
            found.setdefault(name, day)
    return next((found[name] for name in _marks("meta") if name in found), "")


def _linked_data(page: Any, title: str, url: str) -> str:
    """`datePublished` of JSON-LD: of the articles of the page, else of the page; where they differ, of this one's."""
    nodes = [node for script in page.iter("script") if _is_linked(script) for node in _nodes(_loaded(script.text))]
    for kinds in (ARTICLES, PAGES):
        dated = [(node, day) for node in nodes if _is(node, kinds) and (day := dates.day(_value(node)))]
        if len({day for _, day in dated}) > 1:
            dated = [(node, day) for node, day in dated if _is_this(node, title, url)][:1]
        if dated:
            return dated[0][1]
    return ""


def _is_linked(script: Any) -> bool:
    return bool(script.text) and "ld+json" in (script.get("type") or "").lower()


def _loaded(text: str) -> Any:
    try:
        return json.loads(re.sub(r"^\s*(?://)?<!(?:\[CDATA\[|--)|(?://)?(?:\]\]|--)>\s*$", "", text), strict=False)
    except (ValueError, RecursionError):  # a page whose JSON-LD is broken states its day elsewhere, or nowhere
        return None


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    """The objects that stand for the page itself: at the top, in a graph, as its main entity; none of a list's."""
    for node in value if isinstance(value, list) else [value]:
        if isinstance(node, dict):
            yield node
            for key in ("@graph", "mainEntity"):
                inner = node.get(key)
                yield from (each for each in (inner if isinstance(inner, list) else [inner]) if isinstance(each, dict))


def _is(node: dict[str, Any], kinds: tuple[str, ...]) -> bool:
    types = node.get("@type")
    return any(str(each).endswith(kinds) for each in (types if isinstance(types, list) else [types]))


def _value(node: dict[str, Any]) -> str:
    value = node.get("datePublished")
    value = value[0] if isinstance(value, list) and value else value
    return str((value.get("@value") if isinstance(value, dict) else value) or "")


def _is_this(node: dict[str, Any], title: str, url: str) -> bool:
    """Whether its address or headline is this article's."""
    page = node.get("mainEntityOfPage")
    addresses = [node.get("url"), node.get("@id"), page.get("@id") if isinstance(page, dict) else page]
    mine = url.partition("#")[0].rstrip("/")
    same = any(mine and str(address).partition("#")[0].rstrip("/") == mine for address in addresses)
    return same or bool(title and _folded(str(node.get("headline") or node.get("name"))) == _folded(title))


# -- what is the article, and what stands beside it -----------------------------------------------------------------


def _heading(page: Any, title: str) -> Any:
    """The `<h1>` of the article: the one with its title, else the first; None if there is none."""
    headings = list(page.iter("h1"))
    same = (heading for heading in headings if _folded("".join(heading.itertext())) == _folded(title))
    return next(same, headings[0] if headings else None)


def _neighbours(page: Any, heading: Any) -> set[Any]:
    """The elements with what is not the article: by their tag, their class, or as one of several `<article>`s."""
    kept = {page} | ({heading, *heading.iterancestors()} if heading is not None else set())
    articles = list(page.iter("article"))
    mine = next((article for article in articles if article in kept), None)
    if mine is None and articles:
        mine = max(articles, key=lambda article: sum(len(text) for text in article.itertext()))
    kept |= {mine, *mine.iterancestors()} if mine is not None else set()
    found = {each for each in page.iter(*NEIGHBOURS) if each not in kept}
    found |= {each for each in articles if each not in kept and mine not in each.iterancestors("article")}
    found |= {
        each for each in page.iter("header", "footer") if each not in kept and not _within(each, {"article", "main"})
    }
    return found | {each for each in page.iter("div", "section", "ul", "ol", "li") if each not in kept and _apart(each)}


def _apart(element: Any) -> bool:
    return bool(_apart_pattern().search(f"{element.get('class') or ''} {element.get('id') or ''}".lower()))


@cache
def _apart_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z])(?:{'|'.join(map(re.escape, _marks('neighbour')))})")


def _within(element: Any, tags: set[str]) -> bool:
    return any(above.tag in tags for above in element.iterancestors())


@cache
def _marks(where: str) -> dict[str, None]:
    """The marks of one sort, in their order."""
    return {row["mark"]: None for row in lexicon.rows("publication_marks") if row["where"] == where}


# -- the page's own marks and lines -----------------------------------------------------------------------------------


def _marked(page: Any, outside: set[Any]) -> Iterator[str]:
    """The days of the elements that their attributes call the publication's, best marks first."""
    inside = [element for element, event in _walk(page, outside) if event == "start"]
    for where, attribute in (("property", "itemprop"), ("property", "property"), ("class", "class")):
        for element in inside:
            if not _marks(where).keys().isdisjoint((element.get(attribute) or "").lower().split()):
                yield _stated(element)
    yield from (_stated(element) for element in inside if element.tag == "time" and element.get("pubdate") is not None)


def _stated(element: Any) -> str:
    """The day of an element: by its attributes, else as its text has it."""
    for attribute in ("datetime", "content", "title"):
        day = dates.day(element.get(attribute) or "")
        if day:
            return day
    text = " ".join("".join(element.itertext()).split())[:BESIDE]
    return dates.day(text) or dates.published(text)


def _beside(lines: list[Line]) -> str:
    """The day in a line with a word for publishing, of a `<time>` beside the heading, or in a line of changes there."""
    near = list(_near(lines))
    stated = (_cued(line, "published") for line in [*near, *filter(_says_when, lines)])
    alone = (line.day() for line in near if not dates.cued(line.text, "updated"))
    changed = (_cued(line, "updated") for line in near)
    return next((day for days in (stated, alone, changed) for day in days if day), "")


def _says_when(line: Line) -> bool:
    """Whether a line has nothing to say but when: not « Paru le 12 janvier 2020, le livre a trouvé ses lecteurs. »."""
    return len(line.text) <= BESIDE and line.text[-1:] != "." and dates.cued(line.text[:CUE], "published")


def _cued(line: Line, kind: str) -> str:
    """« Publié le 24 juin 2025 », or « Publié il y a 2 heures » where the `<time>` around it states the day."""
    if dates.cued(line.text, "rights"):
        return ""
    written = dates.published(line.text) if kind == "published" else dates.updated(line.text)
    return written or (line.day() if dates.cued(line.text, kind) else "")


def _near(lines: list[Line]) -> Iterator[Line]:
    """The short lines around the heading: a few below it, up to the text or another heading, and those above it."""
    at = next((i for i, line in enumerate(lines) if line.opens == "h1"), -1)
    long = 0
    for line in [*lines[at + 1 : at + 1 + NEAR], *reversed(lines[max(0, at - 3) : max(0, at)])]:
        long += len(line.text) > PROSE
        if long > 1 or line.opens in HEADINGS:
            return
        if len(line.text) <= BESIDE:
            yield line


def _lines(page: Any, outside: set[Any], heading: Any) -> Iterator[Line]:
    """The page in lines, as its block elements break it."""
    line = Line()
    for element, event in _walk(page, outside):
        if element.tag in BREAKS:
            yield line.closed()
            inner = event == "start" and (element is heading or element.tag in HEADINGS)
            line = Line(element.tag if inner else "")
        if event == "start" and element.tag == "time" and not _within(element, {"a"}):
            line.times.append(element)
        line.pieces.append((element.text if event == "start" else element.tail) or "")
    yield line.closed()


def _walk(page: Any, outside: set[Any]) -> Iterator[tuple[Any, str]]:
    """Every element where it starts and ends, without what is outside; of that only what follows it."""
    stack: list[tuple[Any, Iterable[Any]]] = [(page, iter(page))]
    yield page, "start"
    while stack:
        element, children = stack[-1]
        child = next(iter(children), None)
        if child is None:
            stack.pop()
            if element is not page:
                yield element, "end"
        elif child in outside or not isinstance(child.tag, str):
            yield child, "end"
        else:
            yield child, "start"
            stack.append((child, iter(child)))


def _folded(text: str) -> str:
    return "".join(char for char in text.lower() if char.isalnum())
