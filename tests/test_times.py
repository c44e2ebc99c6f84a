"""The finder of times, its resolution and its component: offsets, any text, linear time, no dependence on today."""

import time
from datetime import date, datetime, timedelta, tzinfo

import dateparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimx import lexicon
from claimx.nlp import calendar
from claimx.nlp.calendar import grammar
from claimx.nlp.calendar.adverbials import adverbials, days
from claimx.nlp.calendar.resolve import _written

MONTHS = [row["form"] for row in lexicon.rows("time_words") if row["role"] == "month"][:12]
FORMS = sorted({row["form"] for row in lexicon.rows("time_words")})
PIECES = st.sampled_from(
    [*FORMS, "2024", "31", "1er", "il y a", "18 h 30", "24/12/2024", "\u00a0", "\u202f", "\r\n", "’", "🎄", "é", "12,5"]
)
DAYS = st.dates(min_value=date(1800, 1, 1), max_value=date(2099, 12, 31))


def found(text: str, today: date | None = None) -> list[tuple[str, str]]:
    """The expressions of a text with their values."""
    return [(e.text, calendar.timex(e, calendar.resolve(e, today))) for e in calendar.expressions(text)]


@given(st.one_of(st.text(), st.lists(PIECES).map(" ".join), st.lists(PIECES).map("".join)), DAYS)
def test_any_text_gives_ordered_expressions_with_true_offsets(text: str, today: date) -> None:
    past = 0
    expressions = calendar.expressions(text)
    for expression in expressions:
        assert past <= expression.start < expression.end <= len(text)
        assert text[expression.start : expression.end] == expression.text
        past = expression.end
        period = calendar.resolve(expression, today)
        assert period is None or period.start <= period.end
    for adverbial in adverbials(text, expressions):
        assert 0 <= adverbial.start < adverbial.end <= len(text)


@given(DAYS)
def test_every_day_reads_back(day: date) -> None:
    written = f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    first = written.replace("1 ", "1er ", 1) if day.day == 1 else written
    forms = (written, first, day.strftime("%d/%m/%Y"), day.strftime("%d.%m.%Y"), day.isoformat())
    for form in forms:
        assert found(f"Signé le {form} à Liège.") == [(form, day.isoformat())]


@pytest.mark.parametrize("month", range(1, 13))
def test_full_dates_agree_with_dateparser(month: int) -> None:
    written = f"17 {MONTHS[month - 1]} 2021"
    oracle = dateparser.parse(written, languages=["fr"])
    assert oracle is not None
    assert found(f"Le {written}, il neigeait.") == [(written, oracle.date().isoformat())]


@given(DAYS)
def test_a_weekday_of_the_past_is_within_the_week(today: date) -> None:
    for expression in calendar.expressions("Il est parti mardi."):
        period = calendar.resolve(expression, today, sense="past")
        assert period is not None
        assert timedelta(0) <= today - period.start < timedelta(days=7)
        assert period.start.isoweekday() == 2


@given(DAYS)
def test_past_and_future_lie_on_their_side(today: date) -> None:
    for expression in calendar.expressions("le 3 mars, en octobre, jeudi, au premier trimestre, à l'automne"):
        past = calendar.resolve(expression, today, sense="past")
        future = calendar.resolve(expression, today, sense="future")
        assert past is not None
        assert future is not None
        assert past.start <= today <= future.end


def test_nothing_is_resolved_without_the_articles_day() -> None:
    text = (
        "hier, mardi, l'an dernier, en octobre, le 3 mars, il y a trois ans, la semaine prochaine, au premier trimestre"
    )
    assert [value for _, value in found(text)] == [""] * 8


@pytest.mark.parametrize(
    ("relation", "expected"),
    [
        ("in", ("2000-01-01", "2000-12-31")),
        ("by", ("", "2000-12-31")),
        ("until", ("", "2000-12-31")),
        ("since", ("2000-01-01", "")),
        ("before", ("", "2000-01-01")),
        ("after", ("2000-12-31", "")),
    ],
)
def test_days_of_a_relation(relation: str, expected: tuple[str, str]) -> None:
    (expression,) = calendar.expressions("en 2000")
    period = calendar.resolve(expression, None)
    assert period is not None
    assert days(relation, [period]) == expected


def test_the_expressions_of_a_text_are_looked_for_once() -> None:
    text = "Le pont a fermé le 3 mars."
    assert calendar.expressions(text) is calendar.expressions(text)


def test_days_outside_of_the_calendar_are_empty() -> None:
    for text in ("il y a 9000 ans", "d'ici 8999 ans", "il y a cent siècles"):
        for _, value in found(text, date(2024, 1, 1)):
            assert value == ""


def test_patterns_of_the_lexicon_have_known_slots() -> None:
    roles = {row["role"] for row in lexicon.rows("time_words")}
    computed = {"year", "yy", "hour", "minute", "quarter", "half", "number", "decade", "century", "date", "slash"}
    for row in lexicon.rows("time_expressions"):
        for elements in grammar.expanded(row["pattern"]):
            assert any(not element.context for element in elements), row["pattern"]
            assert {element.name for element in elements if element.slot} <= roles | computed, row["pattern"]


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "lundi ",
        "1/",
        "1/1/1/1",
        "1 1 ",
        "il y a ",
        "de 2010 à 2015, ",
        "2023-",
        "14h, ",
        "mille ",
        "((((",
        "du ",
        "' ",
    ],
)
def test_time_is_linear(unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        start = time.process_time()
        expressions = calendar.expressions(text)
        adverbials(text, expressions)
        return time.process_time() - start

    seconds(5_000)
    small, large = seconds(6_000), seconds(48_000)
    assert large < 8 * 3 * max(small, 0.05)


@pytest.mark.parametrize("now", [datetime(2019, 2, 28), datetime(2031, 12, 31)])
def test_nothing_depends_on_the_day_of_the_run(now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the article's day relative times stay open, with it they count from it, whatever day it is."""
    text = "Hier, mardi, le 24 juin, le 24/06/25, le 24 juin 2025, en juin, il y a 2 jours, demain, cette année."
    expected = [found(text), found(text, date(2025, 6, 26))]

    class Moved(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]  # not of this class
            return now.replace(tzinfo=tz)

    for module in (dateparser.date, dateparser.date_parser, dateparser.parser, dateparser.freshness_date_parser):
        monkeypatch.setattr(module, "datetime", Moved, raising=False)
    _written.cache_clear()
    assert [found(text), found(text, date(2025, 6, 26))] == expected
