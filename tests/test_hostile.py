"""Input that means no good: long, deep, strange. It ends in time, and never in a traceback."""

import multiprocessing
import re
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest
from lxml import etree
from spacy.language import Language

from claimx import engines, readers
from claimx.article import Article, Link
from claimx.nlp import document, rows
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

PROSE = """Le conseil de Vernes a voté mardi un budget de 12 millions d'euros, contre 11,4 millions en 2023.
« Nous avons dépensé 3 % de plus que prévu », a dit la maire Anna Dubois, qui dirige la ville depuis six ans.
Selon l'Office cantonal des forêts (OCF), 240 hectares ont brûlé l'été dernier, rapporte Le Monde.
Elle a promis qu'un tiers des écoles serait rénové d'ici 2030. L'OCF comptera alors 45 gardes.
"""

KINDS = {
    "dates in one sentence": "le 3 mars 2020, ",
    "amounts in one sentence": "3 millions d'euros, ",
    "links in one paragraph": "un lien et ",
    "citations": "Selon Le Monde, # élèves sont absents (AFP). ",
    "citations in one sentence": "selon Le Monde 12 % et ",
    "speech in one paragraph": "« Nous avons 12 élus », a dit Jean Dupont. Elle en voulait 15, a-t-elle ajouté. ",
    "names": "Le maire Jean# Dupont a promis 300 euros à la Société nationale Alo# (SNA). ",
    "parentheses": "(12 %) ",
    "open parentheses": "(",
    "one-word lines": "mot\n",
    "prose": PROSE,
}
"""What an article is made of, again and again; « # » is a number that is never the same."""

SLOW = frozenset(KINDS) - {"dates in one sentence", "links in one paragraph", "one-word lines", "prose"}
"""Kinds that hold so many claims or names that 40 kB show it, too; `make hostile` reads a megabyte of each."""


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


@pytest.mark.parametrize("kind", KINDS)
def test_no_stage_is_worse_than_linear(nlp: Language, kind: str) -> None:
    """From 20 to 160 kB, eight times the text, no stage takes 24 times the processor time; a quadratic one takes 64."""
    size = 5_000 if kind in SLOW else 20_000
    short, long = (stages(nlp, hostile(kind, size)) for size in (size, 8 * size))
    assert {name: (short[name], time) for name, time in long.items() if time > 24 * max(short[name], 0.08)} == {}


@pytest.mark.hostile
@pytest.mark.parametrize("kind", KINDS)
def test_a_megabyte_costs_what_it_must(kind: str) -> None:
    """1 MB takes per kB at most 1.5 times what 100 kB take, and less than 1.5 GB of memory."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as fresh:
        times, peak = fresh.submit(cost, kind).result()
    print(f"{kind}: {times[0]:.0f} s per MB at 100 kB, {times[1]:.0f} s at 1 MB, {peak / 1e6:.0f} MB")
    assert times[1] <= 1.5 * times[0]
    assert peak < 1.5e9


def cost(kind: str) -> tuple[list[float], int]:
    """The seconds per MB of 100 kB and of 1 MB, and the greatest memory in bytes, in a process of its own."""
    import resource

    engines.extract(Article(article_id="warm", text=PROSE))
    times = []
    for size in (100_000, 1_000_000):
        start = time.process_time()
        engines.extract(hostile(kind, size))
        times.append((time.process_time() - start) * 1e6 / size)
    return times, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def hostile(kind: str, size: int) -> Article:
    """An article of so many characters; each « link » of one leads somewhere."""
    unit = KINDS[kind]
    text = "".join(unit.replace("#", str(number)) for number in range(size // len(unit) + 1))[:size]
    links = (Link(start=m.start(), end=m.end(), url="https://www.lemonde.fr/") for m in re.finditer("lien", text))
    return Article(article_id="t", text=text, date="2025-01-15", links=tuple(links))


def stages(nlp: Language, article: Article) -> dict[str, float]:
    """The processor time of each component, and of the rows."""
    times = {}
    start = time.process_time()
    doc = document(nlp, article)
    for name, component in nlp.pipeline:
        doc = component(doc)
        times[name], start = time.process_time() - start, time.process_time()
    rows(doc, article)
    return times | {"rows": time.process_time() - start}


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
    ("text", "values"),
    [
        *((text, []) for text in ("5", "%", "\u200b", "\n", "ﬁ 5 ﷼", "0,0,0,0", "1e400 %")),
        *((figures, []) for figures in ("1" * 400, "9" * 5_000 + " %")),
        ("𝟝 %", [5.0]),
        ("٣ %", [3.0]),
    ],
)
def test_strange_numerals_do_no_harm(nlp: Language, text: str, values: list[float]) -> None:
    assert [claim.value for claim in engines.extract(Article(article_id="t", text=text))["claims"]] == values
