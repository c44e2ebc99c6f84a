"""Which outlets do links, bare addresses and footnotes lead to?"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import accumulate

from claimx.nlp.sources.mentions import Citation, Mention, within
from claimx.nlp.sources.outlets import Choice, Registry, fold, host

MARKDOWN = re.compile(
    r"(?<!!)\[([^\[\]\n]{0,300})\]\(\s*<?([^()\s<>]*(?:\([^()\s]*\)[^()\s<>]*)?)>?(?:\s+[\"'(][^\n\"')]*[\"')])?\s*\)"
)
REFERENCE = re.compile(r"(?<!!)\[([^\[\]\n]{1,300})\]\[([^\[\]\n]{0,40})\]")
DEFINITION = re.compile(r"^[ \t]*\[([^\[\]\n^]{1,40})\]:[ \t]*<?(\S+?)>?(?:[ \t].*)?$", re.MULTILINE)
IMAGE = re.compile(r"!\[[^\[\]\n]{0,300}\]\([^()\n]*\)")
ADDRESS = re.compile(r"(?<![\w@])(?:https?://|www\.)[^\s<>\"«»“”\]]+", re.IGNORECASE)
TAIL = re.compile(r"[.,;:!?…')*_]+$")
NOTE = re.compile(r"\s*(?:\[\^?(\w{1,3})\]:?|\((\d{1,2})\)|(\d{1,2})[.)]|([¹²³⁰⁴-⁹]{1,2})) *(?=\S)")
MARK = re.compile(
    r"\[\^?(\w{1,3})\](?![(:\[])|\((\d{1,2})\)|(?<=[^\W\d])(?<![mM])([¹²³⁰⁴-⁹]{1,2})|(?<=[.!?»”\"),%])([¹²³⁰⁴-⁹]{1,2})"
)
DIGITS = str.maketrans("¹²³⁰⁴⁵⁶⁷⁸⁹", "1230456789")


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link in the text: [start, end) with its markup, [inner, outer) what the reader sees, and where it leads."""

    start: int
    end: int
    inner: int
    outer: int
    url: str


@dataclass(frozen=True, slots=True)
class Links:
    """The links of a text in order; `reach` has for each how far it and those before it reach."""

    anchors: list[Anchor]
    reach: list[int]

    def around(self, start: int, end: int) -> Anchor | None:
        """The first link whose words hold the characters [start, end)."""
        for at in range(bisect_left(self.reach, end), len(self.anchors)):
            if self.anchors[at].start > start:
                return None
            if self.anchors[at].inner <= start and end <= self.anchors[at].outer:
                return self.anchors[at]
        return None


def links(anchors: list[Anchor]) -> Links:
    """The links of a text, for looking up which of them holds a word."""
    return Links(anchors, list(accumulate((anchor.outer for anchor in anchors), max)))


def anchors(text: str, given: Iterable[tuple[int, int, str]]) -> list[Anchor]:
    """All links of an article in order: those that the reader knows from HTML, Markdown's, bare addresses."""
    found = [Anchor(start, end, start, end, url) for start, end, url in given if start < end]
    found += [Anchor(m.start(), m.end(), m.start(1), m.end(1), m[2]) for m in MARKDOWN.finditer(text)]
    targets = {fold(m[1]): m[2] for m in DEFINITION.finditer(text)}
    for m in REFERENCE.finditer(text):
        if target := targets.get(fold(m[2] or m[1])):
            found.append(Anchor(m.start(), m.end(), m.start(1), m.end(1), target))
    taken = sorted(
        [(a.start, a.end) for a in found] + [m.span() for m in (*IMAGE.finditer(text), *DEFINITION.finditer(text))]
    )
    reach = [0, *accumulate((stop for _, stop in taken), max)]
    for m in ADDRESS.finditer(text):
        end = m.end() - len(tail[0]) if (tail := TAIL.search(m[0])) else m.end()
        if m.start() >= reach[bisect_right(taken, m.start(), key=lambda span: span[0])]:
            found.append(Anchor(m.start(), end, m.start(), end, text[m.start() : end]))
    return sorted(found, key=lambda anchor: anchor.start)


def plain(text: str, links: list[Anchor]) -> str:
    """The text with the markup of links and images blanked, character for character, so that offsets stay."""
    chars = list(text)
    gone = [span for a in links for span in ((a.start, a.inner), (a.outer, a.end))]
    gone += [(a.start, a.end) for a in links if a.inner == a.start and ADDRESS.match(text, a.start)]
    for start, end in [
        *gone,
        *(m.span() for m in IMAGE.finditer(text)),
        *(m.span() for m in DEFINITION.finditer(text)),
    ]:
        chars[start:end] = [c if c == "\n" else " " for c in text[start:end]]
    return "".join(chars)


def target(anchor: Anchor, inside: list[Mention], registry: Registry) -> Choice | None:
    """The outlet that a link leads to: that of its address, else the one that its words name (« [Le
    Monde](https://t.co/…) »).
    """
    address = host(anchor.url)
    choice = registry.website(address) if address else None
    if choice is None and registry.no_outlet(address) in ("network", "shortener") and len(inside) == 1:
        whole = inside[0].end - inside[0].start >= 0.7 * (anchor.outer - anchor.inner)
        return Choice("", True, False, "the words of the link") if whole else None
    return choice


def linked(mention: Mention, known: Links, registry: Registry) -> Mention:
    """A mention that is a link takes the outlet that the link leads to."""
    anchor = known.around(mention.start, mention.end)
    choice = target(anchor, [mention], registry) if anchor else None
    if anchor is None:
        return mention
    mention = replace(mention, hull=(anchor.start, anchor.end))
    if choice is None:
        return mention
    sure = choice if choice.outlet_id else None
    return replace(mention, choice=sure, url=anchor.url, trust="strong" if mention.trust != "slot" else "weak")


def citations(links: list[Anchor], mentions: list[Mention], registry: Registry) -> Iterator[Citation]:
    """A citation for every link that leads to an outlet."""
    for anchor in links:
        touching = within(mentions, anchor.inner, anchor.outer)
        inside = [m for m in touching if anchor.inner <= m.start and m.end <= anchor.outer]
        choice = target(anchor, inside, registry)
        if choice is None:
            continue
        first = inside[0] if inside and (not choice.outlet_id or len(inside) == 1) else None
        written = Mention(start=anchor.inner, end=anchor.outer, written="", key="", trust="strong")
        mention = replace(first or written, choice=choice if choice.outlet_id else None, url=anchor.url, trust="strong")
        yield Citation(
            start=anchor.start, end=anchor.end, form="link", mentions=(mention,), because=f"a link to {anchor.url}"
        )


def notes(text: str, blocks: list[tuple[int, int, str]]) -> dict[str, tuple[int, int]]:
    """Where the notes of an article stand, by their label: the blocks at its end that begin with « [1] », « ¹ », « 1.
    ».
    """
    found: dict[str, tuple[int, int]] = {}
    for start, end, _ in blocks[1:]:
        match = NOTE.match(text, start, end)
        if match:
            found.setdefault(_label(match), (match.end(), end))
    return found


def marks(
    text: str, blocks: list[tuple[int, int, str]], known: dict[str, tuple[int, int]]
) -> Iterator[tuple[int, int, str]]:
    """Where the text refers to a note, as (start, end, label)."""
    places = sorted(known.values())
    for start, end, _ in blocks:
        at = bisect_right(places, start, key=lambda place: place[1])
        if at < len(places) and places[at][0] < end:
            continue
        for match in MARK.finditer(text, start, end):
            if _label(match) in known and match.start() > start:
                yield match.start(), match.end(), _label(match)


def _label(match: re.Match[str]) -> str:
    return next(group for group in match.groups() if group).translate(DIGITS)
