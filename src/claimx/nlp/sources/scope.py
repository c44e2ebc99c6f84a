"""Which claims does a citation cover?"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from claimx import lexicon
from claimx.nlp.sources.mentions import Citation

Block = tuple[int, int, str]
BORDERS = frozenset({"title", "heading"})
END = re.compile(r"(?:[.!?…]+|\n)[»”\"')\]*_]*(?=\s|$)")
ABBREVIATIONS = lexicon.any_of(row["form"] for row in lexicon.rows("abbreviations"))
SHORT = re.compile(rf"(?:^|[\s('«.-])(?:[^\W\d_]|{ABBREVIATIONS})\.$", re.IGNORECASE)
OPENERS, CLOSERS = "«“„", "»”"


REACH = 1000
"""No sentence is looked for farther than so many characters from its citation."""


@dataclass(frozen=True, slots=True)
class Cover:
    """A claim, by its place in the list of claims, is covered by a citation; `why` is the column `scope`."""

    claim: int
    citation: int
    why: str
    rank: int


def covers(text: str, claims: list[tuple[int, int]], citations: list[Citation], blocks: list[Block]) -> list[Cover]:
    """Every pair of a claim and a citation that covers it, claims in order, the nearest attribution first.

    A citation that closes covers what stands between the one before it in its block (or the block's start) and itself;
    one that stands alone covers all since the citation before it or the heading. A phrase covers its sentence, and the
    whole quotation that ends in it. Nothing reaches into a title or heading.
    """
    homes = [_block(blocks, start) for start, _ in claims]
    borders = _borders(blocks)
    found = [
        pair for i in range(len(citations)) for pair in _covered(text, claims, homes, citations, blocks, borders, i)
    ]
    return sorted(_ranked(found, citations), key=lambda cover: (cover.claim, cover.rank, cover.citation))


def _covered(
    text: str,
    claims: list[tuple[int, int]],
    homes: list[int],
    citations: list[Citation],
    blocks: list[Block],
    borders: list[int],
    index: int,
) -> Iterator[tuple[int, int, str]]:
    citation = citations[index]
    if citation.form == "dateline":
        return
    block = _block(blocks, citation.start)
    if citation.closes:
        start, end = _stretch(text, citations, blocks, borders, index, block)
        why = (
            "source_line"
            if citation.form == "source_line" or citation.alone
            else "link"
            if citation.form == "link"
            else "closing_citation"
        )
    else:
        start, end = sentence(text, blocks[block], citation.start, citation.end)
        why = "according_to" if citation.form == "according_to" else "same_sentence"
    first = bisect_left(claims, (start, 0))
    for i in range(first, bisect_left(claims, (end, 0))):
        home = homes[i]
        if home == block or (citation.alone and blocks[home][2] not in BORDERS):
            yield i, index, why


def _block(blocks: list[Block], at: int) -> int:
    return max(0, bisect_right(blocks, at, key=lambda block: block[0]) - 1)


def _borders(blocks: list[Block]) -> list[int]:
    """For each block where the last heading before it ends."""
    borders, last = [], 0
    for _, end, kind in blocks:
        borders.append(last)
        last = end if kind in BORDERS else last
    return borders


def _stretch(
    text: str, citations: list[Citation], blocks: list[Block], borders: list[int], index: int, block: int
) -> tuple[int, int]:
    """The characters that a closing citation covers; citations with nothing between them close the same stretch."""
    citation = citations[index]
    last = index - 1
    while last >= 0 and not (citations[last].closes and _content(text[citations[last].end : citation.start])):
        last -= 1
    before = citations[last : last + 1] if last >= 0 else []
    if not citation.alone:
        inside = [c for c in before if c.start >= blocks[block][0]]
        return (inside[-1].end if inside else blocks[block][0]), citation.end
    border = borders[block]
    return max(border, before[-1].end if before else 0), citation.end


def _content(between: str) -> bool:
    return any(c.isalnum() for c in between)


def sentence(text: str, block: Block, start: int, end: int) -> tuple[int, int]:
    """The sentence around [start, end) within its block; a quotation that it closes belongs to it from its
    opening on.
    """
    floor, roof = max(block[0], start - REACH), min(block[1], end + REACH)
    ends = [m.end() for m in END.finditer(text, floor, roof) if _ends(text, floor, m)]
    first = max((e for e in ends if e <= start), default=floor)
    last = min((e for e in ends if e >= end), default=roof)
    return min(first, _opened(text, block[0], first, start)), last


def _ends(text: str, floor: int, match: re.Match[str]) -> bool:
    """Whether a stop ends a sentence: no abbreviation, no decimal, nothing in lower case after it."""
    if match.group() == "." and SHORT.search(text[max(floor, match.start() - 8) : match.start() + 1]):
        return False
    after = text[match.end() : match.end() + 4].lstrip()
    return not (after[:1].islower() or (after[:1] in ",;:)–-" and after))


def _opened(text: str, floor: int, first: int, start: int) -> int:
    """Where the quotation began that is closed between the sentence's start and the citation: « A. B », a dit X."""
    part = text[first:start]
    closes = [i for i, c in enumerate(part) if c in CLOSERS]
    if closes and not any(c in OPENERS for c in part[: closes[0]]):
        opened = max(text.rfind(c, floor, first) for c in OPENERS)
        return opened if opened >= floor else first
    straight = part.count('"')
    if straight % 2 and text.count('"', floor, first) % 2:
        return text.rfind('"', floor, first)
    return first


def _ranked(found: list[tuple[int, int, str]], citations: list[Citation]) -> Iterator[Cover]:
    """The order of a nested attribution: « X, cité par Y, selon Z » is X 1, Y 2, Z 3; « Y, citant X » is X 1, Y 2;
    brackets last.
    """
    by_claim: dict[int, list[tuple[int, str]]] = {}
    for claim, citation, why in found:
        by_claim.setdefault(claim, []).append((citation, why))
    for claim, pairs in by_claim.items():
        told = [pair for pair in pairs if not citations[pair[0]].closes]
        order: list[list[tuple[int, str]]] = []
        for pair in told:
            _nest(order, pair, citations)
        if shut := [pair for pair in pairs if citations[pair[0]].closes]:
            order.append(shut)
        for rank, level in enumerate(order, start=1):
            for citation, why in level:
                yield Cover(claim, citation, why, rank)


def _nest(order: list[list[tuple[int, str]]], pair: tuple[int, str], citations: list[Citation]) -> None:
    """Put one phrase of a sentence among the levels of those before it: inside what it cites, outside what relays it,
    else beside.
    """
    nested = citations[pair[0]].nested
    if nested == "inner" and order:
        order.insert(len(order) - 1, [pair])
    elif order and (nested == "outer" or citations[order[-1][-1][0]].nested == "outer"):
        order.append([pair])
    elif order:
        order[-1].append(pair)
    else:
        order.append([pair])
