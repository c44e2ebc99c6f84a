"""Which texts become articles, under which id and date; what cannot be one is a problem that says why."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from claimx.article import Article
from claimx.errors import ClaimxError, Problem
from claimx.readers import dates, language
from claimx.readers.files import File
from claimx.readers.items import Item


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission:
    """The gate between what files hold and what is tagged; it remembers the ids it gave, so that none comes twice."""

    LONGEST = 1_000_000  # spaCy's own limit for its parser and entity recogniser, in characters

    date: str = ""
    any_language: bool = False
    places: dict[str, str] = field(default_factory=dict)

    def article(self, file: File, item: Item) -> Article | Problem:
        """The item as an article, or why it cannot be one."""
        article_id = item.id or (file.stem if not item.number else f"{file.stem}-{item.number}")
        refusal = self._refusal(item) or self._clash(article_id, item.where)
        if refusal:
            return Problem(where=item.where, message=refusal.message, hint=refusal.hint)
        self.places[article_id] = item.where
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

    def _refusal(self, item: Item) -> ClaimxError | None:
        text = item.text
        if not text.strip():
            return ClaimxError("is empty.", "Fill it or delete it.")
        if len(text) > self.LONGEST:
            return self.too_long(len(text), "characters")
        if any("\ud800" <= char <= "\udfff" for char in text) or "\0" in text:
            return ClaimxError("holds broken characters.", "Write it anew as UTF-8.")
        foreign = "" if self.any_language else language.foreign(text)
        if foreign:
            return ClaimxError(f"is not French (it looks like '{foreign}').", "--any-language reads it all the same.")
        return None

    def _clash(self, article_id: str, where: str) -> ClaimxError | None:
        if article_id not in self.places:
            return None
        return ClaimxError(
            f"has the id '{article_id}', which {self.places[article_id]} has, too.", "Rename one of them."
        )

    @classmethod
    def too_long(cls, length: int, unit: str) -> ClaimxError:
        """The error of a text that is more than one article."""
        return ClaimxError(
            f"is too long for one article ({length:,} {unit}; the limit is {cls.LONGEST:,} characters).",
            "Make it one file per article, or JSON Lines.",
        )


def strange_date(item: Item) -> Iterator[Problem]:
    """A word on a date that is no day; the article is read all the same."""
    if item.date.strip() and not dates.day(item.date):
        message = f"has a date that is no day: {item.date.strip()[:40]!r}."
        yield Problem(where=item.where, message=message, hint="Write it as 2025-06-24.", left_out=False)


def _prose(item: Item) -> str:
    """The text without what the file says is a table or a caption: a day in them is not when the article came out."""
    parts = [item.text[block.start : block.end] for block in item.blocks if block.kind not in ("table", "caption")]
    return "\n".join(parts) if item.blocks else item.text
