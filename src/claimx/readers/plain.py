"""Text: the file is the article, as it stands."""

from collections.abc import Iterator

from claimx.readers.files import File
from claimx.readers.items import Item


def items(text: str, file: File) -> Iterator[Item]:
    """The one article of the file."""
    yield Item(text=text, where=file.name)
