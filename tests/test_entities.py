"""Entities as they stand on a Doc and in rows, on texts of any sort."""

from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from claimx import lexicon
from claimx.article import Article
from claimx.nlp import tag
from claimx.nlp.entities.initials import initials_fit
from claimx.nlp.entities.world import World, fold

PIECES = [
    *(
        "La Haye",
        "l'OTAN",
        "M. Roy",
        "Léa Roy",
        "le chancelier Karl Huber",
        "Mme",
        "(OMS)",
        "Organisation mondiale de la santé",
    ),
    *(
        "«",
        "»",
        "(",
        ")",
        ",",
        ".",
        "\n",
        "\r\n",
        "\u00a0",
        "\u202f",
        "🙂",
        "e\u0301",
        "procureur de la République de",
        "-",
        "’",
    ),
    *(
        "rue du",
        "23-Juin",
        "PARIS",
        "du ministre de la",
        "Défense",
        "3 %",
        "président",
        "De",
        "Zerbi",
        "ex-",
        "maire de",
        "Lyon",
        "le",
        "la",
        "général",
        "secrétaire",
    ),
]


def test_ents_carry_the_ids_of_the_rows(nlp: Language) -> None:
    text = "Le chancelier Karl Huber quitte Vienne. Huber promet 3 %. Le chancelier reviendra."
    doc = nlp(text)
    ids = {ent.text: ent.ent_id_ for ent in doc.ents}
    assert ids["Karl Huber"] == ids["Huber"] == ids["chancelier"]
    assert ids["Karl Huber"] != ids["Vienne"]
    assert next(ent.kb_id_ for ent in doc.ents if ent.text == "Vienne") == "Q1741"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=st.lists(st.sampled_from(PIECES), max_size=25), blank=st.sampled_from([" ", "", "\u00a0"]))
def test_any_text_gives_mentions_that_stand_in_it(nlp: Language, pieces: list[str], blank: str) -> None:
    text = blank.join(pieces)
    (rows,) = tag(nlp, [Article(article_id="a", text=text)])
    entities = {row.entity_id for row in rows["entities"]}
    spans = [(row.start, row.end) for row in rows["mentions"]]
    assert {row.entity_id for row in rows["mentions"]} == entities
    assert spans == sorted(spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    for row in rows["mentions"]:
        assert text[row.start : row.end] == row.text
        assert row.text.strip()
    assert all(row.name for row in rows["entities"])


def test_initials() -> None:
    assert initials_fit("Organisation mondiale de la santé", "OMS")
    assert initials_fit("Paris Saint-Germain", "PSG")
    assert initials_fit("Île-de-France Mobilités", "IDFM")
    assert not initials_fit("Organisation mondiale de la santé", "OMC")
    assert not initials_fit("Paris", "P")


def test_the_lexicon_knows_a_name_once(nlp: Language) -> None:
    seen: dict[str, str] = {}
    for row in lexicon.rows("world"):
        for form in (row["name"], *filter(None, row["forms"].split("|")), *filter(None, row["epithets"].split("|"))):
            assert seen.setdefault(fold(form), row["name"]) == row["name"], form
    codes = [row["iso_code"] for row in lexicon.rows("world") if row["iso_code"]]
    ids = [row["wikidata"] for row in lexicon.rows("world") if row["wikidata"]]
    assert len(codes) == len(set(codes))
    assert len(ids) == len(set(ids))
    world = World(nlp.vocab)
    fact = world.get("Etats-Unis")
    assert fact is not None
    assert fact.iso_code == "US"
