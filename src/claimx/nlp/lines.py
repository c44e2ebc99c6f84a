"""Which line ends mean something? Marks of a line, wrapped text, and the line ends inside of a sentence."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from claimx import lexicon
from claimx.lexicon import any_of

LINE = re.compile(r"[^\n]+")
MARKS = (  # Markdown, and the bullets of plain text
    (re.compile(r"#\s+\S"), "title"),
    (re.compile(r"#{2,6}\s+\S"), "heading"),
    (re.compile(r"\[\^?\w{1,4}\]:?\s|[¹²³⁴-⁹]\s?\S"), "note"),
    (re.compile(r">"), "quotation"),
    (re.compile(r"(?:[-*+•·▪■●◦‣►▶✓✔–]|\d{1,2}[.)]|\(\d{1,2}\)|[a-z]\))[ ]+\S"), "list"),
)
CLOSING = r"[»”\"')\]*_ ]*$"
ENDED = re.compile(rf"[.!?…]{CLOSING}")
FULL = re.compile(rf"[.!?…:;]{CLOSING}|\|$")
LABEL = re.compile(r"[^\W\d_][^.:;!?\n]{0,40}[ ]?:(?:[ ]|$)")
LOWER = re.compile(r"[«“\"(]?[ ]?[^\W\d_A-ZÀ-ÖØ-ÞŒ]")
LETTERS = 4
"""A magnitude of more letters is a word: « Milliards »."""
NUMBER = any_of(row["form"] for row in lexicon.rows("numerals"))
NUMERAL = re.compile(rf"(?:\d|(?<!\w)(?:{NUMBER}))-?$", re.IGNORECASE)
SCALE = re.compile(
    rf"(?i:{any_of(row['form'] for row in lexicon.rows('magnitudes') if len(row['form']) > LETTERS)})(?!\w)"
    rf"|(?:{any_of(row['form'] for row in lexicon.rows('units') if row['case'] and row['form'][1:])})(?![\w.])|[$€£¥%‰]"
)
"""A magnitude in any case, a unit's symbol of two letters or a sign: what stands behind a numeral alone."""
GROUP = re.compile(r"(?<!\w)[1-9]\d{0,2}(?: \d{3})*\n\d{3}(?!\d)")
WHOLE_NUMBER = re.compile(NUMBER, re.IGNORECASE)
UNIT = re.compile(rf"(?:{any_of(row['form'] for row in lexicon.rows('units'))})s?", re.IGNORECASE)
ARTICLE = any_of(row["form"] for row in lexicon.rows("determiners") if row["sort"] == "article")
QUOTING = re.compile(r">[> ]*")
HYPHEN = re.compile(r"[^\W\d_]-$")
LEADING = re.compile(rf"(?<!\w)(?:{ARTICLE})$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """The characters [start, end) of the text are a block of this kind; `gap`: a blank line stands before it."""

    start: int
    end: int
    kind: str
    gap: bool = False


def is_number(word: str) -> bool:
    """« douze »: a number in letters."""
    return WHOLE_NUMBER.fullmatch(word) is not None


def is_unit(word: str) -> bool:
    """« km », « mètres »: a unit's symbol or name."""
    return UNIT.fullmatch(word) is not None


def lines(text: str) -> list[Part]:
    """The lines of a text in order; the blank ones belong to none."""
    found: list[Part] = []
    for match in LINE.finditer(text):
        gap = bool(found) and match.start() - found[-1].end > 1
        found.append(Part(match.start(), match.end(), "", gap=gap))
    return found


def marked(line: str) -> str:
    """The kind that a line's first signs or words tell: « ## Réactions », « - un », « Source : AFP »."""
    line = line.strip()
    kind = next((kind for mark, kind in MARKS if mark.match(line)), "")
    return kind or next((kind for cue, kind in _cues() if cue.match(line)), "")


@cache
def _cues() -> tuple[tuple[re.Pattern[str], str], ...]:
    found = []
    for row in lexicon.rows("layout_cues"):
        after = r"\s*[:：]" if row["kind"] == "source_line" else r"(?!\w)"
        found.append((re.compile(rf"[(\[*_]*{re.escape(row['cue'])}[*_]*{after}", re.IGNORECASE), row["kind"]))
    return tuple(found)


def joins(text: str, borders: Collection[int] = ()) -> Iterator[tuple[int, int]]:
    """The line ends that are no more than a blank, as the characters [start, end) of their « \\n ».

    In a mail that quotes another, the mark of the quoted line is part of it: « \\n> ». `borders` are offsets at which a
    block begins, where the file tells them: no line end before one is a blank.
    A source of the rule: the guidelines, « Span and value ».
    """
    found = lines(text)
    full = 0 if borders else column(text, found)
    labelled = False
    for above, below in pairwise(found):
        rest = labelled and " " not in text[above.start : above.end]  # « morts : 12⏎personnes »
        labelled = rest or LABEL.match(text, above.start, above.end) is not None
        first, second = text[above.start : above.end], text[below.start : below.end]
        quoted = _quoting(first) if _quoting(first) == _quoting(second) else ""
        first, second = first[len(quoted) :], second[len(quoted) :]
        border = below.gap or below.start in borders or not first or not second or marked(second)
        wide = full and len(first) >= 0.6 * full
        if not border and (wide or _goes_on(first, second, labelled=labelled)):
            yield above.end, below.start + len(quoted)
        else:
            labelled = False


def _quoting(line: str) -> str:
    """The marks of a mail's quoted line: « >> »."""
    match = QUOTING.match(line)
    return match[0] if match else ""


def column(text: str, found: list[Part]) -> int:
    """The width at which lines are broken, as in mails: all short, most of them near the longest, many broken inside
    a sentence; 0 for a text that is not wrapped.
    """
    found = [line for line in found if " " in text[line.start : line.end]]  # an address is as long as it is
    inner = [a for a, b in pairwise(found) if not b.gap]
    if len(inner) < 3:
        return 0
    longest = max(line.end - line.start for line in found)
    full = [line for line in inner if line.end - line.start >= 0.75 * longest]
    broken = [line for line in full if not ENDED.search(text[line.start : line.end])]
    wrapped = 40 <= longest <= 132 and len(full) >= 0.6 * len(inner) and len(broken) >= 0.6 * len(full)
    return longest if wrapped else 0


def _goes_on(first: str, second: str, *, labelled: bool) -> bool:
    """Whether a sentence goes on in the next line: it is lower-case, or a numeral's phrase is cut.

    « Bilan : » opens a list, and so do lines that each have a label: « morts : 12 ».
    """
    if first.startswith("#") or ("|" in first and "|" in second) or (labelled and LABEL.match(second)):
        return False
    if LEADING.search(first) or HYPHEN.search(first) or GROUP.search(f"{first}\n{second[:4]}"):
        return True
    if NUMERAL.search(first) and SCALE.match(second):
        return True
    return not FULL.search(first) and bool(LOWER.match(second))
