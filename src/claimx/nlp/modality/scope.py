"""Which amounts does a verb not reach? What its negation leaves alone, and what the text takes for granted."""

from collections.abc import Iterator
from functools import cache
from itertools import takewhile

from spacy.tokens import Span, Token

from claimx import lexicon
from claimx.nlp import verbs
from claimx.nlp.claims import claims_in
from claimx.nlp.modality.cues import cue_nouns
from claimx.nlp.syntax import SUBJECTS, ancestors, is_predicate


@cache
def _words(kind: str, file: str = "negations") -> frozenset[str]:
    return frozenset(row["word"] for row in lexicon.rows(file) if row["kind"] == kind)


def negation(group: list[Token], span: Span) -> str:
    """The words that deny the amount, or "": « n'a pas dépassé 40 % ».

    Not « ne reste que trois », « pas moins de 12 ».
    """
    first = next((child for verb in group for child in verb.children if child.lower_ in _words("first")), None)
    if first is None or span.start < group[0].i:
        return ""
    between = list(first.doc[first.i + 1 : span.start])
    second = next((word for word in between[:8] if word.lower_ in _words("second")), None)
    if second is None or (second.i + 1 < len(second.doc) and second.nbor(1).lower_ in _words("not_after")):
        return ""
    if any(
        word.text in _CLOSING or (word.i > second.i + 3 and _is_finite(word)) for word in between if word.i > second.i
    ):
        return ""
    if any(word.lower_ in _words("only") and word.i > group[0].i for word in between) or _outside(span):
        return ""
    return f"negations.csv: « {first.text} … {second.text} »"


def is_adjunct(came: Token, span: Span) -> bool:
    """Whether the amount stands in a circumstance: « n'a pas gagné dans un stade de 12 000 places »."""
    amount = came in span or any(child in span for child in came.children)
    bare = span._.kind == "count" and came in span and not any(child.dep_ == "case" for child in came.lefts)
    stated = bare or span._.kind in {"percent", "point", "money", "measure"}
    return came.dep_ == "advcl" or (came.dep_ == "obl:mod" and not (amount and stated))


def _outside(span: Span) -> bool:
    """Whether the amount is an adjunct that the negation does not reach: « depuis trois ans »."""
    return any(
        child.dep_ == "case" and child.lower_ in _words("outside") for above in _phrase(span) for child in above.lefts
    )


def _phrase(span: Span) -> Iterator[Token]:
    """The amount's head and the nouns above it, up to the verb."""
    for above in ancestors(span.root):
        if is_predicate(above):
            return
        yield above


# -- what the text takes for granted -------------------------------------------------------------------------------


def presupposed(span: Span) -> str:
    """Why the amount is a fact whatever the verb says, or "".

    « contre 7,5 % en 2020 », « de 21 » before « à 6 % », « les deux blessés ».
    """
    before = [word.lower_ for word in span.doc[max(0, span.start - 5) : span.start]]
    joined = " ".join(before) + " "
    for row in lexicon.rows("presupposed"):
        if row["kind"] == "contrast" and f" {row['word']} " in f" {joined}".replace("' ", "' "):
            return f"presupposed.csv: {row['word']}"
    fact = next(
        (
            child
            for above in _phrase(span)
            for child in above.lefts
            if child.dep_ == "case" and child.lower_ in _words("fact", "presupposed")
        ),
        None,
    )
    if fact is not None:
        return f"presupposed.csv: {fact.lower_}"
    behind = span.doc[span.end].lower_ if span.end < len(span.doc) else ""
    if span._.kind == "duration" and behind in _words("behind", "presupposed"):
        return f"presupposed.csv: {behind}"
    if _is_origin(span, before):
        return "modality: the first amount of « de … à … »"
    return _apposed(span) or _definite(span)


def _apposed(span: Span) -> str:
    """Why an amount between commas behind the subject is a fact: « la tour, haute de 60 mètres, sera rasée ».

    Not one that says the subject's amount again: « 12 sites, dont 3 en France, fermeront ».
    """
    doc, sentence = span.doc, span.sent
    begin = next((i for i in range(span.start - 1, sentence.start, -1) if doc[i].text == ","), sentence.start)
    end = next((i for i in range(span.end, sentence.end) if doc[i].text == ","), sentence.end)
    if span._.kind == "age" and end == span.end < sentence.end and span.start - begin <= 2:
        return "modality: an age between commas"
    if begin == sentence.start or end + 1 >= sentence.end or doc[begin + 1].pos_ not in _DESCRIBING:
        return ""
    came = next((above for above in ancestors(span.root) if above.dep_ in SUBJECTS), None)
    inside = came is not None and came.i < begin and came.head.i > end
    describes = inside and not any(_is_finite(word) for word in doc[begin + 1 : end])
    return f"modality: between commas behind the subject « {came.text} »" if describes and came is not None else ""


_CLOSING = frozenset({":", ";"})
_DESCRIBING = frozenset({"VERB", "NOUN", "ADJ", "ADP"})


def _is_finite(word: Token) -> bool:
    return word.pos_ in {"VERB", "AUX"} and verbs.tense(word) in verbs.FINITE


def _definite(span: Span) -> str:
    """The article that takes the amount for granted: « les deux blessés », « l'exposition de 30 clichés ».

    Not « franchir les 3 % ».
    """
    if span._.kind == "duration" or not span.start:
        return ""
    article = span.doc[span.start - 1]
    if article.lower_ in _words("definite", "presupposed") and span._.kind == "count" and not _is_reached(span):
        return f"presupposed.csv: {article.lower_}"
    head, depth = _whole(span)
    if any(noun.lemma_.lower() in cue_nouns() for noun in _phrase(span)):
        return ""
    known = next(
        (
            child
            for child in head.children
            if child.dep_ in {"det", "case"} and child.lower_ in _words("known", "presupposed")
        ),
        None,
    )
    if (
        not depth
        or known is None
        or head.dep_ == "ROOT"
        or (depth < 2 and head.dep_ in {"obj", "obl:arg"})
        or head.lemma_.lower() in _words("amount", "presupposed")
    ):
        return ""
    return f"presupposed.csv: {known.text} {head.text}"


def _is_reached(span: Span) -> bool:
    """« dépasser les 3 000 »: the article takes nothing for granted here."""
    above = _whole(span)[0].head
    return any(
        lemma == row["word"]
        for row in lexicon.rows("presupposed")
        if row["kind"] == "reach"
        for lemma in (above.lemma_.lower(), _infinitive(above))
    )


def _infinitive(verb: Token) -> str:
    known = verbs.conjugated(_words("reach", "presupposed"))
    return known.get(verb.lower_, (("", ""),))[0][0]


def _whole(span: Span) -> tuple[Token, int]:
    """The head of the noun phrase in which the amount is a complement, and how deep.

    « exposition » of « l'exposition de 30 clichés ».
    """
    head, depth = span.root, 0
    if head.dep_ in {"nummod", "det"}:
        head = head.head
    while head.dep_ == "nmod" and head.head.pos_ in {"NOUN", "PROPN"}:
        head, depth = head.head, depth + 1
    return head, depth


def _is_origin(span: Span, before: list[str]) -> bool:
    """Whether the amount is the one from which a change starts: « passera de 359 à 378 francs »."""
    starts = {row["word"] for row in lexicon.rows("origins") if row["kind"] == "from"}
    if not before or before[-1] not in starts or span._.value_high is not None:
        return False
    after = list(takewhile(lambda word: not word.is_punct, span.doc[span.end : span.end + 6]))
    others = {claim.start: (claim,) for claim in claims_in(span.doc[span.end : span.end + 10])}
    marks = {row["word"] for row in lexicon.rows("origins") if row["kind"] == "to"}
    return any(
        word.lower_ in marks
        and any(
            other._.kind == span._.kind for start in range(word.i + 1, word.i + 4) for other in others.get(start, ())
        )
        for word in after
    )
