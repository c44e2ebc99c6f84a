"""A user's own outlets: rows like those of the registry."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from claimx import lexicon
from claimx.errors import ClaimxError
from claimx.readers.encoding import decode
from claimx.readers.files import contents


def outlets(path: Path) -> tuple[lexicon.Row, ...]:
    """The rows of a CSV file with `outlet_id` and any other columns of lexicon/outlets.csv; | joins lists in a cell.

    Raises ClaimxError if the file cannot be read or has other columns.
    """
    try:
        text, _ = decode(contents(path))
    except (OSError, ValueError) as error:
        raise ClaimxError(f"{path} cannot be read ({error}).", "Look at the spelling.") from error
    except ClaimxError as error:
        raise ClaimxError(f"{path} {error.message}", error.hint) from error
    table = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        rows = list(table)
    except csv.Error as error:
        raise ClaimxError(f"{path}, line {table.line_num} is no valid CSV ({error}).", "Look at its quotes.") from error
    return registered(rows, list(table.fieldnames or ()), str(path))


def registered(rows: Iterable[Mapping[str, str]], names: list[str], where: str) -> tuple[lexicon.Row, ...]:
    """The rows with all columns of the registry. Raises ClaimxError, which says where, for what cannot be its rows."""
    known, given = list(lexicon.rows("outlets")[0]), list(rows)
    fault = _fault(names, given, known)
    if fault:
        raise ClaimxError(f"{where} {fault}.", f"The columns are {', '.join(known)}; each outlet has a row.")
    return tuple({name: row.get(name) or "" for name in known} for row in given)


def _fault(names: list[str], rows: Sequence[Mapping[str, str]], known: list[str]) -> str:
    """What is wrong with a table of outlets, else nothing: of two rows or two columns, none is chosen in silence."""
    strange = [name for name in names if name not in known or names.count(name) > 1]
    if strange or "outlet_id" not in names:
        return (
            f"has a column {strange[0]!r}" + " twice" * (strange[0] in known)
            if strange
            else "has no column 'outlet_id'"
        )
    ids = [(row.get("outlet_id") or "").strip() for row in rows]
    twice = [given for given in ids if ids.count(given) > 1]
    if any(None in row for row in rows) or "" in ids:
        return "has a row with more cells than the header, or without an outlet_id"
    return f"has the outlet_id {twice[0]!r} twice" if twice else ""
