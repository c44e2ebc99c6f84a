"""Words as the lexicon knows them: folded, prepositions contracted or not, kinds of determiners."""

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Span, Token

from claimx import lexicon
from claimx.nlp import syntax
from claimx.nlp.verbs import FINITE, conjugated


def fold(text: str) -> str:
    """Lower case with straight apostrophes and plain spaces; as long as the text."""
    lowered = text.lower()
    if len(lowered) != len(text):  # « İ » has two characters in lower case
        lowered = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    return lowered


@cache
def column(name: str, key: str = "form") -> frozenset[str]:
    """The cells of one column of a lexicon."""
    return frozenset(row[key] for row in lexicon.rows(name))


@cache
def forms(name: str, key: str, sort: str) -> frozenset[str]:
    """The forms of those rows of a lexicon whose column `key` is `sort`."""
    return frozenset(row["form"] for row in lexicon.rows(name) if row[key] == sort)


@cache
def _prepositions() -> dict[str, str]:
    return {row["form"]: row["lemma"] for row in lexicon.rows("prepositions")}


def preposition(token: Token | None) -> str:
    """The lemma of a preposition, contracted or not: « du » → de, « aux » → à; empty for other words."""
    return _prepositions().get(fold(token.text), "") if token is not None else ""


@cache
def _forms(finite: bool) -> dict[str, frozenset[str]]:
    """The verbs of the lexicons of measures by each of their forms: « réduit » → réduire."""
    verbs = (
        column("measuring_verbs", "lemma")
        | column("purposes", "lemma")
        | column("nominal", "lemma")
        | column("support_verbs", "lemma")
        | column("lasting_verbs", "lemma")
    )
    changing = frozenset(row["lemma"] for row in lexicon.rows("direction") if row["pos"] == "verb")
    return {
        form: frozenset(verb for verb, tense in found if not finite or tense in FINITE)
        for form, found in conjugated(verbs | changing).items()
    }


def lemmas(token: Token | None) -> frozenset[str]:
    """What the lemma of a word can be.

    The model's, and the verbs of the lexicons whose form it is (of a noun, a finite one).
    """
    if token is None:
        return frozenset()
    return _forms(token.pos_ == "NOUN").get(fold(token.text), frozenset()) | {token.lemma_.lower()}


def token_at(span: Span, index: int) -> Token | None:
    """The token at an index of the Doc, None outside of the span's sentence and line of text."""
    sentence, doc = span.sent, span.doc
    if not sentence.start <= index < max(sentence.end, span.end):
        return None
    first, last = (index, span.start) if index < span.start else (span.end, index + 1)
    return None if syntax.broken(doc, first, last) else doc[index]


def rightwards(span: Span, count: int) -> Iterator[Token]:
    """So many tokens after a span, as far as its sentence and line go."""
    for index in range(span.end, span.end + count):
        token = token_at(span, index)
        if token is None:
            return
        yield token
