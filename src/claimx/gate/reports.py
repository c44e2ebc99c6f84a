"""A check's report in the formats that people and machines read; a finding is a line of its own in each."""

import json
import os
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from claimx.check import cell
from claimx.gate.findings import Case, Finding, Report
from claimx.known import Place

CONTROLS = {code: None for code in range(32) if chr(code) not in "\t\n\r"}
"""Characters that XML cannot hold."""


def text(report: Report) -> str:
    """Counts first, then a line for each finding: « article  known.csv:12  "5 %"  unit: wanted "pp", got "%" »."""
    lines = [f"{table}: {', '.join(f'{n} {what}' for what, n in counts.items())}" for table, counts in _told(report)]
    lines += [f"  {_finding(finding)}" for finding in report.findings]
    lines += [figures(report)] if report.floors else []
    return "\n".join([*lines, *report.notes])


def _told(report: Report) -> list[tuple[str, dict[str, int]]]:
    """The tables of which there is something to say."""
    return [(table, counts) for table, counts in report.counts.items() if any(counts.values())]


def _finding(finding: Finding) -> str:
    case = finding.case
    place = case.known or case.written
    name = [cell(case.text)] if finding.column and case.text else []
    return "  ".join([*filter(None, [case.article, str(place or "")]), *name, _message(finding)])


def _message(finding: Finding) -> str:
    wanted, got = _shown(finding.wanted), _shown(finding.got)
    if finding.sort == "changed":
        return f"{finding.column}  {wanted} → {got}"
    if finding.sort == "below floor":
        return f"{finding.column}: floor {wanted}, got {'nothing' if finding.got is None else got}"
    if finding.column:
        return f"{finding.column}: wanted {wanted}, got {got}"
    row = finding.wanted if finding.got is None else finding.got
    return f"no article: {finding.wanted}, {finding.got}" if finding.sort == "no article" else f"{finding.sort}: {row}"


def _shown(value: Any) -> str:
    return " ".join(cell(value).split())


def figures(report: Report) -> str:
    """A line for each figure, with its floor if it has one."""
    return "\n".join(
        f"{name:32} {figure:.4f}" + (f"  floor {report.floors[name]:.4f}" if name in report.floors else "")
        for name, figure in report.figures.items()
    )


def as_json(report: Report) -> str:
    """One object: counts, figures, floors, notes and the findings."""
    content = {
        "counts": report.counts,
        "figures": report.figures,
        "floors": report.floors,
        "findings": [_record(finding) for finding in report.findings],
        "notes": report.notes,
    }
    return json.dumps(content, ensure_ascii=False, indent=1, default=_plain)


def _record(finding: Finding) -> dict[str, Any]:
    case = finding.case
    return {
        "sort": finding.sort,
        "table": case.table,
        "article": case.article,
        "text": case.text,
        "known": str(case.known or ""),
        "written": str(case.written or ""),
        "column": finding.column,
        "wanted": finding.wanted,
        "got": finding.got,
    }


def _plain(value: Any) -> Any:
    return float(value) if isinstance(value, Fraction) else str(value)


def markdown(report: Report) -> str:
    """Tables for a comment or a summary: counts, findings, figures."""
    parts = [
        [f"**{table}**: {', '.join(f'{n} {what}' for what, n in counts.items())}"] for table, counts in _told(report)
    ]
    if report.findings:
        cells = [
            (f.sort, f.case.article, f.case.known or f.case.written or "", f.case.text, f.column, f.wanted, f.got)
            for f in report.findings
        ]
        parts.append(_table(("", "article", "where", "text", "column", "wanted", "got"), cells))
    if report.figures:
        rows = [(name, figure, report.floors.get(name)) for name, figure in report.figures.items()]
        parts.append(_table(("figure", "is", "floor"), rows))
    return "\n\n".join("\n".join(part) for part in [*parts, *([note] for note in report.notes)])


def _table(head: tuple[str, ...], rows: list[tuple[Any, ...]]) -> list[str]:
    def row(cells: tuple[Any, ...]) -> str:
        shown = (
            ""
            if value is None
            else value
            if isinstance(value, str)
            else _shown(value)
            if isinstance(value, list | float)
            else str(value)
            for value in cells
        )
        return "| " + " | ".join(" ".join(value.split()).replace("|", r"\|") for value in shown) + " |"

    return [row(head), "|" + "---|" * len(head), *map(row, rows)]


def annotations(report: Report) -> str:
    """A workflow command of GitHub for each finding, at its line of the known file or else of the article."""
    return "\n".join(map(_annotation, report.findings))


def _annotation(finding: Finding) -> str:
    case = finding.case
    place = case.known or case.written or (Place(case.article, 1) if finding.sort == "below floor" else None)
    at = [f"file={_escaped(_from_here(place.path), ':,')}", f"line={place.line}"] if place else []
    title = f"title={_escaped(f'claimx: {finding.sort}', ':,')}"
    message = "  ".join(filter(None, [case.article, cell(case.text) if case.text else "", _message(finding)]))
    also = f"  ({_from_here(case.written.path)}:{case.written.line})" if case.known and case.written else ""
    return f"::error {','.join([*at, title])}::{_escaped(message + also)}"


def _escaped(text: str, more: str = "") -> str:
    for character in "%\r\n" + more:
        text = text.replace(character, f"%{ord(character):02X}")
    return text


def _from_here(path: str) -> str:
    """The path from the current folder, as GitHub wants it, if it lies in there."""
    return Path(os.path.relpath(path)).as_posix() if Path(path).is_relative_to(Path.cwd()) else path


def junit(report: Report) -> str:
    """JUnit XML: a suite for each table, a case for each row that was looked at, a failure for what differs in it."""
    failures: dict[Case, list[Finding]] = {}
    for finding in report.findings:
        failures.setdefault(finding.case, []).append(finding)
    cases = [*((case, []) for case in report.same), *failures.items()]
    root = ElementTree.Element("testsuites", name="claimx check", tests=str(len(cases)), failures=str(len(failures)))
    for table in dict.fromkeys(case.table for case, _ in cases):
        own = [(case, found) for case, found in cases if case.table == table]
        failed = sum(bool(found) for _, found in own)
        suite = ElementTree.SubElement(root, "testsuite", name=table, tests=str(len(own)), failures=str(failed))
        for case, found in own:
            _add_case(suite, case, found)
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=True)


def _add_case(suite: ElementTree.Element, case: Case, found: list[Finding]) -> None:
    place = case.known or case.written
    at = {"file": place.path, "line": str(place.line)} if place else {}
    names = {"classname": case.article or case.table, "name": case.text or "row"} | at
    element = ElementTree.SubElement(
        suite, "testcase", {name: value.translate(CONTROLS) for name, value in names.items()}
    )
    if found:
        failure = ElementTree.SubElement(
            element, "failure", message=_message(found[0]).translate(CONTROLS), type=found[0].sort
        )
        failure.text = "\n".join(map(_finding, found)).translate(CONTROLS)


FORMATS: dict[str, Callable[[Report], str]] = {
    "text": text,
    "json": as_json,
    "markdown": markdown,
    "github": annotations,
    "junit": junit,
}
