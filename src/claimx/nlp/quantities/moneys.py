"""Which francs, which pounds? A bare name of a currency is that which the article names in full, if it does."""

import re
from dataclasses import replace

from claimx import lexicon
from claimx.lexicon import pattern
from claimx.nlp.quantities.amounts import Amount

NAME = re.compile(r"[^\W\d_]+(?: [^\W\d_-]+)*$")
WEIGHTS = lexicon.forms("moneys", "thing")
PLACES = re.compile(rf"(?<!\w)(?:{pattern('moneys', 'place')})|£", re.IGNORECASE)


def qualified(text: str, amounts: list[Amount]) -> list[Amount]:
    """The amounts with each bare name of a currency as the currency that the text calls by that name in full.

    « 500 francs CFA … 300 francs » are both XOF. A name that is also a thing (« 15 livres ») is money only where a
    magnitude or the text's places make it so; else it is counted.
    """
    full: dict[str, Amount] = {}
    for one in amounts:
        words = _words(text, one)
        if len(words) > 1:
            full.setdefault(words[0], one)
    return [_qualified(text, one, full) for one in amounts]


def _words(text: str, one: Amount) -> list[str]:
    """The words of a currency's name, the first in the singular; empty for symbols."""
    if one.kind != "money":
        return []
    name = NAME.search(text[one.numeral.end : one.end])
    words = name[0].lower().split() if name else []
    while words and words[0] in OF:
        words = words[1:]
    return [words[0].rstrip("sx"), *words[1:]] if words else []


OF = lexicon.forms("numeral_words", "of")


def _qualified(text: str, one: Amount, full: dict[str, Amount]) -> Amount:
    words = _words(text, one)
    if len(words) != 1:
        return one
    other = full.get(words[0])
    if other is not None:
        return replace(one, unit=other.unit, because=f"as « {text[other.start : other.end]} » in the same text")
    if words[0] in WEIGHTS and one.numeral.magnitude < 1000 and not PLACES.search(text):
        return replace(one, kind="", unit="", end=one.numeral.end)
    return one
