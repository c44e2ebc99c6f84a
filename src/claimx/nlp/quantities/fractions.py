"""« un Français sur trois », « trois fois plus », « le double », « multiplié par quatre »: shares and multiples."""

import re
from dataclasses import replace

from claimx import lexicon
from claimx.nlp.numerals import GAP, Numeral, any_of
from claimx.nlp.quantities.amounts import Amount


def _any(role: str) -> str:
    forms = (row["form"] for row in lexicon.rows("comparator_words") if row["role"] == role)
    return any_of(forms).replace("'", "['’]").replace(r"\ ", GAP)


MULTIPLES = {row["form"]: float(row["value"]) for row in lexicon.rows("multiples")}
NOUN = r"(?:[^\W\d_]|['’-])+"
ON = re.compile(rf"(?:{GAP}(?!{_any('on')}\b){NOUN}){{0,5}}?{GAP}(?:{_any('on')}){GAP}", re.IGNORECASE)
TIMES = re.compile(rf"{GAP}(?P<times>{_any('times')})(?P<end>{GAP}(?P<more>{_any('more')}))?(?!\w)(?:{GAP}(?P<than>{_any('than')})(?!\w|{GAP}(?:an|année|mois|jour|semaine)\b))?", re.I)
FACTOR = re.compile(rf"(?<!\w)(?:{_any('factor')}){GAP}$", re.IGNORECASE)
TWICE = re.compile(rf"(?<!\w)(?:le|du|au|un){GAP}(?P<noun>{any_of(MULTIPLES)})(?={GAP}?(?:[,.;:)»]|de |d['’]|du |des |$|\n))", re.IGNORECASE)


def shares(text: str, amounts: list[Amount]) -> list[Amount]:
    """The amounts with « N … sur M » as one fraction, where both are small and M has no unit: « quatre adultes sur dix »."""
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
    small = 0 < left.numeral.value < right.numeral.value <= 100 and right.numeral.value != 24
    return small and not right.kind and left.numeral.magnitude == 1 and ON.fullmatch(between) is not None


def multiples(text: str, amounts: list[Amount]) -> list[Amount]:
    """The amounts with « trois fois plus », « multiplié par trois » as multiples, and those in one word added: « le double »."""
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
