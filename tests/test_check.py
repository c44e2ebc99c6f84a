"""Known claims beside found ones: which row stands for which, what counts as a difference, and the command."""

import csv
from pathlib import Path
from typing import Any

import pytest

from claimx import check, known, tables, writers
from claimx.agreement import same
from claimx.errors import ClaimxError
from conftest import Command

EMPTY: dict[str, Any] = {column.name: "" for column in tables.columns("claims")}


def found(text: str, start: int, value: float = 1, **others: Any) -> known.Row:
    """A found claim of the article « a », with a few of its columns."""
    place = {"claim_id": f"a:{start}-{start + len(text)}", "article_id": "a", "start": start, "end": start + len(text)}
    row = EMPTY | {"kind": "percent", "comparator": "=", "direction": "level", "modality": "asserted", "quoted": False}
    return row | {"time_relation": "", "value_high": None, "text": text, "value": value} | place | others


def wanted(**columns: Any) -> known.Row:
    """A known claim."""
    return known.known_row("claims", columns, where="here")


def test_only_the_given_columns_count() -> None:
    comparison = check.compare([wanted(text="5 %", value=5)], [found("5 %", 10, 5, modality="negated")])
    assert comparison.holds(exact=True)


def test_a_difference_says_what_was_wanted_and_got() -> None:
    comparison = check.compare([wanted(text="5 %", modality="obligation")], [found("5 %", 10, 5)])
    assert comparison.different[0].columns == {"modality": ("obligation", "asserted")}
    assert 'modality: wanted "obligation", got "asserted"' in check.report("claims", comparison, exact=False)


def test_rows_of_the_same_text_stand_in_the_order_of_the_text() -> None:
    comparison = check.compare(
        [wanted(text="5 %", value=1), wanted(text="5 %", value=2)], [found("5 %", 10, 1), found("5 %", 90, 2)]
    )
    assert comparison.holds(exact=True)


def test_order_is_not_sacrificed_to_agreement() -> None:
    swapped = [found("5 %", 10, 2), found("5 %", 90, 1)]
    assert not check.compare([wanted(text="5 %", value=1), wanted(text="5 %", value=2)], swapped).holds(exact=False)


def test_the_nearest_is_taken_where_the_start_is_given() -> None:
    comparison = check.compare([wanted(text="5 %", start=88, unit="")], [found("5 %", 10), found("5 %", 90)])
    assert comparison.different[0].columns == {"start": (88.0, 90)}
    assert [row["start"] for row in comparison.surplus] == [10]


def test_known_rows_with_a_start_may_come_in_any_order() -> None:
    known_rows = [wanted(text="5 %", start=90), wanted(text="5 %", start=10)]
    assert check.compare(known_rows, [found("5 %", 10), found("5 %", 90)]).holds(exact=True)


def test_what_overlaps_is_a_difference_rather_than_a_loss() -> None:
    comparison = check.compare([wanted(text="plus de 5 %")], [found("5 %", 10)])
    assert comparison.different[0].columns == {"text": ("plus de 5 %", "5 %")}
    by_place = check.compare([wanted(start=8, end=13)], [found("5 %", 10), found("7 %", 30)])
    assert by_place.different[0].found["text"] == "5 %"


def test_missing_and_surplus() -> None:
    comparison = check.compare([wanted(text="5 %")], [found("7 km", 10)])
    assert [row["text"] for row in comparison.missing] == ["5 %"]
    assert [row["text"] for row in comparison.surplus] == ["7 km"]
    assert comparison.summary(exact=True) == "1 known, 0 as known, 0 different, 1 missing, 1 too much"


def test_another_article_is_not_searched() -> None:
    assert check.compare([wanted(text="5 %", article_id="b")], [found("5 %", 10)]).missing
    assert not check.compare([wanted(text="5 %", article_id="a")], [found("5 %", 10)]).missing


@pytest.mark.parametrize(
    ("given", "got"),
    [
        (0.3, 0.1 + 0.2),
        (0.3333, 1 / 3),
        ("1/3", 0.3333333333333333),
        (35e9, 35000000000.0),
        ("", None),
    ],
)
def test_numbers_that_agree(given: Any, got: float | None) -> None:
    assert same(wanted(value_high=given)["value_high"], got)


@pytest.mark.parametrize(("given", "got"), [(2, 2.01), (0.33, 1 / 3), ("", 0.0), (0, None), (1e9, 1e9 + 10)])
def test_numbers_that_do_not(given: Any, got: float | None) -> None:
    assert not same(wanted(value_high=given)["value_high"], got)


def test_white_space_of_any_sort_is_the_same() -> None:
    assert same("27 000", "27\u202f000")
    assert not same("27 000", "27000")


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"txt": "5 %"}, "here: the table claims has no column 'txt'. Its columns: claim_id, "),
        ({"modality": "oblgation"}, "here: modality cannot be 'oblgation'. It is one of 'asserted', "),
        ({"value": "cinq"}, "here: value cannot be 'cinq'. Write a number such as 2, 0.5 or 1/3."),
        ({"quoted": "oui"}, "here: quoted cannot be 'oui'. It is one of True, False."),
        ({"unit": 5}, "here: unit cannot be 5. Write it in quotation marks."),
    ],
)
def test_what_cannot_be_known(columns: dict[str, Any], message: str) -> None:
    with pytest.raises(ClaimxError) as error:
        wanted(**columns)
    assert str(error.value).startswith(message)


def test_csv_with_empty_cells_hyphens_and_lists(tmp_path: Path) -> None:
    path = tmp_path / "known.csv"
    path.write_text(
        "\ufefftext;value;speaker;sources\n5 %;5;-;lemonde.fr|afp.com\n;;;\n2,5 km;;Insee;\n", encoding="utf-8"
    )
    assert known.read(path).rows["claims"] == [
        {"text": "5 %", "value": 5.0, "speaker": "", "sources": ["afp.com", "lemonde.fr"]},
        {"text": "2,5 km", "speaker": "Insee"},
    ]


def test_toml_with_several_tables(tmp_path: Path) -> None:
    path = tmp_path / "known.toml"
    path.write_text('[[claims]]\ntext = "5 %"\nsources = []\n[[dates]]\ntext = "mardi"\n', encoding="utf-8")
    assert known.read(path).rows == {"claims": [{"text": "5 %", "sources": []}], "dates": [{"text": "mardi"}]}


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("k.xlsx", "", "is no file of known claims"),
        ("k.csv", "text,value\n", "holds no known claims"),
        ("k.csv", "text,value\n1,5 %,5\n", "k.csv, line 2 has more cells than there are columns"),
        ("k.csv", "text,valeur\n5 %,5\n", "k.csv, line 2: the table claims has no column 'valeur'"),
        ("k.toml", "[[claim]]\n", "k.toml: 'claim' is no table"),
        ("k.toml", "claims", "k.toml is no TOML"),
    ],
)
def test_files_that_cannot_be_read(tmp_path: Path, name: str, content: str, message: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(ClaimxError, match=message.replace("(", r"\(")):
        known.read(tmp_path / name)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Tables with one article and two claims, the second with a source."""
    folder = tmp_path / "out"
    article = tables.Article(
        article_id="a", path="a.txt", format="txt", title="", date="2025-06-24", url="", outlet_id="",
        characters=100, claims=2, unattributed=1, author="",
    )  # fmt: skip
    claims = [
        tables.Claim(**found("5 %", 10, 5, unit="%", time_end="2035-12-31", time_relation="by")),
        tables.Claim(**found("un tiers", 40, 1 / 3, kind="fraction", modality="obligation", quoted=True)),
    ]
    source = tables.Source(
        claim_id=claims[1].claim_id, outlet_id="lemonde.fr", citation_id="a:50-60", form="parenthetical",
        scope="same_sentence", distance=0, rank=1,
    )  # fmt: skip
    with writers.Output(folder) as output:
        output.write({"articles": [article], "claims": claims, "sources": [source]})
        output.finish("fr_core_news_md")
    return folder


def known_file(folder: Path, *rows: dict[str, Any]) -> Path:
    """A CSV of known claims."""
    path = folder / "known.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(dict.fromkeys(name for row in rows for name in row)))
        writer.writeheader()
        writer.writerows(rows)
    return path


ALL = (
    {"article_id": "a", "text": "5 %", "value": 5, "time_end": "2035-12-31", "sources": "-", "quoted": "false"},
    {"article_id": "a", "text": "un tiers", "value": "1/3", "sources": "lemonde.fr", "quoted": "true"},
)


def test_command_all_as_known(command: Command, tmp_path: Path, out: Path) -> None:
    done = command("check", known_file(tmp_path, *ALL), out, "--exact")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "claims: 2 known, 2 as known, 0 different, 0 missing, 0 too much\n"


def test_command_differences(command: Command, tmp_path: Path, out: Path) -> None:
    done = command("check", known_file(tmp_path, ALL[0] | {"unit": "pp"}, ALL[0] | {"text": "7 km"}), out, "--exact")
    assert done.returncode == 1
    assert 'unit: wanted "pp", got "%"' in done.stdout
    assert 'missing: {text="7 km"' in done.stdout
    assert 'too much: {start=40, end=48, text="un tiers"' in done.stdout


def test_command_too_much_counts_only_if_exact(command: Command, tmp_path: Path, out: Path) -> None:
    assert command("check", known_file(tmp_path, ALL[0]), out).returncode == 0
    assert command("check", known_file(tmp_path, ALL[0]), out, "--exact").returncode == 1


def test_command_bad_use(command: Command, tmp_path: Path, out: Path) -> None:
    done = command("check", tmp_path / "nothing.csv", out)
    assert (done.returncode, done.stdout) == (2, "")
    assert "is not there" in done.stderr
    done = command("check", known_file(tmp_path, ALL[0] | {"article_id": "b"}), out)
    assert (done.returncode, done.stdout) == (2, "")
    assert "has no article b" in done.stderr


def test_command_reads_articles_first(command: Command, tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "mardi.txt").write_text("La ville a payé 30 euros mardi.", encoding="utf-8")
    known_claims = known_file(tmp_path, {"article_id": "mardi", "text": "30 euros", "value": 30, "unit": "EUR"})
    assert command("check", known_claims, tmp_path / "raw", "--exact").returncode == 0


def test_command_nothing_to_read(command: Command, tmp_path: Path) -> None:
    done = command("check", known_file(tmp_path, ALL[0]), tmp_path / "nowhere")
    assert (done.returncode, done.stdout) == (2, "")
    assert "nowhere: does not exist." in done.stderr


def test_the_sort_of_apostrophe_blank_and_accent_does_not_count() -> None:
    known = [{"text": "5\u00a0%", "measured": "dépenses de l’E\u0301tat"}, {"text": "3 %", "measured": "d'un an"}]
    found = [{"text": "5 %", "measured": "dépenses de l'État"}, {"text": "3 %", "measured": "d-un an"}]
    compared = check.compare([dict(row) for row in known], [dict(row) for row in found])
    assert compared.same == known[:1]
    assert [each.columns for each in compared.different] == [{"measured": ("d'un an", "d-un an")}]
