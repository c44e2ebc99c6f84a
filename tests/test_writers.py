"""Rows to files: how values stand in them, and that a folder of tables is whole or untouched."""

import json
import os
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet
import pytest
from frictionless import Package
from hypothesis import given
from hypothesis import strategies as st

from claimx import nlp, tables, writers
from claimx.errors import ClaimxError
from claimx.writers.cells import columns, plain, written

ARTICLE = tables.Article(
    article_id="a/b",
    path="a/b.txt",
    format="txt",
    title='Un "titre", puis\nune ligne',
    date="2025-06-24",
    url="",
    outlet_id="",
    characters=12,
    claims=1,
    unattributed=0,
    author="",
)
CLAIM = tables.Claim(
    claim_id="a/b:0-5",
    article_id="a/b",
    start=0,
    end=5,
    text="35 Mds",
    kind="money",
    value=35_000_000_000.0,
    value_high=None,
    comparator=">=",
    unit="EUR",
    measured="dépenses",
    base="",
    base_claim_id="",
    direction="level",
    from_claim_id="",
    per="",
    time_start="",
    time_end="2035-12-31",
    time_relation="by",
    modality="obligation",
    speaker="",
    speaker_entity_id="",
    quoted=True,
    sentence="…",
    block="paragraph",
)
OUTLET = tables.Outlet(
    outlet_id="lemonde.fr",
    name="Le Monde",
    kind="newspaper",
    country="FR",
    language="fr",
    wikidata="Q12461",
    known=True,
)
CITATION = tables.Citation(
    citation_id="a/b:6-10",
    article_id="a/b",
    outlet_id="lemonde.fr",
    start=6,
    end=10,
    text="(Le Monde)",
    written="Le Monde",
    form="parenthetical",
    url="",
    ambiguous=False,
)
SOURCE = tables.Source(
    claim_id="a/b:0-5",
    outlet_id="lemonde.fr",
    citation_id="a/b:6-10",
    form="parenthetical",
    scope="same_sentence",
    distance=0,
    rank=1,
)
ROWS: tables.Rows = {
    "articles": [ARTICLE],
    "claims": [CLAIM],
    "outlets": [OUTLET],
    "citations": [CITATION],
    "sources": [SOURCE],
}


def write(folder: Path, *formats: str, rows: tables.Rows = ROWS) -> Path:
    with writers.Output(folder, formats) as output:
        output.write(rows)
        output.finish(nlp.MODEL)
    return folder


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (35_000_000_000.0, "35000000000"),
        (1e22, "10000000000000000000000"),
        (0.00001, "0.00001"),
        (-0.4, "-0.4"),
        (0.0, "0"),
        (1 / 3, "0.3333333333333333"),
        (5, "5"),
        (True, "true"),
        (False, "false"),
        (None, ""),
        ("é", "é"),
    ],
)
def test_numbers_stand_plainly(value: object, cell: str) -> None:
    assert written(value) == cell


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_reads_back_as_it_was(value: float) -> None:
    assert "e" not in written(value).lower()
    assert float(Decimal(written(value))) == value
    assert float(json.loads(json.dumps(plain(value)))) == value


def test_csv_has_the_bytes_that_it_should(tmp_path: Path) -> None:
    folder = write(tmp_path / "out")
    assert (folder / "articles.csv").read_bytes() == (
        b"article_id,path,format,title,date,url,outlet_id,characters,claims,unattributed,author\n"
        b'a/b,a/b.txt,txt,"Un ""titre"", puis\nune ligne",2025-06-24,,,12,1,0,\n'
    )
    header, row = (folder / "claims.csv").read_text(encoding="utf-8").splitlines()
    assert header.split(",") == [column.name for column in columns("claims")]
    assert row.startswith("a/b:0-5,a/b,0,5,35 Mds,money,35000000000,,>=,EUR,dépenses,")


def test_every_table_is_there_though_it_be_empty(tmp_path: Path) -> None:
    folder = write(tmp_path / "out", "parquet", "jsonl")
    suffixes = ("csv", "parquet", "jsonl")
    expected = {f"{table}.{suffix}" for table in tables.TABLES for suffix in suffixes} | {"datapackage.json"}
    assert {path.name for path in folder.iterdir()} == expected


def test_parquet_and_json_lines_hold_the_same(tmp_path: Path) -> None:
    folder = write(tmp_path / "out", "parquet", "jsonl")
    table = pyarrow.parquet.read_table(folder / "claims.parquet")
    (row,) = table.to_pylist()
    line = json.loads((folder / "claims.jsonl").read_text(encoding="utf-8"))
    assert (row["value"], row["value_high"], row["quoted"], row["time_start"]) == (35e9, None, True, None)
    assert row["time_end"].isoformat() == line["time_end"] == "2035-12-31"
    assert (line["value"], line["value_high"], line["quoted"]) == (35_000_000_000, None, True)
    assert '"value": 35000000000,' in (folder / "claims.jsonl").read_text(encoding="utf-8")


def test_read_table_has_the_dtypes_of_the_schema(tmp_path: Path) -> None:
    frame = writers.read_table(write(tmp_path / "out"), "claims")
    assert frame["value"].dtype == "float64"
    assert frame["start"].dtype == "int64"
    assert frame["quoted"].dtype == "bool"
    assert frame["kind"].dtype == "category"
    assert frame["time_end"].dtype == "datetime64[s]"
    assert frame["time_start"].isna().all()
    assert frame["value_high"].isna().all()
    assert frame.loc[0, "base"] == ""
    assert frame.loc[0, "value"] == 35e9


@pytest.mark.parametrize("table", tables.TABLES)
def test_read_table_reads_empty_tables(tmp_path: Path, table: str) -> None:
    frame = writers.read_table(write(tmp_path / "out", rows={}), table)
    assert list(frame.columns) == [column.name for column in columns(table)]


def test_read_table_says_what_is_wrong(tmp_path: Path) -> None:
    with pytest.raises(ClaimxError, match="no table 'claim'"):
        writers.read_table(tmp_path, "claim")
    with pytest.raises(ClaimxError, match="does not exist"):
        writers.read_table(tmp_path, "claims")


def test_the_data_package_is_valid(tmp_path: Path) -> None:
    folder = write(tmp_path / "out")
    report = Package(str(folder / "datapackage.json")).validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "type", "note"])


def test_the_data_package_tells_keys_and_versions(tmp_path: Path) -> None:
    package = json.loads((write(tmp_path / "out") / "datapackage.json").read_text(encoding="utf-8"))
    assert set(package["claimx"]["versions"]) == {"claimx", "spacy", nlp.MODEL}
    schema = {resource["name"]: resource["schema"] for resource in package["resources"]}
    assert schema["sources"]["primaryKey"] == ["claim_id", "outlet_id", "citation_id"]
    assert {"fields": "claim_id", "reference": {"resource": "claims", "fields": "claim_id"}} in schema["sources"][
        "foreignKeys"
    ]


def test_an_outlet_is_written_once(tmp_path: Path) -> None:
    with writers.Output(tmp_path / "out") as output:
        output.write({"outlets": [OUTLET]})
        output.write({"outlets": [OUTLET]})
        output.finish(nlp.MODEL)
    assert len((tmp_path / "out" / "outlets.csv").read_text(encoding="utf-8").splitlines()) == 2


def test_what_is_not_finished_has_not_happened(tmp_path: Path) -> None:
    folder = write(tmp_path / "out")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}

    def fail() -> None:
        with writers.Output(folder) as output:
            output.write({})
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_failing_move_is_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write(tmp_path / "out")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    replace, moves = os.replace, []

    def breaks(source: Path, target: Path) -> None:
        moves.append(source)
        if len(moves) == 13:
            raise OSError(28, "No space left on device")
        replace(source, target)

    monkeypatch.setattr(os, "replace", breaks)
    with pytest.raises(ClaimxError, match="untouched"):
        write(folder, rows={})
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_files_of_others_stay_and_stale_ones_go(tmp_path: Path) -> None:
    folder = write(tmp_path / "out", "parquet")
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    write(folder)
    names = {path.name for path in folder.iterdir()}
    assert "notes.txt" in names
    assert not any(name.endswith(".parquet") for name in names)


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine", encoding="utf-8")
    with pytest.raises(ClaimxError, match="is a file"):
        write(tmp_path / "out")
