"""An entity and its mentions as they stand on a Doc: plain tuples in its extensions, spans in doc.ents."""

from spacy.tokens import Doc, Span

from claimx.nlp import surface
from claimx.nlp.entities.names import Named
from claimx.nlp.entities.spans import Found


def entity_id(doc: Doc, entity: Named) -> str:
    """The article's id, then the offsets of the first mention by name."""
    named = (mention for mention in entity.mentions if mention.text != mention.role)
    first = next(named, entity.mentions[0])
    return surface.place(doc, first.start_char(doc), first.end_char(doc))


def entity(doc: Doc, entity: Named) -> tuple[str, str, str, str, int, str, str]:
    """The values of a row of the entities table, in order, without the article's id."""
    count = len(entity.mentions)
    return entity_id(doc, entity), entity.name, entity.label, entity.role, count, entity.iso_code, entity.wikidata


def mention(doc: Doc, entity: Named, mention: Found) -> tuple[int, int, str, str]:
    """A mention's offsets, its entity's id and the role beside it."""
    return mention.start_char(doc), mention.end_char(doc), entity_id(doc, entity), mention.role


def span(doc: Doc, entity: Named, mention: Found) -> Span:
    """The mention as a span for doc.ents."""
    name = entity_id(doc, entity)
    return Span(doc, mention.start, mention.end, label=entity.label, kb_id=entity.wikidata, span_id=name)
