"""The words of a text as the grammar of time sees them: lower case, plain apostrophes, numerals in one piece."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from claimx import lexicon
from claimx.nlp.numerals import words as numerals

Value = int | str
Slots = dict[str, Value]

ORDINAL = "|".join(row["form"] for row in lexicon.rows("time_words") if row["role"] == "ordinal_ending")
PIECE = re.compile(
    rf"""(?P<date>(?<![\w./-])(?:\d{{1,2}}(?P<m>[./-])\d{{1,2}}(?P=m)\d{{4}}|\d{{1,2}}/\d{{1,2}}/\d{{2}}
            |\d{{4}}(?P<n>[./-])\d{{1,2}}(?P=n)\d{{1,2}})(?![\w/-]|\.\d))
    |(?P<slash>(?<![\w./-])\d\d/\d\d(?![\w/-]|[.,]\d))
    |(?P<amount>(?<![\w.,])\d{{1,3}}(?:[ .']\d{{3}})+(?!\d)(?:,\d+)?|(?<![\w.,])\d+[,.]\d+)
    |(?P<ordinal>\d{{1,2}}(?:{ORDINAL})(?!\w))
    |(?P<digits>\d+)
    |(?P<word>[^\W\d_]+)
    |(?P<line>\n)
    |(?P<sign>[^\w\s]|_)""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word, number or sign of the text as characters [start, end); `norm` is what the grammar compares."""

    start: int
    end: int
    norm: str
    sort: str
    capital: bool
    value: int = 0


def words(text: str) -> list[Word]:
    """The words of a text in its order; a numeral of several words (« vingt-cinq ») is one."""
    merged = {start: (end, value) for start, end, value in _numerals(text)}
    found: list[Word] = []
    past = 0
    for match in PIECE.finditer(text):
        if match.start() < past:
            continue
        if match.start() in merged:
            past, value = merged[match.start()]
            found.append(Word(match.start(), past, "#", "number", match[0][0].isupper(), value))
        else:
            found.append(_word(match))
    return found


def _word(match: re.Match[str]) -> Word:
    raw = match[0]
    return Word(match.start(), match.end(), raw.lower().replace("–", "-"), match.lastgroup or "sign", raw[0].isupper())


def _numerals(text: str) -> Iterator[tuple[int, int, int]]:
    """The numerals that are written in several words, as start, end and value."""
    for run in numerals.runs(text):
        at = 0
        while at < len(run):
            value, after = numerals.read(run, at)
            if value and after - at > 1:
                yield run[at].start, run[after - 1].end, int(value)
            at = max(after, at + 1)


def forms(role: str) -> frozenset[str]:
    """The words that lexicon/time_words.csv lists in a role."""
    return _roles().get(role, frozenset())


@cache
def _roles() -> dict[str, frozenset[str]]:
    roles: dict[str, set[str]] = {}
    for row in lexicon.rows("time_words"):
        roles.setdefault(row["role"], set()).add(row["form"])
    return {role: frozenset(found) for role, found in roles.items()}


@cache
def _slots() -> dict[str, Slots]:
    slots: dict[str, Slots] = {}
    for row in lexicon.rows("time_words"):
        value: Value = int(row["value"]) if row["value"].lstrip("-").isdigit() else row["value"]
        slots.setdefault(row["form"], {})[row["role"]] = value
    for row in lexicon.rows("numerals"):
        if row["role"] in ("digit", "teen", "ten", "hundred"):
            slots.setdefault(row["form"], {})["number"] = int(row["value"])
            if row["role"] == "ten":
                slots[row["form"]]["decade"] = 1900 + int(row["value"])
    return slots


def slots(word: Word) -> Slots:
    """The slots of the grammar that a word fills, each with its value: {"day": 24, "hour": 24, "number": 24}."""
    if word.sort == "digits":
        return _digits(word.norm)
    if word.sort == "number":
        decade = {"decade": 1900 + word.value} if word.value % 10 == 0 and 10 <= word.value < 100 else {}
        return {"number": word.value, **decade}
    if word.sort in ("date", "slash"):
        return {word.sort: word.norm}
    known = _slots().get(word.norm, {})
    if word.sort == "word" and not known and word.norm[0] in LETTERS:
        return _roman(word.norm)
    return known


@cache
def _digits(norm: str) -> Slots:
    if len(norm) > 4:
        return {}
    number = int(norm)
    found: Slots = {"number": number}
    bounds = {"day": (1, 31, 2), "hour": (0, 24, 2), "quarter": (1, 4, 1), "half": (1, 2, 1)}
    for name, (low, high, longest) in bounds.items():
        if low <= number <= high and len(norm) <= longest:
            found[name] = number
    if len(norm) == 2:
        found |= {"yy": number} | ({"minute": number} if number < 60 else {})
    if len(norm) == 2 and number % 10 == 0:
        found["decade"] = 1900 + number
    if len(norm) == 4 and 1000 <= number < 2200:
        found |= {"year": number} | ({"decade": number} if number % 10 == 0 else {})
    return found


ROMAN = re.compile(rf"(x{{0,2}})(ix|iv|v?i{{0,3}})(?:{ORDINAL})")
LETTERS = {"i": 1, "v": 5, "x": 10}


def _roman(norm: str) -> Slots:
    """« xixe » is the century 19."""
    match = ROMAN.fullmatch(norm)
    if match is None or not (match[1] or match[2]):
        return {}
    number = 0
    letters = [LETTERS[letter] for letter in match[1] + match[2]]
    for letter, after in zip(letters, [*letters[1:], 0], strict=True):
        number += -letter if letter < after else letter
    return {"century": number}
