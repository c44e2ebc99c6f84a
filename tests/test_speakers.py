"""Speakers: attributions as spans, and quotation marks in linear time on any text."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from claimx.article import Article
from claimx.nlp import document
from claimx.nlp.quotations import around, outermost, quotations
from claimx.nlp.speakers import attributions

MARKS = st.text(alphabet='«»“”„"‹›‘’ \nab24é.,', max_size=200)


@pytest.mark.parametrize(
    ("text", "speaker", "cue", "content", "kind"),
    [
        ("« Il manque 300 lits », déplore la CGT.", "la CGT", "déplore", "« Il manque 300 lits »", "direct"),
        ("Selon la mairie, il manque 300 lits.", "la mairie", "Selon", "il manque 300 lits", "indirect"),
        ("Il manque 300 lits, a dit mardi la mairie.", "la mairie", "a dit", "Il manque 300 lits", "indirect"),
        ("La mairie dit que « 300 lits » manquent.", "La mairie", "dit", "que « 300 lits » manquent", "mixed"),
        ("« Il manque 300 lits », a-t-elle dit.", "-elle", "a-t-elle dit", "« Il manque 300 lits »", "direct"),
    ],
)
def test_an_attribution_has_speaker_cue_and_content(
    nlp: Language, text: str, speaker: str, cue: str, content: str, kind: str
) -> None:
    [found] = attributions(nlp(document(nlp, Article(article_id="a", text=text))))
    assert (str(found.speaker), str(found.cue), str(found.content), found.type) == (speaker, cue, content, kind)


@pytest.mark.parametrize(
    "text", ["", " ", "\n", "« »", "Selon", "selon.", "dit", "« ", "a-t-il", "Pour ,", "de source"]
)
def test_scraps_of_text_do_no_harm(nlp: Language, text: str) -> None:
    assert list(attributions(nlp(document(nlp, Article(article_id="a", text=text))))) == []


@given(MARKS)
def test_quotations_lie_in_the_text_and_in_each_other(text: str) -> None:
    found = quotations(text)
    assert all(0 <= quotation.start < quotation.end <= len(text) for quotation in found)
    assert [quotation.start for quotation in found] == sorted(quotation.start for quotation in found)
    assert all(around(outermost(found), quotation.start, quotation.end) is not None for quotation in found)


@pytest.mark.parametrize("part", ["« ", '" ', "«»", '"\n', "«\n", "» ", '« 24" ', "“«"])
def test_quotations_take_linear_time(part: str) -> None:
    start = time.process_time()
    quotations(part * 2_000)
    short = time.process_time() - start
    start = time.process_time()
    quotations(part * 20_000)
    assert time.process_time() - start < 40 * short + 0.2


def test_only_what_bears_on_a_claim_is_looked_for(nlp: Language) -> None:
    text = "Selon la mairie, le parc a fermé.\nLa piscine a 300 places.\nSelon la CGT, elle suffit.\nSelon Anna, non."
    doc = nlp(document(nlp, Article(article_id="a", text=text)))
    assert [str(found.speaker) for found in attributions(doc)] == ["la mairie", "la CGT", "Anna"]
    assert [str(found.speaker) for found in attributions(doc, doc.spans["claims"])] == ["la CGT"]
