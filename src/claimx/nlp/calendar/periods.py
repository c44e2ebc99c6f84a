"""A stretch of days with its TIMEX3 value: a year, a month, a week, a season; and those before or after it."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

FIRST, LAST = date.min.year, date.max.year - 1
SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""The month in which a season begins; winter goes on into the next year."""
MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
DAYS = {"day": 1, "weekend": 7, "week": 7, "fortnight": 14}


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `start` to `end`, both in it; `grain` is the unit that the text names it in."""

    value: str
    start: date
    end: date
    grain: str


def day(on: date) -> Period:
    """« 2025-06-24 »."""
    return Period(on.isoformat(), on, on, "day")


def of_day(number: int, month: int, in_year: int) -> Period | None:
    """The day of these numbers; None for 30 February."""
    if not (FIRST <= in_year <= LAST and 1 <= month <= 12 and 1 <= number <= monthrange(in_year, month)[1]):
        return None
    return day(date(in_year, month, number))


def months(first: int, count: int, value: str, grain: str) -> Period | None:
    """So many months from the month `first`, counted from the year 0; None outside of the calendar."""
    year, month = divmod(first, 12)
    last_year, last_month = divmod(first + count - 1, 12)
    if year < FIRST or last_year > LAST:
        return None
    end = date(last_year, last_month + 1, monthrange(last_year, last_month + 1)[1])
    return Period(value, date(year, month + 1, 1), end, grain)


def year(number: int) -> Period | None:
    """« 2025 »."""
    return months(number * 12, 12, f"{number:04}", "year")


def years(low: int, high: int) -> Period | None:
    """« 2023/2024 »: from the first day of the one to the last day of the other."""
    return months(low * 12, (high - low + 1) * 12, f"{low:04}/{high:04}", "years") if high >= low else None


def month(in_year: int, number: int) -> Period | None:
    """« 2025-06 »."""
    return months(in_year * 12 + number - 1, 1, f"{in_year:04}-{number:02}", "month")


def quarter(in_year: int, number: int) -> Period | None:
    """« 2025-Q1 »."""
    return months(in_year * 12 + 3 * number - 3, 3, f"{in_year:04}-Q{number}", "quarter")


def half(in_year: int, number: int) -> Period | None:
    """« 2025-H1 »."""
    return months(in_year * 12 + 6 * number - 6, 6, f"{in_year:04}-H{number}", "half")


def season(in_year: int, name: str) -> Period | None:
    """« 2023-WI »: the meteorological season that begins in this year."""
    return months(in_year * 12 + SEASONS[name] - 1, 3, f"{in_year:04}-{name}", "season")


def decade(number: int) -> Period | None:
    """« 199 »: the years 1990 to 1999."""
    return months(number // 10 * 120, 120, f"{number // 10:03}", "decade")


def century(number: int) -> Period | None:
    """« 19 »: the 20th century, 1901 to 2000."""
    return months((number * 100 - 99) * 12, 1200, f"{number - 1:02}", "century")


def week(on: date) -> Period:
    """« 2025-W01 »: Monday to Sunday, numbered by ISO 8601."""
    monday = on - timedelta(days=on.weekday())
    number = on.isocalendar()
    return Period(f"{number.year:04}-W{number.week:02}", monday, monday + timedelta(days=6), "week")


def weekend(on: date) -> Period:
    """« 2025-W01-WE »: Saturday and Sunday of the week of a day."""
    whole = week(on)
    return Period(f"{whole.value}-WE", whole.end - timedelta(days=1), whole.end, "weekend")


def containing(on: date, grain: str) -> Period | None:
    """The period of a unit in which a day lies."""
    if grain in ("day", "week", "weekend"):
        return {"day": day, "week": week, "weekend": weekend}[grain](on)
    numbered = {"year": year, "decade": decade}
    if grain in numbered:
        return numbered[grain](on.year)
    if grain == "century":
        return century((on.year + 99) // 100)
    parts = {"month": month, "quarter": quarter, "half": half}
    return parts[grain](on.year, (on.month - 1) // MONTHS[grain] + 1) if grain in parts else None


def shifted(on: date, unit: str, steps: int) -> date | None:
    """The day so many units later, or earlier; the last day of a shorter month; None outside of the calendar."""
    if unit in DAYS:
        ordinal = on.toordinal() + DAYS[unit] * steps
        return date.fromordinal(ordinal) if date.min.toordinal() < ordinal < date(LAST, 1, 1).toordinal() else None
    number = on.year * 12 + on.month - 1 + MONTHS[unit] * steps
    in_year, month = divmod(number, 12)
    if not FIRST <= in_year <= LAST:
        return None
    return date(in_year, month + 1, min(on.day, monthrange(in_year, month + 1)[1]))


def moved(period: Period, unit: str, steps: int) -> Period | None:
    """The same period so many units later: the first quarter of the year before."""
    start = shifted(period.start, unit, steps)
    if start is None:
        return None
    if period.grain == "season":
        name = period.value[-2:]
        return season(start.year, name)
    return containing(start, period.grain)
