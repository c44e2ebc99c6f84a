"""A user's own outlets: rows like those of the registry."""

import csv
import io
from pathlib import Path

from claimx import lexicon
from claimx.errors import ClaimxError
from claimx.readers.encoding import decode


def outlets(path: Path) -> tuple[lexicon.Row, ...]:
    """The rows of a CSV file with `outlet_id` and any other columns of lexicon/outlets.csv; | joins lists in a cell.

    Raises ClaimxError if the file cannot be read or has other columns.
    """
    try:
        text, _ = decode(path.read_bytes())
    except OSError as error:
        raise ClaimxError(f"{path} cannot be read ({error.strerror}).", "Look at the spelling.") from error
    except ClaimxError as error:
        raise ClaimxError(f"{path} {error.message}", error.hint) from error
    known = list(lexicon.rows("outlets")[0])
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    names = list(rows[0]) if rows else []
    strange = [str(name) for name in names if name not in known]
    if strange or "outlet_id" not in names:
        wrong = f"has a column {strange[0]!r}" if strange else "has no column 'outlet_id'"
        raise ClaimxError(f"{path} {wrong}.", f"The columns are {', '.join(known)}.")
    return tuple({name: row.get(name) or "" for name in known} for row in rows)
