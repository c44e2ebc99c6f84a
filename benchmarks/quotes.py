"""How well are quotations attributed?  python benchmarks/quotes.py QUOTES.jsonl [--first N | --last N] [--errors]

QUOTES.jsonl holds a text a line: {"text": …, "attributions": [{"speaker", "start", "end", …}]}, offsets in code points.
A found attribution is right when its content and a gold one's overlap by 0.3 or more of their union, one to one; its
speaker is right when the two share at least half of their words (an article is no word; a pronoun must be the same).
"""

import argparse
import json
import re
from pathlib import Path
from typing import Any

from claimx import nlp
from claimx.article import Article
from claimx.nlp.speakers import Attribution, attributions

OVERLAP = 0.3
ARTICLES = {"le", "la", "les", "l", "un", "une", "des", "du", "de", "d"}

Gold = dict[str, Any]


def main() -> None:
    """Read the texts, find their attributions, print precision, recall, F1 and the share of right speakers."""
    arguments = parser().parse_args()
    texts = [json.loads(line) for line in Path(arguments.quotes).read_text(encoding="utf-8").splitlines() if line]
    texts = texts[: arguments.first] if arguments.first else texts[-arguments.last :] if arguments.last else texts
    pipeline = nlp.load()
    gold = found = matched = speakers = 0
    for text in texts:
        doc = pipeline(nlp.document(pipeline, Article(article_id=text["id"], text=text["text"])))
        answers = [answer for answer in attributions(doc) if answer.speaker is not None]
        pairs = paired(text["attributions"], answers)
        right = [pair for pair in pairs if same_speaker(pair[0]["speaker"], pair[1])]
        gold, found = gold + len(text["attributions"]), found + len(answers)
        matched, speakers = matched + len(pairs), speakers + len(right)
        if arguments.errors:
            show(text, answers, pairs, right)
    precision, recall = matched / max(1, found), matched / max(1, gold)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    share = speakers / max(1, matched)
    print(f"{len(texts)} texts, {gold} attributions: P {precision:.3f} R {recall:.3f} F1 {f1:.3f}; speaker {share:.3f}")


def parser() -> argparse.ArgumentParser:
    """The command line."""
    made = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("quotes")
    made.add_argument("--first", type=int, default=0)
    made.add_argument("--last", type=int, default=0)
    made.add_argument("--errors", action="store_true")
    return made


def paired(gold: list[Gold], found: list[Attribution]) -> list[tuple[Gold, Attribution]]:
    """One-to-one pairs of gold and found attributions whose contents overlap enough, the best first."""
    candidates = [(overlap(one, other), i, j) for i, one in enumerate(gold) for j, other in enumerate(found)]
    pairs: list[tuple[int, int]] = []
    for share, i, j in sorted(candidates, key=lambda candidate: -candidate[0]):
        if share >= OVERLAP and all(i != a and j != b for a, b in pairs):
            pairs.append((i, j))
    return [(gold[i], found[j]) for i, j in pairs]


def overlap(gold: Gold, found: Attribution) -> float:
    """Characters that both contents have, as a share of those that either has."""
    start, end = found.content.start_char, found.content.end_char
    common = min(end, gold["end"]) - max(start, gold["start"])
    return max(0, common) / (max(end, gold["end"]) - min(start, gold["start"]))


def same_speaker(gold: str, found: Attribution) -> bool:
    """Whether two speakers share at least half of their words."""
    one, other = words(gold), words(found.speaker.text if found.speaker is not None else "")
    return 2 * len(one & other) >= 0.5 * (len(one) + len(other))


def words(text: str) -> set[str]:
    """The words of a speaker without articles."""
    found = set(re.findall(r"\w+", text.lower())) - {"t"}
    return found - ARTICLES or found


def show(
    text: Gold, answers: list[Attribution], pairs: list[tuple[Gold, Attribution]], right: list[tuple[Gold, Attribution]]
) -> None:
    """Print what was missed, found too much, or given to the wrong speaker."""
    for one in text["attributions"]:
        if all(pair[0] is not one for pair in pairs):
            print(f"missed   {text['id']}: {one['speaker']} | {one['cue']} | {one['content']}")
    for answer in answers:
        if all(pair[1] is not answer for pair in pairs):
            print(f"too much {text['id']}: {answer.speaker} | {answer.cue} | {answer.content}")
    for pair in pairs:
        if pair not in right:
            print(f"speaker  {text['id']}: {pair[0]['speaker']} is not {pair[1].speaker}")


if __name__ == "__main__":
    main()
