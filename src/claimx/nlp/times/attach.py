"""Which time says when an amount holds? The one in its own phrase, else in its clause, else the sentence's frame."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span, Token

from claimx import lexicon
from claimx.nlp import syntax
from claimx.nlp.calendar import Expression, Period
from claimx.nlp.calendar.adverbials import Adverbial, adverbials, days
from claimx.nlp.claims import claims, decide, offsets
from claimx.nlp.times import clauses
from claimx.nlp.times.sentences import sentence

SPEECH = frozenset(
    row["lemma"]
    for row in lexicon.rows("reporting_verbs")
    if row["form"] == "verb" and row["kind"] in ("say", "announce")
)
"""Verbs whose day is that of the saying, not of what is said: « a annoncé mardi 300 licenciements »."""
HOLDS = frozenset({"in", "by", "since", "between", "before", "after", "until"})
"""The relations that say when an amount holds; « of » and « compared » do not."""
DAYS = frozenset({"day", "date", "weekday", "relative", "moment", "anaphor", "weekend", "month"})

NOWADAYS = lexicon.forms("time_words", "nowadays")
"""Of our days rather than of one, save right behind the amount: « l'usine compte aujourd'hui 300 salariés »."""

REACH = 80
"""So many tokens apart a time and an amount of one sentence are still read together."""


@dataclass(frozen=True, slots=True)
class Time:
    """An adverbial on the Doc with its days: its tokens, whether it opens its sentence, and where that begins."""

    adverbial: Adverbial
    span: Span
    periods: tuple[Period, ...]
    frame: bool
    sentence: int


def attach(doc: Doc, found: Sequence[tuple[Expression, Period | None]]) -> None:
    """Give every claim of the Doc its time, where the sentence says one that could be resolved."""
    known = times(doc, found)
    starts = [time.span.start for time in known]
    amounts = [expression for expression, _ in found if expression.amount]
    every = [claim for claim in claims(doc) if not _inside(claim, amounts)]
    firsts = [claim.start for claim in every]
    for claim in every:
        low, high = claim.start - REACH, claim.end + REACH
        home = sentence(claim)
        near = [
            time for time in known[bisect_left(starts, low) : bisect_left(starts, high)] if time.sentence == home.start
        ]
        around = slice(bisect_left(firsts, max(low, home.start)), bisect_left(firsts, min(high, home.end)))
        chosen = choose(claim, near, every[around]) if near else None
        if chosen is not None and chosen[0].periods:
            time, rule = chosen
            start, end = days(time.adverbial.relation, time.periods)
            because = f"time_relations.csv: « {time.span.text} », {rule}"
            decide(claim, because, time_start=start, time_end=end, time_relation=time.adverbial.relation)


def _inside(claim: Span, amounts: list[Expression]) -> bool:
    """« au cours des trois dernières années » is a time itself, and holds at none."""
    start, end = offsets(claim)
    at = bisect_left(amounts, end, key=lambda amount: amount.start) - 1
    return at >= 0 and amounts[at].end > start


def times(doc: Doc, found: Sequence[tuple[Expression, Period | None]]) -> list[Time]:
    """The adverbials of the Doc on its tokens. One that is not resolved has no periods, and still takes its claim."""
    periods = dict(found)
    made = []
    for adverbial in adverbials(syntax.text(doc), [expression for expression, _ in found]):
        span = doc.char_span(adverbial.start, adverbial.end, alignment_mode="expand")
        if span is not None:
            meant = [periods[expression] for expression in adverbial.expressions]
            known = tuple(period for period in meant if period is not None)
            made.append(
                Time(
                    adverbial,
                    span,
                    known if len(known) == len(meant) else (),
                    clauses.opens(span),
                    sentence(span).start,
                )
            )
    return made


def choose(claim: Span, near: list[Time], others: list[Span]) -> tuple[Time, str] | None:
    """The time of a claim and the rule that gave it; `near` and `others` are the times and claims of its sentence."""
    if clauses.in_adverbial(claim) or claim._.kind == "age":
        return None
    apart = [time for time in near if not _overlap(claim, time)]
    own = next((time for time in apart if _own(claim, time)), None)
    if own is not None and own.adverbial.relation == "of" and own.span.start == claim.end:
        return replace(own, adverbial=replace(own.adverbial, relation="in")), "right behind the amount"
    if own is not None:
        return (own, "in the amount's phrase") if own.adverbial.relation in HOLDS else None
    if clauses.contrasted(claim):
        return None
    said = _said_before(claim, others)
    if said is not None:
        return None if clauses.contrasted(said) else choose(said, near, others)
    return _by_clause(claim, [time for time in apart if _usable(claim, time, others)], others)


def _by_clause(claim: Span, usable: list[Time], others: list[Span]) -> tuple[Time, str] | None:
    inside = [time for time in usable if not time.frame and _same_clause(claim, time, others)]
    frame = [time for time in usable if time.frame and _framed(claim, time)]
    if frame:  # « En 2023, il en avait 8, et 15 en 2024 »
        inside = [time for time in inside if not _owners(claim, time, others)]
    if inside:
        return min(inside, key=lambda time: abs(time.span.start - claim.start)), "in the amount's clause"
    return (frame[-1], "opens the sentence") if frame else None


def _said_before(claim: Span, others: list[Span]) -> Span | None:
    """« 24 000 personnes, soit 41 % de plus »: the amount that this one says anew."""
    before = [other for other in others if other.start < claim.start] if clauses.says_anew(claim) else []
    return before[-1] if before else None


def _usable(claim: Span, time: Time, others: list[Span]) -> bool:
    """Not where the time is that of another amount alone: « 6 millions, contre 7 millions en 2023 »."""
    if time.adverbial.relation not in HOLDS or time.span.text.lower() in NOWADAYS or _told_then(claim, time):
        return False
    return not any(clauses.contrasted(other) for other in _owners(claim, time, others))


def _owners(claim: Span, time: Time, others: list[Span]) -> list[Span]:
    """The other amounts that a time stands beside."""
    return [other for other in others if other.end <= time.span.start and other != claim and _own(other, time)]


def _overlap(claim: Span, time: Time) -> bool:
    """« Sur les trois premiers trimestres de 2023 »: the amount is a part of the time, and holds at none."""
    start, end = offsets(claim)
    return start < time.adverbial.end and time.adverbial.start < end


def _own(claim: Span, time: Time) -> bool:
    """« contre 58 en 2021 », « 7,2 millions l'an dernier »: it follows the amount, and nothing opens in between."""
    if time.span.start < claim.end:
        return False
    return not any(clauses.parts(token) for token in claim.doc[claim.end : time.span.start])


def _same_clause(claim: Span, time: Time, others: list[Span]) -> bool:
    if clauses.head(claim.root) != clauses.head(clauses.site(time.span)):
        return False
    if any(apart(claim, time.span) for apart in (clauses.separated, clauses.apposed, clauses.enclosed)):
        return False
    return time.span.start < claim.start or not (clauses.set_off(claim) or _begins(claim, time, others))


def _begins(claim: Span, time: Time, others: list[Span]) -> bool:
    """« passera de 359 à 378 francs en 2025 »; « passant de 12 à 15 % entre 2001 et 2009 » tells of both."""
    return time.adverbial.relation != "between" and clauses.from_value(claim, others)


def _framed(claim: Span, time: Time) -> bool:
    """« En 2019, A a gagné 3 et B 4 »: all clauses of the sentence but those that tell of something else."""
    return time.span.start < claim.start and not clauses.separated(claim, time.span) and clauses.reaches(claim)


def _told_then(claim: Span, time: Time) -> bool:
    """« a annoncé mardi 300 licenciements »: the day is that of the announcement."""
    if time.adverbial.relation != "in" or any(one.kind not in DAYS for one in time.adverbial.expressions):
        return False
    verb = _verb(clauses.site(time.span))
    return verb is not None and verb.lemma_ in SPEECH


def _verb(token: Token) -> Token | None:
    return next((above for above in syntax.ancestors(token) if syntax.is_verb(above)), None)
