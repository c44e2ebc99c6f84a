"""Where does a name begin and end? The model's spans without article, cut, or widened to the institution."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Span, Token

from claimx import lexicon
from claimx.nlp.entities.world import World

INITIAL = re.compile(r"(?:[A-ZÀ-Ö]\.-?)+")
LINKS = 3
"""The most words between an institution's noun and its seat: « de », « la »."""
REACH = 8
"""The most words between a minister and a field: « ministre de la Justice et de »."""


@dataclass(frozen=True, slots=True)
class Head:
    """A noun that makes a name with what follows; `direct`: also without « de », « lycée Victor-Hugo »."""

    label: str
    direct: bool


@cache
def words(kind: str) -> frozenset[str]:
    """The words of one kind in name_borders.csv."""
    return frozenset(row["word"] for row in lexicon.rows("name_borders") if row["kind"] == kind)


@cache
def borders() -> frozenset[str]:
    """Words that stand before a name and are no part of it."""
    return words("article") | words("preposition") | words("conjunction")


@cache
def heads() -> dict[tuple[str, ...], Head]:
    """Nouns that make a name with what follows, word by word, with the label of it: « parquet », « cour d'appel »."""
    return {
        tuple(row["head"].replace("'", "' ").split()): Head(row["label"], bool(row["direct"]))
        for row in lexicon.rows("name_heads")
    }


def bounded(span: Span, world: World) -> Span | None:
    """The span with a name's borders; None when nothing is left of it."""
    found = trimmed(cut(span))
    found = untitled(shortened(found)) if found is not None else None
    if found is None:
        return None
    if portfolio(found):
        return tail(found, world) or seat(found) or holder(found)
    return venue(joined(widened(particled(found))))


def trimmed(span: Span) -> Span | None:
    """The span without the words and signs around the name: « l'OTAN » → « OTAN »; None when nothing is left."""
    start, end = span.start, span.end
    while start < end and leads(span.doc[start]):
        start += 1
    while end > start and (not ends(span.doc[end - 1]) or (span.label_ == "PER" and span.doc[end - 1].is_digit)):
        end -= 1
    return Span(span.doc, start, end, label=span.label) if start < end else None


def leads(token: Token) -> bool:
    """Whether a token stands before a name: an article, a preposition, a sign; an elided « L' » in capitals, too."""
    word = token.text.lower() if token.text[-1] == "'" else token.text
    return word in borders() or not any(char.isalnum() for char in word)


def ends(token: Token) -> bool:
    """Whether a name can end in this token."""
    if token.text in words("link"):
        return False
    return any(char.isalnum() for char in token.text) or token.text in {"!", "+"}


def cut(span: Span) -> Span:
    """« CHU de Rennes par Dragon 56 » → « CHU de Rennes », « Moullec au Télégramme » → « Moullec »."""
    stops = words("cut") | words("cut_person") if span.label_ == "PER" else words("cut")
    stop = next((token.i for token in span[1:] if token.text in stops or "\n" in token.text), span.end)
    return Span(span.doc, span.start, stop, label=span.label)


def shortened(span: Span) -> Span:
    """« Cour suprême [du pays] », « [Centre-Est des] États-Unis »: common nouns and the compass are no part of it."""
    doc, start, end = span.doc, span.start, span.end
    if end - start > 2 and doc[end - 1].text in words("deictic"):
        end -= 1
        while end > start + 1 and doc[end - 1].text in words("link"):
            end -= 1
    if end - start > 2 and doc[start].text in words("compass") and doc[start + 1].text in words("link"):
        start += 2
        while start < end - 1 and doc[start].text in words("link"):
            start += 1
        return Span(doc, start, end, label="LOC")
    return Span(doc, start, end, label=span.label)


def untitled(span: Span) -> Span | None:
    """« [Mme] von der Leyen »: a courtesy is no part of the name; None when nothing else is there."""
    start = span.start
    while span.label_ == "PER" and start < span.end and span.doc[start].text in words("courtesy"):
        start += 1
    return Span(span.doc, start, span.end, label=span.label) if start < span.end else None


def before(span: Span) -> list[Token]:
    """The little words before a span, « de la », the nearest first."""
    found: list[Token] = []
    for i in range(span.start - 1, max(-1, span.start - 1 - LINKS), -1):
        if span.doc[i].text not in words("link"):
            break
        found.append(span.doc[i])
    return found


def portfolio(span: Span) -> bool:
    """Whether the span is a minister's field: « le ministre turc de la Défense »."""
    first = span.start - len(before(span)) - 1
    if span.label_ == "PER" or first < 0 or not before(span):
        return False
    for i in range(first, max(-1, first - REACH), -1):
        token = span.doc[i]
        if token.text in words("portfolio"):
            return True
        if token.pos_ in {"VERB", "AUX", "PRON"} or (token.is_punct and token.text != ","):
            return False
    return False


def seat(span: Span) -> Span | None:
    """The town of a prosecutor: « le procureur de la [République de Melun] » → « Melun »."""
    start = next((token.i + 1 for token in reversed(list(span)) if token.text in words("link")), span.start)
    return Span(span.doc, start, span.end, label="LOC") if span.label_ == "LOC" and start > span.start else None


def holder(span: Span) -> Span | None:
    """The minister whose name the model has joined to the field: « [Énergie Paul Roy] » → « Paul Roy »."""
    start = span.end
    while start > span.start and span.doc[start - 1].text[0].isupper():
        start -= 1
    start += start == span.start or span.doc[start - 1].text in words("link")
    return Span(span.doc, start, span.end, label="PER") if span.end - start > 1 else None


def particled(span: Span) -> Span:
    """« Roberto [De Zerbi] » → « Roberto De Zerbi », « P. [Roy] » → « P. Roy »: a first name stands before it."""
    first = span.start - 1
    if span.label_ == "PER" and first >= 0 and INITIAL.fullmatch(span.doc[first].text):
        return Span(span.doc, first + (span.doc[first].text in words("courtesy")), span.end, label="PER")
    if span.label_ != "PER" or first < 0 or span[0].text not in words("particle"):
        return span
    name = span.doc[first]
    if name.text in words("courtesy"):
        return span
    return Span(span.doc, first, span.end, label="PER") if name.text.istitle() and not name.ent_type_ else span


def joined(span: Span) -> Span:
    """« Hydro-[Québec] » → « Hydro-Québec », « [Bruxelles]-Midi » → « Bruxelles-Midi »: a name is no part of a word."""
    doc, start, end = span.doc, span.start, span.end
    while start > 1 and hyphen(doc[start - 1]) and opens(doc[start - 2]) and not doc[start - 2].whitespace_:
        start -= 2
    while end + 1 < len(doc) and hyphen(doc[end]) and opens(doc[end + 1]) and not doc[end - 1].whitespace_:
        end += 2
    return Span(doc, start, end, label=span.label)


def hyphen(token: Token) -> bool:
    return token.text == "-" and not token.whitespace_


def opens(token: Token) -> bool:
    return token.text[0].isupper() and not token.ent_type_


def venue(span: Span) -> Span:
    """« gare de Lyon », « Roazhon Park »: a venue is a place, whatever the model says."""
    first = heads().get((span[0].text.lower(),)) if len(span) > 2 and span[1].text in words("link") else None
    place = (first is not None and first.label == "LOC") or (len(span) > 1 and span[-1].text in words("venue"))
    return Span(span.doc, span.start, span.end, label="LOC") if place and span.label_ == "ORG" else span


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
        head = tuple(token.text for token in span.doc[max(0, stop - size) : stop])
        indefinite = stop > size and span.doc[stop - size - 1].text in words("indefinite")
        if len(head) == size and head in heads() and not indefinite and "LOC" in {span.label_, heads()[head].label}:
            return Span(span.doc, stop - size, span.end, label=heads()[head].label)
    return span


def places(doc: Doc) -> Iterator[Span]:
    """Streets that the model has missed: « la rue du 23-Juin », « place de la Bourse »."""
    for token in doc:
        if (head := heads().get((token.text,))) and head.label == "LOC":
            start = token.i + 1
            while start < len(doc) and start <= token.i + LINKS and doc[start].text in words("link"):
                start += 1
            end = start
            while end < len(doc) and capital(doc[end]):
                end += 1
            if end > start > token.i + 1:
                yield Span(doc, token.i, end, label="LOC")


def titled(doc: Doc) -> Iterator[Span]:
    """Persons that the model has missed: « M. Moullec », « Mme Van Acker »."""
    end = 0
    for token in doc[:-1]:
        if token.text in words("courtesy") and token.i >= end - 1:
            end = token.i + 1
            while end < len(doc) and (doc[end].text[0].isupper() or doc[end].text in words("particle")):
                end += 1
            if end > token.i + 1 and token.nbor().text not in words("courtesy"):
                yield Span(doc, token.i + 1, end, label="PER")


def capital(token: Token) -> bool:
    """Whether a token can belong to a street's name: « Bourse », « 23-Juin »."""
    return token.text[0].isupper() or ("-" in token.text and any(char.isupper() for char in token.text))
