"""What changed between two outputs, by what their rows say: a row that only moved has not changed."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from claimx import tables
from claimx.agreement import Agreement, by_letters, differences, same_phrase
from claimx.check import line
from claimx.gate.findings import Articles, Finding, Report, case_of
from claimx.gate.scores import article_of
from claimx.known import SOURCES, Row
from claimx.pairing import Likeness, Pairs, align, groups, likeness, named

COUNTED = ("start", "end", "path", "characters", "claims", "unattributed")
"""Columns that change with the text around a row, or with other rows."""

JOINING = ("sources", "claim_entities", "mentions")
"""Tables that only tie rows together; claims show what they say of them as SCOPE and ENTITIES."""

SCOPE, ENTITIES = "scope", "entities"

Views = Mapping[str, Sequence[Row]]


def changes(old: Views, new: Views, articles: Path) -> Report:
    """Rows changed, lost and gained, by table, between two outputs as `check.views` gives them.

    `articles` is the folder from which the paths of the new output's articles go.
    """
    counts: dict[str, dict[str, int]] = {}
    findings: list[Finding] = []
    files = Articles(new["articles"], articles)
    for table in sorted(tables.TABLES.keys() - set(JOINING), key=["claims", *tables.TABLES].index):
        before, after = _contents(table, old), _contents(table, new)
        pairs = _pairs(before, after)
        unlike = {i: _unlike(before[i], after[j]) for i, j in sorted(pairs.items())}
        lost = [i for i in range(len(before)) if i not in pairs]
        gained = sorted(set(range(len(after))) - set(pairs.values()))
        changed = sum(map(bool, unlike.values()))
        counts[table] = {"same": len(pairs) - changed, "changed": changed, "lost": len(lost), "gained": len(gained)}
        for i, columns in unlike.items():
            case = case_of(table, before[i], new[table][pairs[i]], files if columns else None)
            for name, (was, now) in columns.items():
                findings.append(Finding(sort="changed", case=case, column=name, wanted=was, got=now))
        for i in lost:
            findings.append(Finding(sort="lost", case=case_of(table, before[i], {}), wanted=line(table, before[i])))
        for j in gained:
            case = case_of(table, after[j], new[table][j], files)
            findings.append(Finding(sort="gained", case=case, got=line(table, after[j])))
    return Report(counts=counts, findings=findings)


def _contents(table: str, views: Views) -> list[Row]:
    """The rows without their places, with the article that they belong to."""
    kept = ("article_id", "outlet_id")
    joined = _joined(views) if table == "claims" else defaultdict(dict)
    return [
        {name: cell for name, cell in row.items() if name in kept or not (name.endswith("_id") or name in COUNTED)}
        | {"article_id": article_of(row)}
        | joined[row.get("claim_id")]
        for row in views[table]
    ]


def _joined(views: Views) -> defaultdict[Any, Row]:
    """By claim: how far each outlet that is cited reaches it, and the entities that take part, sorted."""
    joined: defaultdict[Any, Row] = defaultdict(lambda: {SCOPE: [], ENTITIES: []})
    for row in views["sources"]:
        joined[row["claim_id"]][SCOPE].append(f"{row['outlet_id']} {row['scope']}")
    for row in views["claim_entities"]:
        joined[row["claim_id"]][ENTITIES].append(f"{row['part']} {row['entity']}")
    for columns in joined.values():
        for cells in columns.values():
            cells.sort()
    return joined


def _unlike(before: Row, after: Row) -> dict[str, tuple[Any, Any]]:
    """The columns that changed; another source has another scope, too, which goes without saying."""
    columns = differences(before, after, by_letters)
    return {name: cells for name, cells in columns.items() if name != SCOPE or SOURCES not in columns}


def _pairs(before: list[Row], after: list[Row]) -> Pairs:
    """Which new row is which old one: what is the same first, wherever it stands, then what is the least changed."""
    pairs: Pairs = {}
    for key, alike in _passes():
        taken = set(pairs.values())
        places = _by(key, after, (j for j in range(len(after)) if j not in taken))
        for same, here in _by(key, before, (i for i in range(len(before)) if i not in pairs)).items():
            if alike is None:
                pairs |= zip(here, places.get(same, ()), strict=False)
            elif same in places:
                pairs |= align(before, after, here, places[same], alike, by_letters)
    return pairs


def _by(key: Callable[[Row], Hashable], rows: list[Row], indices: Iterable[int]) -> dict[Hashable, list[int]]:
    return dict(groups(indices, lambda index: key(rows[index])))


def _passes() -> Iterator[tuple[Callable[[Row], Hashable], Likeness | None]]:
    """By what rows are the same, and how alike they are then; None if nothing is left that could differ."""
    yield _whole, None
    yield lambda row: (row["article_id"], named(row), row.get("sentence")), likeness
    yield lambda row: (row["article_id"], named(row)), likeness
    yield lambda row: (row["article_id"], row.get("sentence")), _rephrased


def _whole(row: Row) -> Hashable:
    return tuple((name, tuple(cell) if isinstance(cell, list) else cell) for name, cell in row.items())


def _rephrased(before: Row, after: Row, agrees: Agreement) -> float:
    """How alike rows of another name are: « 5 % » and « plus de 5 % » may be one, « 5 % » and « 7 % » are two."""
    old, new = named(before), named(after)
    if old is None or new is None or not same_phrase(old[1], new[1]):
        return float(old == new)
    return likeness(before, after, agrees)
