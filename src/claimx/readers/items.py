"""What a file says of one article, before its id and its date are settled."""

from dataclasses import dataclass

from claimx.article import Block, Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A text with what stands beside it in the file; `where` names its line or row in messages."""

    text: str
    where: str
    id: str = ""
    number: int = 0
    title: str = ""
    date: str = ""
    url: str = ""
    outlet: str = ""
    author: str = ""
    links: tuple[Link, ...] = ()
    blocks: tuple[Block, ...] = ()
