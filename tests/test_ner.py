"""The entity model: its files are in the package, its training is the same twice, its data is read right."""

import argparse
import gzip
import json
import random
from pathlib import Path

import pytest
import spacy
from spacy.language import Language

from claimx.nlp import MODEL, tokenizer, training, weights

TEXT = "Léa Roy vit à Lyon . Elle dirige l'Agence des eaux, selon Paul Dury (Genève)."


@pytest.fixture(scope="module")
def small() -> Language:
    nlp = spacy.load(MODEL, enable=["ner"])
    tokenizer.put_on(nlp)
    return nlp


def sample() -> training.Sample:
    names = (("Léa Roy", "PER"), ("Lyon", "LOC"), ("l'Agence des eaux", "ORG"), ("Paul Dury", "PER"), ("Genève", "LOC"))
    spans = tuple((TEXT.index(name), TEXT.index(name) + len(name), label) for name, label in names)
    return training.Sample(TEXT, spans, "own")


def words(sample: training.Sample) -> list[str]:
    return [sample.text[start:end] for start, end, _ in sample.entities]


def test_the_weights_are_in_the_package() -> None:
    assert {path.name for path in weights.FOLDER.iterdir()} == {"cfg", "model", "moves"}
    assert sum(path.stat().st_size for path in weights.FOLDER.iterdir()) < 8_000_000


def test_offsets_move_along() -> None:
    clean = training.without_loose_spaces(training.without_elision(sample()))
    assert words(clean) == ["Léa Roy", "Lyon", "Agence des eaux", "Paul Dury", "Genève"]
    assert "Lyon. Elle" in clean.text
    for seed in range(40):
        changed = training.variant(clean, random.Random(seed))
        assert len(changed.text) == len(clean.text)
    assert [words(part) for part in training.paragraphs(clean)] == [words(clean)]
    swapped = training.renamed(clean, training.names([clean]), random.Random(1))
    assert len(words(swapped)) == 5
    assert set(words(swapped)) <= set(words(clean))


def test_an_entity_that_cuts_a_token_is_unknown(small: Language) -> None:
    cut = training.Sample("Le Néo-Zélandais vit ici.", ((7, 16, "LOC"),), "own")
    assert not training.example(small, cut).reference.ents


def test_dev_is_not_trained_on(tmp_path: Path) -> None:
    rows = [{"text": f"{number}", "ents": [], "split": "dev" if number % 2 else "train"} for number in range(10)]
    with gzip.open(tmp_path / "ner_own_fr.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
    train, judge = training.read(tmp_path)
    assert [sample.text for sample in train] == ["0", "2", "4", "6", "8"]
    assert [sample.text for sample in judge] == ["1", "3", "5", "7", "9"]


def test_the_same_weights_twice(small: Language) -> None:
    options = argparse.Namespace(epochs=1, rate=1e-3, drop=0.2, swap=0.5)
    start = training.weights(small)
    runs = []
    for _ in range(2):
        training.put(small, start)
        for _number, _loss in training.train(small, [sample()] * 4, options, seed=7):
            runs.append(training.weights(small))
    training.put(small, start)
    assert all((one == two).all() for one, two in zip(*runs, strict=True))
    assert any((one != two).any() for one, two in zip(start, runs[0], strict=True))
