"""The text as rules read it: one blank, one apostrophe, one hyphen, one dash, nothing invisible; and the way back."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from weakref import WeakKeyDictionary

from spacy.tokens import Doc

from claimx.nlp import extensions, lines

BREAK = "\n\r\v\f\x85\u2028\u2029"
BLANK = f" \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\x1c-\x1f{BREAK}"
INVISIBLE = (
    "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"
)
COMBINING = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f"
LETTER = "[A-Za-zÀ-ÖØ-öø-ÿŒœ]"
APOSTROPHES = "’‘‛ʼ＇`´"
SAME = {
    **dict.fromkeys("‐‑﹣－−", "-"),  # the minus sign is the hyphen of « -0,3 % », which every keyboard has
    **dict.fromkeys("—―‒⸺", "–"),
    **dict(zip("ᵃᵈᵉʰᵐᵒʳˢᵗ", "adehmorst", strict=True)),  # « XXᵉ », « 1ᵉʳ »
    **{ligature: unicodedata.normalize("NFKC", ligature) for ligature in "ﬀﬁﬂﬃﬄﬅﬆ"},
}
"""Characters that are others to a machine alone."""

ODD = re.compile(
    rf"(?P<gap>[{BLANK}][{BLANK}{INVISIBLE}]*[{BLANK}]|(?![ \n])[{BLANK}]|\A[ \n]|[ \n]\Z)"
    rf"|(?P<invisible>[{INVISIBLE}]+)"
    rf"|(?P<accents>\w[{INVISIBLE}]*[{COMBINING}][{COMBINING}{INVISIBLE}]*)"
    r"|(?<!\w)(?P<opening>[‘‚])(?=(?P<inner>[^\s‘][^‘\n]{0,300}?)(?<=\S)[’‘](?!\w))"
    r"|(?P<low>„)(?=(?P<low_inner>[^„“”]{0,1000})[“”])|(?P<high>(?<![^\s(\[])”(?=\w))"
    rf"|(?P<minus>(?<![^\s(])(?<!\d[{BLANK}])−[{BLANK}]+(?=\d))"
    rf"|(?P<apostrophe>[{APOSTROPHES}])"
    r"|(?P<closing>“)"
    rf"|(?P<same>[{''.join(map(re.escape, SAME))}])"
)
RAISED = r"[¹²³⁰⁴-⁹]{1,2}(?:,? ?[¹²³⁰⁴-⁹]{1,2})*(?![\w/⁄⁻])"
MARK = re.compile(
    rf"(?<=\d)(?<!\b10) ?{RAISED}|(?<=[%€$£]) ?{RAISED}|(?<={LETTER}) ?(?P<behind_a_word>{RAISED})"
    r"|(?<=[\w%€$£])(?:\[(?:\^?\d{1,3}|\^\w{1,8})\])+(?![(:\[])"
    r"|(?<=\d)[†‡](?!\w)"
)
LABEL = re.compile(r"\w+|[†‡]")
DEFINED = re.compile(r"(?<=\n)\((\d{1,2})\) ?(?=\S)")
NUMBERED = re.compile(r"(?<=[\w%€$£]) ?\((\d{1,2})\)")
DIGITS = str.maketrans("¹²³⁰⁴⁵⁶⁷⁸⁹", "1230456789")
LONGEST, SYMBOL = 30, 3
"""So many letters are looked at before a raised figure; a symbol of a unit or an element has no more than the second.
"""
STAR = re.compile(r"(?<=\d)(\*{1,3})(?=[\s.,;:!?)»]|$)")


@dataclass(frozen=True, slots=True)
class Edits:
    """Changes of a text in its order: the characters [start, end) become others, [new_start, new_end) afterwards."""

    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    new_starts: list[int] = field(default_factory=list)
    new_ends: list[int] = field(default_factory=list)

    def back(self, start: int, end: int) -> tuple[int, int]:
        """The characters before the changes that [start, end) comes from; what was deleted there for an empty one."""
        if start == end:
            at = bisect_right(self.new_ends, start) - 1
            if at >= 0 and self.new_starts[at] == start == self.new_ends[at]:
                return self.starts[at], self.ends[at]
            place = self._back(start)
            return place, place
        return self._back(start), self._end(end - 1)

    def _back(self, offset: int) -> int:
        at = bisect_right(self.new_ends, offset) - 1
        if at + 1 < len(self.starts) and self.new_starts[at + 1] <= offset < self.new_ends[at + 1]:
            return self.starts[at + 1]
        return offset if at < 0 else self.ends[at] + offset - self.new_ends[at]

    def _end(self, offset: int) -> int:
        """Where the character at an offset ends."""
        at = bisect_right(self.new_ends, offset) - 1
        if at + 1 < len(self.starts) and self.new_starts[at + 1] <= offset < self.new_ends[at + 1]:
            return self.ends[at + 1]
        return self._back(offset) + 1

    def forth(self, offset: int) -> int:
        """Where an offset lies after the changes; inside of one, where that begins."""
        at = bisect_right(self.starts, offset) - 1
        if at < 0:
            return offset
        if offset < self.ends[at]:
            return self.new_starts[at]
        return self.new_ends[at] + offset - self.ends[at]


@dataclass(frozen=True, slots=True)
class Surface:
    """The twin of a text, the changes that made it in their order, and the offsets in it of the marks of notes."""

    twin: str
    edits: tuple[Edits, ...] = ()
    notes: tuple[tuple[int, str], ...] = ()

    def back(self, start: int, end: int) -> tuple[int, int]:
        """The characters of the text that [start, end) of the twin stands for."""
        for edits in reversed(self.edits):
            start, end = edits.back(start, end)
        return start, end

    def forth(self, offset: int) -> int:
        """The offset in the twin of an offset of the text."""
        for edits in self.edits:
            offset = edits.forth(offset)
        return offset


def surface(text: str, borders: Iterable[int] = ()) -> Surface:
    """The twin of a text; `borders` are offsets at which the file says that a block begins.

    A run of blanks is one blank, or a line end if it holds one, or two if a blank line stands in it; a line end inside
    of a sentence is a blank. Accents are composed (NFC), invisible characters gone, and so are the marks of notes
    behind a number, whose offsets and labels stay in `notes`.
    """
    twin, letters = changed(text, _letters(text))
    places = frozenset(letters.forth(border) for border in borders)
    twin, joined = changed(twin, _joins(twin, places))
    marks = list(_marks(twin))
    twin, unmarked = changed(twin, ((start, end, "") for start, end, _ in marks))
    notes = tuple((unmarked.forth(start), label) for start, _, labels in marks for label in labels)
    return Surface(twin, (letters, joined, unmarked), notes)


def folded(text: str) -> str:
    """A word or phrase as the twin of a text has it: for rows of a user's own, titles and names of outlets."""
    return changed(text, _letters(text))[0].replace("\n", " ")


def changed(text: str, changes: Iterable[tuple[int, int, str]]) -> tuple[str, Edits]:
    """The text with the characters [start, end) of each change replaced, and the way back."""
    found = list(changes)
    if not found:
        return text, Edits()
    starts, ends = [start for start, _, _ in found], [end for _, end, _ in found]
    kept = [text[last:start] for last, start in zip([0, *ends], [*starts, len(text)], strict=True)]
    lengths = [(len(before), len(new)) for before, (_, _, new) in zip(kept, found, strict=False)]
    new_ends = list(accumulate(before + new for before, new in lengths))
    new_starts = [end - new for end, (_, new) in zip(new_ends, lengths, strict=True)]
    pieces = [piece for before, (_, _, new) in zip(kept, found, strict=False) for piece in (before, new)]
    return "".join([*pieces, kept[-1]]), Edits(starts, ends, new_starts, new_ends)


def _letters(text: str) -> Iterator[tuple[int, int, str]]:
    """The characters that have another form in the twin; what is plain already is no change."""
    closing: set[int] = set()
    for found in ODD.finditer(text):
        new = _letter(text, found, closing)
        if new != found.group():
            yield found.start(), found.end(), new


def _letter(text: str, found: re.Match[str], closing: set[int]) -> str:
    """The form that a match of ODD has in the twin; `closing` are the marks that close a quotation « ‘ … ’ »."""
    written = found.group()
    if found["gap"]:
        return _gap(text, found.start(), found.end())
    if found["invisible"]:
        return ""
    if found["accents"]:
        return unicodedata.normalize("NFC", re.sub(f"[{INVISIBLE}]", "", written))
    if found["minus"]:
        return "-"
    if found["opening"] or found["low"]:
        closing.add(found.end("inner" if found["opening"] else "low_inner"))
        return "“"
    if found["high"]:
        return "“"
    if found["closing"]:
        return "”" if found.start() in closing else written
    return SAME.get(written) or ("”" if found.start() in closing else "'")


def _gap(text: str, start: int, end: int) -> str:
    """What a run of blanks means: nothing at either end of the text, a line end, a blank line, or a blank."""
    if start == 0 or end == len(text):
        return ""
    breaks = text[start:end].replace("\r\n", "\n")
    number = sum(char in BREAK for char in breaks)
    return "\n" * min(number, 2) or " "


def _joins(text: str, borders: Collection[int]) -> Iterator[tuple[int, int, str]]:
    """Line ends that are blanks; behind a hyphen between letters, nothing: « trente-⏎deux »."""
    if "\n" in text:
        for start, end in lines.joins(text, borders):
            hyphen = text[start - 1] == "-" and text[start - 2 : start - 1].isalnum() and text[end : end + 1].isalpha()
            yield start, end, "" if hyphen else " "


def _marks(text: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """The marks of notes behind a number, a sign or a word, with their labels: « 12 000¹ », « dix[2] », « 12 000* ».

    A blank before one goes, too: « 12 % (1) ».
    """
    found = [
        (match.start(), match.end(), tuple(LABEL.findall(match.group().translate(DIGITS))))
        for match in (*MARK.finditer(text), *_numbered(text))
        if not match.groupdict().get("behind_a_word") or _is_mark(text, match)
    ]
    for match in STAR.finditer(text):
        before = text.rfind("*", 0, match.start())
        if before < 0 or "\n" in text[before : match.start()]:  # else it may close Markdown's
            found.append((match.start(), match.end(), (match.group(),)))
    for start, end, labels in sorted(found):
        blank = text[start] == " "
        if blank:
            yield start, start + 1, ()
        yield start + blank, end, labels


def _numbered(text: str) -> Iterator[re.Match[str]]:
    """« 12 % (1) », where a later line begins with « (1) »."""
    defined = set(DEFINED.findall(text))
    if defined:
        yield from (match for match in NUMBERED.finditer(text) if match[1] in defined)


def _is_mark(text: str, match: re.Match[str]) -> bool:
    """Whether a raised figure behind a word is no power: not in « 12 km² », « CO² », « mètres³ », « E = mc² »."""
    word = re.search(rf"{LETTER}+$", text[max(0, match.start() - LONGEST) : match.start()])
    if word is None or len(word[0]) == 1:
        return False
    power = match["behind_a_word"][0] in "²³"
    return not power or lines.is_number(word[0]) or (len(word[0]) > SYMBOL and not lines.is_unit(word[0]))


# -- the Doc -------------------------------------------------------------------------------------------------------

extensions.declare(Doc, "original", default="")
"""The text that a Doc was made of, whose twin is the Doc's own."""

_SEEN: WeakKeyDictionary[Doc, Surface] = WeakKeyDictionary()


def of(doc: Doc) -> Surface:
    """The twin that a Doc was made of; a Doc that our tokeniser did not make is its own."""
    found = _SEEN.get(doc)
    if found is None:
        original = doc._.original
        found = surface(original, (start for start, _, _ in doc._.blocks)) if original else Surface(doc.text)
        _SEEN[doc] = found
    return found


def keep(doc: Doc, text: str, found: Surface) -> Doc:
    """The Doc of a twin, with the text and the way back to it."""
    doc._.original = text
    _SEEN[doc] = found
    return doc


def back(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """The offsets in the article's own text of the characters [start, end) of a Doc's text."""
    return of(doc).back(start, end)


def written(doc: Doc, start: int, end: int) -> str:
    """The article's own characters for [start, end) of a Doc's text."""
    first, last = back(doc, start, end)
    return str(doc._.original or doc.text)[first:last]


def place(doc: Doc, start: int, end: int) -> str:
    """The key of what stands at [start, end) of a Doc's text: 'lemonde-12:104-107', by the article's own offsets."""
    first, last = back(doc, start, end)
    return f"{doc._.article_id}:{first}-{last}"


extensions.declare(Doc, "back", method=back)
