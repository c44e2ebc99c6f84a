"""Modality: the conjugation that it rests on, and the reasons that it gives."""

import pytest
from spacy.language import Language

from claimx import lexicon
from claimx.article import Article
from claimx.nlp import document, verbs
from claimx.nlp.claims import claims


@pytest.mark.parametrize(
    ("infinitive", "form", "tense"),
    [
        ("annoncer", "annonçait", "imperfect"),
        ("exiger", "exigeant", "gerund"),
        ("rappeler", "rappelle", "present"),
        ("révéler", "révèle", "present"),
        ("projeter", "projette", "present"),
        ("prévoir", "prévoira", "future"),
        ("devoir", "devrait", "conditional"),
        ("devoir", "due", "participle"),
        ("promettre", "promis", "participle"),
        ("craindre", "craignent", "present"),
        ("avertir", "avertissait", "imperfect"),
        ("soutenir", "soutiennent", "present"),
        ("répondre", "répondit", "past"),
        ("reconnaître", "reconnu", "participle"),
    ],
)
def test_a_form_has_its_tense(infinitive: str, form: str, tense: str) -> None:
    assert verbs.paradigm(infinitive)[form] == tense


def test_every_cue_can_be_conjugated() -> None:
    for row in lexicon.rows("modality"):
        if row["form"] == "verb":
            assert verbs.paradigm(row["word"]), row["word"]


def test_every_reporting_verb_can_be_conjugated() -> None:
    for row in lexicon.rows("reporting_verbs"):
        first = row["lemma"].removeprefix("se ").removeprefix("s'").split()[0]
        assert verbs.paradigm(first) or first == "dixit", first


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("La croissance devrait atteindre 3 %.", "modality.csv: devoir « devrait »"),
        ("Le taux n'a pas dépassé 3 %.", "negations.csv: « n' … pas »"),
        ("Le taux atteindrait 3 %.", "modality: conditional « atteindrait »"),
        ("Le billet coûtera 40 euros au lieu de 60 euros.", "presupposed.csv: au lieu de"),
    ],
)
def test_the_reason_names_the_words(nlp: Language, text: str, because: str) -> None:
    doc = nlp(document(nlp, Article(article_id="a", text=text)))
    assert claims(doc)[-1]._.why["modality"] == because
