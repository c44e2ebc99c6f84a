"""Input that means no good: long, deep, strange. It ends in time, and never in a traceback."""

import re
import time
from pathlib import Path

import pytest
from lxml import etree
from spacy.language import Language

from claimx import engines, readers
from claimx.article import Article
from claimx.readers.composition import Composition
from conftest import Command

PAIRS = (
    "1 ",
    "mille ",
    "un million ",
    "(",
    "[",
    "«",
    "((Le Monde ",
    "5 % ",
    "et demi ",
    "d'ici 2035 ",
    "M. ",
    "🙂",
    "\n",
    "a\u0301",
)


@pytest.mark.parametrize("piece", PAIRS)
def test_twice_the_text_takes_about_twice_the_time(nlp: Language, piece: str) -> None:
    """No stage is worse than linear: eight times the text takes less than twenty times the time."""
    engines.extract(Article(article_id="warm", text=piece * 10))
    times = [seconds(piece * (size // len(piece))) for size in (500, 4_000)]
    assert times[1] < 20 * max(times[0], 0.1), times


def seconds(text: str) -> float:
    start = time.process_time()
    engines.extract(Article(article_id="t", text=text))
    return time.process_time() - start


@pytest.mark.parametrize(
    "piece", ["<ref target='https://x.fr/'>mot</ref> et ", "<hi>mot</hi><lb/>", "<list><item>mot</item></list>"]
)
def test_a_page_is_put_together_in_linear_time(piece: str) -> None:
    times = []
    for size in (10_000, 100_000):
        body = etree.fromstring(f"<body><p>{piece * size}</p></body>")
        composition = Composition("", set())
        start = time.process_time()
        composition.read(body)
        times.append(time.process_time() - start)
        assert composition.text.count("mot") == size
        assert len(composition.links) == (size if "ref" in piece else 0)
    assert times[1] < 20 * max(times[0], 0.05), times  # ten times the size


@pytest.mark.parametrize(
    ("tag", "many", "deep"),
    [("b", 100_000, True), ("blockquote", 10_000, True), ("p", 5_000, False), ("a", 5_000, False)],
)
def test_a_page_of_nested_elements_is_read_or_told(tmp_path: Path, tag: str, many: int, deep: bool) -> None:
    """Some elements close those of their kind and cannot nest."""
    line = "Le conseil a voté un budget de 12 millions d'euros pour les écoles du quartier. "
    path = tmp_path / "a.html"
    nest = f"<{tag} href='https://x.fr/'>x " * many + f"</{tag}>" * many
    path.write_text(f"<html><body><h1>Titre</h1><p>{line * 4}</p><p>{nest}</p></body></html>", encoding="utf-8")
    (file,) = readers.find([str(path)])
    assert isinstance(file, readers.File)
    *told, article = readers.read(file, readers.Admission(any_language=True))
    assert isinstance(article, Article)
    assert ["is nested deeper" in str(problem) for problem in told] == [True] * deep
    assert deep or article.text.count("x") >= many


def test_an_awful_folder(command: Command, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    awful = {
        "good.txt": "Le conseil a voté un budget de 12 millions d'euros.".encode(),
        "empty.txt": b"",
        "nul.txt": b"a\0b",
        "png.txt": b"\x89PNG\r\n\x1a\n",
        "mac.txt": "Les dépenses à l'été".encode("mac-roman"),
        "a b é 'x'.txt": b"Trois personnes sur dix.",
        "list.json": b'[1, null, {"text": null}, {"text": ""}]',
        "deep.json": b"[" * 50_000,
        "surrogate.jsonl": b'{"text": "\\ud800 5 %"}\n',
        "header.csv": b"text\n",
        "quotes.csv": b'text\n"never closed\n',
        "half.html": b"<html><body><p>",
        "fake.parquet": b"PAR1",
        "english.md": b"The cabinet agreed on Monday to spend three billion pounds on new hospitals.",
    }
    for name, content in awful.items():
        (folder / name).write_bytes(content)
    (folder / "dangling.txt").symlink_to("nowhere")
    (folder / "loop").symlink_to(folder)
    (folder / "folder.txt").mkdir()
    result = command("run", folder, "-o", tmp_path / "out")
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    lines = result.stderr.splitlines()
    left_out = set(awful) - {"good.txt", "a b é 'x'.txt", "header.csv", "quotes.csv"}
    for name in left_out:
        assert any(line.startswith(name) for line in lines), name
    assert re.match("[2-4] articles, ", lines[-1])


@pytest.mark.parametrize(
    "text", ["5", "%", "\u200b", "\n", "ﬁ 5 ﷼", "𝟝 %", "٣ %", "1" * 400, "9" * 5_000 + " %", "0,0,0,0", "1e400 %"]
)
def test_strange_numerals_do_no_harm(nlp: Language, text: str) -> None:
    for claim in engines.extract(Article(article_id="t", text=text))["claims"]:
        assert claim.value == claim.value
        assert abs(claim.value) != float("inf")
