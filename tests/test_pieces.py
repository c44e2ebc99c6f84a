"""Long Docs go through the model in pieces, and nobody can tell by the rows."""

import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from claimx import engines, readers
from claimx.article import Article
from claimx.nlp import document, layout, pieces, tag
from conftest import ROOT

FILLER = "Le vent souffle sur la plaine, et les chevaux restent près de la rivière. "


def raw() -> list[Article]:
    """The demo articles."""
    found = [file for file in readers.find([str(ROOT / "data" / "raw")]) if isinstance(file, readers.File)]
    read = (item for file in found for item in readers.read(file, readers.Admission()))
    return [article for article in read if isinstance(article, Article)]


def gold(shared: Path) -> Iterator[Article]:
    """The annotated texts that are long enough to be cut."""
    for path in sorted((shared / "gold").rglob("*.txt")):
        yield Article(article_id=path.stem, text=path.read_text(encoding="utf-8"))
    for path in sorted((shared / "gold").glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
            text = json.loads(line).get("text", "")
            if len(text) > 400:
                yield Article(article_id=f"{path.stem}-{number}", text=text, date="2025-01-15")


def test_pieces_leave_the_demo_articles_as_they_are(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = list(tag(nlp, raw()))
    monkeypatch.setattr(pieces, "LONGEST", 100)
    assert any(len(list(pieces.cuts(laid_out(nlp, article)))) > 1 for article in raw())
    assert list(tag(nlp, raw())) == whole


def test_pieces_leave_all_gold_as_it_is(nlp: Language, shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    articles = list(gold(shared))
    whole = list(engines.tag(articles, workers=1))
    monkeypatch.setattr(pieces, "LONGEST", 100)
    for article, before, now in zip(articles, whole, engines.tag(articles, workers=1), strict=True):
        assert now == before, article.article_id


def test_a_piece_is_short_and_ends_where_a_sentence_does(nlp: Language) -> None:
    doc = laid_out(nlp, Article(article_id="a", text="mot\n" * 5_000 + FILLER * 1_000))
    cut = list(pieces.cuts(doc))
    assert (cut[0].start, cut[-1].end) == (0, len(doc))
    assert all(before.end == after.start and doc[after.start].is_sent_start for before, after in pairwise(cut))
    context = layout.LONGEST + 2 * pieces.CONTEXT
    assert all(piece.last - piece.first <= pieces.LONGEST + context for piece in cut)
    assert all(piece.end - piece.start > pieces.LONGEST - layout.LONGEST for piece in cut[:-1])


def test_where_a_text_is_cut_depends_on_it_alone(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rows of an article are the same beside others, long or short, and by itself."""
    monkeypatch.setattr(pieces, "LONGEST", 60)
    alone = [rows for article in raw() for rows in tag(nlp, [article])]
    assert list(tag(nlp, raw())) == alone
    assert list(tag(nlp, raw()[::-1])) == alone[::-1]


def test_an_article_is_one_across_the_cuts(nlp: Language) -> None:
    """An acronym, a name and a citation reach over 300,000 characters."""
    first = "Marie Delcourt, directrice de l'Office cantonal des forêts (OCF), a compté 12 loups à Sion.\n"
    filler = (FILLER * 10 + "\n") * (300_000 // (10 * len(FILLER)))
    last = "L'OCF a dépensé 3 millions d'euros l'an dernier, a précisé Mme Delcourt.\nSource : Le Monde\n"
    text = first + filler + last
    assert len(list(pieces.cuts(laid_out(nlp, Article(article_id="a", text=text))))) > 20
    rows = engines.extract(Article(article_id="a", text=text))
    names = {entity.entity_id: entity.name for entity in rows["entities"]}
    late = {mention.text: names[mention.entity_id] for mention in rows["mentions"] if mention.start > len(first)}
    assert late["OCF"] == "Office cantonal des forêts"
    assert late["Delcourt"] == "Marie Delcourt"
    assert [claim.text for claim in rows["claims"]] == ["12", "3 millions d'euros"]
    assert {source.claim_id for source in rows["sources"]} == {claim.claim_id for claim in rows["claims"]}


def laid_out(nlp: Language, article: Article) -> Doc:
    """The article as the model gets it."""
    return layout.Layout(nlp, "layout")(document(nlp, article))
