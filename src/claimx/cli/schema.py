"""`claimx schema`: the tables, their columns and what each holds."""

import typer

from claimx import tables
from claimx.errors import ClaimxError


def schema(table: str = typer.Argument("", help="One table; all, if left out.")) -> None:
    """Print the tables that `claimx run` writes, with their columns."""
    if table and table not in tables.TABLES:
        raise ClaimxError(f"There is no table '{table}'.", f"The tables are {', '.join(tables.TABLES)}.")
    names = [table] if table else list(tables.TABLES)
    typer.echo("\n\n".join(_table(name) for name in names))


def _table(name: str) -> str:
    columns = tables.columns(name)
    width = max(len(column.name) for column in columns)
    lines = [f"{name}: {tables.TABLES[name].__doc__}"]
    for column in columns:
        key = "key; " if column.metadata["key"] else ""
        refers = f" (refers to {column.metadata['refers']})" if column.metadata["refers"] else ""
        lines.append(f"  {column.name:<{width}}  {key}{column.metadata['description']}{refers}")
    return "\n".join(lines)
