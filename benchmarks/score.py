"""How well are claims, sources, entities and speakers found on texts of which all is known?

    python benchmarks/score.py GOLD… [--floors FILE [--update [--allow-regression]]] [--report FORMAT]

GOLD is a folder or a file. JSON Lines hold articles with their `text`; beside any other known file (X.toml, X.csv,
X.json, X.gold.json) stands its text, X.txt, X.md or X.html, or several texts whose names are the known article_ids.
Exit codes as of `claimx check`: 1 below a floor or, without floors, if anything differs.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

from claimx import check, engines, gate, known, nlp, readers, tables
from claimx.article import Article
from claimx.errors import ClaimxError, Problem

KNOWN = (".toml", ".csv", ".json", ".jsonl")
TEXTS = ("txt", "md", "html")


def main() -> None:
    """Read the gold, find what claimx finds in its texts, print the report."""
    options = parser().parse_args()
    try:
        report = measure(options)
    except ClaimxError as error:
        print(f"score: {error}", file=sys.stderr)
        sys.exit(2)
    print(gate.FORMATS[options.report](report))
    if options.report == "text" and not report.floors:
        print(gate.figures(report))
    sys.exit(report.fails)


def parser() -> argparse.ArgumentParser:
    """The command line."""
    made = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("gold", type=Path, nargs="+")
    made.add_argument("--floors", type=Path)
    made.add_argument("--update", action="store_true")
    made.add_argument("--allow-regression", action="store_true")
    made.add_argument("--report", choices=[*gate.FORMATS], default="text")
    made.add_argument("--errors", action="store_true", help="print every difference, not the figures alone")
    return made


def measure(options: argparse.Namespace) -> gate.Report:
    """The report, held to the floors if there are any."""
    files = sorted({path for given in options.gold for path in known_files(given)})
    wanted = known.together(known.read(path) for path in files)
    found = views([article for path in files for article in articles(path)])
    report = gate.hold(wanted, found, options.gold[0], articles=options.gold[0], exact=False, strict=False)
    if not options.errors:
        report = replace(report, findings=[finding for finding in report.findings if finding.sort == "no article"])
    if not options.floors:
        return report
    made_by = {"claimx": version("claimx"), "spacy": version("spacy"), nlp.MODEL: version(nlp.MODEL)}
    return gate.hold_floors(
        report,
        options.floors,
        known=wanted.digest,
        made_by=made_by,
        update=options.update,
        allow_regression=options.allow_regression,
    )


def known_files(given: Path) -> Iterator[Path]:
    """The known files of a folder, or the file itself."""
    if not given.is_dir():
        yield given
    for path in sorted(given.iterdir()) if given.is_dir() else ():
        if path.suffix in KNOWN and (path.suffix != ".json" or path.name.endswith(".gold.json")):
            yield path


def articles(path: Path) -> Iterator[Article]:
    """The articles that a known file speaks of. Raises ClaimxError for one that is not there, or cannot be read."""
    if path.suffix == ".jsonl":
        yield from read(path)
        return
    date = json.loads(path.read_text(encoding="utf-8")).get("article_date") if path.suffix == ".json" else ""
    for article in sorted(known.read(path).articles):
        texts = [text for suffix in TEXTS if (text := path.with_name(f"{article}.{suffix}")).is_file()]
        if not texts:
            raise ClaimxError(f"{path} knows of {article}, which is not beside it.", f"Its text is {article}.txt.")
        yield from (replace(one, date=date or one.date) for one in read(texts[0]))


def read(path: Path) -> Iterator[Article]:
    """The articles of one file, as a run reads them, whatever their language."""
    admission = readers.Admission(any_language=True)
    for file in readers.find([str(path)]):
        for article in [file] if isinstance(file, Problem) else readers.read(file, admission):
            if isinstance(article, Article):
                yield article
            elif article.left_out:
                raise ClaimxError(f"{article.where} {article.message}", article.hint)


def views(texts: Iterable[Article]) -> dict[str, list[known.Row]]:
    """What claimx finds in the texts."""
    rows: dict[str, list[known.Row]] = {table: [] for table in tables.TABLES}
    for found in engines.tag(texts, workers=1):
        if isinstance(found, Problem):
            raise ClaimxError(f"{found.where} {found.message}", found.hint)
        for table, more in check.mappings(found).items():
            rows[table] += more
    return check.views(rows)


if __name__ == "__main__":
    main()
