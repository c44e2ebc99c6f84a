"""Known examples as tests: each `[[example]]` of a `known/*.toml` is a test, and fails with what was wanted and got.

To have it in a project of your own: `pytest -p claimx.pytest_plugin`.
"""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from claimx import tables
from claimx.article import Article
from claimx.check import compare, line, mappings, report, views
from claimx.errors import ClaimxError
from claimx.known import Row, columns, known_row

ARTICLE = ("text", "title", "date", "url", "outlet")
OTHER = ("some", "xfail")
KEYS = (*ARTICLE, *tables.TABLES, *OTHER)
SHOWN = 60
"""So many characters of the text are in a test's name."""


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Take the TOML files in a folder named « known »."""
    if file_path.suffix == ".toml" and file_path.parent.name == "known":
        return KnownFile.from_parent(parent, path=file_path)
    return None


class KnownFile(pytest.File):
    """A file of examples."""

    def collect(self) -> Iterator[pytest.Item]:
        """An item for each example. Raises CollectError when the file cannot be what it should be."""
        try:
            examples = _examples(self.path)
        except (ClaimxError, tomllib.TOMLDecodeError, RecursionError) as error:
            raise self.CollectError(f"{self.path.name}: {error}") from None
        for number, example in enumerate(examples, start=1):
            text = " ".join(example["text"].split())
            name = f"{number}: {text[:SHOWN].rstrip()}{'…' if len(text) > SHOWN else ''}"
            yield Example.from_parent(self, name=name, example=example)


def _examples(path: Path) -> list[Row]:
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    for key in content:
        if key != "example":
            raise ClaimxError(f"unknown key {key!r}.", "A file holds [[example]] tables and nothing else.")
    return [_example(example, f"example {number}") for number, example in enumerate(content["example"], start=1)]


def _example(given: Row, where: str) -> Row:
    for key in given:
        if key not in KEYS:
            raise ClaimxError(f"{where}: unknown key {key!r}.", f"Known keys: {', '.join(KEYS)}.")
    if not isinstance(given.get("text"), str):
        raise ClaimxError(f"{where} has no text.", 'Write text = "…".')
    example = dict(given)
    for table in tables.TABLES.keys() & given.keys():
        example[table] = [
            known_row(table, row, where=f"{where}, {table} {n}") for n, row in enumerate(given[table], start=1)
        ]
        for row in example[table]:
            if "text" in columns(table) and row.get("text", "") not in given["text"]:
                raise ClaimxError(f"{where}: {row['text']!r} does not stand in its text.", "Write it as the text does.")
    return example


class MismatchError(Exception):
    """The tables are not as the example knows them."""


class Example(pytest.Item):
    """One example: its text is read, and the tables that it names are compared."""

    def __init__(self, *, example: Row, **of_pytest: Any) -> None:
        super().__init__(**of_pytest)
        self.example = example
        if "xfail" in example:
            self.add_marker(pytest.mark.xfail(reason=example["xfail"], strict=True, raises=MismatchError))

    def runtest(self) -> None:
        """Raise MismatchError with all the differences."""
        given = {key: self.example[key] for key in ARTICLE if key in self.example}
        found = views(mappings(_rows(Article(article_id="example", **given))))
        exact = not self.example.get("some", False)
        reports = []
        for table in tables.TABLES:
            if table in self.example:
                comparison = compare(self.example[table], found[table])
                if not comparison.holds(exact=exact):
                    reports.append(f"{table}:\n{report(table, comparison, exact=exact)}\n{_found(table, found[table])}")
        if reports:
            raise MismatchError("\n\n".join([f"« {self.example['text']} »", *reports]))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """The differences alone; for any other exception, its traceback from here."""
        if isinstance(excinfo.value, MismatchError):
            return str(excinfo.value)
        excinfo.traceback = excinfo.traceback.cut(path=__file__)
        return super().repr_failure(excinfo, style="short")

    def reportinfo(self) -> tuple[Path, None, str]:
        """What stands over a failure: the file and the example."""
        return self.path, None, f"{self.path.name}, example {self.name}"


def _rows(article: Article) -> tables.Rows:
    from claimx import engines  # here, for pytest starts without spaCy where no example is run

    return engines.extract(article)


def _found(table: str, rows: list[Row]) -> str:
    return "\n".join(["  found:", *(f"    {line(table, row)}" for row in rows)]) if rows else "  found nothing"
