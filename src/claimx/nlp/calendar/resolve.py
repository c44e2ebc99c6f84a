"""Which days are meant? The expression, the day on which the article was written and the tense give the period."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import cache

import dateparser

from claimx.nlp.calendar import periods
from claimx.nlp.calendar.choice import Sense, distance, nearest
from claimx.nlp.calendar.expressions import Expression
from claimx.nlp.calendar.periods import Period

Resolver = Callable[[Expression, date | None, Sense, Period | None], Period | None]

FORMATS = ["%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d/%m/%y", "%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d"]
SETTINGS = {"STRICT_PARSING": True, "PARSERS": ["custom-formats"]}
STEP = {"last": -1, "before": -1, "next": 1, "after": 1, "recent": -1, "coming": 1}
NOON, MIDNIGHT = "T12:00", "T00:00"


def resolve(
    expression: Expression, today: date | None, *, sense: Sense = "", anchor: Period | None = None
) -> Period | None:
    """The period that an expression means; None where nothing says which.

    `today` is the day of the article, `anchor` the last time that the text spoke of (« l'année précédente »), `sense`
    the tense of the verb (« mardi »). Nothing depends on the day on which the program runs.
    """
    resolver = RESOLVERS.get(expression.kind)
    return resolver(expression, today, sense, anchor) if resolver else None


def timex(expression: Expression, period: Period | None) -> str:
    """The TIMEX3 value: of a clock time its hour, of an amount of time its length, else that of the period."""
    if expression.kind == "clock":
        return f"T{_number(expression, 'hour') % 24:02}:{_number(expression, 'minute'):02}"
    if expression.kind == "noon":
        return NOON if _number(expression, "noon") else MIDNIGHT
    if expression.kind == "set":
        return _set(expression)
    if expression.kind == "moment" and period is not None:
        return f"{period.value}T{expression.part('moment')}"
    return period.value if period is not None else ""


def _set(expression: Expression) -> str:
    weekday = expression.part("weekday") or expression.part("weekdays")
    if weekday:
        return f"XXXX-WXX-{weekday}"
    if expression.part("month"):
        return f"XXXX-{_number(expression, 'month'):02}"
    season = expression.part("season")
    return (
        f"XXXX-{season}"
        if season
        else {"year": "P1Y", "month": "P1M", "week": "P1W", "day": "P1D"}.get(str(expression.part("unit")), "")
    )


# -- by kind ----------------------------------------------------------------------------------------------------


@cache
def _written(text: str) -> date | None:
    moment = dateparser.parse(text, date_formats=FORMATS, languages=["fr"], settings=SETTINGS)
    return moment.date() if moment else None


def _date(expression: Expression, today: date | None, sense: Sense, anchor: Period | None) -> Period | None:
    on = _written(str(expression.part("date")))
    return periods.day(on) if on else None


def _day(expression: Expression, today: date | None, sense: Sense, anchor: Period | None) -> Period | None:
    if expression.part("slash"):
        number, month = (int(part) for part in str(expression.part("slash")).split("/"))
    else:
        number, month = _number(expression, "day"), _number(expression, "month")
    year = expression.part("year")
    if year is not None:
        return periods.of_day(number, month, int(year))
    if today is None:
        return None
    if not month:
        return _day_of_week(expression, today, sense)
    if expression.part("this") is not None:
        return periods.of_day(number, month, today.year)
    found = [periods.of_day(number, month, today.year + step) for step in range(-4, 5)]
    return nearest(_on_weekday(found, expression), today, _sense(expression, sense))


def _on_weekday(found: Iterable[Period | None], expression: Expression) -> list[Period]:
    """Those on the weekday that the text names, if any is: « lundi 21 août » says which year."""
    days = [period for period in found if period is not None]
    weekday = _number(expression, "weekday")
    return [period for period in days if period.start.isoweekday() == weekday] or days


def _day_of_week(expression: Expression, today: date, sense: Sense) -> Period | None:
    """« mardi 24 »: the day of this number that is a Tuesday, in the months around."""
    number = _number(expression, "day")
    base = today.year * 12 + today.month - 1
    around = [periods.of_day(number, (base + step) % 12 + 1, (base + step) // 12) for step in range(-3, 4)]
    return nearest(_on_weekday(around, expression), today, sense)


def _weekday(expression: Expression, today: date | None, sense: Sense, anchor: Period | None) -> Period | None:
    step = _step(expression)
    if today is None or _relative_to_text(expression):
        today = anchor.end if anchor is not None and anchor.grain == "day" else None
    if today is None:
        return None
    around = [today + timedelta(days=n) for n in range(-7, 8)]
    near = [on for on in around if on.isoweekday() == _number(expression, "weekday")]
    if step:
        near = [on for on in near if (on - today).days * step > 0]
    return nearest([periods.day(on) for on in near], today, _sense(expression, sense))


def _month(expression: Expression, today: date | None, sense: Sense, anchor: Period | None) -> Period | None:
    number, year = _number(expression, "month"), expression.part("year")
    if year is not None:
        return periods.month(int(year), number)
    if today is None:
        return None
    if expression.part("this") is not None:
        return periods.month(today.year, number)
    found = [period for n in (-1, 0, 1) if (period := periods.month(today.year + n, number))]
    return nearest(_other_than_now(found, expression, today), today, _sense(expression, sense))


def _other_than_now(found: list[Period], expression: Expression, today: date) -> list[Period]:
    """« juin dernier » is not this June."""
    step = _step(expression)
    return [p for p in found if not p.start <= today <= p.end] if step else found


def _year(expression: Expression, today: date | None, sense: Sense, anchor: Period | None) -> Period | None:
    return periods.year(_number(expression, "year"))


def _years(expression: Expression, today: date | None, sense: Sense, anchor: Period | None) -> Period | None:
    low = _number(expression, "year")
    return periods.years(low, _number(expression, "year_high") or low + 1)


def _decade(expression: Expression, today: date | None, sense: Sense, anchor: Period | None) -> Period | None:
    return periods.decade(_number(expression, "decade"))


def _century(expression: Expression, today: date | None, sense: Sense, anchor: Period | None) -> Period | None:
    return periods.century(_number(expression, "century") or _number(expression, "ordinal"))


def _part_of_year(expression: Expression, today: date | None, sense: Sense, anchor: Period | None) -> Period | None:
    """« au premier trimestre », « au second semestre 2024 », « le dernier trimestre 2023 »."""
    build, last = (periods.quarter, 4) if expression.kind == "quarter" else (periods.half, 2)
    number = _number(expression, "ordinal") or _number(expression, expression.kind) or last
    year = expression.part("year")
    if number > last or (year is None and today is None):
        return None
    if year is not None or today is None:
        return build(int(year or 0), number)
    if expression.part("this") is not None:
        return build(today.year, number)
    found = [period for n in (-1, 0, 1) if (period := build(today.year + n, number))]
    return nearest(_other_than_now(found, expression, today), today, _sense(expression, sense))


def _season(expression: Expression, today: date | None, sense: Sense, anchor: Period | None) -> Period | None:
    name, year = str(expression.part("season")), expression.part("year")
    if year is not None:
        return periods.season(int(year), name)
    if today is None:
        return None
    found = [period for n in (-2, -1, 0, 1) if (period := periods.season(today.year + n, name))]
    if expression.part("this") is not None:
        return min(found, key=lambda p: distance(p, today))
    return nearest(_other_than_now(found, expression, today), today, _sense(expression, sense))


def _unit(expression: Expression, today: date | None, sense: Sense, anchor: Period | None) -> Period | None:
    """« l'année dernière », « ce mois-ci », « la semaine suivante »."""
    unit, step = str(expression.part("unit") or expression.kind), _step(expression)
    base = today
    if _relative_to_text(expression) and anchor is not None:
        base = anchor.start
    if base is None:
        return None
    on = periods.shifted(base, unit, step)
    return periods.containing(on, unit) if on else None


def _relative(expression: Expression, today: date | None, sense: Sense, anchor: Period | None) -> Period | None:
    steps = _number(expression, "relative")
    on = periods.shifted(today, "day", steps) if today else None
    return periods.day(on) if on else None


def _anaphor(expression: Expression, today: date | None, sense: Sense, anchor: Period | None) -> Period | None:
    """« la veille » of the last day that the text spoke of."""
    if anchor is None or anchor.grain != "day":
        return None
    return periods.moved(anchor, "day", _number(expression, "anaphor"))


def _moment(expression: Expression, today: date | None, sense: Sense, anchor: Period | None) -> Period | None:
    on = periods.shifted(today, "day", min(_step(expression), 0)) if today else None
    return periods.day(on) if on else None


def _shift(expression: Expression, today: date | None, sense: Sense, anchor: Period | None) -> Period | None:
    """« il y a trois ans », « dans deux mois »: the year, the month so far from the article's day."""
    unit, number = str(expression.part("unit")), _number(expression, "number")
    on = periods.shifted(today, unit, -number if expression.kind == "shift" else number) if today else None
    return periods.containing(on, unit) if on else None


def _from_text(expression: Expression, today: date | None, sense: Sense, anchor: Period | None) -> Period | None:
    """« un an plus tôt »: of the time that the text spoke of, in its own grain; else of the article's day."""
    unit, number = str(expression.part("unit")), _number(expression, "number")
    base = anchor or (periods.containing(today, unit) if today else None)
    return periods.moved(base, unit, -number if expression.kind == "earlier" else number) if base else None


def _feast(expression: Expression, today: date | None, sense: Sense, anchor: Period | None) -> Period | None:
    month, number = divmod(_number(expression, "feast"), 100)
    year = expression.part("year")
    if year is not None:
        return periods.of_day(number, month, int(year))
    found = [periods.of_day(number, month, today.year + step) for step in (-1, 0, 1)] if today else []
    days = [period for period in found if period is not None]
    return nearest(days, today, _sense(expression, sense)) if today else None


RESOLVERS: dict[str, Resolver] = {
    "date": _date,
    "day": _day,
    "weekday": _weekday,
    "month": _month,
    "year": _year,
    "named_year": _year,
    "years": _years,
    "decade": _decade,
    "century": _century,
    "quarter": _part_of_year,
    "half": _part_of_year,
    "season": _season,
    "unit": _unit,
    "weekend": _unit,
    "relative": _relative,
    "anaphor": _anaphor,
    "moment": _moment,
    "shift": _shift,
    "ahead": _shift,
    "earlier": _from_text,
    "later": _from_text,
    "feast": _feast,
}


def _sense(expression: Expression, sense: Sense) -> Sense:
    step = _step(expression)
    return "past" if step < 0 else "future" if step > 0 else sense


def _step(expression: Expression) -> int:
    return next((step for name, step in STEP.items() if expression.part(name) is not None), 0)


def _relative_to_text(expression: Expression) -> bool:
    return expression.part("before") is not None or expression.part("after") is not None


def _number(expression: Expression, name: str) -> int:
    """The number of a slot; 0 where the expression has none."""
    found = expression.part(name)
    return found if isinstance(found, int) else 0
