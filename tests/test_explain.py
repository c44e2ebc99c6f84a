"""Why each field is as it is: the reasons, and the command that shows them."""

from pathlib import Path

import pytest

from claimx import tables
from claimx.article import Article
from claimx.explain import Explained, explain
from claimx.known import SOURCES
from conftest import Command

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
