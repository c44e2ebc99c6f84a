"""Which numerals are no quantities? Labels (« article 5 »), names (« France 2 »), scores, telephone numbers."""

import re
from bisect import bisect_right
from itertools import pairwise

from claimx import lexicon
from claimx.lexicon import any_of, pattern
from claimx.nlp.numerals import MAGNITUDE, OF, Numeral
from claimx.nlp.quantities.amounts import followed_by_unit

LABEL = re.compile(rf"(?<![\w-])(?:{pattern('not_claims', 'label')}) ?(?:n[°º] ?)?$")
LABEL_LIST = re.compile(rf"(?<![\w-])(?:{pattern('not_claims', 'label')}) ?\d+ ?(?:et|-) ?$")
PHRASES = lexicon.forms("not_claims", "phrase")
PHRASE = re.compile(rf"(?<![\w-])(?:{any_of(f for f in PHRASES if f == f.lower())})(?![\w])", re.IGNORECASE)
ALONE = re.compile(rf"(?<![\w-])(?:{pattern('not_claims', 'alone')})(?![\w])", re.IGNORECASE)
"""« tous les trois » are persons, « tous les trois mois » a length of time."""
TITLE = re.compile(rf"(?<![\w-])(?:{any_of(f for f in PHRASES if f != f.lower())})(?![\w])")
"""Names keep their capitals: « 20 Minutes » is a newspaper, « 20 minutes » a duration."""
WEB = re.compile(r"(?<!\S)\S+://\S+|(?<!\S)\S+@\S+|\bwww\.\S+|(?<![\w-])[\w-]+\.(?:fr|com|org|net|be|ch|ca|de|eu)\b\S*")
PHONE = re.compile(
    r"(?<![\w,.])(?:\+\d{2,3}[ .]?(?:\(0\))?|0)\d(?:[ .-]?\d\d){4}(?!\d)"
    r"|(?<!\d)\d{3}[ -]\d{3}-\d{4}(?!\d)"
)
SCORE = re.compile(r"(?<![\w,.])\d{1,3}(?:[-–/]\d{1,3})+(?![\w,.]*[\w%€$])")
DOSAGE = re.compile(r"(?<![\w,.])\d+[xX×]\d+")
IPV4 = re.compile(r"(?<!\d)\d+(?:\.\d+){3,}")
POSTCODE = re.compile(
    rf"(?<=[A-Z]-)\d{{4,5}}(?= [A-ZÉÈÎÂ])"
    rf"|(?<!\w)(?:{pattern('not_claims', 'street')})(?!\w)[^.;:\n]{{1,60}}?\d{{4,5}}(?!\d)"
)
"""« 12, rue de la Paix, 75002 Paris », « B-1000 Bruxelles »: a town's number stands behind a street or a letter."""
PLACE = re.compile(r"(?<=[^\W\d_]) ?\((?:\d{2,3}|2[AB])\)")
STREET = re.compile(
    rf"(?<![\w,.])\d+(?: ?(?:bis|ter))?,? (?=(?:{pattern('not_claims', 'street')})(?!\w))", re.IGNORECASE
)


def spans(text: str) -> list[tuple[int, int]]:
    """The characters [start, end) in which no numeral is a quantity, sorted and merged."""
    patterns = (PHRASE, TITLE, POSTCODE, WEB, PHONE, DOSAGE, IPV4, PLACE, STREET)
    found = sorted(match.span() for pattern in patterns for match in pattern.finditer(text))
    found += [match.span() for match in ALONE.finditer(text) if not followed_by_unit(text, match.end())]
    found = sorted(found + [match.span() for match in SCORE.finditer(text) if not _share(text, match)])
    merged: list[tuple[int, int]] = []
    for start, end in found:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _share(text: str, match: re.Match[str]) -> bool:
    """Whether what looks like a score is a range with its unit or a fraction: « 18-25 ans », « 1/3 de femmes »."""
    scale = MAGNITUDE.match(text, match.end())  # « 2-3 M€ »
    return followed_by_unit(text, scale.end() if scale else match.end()) or (
        "/" in match[0] and OF_WHOLE.match(text, match.end()) is not None
    )


def inside(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether the characters [start, end) overlap one of the sorted spans."""
    i = bisect_right(spans, (end - 1, float("inf"))) - 1
    return i >= 0 and spans[i][1] > start


def labelled(text: str, numeral: Numeral) -> bool:
    """Whether the numeral is a label or part of a name: « article 5 », « n° 33 », « Deux-Sèvres », « 3e », « 4x4 »."""
    left = text[max(0, numeral.start - 24) : numeral.start]
    right = text[numeral.end : numeral.end + 2]
    if numeral.shape == "words" and _named(text, numeral):
        return True
    if numeral.shape == "digits" and (LABEL.search(left) or LABEL_LIST.search(left)):
        return not followed_by_unit(text, numeral.end)
    if numeral.shape == "digits" and ORDINAL.match(text, numeral.end):
        return True
    return len(right) == 2 and right[0] in "-'" and right[1].isalpha() and not HYPHENED.match(text, numeral.end)


OF_WHOLE = re.compile(rf" (?:{OF}|des |du )")


def scores(text: str, numbers: list[Numeral]) -> set[int]:
    """The starts of the numerals that are a result: « six buts à un »."""
    found: set[int] = set()
    for left, right in pairwise(numbers):
        if RESULT.fullmatch(text[left.end : right.start]):
            found |= {left.start, right.start}
    return found


RESULT = re.compile(
    rf" (?:{pattern('not_claims', 'score_noun')}) (?:{pattern('not_claims', 'score_to')}) ", re.IGNORECASE
)


def _named(text: str, numeral: Numeral) -> bool:
    """Whether a numeral in words has a capital inside a sentence: « Sept morts sur ordonnance », « les Vingt-Sept »."""
    if not text[numeral.start].isupper():
        return False
    before = BEGINNING.search(text, max(0, numeral.start - 8), numeral.start)
    return before is None and numeral.start > 0


BEGINNING = re.compile(r"(?:[.!?…:;»«“”\"'(\[•*–|/-]\s*|(?:\n|^)\W*)$")
ORDINAL = re.compile(
    rf"(?: (?:{pattern('not_claims', 'ordinal_apart')})|{pattern('not_claims', 'ordinal')}|[A-Z]|x)(?![^\W\d_€])"
)
HYPHENED = re.compile(rf"-(?:{pattern('not_claims', 'hyphened')})", re.IGNORECASE)
