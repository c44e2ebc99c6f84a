"""Where does a name begin and end? The model's spans without article, cut, or widened to the institution."""

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc, Span, Token

from claimx import lexicon
from claimx.nlp.entities.world import World

LINKS = 3
"""The most words between an institution's noun and its seat: « de », « la »."""


@cache
def words(kind: str) -> frozenset[str]:
    """The words of one kind in name_borders.csv, with both apostrophes."""
    found = [row["word"] for row in lexicon.rows("name_borders") if row["kind"] == kind]
    return frozenset({*found, *(word.replace("'", "’") for word in found)})


@cache
def borders() -> frozenset[str]:
    """Words that stand before a name and are no part of it."""
    return words("article") | words("preposition") | words("conjunction")


@cache
def heads() -> dict[tuple[str, ...], str]:
    """Nouns that make a name with what follows, word by word, with the label of it: « parquet », « cour d'appel »."""
    return {tuple(row["head"].replace("'", "' ").split()): row["label"] for row in lexicon.rows("name_heads")}


def bounded(span: Span, world: World) -> Span | None:
    """The span with a name's borders; None when nothing is left of it."""
    found = trimmed(cut(span))
    if found is None:
        return None
    if portfolio(found):
        return tail(found, world)
    return widened(found)


def trimmed(span: Span) -> Span | None:
    """The span without the words and signs around the name: « l'OTAN » → « OTAN »; None when nothing is left."""
    start, end = span.start, span.end
    while start < end and leads(span.doc[start]):
        start += 1
    while end > start and not ends(span.doc[end - 1]):
        end -= 1
    return Span(span.doc, start, end, label=span.label) if start < end else None


def leads(token: Token) -> bool:
    """Whether a token stands before a name: an article, a preposition, a sign; an elided « L' » in capitals, too."""
    word = token.text.lower() if token.text[-1] in "'’" else token.text
    return word in borders() or not any(char.isalnum() for char in word)


def ends(token: Token) -> bool:
    """Whether a name can end in this token."""
    return any(char.isalnum() for char in token.text) or token.text in {"!", "+"}


def cut(span: Span) -> Span:
    """« CHU de Rennes par Dragon 56 » → « CHU de Rennes »."""
    stop = next((token.i for token in span[1:] if token.text in words("cut") or "\n" in token.text), span.end)
    return Span(span.doc, span.start, stop, label=span.label)


def before(span: Span) -> list[Token]:
    """The little words before a span, « de la », the nearest first."""
    found: list[Token] = []
    for i in range(span.start - 1, max(-1, span.start - 1 - LINKS), -1):
        if span.doc[i].text not in words("link"):
            break
        found.append(span.doc[i])
    return found


def portfolio(span: Span) -> bool:
    """Whether the span is a minister's field: « le ministre de la Défense »."""
    links = before(span)
    first = span.start - len(links) - 1
    return span.label_ == "ORG" and bool(links) and first >= 0 and span.doc[first].text in words("portfolio")


def tail(span: Span, world: World) -> Span | None:
    """What the lexicon knows at the end of a span: « Défense des pays de l'OTAN » → « OTAN »."""
    for start in range(span.start + 1, span.end):
        rest = span.doc[start : span.end]
        if fact := world.get(rest.text):
            return Span(span.doc, start, span.end, label=fact.label)
    return None


def widened(span: Span) -> Span:
    """« le parquet de [Vannes] » → « parquet de Vannes », with the label of the institution."""
    links = before(span)
    if span.label_ == "PER" or not links:
        return span
    stop = span.start - len(links)
    for size in (4, 3, 2, 1):
        head = tuple(token.text.replace("’", "'") for token in span.doc[max(0, stop - size) : stop])
        if len(head) == size and head in heads() and (span.label_ == "LOC" or heads()[head] == "LOC"):
            return Span(span.doc, stop - size, span.end, label=heads()[head])
    return span


def places(doc: Doc) -> Iterator[Span]:
    """Streets that the model has missed: « la rue du 23-Juin », « place de la Bourse »."""
    for token in doc:
        if heads().get((token.text,)) == "LOC":
            start = token.i + 1
            while start < len(doc) and start <= token.i + LINKS and doc[start].text in words("link"):
                start += 1
            end = start
            while end < len(doc) and capital(doc[end]):
                end += 1
            if end > start > token.i + 1:
                yield Span(doc, token.i, end, label="LOC")


def capital(token: Token) -> bool:
    """Whether a token can belong to a street's name: « Bourse », « 23-Juin »."""
    return token.text[0].isupper() or ("-" in token.text and any(char.isupper() for char in token.text))
