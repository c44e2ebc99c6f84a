"""Facts and numeric claims from French news, with comparator, time, modality, speaker and cited outlet.

`load` gives the spaCy pipeline, `extract` the rows of one text, `read_table` a table that `claimx run` wrote.
"""

from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from claimx.article import Article, iso_day

if TYPE_CHECKING:
    import datetime

    import pandas
    from spacy.language import Language

    from claimx.tables import Rows

__all__ = ["Article", "__version__", "extract", "load", "read_table"]

__version__ = version("claimx")


def load() -> "Language":
    """The whole spaCy pipeline; `nlp(text)` gives a Doc with its claims in `doc.spans["claims"]`."""
    from claimx import nlp

    return nlp.load()


def extract(
    text: str,
    *,
    article_id: str = "text",
    date: "str | datetime.date" = "",
    title: str = "",
    url: str = "",
    outlet: str = "",
) -> "Rows":
    """The rows of one text by table name: `extract("Le taux atteint 5 %.")["claims"][0].value` is 5.

    `date` is the day of publication, ISO 8601 or a `datetime.date`; without it relative times stay open. `outlet` is
    the outlet that published the text, by name or domain. Raises ClaimxError for a date that is no day.
    The first call loads the pipeline, which takes seconds; later ones are quick.
    """
    from claimx import engines

    article = Article(article_id=article_id, text=text, date=iso_day(date), title=title, url=url, outlet=outlet)
    return engines.extract(article)


def read_table(folder: str | Path, name: str) -> "pandas.DataFrame":
    """A table that `claimx run` wrote, as a DataFrame: numbers, days and truth values typed, unknown strings empty."""
    from claimx import writers

    return writers.read_table(Path(folder), name)
