"""`claimx check`: known claims beside found ones, or one output beside another."""

import gc
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from claimx.errors import ClaimxError

if TYPE_CHECKING:
    from claimx.gate import Report
    from claimx.known import Row


class Format(StrEnum):
    """How the report is written."""

    text = "text"
    json = "json"
    markdown = "markdown"
    github = "github"
    junit = "junit"


Paths = Annotated[
    list[Path],
    typer.Argument(
        metavar="KNOWN OUT|FOLDER",
        help="CSV with columns of the claims table, TOML with [[claims]], or JSON with claims by article; then tables"
        " that `claimx run` wrote, or articles, which are read first. With --baseline, the tables or articles alone.",
        show_default=False,
    ),
]
Exact = Annotated[bool, typer.Option("--exact", help="Every article is complete: nothing else may be found.")]
Strict = Annotated[bool, typer.Option("--strict", help="Compare letter by letter, not phrases by their words.")]
Date = Annotated[
    str | None,
    typer.Option("--date", metavar="YYYY-MM-DD", help="Day of publication of articles that tell none."),
]
Floors = Annotated[
    Path | None,
    typer.Option("--floors", metavar="FILE", help="Fail only if a figure is below its floor in this JSON file."),
]
Update = Annotated[bool, typer.Option("--update", help="Write the floors, or raise them.")]
Regression = Annotated[bool, typer.Option("--allow-regression", help="Let --update lower floors, too.")]
Baseline = Annotated[
    Path | None,
    typer.Option("--baseline", metavar="OLD", help="An earlier output: say what changed since. Takes no KNOWN."),
]
Debug = Annotated[bool, typer.Option("--debug", help="Show the traceback of an error of claimx itself.")]
Written = Annotated[Format, typer.Option("--report", help="How the report is written.")]


def check(
    paths: Paths,
    exact: Exact = False,
    strict: Strict = False,
    date: Date = None,
    floors: Floors = None,
    update: Update = False,
    allow_regression: Regression = False,
    baseline: Baseline = None,
    report: Written = Format.text,
    debug: Debug = False,
) -> None:
    """Compare known claims with the found ones: what is missing, what differs and, in complete articles, too much.

    A known claim is a row with any of the columns of the claims table, and `sources`, the outlets cited for it,
    joined by |. Only the cells that are filled are compared; a hyphen says that the cell is empty. It is sought in its
    article_id by its offsets or its text. `complete` is true in a row of an article of which all claims are known,
    `optional` in a row that may be found or not; `accept` holds other readings: measured=voix | measured=-
    """
    with _no_collection():
        if baseline and (floors or update or len(paths) != 1):
            raise ClaimxError("--baseline OLD takes the new output, and no known claims or floors.", "See --help.")
        if baseline:
            done = _changes(baseline, paths[0], date)
        else:
            done = _held(paths, date, exact=exact, strict=strict, floors=floors, update=update, lower=allow_regression)
        _print(done, report)


@contextmanager
def _no_collection() -> Iterator[None]:
    """All rows live to the end: looking for garbage among them takes a third of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _changes(old: Path, new: Path, date: str | None) -> "Report":
    from claimx import gate

    with _output(old, date) as before, _output(new, date) as after:
        return gate.changes(_views(before), _views(after), _folder(new))


def _held(
    paths: list[Path], date: str | None, *, exact: bool, strict: bool, floors: Path | None, update: bool, lower: bool
) -> "Report":
    from claimx import gate, known

    if len(paths) != 2:
        raise ClaimxError("KNOWN and OUT|FOLDER are needed.", "Example: claimx check known.csv tables/")
    if (update or lower) and not floors:
        raise ClaimxError("--update and --allow-regression are about floors.", "Name their file: --floors FILE")
    rows = known.read(paths[0])
    with _output(paths[1], date) as out:
        done = gate.hold(rows, _views(out), paths[1], articles=_folder(paths[1]), exact=exact, strict=strict)
        made_by = gate.versions(out)
    if not floors:
        return done
    return gate.hold_floors(done, floors, known=rows.digest, made_by=made_by, update=update, allow_regression=lower)


def _print(done: "Report", format: Format) -> None:
    from claimx import gate

    typer.echo(gate.FORMATS[format](done))
    if os.environ.get("GITHUB_ACTIONS") == "true" and format != Format.github and done.findings:
        typer.echo(gate.annotations(done), err=True)  # a workflow reads commands there, too
    if done.fails:
        raise typer.Exit(1)


def _folder(out: Path) -> Path:
    """The folder from which the paths of the articles go: the one that was read, or for tables the current one."""
    from claimx import writers

    if (out / "claims.csv").is_file() or writers.owned(out):
        return Path()
    return out if out.is_dir() else out.parent


def _views(folder: Path) -> "dict[str, list[Row]]":
    from claimx import check as checks

    return checks.views(checks.written(folder))


@contextmanager
def _output(out: Path, date: str | None) -> Iterator[Path]:
    """The folder of tables or, if it holds articles, one with the tables that a run makes of them."""
    from claimx import writers

    if (out / "claims.csv").is_file() or writers.owned(out):
        yield out
        return
    from claimx import config, run
    from claimx.cli.progress import Display

    with tempfile.TemporaryDirectory() as folder, Display(quiet=True) as display:
        counts = run.to_folder([str(out)], Path(folder), config.load({"date": date}), display)
        if not counts.articles:
            raise ClaimxError(
                f"Nothing in {out} could be read.", "Give a folder of tables that `claimx run` wrote, or articles."
            )
        yield Path(folder)
