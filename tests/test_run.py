"""The flow from a folder to tables: the same comes out however it is done, and what fails costs nothing else."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from frictionless import Package

from claimx import engines, nlp, run, writers
from claimx.article import Article
from claimx.config import Settings
from claimx.errors import ClaimxError, Problem
from claimx.tables import Rows

TOWNS = ("Lille", "Brest", "Dijon", "Nîmes", "Tours", "Le Mans", "Saint-Étienne", "Reims", "Pau", "Metz")
SENTENCE = (
    "La mairie de {town} a recruté {n} policiers, soit {n} % de plus qu'en 2019 ( Le Monde ). "
    "Selon le maire, le budget atteindra {n},5 millions d'euros d'ici 2030."
)


class Silent:
    """Progress that is kept for the test to look at."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.done = 0

    def start(self, total: int) -> None:
        self.total = total

    def advance(self, rows: Rows) -> None:
        self.done += 1

    def problem(self, problem: Problem) -> None:
        self.problems.append(problem)


def folder_of(path: Path, count: int) -> Path:
    """A folder of articles, some in files and some in one file's lines."""
    path.mkdir()
    for number in range(count // 2):
        text = f"{TOWNS[number % 10]}\n\n{SENTENCE.format(town=TOWNS[number % 10], n=number + 2)}"
        (path / f"{number:03}.txt").write_text(text, encoding="utf-8")
    lines = (
        json.dumps({"id": f"x{number:03}", "text": SENTENCE.format(town=TOWNS[number % 10], n=number + 2)})
        for number in range(count // 2, count)
    )
    (path / "lines.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return path


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.usefixtures("nlp")
def test_the_same_bytes_whatever_the_number_of_workers(tmp_path: Path) -> None:
    articles = folder_of(tmp_path / "in", 40)
    for workers in (1, 2):
        counts = run.to_folder([str(articles)], tmp_path / f"out{workers}", Settings(workers=workers), Silent())
        assert (counts.articles, counts.exit_code) == (40, 0)
    assert contents(tmp_path / "out1") == contents(tmp_path / "out2")
    assert b"Dijon" in contents(tmp_path / "out1")["claims.csv"]


@pytest.mark.usefixtures("nlp")
def test_the_same_bytes_whatever_the_order_of_inputs(tmp_path: Path) -> None:
    files = sorted(str(path) for path in folder_of(tmp_path / "in", 6).iterdir())
    run.to_folder(files, tmp_path / "out1", Settings(), Silent())
    run.to_folder(files[::-1], tmp_path / "out2", Settings(), Silent())
    assert contents(tmp_path / "out1") == contents(tmp_path / "out2")


def test_the_same_rows_whatever_stands_beside(nlp: object) -> None:
    articles = [
        Article(article_id=str(number), text=SENTENCE.format(town=town, n=number + 2) * (number + 1))
        for number, town in enumerate(TOWNS)
    ]
    together = list(engines.tag(articles, workers=1))
    alone = [engines.extract(article) for article in articles]
    assert together == alone


@pytest.mark.usefixtures("nlp")
def test_keys_and_foreign_keys_hold(tmp_path: Path) -> None:
    run.to_folder([str(folder_of(tmp_path / "in", 6))], tmp_path / "out", Settings(), Silent())
    report = Package(str(tmp_path / "out" / "datapackage.json")).validate()
    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "type", "note"])


@pytest.mark.usefixtures("nlp")
def test_what_cannot_be_read_costs_nothing_else(tmp_path: Path) -> None:
    articles = folder_of(tmp_path / "in", 2)
    (articles / "empty.txt").touch()
    (articles / "binary.txt").write_bytes(b"\0\1\2")
    progress = Silent()
    counts = run.to_folder([str(articles), str(tmp_path / "no")], tmp_path / "out", Settings(), progress)
    assert [problem.where.rpartition("/")[2] for problem in progress.problems] == ["no", "binary.txt", "empty.txt"]
    assert (counts.articles, counts.left_out, counts.exit_code, progress.done) == (2, 3, 1, 2)


def test_where_nothing_can_be_read_nothing_is_written(tmp_path: Path) -> None:
    with writers.Output(tmp_path / "out") as output:
        output.finish(nlp.MODEL)
    before = contents(tmp_path / "out")
    counts = run.to_folder([str(tmp_path / "no")], tmp_path / "out", Settings(), Silent())
    assert counts.exit_code == 2
    assert contents(tmp_path / "out") == before


@pytest.mark.usefixtures("reported")
def test_an_article_that_breaks_the_pipeline_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(loaded: object, articles: list[Article], **named: object) -> Iterator[Rows]:
        for article in articles:
            if "bomb" in article.text:
                raise ValueError("boom")
            yield {"articles": [], "claims": []}

    monkeypatch.setattr(engines.nlp, "tag", breaks)
    monkeypatch.setattr(engines, "pipeline", lambda outlets: None)
    texts = ["a", "bomb", "c"]
    tagged = list(engines.tag([Article(article_id=text, text=text) for text in texts], workers=1))
    assert [type(item) for item in tagged] == [dict, Problem, dict]
    assert "boom" in str(tagged[1])


@pytest.mark.usefixtures("nlp")
def test_claims_stream_with_their_outlets(tmp_path: Path) -> None:
    lines: list[str] = []
    run.to_stream([str(folder_of(tmp_path / "in", 2))], lines.append, Settings(), Silent())
    claims = [json.loads(line) for line in lines]
    assert claims
    assert all(isinstance(claim["sources"], list) for claim in claims)
    assert [claim["article_id"] for claim in claims] == sorted(claim["article_id"] for claim in claims)


def test_outlets_that_cannot_be_read_stop_the_run(tmp_path: Path) -> None:
    with pytest.raises(ClaimxError, match="cannot be read"):
        run.to_folder([str(tmp_path)], tmp_path / "out", Settings(outlets=str(tmp_path / "no.csv")), Silent())
    assert not (tmp_path / "out").exists()
