"""From a row back to its text: the one article that a claim in a folder of tables was found in."""

import csv
import dataclasses
from pathlib import Path

from claimx import readers, tables, writers
from claimx.article import Article
from claimx.errors import ClaimxError, Problem

Row = dict[str, str]


def claim(folder: Path, claim_id: str) -> Row:
    """The row of a claim, as it stands in the tables. Raises ClaimxError where there is none."""
    found = _row(folder, "claims", claim_id)
    if not found:
        raise ClaimxError(
            f"{folder / 'claims.csv'} has no claim '{claim_id}'.", "Copy the id from its column claim_id."
        )
    return found


def article(folder: Path, claim: Row, articles: Path) -> Article:
    """The article of a claim's row, read anew, under its id and day; `articles` is the folder that the run has read.

    No other file is read. Raises ClaimxError where the article is not there, or where its text is not the one of the
    row any more.
    """
    row = _row(folder, "articles", claim["article_id"])
    if row["path"] == readers.STDIN:
        raise ClaimxError(f"{claim['article_id']} came from standard input.", "Keep it in a file, and run again.")
    path = articles / row["path"]
    file = readers.File(row["path"], path, row["format"])
    read = list(readers.read(file, readers.Admission(date=row["date"], any_language=True)))
    named = [each for each in read if isinstance(each, Article) and _is(each, row)]
    if not named:
        trouble = next((each.message for each in read if isinstance(each, Problem) and each.left_out), "")
        raise ClaimxError(
            f"{path}: '{row['article_id']}' is not there{f': it {trouble}' if trouble else '.'}",
            "--articles FOLDER says where the articles of the run lie.",
        )
    same = next((each for each in named if _agrees(each.text, row, claim)), None)
    if same is None:
        raise ClaimxError(
            f"{path} has not the text of the row any more: « {claim['text']} » does not stand at"
            f" {claim['start']}-{claim['end']} of {row['characters']} characters.",
            "Write the tables anew with claimx run.",
        )
    return dataclasses.replace(same, article_id=row["article_id"], date=row["date"])


def _row(folder: Path, table: str, key: str) -> Row:
    """The row of a table with this key; empty where there is none."""
    writers.verify(folder)
    path, name = folder / f"{table}.csv", tables.columns(table)[0].name
    if not path.is_file():
        raise ClaimxError(
            f"{folder} is no folder of tables.", "Name one that claimx run wrote; a text goes in quotation marks."
        )
    with path.open(encoding="utf-8", newline="") as file:
        return next((row for row in csv.DictReader(file) if row.get(name) == key), {})


def _is(article: Article, row: Row) -> bool:
    """Whether the article has the row's id, or would have it beside those of other files: « x~2 »."""
    return row["article_id"] == article.article_id or row["article_id"].startswith(f"{article.article_id}~")


def _agrees(text: str, row: Row, claim: Row) -> bool:
    return len(text) == int(row["characters"]) and text[int(claim["start"]) : int(claim["end"])] == claim["text"]
