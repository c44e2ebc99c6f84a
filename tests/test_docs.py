"""The README says what is so: its tables, commands and examples; and the demo articles hold what is known of them.

`.venv/bin/python tests/test_docs.py` writes the README's tables and its example of `claimx explain` anew.
"""

import contextlib
import doctest
import re
import shlex
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from claimx import check, config, known, run, tables
from claimx.cli import app
from claimx.cli.progress import Display
from claimx.nlp import STAGES

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
SENTENCE = "Les dépenses doivent être portées à 5 % du PIB d'ici 2035, a déclaré Jean Dupont (Les Échos)."


def tables_section() -> str:
    """The README's description of the tables, as tables.py has it."""
    return "".join(f"\n{_table(name)}\n" for name in tables.ALL) + "\n"


def _table(name: str) -> str:
    rows = [
        f"<details><summary><b>{name}</b>: {tables.ALL[name].__doc__}</summary>",
        "",
        "| column | what it holds |",
        "|---|---|",
    ]
    for column in tables.columns(name):
        key = "**" if column.metadata["key"] else ""
        refers = f" (→ {column.metadata['refers']})" if column.metadata["refers"] else ""
        rows.append(f"| {key}`{column.name}`{key} | {column.metadata['description']}{refers} |".replace("|-", r"\|-"))
    return "\n".join([*rows, "", "</details>"])


def explain_section() -> str:
    """What `claimx explain` prints for a sentence with one claim."""
    lines = [line.rstrip() for line in CliRunner().invoke(app, ["explain", SENTENCE]).stdout.splitlines()]
    body = "\n".join(line for line in lines if line)
    return f'```text\n$ claimx explain "{SENTENCE}"\n{body}\n```\n'


SECTIONS = {"tables": tables_section, "explain": explain_section}


def rewritten(text: str, name: str) -> str:
    """The README with one of its sections made anew."""
    section = re.compile(rf"(<!-- {name}: .* -->\n).*(<!-- /{name} -->)", re.DOTALL)
    return section.sub(lambda found: found[1] + SECTIONS[name]() + found[2], text)


def commands() -> dict[str, set[str]]:
    """The commands of the program, each with its options."""
    group = get_command(app)
    return {
        name: {option for parameter in command.params for option in parameter.opts} | {"--help"}
        for name, command in group.commands.items()  # type: ignore[attr-defined]
    }


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with data/out as `make run` writes it."""
    folder = tmp_path_factory.mktemp("demo")
    (folder / "data").mkdir()
    with Display(quiet=True) as display:
        counts = run.to_folder([str(ROOT / "data" / "raw")], folder / "data" / "out", config.Settings(), display)
    assert counts.exit_code == 0
    return folder


@pytest.mark.parametrize("name", ["tables", "explain"])
def test_what_is_made_from_the_code_is_as_the_code_makes_it(name: str) -> None:
    text = README.read_text(encoding="utf-8")
    assert rewritten(text, name) == text, "write it anew: .venv/bin/python tests/test_docs.py"


def test_every_command_is_described_with_options_that_it_has() -> None:
    text = README.read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `claimx (\w+)[^`]*` \|(.*)$", text, re.MULTILINE))
    assert list(rows) == list(commands())
    for name, description in rows.items():
        for example in re.findall(r"`(-[^`]+)`", description):
            assert shlex.split(example)[0] in commands()[name], f"{name} has no {example}"


def test_every_command_line_can_be_called() -> None:
    blocks = "\n".join(re.findall(r"```sh\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL))
    lines = re.findall(r"claimx (\w+)(.*)", blocks)
    assert lines
    for name, *arguments in lines:
        options = {word for word in shlex.split(arguments[0], comments=True) if word.startswith("-") and word != "-"}
        assert options <= commands()[name]


def test_every_target_of_make_is_there() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^make (\w+)", README.read_text(encoding="utf-8"), re.MULTILINE)
    assert targets
    for target in targets:
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)


def test_the_picture_shows_the_stages_in_their_order() -> None:
    shown = re.findall(r"<b>(\w+)</b><br/>", README.read_text(encoding="utf-8"))
    assert [f"claimx_{name}" for name in shown] == [name for name, _ in STAGES]


def test_every_path_that_is_named_is_there() -> None:
    paths = re.findall(r"`((?:src|tests|data)/[\w/.]+)`", README.read_text(encoding="utf-8"))
    assert paths
    for path in paths:
        assert (ROOT / path).exists(), path


def test_the_examples_run(demo: Path) -> None:
    test = doctest.DocTestParser().get_doctest(README.read_text(encoding="utf-8"), {}, "README", str(README), 0)
    assert test.examples
    report: list[str] = []
    with contextlib.chdir(demo):
        result = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(test, out=report.append)
    assert result.failed == 0, "".join(report)


def test_all_that_is_known_of_the_demo_articles_is_found(demo: Path) -> None:
    found = check.views(check.written(demo / "data" / "out"))
    comparison = check.compare(known.read(ROOT / "data" / "known.csv").rows["claims"], found["claims"])
    assert comparison.holds(exact=True), check.report("claims", comparison, exact=True)


if __name__ == "__main__":
    README.write_text(rewritten(rewritten(README.read_text(encoding="utf-8"), "tables"), "explain"), encoding="utf-8")
