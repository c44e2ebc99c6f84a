"""`claimx check`: known claims beside found ones."""

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from claimx.errors import ClaimxError

if TYPE_CHECKING:
    from claimx.known import Row


def check(
    known: Path = typer.Argument(
        ..., metavar="KNOWN", help="CSV with columns of the claims table, or TOML with [[claims]].", show_default=False
    ),
    out: Path = typer.Argument(
        ...,
        metavar="OUT|FOLDER",
        help="Tables that `claimx run` wrote, or articles, which are read first.",
        show_default=False,
    ),
    exact: bool = typer.Option(False, "--exact", help="Nothing else may be found."),
    date: str | None = typer.Option(
        None, "--date", metavar="YYYY-MM-DD", help="Day of publication of articles that tell none."
    ),
    debug: bool = typer.Option(False, "--debug", help="Show the traceback of an error of claimx itself."),
) -> None:
    """Compare known claims with the found ones: what is missing, what differs and, with --exact, what is too much.

    A known claim is a row with any of the columns of the claims table, and `sources`, the outlets cited for it,
    joined by |. Only the cells that are filled are compared; a hyphen says that the cell is empty. It is sought in its
    article_id by its text, the nearest to its start if that is given.
    """
    from claimx import check as checks
    from claimx import known as knowledge

    rows = knowledge.read(known)
    found = checks.views(_tables(out, date))
    strangers = checks.strangers(rows, found)
    if strangers:
        raise ClaimxError(
            f"{out} has no article {', '.join(strangers)}.", f"{known} knows something of it: look at its article_id."
        )
    compared = {table: checks.compare(rows[table], found[table]) for table in rows}
    for table, comparison in compared.items():
        differences = checks.report(table, comparison, exact=exact)
        typer.echo(f"{table}: {comparison.summary(exact=exact)}" + (f"\n{differences}" if differences else ""))
    if not all(comparison.holds(exact=exact) for comparison in compared.values()):
        raise typer.Exit(1)


def _tables(out: Path, date: str | None) -> "dict[str, list[Row]]":
    """The rows of the tables in the folder or, if it holds articles, of the tables that a run makes of them."""
    from claimx import check as checks
    from claimx import writers

    if (out / "claims.csv").is_file() or writers.owned(out):
        return checks.written(out)
    from claimx import config, run
    from claimx.cli.progress import Display

    with tempfile.TemporaryDirectory() as folder, Display(quiet=True) as display:
        counts = run.to_folder([str(out)], Path(folder), config.load({"date": date}), display)
        if not counts.articles:
            raise ClaimxError(
                f"Nothing in {out} could be read.", "Give a folder of tables that `claimx run` wrote, or articles."
            )
        return checks.written(Path(folder))
