"""The day on which a page says that it was published: pages as many systems make them, each with what it states."""

from pathlib import Path

import pytest

from claimx import readers
from claimx.article import Article

LINE = "Le conseil municipal a voté un budget de 12 millions d'euros pour les écoles du quartier de la gare."
TEXT = f"<p>{LINE} {LINE} {LINE}</p><p>La suite sera décidée après l'été par une commission encore à nommer. {LINE}</p>"
TITLE = "<h1>Budget voté</h1>"
FOOT = "<footer><p>© 2019 Le Relais</p><p>Mentions légales du 3 mai 2018</p></footer>"
ADDRESS = '<link rel="canonical" href="https://lerelais.example/%s">'
LINKED = '<script type="application/ld+json">%s</script>'

STATED = {
    "wordpress": (
        "",
        f"<header><p>mercredi 25 novembre 2026</p></header><main><article>{TITLE}<a href='/x' rel='bookmark'>"
        "<time class='entry-date published' datetime='2025-06-24T08:12:00+02:00'>24 juin</time>"
        f"<time class='updated' datetime='2025-07-01'>1 juillet</time></a>{TEXT}</article></main>"
        f"<aside class='widget-area'><span class='post-date'>3 mai 2026</span></aside>{FOOT}",
    ),
    "wordpress, foot of the entry": (
        "",
        f"<article>{TITLE}{TEXT}<footer>Posté le <time datetime='2025-06-24'>24 juin</time></footer></article>{FOOT}",
    ),
    "wordpress, elementor": (
        "",
        f"<div class='elementor-widget'>{TITLE}</div><div class='elementor-widget'><ul><li><time>24 juin 2025</time>"
        f"</li></ul></div><div class='elementor-widget'>{TEXT}</div>",
    ),
    "readers' comments": (
        "",
        f"<article>{TITLE}<p><time datetime='2025-06-24'>24 juin 2025</time></p>{TEXT}</article><ol id='comments'>"
        "<li class='comment'><time datetime='2026-01-02'>2 janvier 2026</time>Bravo !</li></ol>",
    ),
    "drupal, RDFa": (
        "",
        f"{TITLE}<span property='dc:date dc:created' content='2025-06-24T10:00:00+02:00'>mar, 24/06/2025</span>{TEXT}",
    ),
    "drupal, submitted": ("", f"{TITLE}<div class='submitted'>Publié par admin le 24 juin 2025</div>{TEXT}{FOOT}"),
    "a graph of JSON-LD": (
        LINKED % '{"@graph": [{"@type": "WebSite"}, {"@type": "NewsArticle", "datePublished": "2025-06-24T21:59:00Z", '
        '"dateModified": "2025-06-30"}]}',
        f"<article>{TITLE}{TEXT}</article>",
    ),
    "a list of JSON-LD with teasers": (
        LINKED % '[{"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "datePublished": "2026-01-01"}]},'
        ' {"@type": ["Article", "NewsArticle"], "datePublished": "2025-06-24"}]',
        f"<article>{TITLE}{TEXT}</article>",
    ),
    "two articles in JSON-LD, one at this address": (
        ADDRESS % "budget"
        + LINKED % '{"@type": "NewsArticle", "url": "https://lerelais.example/x", "datePublished": "2026-01-01"}'
        + LINKED % '{"@type": "NewsArticle", "url": "https://lerelais.example/budget", "datePublished": "2025-06-24"}',
        f"<article>{TITLE}{TEXT}</article>",
    ),
    "JSON-LD of the page alone": (
        LINKED % '//<![CDATA[\n{"@type": "WebPage", "datePublished": "2025-06-24T06:00:00+00:00"}\n//]]>',
        f"<article>{TITLE}{TEXT}</article>",
    ),
    "broken JSON-LD": (
        LINKED % '{"@type": "NewsArticle", "headline": "Bu"dget", "datePublished": "2025-06-23"}',
        f"<article>{TITLE}<p>Publié le 24/06/2025 à 10h30</p>{TEXT}</article>",
    ),
    "open graph, the day as printed": (
        "<meta property='article:modified_time' content='2025-09-01T10:00:00Z'>"
        "<meta property='article:published_time' content='2025-06-24T23:30:00-05:00'>",
        f"<article>{TITLE}{TEXT}</article>",
    ),
    "dublin core": (
        "<meta name='DC.date.modified' content='2025-08-24'><meta name='DC.date.issued' content='2025-06-24'>",
        f"<article>{TITLE}{TEXT}</article>",
    ),
    "pubdate": (
        "",
        f"<article><header>{TITLE}<time pubdate datetime='2025-06-24'>mardi</time></header>{TEXT}</article>",
    ),
    "microdata beside another's": (
        "",
        f"<div>{TITLE}<span itemprop='datePublished' content='2025-06-24T10:00'>mardi</span>{TEXT}</div>"
        "<div><article><meta itemprop='datePublished' content='2026-02-02'><h3>Autre</h3></article></div>",
    ),
    "hAtom": (
        "",
        f"<h3>Budget voté</h3>{TEXT}<div><abbr class='published' title='2025-06-24T10:00:00+02:00'>10:00</abbr></div>",
    ),
    "a relative text whose element states the day": (
        "",
        f"<article>{TITLE}<p>Publié <time datetime='2025-06-24T10:00:00'>il y a 2 heures</time></p>{TEXT}</article>",
    ),
    "changed, then published": (
        "",
        f"<article>{TITLE}<p>Mis à jour le 25 juin 2025, publié le 24 juin 2025</p>{TEXT}</article>",
    ),
    "below the dek": (
        "",
        f"<main>{TITLE}<p>{LINE}</p><div>Par Jeanne Roy, <time datetime='2025-06-24 10:00'>le 24/06</time></div>{TEXT}"
        "</main>",
    ),
    "an address": (ADDRESS % "2025/06/24/budget", f"<article>{TITLE}{TEXT}</article>{FOOT}"),
    "a dateline": ("", f"<article>{TITLE}<p>LILLE, 24 juin 2025 (AFP) - {LINE} {LINE}</p>{TEXT}</article>"),
}
"""Each states 24 June 2025: what stands in the head of the page, and what in its body."""

SILENT = {
    "two articles in JSON-LD, none known for this one": (
        LINKED % '[{"@type": "NewsArticle", "datePublished": "2026-01-01"}, {"@type": "NewsArticle", "datePublished": '
        '"2025-06-24"}]',
        f"<article>{TITLE}{TEXT}</article>",
    ),
    "a film's JSON-LD": (
        LINKED % '{"@type": "VideoObject", "datePublished": "2024-01-01"}',
        f"<article>{TITLE}{TEXT}</article>",
    ),
    "changes alone": (
        "<meta property='article:modified_time' content='2025-09-01'><meta name='last-modified' content='2025-09-01'>"
        "<meta http-equiv='last-modified' content='Mon, 01 Sep 2025 10:00:00 GMT'>",
        f"<article>{TITLE}{TEXT}</article>",
    ),
    "the day on which it was sent": (
        "<meta http-equiv='date' content='Tue, 24 Jun 2025 10:00:00 GMT'>",
        f"<article>{TITLE}{TEXT}</article>",
    ),
    "teasers below": (
        "",
        f"<article>{TITLE}{TEXT}</article><section><h2>À la une</h2><ul><li><a href='/b'><time datetime='2026-02-02'>"
        "2 février</time> Autre</a></li><li><time datetime='2026-02-03'>3 février</time><a href='/c'>Encore</a></li>"
        f"</ul></section>{FOOT}",
    ),
    "teasers above": (
        "",
        "<nav><time datetime='2026-02-02'>2 février</time></nav><div class='latest-news'><time datetime='2026-02-03'>x"
        f"</time></div><article>{TITLE}{TEXT}</article>",
    ),
    "a time that the text speaks of": (
        "",
        f"<article>{TITLE}<p>{LINE} Le <time datetime='2012-05-03'>3 mai 2012</time>, la Grèce recevait de l'aide. "
        f"{LINE}</p>{TEXT}</article>",
    ),
    "a book that came out": ("", f"<article>{TITLE}{TEXT}<p>Le livre est paru le 12 janvier 2020.</p></article>"),
    "rights": ("", f"<article>{TITLE}{TEXT}</article><div>© 2019 Le Relais. Publié le 3 mai 2019</div>"),
    "a table": ("", f"<article>{TITLE}<table><tr><td>24/06/2024</td><td>5 %</td></tr></table>{TEXT}</article>"),
    "a question in the address": (ADDRESS % "budget?d=2025-06-24", f"<article>{TITLE}{TEXT}</article>"),
    "yesterday": ("", f"<article>{TITLE}<p>Publié hier à 10h</p>{TEXT}</article>"),
    "a relative time": ("", f"<article>{TITLE}<p>Publié <time>il y a 2 heures</time></p>{TEXT}</article>"),
    "a month": ("", f"<article>{TITLE}<p>Publié en juin 2025</p>{TEXT}</article>"),
}
"""None of them states a day for this article."""


def day(folder: Path, head: str, body: str) -> str:
    path = folder / "a.html"
    path.write_text(
        f"<!DOCTYPE html><html><head><title>Budget voté</title>{head}</head><body>{body}</body></html>",
        encoding="utf-8",
    )
    (file,) = readers.find([str(path)])
    assert isinstance(file, readers.File)
    (article,) = [read for read in readers.read(file, readers.Admission()) if isinstance(read, Article)]
    return article.date


@pytest.mark.parametrize("name", STATED)
def test_a_page_states_its_day(name: str, tmp_path: Path) -> None:
    assert day(tmp_path, *STATED[name]) == "2025-06-24"


@pytest.mark.parametrize("name", SILENT)
def test_no_day_is_guessed(name: str, tmp_path: Path) -> None:
    assert day(tmp_path, *SILENT[name]) == ""


def test_a_day_to_come_is_stated_like_any_other(tmp_path: Path) -> None:
    """htmldate takes no day after that of the run; what a page states does not depend on it."""
    head = "<meta property='article:published_time' content='2098-03-01'>"
    assert day(tmp_path, head, f"<article>{TITLE}{TEXT}</article>") == "2098-03-01"
