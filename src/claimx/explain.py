"""Why is each field of a claim as it is? The stage that fills it, and the rule or lexicon row that decided."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from claimx import engines, tables, writers
from claimx.article import Article
from claimx.nlp import reasons
from claimx.nlp.claims import DEFAULTS


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
    """A claim, the outlets that are cited for it, a reason for each of its fields, and its rows of the table why."""

    claim: tables.Claim
    sources: list[str]
    reasons: list[Reason]
    why: list[tables.Why]

    def decided(self) -> list[Reason]:
        """The fields that a rule filled."""
        return [reason for reason in self.reasons if reason.because and not reason.default]

    def kept(self) -> list[Reason]:
        """The fields that kept their default, be it that nothing decided or that a rule left it so."""
        return [reason for reason in self.reasons if not reason.because or reason.default]

    def unlike(self, row: Mapping[str, str]) -> list[str]:
        """The columns in which a row of claims.csv, whose cells are text, says something else."""
        cells = writers.as_csv(self.claim, "claims")
        return [name for name, cell in cells.items() if row.get(name, cell) != cell]

    def line(self) -> str:
        """The claim as a line of JSON, with the ids of its outlets as `sources` and what decided it as `why`."""
        why = [{name: getattr(row, name) for name in ("column", "stage", "rule", "words")} for row in self.why]
        return writers.line(self.claim, "claims", sources=self.sources, why=why)


def explain(article: Article, outlets: engines.Outlets = ()) -> list[Explained]:
    """The claims of an article in the order of the text, with their reasons; the first call loads the pipeline."""
    rows = engines.extract(article, outlets, why=True)
    stages, decided, sources = reasons.stages(engines.pipeline(outlets)), _decided(rows), _sources(rows)
    explained = []
    for claim in rows["claims"]:
        why, cited = decided[claim.claim_id], sources[claim.claim_id]
        rules = {row.column: row.rule for row in why}
        own = [Reason(name, getattr(claim, name), stages.get(name, ""), rules.get(name, "")) for name in DEFAULTS]
        explained.append(Explained(claim, sorted({source.value for source in cited}), own + cited, why))
    return explained


def _decided(rows: tables.Rows) -> dict[str, list[tables.Why]]:
    """For each claim the rows that say what decided its columns."""
    found: dict[str, list[tables.Why]] = defaultdict(list)
    for row in rows["why"]:
        found[row.claim_id].append(row)
    return found


def _sources(rows: tables.Rows) -> dict[str, list[Reason]]:
    """For each claim its sources, each with its reason."""
    found: dict[str, list[Reason]] = defaultdict(list)
    for source, because in reasons.cited(rows):
        found[source.claim_id].append(Reason(reasons.SOURCES, source.outlet_id, reasons.SOURCES, because))
    return found
