"""What changed between two outputs, by what their rows say: a row that only moved has not changed."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
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
        before, after = (_contents(table, views, _columns(old[table], new[table])) for views in (old, new))
        same = _same(before, after)
        pairs = _alike(before, after, same)
        unlike = {i: _unlike(before[i], after[j]) for i, j in sorted(pairs.items())}
        lost = [i for i in range(len(before)) if i not in pairs and i not in same]
        gained = sorted(set(range(len(after))) - set(pairs.values()) - set(same.values()))
        changed = sum(map(bool, unlike.values()))
        still = len(same) + len(pairs) - changed
        counts[table] = {"same": still, "changed": changed, "lost": len(lost), "gained": len(gained)}
        for i, columns in unlike.items():
            case = case_of(table, before[i], new[table][pairs[i]], files)
            for name, (was, now) in columns.items():
                findings.append(Finding(sort="changed", case=case, column=name, wanted=was, got=now))
        for i in lost:
            findings.append(Finding(sort="lost", case=case_of(table, before[i], {}), wanted=line(table, before[i])))
        for j in gained:
            case = case_of(table, after[j], new[table][j], files)
            findings.append(Finding(sort="gained", case=case, got=line(table, after[j])))
    return Report(counts=counts, findings=findings)


def _columns(old: Sequence[Row], new: Sequence[Row]) -> list[str]:
    """The columns that both outputs have and that say more than the place of a row."""
    common = [name for name in (old or new)[0] if name in (new or old)[0]] if old or new else []
    return [name for name in common if name == "outlet_id" or not _is_place(name)]


def _contents(table: str, views: Views, columns: list[str]) -> list[Row]:
    """The rows without their places, with the article that they belong to."""
    joined = _joined(views) if table == "claims" else defaultdict(dict)
    return [
        {"article_id": article_of(row)} | {name: row[name] for name in columns} | joined[row.get("claim_id")]
        for row in views[table]
    ]


def _is_place(column: str) -> bool:
    return column == "article" or column.endswith("_id") or column in COUNTED


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


def _same(before: list[Row], after: list[Row]) -> Pairs:
    """The old rows that stand in the new output as they were, wherever, each with the next one that is free."""
    places = _by(_whole, after, range(len(after)))
    pairs: Pairs = {}
    for whole, here in _by(_whole, before, range(len(before))).items():
        pairs |= zip(here, places.get(whole, ()), strict=False)
    return pairs


def _whole(row: Row) -> Hashable:
    return tuple(tuple(cell) if isinstance(cell, list) else cell for cell in row.values())


def _alike(before: list[Row], after: list[Row], same: Pairs) -> Pairs:
    """Which of the other new rows is which old one: what is the least changed first."""
    left, free = set(range(len(before))) - set(same), set(range(len(after))) - set(same.values())
    pairs: Pairs = {}
    for key, how_alike in PASSES:
        places = _by(key, after, sorted(free))
        for name, here in _by(key, before, sorted(left)).items():
            if name in places:
                pairs |= align(before, after, here, places[name], how_alike, by_letters)
        left -= set(pairs)
        free -= set(pairs.values())
    return pairs


def _by(key: Callable[[Row], Hashable], rows: list[Row], indices: Iterable[int]) -> dict[Hashable, list[int]]:
    return dict(groups(indices, lambda index: key(rows[index])))


def _rephrased(before: Row, after: Row, agrees: Agreement) -> float:
    """How alike rows of another name are: « 5 % » and « plus de 5 % » may be one, « 5 % » and « 7 % » are two."""
    old, new = named(before), named(after)
    if old is None or new is None or not same_phrase(old[1], new[1]):
        return float(old == new)
    return likeness(before, after, agrees)


PASSES: tuple[tuple[Callable[[Row], Hashable], Likeness], ...] = (
    (lambda row: (row["article_id"], named(row), row.get("sentence")), likeness),
    (lambda row: (row["article_id"], named(row)), likeness),
    (lambda row: (row["article_id"], row.get("sentence")), _rephrased),
)
"""By what a changed row is known again, and how alike two such rows are."""
