"""What Python programs use: load, extract, read_table, and the stages in somebody else's pipeline."""

import datetime
import pickle
import subprocess
import sys
from pathlib import Path

import pandas
import pytest
import spacy
from mypy import api as mypy
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.util import load_model_from_config

import claimx
from claimx import nlp as stages
from claimx import run, tables
from claimx.article import Block
from claimx.config import Settings
from claimx.errors import ClaimxError
from conftest import ROOT
from test_pieces import raw
from test_run import Silent

TEXT = "Le taux de chômage atteint 7,5 % en 2024."


def test_load_gives_a_spacy_pipeline() -> None:
    nlp = claimx.load()
    assert isinstance(nlp, Language)
    doc = nlp(TEXT)
    assert [span.text for span in doc.spans["claims"]] == ["7,5 %"]


def test_extract_gives_rows() -> None:
    rows = claimx.extract(TEXT, date="2025-01-02")
    (claim,) = rows["claims"]
    assert (claim.text, claim.value, claim.unit) == ("7,5 %", 7.5, "%")
    assert rows["articles"][0].date == "2025-01-02"


@pytest.mark.parametrize(
    "date",
    [
        "2025-01-02",
        "20250102",
        "2025-01-02T23:30:00-05:00",
        datetime.date(2025, 1, 2),
        datetime.datetime(2025, 1, 2, 9),
    ],
)
def test_a_date_is_an_iso_day(date: str | datetime.date) -> None:
    assert claimx.extract(TEXT, date=date)["articles"][0].date == "2025-01-02"


@pytest.mark.parametrize("date", ["demain", "hier", "2025-02-30", "juin 2025", "il y a 2 jours", "2025"])
def test_a_date_that_is_none_is_an_error(date: str) -> None:
    with pytest.raises(ClaimxError, match="Write the day of publication as 2025-06-24"):
        claimx.extract(TEXT, date=date)
    with pytest.raises(ClaimxError):
        claimx.Article(article_id="a", text=TEXT, date=date)


def test_read_table_gives_what_a_run_wrote(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    run.to_folder([str(tmp_path / "a.txt")], tmp_path / "out", Settings(), Silent())
    frame = claimx.read_table(tmp_path / "out", "claims")
    assert frame["value"].tolist() == [7.5]


def test_stages_are_factories_for_anybody() -> None:
    nlp = spacy.load(stages.MODEL)
    for factory, _ in stages.STAGES:
        nlp.add_pipe(factory)
    doc = nlp(TEXT)
    assert [span.text for span in doc.spans["claims"]] == ["7,5 %"]


OUTLET = {"outlet_id": "coin.example", "name": "La Gazette du Coin"}
CITED = "Le maire promet 30 logements, écrit La Gazette du Coin."


def cited(rows: claimx.Rows) -> set[str]:
    return {source.outlet_id for source in rows["sources"]}


def test_outlets_of_ones_own_are_rows_or_a_file(tmp_path: Path) -> None:
    assert "coin.example" not in cited(claimx.extract(CITED))
    assert cited(claimx.extract(CITED, outlets=[OUTLET])) == {"coin.example"}
    (tmp_path / "mine.csv").write_text("outlet_id,name\ncoin.example,La Gazette du Coin\n", encoding="utf-8")
    doc = claimx.load(outlets=tmp_path / "mine.csv")(CITED)
    assert [source["outlet_id"] for source in doc._.sources] == ["coin.example"]


@pytest.mark.parametrize(
    ("outlets", "wrong"),
    [([{"name": "X"}], "no column 'outlet_id'"), ([OUTLET | {"colour": "red"}], "'colour'"), ([OUTLET] * 2, "twice")],
)
def test_outlets_that_are_none_are_an_error(outlets: list[dict[str, str]], wrong: str) -> None:
    with pytest.raises(ClaimxError, match=wrong):
        claimx.extract(CITED, outlets=outlets)


def test_a_date_may_stand_second_and_links_lead_to_outlets() -> None:
    text = "La ville a recruté 12 policiers, lit-on ici."
    start = text.index("ici")
    link = claimx.Link(start=start, end=start + 3, url="https://www.lemonde.fr/politique/article.html")
    rows = claimx.extract(text, datetime.date(2025, 1, 2), links=[link])
    assert (rows["articles"][0].date, cited(rows)) == ("2025-01-02", {"lemonde.fr"})
    with pytest.raises(ClaimxError, match="has a link of the characters"):
        claimx.extract(text, links=[claimx.Link(start=40, end=400, url="https://lemonde.fr")])


def test_tag_gives_the_rows_of_each_article() -> None:
    articles = [claimx.Article(article_id=name, text=CITED) for name in ("a", "b")]
    rows = list(claimx.tag(articles, outlets=[OUTLET]))
    assert [each["articles"][0].article_id for each in rows] == ["a", "b"]
    assert all(cited(each) == {"coin.example"} for each in rows)


@pytest.mark.usefixtures("reported")
def test_tag_names_the_article_that_it_cannot_cope_with(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*given: object, **named: object) -> None:
        raise ValueError("boom")

    monkeypatch.setattr(stages, "tag", breaks)
    with pytest.raises(claimx.ClaimxError, match=r"^b: could not be tagged"):
        list(claimx.tag([claimx.Article(article_id="b", text=TEXT)]))


def test_frames_are_the_tables_that_a_run_writes(tmp_path: Path) -> None:
    run.to_folder([str(ROOT / "data" / "raw")], tmp_path / "out", Settings(why=True), Silent())
    found = claimx.frames(stages.tag(claimx.load(), raw(), why=True))
    assert list(found) == [*tables.TABLES, "why"]
    for name, frame in found.items():
        pandas.testing.assert_frame_equal(frame, claimx.read_table(tmp_path / "out", name))
    assert list(claimx.frames(claimx.extract(TEXT))) == list(tables.TABLES)


def test_rows_are_typed(tmp_path: Path) -> None:
    snippet = tmp_path / "snippet.py"
    snippet.write_text(
        "import claimx\n\nrows = claimx.extract('x')\nvalue: float = rows['claims'][0].value\n"
        "wrong: int = rows['claims'][0].text\nrows['claim']\n",
        encoding="utf-8",
    )
    told, _, _ = mypy.run(["--config-file", str(ROOT / "pyproject.toml"), "--follow-imports=silent", str(snippet)])
    errors = [line.partition("snippet.py:")[2] for line in told.splitlines() if "error:" in line]
    assert [error.partition(":")[0] for error in errors] == ["5", "6"], told


# What spaCy does with pipelines and Docs: write, pickle, pack, share among processes.

SPOKEN = (
    "La dette\u00a0devrait dépasser 105\u202f% du PIB en 2026¹, a déclaré Jean Dupont (Le Monde).\n"
    "«\u00a0Nous paierons 3 millions d’euros\u00a0», dit-il à trente-deux maires."
)
ARTICLE = claimx.Article(
    article_id="a", text=SPOKEN, date="2025-06-24", blocks=(Block(start=0, end=SPOKEN.index("\n"), kind="paragraph"),)
)


@pytest.fixture(scope="module")
def tagged(nlp: Language) -> Doc:
    return nlp(stages.document(nlp, ARTICLE))


@pytest.fixture(scope="module")
def rows(nlp: Language, tagged: Doc) -> claimx.Rows:
    found = stages.rows(tagged, ARTICLE)
    assert len(found["claims"]) == 3
    return found


def test_a_doc_keeps_its_rows_through_bytes(nlp: Language, tagged: Doc, rows: claimx.Rows) -> None:
    packed = DocBin(store_user_data=True, docs=[tagged]).to_bytes()
    for doc in (
        Doc(nlp.vocab).from_bytes(tagged.to_bytes()),
        *DocBin().from_bytes(packed).get_docs(nlp.vocab),
        pickle.loads(pickle.dumps(tagged)),
    ):
        assert stages.rows(doc, ARTICLE) == rows
        assert doc._.back(9, 17) == tagged._.back(9, 17)


def test_a_doc_is_made_in_another_process(nlp: Language, rows: claimx.Rows) -> None:
    docs = nlp.pipe([stages.document(nlp, ARTICLE), stages.document(nlp, ARTICLE)], n_process=2)
    assert [stages.rows(doc, ARTICLE) for doc in docs] == [rows, rows]


def test_a_doc_holds_nothing_of_the_users_and_none_of_theirs_is_read(nlp: Language) -> None:
    doc = nlp.make_doc(TEXT)
    doc.user_data["text"] = "Rien."
    for _, component in nlp.pipeline:
        doc = component(doc)
    assert [span.text for span in doc.spans["claims"]] == ["7,5 %"]
    assert {key for key in doc.user_data if not isinstance(key, tuple)} == {"text"}


def test_a_pipeline_is_written_and_read(tmp_path: Path, rows: claimx.Rows) -> None:
    loaded = claimx.load(outlets=[OUTLET])
    loaded.to_disk(tmp_path / "pipeline")
    again = load_model_from_config(loaded.config).from_bytes(loaded.to_bytes())
    for copy in (spacy.load(tmp_path / "pipeline"), again, pickle.loads(pickle.dumps(loaded))):
        assert next(stages.tag(copy, [ARTICLE])) == rows
        assert copy.tokenizer.explain("trente-deux septante-huit")[0] == ("TOKEN_MATCH", "trente-deux")
        assert [source["outlet_id"] for source in copy(CITED)._.sources] == ["coin.example"]


FOREIGN = """
import importlib, sys
from spacy.tokens import Doc, Span
import claimx

for owner, name, default in ((Span, "kind", None), (Doc, "date", "")):
    owner.set_extension(name, default=default)
    try:
        claimx.load()
    except claimx.ClaimxError as error:
        print(error)
    assert owner.get_extension(name)[0] == default
    owner.remove_extension(name)
from claimx import nlp
for module in list(sys.modules.values()):
    if module.__name__.startswith("claimx.nlp."):
        importlib.reload(module)
for name in [name for name in sys.modules if name.startswith("claimx")]:
    del sys.modules[name]
from claimx import nlp
"""


def test_an_extension_of_somebody_else_is_not_overwritten() -> None:
    """Be its default the same as ours; and to import claimx anew, or reload its modules, does no harm."""
    done = subprocess.run([sys.executable, "-c", FOREIGN], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    for (owner, name), line in zip((("Span", "kind"), ("Doc", "date")), done.stdout.splitlines(), strict=True):
        assert line.startswith(f"{owner} has an extension '{name}' already, which is not claimx's.")
        assert f"{owner}.remove_extension('{name}')" in line
