"""What lasts so long, and which stretches of time measure nothing?"""

import re
from functools import cache

from claimx import lexicon
from claimx.nlp import syntax
from claimx.nlp.claims import offsets
from claimx.nlp.measures import governed
from claimx.nlp.measures.phrases import NOUNS, phrase_before, phrase_of
from claimx.nlp.measures.setting import Setting
from claimx.nlp.measures.words import column, fold, lemmas, token_at
from claimx.nlp.syntax import children, subject

Found = tuple[str, str] | None


def empty_duration(at: Setting) -> Found:
    """« il y a trois ans », « depuis dix ans »: a stretch of time of which nothing is said but a verb."""
    left = fold(at.span.doc[max(at.span.start - 8, at.span.sent.start) : at.span.start].text)
    verb = governed.governor(at)
    if at.by == "sur" and verb is not None and lemmas(verb) & column("lasting_verbs", "lemma"):
        return None
    if (
        at.by == "en"
        and verb is not None
        and children(verb, "aux:pass")
        and not lemmas(verb) & column("direction", "lemma")
    ):
        return None
    right = fold(syntax.text(at.span.doc)[offsets(at.span)[1] : offsets(at.span)[1] + 40]).lstrip()
    for row in lexicon.rows("empty_durations"):
        if row["place"] == "after" and re.match(rf"{re.escape(row['phrase'])}(?!\w)", right):
            return "", f"empty_durations.csv: « {row['phrase']} »"
    for phrase in _before_stretches():
        if (at.link is not None and fold(at.link.text) == phrase) or _ends_with(left, phrase):
            return "", f"empty_durations.csv: « {phrase} »"
    return None


@cache
def _before_stretches() -> tuple[str, ...]:
    return tuple(row["phrase"] for row in lexicon.rows("empty_durations") if row["place"] == "before")


def _ends_with(left: str, phrase: str) -> bool:
    """Whether a phrase stands before the amount, with at most a word or two of its comparator between."""
    tail = left[left.rfind(phrase) + len(phrase) :] if phrase in left else "too far"
    return phrase in left and len(tail.split()) <= 2 and "," not in tail and len(phrase) > 4 and not tail[:1].isalpha()


def lasting(at: Setting) -> Found:
    """« la circulation a été coupée deux heures », « l'épidémie devrait durer six semaines ».

    « aérer les pièces dix minutes ».
    """
    if at.by in column("during", "lemma") and at.anchor is not None:
        nouns = phrase_before(at.span, at.anchor)
        if nouns and fold(nouns[0].text) not in column("time_nouns"):
            return phrase_of(nouns[0]), f"the phrase before « {at.by} »"
    verb = governed.governor(at)
    if verb is None:
        return None
    thing = next((child for child in children(verb, "obj") if child not in at.span and child.pos_ in NOUNS), None)
    if thing is None and (
        lemmas(verb) & (column("lasting_verbs", "lemma") | column("measuring_verbs", "lemma"))
        or children(verb, "aux:pass")
        or children(verb, "cop")
    ):
        thing = subject(verb)
    if thing is None or thing in at.span or thing.pos_ == "PRON" or token_at(at.span, thing.i) is None:
        return None
    return governed.named(at, verb, thing, f"what « {verb.text} » says to last")
