"""« 2,3 milliards », « trente-deux », « une dizaine », « trois quarts »: every numeral of a text, as a number."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from claimx import lexicon
from claimx.lexicon import any_of, pattern
from claimx.nlp.numerals import digits, words

Shape = Literal["digits", "words", "collective", "fraction"]
SHAPES = ("collective", "words", "digits", "fraction")
"""Which reading wins where two are equally long: « un millier » is a collective, « un demi-million » a number."""


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral as characters [start, end) of the text, its number, and the last magnitude in it (1 for none).

    The shape says how it is written; a collective (« une dizaine ») is an estimate by itself.
    """

    start: int
    end: int
    value: float
    shape: Shape
    magnitude: float = 1


LONGEST = 60
"""A figure of more characters is a key or noise, no number, and too large for one."""

MAGNITUDES = {row["form"]: float(row["value"]) for row in lexicon.rows("magnitudes")}
COLLECTIVES = {row["form"]: float(row["value"]) for row in lexicon.rows("collectives")}
FRACTIONS = {row["form"]: float(row["value"]) for row in lexicon.rows("fractions")}

ARTICLE = pattern("numeral_words", "article")
OF = rf"(?:(?:{pattern('numeral_words', 'of')})(?:(?<=')|(?!\w)))"
WORD_MAGNITUDE = (
    rf"(?i:{any_of(row['form'] for row in lexicon.rows('magnitudes') if not row['case'])})"
    rf"|{any_of(row['form'] for row in lexicon.rows('magnitudes') if row['case'] == 'word')}"
)
"""Whole words in any case (« 3 MILLIONS »), short forms as they are written (« Mds »)."""
SYMBOL_MAGNITUDE = any_of(row["form"] for row in lexicon.rows("magnitudes") if row["case"] == "symbol")
MAGNITUDE = re.compile(
    rf"(?: ?| {OF} ?|-)(?P<word>{WORD_MAGNITUDE})(?!\w)"
    rf"|(?P<glued>{SYMBOL_MAGNITUDE})(?!\w)| ?(?P<symbol>{SYMBOL_MAGNITUDE})"
    rf"(?= ?(?:[$€£¥]|US\$|CA\$|d'|de ))"
)
COLLECTIVE = re.compile(
    rf"(?<![\w-])(?:(?P<article>{ARTICLE}) (?:(?:{pattern('numeral_words', 'size')}) ?)?)?"
    rf"(?P<noun>{any_of(COLLECTIVES)})(?P<plural>s?)(?![\w])",
    re.IGNORECASE,
)
FRACTION = re.compile(
    rf"(?<![\w-])(?:(?P<article>{ARTICLE}) )?(?P<noun>{any_of(f for f in FRACTIONS if f.isalpha())})(?![\w])",
    re.IGNORECASE,
)
VULGAR = re.compile(rf"(?<![\w/.,])(?P<whole>\d+ ?)?(?P<sign>[{''.join(f for f in FRACTIONS if not f.isalpha())}])")
SLASHED = re.compile(r"(?<![\w/.,])([1-9])/([2-9]|10|100)(?![\w/.,]*\d)")
ALONE_AFTER = re.compile(rf"(?<!\w){OF} $")
ALONE_BEFORE = re.compile(rf" (?:{pattern('numeral_words', 'less')})(?!\w)")
HALF = re.compile(rf" (?:{pattern('numeral_words', 'and_half')})(?!\w)", re.IGNORECASE)
DEMI = re.compile(rf" (?:{pattern('numeral_words', 'half')})(?P<word>{WORD_MAGNITUDE})(?!\w)", re.IGNORECASE)
COMMA = re.compile(rf" (?:{pattern('numeral_words', 'comma')}) ", re.IGNORECASE)


def numerals(text: str) -> list[Numeral]:
    """The numerals of a text in its order, none overlapping another; dates, names and ordinals are not told apart here.

    Time is linear in the length of the text, whatever it holds.
    """
    simple = _longest([*_digits(text), *_words(text), *_slashed(text)])
    after = {numeral.start: numeral for numeral in simple}
    before = {numeral.end: numeral for numeral in simple}
    whole = [_extended(text, numeral, after) for numeral in simple]
    whole += [_scaled(text, numeral) for numeral in (*_collectives(text, before), *_fractions(text, before))]
    return _longest(whole)


def _longest(found: Iterable[Numeral]) -> list[Numeral]:
    """Those that no earlier or longer one overlaps."""
    kept: list[Numeral] = []
    for numeral in sorted(found, key=lambda n: (n.start, -n.end, SHAPES.index(n.shape))):
        if not kept or numeral.start >= kept[-1].end:
            kept.append(numeral)
    return kept


def _digits(text: str) -> Iterator[Numeral]:
    for match in digits.DIGITS.finditer(text):
        if digits.begins(text, match.start()) and match.end() - match.start() <= LONGEST:
            yield Numeral(match.start(), match.end(), digits.value(match), "digits")


def _words(text: str) -> Iterator[Numeral]:
    for run in words.runs(text):
        at = 0
        while at < len(run):
            value, after = words.read(run, at)
            if after > at:
                yield Numeral(run[at].start, run[after - 1].end, value, "words")
            at = max(after, at + 1)


def _slashed(text: str) -> Iterator[Numeral]:
    """« 1/3 », « ¾ », « 2 ½ »."""
    for match in SLASHED.finditer(text):
        if int(match[1]) < int(match[2]):
            yield Numeral(match.start(), match.end(), int(match[1]) / int(match[2]), "fraction")
    for match in VULGAR.finditer(text):
        whole = float(match["whole"] or 0)
        yield Numeral(match.start(), match.end(), whole + FRACTIONS[match["sign"]], "digits" if whole else "fraction")


def _extended(text: str, numeral: Numeral, after: dict[int, Numeral]) -> Numeral:
    """A numeral with what belongs to it on its right: decimals in words, magnitudes, smaller parts, « et demi »."""
    if numeral.shape == "fraction":
        return numeral
    numeral = _decimals(text, numeral, after)
    numeral = _scaled(text, numeral)
    while numeral.magnitude > 1:
        part = _part(text, numeral, after)
        if part is None:
            break
        numeral = replace(numeral, end=part.end, value=numeral.value + part.value, magnitude=part.magnitude)
    half = HALF.match(text, numeral.end)
    return replace(numeral, end=half.end(), value=numeral.value + numeral.magnitude / 2) if half else numeral


def _decimals(text: str, numeral: Numeral, after: dict[int, Numeral]) -> Numeral:
    """A numeral with its decimals in words: « deux virgule cinq », « deux virgule zéro cinq »."""
    comma = COMMA.match(text, numeral.end)
    at, written = (comma.end(), "") if comma else (-1, "")
    while at in after:
        numeral = replace(numeral, end=after[at].end)
        written += f"{after[at].value:.0f}"
        at = after[at].end + 1 if after[at].value == 0 else -1
    return replace(numeral, value=float(f"{numeral.value:.0f}.{written}")) if written else numeral


def _part(text: str, numeral: Numeral, after: dict[int, Numeral]) -> Numeral | None:
    """The smaller part that follows a magnitude: « 200 000 » in « 1 million 200 000 »."""
    if numeral.end + 1 not in after or text[numeral.end] != " ":
        return None
    part = _scaled(text, after[numeral.end + 1])
    fits = 1 < part.value < numeral.magnitude and (part.magnitude > 1 or part.value >= 1000 or part.shape == "words")
    return part if fits else None


def _scaled(text: str, numeral: Numeral) -> Numeral:
    """A numeral with the magnitude behind it: « 2,3 milliards », « 35Mds », « un demi-million »."""
    demi = DEMI.match(text, numeral.end)
    if demi:
        magnitude = MAGNITUDES[demi["word"].lower()]
        return replace(numeral, end=demi.end(), value=numeral.value * magnitude / 2, magnitude=magnitude)
    match = MAGNITUDE.match(text, numeral.end)
    if match is None or (numeral.shape not in ("collective", "fraction") and _of(match)):
        return numeral
    form = match["word"] or match["glued"] or match["symbol"]
    magnitude = MAGNITUDES.get(form) or MAGNITUDES[form.lower()]
    value = float(f"{numeral.value * magnitude:.15g}")
    return replace(numeral, end=match.end(), value=value, magnitude=magnitude)


def _of(match: re.Match[str]) -> bool:
    """Whether a preposition stands before the magnitude, as only collectives and fractions have it."""
    return match["word"] is not None and len(match[0]) > len(match["word"]) + 1


def _collectives(text: str, before: dict[int, Numeral]) -> Iterator[Numeral]:
    """« une dizaine », « la centaine », « deux douzaines »; not « des dizaines », « par centaines »."""
    for match in COLLECTIVE.finditer(text):
        count = before.get(match.start() - 1)
        value = COLLECTIVES[match["noun"].lower()]
        if match["article"] and not match["plural"]:
            half = any(form in match[0].lower() for form in lexicon.forms("numeral_words", "half"))
            yield Numeral(
                match.start(), match.end(), value / 2 if half else value, "collective", value if value > 100 else 1
            )
        elif count and match["plural"]:
            yield Numeral(count.start, match.end(), count.value * value, "collective", value if value > 100 else 1)


def _fractions(text: str, before: dict[int, Numeral]) -> Iterator[Numeral]:
    """« un tiers », « la moitié », « trois quarts », « un demi »; the article is inside, save the plural one."""
    for match in FRACTION.finditer(text):
        count = before.get(match.start() - 1)
        value = FRACTIONS[match["noun"].lower()]
        if count and 1 < count.value < 1000:
            yield Numeral(count.start, match.end(), count.value * value, "fraction")
        elif match["article"] or _alone(text, match):
            yield Numeral(match.start(), match.end(), value, "fraction")


def _alone(text: str, match: re.Match[str]) -> bool:
    """« baisser de moitié », « moitié moins »: a fraction without an article."""
    if match["noun"].lower() not in lexicon.forms("numeral_words", "alone"):
        return False
    return bool(
        ALONE_AFTER.search(text, max(0, match.start() - 4), match.start()) or ALONE_BEFORE.match(text, match.end())
    )
