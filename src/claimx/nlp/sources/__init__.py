"""Which outlet is cited for it?"""

from bisect import bisect_right
from collections.abc import Iterable
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from claimx import tables
from claimx.nlp import extensions, surface, syntax
from claimx.nlp.claims import add_claims, claim_id, claims, decide, offsets
from claimx.nlp.sources import citations, scope
from claimx.nlp.sources.mentions import Citation, Mention, within
from claimx.nlp.sources.outlets import Registry, outlet_row

GROUP, OUTLETS, BLOCKS = "citations", "outlets", "blocks"


def register() -> None:
    """Declare the extensions, in this process; calling it again does no harm."""
    extensions.declare(Span, "form", default="")
    extensions.declare(Span, "outlet_ids", default=())
    extensions.declare(Span, "sources", default=())
    for name in ("citations", "sources", "outlets"):
        extensions.declare(Doc, name, default=())


register()


@Language.factory(
    "claimx_sources", default_config={"outlets": []}, requires=["doc.spans"], assigns=["doc.spans", "span._.block"]
)
class Sources:
    """Find the citations of the article, resolve their outlets and give each claim those that cover it.

    `outlets` are rows of the user, with the columns of lexicon/outlets.csv: they add to the registry and override it.
    """

    def __init__(self, nlp: Language, name: str, outlets: list[dict[str, str]]) -> None:
        self.name = name
        self.registry = Registry([{name: surface.folded(cell) for name, cell in row.items()} for row in outlets])

    def __call__(self, doc: Doc) -> Doc:
        doc._.outlet_id = self.registry.own(doc._.outlet, doc._.url)
        blocks = [(span.start_char, span.end_char, span.label_) for span in doc.spans.get(BLOCKS, [])] or [
            (0, len(syntax.text(doc)), "paragraph")
        ]
        found, mentions = citations.find(doc, blocks, self.registry, doc._.outlet_id)
        _drop_names(doc, mentions)
        spans = claims(doc)
        covers = scope.covers(syntax.text(doc), [offsets(span) for span in spans], found, blocks)
        doc.spans[GROUP] = _citation_spans(doc, found)
        doc.spans[OUTLETS] = _outlet_spans(doc, mentions)
        doc._.citations = list(citation_rows(doc, found))
        doc._.sources = list(source_rows(doc, spans, found, covers))
        doc._.outlets = outlet_rows(self.registry, found, doc._.outlet_id, doc._.outlet)
        _decide(doc, spans, found, covers)
        return doc


def _drop_names(doc: Doc, mentions: list[Mention]) -> None:
    """A number inside an outlet's name is no claim: « 20 Minutes », « France 2 », « 24 heures »."""
    named = sorted((m for m in mentions if m.written), key=lambda m: m.start)
    kept = []
    for span in claims(doc):
        start, end = offsets(span)
        if not any(m.start <= start and end <= m.end for m in within(named, start, end)):
            kept.append(span)
    if len(kept) < len(claims(doc)):
        add_claims(doc, kept)


def _decide(doc: Doc, spans: list[Span], found: list[Citation], covers: list[scope.Cover]) -> None:
    blocks = list(doc.spans.get(BLOCKS, []))
    covering: dict[int, list[scope.Cover]] = {}
    for cover in covers:
        covering.setdefault(cover.claim, []).append(cover)
    for i, span in enumerate(spans):
        home = bisect_right(blocks, span.start, key=lambda block: block.start) - 1
        decide(span, "layout", block=blocks[home].label_ if home >= 0 else "paragraph")
        own = covering.get(i, [])
        names = [m.choice.outlet_id for cover in own for m in found[cover.citation].mentions if m.choice]
        because = "; ".join(f"{cover.why}: {found[cover.citation].because}" for cover in own)
        if own:
            decide(span, because, sources=list(dict.fromkeys(names)))


def _citation_spans(doc: Doc, found: list[Citation]) -> list[Span]:
    spans = []
    for citation in found:
        span = doc.char_span(citation.start, citation.end, label=citation.form, alignment_mode="expand")
        if span is not None:
            span._.form = citation.form
            span._.outlet_ids = [mention.choice.outlet_id for mention in citation.mentions if mention.choice]
            spans.append(span)
    return spans


def _outlet_spans(doc: Doc, mentions: list[Mention]) -> list[Span]:
    """Every mention of an outlet as a span whose label is the outlet's id."""
    spans = (
        doc.char_span(m.start, m.end, label=m.choice.outlet_id, alignment_mode="expand") for m in mentions if m.choice
    )
    return [span for span in spans if span is not None]


def citation_rows(doc: Doc, found: list[Citation]) -> Iterable[dict[str, Any]]:
    for citation in found:
        start, end = surface.back(doc, citation.start, citation.end)
        for mention in citation.mentions:
            assert mention.choice
            yield {
                "citation_id": surface.place(doc, citation.start, citation.end),
                "article_id": doc._.article_id,
                "outlet_id": mention.choice.outlet_id,
                "start": start,
                "end": end,
                "text": surface.written(doc, citation.start, citation.end),
                "written": surface.written(doc, mention.start, mention.end),
                "form": citation.form,
                "url": mention.url,
                "ambiguous": mention.choice.ambiguous,
            }


def source_rows(
    doc: Doc, spans: list[Span], found: list[Citation], covers: list[scope.Cover]
) -> Iterable[dict[str, Any]]:
    """A row for each claim, outlet and citation that covers it; the nearest citation alone when two name the same
    outlet.
    """
    order = [sent.start_char for sent in doc.sents] if doc.has_annotation("SENT_START") else [0]
    for cover in covers:
        citation, span = found[cover.citation], spans[cover.claim]
        near, far = sorted((offsets(span)[0], citation.start))
        between = bisect_right(order, far) - bisect_right(order, near)
        for mention in citation.mentions:
            assert mention.choice
            yield {
                "claim_id": claim_id(span),
                "outlet_id": mention.choice.outlet_id,
                "citation_id": surface.place(doc, citation.start, citation.end),
                "form": citation.form,
                "scope": cover.why,
                "distance": between,
                "rank": cover.rank,
            }


def outlet_rows(registry: Registry, found: list[Citation], own: str, written: str) -> list[dict[str, Any]]:
    """The outlets cited and the article's own, each once, by id."""
    names = {m.choice.outlet_id: m.written for citation in found for m in citation.mentions if m.choice}
    names |= {own: written} if own else {}
    rows = (outlet_row(registry, outlet_id, name) for outlet_id, name in sorted(names.items()))
    return [{column.name: getattr(row, column.name) for column in tables.columns("outlets")} for row in rows]


def rows(doc: Doc) -> tables.Rows:
    """The rows of the tables citations, sources and outlets for one Doc."""
    return {
        "citations": [tables.Citation(**row) for row in doc._.citations],
        "sources": [tables.Source(**row) for row in doc._.sources],
        "outlets": [tables.Outlet(**row) for row in doc._.outlets],
    }
