"""`claimx run`: articles in, tables out."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from claimx.cli import streams
from claimx.errors import ClaimxError

if TYPE_CHECKING:
    from claimx.cli.progress import Display
    from claimx.config import Settings
    from claimx.run import Counts


Inputs = Annotated[list[str], typer.Argument(metavar="FOLDER|FILE|-…", help="What to read; - is standard input.")]
Out = Annotated[str, typer.Option("-o", "--out", metavar="FOLDER", help="Write the tables here.")]
To = Annotated[str, typer.Option("--to", metavar="-", help="Stream the claims to standard output as JSON Lines.")]
Format = Annotated[
    list[str] | None,
    typer.Option("--format", metavar="FORMAT", help="Write this beside CSV: parquet, jsonl. May be repeated."),
]
Day = Annotated[
    str | None, typer.Option("--date", metavar="YYYY-MM-DD", help="Day of publication of articles that tell none.")
]
Outlets = Annotated[
    str | None, typer.Option("--outlets", metavar="FILE.csv", help="Outlets that add to or override the registry.")
]
Workers = Annotated[
    int | None, typer.Option("--workers", metavar="N", min=0, help="Processes; 0, as a rule, takes as many as pay.")
]
AnyLanguage = Annotated[bool | None, typer.Option("--any-language", help="Read texts that do not look French, too.")]
Why = Annotated[bool | None, typer.Option("--why", help="Write why.csv, too: what decided each column of a claim.")]
Quiet = Annotated[
    bool | None, typer.Option("-q", "--quiet", help="No progress, no closing line; problems are still told.")
]
Verbose = Annotated[
    bool | None, typer.Option("-v", "--verbose", help="Name the files of formats that claimx does not read, too.")
]
Debug = Annotated[bool | None, typer.Option("--debug", help="Show the traceback of an error of claimx itself.")]


def run(
    inputs: Inputs,
    out: Out = "",
    to: To = "",
    format: Format = None,
    date: Day = None,
    outlets: Outlets = None,
    workers: Workers = None,
    any_language: AnyLanguage = None,
    why: Why = None,
    quiet: Quiet = None,
    verbose: Verbose = None,
    debug: Debug = None,
) -> None:
    """Read articles and write their claims, entities and citations as tables.

    Reads .txt, .md, .html, .json, .jsonl, .csv and .parquet, folders recursively. Writes articles, entities,
    mentions, claims, claim_entities, citations, sources, outlets and dates, with --why also why, and
    datapackage.json, which describes them.
    """
    from claimx import config

    if bool(out) == bool(to) or to not in ("", "-") or out == "-":
        raise ClaimxError(
            "Say where the claims shall go.", "-o FOLDER writes tables, --to - streams claims to standard output."
        )
    if why and not out:
        raise ClaimxError("--why writes a table, and --to - writes none.", "Say -o FOLDER.")
    flags = {"date": date, "outlets": outlets, "workers": workers, "any_language": any_language, "quiet": quiet}
    settings = config.load(flags | {"format": format or None, "why": why, "verbose": verbose, "debug": debug})
    counts = _run(inputs, Path(out) if out else None, settings)
    raise typer.Exit(counts.exit_code)


def _run(inputs: list[str], out: Path | None, settings: "Settings") -> "Counts":
    from claimx.cli.progress import Display

    with Display(quiet=settings.quiet, verbose=settings.verbose, debug=settings.debug) as display:
        counts = _to(inputs, out, settings, display)
    display.closing(counts, str(out) if out else "standard output")
    return counts


def _to(inputs: list[str], out: Path | None, settings: "Settings", display: "Display") -> "Counts":
    from claimx import run as flow

    if out:
        return flow.to_folder(inputs, out, settings, display)
    try:
        return flow.to_stream(inputs, _print, settings, display)
    except BrokenPipeError:  # the reader of the pipe has enough: « | head »
        streams.mute(sys.stdout.fileno())
        raise typer.Exit(0) from None


def _print(line: str) -> None:
    sys.stdout.buffer.write(f"{line}\n".encode())
    sys.stdout.buffer.flush()
