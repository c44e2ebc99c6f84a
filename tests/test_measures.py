"""What the examples in known/ do not show: hostile text, reasons, ids, the lexicon's columns."""

import pytest
from spacy.language import Language
from spacy.tokens import Span

from claimx import lexicon
from claimx.article import Article
from claimx.nlp import document
from claimx.nlp.claims import claims
from claimx.nlp.measures import words
from claimx.nlp.measures.shares import plural

FIELDS = ("measured", "base", "per", "direction")


def found(nlp: Language, text: str) -> list[Span]:
    return claims(nlp(document(nlp, Article(article_id="article", text=text))))


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("", []),
        ("5 %", ["5 %"]),
        ("5", []),
        ("\n\n5 %\r\n", ["5 %"]),
        ("de 5 % à", ["5 %"]),
        ("dont 40 %", ["40 %"]),
        ("contre 3 %, contre 4 %", ["3 %", "4 %"]),
        ("😀 5 % 😀", ["5 %"]),
        ("un sur", []),
        ("5 %/", ["5 %"]),
        ("par 5 % par", ["5 %"]),
        ("à 5 m de", ["5 m"]),
    ],
)
def test_any_text_is_read(nlp: Language, text: str, amounts: list[str]) -> None:
    """Fragments are no reason to find what is not there: a level, of nothing, per nothing."""
    spans = found(nlp, text)
    assert [span.text for span in spans] == amounts
    assert [(span._.direction, span._.per, span._.base) for span in spans] == [("level", "", "")] * len(amounts)


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u202f"])
@pytest.mark.parametrize("apostrophe", ["'", "’"])
def test_spaces_and_apostrophes_do_not_matter(nlp: Language, space: str, apostrophe: str) -> None:
    text = f"Le chiffre d{apostrophe}affaires a reculé de 4{space}%, à 15{space}euros de l{apostrophe}heure."
    first, second = found(nlp, text)
    assert (first._.direction, first._.measured) == ("decrease", "chiffre d'affaires")
    assert second._.per == "hour"


def test_every_field_says_why(nlp: Language) -> None:
    text = "Le budget annuel a augmenté de 3 %, à 2 % du PIB. Il coûte 40 euros par mois au lieu de 60."
    filled = [
        (field, (claim._.why or {}).get(field))
        for claim in found(nlp, text)
        for field in (*FIELDS, "from_claim_id", "base_claim_id")
        if claim._.get(field) not in {"", "level"}
    ]
    assert {field for field, _ in filled} == {*FIELDS, "from_claim_id"}
    assert all(why for _, why in filled), filled


def test_a_reference_is_a_claim_of_the_same_article(nlp: Language) -> None:
    text = "Il faut 35 milliards d'euros, mais 40 % de cette somme manquent.\nLe taux passe de 3 % à 5 %."
    spans = found(nlp, text)
    ids = {f"article:{span.start_char}-{span.end_char}" for span in spans}
    named = [span._.get(field) for span in spans for field in ("from_claim_id", "base_claim_id") if span._.get(field)]
    assert len(named) >= 2
    assert set(named) <= ids


def test_no_reference_crosses_a_line(nlp: Language) -> None:
    first, second = found(nlp, "Le taux atteint 5 %.\nContre 3 % en 2010.")
    assert first._.from_claim_id == second._.from_claim_id == ""


@pytest.mark.parametrize(
    ("noun", "expected"),
    [
        ("pompier", "pompiers"),
        ("Français", "Français"),
        ("journal", "journaux"),
        ("bateau", "bateaux"),
        ("jeu", "jeux"),
    ],
)
def test_plural(noun: str, expected: str) -> None:
    assert plural(noun) == expected


def test_fold_keeps_the_length() -> None:
    for text in ("İstanbul’s", "ÉTÉ\u202f2024", "straße ẞ"):
        assert len(words.fold(text)) == len(text)


def test_units_of_denominators_are_known_once() -> None:
    forms = [row["form"] for row in lexicon.rows("per")]
    assert len(forms) == len(set(forms))


def test_directions_are_directions() -> None:
    for name in ("direction", "direction_after", "direction_inside"):
        assert {row["direction"] for row in lexicon.rows(name)} <= {"increase", "decrease", ""}
