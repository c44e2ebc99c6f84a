"""« (Les Échos) », « [Le Temps, RTS] », « PARIS (AFP) - »: which brackets cite outlets, and which only explain?"""

import re
from collections.abc import Iterator
from dataclasses import replace

from claimx.nlp.sources.mentions import Citation, Mention, capitalised, role
from claimx.nlp.sources.outlets import WORD, Choice, fold, slug
from claimx.nlp.sources.slots import Block, Slot, read

BRACKETS = re.compile(r"\(([^()\n]{1,240})\)|\[([^\[\]\n]{1,240})\](?!\()")
SENTENCE_END = re.compile(r"[.!?…](?=[\s»”\")]|$)(?!\s*[a-zà-ÿ])")
DASH = re.compile(r" *(?:-{1,2}|–|_|:|\.-)(?=\s|$|[^\W\d_])")
CLOSING = re.compile(r" *(?:[.!?…;»”\"]|$|\n)")
EMPTY = re.compile(r"[*_. ]*")
PERSON = re.compile(r"[^\W\d_a-zà-ÿ][\w'.-]* [^\W\d_a-zà-ÿ][\w'-]+ *$")
ACRONYM = re.compile(r"[^\W\d_]*[A-ZÉ][A-ZÉ0-9+.-]*")
DATELINE = 90  # within so many characters of a block's start a dateline ends


def brackets(text: str, blocks: list[Block], mentions: list[Mention]) -> Iterator[Citation]:
    """« ( Voix.de, ZDF aujourd'hui ) », « [AFP] », « (avec Reuters) »; a gloss, an affiliation and a credit
    are none.
    """
    for start, end, _ in blocks:
        for match in BRACKETS.finditer(text, start, end):
            cited = _citation(text, start, end, match, mentions)
            if cited is not None:
                yield cited


def _citation(text: str, start: int, end: int, match: re.Match[str], mentions: list[Mention]) -> Citation | None:
    """The citation that brackets in the block [start, end) are, if they are one."""
    a, b = match.span(1) if match[1] is not None else match.span(2)
    slot = read(text, a, b, mentions)
    named = slot.mentions
    if slot.glued or slot.credit or not (named or slot.strange == 1):
        return None
    closing = bool(CLOSING.match(text, match.end(), end))
    whole = Citation(start=match.start(), end=match.end(), form="parenthetical", mentions=named, because="brackets")
    if not named:
        unknown = _unknown(text, a, b) if closing else ()
        because = "brackets, and the head of an outlet's name"
        return replace(whole, mentions=unknown, because=because) if unknown else None
    dateline = _dateline(text, start, end, match)
    if dateline:
        return replace(whole, form="dateline", closes=False, because=dateline)
    alone = bool(EMPTY.fullmatch(text, start, match.start()) and EMPTY.fullmatch(text, match.end(), end))
    if alone or _accepted(text, match, slot, named, closing=closing):
        return replace(whole, alone=alone, because="brackets that name only outlets")
    return None


def _dateline(text: str, start: int, end: int, match: re.Match[str]) -> str:
    """« PARIS, 8 janvier 2025 (AFP) - »: a place or nothing before the brackets, a dash after them."""
    before = text[start : min(match.start(), start + DATELINE + 1)]
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
    spaced = inner[0] in " " and inner[-1] in " "
    if len(named) > 1:
        return not slot.strange or strong
    if (slot.strange and not strong) or _gloss(before, named[0]):
        return False
    if not closing and PERSON.search(before) and re.match(r" *[^\W_]|,", text[match.end() : match.end() + 2]):
        return False
    return _single(text, match, named[0], spaced=spaced, closing=closing)


def _single(text: str, match: re.Match[str], mention: Mention, *, spaced: bool, closing: bool) -> bool:
    if mention.trust == "strong" or (mention.choice and mention.choice.known):
        return True
    if (spaced and closing) or _led(match.group()):
        return True
    closing = closing or bool(re.search(r"[.!?…»]\s*$", text[max(0, match.start() - 3) : match.start()]))
    if mention.means == "place" and closing and COMMON.search(text, max(0, match.start() - 30), match.start()):
        return capitalised(mention.written)  # « sur le toit (Sud Ouest). »; not « à Bayonne (Sud-Ouest). »
    if mention.means in ("place", "organisation", "person") or all(name.sort == "bare" for name in mention.names):
        return False
    return (closing and (capitalised(mention.written) or not mention.means)) or (
        not mention.means and mention.written.isupper()
    )


COMMON = re.compile(r"(?<![^\W\d_])[^\W\d_A-ZÀ-Þ]{3,} *$")
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
