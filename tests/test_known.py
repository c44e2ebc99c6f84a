"""The examples in known/*.toml run as tests by themselves; here the plugin that makes them so is tested."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[[str], "subprocess.CompletedProcess[str]"]

FAKE = '''
"""Instead of the pipeline: every « N % » is a claim."""
import re
from claimx import pytest_plugin, tables

def claim(article, match):
    given = {column.name: "" for column in tables.columns("claims")}
    start, end = match.span()
    place = {"claim_id": f"{article.article_id}:{start}-{end}", "start": start, "end": end}
    given |= {"value": float(match[1]), "value_high": None, "text": match[0], "unit": "%", "modality": "asserted"}
    return tables.Claim(**given | place)

def rows(article):
    if "boom" in article.text:
        raise RuntimeError("boom")
    return {"claims": [claim(article, match) for match in re.finditer(r"(\\d+) %", article.text)]}

pytest_plugin._rows = rows
'''


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run pytest over one file of examples, with a pipeline that finds percentages."""
    (tmp_path / "fake.py").write_text(FAKE, encoding="utf-8")
    (tmp_path / "known").mkdir()

    def run(content: str) -> "subprocess.CompletedProcess[str]":
        (tmp_path / "known" / "some.toml").write_text(content, encoding="utf-8")
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-p",
            "claimx.pytest_plugin",
            "-p",
            "fake",
            "-v",
            "-p",
            "no:cacheprovider",
        ]
        env = os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTEST_ADDOPTS": ""}
        return subprocess.run(
            command, cwd=tmp_path, env=env, capture_output=True, encoding="utf-8", check=False, timeout=100
        )

    return run


def test_an_example_that_holds(run: Run) -> None:
    done = run('[[example]]\ntext = "Le taux est de 2 %."\nclaims = [{ text = "2 %", value = 2 }]\n')
    assert done.returncode == 0
    assert "known/some.toml::1: Le taux est de 2 %." in done.stdout


def test_a_failure_names_row_and_column_and_shows_what_was_found(run: Run) -> None:
    done = run(
        '[[example]]\ntext = "De 2 % à 3 %, puis 4 %, enfin cinq."\n'
        'claims = [{ text = "2 %", modality = "future" }, { text = "3 %" }, { text = "cinq" }]\n'
    )
    assert done.returncode == 1
    for line in (
        "« De 2 % à 3 %, puis 4 %, enfin cinq. »",
        '  different  {text="2 %", modality="future"}',
        '      modality: wanted "future", got "asserted"',
        '  missing    {text="cinq"}',
        '  too much   {start=19, end=22, text="4 %", value=4',
        "  found:",
    ):
        assert line in done.stdout
    assert "Traceback" not in done.stdout


def test_some_lets_others_be(run: Run) -> None:
    done = run('[[example]]\ntext = "De 2 % à 3 %."\nsome = true\nclaims = [{ text = "3 %" }]\n')
    assert done.returncode == 0


def test_tables_that_are_not_named_are_not_compared_and_empty_ones_are(run: Run) -> None:
    assert run('[[example]]\ntext = "De 2 % à 3 %."\nentities = []\n').returncode == 0
    assert run('[[example]]\ntext = "De 2 % à 3 %."\nclaims = []\n').returncode == 1


def test_xfail_is_strict_and_no_excuse_for_a_crash(run: Run) -> None:
    example = '[[example]]\ntext = "{}"\nclaims = []\nxfail = "not yet"\n'
    assert "1 xfailed" in run(example.format("De 2 % à 3 %.")).stdout
    works = run(example.format("Rien."))
    assert (works.returncode, "XPASS(strict)" in works.stdout) == (1, True)
    assert "1 failed" in run(example.format("boom")).stdout


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('[[exemple]]\ntext = ""\n', "some.toml: unknown key 'exemple'."),
        ('[[example]]\ntext = "a"\nclaim = []\n', "some.toml: example 1: unknown key 'claim'."),
        ("[[example]]\nclaims = []\n", "some.toml: example 1 has no text."),
        (
            '[[example]]\ntext = "2 %"\nclaims = [{ txt = "2 %" }]\n',
            "example 1, claims 1: the table claims has no column 'txt'",
        ),
        ('[[example]]\ntext = "2 %"\nclaims = [{ text = "2%" }]\n', "example 1: '2%' does not stand in its text."),
        (
            '[[example]]\ntext = "2 %"\nclaims = [{ kind = "procent" }]\n',
            "example 1, claims 1: kind cannot be 'procent'.",
        ),
        ('[[example]]\ntext = "2 %', "some.toml: Unterminated string"),
    ],
)
def test_files_with_mistakes(run: Run, content: str, message: str) -> None:
    done = run(content)
    assert done.returncode == 2
    assert message in done.stdout
