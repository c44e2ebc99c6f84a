"""Which noun does a pronoun stand for?"""

from collections.abc import Iterator

from spacy.tokens import Token

from claimx.nlp.measures.neighbours import claim_at
from claimx.nlp.measures.words import column, fold, preposition
from claimx.nlp.syntax import SUBJECTS, antecedent, is_nominal

AGREEMENT = ("Gender", "Number")


def stands_for(token: Token) -> Token | None:
    """The noun that a pronoun stands for, the token itself if it is a noun; None where no noun before agrees with it.

    A relative pronoun takes its antecedent; « elle », « celle » the nearest noun before it in the sentence that agrees
    in
    gender and number and is no complement of another noun, else the subject of the sentence before in the same line.
    """
    if fold(token.text) in column("back_words") and token.i and token.nbor(-1).pos_ == "DET":
        return next((noun for noun in _candidates(token) if _agrees(noun, token)), None)
    if token.pos_ in {"NOUN", "PROPN", "X", "ADJ", "NUM"}:
        return token
    if token.pos_ != "PRON":
        return None
    if "Rel" in token.morph.get("PronType", []):
        return antecedent(token)
    if "3" not in token.morph.get("Person", []) and not token.morph.get("Number", []):
        return None
    return next((noun for noun in _candidates(token) if _agrees(noun, token)), None)


def _candidates(token: Token) -> Iterator[Token]:
    """Nouns before a pronoun, the likeliest first."""
    sentence = token.sent
    yield from (noun for noun in reversed(token.doc[sentence.start : token.i]) if noun.pos_ == "NOUN" and _leads(noun))
    if sentence.start == 0 or "\n" in token.doc[sentence.start - 1].text:
        return
    before = token.doc[sentence.start - 1].sent
    if "\n" in before.text:
        return
    if before[-1].text != ":":  # « une couverture insuffisante : elle plafonne » goes on with what is said last
        yield from (noun for noun in before if noun.pos_ == "NOUN" and noun.dep_ in SUBJECTS)
    yield from (noun for noun in reversed(before) if noun.pos_ == "NOUN" and _leads(noun))


def _leads(noun: Token) -> bool:
    """Whether a noun is no complement of another, no time and no amount: a subject, an object, the head of a phrase."""
    if claim_at(noun) is not None or fold(noun.text) in column("time_nouns"):
        return False
    return noun.dep_ not in {"nmod", "flat:name", "obl:mod"} or not is_nominal(noun.head) or _introduced(noun)


def _introduced(noun: Token) -> bool:
    """Whether a noun has an article and no preposition: « mais aussi une couverture insuffisante »."""
    index = noun.i - 1
    while index > noun.sent.start and noun.doc[index].pos_ == "ADJ":
        index -= 1
    article = noun.doc[index]
    return (
        article.pos_ == "DET"
        and index > noun.sent.start
        and noun.doc[index - 1].pos_ not in {"ADP", "DET"}
        and not preposition(article)
        and not preposition(noun.doc[index - 1])
    )


def _agrees(noun: Token, pronoun: Token) -> bool:
    return all(
        not pronoun.morph.get(feature, []) or noun.morph.get(feature, []) == pronoun.morph.get(feature, [])
        for feature in AGREEMENT
    )
