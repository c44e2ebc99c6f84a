"""« entre 5 et 10 % », « 18, 20 et 25 ans »: amounts that share a unit, and those that are one range."""

import re
from dataclasses import replace

from claimx import lexicon
from claimx.lexicon import pattern
from claimx.nlp.quantities.amounts import Amount

TO = re.compile(rf" (?:{pattern('comparator_words', 'to')}) (?:[+-])?", re.IGNORECASE)
OR = re.compile(rf" ?(?:{pattern('comparator_words', 'or')}) ", re.IGNORECASE)
AND = re.compile(rf" ?(?:{pattern('comparator_words', 'and')}) ", re.IGNORECASE)
DASH = re.compile(r" ?[-–] ?")
LED = re.compile(rf"(?<!\w)(?:{pattern('comparator_words', 'to')}) (?:[^\W\d_]+ )?$", re.IGNORECASE)
ENTER = re.compile(rf"(?<!\w)(?:{pattern('comparator_words', 'enter')}) (?:les )?$", re.IGNORECASE)
FROM = re.compile(rf"(?<!\w)(?:{pattern('comparator_words', 'from')}) ?$", re.IGNORECASE)


FROM_WORDS = lexicon.forms("comparator_words", "from")
CHANGES = lexicon.forms("comparator_words", "change")


def shared(text: str, amounts: list[Amount]) -> list[Amount]:
    """The amounts, each without a unit taking that of the one behind it in the same list: « 18, 20 et 25 ans »."""
    found = list(amounts)
    for i in range(len(found) - 2, -1, -1):
        left, right = found[i], found[i + 1]
        between = text[left.end : right.start]
        if left.kind or not _joint(between) or right.kind in ("", "fraction"):
            continue
        if left.numeral.magnitude > right.numeral.magnitude:
            continue  # « de ces 530 millions, 50 % »
        magnitude = right.numeral.magnitude if AND.fullmatch(between) and left.value < 1000 else 1
        scale = right.factor * (magnitude if left.numeral.magnitude == 1 else 1)
        because = f"shares the unit of « {text[right.start : right.end]} »"
        found[i] = replace(
            left, value=left.value * scale, kind=right.kind, unit=right.unit, factor=right.factor, because=because
        )
    return found


def _joint(between: str) -> bool:
    return any(pattern.fullmatch(between) for pattern in (TO, OR, AND, DASH))


def joined(text: str, amounts: list[Amount], changes: set[int]) -> list[Amount]:
    """The amounts with each range as one; where a change leads from one to the other they stay two.

    `changes` holds the starts of the amounts that a verb of change takes as where it begins: « passer de 3 à 5 % ».
    """
    found: list[Amount] = []
    for right in amounts:
        left = found[-1] if found else None
        if left is None or not _ranges(text, left, right):
            found.append(right)
        elif left.start in changes or (
            _led(text, left) and left.value > right.value and TO.fullmatch(text[left.end : right.start])
        ):
            found[-1] = _scaled(left, right)
            found.append(right)
        else:
            low = _scaled(left, right)
            found[-1] = replace(right, start=left.start, value=low.value, high=right.value)
            _lengthen(text, found)
    return found


def _lengthen(text: str, found: list[Amount]) -> None:
    """« un, deux ou trois »: what counts up to the range's lower bound belongs to it."""
    while len(found) > 1 and found[-2].value == found[-1].value - 1 and found[-2].numeral.shape == "words":
        if not AND.fullmatch(text[found[-2].end : found[-1].start]):
            break
        found[-2:] = [replace(found[-1], start=found[-2].start, value=found[-2].value)]


def _led(text: str, left: Amount) -> bool:
    return FROM.search(text[max(0, left.start - 5) : left.start]) is not None


def _ranges(text: str, left: Amount, right: Amount) -> bool:
    """Whether two neighbours are the bounds of one range or change."""
    between = text[left.end : right.start]
    if left.high is not None and not OR.fullmatch(between):
        return False
    if (left.kind, left.unit) not in ((right.kind, right.unit), ("", "")) or right.kind == "fraction":
        return False
    if TO.fullmatch(between) or OR.fullmatch(between):
        return left.value != right.value
    if AND.fullmatch(between):
        return ENTER.search(text[max(0, left.start - 12) : left.start]) is not None
    if DASH.fullmatch(between):
        return (
            bool(right.kind)
            and left.value < right.value
            and left.end - left.start <= right.numeral.end - right.numeral.start
        )
    words = left.numeral.shape == right.numeral.shape == "words"
    return bool(words and between == " " and 1 < left.numeral.value < 100 and left.value < right.value)


def _scaled(left: Amount, right: Amount) -> Amount:
    """The lower bound with the magnitude that it leaves to the upper one: « 2 à 3 millions », « 500 à 600 000 »."""
    magnitude = _left_out(left, right)
    bound = replace(
        left,
        kind=left.kind or right.kind,
        unit=left.unit or right.unit,
        because=left.because or right.because,
    )
    if left.numeral.magnitude > 1 or magnitude == 1 or left.value * magnitude * right.factor >= right.value:
        return bound
    return replace(bound, value=left.value * magnitude, numeral=replace(left.numeral, magnitude=magnitude))


def _left_out(left: Amount, right: Amount) -> float:
    """The magnitude that the upper bound has and the lower one may mean; 1 for none."""
    thousands = right.numeral.value % 1000 == 0
    written = right.numeral.shape == "words" and right.numeral.value >= 1000
    if right.numeral.magnitude == 1 and thousands and (written or (right.value >= 10000 and left.value < 1000)):
        return 1000
    return right.numeral.magnitude
