"""`claimx explain`: the claims of a text, and why each field is as it is."""

import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from claimx.article import Article, iso_day
from claimx.errors import ClaimxError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.table import Table
    from rich.text import Text

    from claimx.engines import Outlets
    from claimx.explain import Explained

WIDTH = 120
"""Characters in a line where there is no terminal that says how many it has."""


def explain(
    text: str = typer.Argument(
        ...,
        metavar="TEXT|FILE|-|TABLES",
        help="A text in quotation marks, a file, standard input, or a folder of tables.",
        show_default=False,
    ),
    claim_id: str = typer.Argument("", metavar="[CLAIM_ID]", help="The one claim of TABLES.", show_default=False),
    date: str | None = typer.Option(
        None, "--date", metavar="YYYY-MM-DD", help="Day of publication, from which « mardi » counts."
    ),
    articles: Path | None = typer.Option(
        None, "--articles", metavar="FOLDER", help="Where the articles of TABLES lie; here, if left out."
    ),
    own: Path | None = typer.Option(None, "--outlets", metavar="FILE.csv", help="Outlets of your own, as in a run."),
    json: bool = typer.Option(False, "--json", help="A line of JSON for each claim."),
    debug: bool = typer.Option(False, "--debug", help="Show the traceback of an error of claimx itself."),
) -> None:
    """Show the claims of a text and, for each, which stage and which rule or lexicon row decided each field.

    With TABLES and CLAIM_ID, show one claim of a folder that `claimx run` wrote; its article alone is read.
    """
    from claimx import explain as explains
    from claimx import readers

    if claim_id and date:
        raise ClaimxError("--date is for a text.", "A claim's article has its day in the tables.")
    if articles and not claim_id:
        raise ClaimxError("--articles is for a claim of tables.", "Example: claimx explain tables/ CLAIM_ID")
    outlets = readers.outlets(own) if own else ()
    if claim_id:
        explained = [_claim(Path(text), claim_id, articles or Path(), outlets)]
        _show(explained, claim_id, json=json)
        return
    for article in _articles(text, iso_day(date or "")):
        _show(explains.explain(article, outlets), article.article_id, json=json)


def _claim(folder: Path, claim_id: str, articles: Path, outlets: "Outlets") -> "Explained":
    """The claim of a folder of tables. Raises ClaimxError if it is not what the program finds now."""
    from claimx import explain as explains
    from claimx import origin

    row = origin.claim(folder, claim_id)
    found = explains.explain(origin.article(folder, row, articles), outlets)
    claim = next((each for each in found if each.claim.claim_id == claim_id), None)
    changed = claim.unlike(row) if claim else []
    if claim is None or changed:
        wrong = f"is read otherwise now ({', '.join(changed)})" if changed else "is not found any more"
        hint = "Another version wrote the tables, or other outlets were read: give them with --outlets, or run anew."
        raise ClaimxError(f"{claim_id} {wrong}.", hint)
    return claim


def _show(explained: "list[Explained]", name: str, *, json: bool) -> None:
    """Print the claims of an article, to be read or as JSON."""
    if json:
        for each in explained:
            typer.echo(each.line())
        return
    from rich.console import Console

    console = Console(highlight=False, width=None if sys.stdout.isatty() else WIDTH)
    console.print(_overview(explained) if explained else _plain(f"{name}: no claims found."))
    for number, each in enumerate(explained, start=1):
        console.print(_sentence(number, each), _reasons(each), sep="\n")


def _articles(given: str, date: str) -> "Iterator[Article]":
    """The text itself as an article, or those of the file that it names. Raises ClaimxError for a problem with one."""
    from claimx import readers

    admission = readers.Admission(date=date, any_language=True)
    if given != readers.STDIN and not _is_path(given):
        refusal = admission.refusal(readers.Item(text=given, where="text"))
        if refusal:
            raise ClaimxError(f"The text {refusal.message}", "Give a text in quotation marks, a file, or - for a pipe.")
        yield Article(article_id="text", text=given, date=date)
        return
    if os.path.isdir(given):
        raise ClaimxError(f"{given} is a folder.", f"Name a file in it, or read all of it: claimx run {given} -o OUT")
    for file in readers.find([given]):
        for read in [file] if isinstance(file, Problem) else readers.read(file, admission):
            if not isinstance(read, Problem):
                yield read
            elif read.left_out:
                raise ClaimxError(f"{read.where} {read.message}", read.hint)


ENDING = re.compile(r"\.[a-z]\w{0,5}$", re.IGNORECASE)


def _is_path(given: str) -> bool:
    """Whether it names a file, or would: « article.txt », « articles/2025 », which may not be there."""
    from claimx.readers.files import FORMATS

    named = Path(given).suffix.lower() in FORMATS or given.startswith(("/", "./", "../", "~/"))
    word = len(given.split()) == 1 and any(char.isalpha() for char in given)
    return named or os.path.lexists(given) or (word and ("/" in given or bool(ENDING.search(given))))


def _overview(explained: "list[Explained]") -> "Table":
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in ("", "claim", "amount", "of what", "when", "modality", "speaker", "sources"):
        table.add_column(name, overflow="fold")
    for number, each in enumerate(explained, start=1):
        claim = each.claim
        time = f"{claim.time_relation} {claim.time_start} {claim.time_end}".split()
        modality = "" if claim.modality == "asserted" else claim.modality
        cells = (
            str(number),
            claim.text,
            _amount(each),
            _of_what(each),
            " ".join(time),
            modality,
            claim.speaker,
            "\n".join(each.sources),
        )
        table.add_row(*(_plain(cell) for cell in cells))
    return table


def _amount(each: "Explained") -> str:
    claim = each.claim
    value = f"{claim.value:,.12g}" + ("" if claim.value_high is None else f" – {claim.value_high:,.12g}")
    unit = claim.unit or claim.kind
    sign = {"level": "", "increase": "↑ ", "decrease": "↓ "}[claim.direction]
    comparator = "" if claim.comparator == "=" else f"{claim.comparator} "
    return f"{sign}{comparator}{value} {unit}" + (f" / {claim.per}" if claim.per else "")


def _of_what(each: "Explained") -> str:
    return " ← ".join(part for part in (each.claim.measured, each.claim.base) if part)


def _plain(text: str) -> "Text":
    from rich.text import Text

    return Text(text)  # no markup: « [Reuters] » is text


def _sentence(number: int, each: "Explained") -> "Text":
    from rich.text import Text

    sentence, claim = each.claim.sentence, " ".join(each.claim.text.split())
    text = Text(f"{number}  {sentence}")
    text.highlight_words([claim], "bold green")
    return text


def _reasons(each: "Explained") -> "Table":
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE, show_header=False, pad_edge=False)
    for style in ("cyan", "bold", "magenta", ""):
        table.add_column(style=style, overflow="fold")
    for reason in each.decided():
        value = f"{reason.value:,.12g}" if isinstance(reason.value, float) else str(reason.value)
        table.add_row(*(_plain(cell) for cell in (reason.field, value, reason.stage, reason.because)))
    kept = [
        reason.field + (f" ({reason.because})" if reason.because and reason.value else "") for reason in each.kept()
    ]
    table.add_row(_plain("default"), None, None, _plain(", ".join(kept)))
    return table
