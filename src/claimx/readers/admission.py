"""Which texts become articles, under which id and date; what cannot be one is a problem that says why."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import chain, count

from claimx.article import Article
from claimx.errors import ClaimxError, Problem
from claimx.readers import dates, language
from claimx.readers.files import File
from claimx.readers.items import Item

BROKEN = re.compile("[\0\ud800-\udfff]")
"""What no file in UTF-8 can hold: halves of characters that JSON escapes bring in, and NUL, which ends a text in C."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission:
    """The gate between what files hold and what is tagged; it remembers the ids it gave, so that none comes twice.

    `given` holds, for each id, where its article stands; `texts` the same for each text that asked for it, by its hash.
    """

    LONGEST = 1_000_000  # spaCy's own limit for its parser and entity recogniser, in characters

    date: str = ""
    any_language: bool = False
    given: dict[str, str] = field(default_factory=dict)
    texts: dict[str, dict[bytes, str]] = field(default_factory=dict)

    def articles(self, file: File, item: Item) -> Iterator[Article | Problem]:
        """The item as an article, or why it cannot be one; and a word if it gets another id than it asks for."""
        asked = item.id or (file.stem if not item.number else f"{file.stem}-{item.number}")
        refusal = self.refusal(item) or self._repetition(asked, item)
        if refusal:
            yield Problem(where=item.where, message=refusal.message, hint=refusal.hint)
            return
        yield from _strange_date(item)
        article_id = self._free(asked)
        if article_id != asked:
            message = f"has the id '{asked}', which {self.given[asked]} has, too; it gets '{article_id}'."
            yield Problem(where=item.where, message=message, left_out=False)
        self.given[article_id] = item.where
        yield self._article(article_id, file, item)

    def _article(self, article_id: str, file: File, item: Item) -> Article:
        return Article(
            article_id=article_id,
            text=item.text,
            path=file.name,
            format=file.format,
            title=item.title,
            date=self._day(file, item),
            url=item.url,
            outlet=item.outlet,
            author=item.author,
            links=item.links,
            blocks=item.blocks,
        )

    def _day(self, file: File, item: Item) -> str:
        """The day that is stated for the article; the name of a file of many is when it was made, not their day."""
        return (
            dates.day(item.date)
            or dates.in_address(item.url)
            or ("" if item.number else dates.in_name(file.name))
            or dates.at_head(_prose(item))
            or self.date
        )

    def refusal(self, item: Item) -> ClaimxError | None:
        """What speaks against the item itself, whatever file it stands in."""
        text = item.text
        if not any(char.isprintable() and not char.isspace() for char in text):
            return ClaimxError("is empty.", "Fill it or delete it.")
        if len(text) > self.LONGEST:
            return self.too_long(len(text), "characters")
        given = ("text", "id", "title", "date", "url", "outlet", "author")
        broken = [name for name in given if BROKEN.search(getattr(item, name))]
        if broken:
            return ClaimxError(f"holds broken characters in its {broken[0]}.", "Write it anew as UTF-8.")
        foreign = "" if self.any_language else language.foreign(text)
        if foreign:
            return ClaimxError(f"is not French (it looks like '{foreign}').", "--any-language reads it all the same.")
        return None

    def _repetition(self, asked: str, item: Item) -> ClaimxError | None:
        """Refuse a text that comes again under the id that it had."""
        texts, hash = self.texts.setdefault(asked, {}), sha256(item.text.encode()).digest()
        if hash in texts:
            return ClaimxError(f"has the id and the text of {texts[hash]}.", "Delete one of them.")
        texts[hash] = item.where
        return None

    def _free(self, asked: str) -> str:
        """The id, or `ID~2`, `ID~3`, … if other articles have it."""
        numbered = (f"{asked}~{number}" for number in count(max(2, len(self.texts[asked]))))
        return next(article_id for article_id in chain([asked], numbered) if article_id not in self.given)

    @classmethod
    def too_long(cls, length: int, unit: str) -> ClaimxError:
        """The error of a text that is more than one article."""
        return ClaimxError(
            f"is too long for one article ({length:,} {unit}; the limit is {cls.LONGEST:,} characters).",
            "Make it one file per article, or JSON Lines.",
        )


def _strange_date(item: Item) -> Iterator[Problem]:
    """A word on a date that is no day; the article is read all the same."""
    if item.date.strip() and not dates.day(item.date):
        message = f"has a date that is no day: {item.date.strip()[:40]!r}."
        yield Problem(where=item.where, message=message, hint="Write it as 2025-06-24.", left_out=False)


def _prose(item: Item) -> str:
    """The text without what the file says is a table or a caption: a day in them is not when the article came out."""
    parts = [item.text[block.start : block.end] for block in item.blocks if block.kind not in ("table", "caption")]
    return "\n".join(parts) if item.blocks else item.text
