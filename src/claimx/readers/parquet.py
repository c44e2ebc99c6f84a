"""Parquet: each row is an article, with the columns that a JSON line would have."""

from collections.abc import Iterator
from typing import Any

from claimx.errors import ClaimxError, Problem
from claimx.readers.files import File
from claimx.readers.items import Item
from claimx.readers.records import chosen, items_of


def items(file: File) -> Iterator[Item | Problem]:
    """The rows in order, a batch in memory at a time."""
    import pyarrow
    from pyarrow.parquet import ParquetFile

    try:
        table = ParquetFile(file.path)
        names = table.schema_arrow.names
        columns, notes = chosen(names, file.name)
        yield from notes
        number = 0
        for batch in table.iter_batches(batch_size=1000, columns=[names[place] for place in columns.values()]):
            read = batch.schema.names
            cells = {name: _cells(batch.column(read.index(names[place]))) for name, place in columns.items()}
            for row in zip(*cells.values(), strict=True):
                number += 1
                yield from items_of(dict(zip(cells, row, strict=True)), f"{file.name}, row {number}", number)
    except pyarrow.ArrowException as error:
        raise ClaimxError(f"is no valid Parquet ({str(error).splitlines()[0]}).", "Write it anew.") from error


def _cells(column: Any) -> list[Any]:
    """The values of a column; an error stands in the place of one that Python has no value for.

    Such are bytes that are no UTF-8, and a day after the year 9999.
    """
    try:
        return list(column.to_pylist())
    except (ValueError, OverflowError, LookupError):
        return [_cell(scalar) for scalar in column]


def _cell(scalar: Any) -> Any:
    try:
        return scalar.as_py()
    except (ValueError, OverflowError, LookupError) as error:
        return error


def count(file: File) -> int:
    """The number of rows, from the file's footer; 0 if it has none."""
    import pyarrow
    from pyarrow.parquet import read_metadata

    try:
        return int(read_metadata(file.path).num_rows)
    except (pyarrow.ArrowException, OSError):
        return 0
