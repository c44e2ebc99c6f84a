"""Is the amount a level, or a change upwards or downwards by it?"""

import re
from functools import cache

from spacy.tokens import Span, Token

from claimx import lexicon
from claimx.nlp import syntax
from claimx.nlp.claims import offsets
from claimx.nlp.measures.neighbours import following, previous
from claimx.nlp.measures.phrases import words_before
from claimx.nlp.measures.references import origin
from claimx.nlp.measures.setting import Setting, setting
from claimx.nlp.measures.words import column, fold, lemmas
from claimx.nlp.syntax import children, predicate, subject

LEVELS = frozenset({"age"})
"""Kinds that are never a change."""
REACH = 60

Found = tuple[str, str] | None


def direction(span: Span) -> Found:
    """« increase » or « decrease » and the words that tell it; None for a level."""
    if span._.kind in LEVELS or _in_passage(span):
        return None
    at = setting(span)
    return next(
        (found for rule in (_inside, _after, _governed, _of_a_change, _listed) if (found := rule(at)) is not None), None
    )


def _in_passage(span: Span) -> bool:
    """Whether an amount is one of the two levels of « de 50 à 30 km/h »."""
    after, found = following(span), origin(span)
    source = origin(after) if after is not None else None
    from_here = source is not None and source[0].start == span.start
    return from_here or (found is not None and found[0].start < span.start)


def _inside(at: Setting) -> Found:
    """« trois fois plus », « -0,4 point »."""
    start, end = offsets(at.span)
    text = fold(syntax.text(at.span.doc)[start:end]).strip()
    for row in lexicon.rows("direction_inside"):
        sign = not row["pattern"][0].isalpha()
        if at.span._.kind in row["kinds"].split() and (
            text.startswith(row["pattern"]) if sign else row["pattern"] in text
        ):
            return row["direction"], f"direction_inside.csv: « {row['pattern']} »"
    return None


def _after(at: Setting) -> Found:
    """« trois milliards de plus que prévu », « vingt infirmiers supplémentaires ».

    Not « 300 élus de plus de 60 ans ».
    """
    start, after = offsets(at.span)[1], following(at.span)
    end = min(start + REACH, offsets(after)[0] if after is not None else start + REACH)
    right = re.split(r"[,;:!?()\n]|\.(?=\s|$)", fold(syntax.text(at.span.doc)[start : max(start, end)]))[0]
    for after_noun, pattern in _patterns():
        match = re.match(
            rf"\s+(?:{_noun()}){{0,4}}?({pattern})(?![\w-])" if after_noun else rf"\s+({pattern})(?![\w-])", right
        )
        if match and not re.match(r"\s+(?:de|d')(?:\s*$|\s*\w+(?:er|ir|re)\b)", right[match.end() :]):
            way = _direction_after()[match[1]]
            return (way, f"direction_after.csv: « {match[1]} »") if way else None
    return None


@cache
def _noun() -> str:
    """A word of the counted noun's phrase."""
    return rf"(?!(?:{'|'.join(sorted(column('gap_stops')))})\s)[\w'-]+\s+"


@cache
def _direction_after() -> dict[str, str]:
    return {row["pattern"]: row["direction"] for row in lexicon.rows("direction_after")}


@cache
def _patterns() -> tuple[tuple[bool, str], ...]:
    """Two patterns: those that may follow the counted noun, those that follow the amount itself."""
    rows = sorted(lexicon.rows("direction_after"), key=lambda row: -len(row["pattern"]))
    return tuple(
        (far, "|".join(re.escape(row["pattern"]) for row in rows if bool(row["after_noun"]) == far))
        for far in (True, False)
    )


@cache
def _changes() -> dict[str, lexicon.Row]:
    return {row["lemma"]: row for row in lexicon.rows("direction")}


def change(token: Token | None) -> lexicon.Row | None:
    """The row of a word that names a change: « baisse », « augmenter »."""
    if token is None:
        return None
    known = [*filter(None, (_changes().get(lemma) for lemma in (token.lemma_.lower(), *sorted(lemmas(token)))))]
    return known[0] if known else None


def _governed(at: Setting) -> Found:
    """« augmente de 3 % », « une hausse des prix de 2 points », « réduire ses émissions de 30 % », « gagne 2 % »."""
    for token in words_before(at):
        row = change(token)
        if row is None or row["link"] != at.by or token.i > at.span.start:
            continue
        kind = "point" if at.span._.unit == "point" else at.span._.kind
        if row["kinds"] and kind not in row["kinds"].split():
            continue
        if row["link"] == "" and any(
            word.pos_ != "ADV" for word in at.span.doc[token.i + 1 : at.span.start] if at.anchor != token
        ):
            continue
        return row["direction"], f"direction.csv: « {token.text} »"
    return None


def _listed(at: Setting) -> Found:
    """« augmenté de 3,5 % à Bruxelles et de 2,1 % à Liège »: a second change by the same word."""
    before = previous(at.span)
    if (
        before is None
        or before._.kind != at.span._.kind
        or before._.direction == "level"
        or at.by != "de"
        or at.anchor is None
    ):
        return None
    way = at.span.doc[before.end : at.span.start]
    again = at.anchor.pos_ == "CCONJ" or at.anchor.text in {",", ";"}
    if (not again and not _same_verb(before, way)) or setting(before).by != at.by:
        return None
    return (
        None if any(token.pos_ in {"VERB", "AUX"} for token in way) else (before._.direction, f"as « {before.text} »")
    )


def _same_verb(before: Span, way: Span) -> bool:
    """Whether a verb governs the change before and can be left out here.

    « … augmentent de 2 % et les loyers de 3 % ».
    """
    verb = predicate(before.root)
    row = change(verb)
    new = any(fold(token.text) in column("indefinites") for token in way)
    return (
        row is not None
        and row["pos"] == "verb"
        and not new
        and any(token.pos_ == "CCONJ" or token.text == "," for token in way)
    )


@cache
def _measuring() -> frozenset[str]:
    return frozenset(row["lemma"] for row in lexicon.rows("measuring_verbs") if row["level"])


def _of_a_change(at: Setting) -> Found:
    """« la hausse atteindra 10,5 % », « limiter la hausse à 3 % »: the amount is that of a noun that names a change."""
    verb = predicate(at.span.root)
    if verb is None or at.span._.kind not in {"percent", "point", "money", "count", "measure", "fraction", "multiple"}:
        return None
    if not lemmas(verb) & _measuring() and not children(verb, "cop"):
        return None
    for noun in (*children(verb, "obj"), subject(verb)):
        row = change(noun)
        if row is not None and row["pos"] == "noun" and noun is not None and noun.i < at.span.start:
            return row["direction"], f"direction.csv: « {noun.text} »"
    return None
