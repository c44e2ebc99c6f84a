"""One bad input costs itself alone: it is named, with what is wrong and what to do, and all others are done."""

import errno
import io
import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pyarrow
import pytest
from pyarrow import parquet

from claimx import config, engines, errors, readers, run, writers
from claimx.article import Article
from claimx.cli.progress import Display
from claimx.errors import ClaimxError, Problem
from claimx.nlp.sources.outlets import host
from claimx.tables import Rows
from claimx.writers.csv_files import CsvFile
from claimx.writers.json_lines import JsonLinesFile
from conftest import Command

FRENCH = "Le conseil municipal a voté hier soir un budget de 12 millions d'euros pour les écoles du quartier."
RECORD = json.dumps({"id": "second", "text": FRENCH})


def read(folder: Path) -> tuple[list[Article], list[Problem]]:
    """The articles and the problems of a folder, in their order."""
    gate = readers.Admission()
    found = readers.find([str(folder)])
    files = [entry for entry in found if isinstance(entry, readers.File)]
    items = [*found, *(item for file in files for item in readers.read(file, gate))]
    return [item for item in items if isinstance(item, Article)], [item for item in items if isinstance(item, Problem)]


def put(folder: Path, name: str | bytes, content: str | bytes) -> None:
    path = os.path.join(os.fsencode(folder), os.fsencode(name))
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(content if isinstance(content, bytes) else content.encode())


def ids(articles: Iterable[Article]) -> list[str]:
    return [article.article_id for article in articles]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        (b"caf\xe9.txt", FRENCH, "a name that is no UTF-8"),
        (b"d\xe9j\xe0/a.jsonl", RECORD, "a name that is no UTF-8"),
        ("a.txt", "\x01\x02\x1b", "is empty"),
        ("a.txt", "\u200b\ufeff\u00ad", "is empty"),
        ("a.txt", FRENCH.encode("utf-16"), "UTF-16"),
        ("a.txt", b"\xff\xfe\x20\xac", "UTF-16"),
        ("a.json", "[]", "holds no articles"),
        ("a.json", f'{{"id": {"9" * 5000}, "text": "x"}}', "a number has 5,000 digits"),
        ("a.json", '{"a":' * 100_000, "is no valid JSON"),
        ("a.json", '{"text": "Un.", "text": "Deux."}', "'text' stands twice"),
        ("a.csv", "id,text\n", "holds no articles"),
        ("a.csv", 'id,"text\na,b\n', "has no column 'text'"),
        ("a.parquet", "", "is no valid Parquet"),
    ],
)
def test_a_bad_file_costs_itself_alone(tmp_path: Path, name: str | bytes, content: str | bytes, message: str) -> None:
    put(tmp_path, "good.txt", FRENCH)
    put(tmp_path, name, content)
    articles, problems = read(tmp_path)
    assert ids(articles) == ["good"]
    assert [message in str(problem) for problem in problems] == [True]
    assert problems[0].left_out
    str(problems[0]).encode()  # what is shown can be shown


@pytest.mark.parametrize("name", ["id", "title", "date", "url", "outlet"])
@pytest.mark.parametrize("broken", ["\\ud800", "\\u0000"])
def test_a_broken_character_is_named_with_its_field(tmp_path: Path, name: str, broken: str) -> None:
    put(tmp_path, "a.jsonl", f'{{"{name}": "x{broken}y", "text": "{FRENCH}"}}\n{RECORD}')
    articles, (problem,) = read(tmp_path)
    assert ids(articles) == ["second"]
    assert f"a.jsonl, line 1: holds broken characters in its {name}" in str(problem)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (f'{{"n": {"9" * 5000}, "text": "x"}}', "a number has 5,000 digits"),
        ("[" * 100_000, "is no valid JSON"),
        ('{"text": null}', "has no text."),
        ('{"text": ["x"]}', "has no text but a value of type list"),
        (json.dumps({"text": "x" * 1_000_001}), "is too long for one article"),
        ("null", "is no object"),
    ],
)
def test_a_bad_line_costs_itself_alone(tmp_path: Path, line: str, message: str) -> None:
    put(tmp_path, "a.jsonl", f"{line}\r\n\ufeff{RECORD}\r\n")
    articles, (problem,) = read(tmp_path)
    assert ids(articles) == ["second"]
    assert problem.where == "a.jsonl, line 1"
    assert message in problem.message


@pytest.mark.parametrize(
    ("written", "article_id", "told"),
    [
        ("NaN", "a-1", False),
        ('""', "a-1", False),
        ('" "', "a-1", False),
        ("true", "True", False),
        ("7", "7", False),
        ('"../x/y"', "../x/y", False),
        ("[1]", "a-1", True),
        ('{"a": 1}', "a-1", True),
    ],
)
def test_an_id_is_taken_as_written_and_left_out_where_it_is_no_text(
    tmp_path: Path, written: str, article_id: str, told: bool
) -> None:
    put(tmp_path, "a.jsonl", f'{{"id": {written}, "text": "{FRENCH}"}}')
    articles, problems = read(tmp_path)
    assert ids(articles) == [article_id]
    assert [(problem.left_out, "has no id but" in str(problem)) for problem in problems] == [(False, True)] * told


@pytest.mark.parametrize(
    ("rows", "found", "messages"),
    [
        (f'id,text\ra,"{FRENCH}"\rb,"{FRENCH}"\r', ["a", "b"], []),
        (f'\n\r\nid,text\na,"{FRENCH}"\n', ["a"], []),
        (
            f'id,text\na,Le taux atteint 7,3 %.\nb,"{FRENCH}"\n',
            ["b"],
            ["row 1: has more cells (3) than the header (2)"],
        ),
        (f'id,text\na,"{FRENCH}",\n', ["a"], []),
        (f'id,text\na,"{FRENCH}\nb,x\nc,y\n', [], ["lines 2 to 4: no valid CSV (a quotation mark opens"]),
        (f'id,text\na,"{FRENCH}\nb,"{FRENCH}"\nc,"{FRENCH}"\n', ["c"], ["lines 2 to 3: no valid CSV"]),
        (f'id,text\na,"Un" deux\nb,"{FRENCH}"\n', ["b"], ["a.csv, line 2: no valid CSV"]),
        (f'id,text\na\nb,"{FRENCH}"\n', ["b"], ["row 1: has no text"]),
    ],
)
def test_a_bad_row_of_csv_costs_itself_alone(tmp_path: Path, rows: str, found: list[str], messages: list[str]) -> None:
    put(tmp_path, "a.csv", rows)
    articles, problems = read(tmp_path)
    assert ids(articles) == found
    assert [message in str(problem) for problem, message in zip(problems, messages, strict=True)] == [True] * len(
        messages
    )


@pytest.mark.parametrize("header", ["Text,text", "text;texte;TEXT", "text\ttext"])
def test_a_text_column_chosen_among_two_is_told(tmp_path: Path, header: str) -> None:
    delimiter = next(mark for mark in ",;\t" if mark in header)
    cells = [FRENCH, *["Autre chose."] * header.count(delimiter)]
    put(tmp_path, "a.csv", f"{header}\n{delimiter.join(cells)}\n")
    (article,), (problem,) = read(tmp_path)
    assert article.text == FRENCH
    assert not problem.left_out
    assert "has 2 columns 'text'; the first" in str(problem)


def strings(*values: bytes) -> pyarrow.Array:
    """A column of strings whose bytes nobody looked at."""
    return pyarrow.array(values, pyarrow.binary()).view(pyarrow.string())


@pytest.mark.parametrize(
    ("columns", "found", "message"),
    [
        ({"text": strings(b"\xff\xfe", FRENCH.encode())}, ["a-2"], "row 1: has no text that can be read"),
        ({"text": [FRENCH], "title": strings(b"\xff")}, ["a-1"], "row 1: has no title that can be read"),
        (
            {"text": [FRENCH] * 2, "date": pyarrow.array([2**55, 0], pyarrow.timestamp("ms"))},
            ["a-1", "a-2"],
            "row 1: has no date that can be read",
        ),
        (
            {"text": [FRENCH], "date": pyarrow.array([2**30], pyarrow.int32()).cast(pyarrow.date32())},
            ["a-1"],
            "row 1: has no date that can be read",
        ),
        ({"text": [FRENCH.encode()]}, [], "has no text but a value of type bytes"),
        ({"text": [3]}, [], "has no text but a value of type int"),
        ({"text": [[FRENCH]]}, [], "has no text but a value of type list"),
        ({"text": [None, FRENCH], "id": [float("nan"), 2.0]}, ["2.0"], "row 1: has no text."),
        ({"text": [FRENCH], "Text": ["Autre."]}, ["a-1"], "has 2 columns 'text'"),
        ({"text": pyarrow.array([], pyarrow.string())}, [], "holds no articles"),
        ({"body": [FRENCH]}, [], "has no column 'text'"),
    ],
)
def test_a_bad_cell_of_parquet_costs_itself_alone(
    tmp_path: Path, columns: dict[str, Any], found: list[str], message: str
) -> None:
    parquet.write_table(pyarrow.table(columns), tmp_path / "a.parquet")
    articles, (problem,) = read(tmp_path)
    assert ids(articles) == found
    assert message in str(problem)
    assert problem.left_out == ("title" not in message and "date" not in message and "2 columns" not in message)


def test_days_of_parquet_are_read(tmp_path: Path) -> None:
    days = pyarrow.array([20_000 * 86_400_000], pyarrow.timestamp("ms", tz="Europe/Paris"))
    parquet.write_table(pyarrow.table({"text": [FRENCH], "date": days}), tmp_path / "a.parquet")
    (article,), problems = read(tmp_path)
    assert (article.date, problems) == ("2024-10-04", [])


def test_damaged_parquet_says_what_is_wrong(tmp_path: Path) -> None:
    parquet.write_table(pyarrow.table({"text": [FRENCH] * 100}), tmp_path / "a.parquet")
    whole = (tmp_path / "a.parquet").read_bytes()
    put(tmp_path, "a.parquet", whole[:20] + b"\xff" * 40 + whole[60:])
    put(tmp_path, "b.parquet", whole[:-30] + b"\xff" * 22 + whole[-8:])
    put(tmp_path, "c.parquet", whole[: len(whole) // 2])
    _, problems = read(tmp_path)
    assert [problem.where for problem in problems] == ["a.parquet", "b.parquet", "c.parquet"]
    assert not any("None" in str(problem) for problem in problems)


def test_nothing_in_a_folder_is_passed_over_in_silence(tmp_path: Path) -> None:
    put(tmp_path, "good.txt", FRENCH)
    put(tmp_path, "folder.txt/deep.txt", FRENCH)
    put(tmp_path, "notes.docx", "x")
    for name, target in (("broken.txt", "nowhere"), ("loop.txt", "loop.txt"), ("up", ".."), ("link.txt", "good.txt")):
        (tmp_path / name).symlink_to(target)
    os.mkfifo(tmp_path / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as listening, pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path)  # the path of a socket is short
        listening.bind("socket.txt")
        articles, problems = read(tmp_path)
    assert ids(articles) == ["folder.txt/deep", "good"]
    told = {Path(problem.where).name: problem.message for problem in problems}
    assert told.keys() == {"notes.docx", "broken.txt", "loop.txt", "up", "pipe.txt", "socket.txt"}
    assert told["broken.txt"] == "is a link to nothing."
    assert "not followed" in told["up"]
    assert "pipe or a device" in told["pipe.txt"]
    assert [problem.unread for problem in problems if problem.where.endswith(".docx")] == [True]


def closed(path: Path, monkeypatch: pytest.MonkeyPatch, owner: object, name: str) -> None:
    """A function of the system that refuses one path, as it refuses who may not go there."""
    whole = getattr(owner, name)

    def refuses(given: Any, *arguments: Any, **named: Any) -> Any:
        if str(given) == str(path):
            raise PermissionError(errno.EACCES, "Permission denied", str(given))
        return whole(given, *arguments, **named)

    monkeypatch.setattr(owner, name, refuses)


def test_a_closed_subfolder_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "good.txt", FRENCH)
    put(tmp_path, "closed/a.txt", FRENCH)
    closed(tmp_path / "closed", monkeypatch, os, "scandir")
    articles, (problem,) = read(tmp_path)
    assert ids(articles) == ["good"]
    assert str(problem).startswith(f"{tmp_path / 'closed'}: cannot be read (Permission denied).")


def test_a_folder_that_can_be_listed_and_not_entered_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "good.txt", FRENCH)
    put(tmp_path, "listed/a.txt", FRENCH)
    closed(tmp_path / "listed" / "a.txt", monkeypatch, Path, "stat")
    articles, (problem,) = read(tmp_path)
    assert ids(articles) == ["good"]
    assert "a.txt: cannot be read (Permission denied)" in str(problem)


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.parquet", "a.html", "a.csv"])
def test_a_file_that_vanishes_before_it_is_counted_is_told(tmp_path: Path, name: str) -> None:
    put(tmp_path, name, FRENCH)
    (file,) = (entry for entry in readers.find([str(tmp_path)]) if isinstance(entry, readers.File))
    (tmp_path / name).unlink()
    assert readers.count(file) in (0, 1)
    (problem,) = readers.read(file, readers.Admission())
    assert isinstance(problem, Problem)
    assert "No such file" in str(problem)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("", "names nothing"),
        ("x" * 5000, "File name too long"),
        ("a\0b", "is no name of a file"),
        ("no\udce9", "does not exist"),
        ("/dev/zero", "pipe or a device"),
        ("/dev/null", "pipe or a device"),
        ("zero.txt", "pipe or a device"),
        ("pipe.txt", "claimx run - <"),
        ("broken.txt", "link to nothing"),
        ("loop", "symbolic links"),
    ],
)
def test_what_is_no_file_is_refused_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    os.mkfifo("pipe.txt")
    for name, target in (("zero.txt", "/dev/zero"), ("broken.txt", "nowhere"), ("loop", "loop")):
        Path(name).symlink_to(target)
    (problem,) = readers.find([given])
    assert isinstance(problem, Problem)
    assert message in str(problem)
    str(problem).encode()


def test_standard_input_that_does_not_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers.files, "MOST_OF_STDIN", 3_000_000)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"oui " * 1_000_000)))
    (file,) = readers.find(["-"])
    assert isinstance(file, readers.File)
    (problem,) = readers.read(file, readers.Admission())
    assert "gives more than 3,000,000 bytes" in str(problem)


@pytest.mark.parametrize(
    "content",
    [
        "outlet_id,name\nx.fr,X,Y\n",
        'outlet_id,name\nx.fr,"X\n',
        "outlet_id,name\n,X\n",
        "outlet_id,name\nx.fr,X\nx.fr,Y\n",
        "outlet_id,name,name\nx.fr,X,Y\n",
        "outlet_id;name\nx.fr;X\n",
    ],
)
def test_no_row_of_own_outlets_is_chosen_in_silence(tmp_path: Path, content: str) -> None:
    put(tmp_path, "o.csv", content)
    with pytest.raises(ClaimxError, match=r"o\.csv"):
        readers.outlets(tmp_path / "o.csv")


@pytest.mark.parametrize("name", ["/dev/zero", "folder", "x" * 5000, "a\0b"])
def test_own_outlets_are_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.chdir(tmp_path)
    Path("folder").mkdir()
    with pytest.raises(ClaimxError):
        readers.outlets(Path(name))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[tool]\nclaimx = 5\n", "'tool.claimx' in .* is no table"),
        ("tool = [1]\n", "'tool' in .* is no table"),
        (f"a = {'[' * 20_000}", "is no valid TOML"),
        (f"a = {'9' * 5000}", "is no valid TOML"),
        (f"[tool.claimx]\nworkers = '{'9' * 5000}'", "'workers' in"),
        ("[tool.claimx]\nworkers = 1000000", "'workers' in"),
        (b"\xff", "is no valid TOML"),
    ],
)
def test_settings_that_are_none_are_errors(tmp_path: Path, content: str | bytes, message: str) -> None:
    put(tmp_path, "pyproject.toml", content)
    with pytest.raises(ClaimxError, match=message):
        config.load({}, folder=tmp_path, environ={})


def test_settings_that_cannot_be_read_are_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "pyproject.toml", "")
    closed(tmp_path / "pyproject.toml", monkeypatch, Path, "read_text")
    with pytest.raises(ClaimxError, match="Permission denied"):
        config.load({}, folder=tmp_path, environ={})


@pytest.mark.parametrize("address", ["http://[le site", "https://le\u2100monde.fr/", "//[::1"])
def test_what_is_no_address_has_no_host(address: str) -> None:
    assert host(address) == ""


def broken(*arguments: object, **named: object) -> Any:
    raise ZeroDivisionError("by hand")


@pytest.mark.usefixtures("reported")
def test_a_bug_is_marked_as_one_with_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "a.jsonl", f"{RECORD}\n" * 2)
    put(tmp_path, "b.txt", FRENCH)
    monkeypatch.setattr(readers.Admission, "refusal", broken)
    articles, problems = read(tmp_path)
    assert articles == []
    assert [problem.where for problem in problems] == ["a.jsonl, line 1", "a.jsonl, line 2", "b.txt"]
    assert "a bug of claimx (ZeroDivisionError: by hand; readers/admission.py:" in str(problems[0])
    assert "--debug" in problems[0].hint
    assert problems[0].trace.startswith("Traceback")


def test_a_bug_is_raised_in_the_suite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "b.txt", FRENCH)
    monkeypatch.setattr(readers.Admission, "refusal", broken)
    with pytest.raises(ZeroDivisionError):
        read(tmp_path)
    monkeypatch.setattr(engines.nlp, "tag", broken)
    monkeypatch.setattr(engines, "pipeline", lambda outlets: None)
    with pytest.raises(ZeroDivisionError):
        list(engines.tag([Article(article_id="a", text=FRENCH)], workers=1))


@pytest.mark.usefixtures("reported")
def test_debug_shows_the_traceback(command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "a.txt", FRENCH)
    monkeypatch.setattr(readers.Admission, "refusal", broken)
    for debug in ([], ["--debug"]):
        result = command("run", "a.txt", "-o", "out", *debug)
        assert (result.returncode, "a.txt: could not be read, which is a bug of claimx" in result.stderr) == (2, True)
        assert ("Traceback" in result.stderr) == bool(debug)
        result = command("explain", FRENCH, *debug)
        assert (result.returncode, "a bug of claimx (ZeroDivisionError" in result.stderr) == (2, True)
        assert ("Traceback" in result.stderr) == bool(debug)


def tagged(monkeypatch: pytest.MonkeyPatch) -> None:
    """Articles whose tables are one row each, without the pipeline."""

    def tag(articles: Iterable[Article], **named: object) -> Iterator[Rows]:
        for article in articles:
            row = writers.folder.tables.Article(
                **{
                    name: getattr(article, name)
                    for name in ("article_id", "path", "format", "title", "date", "url", "author")
                },
                outlet_id="",
                characters=len(article.text),
                claims=0,
                unattributed=0,
            )
            yield {"articles": [row], "claims": []}

    monkeypatch.setattr(engines, "tag", tag)


@pytest.mark.usefixtures("reported")
@pytest.mark.parametrize("format", ["jsonl", "parquet"])
def test_an_article_that_cannot_be_written_leaves_no_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], format: str
) -> None:
    for name in ("a", "b", "c"):
        put(tmp_path, f"in/{name}.txt", FRENCH)
    tagged(monkeypatch)
    from claimx.writers.parquet import ParquetFile

    kind = JsonLinesFile if format == "jsonl" else ParquetFile
    whole = kind.convert
    monkeypatch.setattr(
        kind,
        "convert",
        lambda file, rows: broken() if any(row.article_id == "b" for row in rows) else whole(file, rows),  # type: ignore[arg-type]
    )
    settings = config.Settings(format=(format,))
    with Display(quiet=True) as display:
        counts = run.to_folder([str(tmp_path / "in")], tmp_path / "out", settings, display)
    assert (counts.articles, counts.left_out) == (2, 1)
    assert "b.txt: could not be written, which is a bug of claimx" in capfd.readouterr().err
    rows = (tmp_path / "out" / "articles.csv").read_text(encoding="utf-8").splitlines()
    assert [row.partition(",")[0] for row in rows] == ["article_id", "a", "c"]


def full(*arguments: object) -> Any:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("name", ["__init__", "add", "close"])
def test_a_full_disk_leaves_what_was_there_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    put(tmp_path, "in/a.txt", FRENCH)
    tagged(monkeypatch)
    with Display(quiet=True) as display:
        run.to_folder([str(tmp_path / "in")], tmp_path / "out", config.Settings(), display)
        before = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
        monkeypatch.setattr(CsvFile, name, full)
        with pytest.raises(ClaimxError, match=r"out cannot be written to \(No space left on device\)"):
            run.to_folder([str(tmp_path / "in")], tmp_path / "out", config.Settings(), display)
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "out"]


def test_files_of_other_formats_are_counted_and_named_on_demand(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("in/a.txt", "in/b.docx", "in/sub/c.pdf"):
        put(tmp_path, name, FRENCH)
    tagged(monkeypatch)
    result = command("run", "in", "-o", "out")
    assert (result.returncode, "2 of formats that claimx does not read (-v)" in result.stderr) == (0, True)
    assert "b.docx" not in result.stderr
    result = command("run", "in", "-o", "out", "-v")
    assert "in/b.docx: is of no format" in result.stderr
    assert "in/sub/c.pdf: is of no format" in result.stderr


@pytest.mark.parametrize("out", ["", "-"])
def test_no_name_of_a_folder_is_no_place_for_tables(command: Command, tmp_path: Path, out: str) -> None:
    put(tmp_path, "a.txt", FRENCH)
    result = command("run", "a.txt", "-o", out)
    assert (result.returncode, "Say where the claims shall go" in result.stderr) == (2, True)
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("missing.txt", "missing.txt does not exist"),
        ("missing.docx", "missing.docx does not exist"),
        ("articles/missing", "articles/missing does not exist"),
        ("/mes articles/rien", "does not exist"),
        ("folder", "folder is a folder"),
        (".", ". is a folder"),
        ("", "The text is empty"),
        (" \n", "The text is empty"),
        ("empty.txt", "empty.txt is empty"),
        ("none.json", "none.json holds no articles"),
        ("pipe", "pipe or a device"),
        ("Le taux \udce9 5 %", "broken characters"),
        ("5 % " * 250_001, "is too long for one article"),
    ],
)
def test_explain_says_that_there_is_nothing_to_explain(
    command: Command, tmp_path: Path, given: str, message: str
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty.txt").touch()
    put(tmp_path, "none.json", "[]")
    os.mkfifo(tmp_path / "pipe")
    result = command("explain", given)
    assert (result.returncode, result.stdout) == (2, "")
    assert message in result.stderr


@pytest.mark.parametrize("given", ["Le taux atteint 5 %.", "3,5", "2/3", "5 km/h", "12 %"])
def test_a_text_is_no_path(given: str) -> None:
    from claimx.cli.explain import _articles

    (article,) = _articles(given, "")
    assert article.text == given


@pytest.mark.parametrize(
    ("command_line", "code", "message"),
    [
        ("schema claims >&-", 2, "standard output takes no more (it is closed)"),
        ("schema claims >/dev/full", 2, "standard output takes no more (No space left on device)"),
        ("schema nothing 2>/dev/full", 2, ""),
        ("schema nothing 2>&-", 2, ""),
        ("schema claims <&- >/dev/null", 0, ""),
        ("run - -o out <&-", 2, "-: is standard input, which is closed"),
        ("run - -o out </dev/zero", 2, "-: is binary"),
        ("schema claims >/dev/null 2>&- <&-", 0, ""),
    ],
)
def test_streams_that_are_closed_or_full(tmp_path: Path, command_line: str, code: int, message: str) -> None:
    result = subprocess.run(
        ["bash", "-c", f'"{sys.executable}" -m claimx {command_line}'],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        timeout=120,
    )
    assert (result.returncode, result.stdout) == (code, "")
    assert message in result.stderr
    assert "Traceback" not in result.stderr
    assert "Exception ignored" not in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_what_takes_too_much_memory_is_no_bug() -> None:
    told = errors.problem("a.txt", MemoryError(), "tagged")
    assert str(told) == "a.txt: takes more memory than there is. Split it."


def test_what_would_steer_the_terminal_is_escaped() -> None:
    told = str(Problem(where="a\x1b[31m\nb.txt", message="has the id 'x\x07\udce9'."))
    assert told == "a\\x1b[31m\\nb.txt: has the id 'x\\x07\\udce9'."
    assert str(ClaimxError("\x1b[2J does not exist.")) == "\\x1b[2J does not exist."
    assert errors.visible("12\u202f000 « été »") == "12\u202f000 « été »"
