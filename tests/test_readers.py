"""Files to articles: every format, encoding and source of a date, and what is said of a file that cannot be read."""

import json
from datetime import datetime, tzinfo
from pathlib import Path, PureWindowsPath

import dateparser
import dateparser.freshness_date_parser
import pandas
import pytest

from claimx import readers
from claimx.article import Article
from claimx.errors import ClaimxError, Problem
from claimx.readers import dates, language
from claimx.readers.items import Item

FRENCH = "Le conseil municipal a voté hier soir un budget de 12 millions d'euros pour les écoles du quartier."


def read(path: Path, **admission: object) -> list[Article | Problem]:
    gate = readers.Admission(**admission)  # type: ignore[arg-type]  # a test's keywords are not checked
    found = readers.find([str(path)])
    problems = [entry for entry in found if isinstance(entry, Problem)]
    files = [entry for entry in found if isinstance(entry, readers.File)]
    return [*problems, *(item for file in files for item in readers.read(file, gate))]


def articles(path: Path, **admission: object) -> list[Article]:
    found = read(path, **admission)
    assert all(isinstance(item, Article) for item in found), found
    return [item for item in found if isinstance(item, Article)]


def problem(path: Path) -> str:
    (found,) = read(path)
    assert isinstance(found, Problem), found
    return str(found)


def file(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_a_text_is_read_as_it_stands(tmp_path: Path) -> None:
    text = f"Titre\r\n\r\n{FRENCH} 27\u202f000 policiers 🙂 e\u0301te\u0301.\r\n"
    (article,) = articles(file(tmp_path, "a.txt", text))
    assert article.text == text
    assert (article.article_id, article.path, article.format) == ("a", "a.txt", "txt")


def test_markdown_keeps_its_links(tmp_path: Path) -> None:
    text = f"# Titre\n\n{FRENCH} ([Le Monde](https://www.lemonde.fr/a))\n"
    (article,) = articles(file(tmp_path, "a.md", text))
    assert article.text == text


FRONT = """title: "Budget : voté"
date: 2025-06-24T08:00:00+02:00
URL: https://exemple.fr/a
outlet: Le Relais
author: [Jeanne Roy, Paul Lu]
draft: false
"""


@pytest.mark.parametrize("end", ["---\n", "...\n", "---\r\n", "---"])
def test_front_matter_tells_of_the_article_and_is_no_text(tmp_path: Path, end: str) -> None:
    text = f"\n{FRENCH}\n" if end.endswith("\n") else ""
    found = read(file(tmp_path, "a.md", f"---\n{FRONT}{end}{text}"))
    if not text:
        assert "is empty" in str(found[0])
        return
    (article,) = found
    assert isinstance(article, Article)
    assert article.text == text
    assert (article.title, article.date, article.url) == ("Budget : voté", "2025-06-24", "https://exemple.fr/a")
    assert (article.outlet, article.author) == ("Le Relais", "Jeanne Roy, Paul Lu")


@pytest.mark.parametrize(
    ("front", "message"),
    [
        ("title: Budget : voté\n---\n", "no YAML (mapping values are not allowed here, line 2)"),
        (f"title: {'[' * 5000}\n---\n", "no YAML"),
        ("title: a\n- b\n---\n", "no YAML"),
    ],
)
def test_front_matter_that_is_wrong_is_told_and_the_text_read(tmp_path: Path, front: str, message: str) -> None:
    problem, article = read(file(tmp_path, "a.md", f"---\n{front}{FRENCH}"))
    assert isinstance(problem, Problem)
    assert message in problem.message
    assert not problem.left_out
    assert isinstance(article, Article)
    assert article.text == FRENCH


def test_front_matter_that_never_ends_is_told_and_read_as_text(tmp_path: Path) -> None:
    text = f"---\ntitle: Budget\n\n{FRENCH}"
    problem, article = read(file(tmp_path, "a.md", text))
    assert "never ends" in str(problem)
    assert isinstance(article, Article)
    assert article.text == text


@pytest.mark.parametrize(
    "text", [f"---\n{FRENCH}\n---\n{FRENCH}", f"---\n\n{FRENCH}", f"Titre\n---\nnote: {FRENCH}\n---\n"]
)
def test_a_ruled_line_is_no_front_matter(tmp_path: Path, text: str) -> None:
    (article,) = articles(file(tmp_path, "a.md", text))
    assert article.text == text


def test_front_matter_of_a_text_file_is_text(tmp_path: Path) -> None:
    (article,) = articles(file(tmp_path, "a.txt", f"---\n{FRONT}---\n{FRENCH}"))
    assert article.text.startswith("---")


def test_a_byte_order_mark_is_no_character_of_the_text(tmp_path: Path) -> None:
    (article,) = articles(file(tmp_path, "a.txt", FRENCH.encode("utf-8-sig")))
    assert article.text == FRENCH


def test_cp1252_is_read_and_said(tmp_path: Path) -> None:
    text = "L'été, 35 € suffisent – à peine – pour « dîner » à Œuilly."
    note, article = read(file(tmp_path, "a.txt", text.encode("cp1252")))
    assert isinstance(article, Article)
    assert article.text == text
    assert isinstance(note, Problem)
    assert not note.left_out
    assert "cp1252" in str(note)


@pytest.mark.parametrize("encoding", ["mac-roman", "cp850", "utf-16", "utf-16-le"])
def test_no_other_encoding_is_guessed(tmp_path: Path, encoding: str) -> None:
    text = "Les dépenses ont progressé de 5 % en été."
    assert "Save it as UTF-8" in problem(file(tmp_path, "a.txt", text.encode(encoding)))


def test_folders_are_read_in_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/b/c.txt", ".hidden.txt", ".git/x.txt", "picture.png", "é.txt"):
        file(tmp_path, name, FRENCH)
    unread, *found = read(tmp_path)
    assert [article.article_id for article in found if isinstance(article, Article)] == ["a/b/c", "a/z", "b", "é"]
    assert isinstance(unread, Problem)
    assert (Path(unread.where).name, unread.unread, unread.left_out) == ("picture.png", True, False)


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    path = file(tmp_path, "sub/a.txt", FRENCH)
    found = readers.find([str(path), str(tmp_path), str(path)])
    assert [entry.name for entry in found if isinstance(entry, readers.File)] == ["sub/a.txt"]


def test_the_tables_of_an_earlier_run_are_no_input(tmp_path: Path) -> None:
    file(tmp_path, "a.txt", FRENCH)
    file(tmp_path, "out/claims.csv", "text\nx\n")
    found = readers.find([str(tmp_path)], leave_out=tmp_path / "out")
    assert [entry.name for entry in found if isinstance(entry, readers.File)] == ["a.txt"]


RECORD = {
    "id": "x-1",
    "text": FRENCH,
    "title": "Un titre",
    "date": "2025-06-24T10:00:00+02:00",
    "url": "https://exemple.fr/a",
    "outlet": "Exemple",
    "author": "Jeanne Roy",
}


@pytest.mark.parametrize("format", ["json", "list.json", "jsonl", "csv", "parquet"])
def test_records_carry_their_metadata(tmp_path: Path, format: str) -> None:
    path = tmp_path / f"a.{format}"
    if format == "parquet":
        pandas.DataFrame([RECORD]).to_parquet(path)
    elif format == "csv":
        pandas.DataFrame([RECORD]).to_csv(path, index=False)
    else:
        path.write_text(json.dumps([RECORD] if format == "list.json" else RECORD), encoding="utf-8")
    (article,) = articles(path)
    assert (article.article_id, article.text, article.title) == ("x-1", FRENCH, "Un titre")
    assert (article.date, article.url, article.outlet) == ("2025-06-24", "https://exemple.fr/a", "Exemple")
    assert article.author == "Jeanne Roy"


def test_records_without_an_id_are_numbered(tmp_path: Path) -> None:
    lines = "\n".join([json.dumps({"text": FRENCH}), "", json.dumps({"text": FRENCH, "id": 7})])
    assert [article.article_id for article in articles(file(tmp_path, "n.jsonl", lines))] == ["n-1", "7"]


def test_a_line_may_hold_every_character_but_a_line_end(tmp_path: Path) -> None:
    text = f"{FRENCH}\u2028Suite\u0085fin\r\net encore"
    (article,) = articles(file(tmp_path, "n.jsonl", json.dumps({"text": text}, ensure_ascii=False)))
    assert article.text == text


def test_csv_of_a_french_spreadsheet(tmp_path: Path) -> None:
    content = f'ID;Text;Date\na;"{FRENCH}\r\n« Oui »; dit-il";24/06/2025\r\n'
    (article,) = articles(file(tmp_path, "a.csv", content))
    assert article.text == f"{FRENCH}\r\n« Oui »; dit-il"
    assert article.date == "2025-06-24"


def test_csv_takes_long_texts(tmp_path: Path) -> None:
    (article,) = articles(file(tmp_path, "a.csv", f"text\n{FRENCH * 2000}\n"))
    assert article.text == FRENCH * 2000


PAGE = """<html lang="fr"><head><title>Budget voté - Le Relais</title>
<meta property="article:published_time" content="2025-06-24T10:00:00+02:00">
<meta property="og:site_name" content="Le Relais"></head><body><nav><a href="/">Accueil</a></nav><article>
<h1>Budget voté</h1><p>Le conseil a voté <b>12&nbsp;millions</b> d'euros, selon
<a href="https://www.lemonde.fr/x">Le&nbsp;Monde</a>. La salle était comble et les débats ont duré toute la soirée.</p>
<h2>Les écoles</h2><ul><li>trois écoles rénovées</li><li>deux cours plantées</li></ul>
<blockquote><p>« Nous ferons 30&#8239;% de mieux », promet le maire.</p></blockquote>
<p>La suite des travaux sera décidée après l'été par une commission que le conseil doit encore nommer.</p>
</article></body></html>"""


def test_html_gives_text_links_and_blocks(tmp_path: Path) -> None:
    (article,) = articles(file(tmp_path, "a.html", PAGE))
    assert (article.title, article.date, article.outlet) == ("Budget voté", "2025-06-24", "Le Relais")
    assert [(article.text[link.start : link.end].replace("\xa0", " "), link.url) for link in article.links] == [
        ("Le Monde", "https://www.lemonde.fr/x")
    ]
    blocks = {(block.kind, article.text[block.start : block.end]) for block in article.blocks}
    assert {
        ("title", "Budget voté"),
        ("heading", "Les écoles"),
        ("list", "trois écoles rénovées"),
        ("list", "deux cours plantées"),
    } < blocks
    assert any(kind == "quotation" and "promet le maire" in text for kind, text in blocks)
    assert article.text.count("Budget voté") == 1
    assert "Accueil" not in article.text


SHELL = "<html><head><title>T</title></head><body><main><h1>Budget voté</h1>%s</main></body></html>"


def blocks(folder: Path, body: str) -> list[tuple[str, str]]:
    found = [item for item in read(file(folder, "a.html", SHELL % body)) if isinstance(item, Article)]
    return [(block.kind, found[0].text[block.start : block.end]) for block in found[0].blocks]


def test_cells_of_a_page_are_a_table(tmp_path: Path) -> None:
    table = (
        "<table><caption>Taux</caption><tr><th>Ville</th><th>Taux</th></tr><tr><td><p>Brest</p></td><td>5 %</td></tr>"
    )
    found = blocks(tmp_path, f"<p>{FRENCH}</p>{table}</table><p>Ensuite, {FRENCH}</p>")
    assert [text for kind, text in found if kind == "table"] == ["Taux", "Ville", "Taux", "Brest", "5 %"]
    assert [kind for kind, _ in found if kind != "table"] == ["title", "paragraph", "paragraph"]


def test_a_table_that_lays_out_the_page_is_none(tmp_path: Path) -> None:
    found = blocks(tmp_path, f"<table><tr><td><p>{FRENCH * 4}</p><p>{FRENCH}</p></td><td>Menu</td></tr></table>")
    assert ("paragraph", FRENCH) in found
    assert "table" not in dict(found)


def test_text_beside_inner_parts_is_kept(tmp_path: Path) -> None:
    found = blocks(
        tmp_path, f"<p>{FRENCH * 4}</p><ul><li>Avant <ul><li>dedans</li></ul> après</li><li><p>deux</p></li></ul>"
    )
    assert [text for kind, text in found if kind == "list"] == ["Avant", "dedans", "après", "deux"]


def test_captions_are_blocks_where_they_stand(tmp_path: Path) -> None:
    body = (
        "<figure><img src='a.jpg'><figcaption class='caption'><span>Le stade, 45 000 places.</span><span>AFP</span>"
        f"</figcaption></figure><p>{FRENCH * 4}</p><div class='wp-caption'><img src='b'><p class='wp-caption-text'>"
        f"La gare, 3 quais.</p></div><p>Ensuite, {FRENCH}</p><figure><figure>"
        f"<figcaption>Une, 1 %</figcaption></figure></figure><p>Enfin, {FRENCH}</p>"
    )
    assert [(kind, text) for kind, text in blocks(tmp_path, body) if kind != "paragraph"] == [
        ("title", "Budget voté"),
        ("caption", "Le stade, 45 000 places. AFP"),
        ("caption", "La gare, 3 quais."),
        ("caption", "Une, 1 %"),
    ]


def test_captions_outside_the_text_are_counted(tmp_path: Path) -> None:
    side = "<div class='sidebar'><figure><figcaption>Ailleurs, 4 %</figcaption></figure></div>"
    page = (SHELL % f"<p>{FRENCH * 4}</p>").replace("<main>", f"{side}<main>")
    told, article = read(file(tmp_path, "a.html", page))
    assert str(told).startswith("a.html: has 1 caption outside what is taken for its text.")
    assert isinstance(article, Article)
    assert "Ailleurs" not in article.text


@pytest.mark.parametrize("tag", ["div", "b", "font"])
def test_elements_that_are_never_closed_cost_no_text(tmp_path: Path, tag: str) -> None:
    """libxml2 gives up below 256 elements unless told otherwise."""
    (article,) = articles(
        file(tmp_path, "a.html", SHELL % f"<p>{FRENCH * 4}</p>{f'<{tag}>' * 1000}<p>Au fond, {FRENCH}</p>")
    )
    assert f"Au fond, {FRENCH}" in article.text


def test_a_page_nested_too_deep_is_told(tmp_path: Path) -> None:
    told, article = read(file(tmp_path, "a.html", SHELL % f"<p>{FRENCH * 4}</p>{'<div>' * 3000}<p>Au fond</p>"))
    assert isinstance(told, Problem)
    assert "is nested deeper than the parser goes" in str(told)
    assert not told.left_out
    assert isinstance(article, Article)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.txt", b"", "is empty"),
        ("a.txt", b"  \n\xc2\xa0\n", "is empty"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\0\0\0", "is binary"),
        ("a.html", b"<html><body></body></html>", "holds no article"),
        ("a.json", b"{oops", "is no valid JSON"),
        ("a.json", b"[" * 100_000, "is no valid JSON"),
        ("a.json", b"3", "is no object"),
        ("a.jsonl", b'{"id": "a"}', "line 1: has no text"),
        ("a.jsonl", b'{"text": 3}', "line 1: has no text"),
        ("a.jsonl", b'{"text": "\\ud83d Le budget"}', "broken characters"),
        ("a.csv", b"id,body\n1,x\n", "has no column 'text'"),
        ("a.parquet", b"PAR1 not really", "is no valid Parquet"),
        ("a.docx", b"PK", "is of no format"),
        (
            "a.txt",
            b"The government said on Tuesday that spending on schools would rise by five percent.",
            "'en'",
        ),
    ],
)
def test_what_cannot_be_read_is_said(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    assert message in problem(file(tmp_path, name, content))


def test_a_bad_line_does_not_cost_the_others(tmp_path: Path) -> None:
    lines = "\n".join([json.dumps({"text": FRENCH}), "{bad", json.dumps({"id": "x"}), json.dumps({"text": FRENCH})])
    found = read(file(tmp_path, "a.jsonl", lines))
    assert [type(item) for item in found] == [Article, Problem, Problem, Article]


def test_a_file_too_large_for_one_article_is_refused_unread(tmp_path: Path) -> None:
    path = file(tmp_path, "a.txt", b"")
    with path.open("wb") as large:
        large.truncate(50_000_000)
    assert "too long for one article" in problem(path)


def test_a_text_too_long_for_one_article_is_refused(tmp_path: Path) -> None:
    assert "too long for one article" in problem(file(tmp_path, "a.txt", FRENCH * 12_000))


def test_two_articles_of_one_id_are_named_both(tmp_path: Path) -> None:
    file(tmp_path, "a.txt", FRENCH)
    file(tmp_path, "a.md", FRENCH)
    clash = [str(item) for item in read(tmp_path) if isinstance(item, Problem)]
    assert len(clash) == 1
    assert "a.txt" in clash[0]
    assert "a.md" in clash[0]


def test_a_missing_path_and_an_empty_folder_are_said(tmp_path: Path) -> None:
    assert "does not exist" in problem(tmp_path / "no")
    assert "holds no articles" in problem(tmp_path)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Publié le 17/08/2023 à 19h32\nUn incendie", "2023-08-17"),
        ("Titre\nMis à jour le 3 mai 2024 à 10h, publié le 2 mai 2024", "2024-05-02"),
        ("Titre\nMise à jour : 3 mai 2024", "2024-05-03"),
        ("Titre\nLe 7 octobre 2024, la ville tire le bilan.\nSuite", "2024-10-07"),
        ("Titre\nMardi 24 juin 2025\nSuite", "2025-06-24"),
        ("Titre\nPar Jeanne Roy, le 1er mars 2022\nSuite", "2022-03-01"),
        ("Titre\n\nPARIS, 8 janvier 2025 (AFP) - La grippe", "2025-01-08"),
        ("LYON, 12 mars 2024 – Les élus", "2024-03-12"),
        ("Genève, le 3 septembre 2024", "2024-09-03"),
        ("Le 11 septembre 2001, deux avions frappent New York.", ""),
        ("Titre\nLa crise du 3 mai 2012, dix ans après, hante le pays.", ""),
        ("Titre\nLe 31 février 2024, rien.", ""),
        ("Titre\nUne suite.\nAutre.\nLe 2 mai 2010, la Grèce reçoit 110 milliards d'euros.", ""),
        ("Titre\n\n16 janvier 2017. – Un avion-cargo s'est posé", "2017-01-16"),
        ("Bruxelles, mardi 4 mars 2025 – La Commission", "2025-03-04"),
        ("Retour sur la crise du 3 mai 2012", ""),
        ("L'attaque du 7 octobre 2023 - le récit", ""),
        ("Titre\nDepuis le 3 mai 2012, la Grèce épargne.", ""),
        ("Titre\n© Le Relais, 3 mai 2019", ""),
        ("Titre\nCopyright Le Relais, 3 mai 2019", ""),
        ("Publié hier\nTitre", ""),
        ("Publié en juin 2025\nTitre", ""),
        ("Publié il y a 2 jours\nTitre", ""),
        ("", ""),
    ],
)
def test_the_day_at_the_head_of_a_text(text: str, day: str) -> None:
    assert dates.at_head(text) == day


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2025-06-24-sommet.txt", "2025-06-24"),
        ("presse/2025/06/24/sommet.html", "2025-06-24"),
        ("sommet_20250624.txt", "2025-06-24"),
        ("sommet-24-06-2025.txt", "2025-06-24"),
        ("sommet-24-13-2025.txt", ""),
        ("123456789012.txt", ""),
        ("2025-99-99.txt", ""),
    ],
)
def test_the_day_in_a_name(name: str, day: str) -> None:
    assert dates.in_name(name) == day


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2025-06-24T10:00:00Z", "2025-06-24"),
        ("24/06/2025", "2025-06-24"),
        ("24 juin 2025", "2025-06-24"),
        ("Tue, 24 Jun 2025 10:00:00 GMT", "2025-06-24"),
        ("20250624", "2025-06-24"),
        ("20250624T101500Z", "2025-06-24"),
        ("2025-06-24T23:30:00-05:00", "2025-06-24"),
        ("2025-06-24 00:30:00+02:00", "2025-06-24"),
        ("03/04/2025", "2025-04-03"),
        ("24.06.25", "2025-06-24"),
        ("lun. 23/06/2025 à 18h30", "2025-06-23"),
        ("mardi 24 juin 2025 à 10h", "2025-06-24"),
        ("1er mars 2022", "2022-03-01"),
        ("June 24, 2025", "2025-06-24"),
        ("06/24/2025", ""),
        ("2025-13-01", ""),
        ("31 février 2024", ""),
        ("juin 2025", ""),
        ("2025-06", ""),
        ("2025", ""),
        ("24 juin", ""),
        ("demain", ""),
        ("hier", ""),
        ("mardi", ""),
        ("il y a 2 jours", ""),
        ("10:30", ""),
        ("1750759200", ""),
        ("n/a", ""),
        ("", ""),
    ],
)
def test_a_day_as_metadata_write_it(written: str, day: str) -> None:
    assert dates.day(written) == day


@pytest.mark.parametrize("today", ["2019-02-28", "2031-12-31"])
def test_no_day_depends_on_the_day_of_the_run(today: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What dateparser takes for now is set to another day: whatever is read stays as it is."""
    written = ["24 juin 2025", "June 24, 2025", "24/06/25", "demain", "mardi", "24 juin", "juin 2025", "il y a 2 jours"]
    expected = ["2025-06-24"] * 3 + [""] * 5

    class Moved(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> "Moved":
            return cls.fromisoformat(today).replace(tzinfo=tz)

        @classmethod
        def utcnow(cls) -> "Moved":
            return cls.fromisoformat(today)

    for module in (dateparser.date, dateparser.parser, dateparser.freshness_date_parser, dateparser.utils):
        if hasattr(module, "datetime"):
            monkeypatch.setattr(module, "datetime", Moved)
    assert [dates.day(each) for each in written] == expected
    assert [dates.at_head(f"Publié le {each}") for each in written[:1] + written[3:]] == [*expected[:1], *expected[3:]]


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://exemple.fr/2025/06/24/sommet", "2025-06-24"),
        ("https://exemple.fr/sommet-20250624", "2025-06-24"),
        ("https://exemple.fr/sommet-24-06-2025-AB12.php", "2025-06-24"),
        ("https://exemple.fr/a?vu=2025-06-24#20250624", ""),
        ("https://exemple.fr/2025/06/sommet", ""),
        ("", ""),
    ],
)
def test_the_day_in_an_address(url: str, day: str) -> None:
    assert dates.in_address(url) == day


def test_a_date_that_is_none_is_told_and_the_article_read(tmp_path: Path) -> None:
    lines = [json.dumps({"text": FRENCH, "date": date}) for date in ("demain", 1750759200000, "24/06/2025", "")]
    found = read(file(tmp_path, "a.jsonl", "\n".join(lines)))
    assert [type(item) for item in found] == [Problem, Article, Problem, Article, Article, Article]
    assert [item.date for item in found if isinstance(item, Article)] == ["", "", "2025-06-24", ""]
    assert str(found[0]) == "a.jsonl, line 1: has a date that is no day: 'demain'. Write it as 2025-06-24."
    assert not any(item.left_out for item in found if isinstance(item, Problem))


def test_the_day_of_an_export_is_not_that_of_its_articles(tmp_path: Path) -> None:
    line = json.dumps({"text": FRENCH, "url": "https://exemple.fr/2024/01/02/a"})
    path = file(tmp_path, "export-2025-06-24.jsonl", f"{json.dumps({'text': FRENCH})}\n{line}")
    assert [article.date for article in articles(path)] == ["", "2024-01-02"]


def test_the_given_date_is_the_last_resort(tmp_path: Path) -> None:
    file(tmp_path, "2024-01-02-a.txt", FRENCH)
    file(tmp_path, "b.txt", FRENCH)
    assert [article.date for article in articles(tmp_path, date="2025-06-24")] == ["2024-01-02", "2025-06-24"]


@pytest.mark.parametrize(
    "text",
    [
        FRENCH,
        "Le taux est de 5 %.",
        "OTAN : Trump, Merz, Rutte et Zelensky à La Haye, Bruxelles, Berlin, Washington, Kiev, Moscou et Londres",
        "Selon le Wall Street Journal et le New York Times, JP Morgan a perdu 3 milliards de dollars.",
        "12 345 678 910 11 12 13",
        "🙂",
    ],
)
def test_french_is_not_taken_for_another_language(text: str) -> None:
    assert language.foreign(text) == ""


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (
            "Der Gipfel findet derzeit in Den Haag statt, wo 31 Regierungschefs über die Zukunft sprechen.",
            "de",
        ),
        (
            "El gobierno anunció que el paro bajó un 5 % en el segundo trimestre, según los datos de hoy.",
            "es",
        ),
        ("Il governo ha annunciato che la disoccupazione è scesa del 5% nel secondo trimestre, secondo i dati.", "it"),
    ],
)
def test_other_languages_are_known(text: str, code: str) -> None:
    assert language.foreign(text) == code


def test_outlets_of_a_user(tmp_path: Path) -> None:
    path = file(tmp_path, "o.csv", "outlet_id,name\nmonjournal.fr,Mon Journal\n")
    (row,) = readers.outlets(path)
    assert (row["outlet_id"], row["name"], row["aliases"]) == ("monjournal.fr", "Mon Journal", "")


@pytest.mark.parametrize("content", ["name\nx\n", "outlet_id,colour\nx,y\n", ""])
def test_outlets_of_other_columns_are_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(ClaimxError, match=r"o\.csv"):
        readers.outlets(file(tmp_path, "o.csv", content))


def test_a_repeated_id_keeps_its_second_article(tmp_path: Path) -> None:
    texts = ["Le taux est de 5 %.", "Le taux est de 6 %.", "Le taux est de 5 %.", "Le taux est de 7 %."]
    path = tmp_path / "a.jsonl"
    lines = [{"id": "x", "text": text} for text in texts] + [{"id": "x~2", "text": texts[3]}]
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    found = read(path)
    given = {item.article_id: item.text for item in found if isinstance(item, Article)}
    assert given == {"x": texts[0], "x~2": texts[1], "x~3": texts[3], "x~2~2": texts[3]}
    assert [(str(item), item.left_out) for item in found if isinstance(item, Problem)] == [
        ("a.jsonl, line 2: has the id 'x', which a.jsonl, line 1 has, too; it gets 'x~2'.", False),
        ("a.jsonl, line 3: has the id and the text of a.jsonl, line 1. Delete one of them.", True),
        ("a.jsonl, line 4: has the id 'x', which a.jsonl, line 1 has, too; it gets 'x~3'.", False),
        ("a.jsonl, line 5: has the id 'x~2', which a.jsonl, line 2 has, too; it gets 'x~2~2'.", False),
    ]


def test_one_id_for_all_is_linear() -> None:
    file = readers.File("a.csv", Path("a.csv"), "csv")
    tried: list[str] = []

    class Ids(dict[str, str]):
        def __contains__(self, key: object) -> bool:
            tried.append(str(key))
            return super().__contains__(key)

    gate = readers.Admission(any_language=True, given=Ids())
    for number in range(500):
        list(gate.articles(file, Item(text=f"Le taux est de {number} %.", where="a.csv", id="x")))
    assert len(tried) < 1100


@pytest.mark.parametrize("field", ["id", "text", "title", "date", "url", "outlet"])
def test_nul_is_refused_everywhere(tmp_path: Path, field: str) -> None:
    record = {"id": "x", "text": "Le taux est de 5 %."}
    (tmp_path / "a.json").write_text(json.dumps(record | {field: "a\0b"}), encoding="utf-8")
    (problem,) = read(tmp_path / "a.json")
    assert str(problem).startswith("a.json: holds broken characters")
    given = {"article_id" if name == "id" else name: value for name, value in (record | {field: "a\0b"}).items()}
    with pytest.raises(ClaimxError, match="NUL"):
        Article(**given)  # type: ignore[arg-type]  # a test's keywords are not checked


def test_names_have_slashes_on_every_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    relative = Path.relative_to
    monkeypatch.setattr(Path, "relative_to", lambda path, folder: PureWindowsPath(relative(path, folder)))
    (tmp_path / "2025" / "juin").mkdir(parents=True)
    (tmp_path / "2025" / "juin" / "a.txt").write_text("Le taux est de 5 %.", encoding="utf-8")
    (file,) = readers.find([str(tmp_path)])
    assert isinstance(file, readers.File)
    assert (file.name, file.stem) == ("2025/juin/a.txt", "2025/juin/a")
