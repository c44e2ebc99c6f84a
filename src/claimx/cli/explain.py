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

    from claimx.explain import Explained

WIDTH = 120
"""Characters in a line where there is no terminal that says how many it has."""


def explain(
    text: str = typer.Argument(
        ..., metavar="TEXT|FILE|-", help="A text in quotation marks, a file, or standard input.", show_default=False
    ),
    date: str | None = typer.Option(
        None, "--date", metavar="YYYY-MM-DD", help="Day of publication, from which « mardi » counts."
    ),
    debug: bool = typer.Option(False, "--debug", help="Show the traceback of an error of claimx itself."),
) -> None:
    """Show the claims of a text and, for each, which stage and which rule or lexicon row decided each field."""
    from rich.console import Console

    from claimx import explain as explains

    console = Console(highlight=False, width=None if sys.stdout.isatty() else WIDTH)
    for article in _articles(text, iso_day(date or "")):
        explained = explains.explain(article)
        console.print(_overview(explained) if explained else _plain(f"{article.article_id}: no claims found."))
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
