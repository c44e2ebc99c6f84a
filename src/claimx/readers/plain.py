"""Text and Markdown: the file is the article, as it stands."""

from collections.abc import Iterator

from claimx.readers.files import File
from claimx.readers.items import Item


def items(text: str, file: File) -> Iterator[Item]:
    """The one article of the file; Markdown is kept as written, the NLP stage reads its marks."""
    yield Item(text=text, where=file.name)
