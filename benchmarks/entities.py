"""How well are the entities of whole articles named? F1, one name for each: `python benchmarks/entities.py GOLD.json…`.

Beside each GOLD.json (or X.gold.json) with `entities` as name and label stands the text, X.txt. What is missing or too
much is printed.
"""

import argparse
import json
from pathlib import Path

from claimx import nlp
from claimx.article import Article


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path, nargs="+")
    options = parser.parse_args()
    pipeline = nlp.load()
    right = found = wanted = 0
    for path in options.gold:
        known = json.loads(path.read_text(encoding="utf-8"))
        text = path.with_name(path.name.removesuffix(".json").removesuffix(".gold") + ".txt")
        with text.open(encoding="utf-8", newline="") as file:
            article = Article(article_id=text.stem, text=file.read(), date=known.get("article_date", ""))
        gold = {(row["name"], row["label"]) for row in known["entities"]}
        (rows,) = nlp.tag(pipeline, [article])
        names = [(row.name, row.label) for row in rows["entities"]]
        right, found, wanted = right + len(gold & set(names)), found + len(names), wanted + len(gold)
        for sign, wrong in (("-", gold - set(names)), ("+", set(names) - gold)):
            for name, label in sorted(wrong):
                print(sign, article.article_id, label, name)
    precision, recall = right / max(1, found), right / max(1, wanted)
    print(f"entities P {precision:.4f} R {recall:.4f} F1 {2 * precision * recall / max(1e-9, precision + recall):.4f}")


if __name__ == "__main__":
    main()
