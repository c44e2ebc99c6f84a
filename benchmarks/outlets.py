"""How many outlets does claimx find in texts outside of a citation, and which? `python benchmarks/outlets.py
TEXTS.jsonl[.gz] [--split dev] [--show]`.

A line of TEXTS has a `text` and, if it likes, a `split`. In news without a list of sources nearly every mention outside
of a citation is worth a look: a place, a person or a common word there is an error.
"""

import argparse
import gzip
import json
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from spacy.tokens import Doc, Span

from claimx import nlp
from claimx.article import Article


def texts(path: Path, split: str) -> Iterator[str]:
    raw = path.read_bytes()
    lines = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8").splitlines()
    for row in map(json.loads, lines):
        if not split or row.get("split") == split:
            yield row["text"]


def _free(doc: Doc) -> Iterator[Span]:
    """The outlets that are named outside of a citation."""
    cited = doc.spans["citations"]
    for span in doc.spans["outlets"]:
        if not any(one.start_char <= span.start_char < one.end_char for one in cited):
            yield span


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--split", default="")
    parser.add_argument(
        "--show", action="store_true", help="print each mention outside of a citation, and each citation"
    )
    options = parser.parse_args()
    language = nlp.load()
    counts: Counter[str] = Counter()
    names: Counter[str] = Counter()
    start = time.perf_counter()
    for number, text in enumerate(texts(options.path, options.split)):
        doc = language(nlp.document(language, Article(article_id=str(number), text=text)))
        counts["articles"] += 1
        counts["characters"] += len(text)
        for span in doc.spans["citations"]:
            counts[f"citations: {span._.form}"] += 1
            if options.show:
                around = _around(text, span.start_char, span.end_char)
                print(f"cited  {number} {span._.form:13} {span._.outlet_ids} «{around}»")
        for span in _free(doc):
            counts["outlets outside of a citation"] += 1
            names[f"{span.text} = {span.label_}"] += 1
            if options.show:
                print(f"free   {number} {span.label_:13} «{_around(text, span.start_char, span.end_char)}»")
    for name, count in sorted(counts.items()):
        print(f"{count:8} {name}")
    for name, count in names.most_common():
        print(f"{count:8}   {name}")
    print(f"{time.perf_counter() - start:8.1f} s")


def _around(text: str, start: int, end: int) -> str:
    return " ".join(f"{text[max(0, start - 60) : start]}[{text[start:end]}]{text[end : end + 40]}".split())


if __name__ == "__main__":
    main()
