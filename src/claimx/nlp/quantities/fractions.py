"""« un Français sur trois », « trois fois plus », « le double », « multiplié par quatre »: shares and multiples."""

import re
from dataclasses import replace

from spacy.lang.fr.stop_words import STOP_WORDS

from claimx import lexicon
from claimx.lexicon import any_of, pattern
from claimx.nlp.numerals import Numeral
from claimx.nlp.quantities.amounts import Amount

MULTIPLES = {row["form"]: float(row["value"]) for row in lexicon.rows("multiples")}
NOUN = r"(?:[^\W\d_]|['-])+"
ON_WORD = pattern("comparator_words", "on")
ON = re.compile(rf"(?: (?!{ON_WORD}\b){NOUN}){{0,5}}? (?:{ON_WORD}) ", re.IGNORECASE)
TIMES = re.compile(
    rf" (?P<times>{pattern('comparator_words', 'times')})"
    rf"(?P<end> (?P<more>{pattern('comparator_words', 'more')}))?(?!\w)"
    rf"(?: (?!(?:{pattern('comparator_words', 'each')})(?!\w))"
    rf"(?P<than>{pattern('comparator_words', 'than')})(?!\w))?",
    re.IGNORECASE,
)
FACTOR = re.compile(rf"(?<!\w)(?:{pattern('comparator_words', 'factor')}) $", re.IGNORECASE)
TWICE = re.compile(
    rf"(?<!\w)(?:le|du|au|un) (?P<noun>{any_of(MULTIPLES)})(?= ?(?:[,.;:()»]|de |d'|du |des |$|\n))",
    re.IGNORECASE,
)


def shares(text: str, amounts: list[Amount]) -> list[Amount]:
    """The amounts with « N … sur M » as one fraction, where both are small and M has no unit."""
    found: list[Amount] = []
    for right in amounts:
        left = found[-1] if found else None
        if left and _shares(text, left, right):
            value = left.numeral.value / right.numeral.value
            found[-1] = replace(
                right, start=left.numeral.start, value=value, kind="fraction", unit="", because="a share: N of M"
            )
        else:
            found.append(right)
    return found


def _shares(text: str, left: Amount, right: Amount) -> bool:
    between = text[left.numeral.end : right.start]
    if COUNTED.match(text, right.numeral.end) and not _small_word(text, right.numeral.end):
        return False  # « deux buts sur sept tirs »
    small = 0 < left.numeral.value < right.numeral.value <= 100 and right.numeral.value != 24
    return small and not right.kind and left.numeral.magnitude == 1 and ON.fullmatch(between) is not None


COUNTED = re.compile(r" (?P<word>[^\W\d_]{2,}[sx])(?!\w)")


def _small_word(text: str, at: int) -> bool:
    match = COUNTED.match(text, at)
    return match is not None and (match["word"] in STOP_WORDS or match["word"].endswith(PARTICIPLES))


PARTICIPLES = tuple(lexicon.forms("comparator_words", "participle_ending"))


def multiples(text: str, amounts: list[Amount]) -> list[Amount]:
    """The amounts with « trois fois plus », « multiplié par trois » as multiples, and « le double » added."""
    found = [_multiple(text, amount) for amount in amounts]
    for match in TWICE.finditer(text):
        start, end = match.span("noun")
        value = MULTIPLES[match["noun"].lower()]
        numeral = Numeral(start, end, value, "words")
        found.append(Amount(start, end, value, numeral, "multiple", because=f"multiples.csv: « {match['noun']} »"))
    return sorted(found, key=lambda amount: amount.start)


def _multiple(text: str, amount: Amount) -> Amount:
    if amount.kind:
        return amount
    if FACTOR.search(text[max(0, amount.start - 20) : amount.start]):
        return replace(amount, kind="multiple", because="a factor: « multiplié par »")
    times = TIMES.match(text, amount.end)
    if times and times["more"]:
        return replace(amount, end=times.end("end"), kind="multiple", because="« N fois plus »")
    if times and times["than"]:
        return replace(amount, end=times.end("times"), kind="multiple", because="« N fois le »")
    return amount
