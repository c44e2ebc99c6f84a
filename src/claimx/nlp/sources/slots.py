"""Which outlets stand in parentheses, after « Source : », in a signature or in a dateline?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from claimx.nlp.sources.mentions import Citation, Mention, role, within
from claimx.nlp.sources.outlets import WORD, fold

Block = tuple[int, int, str]
SEPARATOR = re.compile(r"[,;/|+&•·–\n]|(?<=\s)-(?=\s)")
SOURCE = re.compile(r"(?<![\w'])([^\W\d_]{6,7}(?:\(s\))?)[*_]* ?:[*_]* *")
SENTENCE_END = re.compile(r"[.!?…](?=[\s»”\")]|$)(?!\s*[a-zà-ÿ])")
EMPTY = re.compile(r"[*_(\[–•\- ]*")
PERSON = re.compile(r"[^\W\d_a-zà-ÿ][\w'.-]* [^\W\d_a-zà-ÿ][\w'-]+ *$")
LIST = 400  # so many characters after « Source : » can name outlets


@dataclass(frozen=True, slots=True)
class Slot:
    """What a slot holds: the outlets named in it, how many of its pieces name none, and whether it is a picture's
    credit.
    """

    mentions: tuple[Mention, ...]
    strange: int
    glued: bool
    credit: bool


def read(text: str, start: int, end: int, mentions: list[Mention]) -> Slot:
    """Read the characters [start, end) as a list of outlets: « Voix.de, ZDF aujourd'hui », « avec AFP », « Le Monde,
    12 mars ».
    """
    inside = [m for m in within(mentions, start, end) if start <= m.start and m.end <= end]
    named: list[Mention] = []
    strange, glued, credit = 0, False, False
    slash = "/" in text[start:end]
    for a, b in _pieces(text, start, end, inside):
        here = [m for m in inside if a <= m.start and m.end <= b]
        rest = _rest(text, a, b, here)
        first = {fold(here[0].written)} if len(here) > 1 else set()
        credit = credit or bool(role("credit") & {*rest, *first})
        meaning = [word for word in rest if word not in _fillers() and not word.isdigit()]
        if here and not meaning:
            named += here if len(here) == 1 or all(m.trust == "strong" for m in here) else []
        elif here and any(m.trust != "slot" for m in here):
            glued = True
        elif here or meaning:
            strange += 1
            credit = credit or (slash and bool(PERSON.search(text[a:b].strip())))
    return Slot(tuple(named), strange, glued, credit)


def _pieces(text: str, start: int, end: int, inside: list[Mention]) -> Iterator[tuple[int, int]]:
    """The pieces between commas, slashes and « et »; an outlet's name is never split."""
    last = start
    joints = [m.span() for m in SEPARATOR.finditer(text, start, end)]
    joints += [m.span() for m in WORD.finditer(text, start, end) if fold(m.group()) in role("slot_joint")]
    for a, b in sorted(joints):
        if not any(m.start < b and a < m.end for m in inside):
            yield last, a
            last = b
    yield last, end


def _rest(text: str, start: int, end: int, here: list[Mention]) -> list[str]:
    """The words of a piece that belong to no mention, folded, and the signs of a credit."""
    found = [
        fold(m.group()) for m in WORD.finditer(text, start, end) if not any(h.start <= m.start() < h.end for h in here)
    ]
    return found + ["©"] * ("©" in text[start:end])


@cache
def _fillers() -> frozenset[str]:
    """The words that may stand beside an outlet in a slot: « avec », « source », « et agences », a date, an article."""
    words = {
        word for name in ("slot_lead", "slot_tail") for phrase in role(name) for word in re.findall(r"\w+", phrase)
    }
    return frozenset(words) | role("time_word") | role("determiner") | {"l", "d", "s"} | role("descriptor")


def source_lines(text: str, blocks: list[Block], mentions: list[Mention]) -> Iterator[Citation]:
    """« Source : AFP, Reuters », at the end of a paragraph or alone; « Source : Insee » names no outlet."""
    for start, end, _ in blocks:
        for cue in SOURCE.finditer(text, start, end):
            if fold(cue[1].partition("(")[0]) not in role("source_noun") or not cue[1][0].isupper():
                continue
            bracket = text[cue.start() - 1 : cue.start()] in ("(", "[")
            stop = SENTENCE_END.search(text, cue.end(), min(end, cue.end() + LIST))
            limit = (
                stop.start() if stop and not within(mentions, stop.start(), stop.end()) else min(end, cue.end() + LIST)
            )
            named = [] if bracket else leading(text, cue.end(), limit, mentions)
            if named:
                alone = EMPTY.fullmatch(text, start, cue.start()) is not None
                yield Citation(
                    start=cue.start(),
                    end=named[-1].end,
                    form="source_line",
                    mentions=tuple(named),
                    alone=alone,
                    because=f"« {cue[1]} : »",
                )


def leading(text: str, start: int, end: int, mentions: list[Mention]) -> list[Mention]:
    """The outlets with which the pieces of a list begin: « Le Monde (édition du 3 mai), Insee, AFP »."""
    inside = [m for m in within(mentions, start, end) if start <= m.start and m.end <= end]
    found = []
    for a, b in _pieces(text, start, end, inside):
        here = [m for m in inside if a <= m.start and m.end <= b]
        lead = [w for w in _rest(text, a, here[0].start, here) if w not in _fillers()] if here else ["-"]
        if here and not lead and not (here[0].means in ("place", "organisation") and here[0].trust != "strong"):
            found.append(here[0])
    return found


def signatures(text: str, blocks: list[Block], mentions: list[Mention]) -> Iterator[Citation]:
    """« Jean Dupont avec AFP », « AFP/Reuters » in a line of its own; « … 5 %. – AFP » at the end of a paragraph."""
    for start, end, kind in blocks:
        inside = [m for m in within(mentions, start, end) if start <= m.start and m.end <= end]
        if not inside or kind in ("title", "credit", "note") or re.match(r"\s*[(\[]", text[start:end]):
            continue
        if end - start <= 90 and (first := _signed(text, start, end, inside)) is not None:
            named = [m for m in inside if m.start >= first]
            yield Citation(
                start=first,
                end=named[-1].end,
                form="source_line",
                mentions=tuple(named),
                alone=True,
                because="a signature",
            )
        elif dash := re.search(r"(?:(?<=\s)|^)[–-] ?([^–\n.]{2,60})\s*$", text[start:end]):
            slot = read(text, start + dash.start(1), start + dash.end(1), mentions)
            if (
                slot.mentions
                and not (slot.strange or slot.glued or slot.credit)
                and all(m.trust == "strong" for m in slot.mentions)
            ):
                a = start + dash.start(1)
                yield Citation(
                    start=a,
                    end=slot.mentions[-1].end,
                    form="source_line",
                    mentions=slot.mentions,
                    because="a dash and an outlet end the paragraph",
                )


def _signed(text: str, start: int, end: int, inside: list[Mention]) -> int | None:
    """Where the outlets of a signature begin, with « avec » before them; None for a line that is no signature."""
    leads = [m for m in WORD.finditer(text, start, end) if fold(m.group()) in role("signature_lead")]
    at = leads[-1].start() if leads else inside[0].start
    after = [m for m in inside if m.start >= at]
    slot = read(text, at, end, after)
    whole = not text[start:at].strip(" *_–-")
    if (
        not after
        or slot.strange
        or slot.glued
        or slot.credit
        or re.search(r"[.!?:;,]\s*$", text[start:at])
        or (not leads and not whole)
    ):
        return None
    byline = all(
        w[0].isupper() or fold(w) in role("signature_word") or len(w) <= 2 for w in WORD.findall(text[start:at])
    )
    strong = all(m.trust == "strong" or m.written.isupper() for m in after)
    return at if strong and byline and text[end - 1] not in "?!" else None
