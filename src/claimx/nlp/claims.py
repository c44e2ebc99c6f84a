"""Where claims live on a Doc, and how they leave it as rows."""

import dataclasses
from bisect import bisect_left
from typing import Any, cast

from spacy.tokens import Doc, Span

from claimx import tables
from claimx.nlp import extensions, surface

GROUP = "claims"

DEFAULTS: dict[str, Any] = {
    "kind": "count",
    "value": 0.0,
    "value_high": None,
    "comparator": "=",
    "unit": "",
    "measured": "",
    "base": "",
    "base_claim_id": "",
    "direction": "level",
    "from_claim_id": "",
    "per": "",
    "time_start": "",
    "time_end": "",
    "time_relation": "",
    "modality": "asserted",
    "speaker": "",
    "speaker_entity_id": "",
    "quoted": False,
    "block": "paragraph",
}
"""The columns that a component fills, each a `span._.` extension, and what stands there before."""


def register() -> None:
    """Declare the extensions, in this process; calling it again does no harm."""
    for name, default in DEFAULTS.items():
        extensions.declare(Span, name, default=default)
    extensions.declare(Span, "offsets", default=None)
    extensions.declare(Span, "why", default=None)
    for name, empty in {
        "article_id": "",
        "date": "",
        "title": "",
        "url": "",
        "outlet": "",
        "outlet_id": "",
        "links": (),
        "blocks": (),
    }.items():
        extensions.declare(Doc, name, default=empty)


register()


def claims(doc: Doc) -> list[Span]:
    """The claims of a Doc in the order of the text; each a token span that covers the quantity's characters."""
    return list(doc.spans[GROUP]) if GROUP in doc.spans else []


def claims_in(span: Span) -> list[Span]:
    """The claims that begin in a span, found without going through all of the Doc."""
    group = span.doc.spans.get(GROUP, [])
    first, last = (bisect_left(group, at, key=lambda claim: claim.start) for at in (span.start, span.end))
    return [group[i] for i in range(first, last)]


def add_claims(doc: Doc, spans: list[Span]) -> None:
    """Put the claims on the Doc. No two may lie on the same tokens: extensions are keyed by them."""
    doc.spans[GROUP] = spans


def decide(span: Span, because: str, **fields: Any) -> None:
    """Fill fields of a claim and keep why: the rule or the lexicon row that decided, shown by `claimx explain`."""
    own = span._  # each `span._` makes an object
    for name, value in fields.items():
        own.set(name, value)
    own.set("why", {**(own.get("why") or {}), **dict.fromkeys(fields, because)})


def offsets(span: Span) -> tuple[int, int]:
    """The claim's own characters of the Doc, which its tokens may exceed: « 35 » in « 35Mds€ »."""
    return cast(tuple[int, int], span._.offsets) or (span.start_char, span.end_char)


def claim_id(span: Span) -> str:
    return surface.place(span.doc, *offsets(span))


def rows(doc: Doc) -> list[tables.Claim]:
    """The rows of the claims table for one Doc."""
    return [_row(span) for span in claims(doc)]


def _row(span: Span) -> tables.Claim:
    start, end = surface.back(span.doc, *offsets(span))
    own = span._
    filled = {name: own.get(name) for name in DEFAULTS}
    return tables.Claim(
        claim_id=claim_id(span),
        article_id=span.doc._.article_id,
        start=start,
        end=end,
        text=surface.written(span.doc, *offsets(span)),
        sentence=" ".join(span.sent.text.split()),
        **filled,
    )


assert set(DEFAULTS) <= {column.name for column in dataclasses.fields(tables.Claim)}
