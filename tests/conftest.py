"""What tests share: the pipeline, loaded once, and the folder of shared material where there is one."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from spacy.language import Language

from claimx import engines

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"

Command = Callable[..., "subprocess.CompletedProcess[str]"]


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
def command(tmp_path: Path) -> Command:
    """The command line in a process of its own, from an empty folder; input is given as bytes or text."""

    def run(*arguments: object, stdin: str | None = None, env: dict[str, str] | None = None) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "claimx", *map(str, arguments)],
            cwd=tmp_path,
            input=stdin,
            env=env,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=300,
        )

    return run
