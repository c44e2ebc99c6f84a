"""Which noun does the number count? « 31 autres chefs d'État » counts chefs; the unit is its singular: « chef »."""

import re

from spacy.tokens import Doc, Token

from claimx import lexicon
from claimx.nlp import syntax

WHOLE = re.compile(r"\w+(?:-\w+)*")
PRENOMINALS = frozenset(row["form"] for row in lexicon.rows("prenominals"))
PLURALS = {row["plural"].lower(): row["singular"] for row in lexicon.rows("singulars")}
OF = lexicon.forms("numeral_words", "of")
ELLIPTIC = lexicon.forms("not_claims", "elliptic")
"""Words behind a numeral that leave the noun out: « trois autres », « 12 de plus »."""

CLOSED = frozenset({"ADP", "CCONJ", "SCONJ", "PRON", "AUX", "PUNCT", "ADV", "DET", "SPACE", "SYM", "NUM", "INTJ"})
"""Parts of speech that a counted noun does not have; the model gives them to a plural that it does not know, too."""

ENDINGS = (("eaux", "eau"), ("aux", "al"), ("eux", "eu"), ("s", ""), ("x", ""))
"""How the plural of a noun ends, and its singular; `eux` of an adjective made a noun stays: « deux malheureux »."""


def counted(doc: Doc, at: int, *, of: bool) -> Token | None:
    """The noun that a numeral counts, from the token behind it; None where nothing follows that can be counted.

    `of` says whether a preposition may stand between: « un millier de pièces ». Adjectives that stand before their noun
    are passed over: « 31 autres chefs ».
    """
    i = at
    if of and i < len(doc) and doc[i].lower_ in OF:
        i += 1
    while i + 1 < len(doc) and _passed(doc, i):
        i += 2 if doc[i + 1].pos_ == "CCONJ" else 1
    return doc[i] if i < len(doc) and _nominal(doc[i]) and doc[i].lower_ not in ELLIPTIC else None


def _passed(doc: Doc, i: int) -> bool:
    """Whether the word stands before the noun: « autres », « grandes et petites », an opening quotation mark."""
    if doc[i].text in "«“\"'":
        return True
    if doc[i].lower_ not in PRENOMINALS:
        return False
    following = doc[i + 2] if doc[i + 1].pos_ == "CCONJ" and i + 2 < len(doc) else doc[i + 1]
    return following.pos_ in ("NOUN", "PROPN") or following.lower_ in PRENOMINALS


def _nominal(token: Token) -> bool:
    """Whether a word can be a counted noun, or stand before one: no small word, no finite verb."""
    if not token.text[0].isalpha() or (token.is_stop and token.pos_ != "NOUN" and token.lower_ not in PRENOMINALS):
        return False
    if token.pos_ in CLOSED and not token.lower_.endswith(("s", "x")):
        return False
    finite = token.pos_ == "VERB" and "Fin" in token.morph.get("VerbForm", []) and not token.lower_.endswith(("s", "x"))
    return not finite


def singular(token: Token) -> str:
    """The singular of a noun in lower case, its gender kept: « infirmières » → infirmière, « hôpitaux » → hôpital."""
    word = WHOLE.match(syntax.text(token.doc), token.idx)
    return "-".join(_singular(part) for part in (word[0] if word else token.text).lower().split("-"))


def _singular(word: str) -> str:
    if word in PLURALS:
        return PLURALS[word]
    for ending, one in ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 1 and not word.endswith("ss"):
            return word[: -len(ending)] + one
    return word
