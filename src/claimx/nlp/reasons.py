"""Why is each column of a claim as it is? What `decide` kept on its span, and which stage fills the column, as rows."""

import re
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from claimx import tables
from claimx.nlp.claims import DEFAULTS, claim_id, claims

PREFIX = "claimx_"
ATTRIBUTE = "span._."
SOURCES = "sources"
QUOTED = re.compile(r"«\s*(.*?)\s*»", re.DOTALL)
BETWEEN = " … "
"""Stands between words that a rule saw in several places."""


def stages(nlp: Language) -> dict[str, str]:
    """For each column of a claim the stage that assigns it, as the components declare it themselves."""
    return {
        attribute.removeprefix(ATTRIBUTE): name.removeprefix(PREFIX)
        for name in nlp.pipe_names
        for attribute in nlp.get_pipe_meta(name).assigns
        if name.startswith(PREFIX) and attribute.startswith(ATTRIBUTE)
    }


def rows(nlp: Language, doc: Doc, found: tables.Rows) -> list[tables.Why]:
    """The rows of the table why for one Doc, whose other rows are `found`."""
    filled = stages(nlp)
    decided = [
        _row(claim_id(span), name, filled.get(name, ""), span._.why[name])
        for span in claims(doc)
        for name in DEFAULTS
        if (span._.why or {}).get(name)
    ]
    sources = [_row(source.claim_id, SOURCES, SOURCES, rule) for source, rule in cited(found)]
    return [*decided, *dict.fromkeys(sources)]  # « (Le Monde, AFP) » gives two sources one reason


def cited(found: tables.Rows) -> Iterator[tuple[tables.Source, str]]:
    """Each source of a claim, with the citation that names it and how that reaches the claim."""
    texts = {(row.citation_id, row.outlet_id): " ".join(row.text.split()) for row in found["citations"]}
    for source in found["sources"]:
        written = texts.get((source.citation_id, source.outlet_id), "")
        yield source, f"{source.form}, {source.scope}: « {written} »"


def _row(claim: str, column: str, stage: str, rule: str) -> tables.Why:
    words = BETWEEN.join(QUOTED.findall(rule))
    return tables.Why(claim_id=claim, column=column, stage=stage, rule=rule, words=words)
