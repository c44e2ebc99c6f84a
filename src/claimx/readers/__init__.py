"""Files to articles: find the files, read each by its format, and leave out what cannot be read, saying why."""

from collections.abc import Iterator
from pathlib import Path

from claimx.article import Article
from claimx.errors import Problem, problem
from claimx.readers import html, markdown, parquet, plain, records
from claimx.readers.admission import Admission
from claimx.readers.encoding import decode
from claimx.readers.files import STDIN, File, find
from claimx.readers.items import Item
from claimx.readers.outlets import outlets, registered

__all__ = ["STDIN", "Admission", "File", "Item", "count", "find", "outlets", "read", "registered"]

TEXTS = {
    "txt": plain.items,
    "md": markdown.items,
    "html": html.items,
    "json": records.from_json,
    "jsonl": records.from_jsonl,
    "csv": records.from_csv,
}
"""Formats that are text, each with the function that takes a file's text apart."""


def read(file: File, admission: Admission) -> Iterator[Article | Problem]:
    """The articles of a file, in its order; a problem for each that cannot be taken, or that needs a word."""
    nothing = True
    try:
        for item in _items(file):
            nothing = False
            yield from [item] if isinstance(item, Problem) else _admitted(item, file, admission)
    except Exception as error:  # whatever it is, one file must not cost the others theirs
        yield problem(file.name, error)
    else:
        if nothing:
            yield Problem(where=file.name, message="holds no articles.", hint="Fill it or delete it.")


def _admitted(item: Item, file: File, admission: Admission) -> Iterator[Article | Problem]:
    try:
        yield from admission.articles(file, item)
    except Exception as error:  # nor one article the others of its file
        yield problem(item.where, error)


def _items(file: File) -> Iterator[Item | Problem]:
    if file.format == "parquet":
        yield from parquet.items(file)
        return
    admissible_size(file)
    text, note = decode(file.bytes())
    if note:
        yield Problem(where=file.name, message=note, left_out=False)
    yield from TEXTS[_format(file, text)](text, file)


def _format(file: File, text: str) -> str:
    """Standard input is JSON Lines if it begins as an object does, else one text."""
    if file.name != STDIN:
        return file.format
    return "jsonl" if text.lstrip().startswith("{") else "txt"


def admissible_size(file: File) -> None:
    """Refuse a file of one article that is too large to be one before its bytes are read."""
    limit = Admission.LONGEST * 4
    if file.format in ("txt", "md") and file.path != Path(STDIN) and file.size > limit:
        raise Admission.too_long(file.size, "bytes")


def count(file: File) -> int:
    """How many articles a file will give, about, without taking it apart, for the progress bar; 0 if it is closed."""
    try:
        return _count(file)
    except OSError:  # its reading will say so
        return 0


def _count(file: File) -> int:
    if file.format == "jsonl" and file.name != STDIN:
        with file.path.open("rb") as lines:
            return sum(1 for line in lines if line.strip())
    if file.format == "parquet":
        return parquet.count(file)
    return 1
