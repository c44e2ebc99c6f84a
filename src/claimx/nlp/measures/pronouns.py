"""Which noun does a pronoun stand for?"""

from spacy.tokens import Token

from claimx.nlp.syntax import antecedent, is_nominal, paragraph

AGREEMENT = ("Gender", "Number")


def stands_for(token: Token) -> Token | None:
    """The noun that a pronoun stands for, the token itself if it is a noun; None where no noun before agrees with it.

    A relative pronoun takes its antecedent; « elle », « celle », « lequel » the nearest noun before it in the sentence, else in
    the line, that agrees in gender and number and is no complement of another noun.
    """
    if token.pos_ in {"NOUN", "PROPN", "X", "ADJ", "NUM"}:
        return token
    if token.pos_ != "PRON":
        return None
    if "Rel" in token.morph.get("PronType"):
        return antecedent(token)
    if "3" not in token.morph.get("Person") and not token.morph.get("Number"):
        return None
    before = token.doc[paragraph(token).start : token.i]
    return next((noun for noun in reversed(before) if noun.pos_ == "NOUN" and _agrees(noun, token) and _leads(noun)), None)


def _leads(noun: Token) -> bool:
    """Whether a noun is no complement of another: a subject, an object, the head of a phrase."""
    return noun.dep_ not in {"nmod", "flat:name", "obl:mod"} or not is_nominal(noun.head)


def _agrees(noun: Token, pronoun: Token) -> bool:
    return all(not pronoun.morph.get(feature) or noun.morph.get(feature) == pronoun.morph.get(feature) for feature in AGREEMENT)
