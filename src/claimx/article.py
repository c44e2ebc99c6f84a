"""One article as the readers give it and the NLP stage takes it: the text, untouched, and what is known about it."""

from dataclasses import dataclass

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
    """A text with its metadata; what is not known is empty. `date` is ISO 8601; offsets are code points of `text`."""

    article_id: str
    text: str
    path: str = ""
    format: str = ""
    title: str = ""
    date: str = ""
    url: str = ""
    outlet: str = ""
    links: tuple[Link, ...] = ()
    blocks: tuple[Block, ...] = ()

    def __post_init__(self) -> None:
        """Raise ClaimxError for NUL, which no CSV and no database takes, wherever the article comes from."""
        if any("\0" in value for value in (self.article_id, self.text, self.title, self.date, self.url, self.outlet)):
            raise ClaimxError(f"The article {self.article_id} holds a NUL character.", "Take it out.")
