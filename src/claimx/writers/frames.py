"""Tables as pandas DataFrames: those that a run wrote, and rows that never were in a file."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from claimx import tables
from claimx.errors import ClaimxError
from claimx.writers import earlier
from claimx.writers.cells import Column, columns

if TYPE_CHECKING:
    import pandas

DTYPES = {"string": "str", "integer": "int64", "number": "float64", "boolean": "bool"}


def read_table(folder: Path, name: str) -> "pandas.DataFrame":
    """The table with the dtypes of the schema: days datetime64, columns of few values categories, unknown text empty.

    Raises ClaimxError if there is no such table, or if the folder is not as its data package says.
    """
    import pandas

    if name not in tables.ALL:
        raise ClaimxError(f"There is no table '{name}'.", f"The tables are {', '.join(tables.ALL)}.")
    earlier.verify(folder)
    path = folder / f"{name}.csv"
    if not path.is_file():
        flag = f" --{name}" if name in tables.ON_DEMAND else ""
        raise ClaimxError(f"{path} does not exist.", f"Write it with: claimx run ARTICLES -o FOLDER{flag}")
    parts = columns(name)
    frame = pandas.read_csv(
        path,
        encoding="utf-8",
        dtype={column.name: _dtype(column) for column in parts},
        true_values=["true"],
        false_values=["false"],
        keep_default_na=False,
        na_values={column.name: [""] for column in parts if column.type == "number"},
        lineterminator="\n",
    )
    return _with_days(frame, parts)


def frames(rows: tables.Rows | Iterable[tables.Rows]) -> "dict[str, pandas.DataFrame]":
    """Rows of one article or of several as DataFrames by table name, with the dtypes that `read_table` gives.

    An outlet has one row, however many articles cite it, as in the tables of a run.
    """
    several = [cast(tables.Rows, rows)] if isinstance(rows, dict) else list(rows)
    names = [*tables.TABLES, *(name for name in tables.ON_DEMAND if any(name in each for each in several))]
    found = {name: [row for each in several for row in tables.of(each, name)] for name in names}
    outlets = {row.outlet_id: row for row in reversed(found["outlets"])}
    found["outlets"] = [outlets[key] for key in sorted(outlets)]
    return {name: _frame(name, found[name]) for name in names}


def _frame(name: str, rows: list[Any]) -> "pandas.DataFrame":
    import pandas

    parts = columns(name)
    cells = {
        column.name: pandas.Series([getattr(row, column.name) for row in rows], dtype=_dtype(column))
        for column in parts
    }
    return _with_days(pandas.DataFrame(cells), parts)


def _with_days(frame: "pandas.DataFrame", parts: tuple[Column, ...]) -> "pandas.DataFrame":
    """The frame with its ISO days as datetime64; an empty one is missing."""
    import pandas

    for name in (column.name for column in parts if column.type == "date"):
        frame[name] = pandas.to_datetime(frame[name].replace("", None), format="%Y-%m-%d").astype("datetime64[s]")
    return frame


def _dtype(column: Column) -> Any:
    import pandas

    if column.values:
        return pandas.CategoricalDtype(list(column.values))
    return DTYPES.get(column.type, "str")
