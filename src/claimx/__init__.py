"""Facts and numeric claims from French news, with comparator, time, modality, speaker and cited outlet.

`load` gives the spaCy pipeline, `extract` the rows of one text, `tag` those of many articles, `frames` makes rows
DataFrames, `read_table` a table that `claimx run` wrote.
"""

from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from claimx.article import Article, Link, iso_day
from claimx.errors import ClaimxError, Problem
from claimx.tables import Rows

if TYPE_CHECKING:
    import datetime

    import pandas
    from spacy.language import Language

__all__ = ["Article", "ClaimxError", "Link", "Rows", "__version__", "extract", "frames", "load", "read_table", "tag"]

__version__ = version("claimx")

Outlets = str | Path | Iterable[Mapping[str, str]]
"""Outlets of your own, which add to the registry and override it: a CSV file as `--outlets` takes it, or its rows."""


def load(*, outlets: Outlets = ()) -> "Language":
    """The whole spaCy pipeline; `nlp(text)` gives a Doc with its claims in `doc.spans["claims"]`.

    It can be pickled, written with `to_disk` and read with `spacy.load`, and its Docs go through `DocBin` and
    `nlp.pipe(n_process=2)`. Raises ClaimxError if an extension of another package has one of claimx's names.
    """
    from claimx import nlp

    return nlp.load(_registered(outlets))


def extract(
    text: str,
    date: "str | datetime.date" = "",
    *,
    article_id: str = "text",
    title: str = "",
    url: str = "",
    outlet: str = "",
    outlets: Outlets = (),
    links: Iterable[Link] = (),
) -> Rows:
    """The rows of one text by table name: `extract("Le taux atteint 5 %.")["claims"][0].value` is 5.

    `date` is the day of publication, ISO 8601 or a `datetime.date`; without it relative times stay open. `outlet` is
    the outlet that published the text, by name or domain; `links` say where characters of the text lead to.
    Raises ClaimxError for a date that is no day and for a link that is not in the text.
    The first call loads the pipeline, which takes seconds; later ones with the same `outlets` are quick.
    """
    from claimx import engines

    article = Article(
        article_id=article_id,
        text=text,
        date=iso_day(date),
        title=title,
        url=url,
        outlet=outlet,
        links=tuple(links),
    )
    return engines.extract(article, _registered(outlets))


def tag(articles: Iterable[Article], *, outlets: Outlets = (), workers: int = 1) -> Iterator[Rows]:
    """The rows of each article, in order, as they come; `workers` processes do it, 0 as many as pay.

    Raises ClaimxError, which names it, for an article that claimx cannot cope with.
    """
    from claimx import engines

    for tagged in engines.tag(articles, outlets=_registered(outlets), workers=workers):
        if isinstance(tagged, Problem):
            raise ClaimxError(f"{tagged.where}: {tagged.message}", tagged.hint)
        yield tagged


def frames(rows: Rows | Iterable[Rows]) -> "dict[str, pandas.DataFrame]":
    """The tables of one article's rows, or of several, as DataFrames: `frames(extract(text))["claims"]`.

    The dtypes are those of `read_table`.
    """
    from claimx import writers

    return writers.frames(rows)


def read_table(folder: str | Path, name: str) -> "pandas.DataFrame":
    """A table that `claimx run` wrote, as a DataFrame: numbers, days and truth values typed, unknown strings empty."""
    from claimx import writers

    return writers.read_table(Path(folder), name)


def _registered(outlets: Outlets) -> tuple[dict[str, str], ...]:
    """The rows with all columns of the registry. Raises ClaimxError for what cannot be its rows."""
    from claimx import readers

    if isinstance(outlets, str | Path):
        return readers.outlets(Path(outlets))
    rows = list(outlets)
    return (
        readers.registered(rows, list(dict.fromkeys(name for row in rows for name in row)), "outlets") if rows else ()
    )
