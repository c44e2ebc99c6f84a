"""A table that a run wrote, as a pandas DataFrame."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

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

    if name not in tables.TABLES:
        raise ClaimxError(f"There is no table '{name}'.", f"The tables are {', '.join(tables.TABLES)}.")
    earlier.verify(folder)
    path = folder / f"{name}.csv"
    if not path.is_file():
        raise ClaimxError(f"{path} does not exist.", "Write it with: claimx run ARTICLES -o FOLDER")
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
    for column in parts:
        if column.type == "date":
            frame[column.name] = pandas.to_datetime(frame[column.name].replace("", None), format="%Y-%m-%d").astype(
                "datetime64[s]"
            )
    return frame


def _dtype(column: Column) -> Any:
    import pandas

    if column.values:
        return pandas.CategoricalDtype(list(column.values))
    return DTYPES.get(column.type, "str")
