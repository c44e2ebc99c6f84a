"""« trente-deux », « quatre-vingt-dix mille deux cents », « septante et un »: a numeral in words, below a million."""

import re
from dataclasses import dataclass

from claimx import lexicon

FORMS = {row["form"]: (float(row["value"] or 0), row["role"]) for row in lexicon.rows("numerals")}
WORD = re.compile(rf"(?<![\w-])(?:{'|'.join(sorted(FORMS, key=len, reverse=True))})(?![\w])", re.IGNORECASE)
JOINT = re.compile(r"[ -]|- ")
"""What stands between two words of one numeral: a space or a hyphen, in the old and the 1990 spelling."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a numeral, as characters [start, end), with its number and its role in the grammar."""

    start: int
    end: int
    value: float
    role: str
    hyphen: bool  # joined by a hyphen to the word before


def runs(text: str) -> list[list[Word]]:
    """The longest runs of words of numerals that are joined by single spaces or hyphens, in the order of the text."""
    found: list[list[Word]] = []
    for match in re.finditer(r"[^\W\d_]+", text):
        number = FORMS.get(match[0].lower())
        if number is None:
            continue
        last = found[-1][-1] if found else None
        joint = text[last.end : match.start()] if last else ""
        word = Word(match.start(), match.end(), *number, joint not in ("", " "))
        if last and JOINT.fullmatch(joint):
            found[-1].append(word)
        else:
            found.append([Word(match.start(), match.end(), *number, False)])
    return found


def read(words: list[Word], at: int) -> tuple[float, int]:
    """The number that begins at the word `at`, below a million, and the place after it; (0, at) for none."""
    value, i = hundreds(words, at)
    if role(words, i) == "thousand":
        rest, after = hundreds(words, i + 1)
        return (value if i > at else 1) * 1000 + rest, after
    return value, i


def hundreds(words: list[Word], at: int) -> tuple[float, int]:
    """A number below a thousand: « deux cent trente », « cent un », « onze cents » (1 100)."""
    value, i = tens(words, at)
    if role(words, i) == "hundred" and value < 20 and value != 1:
        rest, after = tens(words, i + 1)
        return (value or 1) * 100 + rest, after
    return value, i


def tens(words: list[Word], at: int) -> tuple[float, int]:
    """A number below a hundred, French, Belgian or Swiss: « soixante et onze », « nonante-deux »."""
    if role(words, at) in ("digit", "teen"):
        value, i = words[at].value, at + 1
        if value == 4 and role(words, i) == "ten" and words[i].value == 20:
            return units(words, i + 1, 80)
        if value == 10 and role(words, i) == "digit" and words[i].value > 6:
            return 10 + words[i].value, i + 1
        return value, i
    if role(words, at) == "ten":
        return units(words, at + 1, words[at].value)
    return 0, at


def units(words: list[Word], at: int, ten: float) -> tuple[float, int]:
    """What follows a ten: « -deux », « et un », « et onze » and, after sixty and eighty, the teens."""
    joined = role(words, at) == "and"
    i = at + joined
    if role(words, i) not in ("digit", "teen") or (role(words, i) == "teen" and ten not in (60, 80)):
        return ten, at
    value, after = tens(words, i)
    one = value in (1, 11)
    fits = 0 < value < 20 and (one if joined else not one or words[i].hyphen or ten == 80 or value == 11)
    return (ten + value, after) if fits else (ten, at)


def role(words: list[Word], at: int) -> str:
    """The role of the word at a place, empty past the end."""
    return words[at].role if at < len(words) else ""
