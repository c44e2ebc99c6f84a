"""Every system: what Linux, macOS or Windows lacks is taken away, and all goes on."""

import importlib.machinery
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from mypy import api

from claimx import engines, run
from claimx.config import Settings
from claimx.errors import ClaimxError
from claimx.writers import Output
from test_run import Silent, contents, folder_of

PACKAGE = Path(engines.__file__).parent
SYSTEM = ("multiprocessing", "os", "resource", "select", "shutil", "signal", "socket", "subprocess", "sys", "time")


class Windows(ModuleType):
    """The module msvcrt, as far as locks go: an error where somebody else has locked the byte."""

    LK_NBLCK = 2

    def __init__(self) -> None:
        super().__init__("msvcrt")
        self.__spec__ = importlib.machinery.ModuleSpec("msvcrt", None)
        self.places: list[int] = []

    def locking(self, file: int, mode: int, count: int) -> None:
        """Lock so many bytes from here on."""
        if self.places:
            raise PermissionError(13, "Permission denied")
        self.places.append(os.lseek(file, 0, os.SEEK_CUR))


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A system without what one of the three lacks."""
    for module, name in ((os, "sched_getaffinity"), (os, "fork"), (signal, "SIGKILL")):
        monkeypatch.delattr(module, name)
    monkeypatch.setitem(sys.modules, "fcntl", None)
    return monkeypatch


def test_a_run_of_many_articles_needs_none_of_it(tmp_path: Path, bare: pytest.MonkeyPatch, nlp: object) -> None:
    """So many that several processes would pay; of cores there are as many as the system says."""
    assert nlp
    bare.setattr(os, "cpu_count", lambda: 1)
    articles = folder_of(tmp_path / "in", engines.SHARD * engines.MANY)
    counts = run.to_folder([str(articles)], tmp_path / "out", Settings(), Silent())
    assert (counts.articles, counts.exit_code) == (engines.SHARD * engines.MANY, 0)
    assert ".claimx" not in contents(tmp_path / "out")


@pytest.mark.parametrize(("cores", "expected"), [(8, 8), (None, 1)])
def test_cores_without_affinity(bare: pytest.MonkeyPatch, cores: int | None, expected: int) -> None:
    bare.setattr(os, "cpu_count", lambda: cores)
    assert engines.cores() == expected


def test_windows_locks_a_byte_that_nobody_reads(tmp_path: Path, bare: pytest.MonkeyPatch) -> None:
    windows = Windows()
    bare.setitem(sys.modules, "msvcrt", windows)
    with Output(tmp_path / "out"):
        lock = tmp_path / "out" / ".claimx" / "lock"
        assert windows.places[0] > lock.stat().st_size
        with pytest.raises(ClaimxError, match=f"written to by process {os.getpid()}"), Output(tmp_path / "out"):
            pass
    assert list(tmp_path.iterdir()) == []


def test_windows_removes_no_open_file(tmp_path: Path, bare: pytest.MonkeyPatch) -> None:
    unlink, refused = Path.unlink, []

    def only_once_closed(path: Path, missing_ok: bool = False) -> None:
        if not refused:
            refused.append(path)
            raise PermissionError(13, "Permission denied")
        unlink(path, missing_ok)

    bare.setattr(Path, "unlink", only_once_closed)
    with Output(tmp_path / "out"):
        pass
    assert refused
    assert list(tmp_path.iterdir()) == []


def test_an_output_that_lacks_characters_is_no_error() -> None:
    """A pipe of Windows takes one code page, which has no « ↑ » and may have no « — »."""
    result = subprocess.run(
        [sys.executable, "-m", "claimx", "--help"],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONIOENCODING": "latin-1"},
    )
    assert (result.returncode, result.stderr) == (0, "")
    assert r"\u2014" in result.stdout


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_no_call_that_a_system_lacks(platform: str) -> None:
    """What the standard library has on each system is known to mypy; it looks at the modules that ask the system."""
    asking = re.compile(rf"^\s*(?:import|from) (?:{'|'.join(SYSTEM)})\b", re.MULTILINE)
    modules = [str(path) for path in PACKAGE.rglob("*.py") if asking.search(path.read_text(encoding="utf-8"))]
    assert str(PACKAGE / "engines.py") in modules
    options = ["--config-file=", "--follow-imports=skip", "--ignore-missing-imports", f"--cache-dir={os.devnull}"]
    printed, _, code = api.run([*options, "--platform", platform, *modules])
    assert code == 0, printed
