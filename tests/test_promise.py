"""What a notebook may lean on: columns that stay, their version, the tables as SQL, the page on loading them."""

import contextlib
import json
import re
import sqlite3
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pandas
import pytest
from typer.testing import CliRunner

import claimx
from claimx import run, tables
from claimx.cli import app
from claimx.config import Settings
from claimx.writers.cells import columns
from conftest import ROOT
from test_run import Silent
from test_writers import write

SCHEMAS = ROOT / "tests" / "schemas"
PAGE = ROOT / "docs" / "loading-the-tables.md"

Columns = dict[str, list[str]]


def version(number: int) -> Columns:
    """The columns that version of the schema has: what stands there is written once, and never changed."""
    return tomllib.loads((SCHEMAS / f"{number}.toml").read_text(encoding="utf-8"))


def today() -> Columns:
    return {table: [column.name for column in tables.columns(table)] for table in tables.ALL}


def broken(old: Columns, new: Columns) -> list[str]:
    """The tables in which a column was renamed, moved, taken away or put between others."""
    return [table for table, names in old.items() if new.get(table, [])[: len(names)] != names]


def test_columns_are_only_added_at_the_end_of_their_table() -> None:
    assert today() == version(tables.VERSION), "a new column: raise tables.VERSION and add its file to tests/schemas"
    for number in range(1, tables.VERSION):
        assert broken(version(number), version(number + 1)) == []


def test_every_added_column_is_in_the_changelog() -> None:
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    for number in range(1, tables.VERSION):
        old, new = version(number), version(number + 1)
        added = [f"`{table}.{name}`" for table in new for name in new[table][len(old.get(table, [])) :]]
        assert [name for name in added if name not in changes] == []


@pytest.mark.parametrize(
    "names", [["a"], ["b", "a"], ["a", "c"], ["a", "c", "b"]], ids=["removed", "moved", "renamed", "inserted"]
)
def test_the_promise_can_be_broken(names: list[str]) -> None:
    assert broken({"t": ["a", "b"]}, {"t": names}) == ["t"]
    assert broken({"t": ["a", "b"]}, {"t": ["a", "b", "c"], "more": ["x"]}) == []


def test_the_data_package_has_the_version_of_the_schema(tmp_path: Path) -> None:
    package = json.loads((write(tmp_path / "out") / "datapackage.json").read_text(encoding="utf-8"))
    assert package["claimx"]["schema"] == tables.VERSION


def sql(*arguments: str) -> str:
    return CliRunner().invoke(app, ["schema", *arguments, "--sql"]).stdout


def test_sql_has_the_types_keys_and_references_of_the_schema() -> None:
    database = sqlite3.connect(":memory:")
    database.executescript(sql())
    types = {"string": "TEXT", "integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN", "date": "DATE"}
    for table in tables.ALL:
        made = database.execute(f'PRAGMA table_info("{table}")').fetchall()
        assert [(row[1], row[2]) for row in made] == [(part.name, types[part.type]) for part in columns(table)]
        assert {row[1] for row in made if row[5]} == {part.name for part in columns(table) if part.key}
        references = {(row[3], row[2]) for row in database.execute(f'PRAGMA foreign_key_list("{table}")')}
        assert references == {(part.name, part.refers) for part in columns(table) if part.refers not in ("", table)}
    assert '-- "base_claim_id" refers to "claims" ("claim_id")' in sql("claims")
    assert sql("claims").count("CREATE TABLE") == 1


def test_sql_has_each_table_behind_those_that_it_refers_to() -> None:
    seen: set[str] = set()
    for statement in sql().split("\n\n"):
        assert set(re.findall(r'REFERENCES "(\w+)"', statement)) <= seen
        seen |= set(re.findall(r'CREATE TABLE "(\w+)"', statement))
    assert seen == set(tables.ALL)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with data/out, as the page has it, and schema.sql."""
    folder = tmp_path_factory.mktemp("notebook")
    (folder / "data").mkdir()
    run.to_folder([str(ROOT / "data" / "raw")], folder / "data" / "out", Settings(why=True), Silent())
    (folder / "schema.sql").write_text(sql(), encoding="utf-8")
    return folder


def blocks(word: str) -> Iterator[str]:
    """The Python of the page that has this word."""
    for block in re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL):
        if word in block:
            yield block


def done(word: str, place: Path) -> dict[str, object]:
    """What a block of the page leaves when it has run there."""
    (block,) = blocks(word)
    names: dict[str, object] = {}
    with contextlib.chdir(place), contextlib.redirect_stdout(sys.stderr):
        exec(compile(block, str(PAGE), "exec"), names)
    return names


def test_the_page_loads_the_tables_with_pandas(place: Path) -> None:
    names = done("import pandas", place)
    load = names["load"]
    assert callable(load)
    for table in tables.ALL:
        frame, ours = load(place / "data" / "out", table), claimx.read_table(place / "data" / "out", table)
        for part in columns(table):
            assert (part.type == "string") == isinstance(frame[part.name].dtype, pandas.StringDtype), part.name
            if part.type != "string":
                assert frame[part.name].equals(ours[part.name].astype(frame[part.name].dtype)), part.name
            else:
                assert frame[part.name].fillna("").tolist() == ours[part.name].astype(str).tolist()


def test_pandas_keeps_references_that_are_empty_and_namibia(tmp_path: Path, place: Path) -> None:
    """What the page warns of: without its dtypes the one is float64 and the other is missing."""
    load = done("import pandas", place)["load"]
    assert callable(load)
    folder = write(tmp_path / "out")
    assert pandas.read_csv(folder / "claims.csv")["base_claim_id"].dtype == "float64"
    assert isinstance(load(folder, "claims")["base_claim_id"].dtype, pandas.StringDtype)
    entity = tables.Entity(
        entity_id="a:0-7", article_id="a", name="Namibie", label="LOC", role="", mentions=1, iso_code="NA", wikidata=""
    )
    folder = write(tmp_path / "namibia", rows={"entities": [entity]})
    assert load(folder, "entities")["iso_code"].tolist() == ["NA"]
    assert claimx.read_table(folder, "entities")["iso_code"].tolist() == ["NA"]


def test_the_page_loads_the_tables_into_sqlite(place: Path) -> None:
    database = done("import sqlite3", place)["database"]
    assert isinstance(database, sqlite3.Connection)
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    for table in tables.ALL:
        (count,) = database.execute(f'SELECT count(*) FROM "{table}"').fetchone()
        assert count == len(claimx.read_table(place / "data" / "out", table)) > 0
    (quoted,) = database.execute("SELECT count(*) FROM claims WHERE quoted").fetchone()
    assert quoted == claimx.read_table(place / "data" / "out", "claims")["quoted"].sum() > 0


def test_the_page_names_what_duckdb_loads_in_the_order_of_the_schema() -> None:
    copied = re.findall(r"^COPY (\w+) +FROM 'data/out/(\w+)\.csv'", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    made = [table for table in re.findall(r'CREATE TABLE "(\w+)"', sql()) if table in tables.TABLES]
    assert copied == [(table, table) for table in made]


def test_the_python_of_the_page_runs_with_claimx(place: Path) -> None:
    done("import claimx", place)
