"""Who and where? The model's entities put right, one name for each."""

from spacy.language import Language
from spacy.tokens import Doc

from claimx import tables
from claimx.nlp import extensions, surface
from claimx.nlp.entities import ents
from claimx.nlp.entities.institutions import institutions
from claimx.nlp.entities.names import Named, named
from claimx.nlp.entities.offices import offices
from claimx.nlp.entities.parentheses import acronyms
from claimx.nlp.entities.repeats import repeated
from claimx.nlp.entities.spans import mentions
from claimx.nlp.entities.world import World

__all__ = ["Entities", "rows"]

extensions.declare(Doc, "entities", default=())
extensions.declare(Doc, "mentions", default=())


@Language.factory("claimx_entities", requires=["doc.ents", "doc.spans"], assigns=["doc.ents"])
class Entities:
    """Put the model's entities right and find out which of them are the same.

    The mentions stand in doc.ents afterwards: PER, ORG and LOC, each with its entity's id in `ent_id_` and the Wikidata
    id, where the lexicon knows it, in `kb_id_`. Headings, titles and cited outlets have none.
    """

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name
        self.world = World(nlp.vocab)

    def __call__(self, doc: Doc) -> Doc:
        found = mentions(doc, self.world)
        found = repeated(doc, acronyms(doc, found))
        entities = named(doc, found, self.world)
        entities = offices(doc, entities)
        write(doc, institutions(doc, entities, self.world))
        return doc


def write(doc: Doc, entities: list[Named]) -> None:
    """The one write: the tables' rows as plain tuples in the Doc's extensions, the mentions in doc.ents."""
    doc._.entities = tuple(ents.entity(doc, entity) for entity in entities)
    doc._.mentions = tuple(sorted(ents.mention(doc, entity, m) for entity in entities for m in entity.mentions))
    doc.set_ents(sorted((ents.span(doc, e, m) for e in entities for m in e.mentions), key=lambda span: span.start))


def rows(doc: Doc) -> tables.Rows:
    """The rows of the tables entities and mentions for one Doc."""
    article = doc._.article_id
    return {
        "entities": [
            tables.Entity(
                entity_id=entity_id,
                article_id=article,
                name=name,
                label=label,
                role=role,
                mentions=count,
                iso_code=iso,
                wikidata=qid,
            )
            for entity_id, name, label, role, count, iso, qid in doc._.entities
        ],
        "mentions": [_mention(doc, *cells) for cells in doc._.mentions],
    }


def _mention(doc: Doc, start: int, end: int, entity_id: str, role: str) -> tables.Mention:
    first, last = surface.back(doc, start, end)
    return tables.Mention(
        mention_id=surface.place(doc, start, end),
        article_id=doc._.article_id,
        entity_id=entity_id,
        start=first,
        end=last,
        text=surface.written(doc, start, end),
        role=role,
    )
