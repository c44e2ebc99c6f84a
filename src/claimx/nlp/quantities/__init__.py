"""Which numbers are claims, and how much is it?"""

from bisect import bisect_left, bisect_right
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from claimx import lexicon
from claimx.nlp import calendar, syntax
from claimx.nlp.claims import add_claims, decide
from claimx.nlp.numerals import Numeral, numerals
from claimx.nlp.quantities import exclusions, ranges
from claimx.nlp.quantities.ages import about, aged
from claimx.nlp.quantities.amounts import Amount, amount
from claimx.nlp.quantities.bare import AGAINST, agrees, resolved, scaled
from claimx.nlp.quantities.comparators import comparator
from claimx.nlp.quantities.compounds import compound
from claimx.nlp.quantities.fractions import multiples, shares
from claimx.nlp.quantities.moneys import qualified
from claimx.nlp.quantities.nouns import counted, singular
from claimx.nlp.quantities.ones import article
from claimx.nlp.quantities.points import pointed

MONEY_NOUNS = lexicon.forms("not_claims", "money_noun")
"""What millions of are money whose currency is left out: « 60 milliards d'économies »."""


@Language.factory(
    "claimx_quantities",
    assigns=["doc.spans", "span._.kind", "span._.value", "span._.value_high", "span._.unit", "span._.comparator"],
)
class Quantities:
    """Find the quantities that a text states, and read value, unit and comparator of each.

    A text goes through pure steps: numerals, what is excluded (dates, labels, names), units, compounds, shares,
    multiples, lists, ranges, counted nouns, ages; what is left without a unit is a claim only beside another one.
    """

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        starts = [token.idx for token in doc]
        spans: dict[tuple[int, int], Span] = {}
        for found in quantities(doc, starts):
            span = doc.char_span(found.start, found.end, alignment_mode="expand")
            if span is None or (span.start, span.end) in spans:
                continue
            spans[span.start, span.end] = span
            span._.offsets = (found.start, found.end)
            decide(span, found.because, kind=found.kind, value=found.value, value_high=found.high, unit=found.unit)
            compared, because = comparator(doc, found, span[0])
            decide(span, because, comparator=compared)
        add_claims(doc, [spans[key] for key in sorted(spans)])
        return doc


def quantities(doc: Doc, starts: list[int]) -> list[Amount]:
    """The quantities of a Doc in the order of the text; `starts` are the offsets of its tokens."""
    text = syntax.text(doc)
    found = qualified(text, _apart([amount(text, numeral) for numeral in _candidates(text)]))
    found = multiples(text, shares(text, compound(text, found)))
    changes = {one.start for one in found if _begins_change(doc, one, starts)}
    found = ranges.joined(text, ranges.shared(text, found), changes)
    found = [one for one in found if not article(text, one)]
    return _told(doc, found, starts, changes)


def _candidates(text: str) -> list[Numeral]:
    """The numerals that stand neither in a date nor in a label, a name or a figure of speech."""
    barred = exclusions.spans(text)
    dates = sorted((found.start, found.end) for found in calendar.expressions(text) if _fixed(found))
    numbers = numerals(text)
    results = exclusions.scores(text, numbers)
    return [
        numeral
        for numeral in numbers
        if numeral.start not in results
        and not exclusions.inside(barred, numeral.start, numeral.end)
        and not exclusions.inside(dates, numeral.start, numeral.end)
        and not exclusions.labelled(text, numeral)
    ]


def _fixed(found: calendar.Expression) -> bool:
    """Whether a time is a point of the calendar or the clock: « il y a trois ans » states a quantity, too."""
    return found.type in ("DATE", "TIME") and not found.amount


def _apart(amounts: list[Amount]) -> list[Amount]:
    """The amounts that do not begin inside the one before: the « cent » of « 5 pour cent »."""
    found: list[Amount] = []
    for one in amounts:
        if not found or one.start >= found[-1].end:
            found.append(one)
    return found


def token_at(doc: Doc, starts: list[int], char: int) -> Token:
    """The token that holds a character of the text."""
    return doc[max(0, bisect_right(starts, char) - 1)]


def _begins_change(doc: Doc, one: Amount, starts: list[int]) -> bool:
    """Whether a verb of change takes the amount as where it begins: « passer de 3 à 5 % »."""
    token = token_at(doc, starts, one.start)
    if token.i == 0 or doc[token.i - 1].lower_ not in ranges.FROM_WORDS:
        return False
    for left in range(token.i - 2, max(token.sent.start, token.i - 9) - 1, -1):
        if doc[left].lemma_ in ranges.CHANGES and doc[left].pos_ in ("VERB", "AUX", "ADJ"):
            return True
        if doc[left].is_punct or doc[left].pos_ in ("VERB", "CCONJ"):
            return False
    return False


def _told(doc: Doc, amounts: list[Amount], starts: list[int], changes: set[int]) -> list[Amount]:
    """The amounts that are claims, with counted nouns, ages, points, and what bare numerals take from others."""
    nouns = [_counted(doc, one, starts) for one in amounts if not _ordinal(doc, one, starts)]
    for i in range(len(nouns) - 2, -1, -1):
        nouns[i] = _listed(syntax.text(doc), nouns[i], nouns[i + 1])
    found: list[Amount] = []
    begins = [one.start for one in nouns]
    for one in nouns:
        token = token_at(doc, starts, one.start)
        sentence = token.sent
        if not one.kind and one.start in changes:
            one = _led(
                syntax.text(doc), one, nouns[bisect_right(begins, one.end) : bisect_left(begins, sentence.end_char)]
            )
        one = about(syntax.text(doc), one)
        if not one.kind or agrees(doc, one, found, sentence.start_char):
            told = resolved(doc, one, token, found)
        else:
            told = aged(doc, pointed(syntax.text(doc), one, sentence.start_char, sentence.end_char), token)
        if told is not None:
            found.append(told)
    return _aged_lists(syntax.text(doc), found)


def _aged_lists(text: str, amounts: list[Amount]) -> list[Amount]:
    """« 72 et 74 ans »: all amounts of a list are ages when one of them is."""
    found = list(amounts)
    steps = [(i, i + 1) for i in range(len(found) - 1)]
    for i, j in [*steps, *((j, i) for i, j in reversed(steps))]:
        left, right = found[min(i, j)], found[max(i, j)]
        if (
            found[i].kind == "age"
            and found[j].kind == "duration"
            and ranges.AND.fullmatch(text[left.end : right.start])
        ):
            found[j] = replace(found[j], kind="age", because=found[i].because)
    return found


def _counted(doc: Doc, one: Amount, starts: list[int]) -> Amount:
    """An amount without a unit with the noun that it counts; a fraction that stands before a noun is none."""
    at = bisect_right(starts, one.end - 1)
    if one.kind or at > len(doc) or scaled(syntax.text(doc), one):
        return one
    big = one.numeral.magnitude >= 1000 or one.numeral.shape in ("collective", "fraction")
    if one.numeral.shape == "fraction" and one.numeral.magnitude == 1:
        return replace(one, kind="fraction", because="fractions.csv: a fraction")
    noun_token = counted(doc, at, of=big)
    if noun_token is None:
        return one
    if one.numeral.magnitude >= 1e6 and noun_token.lower_ in MONEY_NOUNS:
        return one
    because = f"the noun « {noun_token.text} » that it counts"
    return replace(one, kind="count", unit=singular(noun_token), head=noun_token.idx, because=because)


def _led(text: str, one: Amount, later: list[Amount]) -> Amount:
    """« passer de 1 200 en 2020 à 950 salariés »: where a change begins has the unit of where it leads."""
    for other in later:
        if other.kind and ranges.LED.search(text[max(0, other.start - 14) : other.start]):
            return replace(one, kind=other.kind, unit=other.unit, head=other.head, because="where a change begins")
    return one


def _ordinal(doc: Doc, one: Amount, starts: list[int]) -> bool:
    """Whether a fraction stands before a noun, and so is an ordinal: « un cinquième homme »."""
    at = bisect_right(starts, one.end - 1)
    if one.kind or one.numeral.shape != "fraction" or one.numeral.value >= 0.25 or at >= len(doc):
        return False
    return doc[at].pos_ in ("NOUN", "PROPN") and doc[at].idx > one.end


def _listed(text: str, left: Amount, right: Amount) -> Amount:
    """« 18, 20 et 25 élèves »: the noun that the last of a list counts is that of all."""
    between = text[left.end : right.start]
    listed = ranges.AND.fullmatch(between) or ranges.TO.fullmatch(between)
    if left.kind or right.kind != "count" or not listed:
        return left
    if AGAINST.search(text[max(0, left.start - 14) : left.start]):
        return left  # « 289 voix contre 245 et 12 abstentions »
    return replace(left, kind="count", unit=right.unit, head=right.head, because=right.because)
