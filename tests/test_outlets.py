"""Names, domains and addresses → outlets."""

import time

import pytest

from claimx.nlp.sources import outlets


@pytest.fixture(scope="module")
def registry() -> outlets.Registry:
    return outlets.Registry()


@pytest.mark.parametrize(
    ("name", "outlet_id"),
    [
        ("Le Monde", "lemonde.fr"),
        ("LE MONDE", "lemonde.fr"),
        ("Le Monde.fr", "lemonde.fr"),
        ("Médiapart", "mediapart.fr"),
        ("L’Est républicain", "estrepublicain.fr"),
        ("Voix.de", "stimme.de"),
        ("ZDF aujourd'hui", "zdfheute.de"),
        ("Journal sud-allemand", "sueddeutsche.de"),
        ("https://fr.reuters.com/marches", "reuters.com"),
        ("gazette-locale.fr", "gazette-locale.fr"),
    ],
)
def test_a_name_is_found_whatever_its_spelling(name: str, outlet_id: str) -> None:
    assert outlets.explain(name)[0]["outlet_id"] == outlet_id


def test_what_stays_open_is_not_guessed(registry: outlets.Registry) -> None:
    choice = registry.choose("Le Quotidien", registry.named("Le Quotidien"), outlets.Evidence())
    assert (choice.outlet_id, choice.known, choice.ambiguous) == ("le-quotidien", False, True)


def test_the_outlets_beside_decide(registry: outlets.Registry) -> None:
    beside = outlets.Evidence(beside=frozenset({"DE"}))
    assert registry.choose("Le Temps", registry.named("Le Temps"), beside).outlet_id == "zeit.de"
    assert registry.choose("Le Temps", registry.named("Le Temps"), outlets.Evidence()).outlet_id == "letemps.ch"


def test_own_rows_add_and_override() -> None:
    mine = [
        {"outlet_id": "lejournal.example", "name": "Le Petit Bleu du Lot"},
        {"outlet_id": "lemonde.fr", "name": "Le Monde d'ici"},
    ]
    registry = outlets.Registry(mine)
    assert registry.named("Le Petit Bleu du Lot")[0].outlet["outlet_id"] == "lejournal.example"
    assert registry.outlets["lemonde.fr"]["name"] == "Le Monde d'ici"


@pytest.mark.parametrize(
    "address", ["https://twitter.com/x", "https://www.insee.fr/x", "/interne", "", "mailto:a@b.fr"]
)
def test_what_is_no_outlet(registry: outlets.Registry, address: str) -> None:
    host = outlets.host(address)
    assert not host or registry.website(host) is None


def test_the_articles_own_outlet(registry: outlets.Registry) -> None:
    assert registry.own("Le Figaro", "") == "lefigaro.fr"
    assert registry.own("", "https://www.ouest-france.fr/bretagne/x") == "ouest-france.fr"
    assert registry.own("", "") == ""


def test_the_registry_loads_fast() -> None:
    start = time.process_time()
    outlets.Registry()
    assert time.process_time() - start < 1
