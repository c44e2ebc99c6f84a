"""The commands: parse, call, print, exit; nothing else prints.

Each command is a module of this folder with one function, registered below. What it needs beyond typer and
the standard library it imports when it is called, so that `claimx --help` is quick.
"""

import signal
import sys
from typing import NoReturn

import typer

from claimx.cli import streams
from claimx.cli.check import check
from claimx.cli.explain import explain
from claimx.cli.outlets import outlets
from claimx.cli.run import run
from claimx.cli.schema import schema
from claimx.errors import ClaimxError, problem, reason

EXIT_CODES = "Exit code: 0 all done, 1 some inputs could not be done, 2 wrong usage or nothing could be done."
CHECK_CODES = (
    "Exit code: 0 all is as known, 1 there are differences or, with --floors, a figure is below its floor,"
    " 2 the check could not be made."
)

app = typer.Typer(
    help="Facts and numeric claims from French news, as tidy tables.",
    epilog=f"Example: claimx run articles/ -o tables/  —  {EXIT_CODES}",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def version(wanted: bool) -> None:
    """Print the version and stop, if `--version` is given."""
    if wanted:
        from importlib.metadata import version as installed

        typer.echo(f"claimx {installed('claimx')}")
        raise typer.Exit


@app.callback()
def options(
    version: bool = typer.Option(False, "--version", callback=version, is_eager=True, help="Print the version."),
) -> None:
    """Facts and numeric claims from French news, as tidy tables."""


app.command(epilog=f"Example: claimx run articles/ -o tables/ --format parquet  —  {EXIT_CODES}")(run)
app.command(epilog='Example: claimx explain "Le taux doit atteindre 2 % d\'ici 2030." --date 2025-06-24')(explain)
app.command(epilog=f"Example: claimx check known.csv tables/ --exact  —  {CHECK_CODES}")(check)
app.command(epilog="Example: claimx schema claims")(schema)
app.command(epilog="Example: claimx outlets 'Le Temps'")(outlets)


def main() -> None:
    """Run the command line; an error ends it with its message and code 2, one of claimx itself, too."""
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))  # so that what is half done is cleared
    streams.keep()
    try:
        app()
    except ClaimxError as error:
        _fail(str(error))
    except Exception as error:
        if isinstance(error, OSError) and streams.ended(error):
            streams.mute(1)
            _fail(f"standard output takes no more ({reason(error)}).")
        trouble = problem("this command", error, "done")
        _fail(f"{trouble}\n{trouble.trace}" if "--debug" in sys.argv else str(trouble))


def _fail(message: str) -> NoReturn:
    streams.complain(f"claimx: {message}")
    sys.exit(2)
