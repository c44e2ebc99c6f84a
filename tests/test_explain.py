"""Why each field is as it is: the reasons, and the command that shows them."""

import json
import shutil
from pathlib import Path

import pytest

import claimx
from claimx import readers, run, tables
from claimx.article import Article
from claimx.config import Settings
from claimx.explain import Explained, explain
from claimx.known import SOURCES
from conftest import ROOT, Command
from test_run import Silent

TEXT = "Les dépenses doivent atteindre 5 % du PIB, selon le ministre. La dette a coûté 3 milliards d'euros (Les Échos)."


@pytest.fixture(scope="module")
def explained() -> list[Explained]:
    return explain(Article(article_id="text", text=TEXT))


def test_every_field_of_a_claim_is_decided_or_kept(explained: list[Explained]) -> None:
    told = {"claim_id", "article_id", "start", "end", "text", "sentence"}
    fields = {column.name for column in tables.columns("claims")} - told
    for each in explained:
        assert {reason.field for reason in (*each.decided(), *each.kept())} - {SOURCES} == fields


def test_a_reason_names_the_stage_and_what_decided(explained: list[Explained]) -> None:
    obligation = next(reason for reason in explained[0].decided() if reason.field == "modality")
    assert (obligation.value, obligation.stage) == ("obligation", "modality")
    assert "doivent" in obligation.because
    assert "time_start" in {reason.field for reason in explained[0].kept()}


def test_a_source_is_explained_by_its_citation(explained: list[Explained]) -> None:
    assert explained[1].sources == ["lesechos.fr"]
    source = next(reason for reason in explained[1].decided() if reason.field == SOURCES)
    assert "Les Échos" in source.because


def test_command_in_a_pipe_has_no_colours(command: Command) -> None:
    done = command("explain", TEXT)
    assert (done.returncode, done.stderr) == (0, "")
    assert "\x1b" not in done.stdout
    assert "3 milliards d'euros" in done.stdout
    assert "default" in done.stdout


def test_command_reads_files_and_standard_input(command: Command, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(
        '{"id": "un", "text": "Il pleut."}\n{"id": "deux", "text": "Elle a payé 30 euros (pas 40 [bis])."}\n',
        encoding="utf-8",
    )
    done = command("explain", "a.jsonl")
    assert done.returncode == 0
    assert "un: no claims found." in done.stdout
    assert "[bis]" in done.stdout  # not taken for markup
    assert "30 euros" in command("explain", "-", stdin="Elle paie 30 euros.").stdout


def test_command_bad_use(command: Command) -> None:
    done = command("explain", "nothing.txt")
    assert (done.returncode, done.stdout) == (2, "")
    assert "nothing.txt does not exist" in done.stderr
    assert command("explain").returncode == 2


def test_command_gives_json(command: Command) -> None:
    done = command("explain", TEXT, "--json")
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    assert (first["value"], first["modality"], second["sources"]) == (5, "obligation", ["lesechos.fr"])
    why = {row["column"]: row for row in first["why"]}
    assert (why["modality"]["stage"], why["modality"]["words"]) == ("modality", "doivent")
    assert "doivent" in why["modality"]["rule"]
    assert command("explain", "Il pleut sur la ville.", "--json").stdout == ""


def test_command_takes_outlets_of_ones_own(command: Command, tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text("outlet_id,name\ncoin.example,La Gazette du Coin\n", encoding="utf-8")
    text = "Le maire promet 30 logements, écrit La Gazette du Coin."
    line = command("explain", text, "--json", "--outlets", "mine.csv").stdout
    assert json.loads(line)["sources"] == ["coin.example"]


# From a row of the tables.


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `raw`, the demo articles, and `out`, their tables with the reasons."""
    folder = tmp_path_factory.mktemp("place")
    shutil.copytree(ROOT / "data" / "raw", folder / "raw")
    (folder / "raw" / "z.jsonl").write_text('{"id": "breve-1", "text": "Elle a payé 30 euros."}\n', encoding="utf-8")
    settings = Settings(why=True, format=("parquet",), date="2025-03-04")
    run.to_folder([str(folder / "raw")], folder / "out", settings, Silent())
    return folder


def test_a_run_writes_why(place: Path) -> None:
    package = json.loads((place / "out" / "datapackage.json").read_text(encoding="utf-8"))
    (resource,) = (resource for resource in package["resources"] if resource["name"] == "why")
    assert resource["hash"] == f"sha256:{package['claimx']['files']['why.csv']}"
    assert [field["name"] for field in resource["schema"]["fields"]] == ["claim_id", "column", "stage", "rule", "words"]
    assert "why.parquet" in package["claimx"]["files"]
    why, claims = claimx.read_table(place / "out", "why"), claimx.read_table(place / "out", "claims")
    assert set(why["claim_id"]) == set(claims["claim_id"])
    assert not why.duplicated(["claim_id", "column", "rule"]).any()
    assert set(why["column"]) <= {*claims.columns, SOURCES}
    assert set(why["stage"]) <= {"quantities", "times", "measures", "modality", "sources", "speakers"}
    row = why[(why["column"] == "comparator") & (why["rule"] == "comparators.csv: « au moins » before the amount")]
    assert set(row["words"]) == {"au moins"}
    assert (why["rule"] != "").all()


def test_a_run_without_why_takes_it_away(tmp_path: Path, command: Command) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    assert command("run", "a.txt", "-o", "out", "--why").returncode == 0
    assert (tmp_path / "out" / "why.csv").is_file()
    assert command("run", "a.txt", "-o", "out").returncode == 0
    assert not (tmp_path / "out" / "why.csv").exists()
    with pytest.raises(claimx.ClaimxError, match="--why"):
        claimx.read_table(tmp_path / "out", "why")
    assert "--why writes a table" in command("run", "a.txt", "--to", "-", "--why").stderr


@pytest.mark.parametrize("engine", [1, 2])
def test_why_is_the_same_whatever_the_number_of_workers(place: Path, engine: int, tmp_path: Path) -> None:
    settings = Settings(why=True, workers=engine, date="2025-03-04")
    run.to_folder([str(place / "raw")], tmp_path / "out", settings, Silent())
    assert (tmp_path / "out" / "why.csv").read_bytes() == (place / "out" / "why.csv").read_bytes()


def test_every_claim_of_the_tables_is_explained(place: Path, command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    claims = claimx.read_table(place / "out", "claims")
    why = claimx.read_table(place / "out", "why")
    for _, rows in claims.groupby("article_id"):
        claim = rows.iloc[-1]
        done = command("explain", place / "out", claim["claim_id"], "--articles", place / "raw", "--json")
        assert (done.returncode, done.stderr) == (0, "")
        (line,) = done.stdout.splitlines()
        found = json.loads(line)
        assert (found["claim_id"], found["text"]) == (claim["claim_id"], claim["text"])
        wanted = why[why["claim_id"] == claim["claim_id"]].drop(columns="claim_id").to_dict("records")
        assert found["why"] == wanted
    monkeypatch.chdir(place / "raw")
    assert "au moins" in command("explain", place / "out", claims["claim_id"][1], "--articles", place / "raw").stdout


def test_only_the_article_of_the_claim_is_read(
    place: Path, command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim = claimx.read_table(place / "out", "claims").iloc[0]
    name = claimx.read_table(place / "out", "articles").set_index("article_id")["path"][claim["article_id"]]
    shutil.copy(place / "raw" / name, tmp_path)
    read, opened = readers.read, []
    monkeypatch.setattr(readers, "read", lambda file, admission: opened.append(file.name) or read(file, admission))
    done = command("explain", place / "out", claim["claim_id"])
    assert (done.returncode, opened) == (0, [name])
    assert claim["text"] in done.stdout


def test_an_article_whose_text_differs_from_the_row_is_an_error(place: Path, command: Command, tmp_path: Path) -> None:
    claim = claimx.read_table(place / "out", "claims").iloc[0]
    name = claimx.read_table(place / "out", "articles").set_index("article_id")["path"][claim["article_id"]]
    written = (place / "raw" / name).read_text(encoding="utf-8")
    for other in (written.replace(claim["text"], claim["text"].swapcase()), f"{written}\nUne ligne de plus.\n"):
        assert other != written
        (tmp_path / name).write_text(other, encoding="utf-8")
        done = command("explain", place / "out", claim["claim_id"])
        assert (done.returncode, done.stdout) == (2, "")
        assert f"{name} has not the text of the row any more" in done.stderr


def test_wrong_use_on_tables(place: Path, command: Command, tmp_path: Path) -> None:
    claim_id = claimx.read_table(place / "out", "claims")["claim_id"][0]
    for arguments, message in (
        ([place / "out", "x:0-1"], "claims.csv has no claim 'x:0-1'"),
        ([place / "out", claim_id], "--articles FOLDER says where the articles of the run lie"),
        ([tmp_path, claim_id], "is no folder of tables"),
        ([place / "out", claim_id, "--date", "2025-01-01"], "--date is for a text"),
        ([TEXT, "--articles", "raw"], "--articles is for a claim of tables"),
        ([place / "out", claim_id, "--articles", place / "raw", "--outlets", "no.csv"], "no.csv cannot be read"),
    ):
        done = command("explain", *arguments)
        assert (done.returncode, done.stdout) == (2, "")
        assert message in done.stderr


def test_a_row_that_is_read_otherwise_now_is_an_error(
    place: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after an update of claimx: the reasons of today are not those of the row."""
    claim_id = claimx.read_table(place / "out", "claims")["claim_id"][0]
    monkeypatch.setattr(Explained, "unlike", lambda claim, row: ["modality"])
    done = command("explain", place / "out", claim_id, "--articles", place / "raw")
    assert done.returncode == 2
    assert f"{claim_id} is read otherwise now (modality)" in done.stderr


def test_an_explained_claim_knows_the_row_that_it_is_unlike(explained: list[Explained]) -> None:
    row = {"value": "5", "kind": "percent", "modality": "asserted", "unit": "%"}
    assert explained[0].unlike(row) == ["modality"]
