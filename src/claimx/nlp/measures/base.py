"""Of what whole is a percent, a point or a fraction taken?"""

import re
from collections.abc import Iterator
from functools import cache

from spacy.tokens import Span, Token

from claimx import lexicon
from claimx.nlp.measures.neighbours import between, claim_at, earlier, following, joined, previous
from claimx.nlp.measures.phrases import NOUNS, phrase_after, written
from claimx.nlp.measures.references import compared_to, stands_for_claim
from claimx.nlp.measures.setting import Setting, setting
from claimx.nlp.measures.words import fold, forms, preposition, token_at

SHARES = frozenset({"percent", "point", "fraction"})
BACK = 50
"""So many claims back at most a whole is looked for."""

Found = tuple[str, str] | None


def base(span: Span) -> Found:
    """The whole, as written but without article, and why.

    None where the amount is no share or the text does not say.
    """
    if span._.kind not in SHARES:
        return None
    at = setting(span)
    return next(
        (
            found
            for rule in (_inside, _complement, _among, _relative, _out_of, _said_before)
            if (found := rule(at)) is not None
        ),
        None,
    )


@cache
def _cues(how: str) -> frozenset[str]:
    return frozenset(row["form"] for row in lexicon.rows("base_cues") if row["how"] == how)


def _inside(at: Setting) -> Found:
    """« un Belge sur cinq » → Belge."""
    nouns = [token for token in at.span if token.pos_ in {"NOUN", "PROPN", "ADJ"} and token.text[0].isalpha()]
    link = next((token for token in at.span if preposition(token) == "sur"), None)
    if at.span._.kind != "fraction" or link is None:
        return None
    phrase = at.span[1 : link.i - at.span.start] if nouns else at.span[0:0]
    text = " ".join(phrase.text.split())
    return (text, "the noun inside of the fraction") if text and re.search(r"[^\W\d_]{2}", text) else None


def _complement(at: Setting) -> Found:
    """« 5 % du PIB », « 40 % de cette somme », « un tiers des patients »; « 40 % de femmes » names no whole."""
    if at.span._.direction != "level" and at.by in {"de", "en"}:
        return None
    index = at.span.end
    while (token := token_at(at.span, index)) is not None and (token.pos_ == "ADV" or token.text == ")"):
        index += 1
    if token is None or preposition(token) != "de":
        return None
    noun = token_at(at.span, index + 1)
    if _without_noun(at) and fold(token.text) != "des" and (noun is None or fold(noun.text) not in _kept() | {"les"}):
        return None
    if noun is None or not (_determined(token, noun) or _named(noun)):
        return None
    counting = claim_at(noun)
    if counting is not None and counting._.kind == "count" and counting.start > at.span.end:
        return _phrase(at, counting.end)  # « un quart des 800 logements »
    return _phrase(at, index + 1)


def _without_noun(at: Setting) -> bool:
    """Whether a fraction is one of several: « un sur sept », « huit sur dix »."""
    return at.span._.kind == "fraction" and any(preposition(token) == "sur" for token in at.span)


def _phrase(at: Setting, index: int) -> Found:
    kept = token_at(at.span, index)
    keep = kept is not None and fold(kept.text) in _kept()
    phrase = phrase_after(at.span, index + keep)
    if not phrase:
        return None
    return written(([kept] if keep and kept is not None else []) + phrase), f"« {at.span.text} {written(phrase)} »"


@cache
def _kept() -> frozenset[str]:
    return frozenset(row["form"] for row in lexicon.rows("determiners") if row["sort"] != "article")


@cache
def _articles() -> frozenset[str]:
    return frozenset(row["form"] for row in lexicon.rows("determiners") if row["sort"] == "article")


def _determined(link: Token, noun: Token) -> bool:
    """Whether a complement has a determiner: « du », « des », « de la », « de ses »."""
    return (
        fold(link.text) in {"du", "des"} or fold(noun.text) in _kept() | {"la", "le", "les", "l'"} or noun.pos_ == "DET"
    )


def _named(noun: Token) -> bool:
    """Whether a noun needs no article to be a whole: a name, « PIB »."""
    return (noun.pos_ == "PROPN" and noun.text[0].isupper()) or fold(noun.text) in _cues("whole")


def _among(at: Setting) -> Found:
    """« 46 % chez les personnes à risque », « la moitié d'entre eux »."""
    for index in (at.span.end, at.span.end + 1):
        token = token_at(at.span, index)
        if token is None or token.is_punct:
            return None
        text = fold(token.text)
        if text in _cues("among"):
            return _phrase(at, index + 1)
        follower = token_at(at.span, index + 1)
        if preposition(token) == "de" and follower is not None and text + fold(follower.text) in _cues("among"):
            return _of_them(at, index + 2)
    return None


def _of_them(at: Setting, index: int) -> Found:
    """« 21 % d'entre eux »: what the last count before counts, else the pronoun."""
    pronoun = token_at(at.span, index)
    counting = next((claim for claim in _back(at.span) if claim._.kind == "count"), None)
    if counting is not None and counting._.measured:
        return counting._.measured, f"« {pronoun} », those that « {counting.text} » counts"
    return (pronoun.text, f"« {pronoun.text} »") if pronoun is not None else None


def _back(span: Span) -> Iterator[Span]:
    """The claims before this one in the same line of text, the nearest first; no whole is named further back."""
    claim = previous(span)
    for _ in range(BACK):
        if claim is None:
            return
        yield claim
        claim = previous(claim)


def _out_of(at: Setting) -> Found:
    """« Parmi les 450 candidats, 12 % sont des femmes », « Sur 300 élus, un tiers … ».

    What the count before the share counts.
    """
    before = previous(at.span)
    if before is None or before._.kind != "count" or at.by or not before._.measured:
        return None
    if setting(before).by not in forms("base_cues", "how", "out_of") or any(
        token.pos_ in {"VERB", "AUX"} for token in at.span.doc[before.end : at.span.start]
    ):
        return None
    return before._.measured, f"« {setting(before).by} {before.text} {before._.measured} »"


def _relative(at: Setting) -> Found:
    """« 200 élus, dont 40 % de femmes » → what the claim before counts or measures."""
    before = previous(at.span)
    if before is None or not _after_relative(at):
        return None
    counted = before._.measured or before._.unit
    open_whole = before._.kind not in SHARES or not before._.base
    return (counted, f"base_cues.csv: « dont », said of « {before.text} »") if counted and open_whole else None


def _after_relative(at: Setting) -> bool:
    words = [word for word in (at.link, at.anchor) if word is not None]
    return any(fold(word.text) in _cues("relative") for word in words)


def whole(span: Span) -> tuple[Span, str] | None:
    """The claim that a base speaks of, and why: « 40 % de cette somme », « 200 élus, dont un tiers ».

    None where that is not plain.
    """
    text = span._.base
    if not text or span._.kind not in SHARES:
        return None
    said = stands_for_claim(span, text)
    if said is not None:
        return said
    before = next((claim for claim in _back(span) if claim._.kind not in SHARES), None)
    own = _complement(setting(span))
    if before is None or before._.measured != text or (own is not None and own[0] == text):
        after = following(span)
        counts = after is not None and after._.kind == "count" and own is not None and after.end < len(span.doc)
        beside = (
            counts
            and after is not None
            and text.startswith(span.doc[after.end].text)
            and len(between(span, after).split()) == 1
        )
        return (after, f"« {text} »: what « {after.text} » counts") if beside and after is not None else None
    return before, f"« {text} »: what « {before.text} » says how much it is"


def _said_before(at: Setting) -> Found:
    """« 80 % des hôtes …, un sur sept … ».

    The whole of the last share of the sentence, where this one has no noun of its own.
    """
    other = compared_to(at.span)
    if other is not None and other._.base and at.span._.direction == "level":
        return other._.base, f"as « {other.text} », with which it is compared"
    if at.span._.direction != "level":
        return None
    for claim in earlier(at.span):
        if claim.sent.start != at.span.sent.start:
            return None
        if claim._.kind not in {"percent", "fraction"}:
            continue
        if not claim._.base or claim._.direction != "level":
            return None
        return (claim._.base, f"as « {claim.text} »") if _elliptic(at, claim) else None
    return None


def _elliptic(at: Setting, before: Span) -> bool:
    way = at.span.doc[before.end : max(at.span.start, before.end)]
    if at.span._.kind == "fraction" and any(preposition(token) == "sur" for token in at.span):
        return True
    if any(fold(token.text) in _cues("ellipsis") for token in way):
        return True
    if joined(before, at.span):
        return True
    if at.by in {"de", "à"} and at.anchor is not None and at.anchor.pos_ in NOUNS:
        return False
    return not any(token.pos_ in {"VERB", "AUX"} for token in way)
