"""`claimx schema`: the tables, their columns and what each holds."""

import typer

from claimx import tables
from claimx.errors import ClaimxError


def schema(
    table: str = typer.Argument("", help="One table; all, if left out."),
    sql: bool = typer.Option(False, "--sql", help="CREATE TABLE, for SQLite and DuckDB."),
) -> None:
    """Print the tables that `claimx run` writes, with their columns."""
    if table and table not in tables.ALL:
        raise ClaimxError(f"There is no table '{table}'.", f"The tables are {', '.join(tables.ALL)}.")
    typer.echo(_sql(table) if sql else "\n\n".join(_table(name) for name in ([table] if table else tables.ALL)))


def _sql(table: str) -> str:
    from claimx.writers import sql

    return "\n\n".join(sql.create(name) for name in ([table] if table else sql.ordered()))


def _table(name: str) -> str:
    columns = tables.columns(name)
    width = max(len(column.name) for column in columns)
    lines = [f"{name}: {tables.ALL[name].__doc__}"]
    for column in columns:
        key = "key; " if column.metadata["key"] else ""
        refers = f" (refers to {column.metadata['refers']})" if column.metadata["refers"] else ""
        lines.append(f"  {column.name:<{width}}  {key}{column.metadata['description']}{refers}")
    return "\n".join(lines)
