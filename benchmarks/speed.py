"""How fast is claimx beside plain spaCy? Both tag the same articles in turn, in one run; what counts is the ratio.

Prints a line per round and the medians. Characters per second depend on the machine, the ratio hardly does.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import spacy

from claimx import nlp, readers
from claimx.article import Article

RAW = Path(__file__).parent.parent / "data" / "raw"


def articles(folder: Path, characters: int) -> list[Article]:
    """The articles of a folder, again and again until there are so many characters."""
    admission = readers.Admission()
    files = [file for file in readers.find([str(folder)]) if isinstance(file, readers.File)]
    found = [item for file in files for item in readers.read(file, admission) if isinstance(item, Article)]
    taken: list[Article] = []
    while sum(len(article.text) for article in taken) < characters:
        taken += found
    return taken


def seconds(work: Callable[[], None]) -> float:
    """Wall time of one call."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    """Measure, and print what came out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=RAW, help="articles to tag")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--characters", type=int, default=60_000, help="so much text in a round")
    arguments = parser.parse_args()
    taken = articles(arguments.folder, arguments.characters)
    texts = [article.text for article in taken]
    size = sum(map(len, texts))
    plain, ours = spacy.load(nlp.MODEL), nlp.load()

    def run_plain() -> None:
        for _ in plain.pipe(texts):
            pass

    def run_ours() -> None:
        for _ in nlp.tag(ours, taken):
            pass

    run_plain(), run_ours()  # the first call of each fills caches
    rounds = []
    for number in range(1, arguments.rounds + 1):
        rounds.append((seconds(run_plain), seconds(run_ours)))
        spacy_time, claimx_time = rounds[-1]
        print(f"round {number}: spaCy {size / spacy_time:,.0f} characters/s, claimx {size / claimx_time:,.0f}")
    ratio = statistics.median(claimx_time / spacy_time for spacy_time, claimx_time in rounds)
    print(f"claimx takes {ratio:.2f} times as long as plain {nlp.MODEL} ({len(taken)} articles, {size:,} characters)")


if __name__ == "__main__":
    main()
