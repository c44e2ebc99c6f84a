"""Is it exactly that, about that, more or less? The word beside the amount, or the verb whose object it is."""

import re

from spacy.tokens import Doc, Token

from claimx import lexicon
from claimx.lexicon import any_of, pattern
from claimx.nlp import syntax
from claimx.nlp.quantities.amounts import Amount

CUES = {
    place: [row for row in lexicon.rows("comparators") if row["place"] == place]
    for place in ("before", "after", "verb")
}
COMPARATORS = {place: {row["cue"]: row["comparator"] for row in rows} for place, rows in CUES.items()}
BETWEEN = pattern("comparator_words", "between")


def _cues(place: str) -> str:
    return any_of(COMPARATORS[place])


BEFORE = re.compile(rf"(?<![\w-])(?P<cue>{_cues('before')})(?: (?:{BETWEEN}))? ?(?:[+-])?$", re.IGNORECASE)
NUMBER = any_of(row["form"] for row in lexicon.rows("numerals"))
AFTER = re.compile(
    rf"(?P<noun>(?: [^\W\d_]+){{0,3}}?) \(?(?P<cue>{_cues('after')})"
    rf"(?![\w]| (?:(?:de|du|des|que|d'|{NUMBER})(?!\w)|\d))",
    re.IGNORECASE,
)
UP_TO = pattern("comparator_words", "up_to")
ALSO = pattern("comparator_words", "also")
JOINED = re.compile(rf"(?<!\w)(?:{UP_TO}) [^.;:,()\n]*\w (?:{ALSO}) $", re.IGNORECASE)


def comparator(doc: Doc, amount: Amount, token: Token) -> tuple[str, str]:
    """The comparator of an amount and why: a cue before or behind it, its verb, or that it is an estimate by itself.

    `token` is the first token of the amount.
    """
    text = syntax.text(doc)
    left = text[max(0, amount.start - 60) : amount.start]
    match = BEFORE.search(left)
    if match and not _quotes(text, amount.start - len(match[0])):
        cue = _unfold(match["cue"])
        return COMPARATORS["before"][cue], f"comparators.csv: « {cue} » before the amount"
    match = AFTER.match(text, amount.end, amount.end + 60)
    if match and _same_phrase(amount, match):
        cue = _unfold(match["cue"])
        return COMPARATORS["after"][cue], f"comparators.csv: « {cue} » after the amount"
    if _up_to(left):
        return "<=", "comparators.csv: « jusqu'à » before the amount that it is joined to"
    verb = _verb(amount, token)
    if verb is not None:
        return COMPARATORS["verb"][verb.lemma_], f"comparators.csv: the verb « {verb.text} »"
    if amount.numeral.shape == "collective" and amount.high is None:
        return "~", "collectives.csv: an estimate by itself"
    return "=", "no cue of comparison"


def _quotes(text: str, start: int) -> bool:
    """Whether a sign begins its line and quotes it, as in mails: « > 12 morts »."""
    return text[start] == ">" and text[start - 1 : start] in ("", "\n")


def _up_to(left: str) -> bool:
    """« jusqu'à deux ans de prison et 30 000 € d'amende »: the bound holds for both."""
    return JOINED.search(left) is not None


def _unfold(cue: str) -> str:
    """The cue as the lexicon writes it."""
    return re.sub(r"\s", " ", cue.lower())


def _same_phrase(amount: Amount, match: re.Match[str]) -> bool:
    """Whether a cue behind belongs to the amount: beside it, or behind the noun that a count counts."""
    return not match["noun"] or amount.kind == "count"


def _verb(amount: Amount, token: Token) -> Token | None:
    """The verb of comparison whose object the amount is: the nearest verb on its left, with small words between."""
    words = COMPARATORS["verb"]
    for left in range(token.i - 1, max(token.i - 7, token.sent.start - 1), -1):
        other = token.doc[left]
        if other.lemma_ in words and other.pos_ in ("VERB", "AUX", "NOUN", "ADJ"):
            return other
        if other.pos_ in ("VERB", "PUNCT", "CCONJ", "SCONJ") or syntax.is_verb(other):
            return None
    return None
