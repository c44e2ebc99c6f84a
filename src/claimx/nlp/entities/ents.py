"""An entity and its mentions as they stand on a Doc: plain tuples in its extensions, spans in doc.ents."""

from spacy.tokens import Doc, Span

from claimx.nlp.entities.names import Named
from claimx.nlp.entities.spans import Found


def entity_id(doc: Doc, entity: Named) -> str:
    """The article's id, then the offsets of the first mention by name."""
    first = entity.mentions[0]
    return f"{doc._.article_id}:{first.start_char(doc)}-{first.end_char(doc)}"


def entity(doc: Doc, entity: Named) -> tuple[str, str, str, str, int, str, str]:
    return entity_id(doc, entity), entity.name, entity.label, entity.role, len(entity.mentions), entity.iso_code, entity.wikidata


def mention(doc: Doc, entity: Named, mention: Found) -> tuple[int, int, str, str]:
    return mention.start_char(doc), mention.end_char(doc), entity_id(doc, entity), mention.role


def span(doc: Doc, entity: Named, mention: Found) -> Span:
    """The mention as a span for doc.ents."""
    return Span(doc, mention.start, mention.end, label=entity.label, kb_id=entity.wikidata, span_id=entity_id(doc, entity))
