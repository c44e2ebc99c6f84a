"""Why is each field of a claim as it is? The stage that fills it, and the rule or lexicon row that decided."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from claimx import engines, nlp, tables
from claimx.article import Article
from claimx.nlp.claims import DEFAULTS, claims

PREFIX = "claimx_"
ATTRIBUTE = "span._."


@dataclass(frozen=True, slots=True)
class Reason:
    """A field of a claim: its value, the stage that fills it, and what decided; empty where the default stood."""

    field: str
    value: Any
    stage: str
    because: str

    @property
    def default(self) -> bool:
        """Whether the value is what stands there when nothing decides; a kind is always told."""
        return self.field != "kind" and self.field in DEFAULTS and self.value == DEFAULTS[self.field]


@dataclass(frozen=True, slots=True)
class Explained:
    """A claim with the outlets that are cited for it, and a reason for each of its fields."""

    claim: tables.Claim
    sources: list[str]
    reasons: list[Reason]

    def decided(self) -> list[Reason]:
        """The fields that a rule filled."""
        return [reason for reason in self.reasons if reason.because and not reason.default]

    def kept(self) -> list[Reason]:
        """The fields that kept their default, be it that nothing decided or that a rule left it so."""
        return [reason for reason in self.reasons if not reason.because or reason.default]


def explain(article: Article) -> list[Explained]:
    """The claims of an article in the order of the text, with their reasons; the first call loads the pipeline."""
    language, stages = engines.pipeline(), _stages()
    doc = language(nlp.document(language, article))
    rows = nlp.rows(doc, article)
    cited = _cited(rows)
    explained = []
    for span, claim in zip(claims(doc), rows["claims"], strict=True):
        why: dict[str, str] = span._.why or {}
        reasons = [Reason(name, getattr(claim, name), stages.get(name, ""), why.get(name, "")) for name in DEFAULTS]
        sources = cited[claim.claim_id]
        explained.append(Explained(claim, sorted({source.value for source in sources}), reasons + sources))
    return explained


def _stages() -> dict[str, str]:
    """For each field of a claim the stage that assigns it, as the components declare it themselves."""
    language = engines.pipeline()
    return {
        attribute.removeprefix(ATTRIBUTE): name.removeprefix(PREFIX)
        for name in language.pipe_names
        for attribute in language.get_pipe_meta(name).assigns
        if name.startswith(PREFIX) and attribute.startswith(ATTRIBUTE)
    }


def _cited(rows: tables.Rows) -> dict[str, list[Reason]]:
    """For each claim its sources, each with the citation that names it and how that reaches the claim."""
    written = {(citation.citation_id, citation.outlet_id): citation.text for citation in rows["citations"]}
    cited: dict[str, list[Reason]] = defaultdict(list)
    for source in rows["sources"]:
        citation = " ".join(written.get((source.citation_id, source.outlet_id), "").split())
        because = f"{source.form}, {source.scope}: « {citation} »"
        cited[source.claim_id].append(Reason("sources", source.outlet_id, "sources", because))
    return cited
