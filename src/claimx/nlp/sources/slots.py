"""Which outlets stand in parentheses, after « Source : », in a signature or in a dateline?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from claimx.nlp.sources.mentions import Citation, Mention, capitalised, role, within
from claimx.nlp.sources.outlets import WORD, Choice, fold, slug

Block = tuple[int, int, str]
BRACKETS = re.compile(r"\(([^()\n]{1,240})\)|\[([^\[\]\n]{1,240})\](?!\()")
SEPARATOR = re.compile(r"[,;/|+&•·–—\n]|(?<=\s)-(?=\s)")
SOURCE = re.compile(r"(?<![\w'’])([^\W\d_]{6,7}(?:\(s\))?)[*_]*[ \t\u00a0\u202f]?:[*_]*[ \t\u00a0\u202f]*")
SENTENCE_END = re.compile(r"[.!?…](?=[\s»”\")]|$)(?!\s*[a-zà-ÿ])")
DASH = re.compile(r"[ \u00a0]*(?:-{1,2}|–|—|_|:|\.-)(?=\s|$|[^\W\d_])")
CLOSING = re.compile(r"[ \t\u00a0\u202f]*(?:[.!?…;»”\"]|$|[\r\n])")
PERSON = re.compile(r"[^\W\d_a-zà-ÿ][\w'’.-]*[ \u00a0][^\W\d_a-zà-ÿ][\w'’-]+[ \u00a0]*$")
ACRONYM = re.compile(r"[^\W\d_]*[A-ZÉ][A-ZÉ0-9+.-]*")
LIST = 400  # so many characters after « Source : » can name outlets
DATELINE = 90  # within so many characters of a block's start a dateline ends


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


def brackets(text: str, blocks: list[Block], mentions: list[Mention]) -> Iterator[Citation]:
    """« ( Voix.de, ZDF aujourd'hui ) », « [AFP] », « (avec Reuters) »; a gloss, an affiliation and a credit
    are none.
    """
    for start, end, _ in blocks:
        for match in BRACKETS.finditer(text, start, end):
            a, b = match.span(1) if match[1] is not None else match.span(2)
            slot = read(text, a, b, mentions)
            named = slot.mentions
            if slot.glued or slot.credit or not (named or slot.strange == 1):
                continue
            closing = bool(CLOSING.match(text, match.end(), end))
            if not named and closing and (unknown := _unknown(text, a, b)):
                yield Citation(
                    start=match.start(),
                    end=match.end(),
                    form="parenthetical",
                    mentions=unknown,
                    because="brackets, and the head of an outlet's name",
                )
            alone = not text[start : match.start()].strip("*_ \t\u00a0") and not text[match.end() : end].strip(
                "*_. \t\u00a0"
            )
            if named and (dateline := _dateline(text, start, end, match)):
                yield Citation(
                    start=match.start(),
                    end=match.end(),
                    form="dateline",
                    mentions=named,
                    closes=False,
                    because=dateline,
                )
            elif named and (alone or _accepted(text, match, slot, named, closing=closing)):
                yield Citation(
                    start=match.start(),
                    end=match.end(),
                    form="parenthetical",
                    mentions=named,
                    alone=alone,
                    because="brackets that name only outlets",
                )


def _dateline(text: str, start: int, end: int, match: re.Match[str]) -> str:
    """« PARIS, 8 janvier 2025 (AFP) - »: a place or nothing before the brackets, a dash after them."""
    before = text[start : match.start()]
    if len(before) > DATELINE or not DASH.match(text, match.end(), end) or SENTENCE_END.search(before):
        return ""
    content = [w for w in WORD.findall(before) if fold(w) not in role("time_word") and not w[0].isdigit()]
    return (
        "a place, a date and a dash: a dateline"
        if all(w[0].isupper() or len(w) <= 3 for w in content) and len(content) <= 7
        else ""
    )


def _accepted(text: str, match: re.Match[str], slot: Slot, named: tuple[Mention, ...], *, closing: bool) -> bool:
    """Whether brackets cite: two outlets always do; one does unless it explains, belongs to a person or is a common
    word.
    """
    before = text[max(0, match.start() - 120) : match.start()]
    inner = match.group()[1:-1]
    strong = any(m.trust == "strong" for m in named)
    spaced = inner[0] in " \u00a0" and inner[-1] in " \u00a0"
    if len(named) > 1:
        return not slot.strange or strong
    if (slot.strange and not strong) or _gloss(before, named[0]):
        return False
    if not closing and PERSON.search(before) and re.match(r"[ \u00a0]*[^\W_]|,", text[match.end() : match.end() + 2]):
        return False
    return _single(text, match, named[0], spaced=spaced, closing=closing)


def _single(text: str, match: re.Match[str], mention: Mention, *, spaced: bool, closing: bool) -> bool:
    if mention.trust == "strong" or (mention.choice and mention.choice.known):
        return True
    if (spaced and closing) or _led(match.group()):
        return True
    closing = closing or bool(re.search(r"[.!?…»]\s*$", text[: match.start()][-3:]))
    if mention.means == "place" and closing and COMMON.search(text, max(0, match.start() - 30), match.start()):
        return capitalised(mention.written)  # « sur le toit (Sud Ouest). »; not « à Bayonne (Sud-Ouest). »
    if mention.means in ("place", "organisation", "person") or all(name.sort == "bare" for name in mention.names):
        return False
    return (closing and (capitalised(mention.written) or not mention.means)) or (
        not mention.means and mention.written.isupper()
    )


COMMON = re.compile(r"(?<![^\W\d_])[^\W\d_A-ZÀ-Þ]{3,}[ \u00a0]*$")
"""A word in small letters: the brackets behind it do not say in which region a town lies."""


def _led(inner: str) -> bool:
    """Whether a word says that a source follows: « (avec AFP) », « (source : Elle) »."""
    first = WORD.search(inner)
    return first is not None and fold(first.group()) in role("slot_lead") - role("determiner")


def _gloss(before: str, mention: Mention) -> bool:
    """« la Radio télévision suisse (RTS) »: the brackets only give the short form of what stands before them."""
    if not ACRONYM.fullmatch(mention.written) or len(mention.written) < 2:
        return False
    letters = list(fold(mention.written).replace(".", ""))
    for word in reversed([fold(w) for w in re.findall(r"[^\W_]+", before)][-2 * len(letters) - 3 :]):
        if letters and word[0] == letters[-1]:
            letters.pop()
        elif word not in role("determiner") | role("de") | role("à") | role("slot_joint") | {"l", "d"}:
            break
    return not letters


def _unknown(text: str, start: int, end: int) -> tuple[Mention, ...]:
    """« (Gazette de Lausanne) »: an outlet that no registry knows, plain by the head of its name."""
    written = text[start:end].strip()
    parts = [m.group() for m in WORD.finditer(written)]
    heads = {fold(parts[0]), fold(parts[-1])} if len(parts) > 1 else set()
    if (
        not heads & role("noun_head")
        or len(parts) > 6
        or not written[0].isupper()
        or not all(p[0].isupper() for p in parts if len(p) > 3)
    ):
        return ()
    choice = Choice(slug(written), False, False, "the head of an outlet's name in brackets")
    a = text.index(written, start)
    return (Mention(start=a, end=a + len(written), written=written, key=slug(written), trust="weak", choice=choice),)


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
                alone = not text[start : cue.start()].strip("*_([—–-• \t\u00a0")
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
        elif dash := re.search(r"(?:(?<=\s)|^)[–—-][ \u00a0]?([^–—\n.]{2,60})\s*$", text[start:end]):
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
    whole = not text[start:at].strip(" \t\u00a0*_—–-")
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
