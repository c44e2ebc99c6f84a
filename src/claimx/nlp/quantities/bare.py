"""A numeral with neither unit nor noun: is it a quantity all the same, and of what? « contre 73 en 2023 »."""

import re
from bisect import bisect_left
from dataclasses import replace
from itertools import islice, takewhile

from spacy.tokens import Doc, Token

from claimx import lexicon
from claimx.lexicon import any_of, pattern
from claimx.nlp import syntax
from claimx.nlp.quantities import elsewhere
from claimx.nlp.quantities.amounts import Amount
from claimx.nlp.quantities.nouns import singular

CUE = re.compile(rf"(?<!\w)(?:{pattern('not_claims', 'cue')}) \(?$|(?<=,) $|\($", re.IGNORECASE)
COMPARISONS = any_of(row["cue"] for row in lexicon.rows("comparators") if row["place"] == "before")
COMPARED = re.compile(rf"(?<![\w-])(?:{COMPARISONS}) (?:les )?$", re.IGNORECASE)


def resolved(doc: Doc, amount: Amount, token: Token, earlier: list[Amount]) -> Amount | None:
    """The amount with the kind and unit that its neighbours give it; None where it says no quantity.

    `token` is the first token of the amount, `earlier` the amounts before it that are claims. The first of four
    readings that fits decides: a noun elsewhere in the sentence, an amount beside it, a magnitude, a count before it.
    """
    return (
        _by_noun(doc, amount, token)
        or _beside(doc, amount, token, earlier)
        or _large(doc, amount, token)
        or _by_count(doc, amount, earlier)
    )


def _by_noun(doc: Doc, amount: Amount, token: Token) -> Amount | None:
    """« le nombre de morts atteint 45 », « trois autres ont été sauvées »."""
    noun = elsewhere.number_of(token) or elsewhere.numbered_behind(doc, amount)
    if noun is not None:
        return _count(amount, noun, f"« nombre de {noun.text} »")
    noun = elsewhere.other(doc, amount)
    if noun is not None:
        return _count(amount, noun, f"others of « {noun.text} »")
    return None


def _beside(doc: Doc, amount: Amount, token: Token, earlier: list[Amount]) -> Amount | None:
    """« contre 73 en 2023 », « dix-huit mois dont six ferme », « il en souhaitait deux »."""
    sentence = earlier[bisect_left(earlier, token.sent.start_char, key=lambda one: one.start) :]
    cued = _cued(doc, amount)
    if sentence and cued and _elliptic(doc, amount):
        return _like(amount, sentence[-1], doc)
    reckoned = elsewhere.reckoned(doc, amount)
    counts = [one for one in sentence if one.kind == "count"]
    if reckoned is not None:
        because = f"a reckoning of « {reckoned.text} »"
        return _like(amount, counts[-1], doc) if counts else _count(amount, reckoned, because)
    before = [one for one in sentence if one.kind not in ("duration", "age", "multiple")]
    if amount.numeral.magnitude >= 1e6:
        before = [one for one in before if one.kind in BIG]
    if before and (cued or amount.numeral.magnitude >= 1e6 or _adjective(doc, amount)):
        return _like(amount, before[-1], doc)
    return _like(amount, earlier[-1], doc) if earlier and _of_it(token) else None


def _large(doc: Doc, amount: Amount, token: Token) -> Amount | None:
    """« un séisme de magnitude 6,2 » has no unit; millions of nothing are money whose currency is left out."""
    if scaled(syntax.text(doc), amount):
        return replace(amount, kind="measure", because="a magnitude of a quake: no unit")
    if amount.numeral.magnitude >= 1e6:
        people = PEOPLE.search(syntax.text(doc), token.sent.start_char, amount.start)
        because = f"a magnitude without a unit, of « {people[0]} »" if people else "a magnitude without a unit"
        return replace(amount, kind="count" if people else "money", because=because)
    return None


def scaled(text: str, amount: Amount) -> bool:
    """Whether an amount is a quake's magnitude: « de magnitude 6,2 », « 7,1 sur l'échelle de Richter »."""
    before = SCALE.search(text, max(0, amount.start - 20), amount.start)
    return not amount.kind and (before or SCALE_AFTER.match(text, amount.end)) is not None


def _by_count(doc: Doc, amount: Amount, earlier: list[Amount]) -> Amount | None:
    """« deux des trois suspects », « 120 ont été évacués », « au moins 12 d'entre eux »."""
    noun = elsewhere.part_of(doc, amount)
    if noun is not None:
        return _count(amount, noun, f"« N des {noun.text} »")
    last = next((one for one in islice(reversed(earlier), BACK) if one.kind == "count"), None)
    tied = (
        elsewhere.others(doc, amount)
        or _compared(doc, amount)
        or _subject(doc, amount)
        or _of_them(doc, amount)
        or _numbered(doc, amount)
    )
    if last is not None and tied and amount.numeral.value > 1:
        return _like(amount, last, doc)
    numbered = (amount.numeral.shape == "digits" and (_numbered(doc, amount) or _and_some(doc, amount))) or _among_them(
        doc, amount
    )
    return replace(amount, kind="count", because="the number that a verb states") if numbered else None


def _numbered(doc: Doc, amount: Amount) -> bool:
    """« ils étaient 15 », « le total dépasse 20 000. »: a verb states the number, nothing follows that it counts."""
    return NUMBERED.search(syntax.text(doc)[max(0, amount.start - 30) : amount.start]) is not None


NUMBERED = re.compile(rf"(?<![\w-])(?:{pattern('not_claims', 'numbered')}) (?:les )?$", re.IGNORECASE)


def _count(amount: Amount, noun: Token, because: str) -> Amount:
    return replace(amount, kind="count", unit=singular(noun), head=noun.idx, because=because)


AHEAD = 300
"""So many characters before a sentence an amount can stand whose noun stands in it."""
BACK = 500
"""So many amounts back a number is a count like one before."""
BIG = ("money", "count", "measure")
"""Kinds whose amounts reach millions."""


SCALE_AFTER = re.compile(rf" (?:{pattern('not_claims', 'scale_after')})(?!\w)", re.IGNORECASE)
PEOPLE = re.compile(rf"(?<!\w)(?:{pattern('not_claims', 'people')})(?!\w)", re.IGNORECASE)
SCALE = re.compile(rf"(?<!\w)(?:{pattern('not_claims', 'scale')}) (?:{any_of(elsewhere.OF)})? ?$", re.IGNORECASE)


def agrees(doc: Doc, amount: Amount, earlier: list[Amount], since: int) -> bool:
    """Whether the noun that an amount seems to count is an adjective of the one counted before it in the sentence.

    « 14 médailles masculines et 9 féminines »: feminine like its noun; a masculine adjective may be a noun by itself
    (« 12 morts et 45 blessés »).
    """
    if amount.kind != "count" or amount.head < 0:
        return False
    near = takewhile(lambda one: one.start >= since - AHEAD, reversed(earlier))
    last = next((one for one in near if one.kind == "count" and one.head >= since), None)
    if last is None:
        return False
    word, noun = doc[elsewhere.index(doc, amount.head)], doc[elsewhere.index(doc, last.head)]
    adjective = word.pos_ == "ADJ" and word.lower_ not in NOMINAL and not word.lower_.endswith(("és", "ées"))
    if adjective and AMONG.search(syntax.text(doc)[max(0, amount.start - 8) : amount.start]):
        return True
    feminine = word.lower_.endswith("es") and "Fem" in noun.morph.get("Gender", []) and word.pos_ in ("ADJ", "VERB")
    return (feminine or word.lower_ in QUALIFYING) and _cued(doc, amount)


NOMINAL = lexicon.forms("not_claims", "nominal")
AMONG = re.compile(rf"(?<!\w)(?:{pattern('not_claims', 'among')}) $", re.IGNORECASE)
QUALIFYING = lexicon.forms("not_claims", "qualifying")


YEAR = re.compile(r"(?:1[89]|20)\d\d")


def _like(amount: Amount, other: Amount, doc: Doc) -> Amount | None:
    """The amount with the kind and unit of another; a share takes no share's place."""
    if other.kind in ("fraction", "percent") and amount.numeral.magnitude == 1 and other.kind == "fraction":
        return replace(amount, kind="count", because="a number beside a share")
    if YEAR.fullmatch(syntax.text(doc)[amount.start : amount.end]) and not _against(doc, amount):
        return None
    because = f"like « {syntax.text(doc)[other.start : other.end]} » before it"
    value = amount.value
    if amount.numeral.magnitude == 1 and other.numeral.magnitude >= 1e6 and value < 1000:
        value *= other.numeral.magnitude  # « 16 millions de victimes, dont 8 en Éthiopie »
    return replace(amount, kind=other.kind, unit=other.unit, value=value, head=other.head, because=because)


def _against(doc: Doc, amount: Amount) -> bool:
    """« contre 2015 l'an dernier »: what looks like a year is one, but for this."""
    return AGAINST.search(syntax.text(doc)[max(0, amount.start - 14) : amount.start]) is not None


AGAINST = re.compile(rf"(?<!\w)(?:{pattern('not_claims', 'against')}) $", re.IGNORECASE)


def _cued(doc: Doc, amount: Amount) -> bool:
    """« contre 73 », « dont 500 », « (sur 550) »."""
    left = syntax.text(doc)[max(0, amount.start - 18) : amount.start]
    compared = COMPARED.search(left)
    return CUE.search(left[: compared.start()] if compared else left) is not None


def _elliptic(doc: Doc, amount: Amount) -> bool:
    """« dix-huit mois de prison, dont six ferme »."""
    behind = elsewhere.word_behind(doc, amount)
    return behind is not None and behind.lower_ in PENAL


PENAL = lexicon.forms("not_claims", "penal")


def _compared(doc: Doc, amount: Amount) -> bool:
    return COMPARED.search(syntax.text(doc)[max(0, amount.start - 30) : amount.start]) is not None


def _adjective(doc: Doc, amount: Amount) -> bool:
    """« 14 masculines et 9 féminines »."""
    behind = elsewhere.word_behind(doc, amount)
    return behind is not None and behind.pos_ == "ADJ"


def _subject(doc: Doc, amount: Amount) -> bool:
    """« 120 ont été évacués », « Trois sont morts »."""
    behind = elsewhere.word_behind(doc, amount)
    return (behind is not None and behind.pos_ in ("AUX", "VERB") and syntax.is_finite(behind)) or bool(
        behind and behind.pos_ == "AUX"
    )


def _of_them(doc: Doc, amount: Amount) -> bool:
    """« trois d'entre eux »."""
    behind = elsewhere.word_behind(doc, amount)
    return behind is not None and behind.lower_ in elsewhere.OF


def _and_some(doc: Doc, amount: Amount) -> bool:
    """« ils sont 32 et quelques »."""
    return AND_SOME.match(syntax.text(doc), amount.end) is not None


AND_SOME = re.compile(rf" (?:{pattern('not_claims', 'and_some')})(?!\w)", re.IGNORECASE)


def _among_them(doc: Doc, amount: Amount) -> bool:
    """« trois d'entre elles »: a count, whatever « elles » are."""
    behind = elsewhere.word_behind(doc, amount)
    return _of_them(doc, amount) and behind is not None and behind.i + 1 < len(doc) and behind.nbor().lower_ in BETWEEN


BETWEEN = lexicon.forms("comparator_words", "enter")


def _of_it(token: Token) -> bool:
    """« il en souhaitait deux »: a pronoun that stands for what was counted before, and its verb."""
    before = [token.doc[i] for i in range(max(token.sent.start, token.i - 4), token.i)]
    return any(word.lower_ in PRONOUNS and word.pos_ != "ADP" for word in before) and any(
        syntax.is_verb(word) for word in before
    )


PRONOUNS = lexicon.forms("not_claims", "of_it")
