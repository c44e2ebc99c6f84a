"""Which part of the article is this? Title, dek, heading, paragraph, list, quotation, table, source line, credit."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc, Span

from claimx.nlp import pipe_tables, surface, syntax
from claimx.nlp.lines import CLOSING, ENDED, Part, lines, marked

GROUP = "blocks"
UNDERLINE = re.compile(r"\s*(=+|-{3,})\s*")
CLOSED = re.compile(rf"[.…;,:]{CLOSING}")
MAY_END = frozenset('.!?…:;»”")]*_|')
NEVER_FIRST = frozenset(".,;:!?…)]»”%")
"""Signs that a token may end in before a new sentence, and tokens that no sentence begins with."""

LONGEST = 300
STOPS, JOINTS = frozenset({".", "!", "?", "…"}), frozenset({";", ",", ":", "\n"})
"""So many tokens a sentence has at most; a longer block is cut at one of the first, else at one of the others."""

TITLE, DEK, HEADING = 220, 320, 100
"""The greatest length of each, in characters."""


@Language.factory("claimx_layout", assigns=["doc.spans", "token.is_sent_start"])
class Layout:
    """Find the blocks of the article before the parser reads it, so that no sentence crosses a block.

    The reader knows them from HTML; in plain text and Markdown a line is a block, unless the lines are wrapped.
    """

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        to_twin = surface.of(doc).forth
        given = [Part(to_twin(start), to_twin(end), kind) for start, end, kind in doc._.blocks]
        text = syntax.text(doc)
        found = given or parts(text, doc._.title)
        spans = list(token_spans(doc, found))
        doc.spans[GROUP] = spans
        if not doc.has_annotation("DEP"):  # in a pipeline of others it may stand too late
            _bound(doc, spans)
        doc._.title = doc._.title or title(text, found)
        return doc


def title(text: str, found: list[Part]) -> str:
    """The first title among the blocks, without its Markdown signs, white space folded; empty when there is none."""
    first = next((text[part.start : part.end] for part in found if part.kind == "title"), "")
    return " ".join(first.lstrip("# ").strip("*_").split())


def token_spans(doc: Doc, found: list[Part]) -> list[Span]:
    """The blocks as token spans that cover the whole Doc: what stands between two belongs to the first of them."""
    if not len(doc):
        return []
    starts = [token.idx for token in doc]
    firsts = [max(0, bisect_right(starts, part.start) - 1) for part in found] or [0]
    kinds = [part.kind for part in found] or ["paragraph"]
    firsts[0] = 0
    limits = [*firsts[1:], len(doc)]
    return [Span(doc, a, b, label=kind) for a, b, kind in zip(firsts, limits, kinds, strict=True) if a < b]


def _bound(doc: Doc, blocks: list[Span]) -> None:
    """Tell the parser where a sentence begins, and where none does."""
    begins = doc.to_array("SENT_START").view("int64")
    for span in blocks:
        start = next((token.i for token in span if not token.is_space), span.start)
        bars = [token.i for token in span if token.text == "|"] if span.label_ == "table" else []
        begins[[start, *bars, *_cuts(doc, start, span.end)]] = 1
    begins[[i for i in _inside(doc) if begins[i] != 1]] = -1
    # all at once: to set a single one spaCy looks through the whole Doc
    doc.from_array("SENT_START", begins.view("uint64"))  # type: ignore[arg-type]  # the stub knows two columns only


def _cuts(doc: Doc, start: int, end: int) -> Iterator[int]:
    """Where a block of very many tokens is cut, so that no sentence is endless: behind a full stop if there is one."""
    while end - start > LONGEST:
        near = range(start + LONGEST, start + LONGEST // 2, -1)
        stops = (i for i in near if doc[i - 1].text in STOPS and len(doc[i - 2]) > 1 and not doc[i].text[0].islower())
        start = next(stops, 0) or next((i for i in near if doc[i - 1].text in JOINTS), start + LONGEST)
        yield start


def _inside(doc: Doc) -> Iterator[int]:
    """The tokens that begin no sentence, for no stop is before them: « 184,5 km », « Septante-deux »."""
    words = [(i, text) for i, text in enumerate([token.text for token in doc]) if not text.isspace()]
    for (_, before), (i, text) in pairwise(words):
        if before[-1] not in MAY_END or text in NEVER_FIRST:
            yield i


def parts(text: str, known_title: str = "") -> list[Part]:
    """The blocks of a text without markup, in order; blank lines belong to none."""
    plain, cells = _tables_out(text, lines(text))
    found = [replace(line, kind=marked(text[line.start : line.end])) for line in plain]
    named = _named(text, _underlined(text, found), fold(known_title))
    return sorted([*named, *cells], key=lambda part: part.start) if cells else named


def fold(text: str) -> str:
    """Letters and digits alone, lower case, without accents, so that a title is known when it is repeated."""
    plain = unicodedata.normalize("NFKD", text.lower())
    return "".join(c for c in plain if c.isalnum())


def _tables_out(text: str, lines: list[Part]) -> tuple[list[Part], list[Part]]:
    """The lines that are no table's, and the cells of the tables."""
    found = list(pipe_tables.tables(text, [(line.start, line.end, line.gap) for line in lines]))
    inside = {i for table in found for i in range(table.first, table.last)}
    cells = [Part(start, end, "table") for table in found for start, end in table.cells]
    return [line for i, line in enumerate(lines) if i not in inside], cells


def _underlined(text: str, lines: list[Part]) -> list[Part]:
    """Markdown's other headings: a line of « === » or « --- » belongs to the line above and makes it one."""
    kept: list[Part] = []
    for line in lines:
        rule = UNDERLINE.fullmatch(text[line.start : line.end])
        if rule and kept and not line.gap and not kept[-1].kind and kept[-1].end - kept[-1].start <= TITLE:
            kept[-1] = replace(kept[-1], end=line.end, kind="title" if "=" in rule[1] else "heading")
        else:
            kept.append(line)
    return kept


def _named(text: str, lines: list[Part], known_title: str) -> list[Part]:
    """Every block with its kind: titles first, since a dek is what stands below one."""
    folded = [fold(text[line.start : line.end]) for line in lines]
    head = known_title or (folded[0] if _titled(text, lines) else "")
    kinds = ["title" if head and fold_ == head else line.kind for line, fold_ in zip(lines, folded, strict=True)]
    if kinds and kinds[0] == "title" and len(lines) > 1 and not kinds[1]:
        kinds[1] = "dek" if _dek(text, lines, kinds) else ""
    for i, kind in enumerate(kinds):
        if not kind:
            kinds[i] = "heading" if _heading(text, lines, kinds, i) else "paragraph"
    return [replace(line, kind="list" if kind == "link" else kind) for line, kind in zip(lines, kinds, strict=True)]


def _titled(text: str, lines: list[Part]) -> bool:
    """Whether the first line is a title: short, not closed by a full stop, with text after it."""
    if len(lines) < 2 or lines[0].kind not in ("", "title"):
        return False
    first = text[lines[0].start : lines[0].end]
    longest = max(line.end - line.start for line in lines[1:])
    return lines[0].kind == "title" or (
        len(first) <= TITLE and not CLOSED.search(first) and (longest > len(first) or lines[1].gap)
    )


def _dek(text: str, lines: list[Part], kinds: list[str]) -> bool:
    """Whether the second block is a dek: the title comes again below it, or it is short and close to the title."""
    second = text[lines[1].start : lines[1].end].strip()
    if len(second) > DEK or len(lines) < 3:
        return False
    if kinds[2] == "title" or second.startswith(("*", "_")):
        return True
    close = not lines[1].gap and lines[2].gap and sum(line.gap for line in lines[3:]) >= (len(lines) - 3) / 2
    return close or (len(second) <= TITLE and not ENDED.search(second))


def _heading(text: str, lines: list[Part], kinds: list[str], i: int) -> bool:
    """Whether a line is a heading: short, not closed, with a longer block of text below it."""
    line = text[lines[i].start : lines[i].end].strip()
    if (
        len(line) > HEADING
        or CLOSED.search(line)
        or i + 1 == len(lines)
        or not (line[0].isupper() or not line[0].islower())
    ):
        return False
    below = lines[i + 1]
    return kinds[i + 1] in ("", "list", "quotation", "paragraph") and below.end - below.start > len(line) and i > 0
