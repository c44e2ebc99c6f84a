"""Which stretches of the text name a person, an organisation or a place? The model's spans put right."""

import re
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from claimx import lexicon
from claimx.nlp.entities.bounds import bounded, places, titled, words
from claimx.nlp.entities.neighbours import named_after, people, placed
from claimx.nlp.entities.world import World

LABELS = frozenset({"PER", "ORG", "LOC"})
HEADINGS = frozenset({"title", "heading"})


@dataclass(frozen=True, slots=True)
class Found:
    """The tokens [start, end) name something; `role` is the title written beside it."""

    start: int
    end: int
    label: str
    text: str
    role: str = ""

    def start_char(self, doc: Doc) -> int:
        return doc[self.start].idx

    def end_char(self, doc: Doc) -> int:
        last = doc[self.end - 1]
        return last.idx + len(last)


def found(span: Span, label: str) -> Found:
    return Found(span.start, span.end, label, span.text)


def label(span: Span, world: World) -> str:
    """The model's label; where that is another than ours, the lexicon's: « Google »."""
    fact = world.get(span.text)
    return fact.label if fact and span.label_ not in LABELS else span.label_


@cache
def refused() -> re.Pattern[str]:
    """What the model takes for an entity and is none, as one pattern: roads, laws, events, things."""
    return re.compile("|".join(f"(?:{row['pattern']})" for row in lexicon.rows("not_entities")))


def mentions(doc: Doc, world: World) -> list[Found]:
    """The mentions outside of headings and outlets, in order, trimmed to the name, without what is no entity."""
    closed = shut(doc)
    labelled = [ent for ent in doc.ents if ent.label_ in LABELS or world.get(ent.text)]
    spans = [placed(span, world) for ent in labelled if (span := bounded(ent, world)) is not None]
    taken = {token.i for ent in doc.ents for token in ent}
    extra = [
        span
        for span in (*world.epithets(doc), *places(doc), *titled(doc))
        if not taken & set(range(span.start, span.end))
    ]
    sure = [*named_after(doc), *world.organisations(doc)]
    peoples = words("demonym") | {span.text for span in spans if people(span)}
    spans = [span for span in spans if not common(span) and not thing(span) and span.text not in peoples]
    kept = [
        found(span, label(span, world))
        for span in filter_spans([*sure, *spans, *extra])
        if not closed & set(range(span.start, span.end))
    ]
    return sorted((mention for mention in kept if wanted(mention, world)), key=lambda mention: mention.start)


def common(span: Span) -> bool:
    """Whether a name is used as a noun: « une Wiesn détendue », « un Suisse »."""
    single = span.label_ != "ORG" and len(span) == 1 and span.start > 0
    return single and span.doc[span.start - 1].text.lower() in words("indefinite")


def thing(span: Span) -> bool:
    """Whether a noun before it says that a name is a thing's: « l'opération de sécurité Bouclier Orange »."""
    doc, start = span.doc, span.start
    if start > 2 and doc[start - 2].text in words("link") and doc[start - 1].pos_ == "NOUN":
        start -= 2
    if start > 1 and doc[start - 1].is_quote:  # « l'opération baptisée « Aube » »
        start -= 1
        start -= start > 1 and doc[start - 1].is_space
    return start > 0 and doc[start - 1].lower_ in words("thing")


def shut(doc: Doc) -> set[int]:
    """The tokens in which no entity is looked for: headings, titles and cited outlets."""
    parts = [span for span in doc.spans["blocks"] if span.label_ in HEADINGS] if "blocks" in doc.spans else []
    outlets = list(doc.spans["outlets"]) if "outlets" in doc.spans else []
    return {token for span in (*parts, *outlets) for token in range(span.start, span.end)}


def wanted(mention: Found, world: World) -> bool:
    """Whether the words can name an entity: the lexicon knows them, or they have a capital and are not refused."""
    if world.get(mention.text):
        return True
    if world.is_outlet(mention.text, mention.label):
        return False
    if len(mention.text) == 1 or mention.text in words("courtesy"):
        return False
    return any(char.isupper() for char in mention.text) and not refused().fullmatch(mention.text)
