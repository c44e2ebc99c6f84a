"""The gate: do the tables hold what is known, as well as they did?"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from claimx import check
from claimx.check import Comparison
from claimx.errors import ClaimxError
from claimx.gate import floors, scores
from claimx.gate.baseline import changes
from claimx.gate.findings import Articles, Case, Finding, Report, case_of, of_strangers, of_table
from claimx.gate.floors import Floors
from claimx.gate.reports import FORMATS, annotations, figures
from claimx.known import Known, Row

__all__ = ["FORMATS", "Report", "annotations", "changes", "figures", "hold", "hold_floors", "versions"]


def hold(
    known: Known, found: Mapping[str, Sequence[Row]], out: Path, *, articles: Path, exact: bool, strict: bool
) -> Report:
    """The known rows beside the found ones, which are `check.views` of the tables in `out`.

    An article is complete if the known file says so, or if `exact`: in it nothing else may be found, and it counts for
    precision. `articles` is the folder from which the articles' paths go.
    Raises ClaimxError if none of the articles that are known of was read.
    """
    strangers = check.strangers(known, found)
    everywhere = frozenset({"", *(row["article_id"] for row in found["articles"])})
    complete = dict.fromkeys(known.rows, everywhere) if exact else known.complete
    _refuse_strangers(known, strangers, out)
    compared = {table: check.compare(rows, found[table], strict=strict) for table, rows in known.rows.items()}
    files = Articles(found["articles"], articles)
    findings = list(of_strangers(strangers, known.rows, out))
    for table, comparison in compared.items():
        findings += of_table(table, comparison, files, without=frozenset(strangers), complete=complete[table])
    return Report(
        counts={table: _counts(comparison, complete[table]) for table, comparison in compared.items()},
        findings=findings,
        same=[
            case_of(table, pair.known, pair.found)
            for table, comparison in compared.items()
            for pair in comparison.pairs
            if not pair.columns
        ],
        figures=scores.figures(compared, complete),
    )


def _refuse_strangers(known: Known, strangers: Sequence[str], out: Path) -> None:
    nowhere = all("article_id" in row for rows in known.rows.values() for row in rows)
    if strangers and nowhere and len(strangers) == len(known.articles):
        raise ClaimxError(
            f"{out} has no article {', '.join(strangers[:5])}{', …' if len(strangers) > 5 else ''}.",
            "It has no other that anything is known of: look at article_id.",
        )


def _counts(comparison: Comparison, complete: frozenset[str]) -> dict[str, int]:
    counts = {
        "known": len(comparison.pairs) + len(comparison.missing),
        "as known": len(comparison.same),
        "different": len(comparison.different),
        "missing": len(comparison.missing),
    }
    surplus = sum(scores.article_of(row) in complete for row in comparison.surplus)
    return counts | ({"too much": surplus} if complete else {})


def versions(folder: Path) -> dict[str, str]:
    """The versions of claimx, spaCy and model that made the tables of a folder, as its data package tells."""
    try:
        package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
        return {str(name): str(version) for name, version in package["claimx"]["versions"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def hold_floors(
    report: Report, path: Path, *, known: str, made_by: Mapping[str, str], update: bool, allow_regression: bool
) -> Report:
    """The report with the floors, and with a finding for each figure that is below its own; the others fail no longer.

    With `update` the file is written: floors rise, and fall only if `allow_regression`. `known` is the digest of what
    is known, `made_by` the versions that made the tables. Raises ClaimxError if the floors cannot be compared.
    """
    before = floors.read(path, known=known, update=update)
    old = before.floors if before else {}
    low = floors.below(old, report.figures)
    if update and (not low or allow_regression):
        floors.write(path, Floors(known=known, versions=dict(made_by), floors=report.figures))
        return replace(report, floors=report.figures, notes=[*report.notes, f"{path}: floors written."])
    case = Case(table="floors", article=path.as_posix())
    found = [
        Finding(sort="below floor", case=case, column=name, wanted=floor, got=figure)
        for name, (floor, figure) in low.items()
    ]
    return replace(report, findings=[*report.findings, *found], floors=old, notes=_notes(path, before, made_by, update))


def _notes(path: Path, before: Floors | None, made_by: Mapping[str, str], update: bool) -> list[str]:
    notes = []
    if update:
        notes.append(f"{path}: not updated, for floors would fall; --allow-regression lets them.")
    if before and made_by and before.versions != dict(made_by):
        was = ", ".join(f"{name} {version}" for name, version in sorted(before.versions.items()))
        notes.append(f"{path}: measured with {was or 'unknown versions'}.")
    return notes
