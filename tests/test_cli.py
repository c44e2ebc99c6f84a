"""The command line: what it prints, where, and with which exit code."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from claimx import config, tables
from claimx.cli import app
from claimx.errors import ClaimxError
from conftest import Command

TEXT = "Le conseil de Lille a voté un budget de 12 millions d'euros pour les écoles ( Le Monde )."


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "2025-06-24-budget.txt").write_text(TEXT, encoding="utf-8")
    return folder


def commands() -> list[str]:
    return [command.name or command.callback.__name__ for command in app.registered_commands if command.callback]


@pytest.mark.parametrize("name", commands())
def test_every_command_helps_with_an_example(name: str) -> None:
    result = CliRunner().invoke(app, [name, "--help"])
    assert result.exit_code == 0
    assert f"Example: claimx {name} " in " ".join(result.output.split())


def test_help_imports_neither_spacy_nor_pandas() -> None:
    for arguments in (["--help"], ["run", "--help"], ["schema"]):
        result = subprocess.run(
            [sys.executable, "-X", "importtime", "-m", "claimx", *arguments], capture_output=True, text=True, check=True
        )
        imported = {line.rpartition("|")[2].strip().partition(".")[0] for line in result.stderr.splitlines()}
        assert imported & {"spacy", "pandas", "pyarrow", "numpy", "trafilatura", "dateparser"} == set()
        assert "typer" in imported


def test_version_and_schema() -> None:
    assert CliRunner().invoke(app, ["--version"]).output.startswith("claimx ")
    everything = CliRunner().invoke(app, ["schema"]).output
    for table in tables.ALL:
        assert f"{table}: " in everything
        for column in tables.columns(table):
            assert column.metadata["description"] in everything
    assert CliRunner().invoke(app, ["schema", "claims"]).output.startswith("claims: ")


def test_a_run_writes_tables_and_says_so_on_stderr(command: Command, articles: Path, tmp_path: Path) -> None:
    result = command("run", articles, "-o", tmp_path / "out")
    assert (result.returncode, result.stdout) == (0, "")
    (line,) = result.stderr.splitlines()
    assert line.startswith("1 article, 1 claim, ")
    assert "without date" not in line
    assert (tmp_path / "out" / "claims.csv").is_file()
    assert "2025-06-24" in (tmp_path / "out" / "articles.csv").read_text(encoding="utf-8")


def test_articles_without_a_day_are_counted(command: Command, articles: Path, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (articles / name).write_text(f"{name} : {TEXT}", encoding="utf-8")
    (line,) = command("run", articles, "-o", tmp_path / "out").stderr.splitlines()
    assert line.startswith("3 articles, 3 claims, ")
    assert ", 2 without date →" in line


def test_a_quiet_run_tells_problems_only(command: Command, articles: Path, tmp_path: Path) -> None:
    (articles / "empty.txt").touch()
    result = command("run", articles, "-o", tmp_path / "out", "-q")
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == "empty.txt: is empty. Fill it or delete it.\n"


def test_a_pipe_of_json_lines(command: Command) -> None:
    stdin = json.dumps({"id": "x", "text": TEXT, "date": "2025-06-24"})
    result = command("run", "-", "--to", "-", stdin=stdin)
    (claim,) = (json.loads(line) for line in result.stdout.splitlines())
    assert (result.returncode, claim["article_id"], claim["value"]) == (0, "x", 12_000_000)


def test_a_pipe_of_text(command: Command) -> None:
    result = command("run", "-", "--to", "-", "-q", stdin=TEXT)
    (claim,) = (json.loads(line) for line in result.stdout.splitlines())
    assert claim["claim_id"].startswith("stdin:")
    assert result.stderr == ""


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["run", "no", "-o", "out"], "no: does not exist."),
        (["run", "."], "Say where the claims shall go."),
        (["run", ".", "-o", "out", "--to", "-"], "Say where the claims shall go."),
        (["run", ".", "-o", "out", "--to", "x"], "Say where the claims shall go."),
        (["run", ".", "-o", "out", "--date", "24/06/2025"], "'date' in the command line"),
        (["run", ".", "-o", "out", "--date", "demain"], "'date' in the command line"),
        (["explain", TEXT, "--date", "demain"], "'demain' is no day."),
        (["run", ".", "-o", "out", "--format", "xml"], "'format' in the command line"),
        (["run", ".", "-o", "out", "--outlets", "no.csv"], "no.csv cannot be read"),
        (["run", ".", "-o", "out", "--workers", "-1"], "--workers"),
        (["run"], "Missing argument"),
        (["schema", "claim"], "There is no table 'claim'."),
        (["walk"], "walk"),
    ],
)
def test_wrong_usage_is_code_2(command: Command, tmp_path: Path, arguments: list[str], message: str) -> None:
    result = command(*arguments)
    assert result.returncode == 2
    assert message in result.stderr
    assert "Traceback" not in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_an_empty_folder_is_code_2(command: Command, tmp_path: Path) -> None:
    result = command("run", ".", "-o", "out")
    assert result.returncode == 2
    assert "holds no articles" in result.stderr
    assert "nothing was written" in result.stderr
    assert not (tmp_path / "out").exists()


def settings(folder: Path, environ: dict[str, str] | None = None, **flags: object) -> config.Settings:
    return config.load(flags, folder=folder, environ=environ or {})


def test_settings_come_from_file_environment_and_flags(tmp_path: Path) -> None:
    assert settings(tmp_path) == config.Settings()
    (tmp_path / "pyproject.toml").write_text(
        '[tool.claimx]\nworkers = 2\ndate = 2025-06-24\nformat = ["parquet"]\noutlets = "mine.csv"\n', encoding="utf-8"
    )
    (tmp_path / "sub").mkdir()
    found = settings(tmp_path / "sub")
    assert (found.workers, found.date, found.format) == (2, "2025-06-24", ("parquet",))
    assert found.outlets == str(tmp_path / "mine.csv")
    found = settings(tmp_path, {"CLAIMX_WORKERS": "3", "CLAIMX_FORMAT": "jsonl,parquet", "CLAIMX_QUIET": "1"})
    assert (found.workers, found.format, found.quiet) == (3, ("jsonl", "parquet"), True)
    assert settings(tmp_path, {"CLAIMX_WORKERS": "3"}, workers=4, date=None).workers == 4


@pytest.mark.parametrize(
    ("toml", "environ", "flags", "message"),
    [
        ("speed = 3", {}, {}, "'speed' in \\[tool.claimx\\]"),
        ("", {"CLAIMX_SPEED": "3"}, {}, "'speed' in the environment"),
        ("workers = 'two'", {}, {}, "'workers' in"),
        ("workers = true", {}, {}, "'workers' in"),
        ("quiet = 'perhaps'", {}, {}, "'quiet' in"),
        ("date = '2025-02-30'", {}, {}, "'date' in"),
        ("format = ['xml']", {}, {}, "'format' in"),
        ("format = 3", {}, {}, "'format' in"),
        ("= 3", {}, {}, "no valid TOML"),
    ],
)
def test_wrong_settings_are_errors(
    tmp_path: Path, toml: str, environ: dict[str, str], flags: dict[str, object], message: str
) -> None:
    (tmp_path / "pyproject.toml").write_text(f"[tool.claimx]\n{toml}\n", encoding="utf-8")
    with pytest.raises(ClaimxError, match=message):
        settings(tmp_path, environ, **flags)


def test_a_closed_pipe_is_no_error(articles: Path) -> None:
    command = f'"{sys.executable}" -m claimx run "{articles}" --to - | true'
    result = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=False, env=os.environ
    )
    assert "Traceback" not in result.stderr


def test_control_characters_of_names_are_shown_escaped(command: Command, articles: Path, tmp_path: Path) -> None:
    """A name must not clear the terminal, forge a line or turn the direction of the text."""
    for name in ("a\x1b[2Jb.txt", "a\n1 article.txt", "a\x9b31m.txt", "a\u202eb.txt"):
        (articles / name).touch()
    result = command("run", articles, "-o", tmp_path / "out\x1b[2J")
    shown = [r"a\n1 article.txt", r"a\x1b[2Jb.txt", r"a\x9b31m.txt", r"a\u202eb.txt"]
    lines = [line.split(": is empty")[0] for line in result.stderr.splitlines()]
    assert lines[:4] == shown
    assert lines[4].endswith(r"out\x1b[2J")
    assert command("run", articles, "-o", articles / "a\x1b[2Jb.txt").stderr.startswith(
        f"claimx: {articles}/a\\x1b[2Jb.txt"
    )
