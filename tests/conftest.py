"""What tests share: the pipeline, loaded once, and the folder of shared material where there is one."""

import io
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from spacy.language import Language

from claimx import cli, engines, errors

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"

os.environ[errors.RAISE] = "1"  # in the workers, too


@dataclass(frozen=True, slots=True)
class Result:
    """What a command left: its exit code and what it printed."""

    returncode: int
    stdout: str
    stderr: str


Command = Callable[..., Result]


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The whole pipeline, the one that `claimx.extract` uses, too."""
    return engines.pipeline()


@pytest.fixture(scope="session")
def shared() -> Path:
    """Articles and annotations that are not part of the project; a test that needs them is skipped without them."""
    if not SHARED.is_dir():
        pytest.skip("the folder of shared material is not beside the project")
    return SHARED


@pytest.fixture
def reported(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bugs are told as they are to users, not raised."""
    monkeypatch.delenv(errors.RAISE)


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Command:
    """The command line, from an empty folder, in this process, where the pipeline is loaded already."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: object, stdin: str = "") -> Result:
        monkeypatch.setattr(sys, "argv", ["claimx", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8"))
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            cli.main()
        printed = capfd.readouterr()
        return Result(ended.value.code if isinstance(ended.value.code, int) else 0, printed.out, printed.err)

    return run
