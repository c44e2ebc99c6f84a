"""« 2 mn 30 », « 1 m 85 », « 3 ans et six mois »: an amount written in two units is one, in the larger."""

import re
from dataclasses import replace

from claimx.lexicon import pattern
from claimx.nlp.quantities.amounts import Amount

PARTS = {
    ("year", "month"): 12,
    ("month", "day"): 30,
    ("week", "day"): 7,
    ("day", "hour"): 24,
    ("hour", "minute"): 60,
    ("minute", "second"): 60,
    ("m", "cm"): 100,
    ("kg", "g"): 1000,
    ("km", "m"): 1000,
}
"""How many of the smaller unit make one of the larger, for the pairs that are written together."""

IMPLIED = {"hour": 60, "minute": 60, "m": 100, "kg": 1000}
"""What is left out behind these: « 2 h 30 », « 2 mn 30 », « 1 m 85 »; behind a currency, hundredths: « 4 euros 50 »."""


AND = re.compile(rf",? ?(?:(?:{pattern('unit_words', 'and')}) )?", re.IGNORECASE)
HALF = re.compile(rf" (?:{pattern('unit_words', 'half')})(?!\w)", re.IGNORECASE)
QUARTER = re.compile(rf" (?:{pattern('unit_words', 'quarter')})(?!\w)", re.IGNORECASE)


def compound(text: str, amounts: list[Amount]) -> list[Amount]:
    """The amounts with the parts that belong to one quantity put together, and the halves behind units added."""
    found: list[Amount] = []
    last: Amount | None = None
    scale = 1.0
    for amount in amounts:
        right = _half(text, amount)
        share = _share(text, last, right) if last else 0
        if last and share:
            whole = found[-1]
            found[-1] = replace(whole, end=right.end, value=whole.value + share * scale, numeral=right.numeral)
            scale *= share / right.value
        else:
            found.append(right)
            scale = 1.0
        last = right
    return found


def _half(text: str, amount: Amount) -> Amount:
    """« deux ans et demi », « une heure et quart »."""
    if amount.kind not in ("duration", "measure", "money", "point", "percent"):
        return amount
    half, quarter = HALF.match(text, amount.end), QUARTER.match(text, amount.end)
    if half:
        return replace(amount, end=half.end(), value=amount.value + amount.factor / 2)
    if quarter and amount.unit == "hour":
        return replace(amount, end=quarter.end(), value=amount.value + 0.25)
    return amount


def _share(text: str, left: Amount, right: Amount) -> float:
    """What the right amount adds to the left one, in its unit; 0 when they are two quantities."""
    between = AND.fullmatch(text[left.end : right.start])
    if between is None or left.high is not None or left.value != int(left.value) or left.factor != 1:
        return 0
    if (left.unit, right.unit) in PARTS:
        base = PARTS[left.unit, right.unit]
        return right.value / base if 0 < right.value < base else 0
    behind = IMPLIED.get(left.unit, 100 if left.kind == "money" else 0)
    bare = not right.kind and len(between[0]) < 2 and 0 < right.value < behind and right.value == int(right.value)
    written = right.end - right.start == len(str(behind - 1)) or right.numeral.shape == "words"
    return right.value / behind if bare and written and left.numeral.magnitude == 1 else 0
