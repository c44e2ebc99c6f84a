"""`claimx run`: articles in, tables out."""

import typer


def run(inputs: list[str] = typer.Argument(..., help="Folders and files; - reads from stdin.")) -> None:
    """Read articles and write their claims, entities and citations as tables."""
