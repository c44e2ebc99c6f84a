"""One article as the readers give it and the NLP stage takes it: the text, untouched, and what is known about it."""

from dataclasses import dataclass
from datetime import date, datetime

from claimx.errors import ClaimxError


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A hyperlink of the article: the characters [start, end) of the text lead to `url`."""

    start: int
    end: int
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A part of the article whose sort the file tells (an HTML heading, a list item), as characters [start, end)."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A text with its metadata; what is not known is empty. `date` is an ISO day; offsets are code points of `text`.

    Raises ClaimxError for a date that is no day and for a link that is not in the text.
    """

    article_id: str
    text: str
    path: str = ""
    format: str = ""
    title: str = ""
    date: str = ""
    url: str = ""
    outlet: str = ""
    author: str = ""
    links: tuple[Link, ...] = ()
    blocks: tuple[Block, ...] = ()

    def __post_init__(self) -> None:
        """Raise ClaimxError for NUL, which no CSV and no database takes, a date that is no ISO day, a stray link."""
        if any(
            "\0" in value
            for value in (self.article_id, self.text, self.title, self.date, self.url, self.outlet, self.author)
        ):
            raise ClaimxError(f"The article {self.article_id} holds a NUL character.", "Take it out.")
        if self.date != iso_day(self.date):
            raise not_a_day(self.date)
        stray = next((link for link in self.links if not 0 <= link.start <= link.end <= len(self.text)), None)
        if stray:
            raise ClaimxError(
                f"The article {self.article_id} has a link of the characters {stray.start} to {stray.end}, and its text"
                f" has {len(self.text)}.",
                "Count Unicode code points of the text as it is given.",
            )


def iso_day(given: str | date) -> str:
    """The ISO day of a date, or of an ISO date with a time, as it is printed there whatever its zone; "" stays empty.

    Raises ClaimxError for anything else: no date counts from the day on which the program runs.
    """
    if isinstance(given, date):
        return (given.date() if isinstance(given, datetime) else given).isoformat()
    try:
        return datetime.fromisoformat(given).date().isoformat() if given else ""
    except ValueError as error:
        raise not_a_day(given) from error


def not_a_day(given: str) -> ClaimxError:
    """The error of a date that is none."""
    return ClaimxError(f"{given!r} is no day.", "Write the day of publication as 2025-06-24.")
