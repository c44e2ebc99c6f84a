"""How well are people, organisations and places found? `python benchmarks/ner.py FILE.jsonl.gz… [--split dev]`.

Strict micro-F1. A line has text and ents as [start, end, label] in code points. With --pipeline the spans of the whole
pipeline are judged (no headings, no outlets), else those of the trained component alone. --errors prints what is wrong.
"""

import argparse
import gzip
import json
from collections import Counter
from pathlib import Path

import spacy
from spacy.language import Language

from claimx import nlp as claimx_nlp
from claimx.nlp import tokenizer, weights

LABELS = ("PER", "ORG", "LOC")
Entity = tuple[int, int, str]


def read(path: Path, split: str) -> list[tuple[str, set[Entity]]]:
    """Texts with their entities, of one split or, if it is empty, of all."""
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    rows = [json.loads(line) for line in data.splitlines()]
    kept = [row for row in rows if not split or row.get("split") == split]
    return [(row["text"], {(s, e, label) for s, e, label in row["ents"] if label in LABELS}) for row in kept]


def pipeline(*, whole: bool) -> Language:
    """The whole pipeline, or the tokeniser and the `ner` component alone."""
    if whole:
        return claimx_nlp.load()
    nlp = spacy.load(claimx_nlp.MODEL, enable=["ner"])
    tokenizer.put_on(nlp)
    weights.put_on(nlp)
    return nlp


def line(name: str, gold: int, found: int, right: int) -> str:
    precision, recall = right / max(1, found), right / max(1, gold)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return f"{name:6} gold {gold:5} found {found:5} P {precision:.4f} R {recall:.4f} F1 {f1:.4f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--split", default="")
    parser.add_argument("--pipeline", action="store_true")
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    nlp = pipeline(whole=options.pipeline)
    counts: Counter[tuple[str, str]] = Counter()
    rows = [row for path in options.files for row in read(path, options.split)]
    for (text, gold), doc in zip(rows, nlp.pipe(text for text, _ in rows), strict=True):
        found = {
            (*doc._.back(span.start_char, span.end_char), span.label_) for span in doc.ents if span.label_ in LABELS
        }
        for label in LABELS:
            for name, side in (("gold", gold), ("found", found), ("right", gold & found)):
                counts[label, name] += sum(entity[2] == label for entity in side)
        if options.errors:
            for sign, wrong in (("-", gold - found), ("+", found - gold)):
                for start, end, label in sorted(wrong):
                    before, after = text[max(0, start - 50) : start], text[end : end + 40]
                    print(sign, label, json.dumps(f"{before}[{text[start:end]}]{after}", ensure_ascii=False))
    for label in LABELS:
        print(line(label, *(counts[label, name] for name in ("gold", "found", "right"))))
    print(line("micro", *(sum(counts[label, name] for label in LABELS) for name in ("gold", "found", "right"))))


if __name__ == "__main__":
    main()
