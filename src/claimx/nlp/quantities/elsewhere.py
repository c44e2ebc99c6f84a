"""The noun that a bare numeral counts, where it stands elsewhere in the sentence: « le nombre de morts atteint 45 »."""

from spacy.tokens import Doc, Token

from claimx import lexicon
from claimx.nlp import syntax
from claimx.nlp.quantities.amounts import Amount

NUMBERS = lexicon.forms("not_claims", "number_of")
OF = lexicon.forms("numeral_words", "of")
OTHERS = lexicon.forms("not_claims", "other")
WHOLE = lexicon.forms("not_claims", "whole")
ACCORDING = lexicon.forms("not_claims", "according")


def word_behind(doc: Doc, amount: Amount) -> Token | None:
    """The first word behind an amount."""
    return next((token for token in doc[index(doc, amount.end) :][:3] if not token.is_space), None)


def index(doc: Doc, char: int) -> int:
    """The place of the token that holds a character; the end of the Doc past the text."""
    span = doc.char_span(char, char + 1, alignment_mode="expand") if char < len(syntax.text(doc)) else None
    return span.start if span is not None else len(doc)


def number_of(token: Token) -> Token | None:
    """The noun of « le nombre de morts » where that is the subject of the verb beside the amount."""
    sentence = token.sent
    for left in range(token.i - 1, sentence.start - 1, -1):
        word = token.doc[left]
        if word.lemma_.lower() in NUMBERS and left + 2 < token.i and token.doc[left + 1].lower_ in OF:
            return next(
                (noun for noun in token.doc[left + 2 : left + 5] if noun.pos_ in ("NOUN", "PROPN", "ADJ")), None
            )
        if word.text in ";:!?":
            return None
    return None


def numbered_behind(doc: Doc, amount: Amount) -> Token | None:
    """« on estime à 15 000 le nombre de sans-abri »."""
    behind = word_behind(doc, amount)
    if behind is None or behind.pos_ != "DET" or behind.i + 3 >= len(doc):
        return None
    number, of, noun = doc[behind.i + 1], doc[behind.i + 2], doc[behind.i + 3]
    return noun if number.lemma_.lower() in NUMBERS and of.lower_ in OF else None


def other(doc: Doc, amount: Amount) -> Token | None:
    """The noun of « une longère a brûlé, trois autres ont été sauvées »: the subject that stands before it."""
    behind = word_behind(doc, amount)
    if behind is None or not others(doc, amount):
        return None
    before = [word for word in doc[behind.sent.start : behind.i] if word.pos_ == "NOUN" and word.idx < amount.start]
    return next((word for word in before if word.dep_ in syntax.SUBJECTS), before[0] if before else None)


def others(doc: Doc, amount: Amount) -> bool:
    """« 40 autres ont été blessés »."""
    behind = word_behind(doc, amount)
    return behind is not None and behind.lower_ in OTHERS


def reckoned(doc: Doc, amount: Amount) -> Token | None:
    """The noun of « des milliers de personnes, 5 000 selon la police, 20 000 selon les syndicats »."""
    behind = word_behind(doc, amount)
    if behind is None or behind.lower_ not in ACCORDING or amount.numeral.shape != "digits":
        return None
    before = [word for word in doc[behind.sent.start : behind.i] if word.pos_ == "NOUN" and word.idx < amount.start]
    return next(
        (word for word in before if "Plur" in word.morph.get("Number", []) and word.i > behind.sent.start + 1), None
    )


def part_of(doc: Doc, amount: Amount) -> Token | None:
    """The noun of « deux des trois suspects »."""
    behind = word_behind(doc, amount)
    if behind is None or behind.lower_ not in WHOLE or amount.numeral.value < 2:
        return None
    nouns = (word for word in doc[behind.i + 1 : behind.i + 6] if word.pos_ == "NOUN" or word.is_punct)
    noun = next(nouns, None)
    return noun if noun is not None and not noun.is_punct else None
