"""What is known of articles: rows that name only the columns of which they speak, with values in their types."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from claimx.errors import ClaimxError
from claimx.known import documents, spreadsheets
from claimx.known.rows import FIELDS, SOURCES, KnownRow, Place, Row, columns, known_row

__all__ = ["FIELDS", "SOURCES", "Known", "KnownRow", "Place", "Row", "columns", "known_row", "read", "together"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The known rows by table, and for each table the articles of which there are no others.

    `digest` tells when a file changed.
    """

    rows: dict[str, list[KnownRow]]
    complete: dict[str, frozenset[str]]
    digest: str

    @property
    def articles(self) -> frozenset[str]:
        """The articles of which something is known."""
        named = (row.get("article_id", "") for rows in self.rows.values() for row in rows)
        return frozenset(filter(None, named)).union(*self.complete.values())


def read(path: Path) -> Known:
    """The known rows of a file: CSV holds claims, TOML any table as `[[claims]]`, JSON and JSON Lines articles.

    Raises ClaimxError, with the line or the row, for what cannot be read as known rows.
    """
    if path.suffix not in (".csv", ".toml", ".json", ".jsonl"):
        raise ClaimxError(f"{path} is no file of known claims.", "Known claims are .csv, .toml, .json or .jsonl.")
    if not path.is_file():
        raise ClaimxError(f"{path} is not there.", "Give the path of a file with known claims, such as known.csv.")
    rows, complete = _rows(path)
    if not any(rows.values()) and not any(complete.values()):
        raise ClaimxError(
            f"{path} holds no known claims.", "Write one row for each, with the columns that are to be compared."
        )
    return Known(rows=rows, complete=complete, digest=hashlib.sha256(path.read_bytes()).hexdigest())


def _rows(path: Path) -> tuple[documents.Rows, documents.Complete]:
    if path.suffix == ".csv":
        claims, complete = spreadsheets.read(path)
        return {"claims": claims}, {"claims": frozenset(complete)}
    return documents.from_toml(path) if path.suffix == ".toml" else documents.from_json(path)


def together(files: Iterable[Known]) -> Known:
    """What several files know, as one."""
    files = list(files)
    rows: documents.Rows = {}
    complete: documents.Complete = {}
    for file in files:
        for table, more in file.rows.items():
            rows.setdefault(table, []).extend(more)
            complete[table] = complete.get(table, frozenset()) | file.complete.get(table, frozenset())
    digests = "".join(sorted(file.digest for file in files))
    return Known(
        rows=rows,
        complete=complete,
        digest=files[0].digest if len(files) == 1 else hashlib.sha256(digests.encode()).hexdigest(),
    )
