"""Are « 12 points » percentage points, or points of an index, a game, a licence?"""

import re
from dataclasses import replace

from claimx.lexicon import pattern
from claimx.nlp.quantities.amounts import Amount

RATES = re.compile(rf"(?<!\w)(?:{pattern('points', 'rate')})(?!\w)|%", re.I)
GAMES = re.compile(rf"(?<!\w)(?:{pattern('points', 'game')})(?!\w)", re.I)


def pointed(text: str, amount: Amount, start: int, end: int) -> Amount:
    """The amount of points as percentage points or as a count, by the words of its sentence [start, end)."""
    if amount.kind != "point" or not re.fullmatch(r"\W*[^\W\d_]+\.?", text[amount.numeral.end : amount.end]):
        return amount
    sentence = text[start:end]
    rate, game = RATES.search(sentence), GAMES.search(sentence)
    if game and not (rate and amount.value < 10 and amount.value != int(amount.value)):
        return replace(amount, kind="count", unit="point", end=amount.numeral.end, because=f"points.csv: « {game[0]} »")
    if rate or amount.value != int(amount.value) or amount.value < 2:
        return replace(amount, because=f"points.csv: « {rate[0]} »" if rate else "a decimal: percentage points")
    return replace(
        amount, kind="count", unit="point", end=amount.numeral.end, because="points without a rate in the sentence"
    )
