"""The schema of every table that claimx writes: a dataclass per table, a field per column, described in the field."""

import dataclasses
from dataclasses import dataclass, field
from typing import Any, Literal, TypedDict, cast

VERSION = 1
"""The version of this schema, in datapackage.json; one more for every column or table that is added.

Nothing is renamed, moved or taken away: a new column stands at the end of its table, and the CHANGELOG names it.
"""

Kind = Literal["money", "percent", "point", "count", "measure", "duration", "age", "fraction", "multiple"]
Comparator = Literal["=", "~", ">", ">=", "<", "<="]
Direction = Literal["level", "increase", "decrease"]
TimeRelation = Literal["", "in", "by", "since", "between", "before", "after", "until"]
Modality = Literal["asserted", "conditional", "future", "obligation", "negated"]
Label = Literal["PER", "ORG", "LOC"]
Form = Literal["parenthetical", "source_line", "dateline", "link", "footnote", "according_to"]
Scope = Literal["same_sentence", "closing_citation", "source_line", "according_to", "link"]
Part = Literal["speaker", "measured", "base", "place", "about"]


def column(description: str, *, key: bool = False, refers: str = "") -> Any:
    """A column of a table: what it holds, whether it is part of the key, and which table's key it refers to."""
    return field(metadata={"description": description, "key": key, "refers": refers})


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article that was read."""

    article_id: str = column("relative path without its suffix, or the row's own id", key=True)
    path: str = column("the file that it came from, relative to the folder that was read")
    format: str = column("the file's format: txt, md, html, json, jsonl, csv, parquet")
    title: str = column("the title, as given or as the first line says it")
    date: str = column("day of publication, ISO 8601; relative times are resolved against it")
    url: str = column("where it was published, if the file says so")
    outlet_id: str = column("the outlet that published it, if known; never a source of its claims by itself")
    characters: int = column("length of the text in Unicode code points")
    claims: int = column("number of claims found")
    unattributed: int = column("number of claims for which the article cites no outlet")
    author: str = column("who wrote it, if the file says so")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """One person, organisation or place of an article, under one name."""

    entity_id: str = column("article_id, then the offsets of its first mention: 'lemonde-12:0-12'", key=True)
    article_id: str = column("the article", refers="articles")
    name: str = column("its longest form in the article, without article or title")
    label: Label = column("PER, ORG or LOC")
    role: str = column("title or function that the article gives it: 'chancelier'")
    mentions: int = column("number of mentions in the article")
    iso_code: str = column("ISO 3166-1 alpha-2 code of a country")
    wikidata: str = column("Wikidata id, where the lexicon knows the entity")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One place in the text that names an entity."""

    mention_id: str = column("article_id:start-end", key=True)
    article_id: str = column("the article", refers="articles")
    entity_id: str = column("the entity that it names", refers="entities")
    start: int = column("offset of its first character, in Unicode code points")
    end: int = column("offset after its last character")
    text: str = column("the mention as written")
    role: str = column("title or function written beside it: 'M.', 'chancelier'")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One quantity that an article states."""

    claim_id: str = column("article_id, then the offsets: 'lemonde-12:104-107'", key=True)
    article_id: str = column("the article", refers="articles")
    start: int = column("offset of its first character, in Unicode code points")
    end: int = column("offset after its last character")
    text: str = column("the quantity as written, without comparator or counted noun")
    kind: Kind = column("what sort of quantity it is")
    value: float = column("the number in `unit`, multiplied out; a range's lower bound")
    value_high: float | None = column("the upper bound of a range")
    comparator: Comparator = column("how the amount bounds the value: 'environ' is ~, 'plus de' is >")
    unit: str = column("ISO 4217, %, pp, a unit that pint reads, a unit of time, or the lemma of the counted noun")
    measured: str = column("what the number measures, as written")
    base: str = column("the whole that a percent, point or fraction is taken of")
    base_claim_id: str = column("the claim that `base` speaks of: '40 % de cette somme'", refers="claims")
    direction: Direction = column("the amount itself, or a change by the amount")
    from_claim_id: str = column(
        "the claim that this one is compared with: 'passer de X à Y', 'Y, contre X'", refers="claims"
    )
    per: str = column("denominator of a rate: year, habitant, kg")
    time_start: str = column("first day on which the amount holds, ISO 8601")
    time_end: str = column("last day on which the amount holds, ISO 8601")
    time_relation: TimeRelation = column("how the amount stands to that time")
    modality: Modality = column("how firmly it is stated")
    speaker: str = column("to whom the text attributes it, as written")
    speaker_entity_id: str = column("the entity who speaks", refers="entities")
    quoted: bool = column("whether it stands inside quotation marks")
    sentence: str = column("the sentence that states it, as written, white space folded")
    block: str = column(
        "the part of the article that it stands in: title, dek, heading, paragraph, list, quotation, table, caption, "
        "note, source_line, credit"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimEntity:
    """An entity that takes part in a claim."""

    claim_id: str = column("the claim", key=True, refers="claims")
    entity_id: str = column("the entity", key=True, refers="entities")
    part: Part = column("what it is in the claim", key=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """An outlet that is cited at one place of an article; a place that cites two outlets has two rows."""

    citation_id: str = column("article_id:start-end", key=True)
    article_id: str = column("the article", refers="articles")
    outlet_id: str = column("the outlet", key=True, refers="outlets")
    start: int = column("offset of its first character, in Unicode code points")
    end: int = column("offset after its last character")
    text: str = column("the citation as written")
    written: str = column("the outlet's name as written in it")
    form: Form = column("how the outlet is cited")
    url: str = column("the address that a link leads to")
    ambiguous: bool = column("whether the name could also mean another outlet")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An outlet that the article cites for a claim."""

    claim_id: str = column("the claim", key=True, refers="claims")
    outlet_id: str = column("the outlet", key=True, refers="outlets")
    citation_id: str = column("the citation that covers the claim", key=True)
    form: Form = column("how the outlet is cited")
    scope: Scope = column("why the citation covers the claim")
    distance: int = column("sentences from the claim to the citation")
    rank: int = column("place in a nested attribution, 1 for the nearest: 'X, cité par Y'")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """An outlet that is cited in one of the articles, or that published one."""

    outlet_id: str = column("main domain, or a slug of its name", key=True)
    name: str = column("its name")
    kind: str = column("newspaper, agency, television, …")
    country: str = column("ISO 3166-1 alpha-2 code")
    language: str = column("ISO 639-1 code")
    wikidata: str = column("Wikidata id")
    known: bool = column("whether the registry of outlets knows it")


@dataclass(frozen=True, slots=True, kw_only=True)
class Date:
    """One expression of time in an article."""

    date_id: str = column("article_id:start-end", key=True)
    article_id: str = column("the article", refers="articles")
    start: int = column("offset of its first character, in Unicode code points")
    end: int = column("offset after its last character")
    text: str = column("the expression as written")
    type: Literal["DATE", "TIME", "DURATION", "SET"] = column("its TIMEX3 type")
    value: str = column("its TIMEX3 value: 2025-06-24, 2025-W12, 2025-Q1, T12:00; empty when it cannot be resolved")
    time_start: str = column("first day of it, ISO 8601")
    time_end: str = column("last day of it, ISO 8601")


described = column
"""The same function, for the table that has a column of that name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """What decided one column of a claim; a column that kept its default without any reason has no row."""

    claim_id: str = described("the claim", key=True, refers="claims")
    column: str = described("the column of `claims` that was decided, or 'sources'", key=True)
    stage: str = described("the stage that fills it: quantities, times, measures, …")
    rule: str = described("the rule or the row of a lexicon that decided", key=True)
    words: str = described("the words that it saw, as it quotes them; ' … ' stands between words from several places")


TABLES: dict[str, type] = {
    "articles": Article,
    "entities": Entity,
    "mentions": Mention,
    "claims": Claim,
    "claim_entities": ClaimEntity,
    "citations": Citation,
    "sources": Source,
    "outlets": Outlet,
    "dates": Date,
}

ON_DEMAND: dict[str, type] = {"why": Why}
"""Tables that a run writes only where it is asked to."""

ALL = TABLES | ON_DEMAND


class Rows(TypedDict, total=False):
    """Rows by table name, in the order of the text."""

    articles: list[Article]
    entities: list[Entity]
    mentions: list[Mention]
    claims: list[Claim]
    claim_entities: list[ClaimEntity]
    citations: list[Citation]
    sources: list[Source]
    outlets: list[Outlet]
    dates: list[Date]
    why: list[Why]


def of(rows: Rows, table: str) -> list[Any]:
    """The rows of a table whose name is known at run time alone; none where there are none."""
    return cast(dict[str, list[Any]], rows).get(table, [])


def columns(table: str) -> tuple[dataclasses.Field[Any], ...]:
    """The columns of a table, in order."""
    return dataclasses.fields(ALL[table])
