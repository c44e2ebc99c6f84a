"""`claimx outlets`: which outlet a name, a domain or an address means, and why."""

from pathlib import Path

import typer

from claimx.errors import ClaimxError


def outlets(
    name: str = typer.Argument(..., metavar="NAME", help="A name, a domain or an address.", show_default=False),
    own: Path | None = typer.Option(None, "--outlets", metavar="FILE.csv", help="Outlets of your own, as in a run."),
) -> None:
    """Show which outlet a name means, the others that it could mean, and why."""
    from claimx import readers
    from claimx.nlp.sources.outlets import explain

    found = explain(name, readers.outlets(own) if own else ())
    if not found:
        raise ClaimxError(f"No outlet is called « {name} ».", "Try its domain, or add it with --outlets FILE.csv.")
    for row in found:
        typer.echo(f"{row['outlet_id']}\t{row['name']}\t{row['country']}\t{row['because']}")
