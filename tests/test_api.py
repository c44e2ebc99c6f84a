"""What Python programs use: load, extract, read_table, and the stages in somebody else's pipeline."""

import datetime
from pathlib import Path

import pytest
import spacy
from spacy.language import Language

import claimx
from claimx import nlp as stages
from claimx import run
from claimx.config import Settings
from claimx.errors import ClaimxError
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
