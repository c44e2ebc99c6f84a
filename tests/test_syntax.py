"""The tree helpers on real parses: verbs, subjects, phrases, lines."""

import pytest
from spacy.language import Language
from spacy.tokens import Doc, Token

from claimx.nlp import syntax


def word(doc: Doc, text: str) -> Token:
    return next(token for token in doc if token.text == text)


@pytest.mark.parametrize(
    ("text", "amount", "verbs"),
    [
        ("Le déficit pourrait être porté à 5 % du PIB.", "%", ["porté", "être", "pourrait"]),
        ("Le budget a atteint 12 millions.", "millions", ["atteint", "a"]),
        ("Le ministre a dit que le taux serait de 5 %.", "%", ["serait"]),
        ("Budget : 12 millions.", "millions", []),
    ],
)
def test_governing_verbs(nlp: Language, text: str, amount: str, verbs: list[str]) -> None:
    token = word(nlp(text), amount)
    assert [verb.text for verb in syntax.governing_verbs(token.doc[token.i : token.i + 1])] == verbs


@pytest.mark.parametrize(
    ("text", "verb", "subject"),
    [
        ("Le coût des travaux s'élève à 3 millions.", "élève", "coût"),
        ("Les dépenses, qui atteignent 3 millions, inquiètent.", "atteignent", "dépenses"),
        ("Le déficit devrait être porté à 3 %.", "porté", "déficit"),
        ("Attendez trois jours.", "Attendez", None),
    ],
)
def test_subject(nlp: Language, text: str, verb: str, subject: str | None) -> None:
    found = syntax.subject(word(nlp(text), verb))
    assert (found.text if found is not None else None) == subject


@pytest.mark.parametrize(
    ("text", "noun", "phrase"),
    [
        ("Les dépenses de défense, qui augmentent, inquiètent.", "dépenses", "dépenses de défense"),
        ("Le coût des bâtiments s'élève à 3 millions.", "coût", "coût des bâtiments"),
        ("Les grandes villes votent demain.", "villes", "grandes villes"),
    ],
)
def test_noun_phrase(nlp: Language, text: str, noun: str, phrase: str) -> None:
    assert syntax.noun_phrase(word(nlp(text), noun)).text == phrase


def test_main_verb_stands_over_an_infinitive(nlp: Language) -> None:
    verb = syntax.main_verb(word(nlp("Le groupe veut supprimer 300 postes."), "postes"))
    assert verb is not None
    assert verb.text == "veut"


def test_clause_leaves_out_the_clauses_below_it(nlp: Language) -> None:
    doc = nlp("Le taux monte, a dit le ministre qui partait.")
    assert "partait" not in [token.text for token in syntax.clause(word(doc, "monte"))]


def test_paragraph_is_a_line(nlp: Language) -> None:
    doc = nlp("Un titre\nUne phrase de deux mots.\r\nUne autre.")
    assert syntax.paragraph(word(doc, "phrase")).text.strip() == "Une phrase de deux mots."


def test_one_token(nlp: Language) -> None:
    token = nlp("Rien")[0]
    assert syntax.governing_verbs(token.doc[0:1]) == []
    assert syntax.noun_phrase(token).text == "Rien"
    assert syntax.subject(token) is None


def test_lines_end_between_tokens(nlp: Language) -> None:
    doc = nlp.make_doc("Il part.\nElle reste.\n\nOn dort.")
    ends = [token.i for token in doc if "\n" in token.text]
    assert [syntax.breaks(doc, i) for i in range(len(doc))] == [i in ends for i in range(len(doc))]
    assert syntax.broken(doc, 0, ends[0] + 1)
    assert not syntax.broken(doc, 0, ends[0])
    assert not syntax.broken(doc, ends[0] + 1, ends[1])
    assert not syntax.broken(doc, ends[0], ends[0])
