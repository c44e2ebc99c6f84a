"""Parquet: each row is an article, with the columns that a JSON line would have."""

from collections.abc import Iterator

from claimx.errors import ClaimxError, Problem
from claimx.readers.files import File
from claimx.readers.items import Item
from claimx.readers.records import FIELDS, HINT, item


def items(file: File) -> Iterator[Item | Problem]:
    """The rows in order, a batch in memory at a time."""
    import pyarrow
    from pyarrow.parquet import ParquetFile

    try:
        table = ParquetFile(file.path)
        names = [name for name in table.schema_arrow.names if name in FIELDS]
        if "text" not in names:
            raise ClaimxError("has no column 'text'.", HINT)
        number = 0
        for batch in table.iter_batches(batch_size=1000, columns=names):
            for record in batch.to_pylist():
                number += 1
                yield item(record, f"{file.name}, row {number}", number)
    except pyarrow.ArrowException as error:
        raise ClaimxError(f"is no valid Parquet ({str(error).splitlines()[0]}).", "Write it anew.") from error


def count(file: File) -> int:
    """The number of rows, from the file's footer; 0 if it has none."""
    import pyarrow
    from pyarrow.parquet import read_metadata

    try:
        return int(read_metadata(file.path).num_rows)
    except (pyarrow.ArrowException, OSError):
        return 0
