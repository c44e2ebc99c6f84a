"""Train the model's `ner` component on annotated news: `python -m claimx.nlp.training DATA -o WEIGHTS`."""

import argparse
import gzip
import json
import random
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Any, cast

import spacy
from spacy.language import Language
from spacy.pipeline import TrainablePipe
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.training.batchers import minibatch_by_words
from spacy.util import filter_spans
from thinc.api import Adam, Model, fix_random_seed

from claimx import lexicon
from claimx.nlp import MODEL, surface, tokenizer

LABELS = ("PER", "ORG", "LOC")
LOOSE = re.compile(r"(?<=\S) (?=[.,)\]])|(?<=[(\[]) (?=\S)")
"""A space that annotators' tools left before a full stop: « Valence . »"""
ELIDED = re.compile(
    "|".join(row["word"][:-1] + "'" for row in lexicon.rows("name_borders") if row["word"].endswith("'")),
    re.IGNORECASE,
)
HELD_OUT = 4
"""Of a file without a dev split every fourth run of sentences is held out of the training and judged by."""
RUN = 20


@dataclass(frozen=True, slots=True)
class Sample:
    """A text and its entities as (start, end, label) in code points."""

    text: str
    entities: tuple[tuple[int, int, str], ...]
    genre: str


def read(folder: Path) -> tuple[list[Sample], list[Sample]]:
    """The samples to train on and those to judge by, from the folder's *.jsonl.gz with text, ents and split."""
    train: list[Sample] = []
    judge: list[Sample] = []
    for path in sorted(folder.glob("ner_*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as file:
            rows = [json.loads(line) for line in file]
        has_dev = any(row["split"] == "dev" for row in rows)
        for number, row in enumerate(rows):
            sample = _sample(row, path.name.split("_")[1])
            held = row["split"] == "dev" if has_dev else number // RUN % HELD_OUT == HELD_OUT - 1
            (judge if held else train).append(sample)
    return train, judge


def _sample(row: dict[str, Any], genre: str) -> Sample:
    """The twin of a text, as the pipeline reads it, with its entities."""
    found = surface.surface(row["text"])
    entities = tuple((found.forth(start), found.forth(end), label) for start, end, label in row["ents"])
    return Sample(found.twin, entities, genre)


def without_elision(sample: Sample) -> Sample:
    """Entities that annotators began too early put right: « l'armée syrienne » → « armée syrienne »."""
    entities = []
    for start, end, label in sample.entities:
        elided = ELIDED.match(sample.text, start, end)
        entities.append((elided.end() if elided and elided.end() < end else start, end, label))
    return replace(sample, entities=tuple(entities))


def without_loose_spaces(sample: Sample) -> Sample:
    """« Valence . » → « Valence. », with the offsets moved along."""
    cuts = [match.start() for match in LOOSE.finditer(sample.text)]
    moved = [(s - sum(c < s for c in cuts), e - sum(c < e for c in cuts), label) for s, e, label in sample.entities]
    return replace(sample, text=LOOSE.sub("", sample.text), entities=tuple(moved))


def paragraphs(sample: Sample) -> Iterator[Sample]:
    """The lines of a text as samples of their own."""
    for match in re.finditer(r"[^\n]+", sample.text):
        start, end = match.span()
        inside = [(s - start, e - start, label) for s, e, label in sample.entities if start <= s and e <= end]
        yield replace(sample, text=match.group(), entities=tuple(inside))


def without_accents(text: str) -> str:
    """« Élysée » → « Elysee », character by character."""
    return "".join(unicodedata.normalize("NFD", char)[0] for char in text)


def variant(sample: Sample, chance: random.Random) -> Sample:
    """The sample as another desk might have typed it: bare capitals, no accents, all in capitals."""
    text = sample.text
    draw = chance.random()
    if draw < 0.05:
        text = "".join(char.upper() if len(char.upper()) == 1 else char for char in text)
    elif draw < 0.15:
        text = "".join(without_accents(char) if char.isupper() else char for char in text)
    elif draw < 0.17:
        text = without_accents(text)
    return replace(sample, text=text)


def names(samples: list[Sample]) -> dict[str, list[str]]:
    """The names that the samples annotate, by label, as often as they occur."""
    found: dict[str, list[str]] = {label: [] for label in LABELS}
    for sample in samples:
        for start, end, label in sample.entities:
            if label in found:
                found[label].append(sample.text[start:end])
    return found


def renamed(sample: Sample, pool: dict[str, list[str]], chance: random.Random) -> Sample:
    """The sample with other names of the same sort and as many words in the place of its own."""
    text, entities, end = "", [], 0
    for start, stop, label in sorted(sample.entities):
        if start < end:
            continue
        name = sample.text[start:stop]
        other = chance.choice(pool[label]) if label in pool else name
        name = other if other.count(" ") == name.count(" ") else name
        text += sample.text[end:start] + name
        entities.append((len(text) - len(name), len(text), label))
        end = stop
    return replace(sample, text=text + sample.text[end:], entities=tuple(entities))


def epoch(samples: list[Sample], chance: random.Random, *, swap: float) -> list[Sample]:
    """The samples of one pass, shuffled: whole texts and paragraphs by halves, each in one of its variants."""
    pool = names(samples)
    samples = [renamed(sample, pool, chance) if chance.random() < swap else sample for sample in samples]
    texts = [without_loose_spaces(sample) if chance.random() < 0.7 else sample for sample in samples]
    parts = [part for text in texts for part in (paragraphs(text) if chance.random() < 0.5 else (text,))]
    chance.shuffle(parts)
    return [variant(part, chance) for part in parts]


def example(nlp: Language, sample: Sample) -> Example:
    """The sample tokenised, with its entities; one that cuts a token in two is unknown, not absent."""
    known, unknown = [], []
    doc = nlp.make_doc(sample.text)
    for start, end, label in sample.entities:
        span = doc.char_span(start, end, label=label)
        if span is not None:
            known.append(span)
        elif (wider := doc.char_span(start, end, alignment_mode="expand")) is not None:
            unknown.append(wider)
    reference = doc.copy()
    taken = {token.i for span in known for token in span}
    free = [span for span in unknown if not taken & {token.i for token in span}]
    reference.set_ents(_spans(reference, known), missing=_spans(reference, free), default="outside")
    return Example(doc, reference)


def _spans(doc: Doc, spans: Iterable[Span]) -> list[Span]:
    return [Span(doc, span.start, span.end, label=span.label) for span in filter_spans(spans)]


def scores(nlp: Language, samples: list[Sample]) -> dict[str, float]:
    """Strict micro precision, recall and F1 over PER, ORG and LOC: the same characters and the same label."""
    counts: Counter[str] = Counter()
    for sample, doc in zip(samples, nlp.pipe(sample.text for sample in samples), strict=True):
        gold = {entity for entity in sample.entities if entity[2] in LABELS}
        found = {(span.start_char, span.end_char, span.label_) for span in doc.ents if span.label_ in LABELS}
        counts.update(gold=len(gold), found=len(found), right=len(gold & found))
    precision, recall = counts["right"] / max(1, counts["found"]), counts["right"] / max(1, counts["gold"])
    return {"P": precision, "R": recall, "F1": 2 * precision * recall / max(1e-9, precision + recall)}


def by_genre(nlp: Language, samples: list[Sample]) -> dict[str, float]:
    """F1 for each source of samples."""
    ordered = sorted(samples, key=lambda sample: sample.genre)
    return {genre: scores(nlp, list(group))["F1"] for genre, group in groupby(ordered, key=lambda s: s.genre)}


def train(
    nlp: Language, samples: list[Sample], options: argparse.Namespace, *, seed: int
) -> Iterator[tuple[int, float]]:
    """Train the component in place; after each pass its number and loss, while the model has the averaged weights."""
    epochs, rate, drop = options.epochs, options.rate, options.drop
    fix_random_seed(seed)
    chance = random.Random(seed)
    pipe = ner(nlp)
    optimizer = Adam(rate, L2=0.01, L2_is_weight_decay=True, grad_clip=1.0, use_averages=True)
    clean = [without_elision(sample) for sample in samples]
    total, step = epochs * sum(len(sample.text) for sample in clean), 0
    for number in range(1, epochs + 1):
        losses: dict[str, float] = {}
        for part in minibatch_by_words((example(nlp, s) for s in epoch(clean, chance, swap=options.swap)), size=600):
            batch = list(part)
            optimizer.learn_rate = rate * max(0.02, 1 - step / total)
            step += sum(len(item.reference.text) for item in batch)
            pipe.update(batch, drop=drop, sgd=optimizer, losses=losses)
        with pipe.model.use_params(optimizer.averages):
            yield number, losses["ner"]


def ner(nlp: Language) -> TrainablePipe:
    return cast(TrainablePipe, nlp.get_pipe("ner"))


def weights(nlp: Language) -> list[Any]:
    """A copy of every array of the `ner` component, in the order of the model's layers."""
    model: Model[Any, Any] = ner(nlp).model
    return [node.get_param(name).copy() for node in model.walk() for name in node.param_names if node.has_param(name)]


def put(nlp: Language, arrays: list[Any]) -> None:
    """Give the `ner` component these weights."""
    model: Model[Any, Any] = ner(nlp).model
    places = [(node, name) for node in model.walk() for name in node.param_names if node.has_param(name)]
    for (node, name), array in zip(places, arrays, strict=True):
        node.set_param(name, array.copy())


def mean(models: list[list[Any]]) -> list[Any]:
    """The average of several models that were trained from the same start."""
    return [sum(arrays) / len(models) for arrays in zip(*models, strict=True)]


def best_pass(
    nlp: Language, samples: list[Sample], judges: list[Sample], options: argparse.Namespace, *, seed: int
) -> list[Any]:
    """The weights of the pass that does best on the held-out texts, each genre counting alike."""
    best, kept = 0.0, weights(nlp)
    for number, loss in train(nlp, samples, options, seed=seed):
        figures = by_genre(nlp, judges)
        say(f"seed {seed} pass {number} loss {loss:.0f}", figures)
        if (score := sum(figures.values())) > best:
            best, kept = score, weights(nlp)
    return kept


def say(what: str, figures: dict[str, float]) -> None:
    print(what, {genre: round(f1, 4) for genre, f1 in figures.items()}, file=sys.stderr, flush=True)


def main() -> None:
    """Train once for each seed from the model as it comes, average the best passes, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder of ner_*.jsonl.gz: text, ents as [start, end, label], split")
    parser.add_argument("-o", "--out", type=Path, required=True, help="folder for the weights")
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--drop", type=float, default=0.2)
    parser.add_argument("--swap", type=float, default=0.3, help="share of texts whose names are exchanged")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2])
    options = parser.parse_args()
    nlp = spacy.load(MODEL, enable=["ner"])
    tokenizer.put_on(nlp)
    samples, judges = read(options.data)
    say("as it comes", by_genre(nlp, judges))
    start, trained = weights(nlp), []
    for seed in options.seeds:
        put(nlp, start)
        trained.append(best_pass(nlp, samples, judges, options, seed=seed))
        put(nlp, mean(trained))
        say(f"mean of {len(trained)}", by_genre(nlp, judges))
        ner(nlp).to_disk(options.out, exclude=["vocab"])


if __name__ == "__main__":
    main()
