"""Is it a time at all? « 2000 personnes », « 24 heures de garde », « rue du 8 mai 1945 », « la planète mars » are none.

Each guard looks at the words around a match and says whether it may stand. What they look for are the roles of
lexicon/time_words.csv.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from claimx.nlp.calendar import years
from claimx.nlp.calendar.grammar import Match
from claimx.nlp.calendar.words import Word, forms, slots

DAYS, MONTHS = 31, 12
ADDRESS = 6
"""So many words of a date and its links may stand between a street and the match."""


@dataclass(frozen=True, slots=True)
class Place:
    """A match among the words of the text, and where earlier matches of its sort end."""

    words: list[Word]
    match: Match
    ends: frozenset[int]

    def norm(self, at: int) -> str:
        """The word at a place; empty outside of the text."""
        return self.words[at].norm if 0 <= at < len(self.words) else ""

    @property
    def before(self) -> str:
        """The word before the match."""
        return self.norm(self.match.first - 1)

    @property
    def after(self) -> str:
        """The word after the match."""
        return self.norm(self.match.last + 1)

    def glued(self) -> bool:
        """Whether the match touches the word before it: « #Paris2024 », « Lyon2026 »."""
        first = self.match.first
        return first > 0 and self.words[first - 1].end == self.words[first].start

    def opens_sentence(self) -> bool:
        """Whether the match is the first of its sentence, as far as signs tell."""
        return not self.before or self.before in forms("end_of_sentence")

    def chained(self) -> bool:
        """Whether it goes on with a list or range: « 14 h, 15 h et 16 h », « 2010 et 2015 »."""
        return self.before in forms("joint") and self.match.first - 2 in self.ends


Guard = Callable[[Place], bool]


def guarded(words: list[Word], matches: Iterable[Match]) -> Iterator[Match]:
    """The matches that may stand, in their order."""
    ends: dict[str, set[int]] = {}
    empty: frozenset[int] = frozenset()
    for match in matches:
        mine = ends.setdefault(match.kind, set())
        near = frozenset(mine & {match.first - 2}) or empty
        place = Place(words, match, near)
        if all(guard(place) for guard in (*EVERY, *GUARDS.get(match.kind, ()))):
            mine.add(match.last)
            yield match


def _no_address(place: Place) -> bool:
    """« rue du 8 mai 1945 » is an address; « la première place de 2019 » is none."""
    at = first = place.match.first
    while at > 0 and first - at < ADDRESS and _of_address(place, at - 1):
        at -= 1
    dated = any(_dated(word) for word in place.words[at : place.match.last + 1])
    return at == first or not dated or place.norm(at - 1) not in forms("street")


def _of_address(place: Place, at: int) -> bool:
    return place.norm(at) in forms("address_link") or _dated(place.words[at])


def _dated(word: Word) -> bool:
    return not {"day", "month"}.isdisjoint(slots(word))


def _counts_nothing(place: Place) -> bool:
    """A number at its end is no amount of what follows: « mars 2000 personnes » is March only."""
    return place.words[place.match.last].sort != "digits" or not years.counts(place.words, place.match.last)


def _weekday(place: Place) -> bool:
    first, last = place.words[place.match.first], place.words[place.match.last]
    if place.match.first == place.match.last and place.before in forms("generic_lead"):
        return False
    if first.capital and not (place.opens_sentence() or place.before in forms("this") or len(place.match.slots) > 1):
        return False
    return not last.capital or last is first


def _month(place: Place) -> bool:
    """In French a month has no capital: « Avril » alone is a name, « la planète Mars » is none."""
    first = place.words[place.match.first]
    alone = not ({"year", "last", "next"} & set(place.match.slots))
    return not (first.capital and alone) and place.before not in forms("planet")


def _day(place: Place) -> bool:
    """« 11-Septembre » does not come here, as its hyphen is no part of a pattern; « mardi 24 h » is an hour."""
    return place.after not in forms("hour_sign") or "month" in place.match.slots


def _date(place: Place) -> bool:
    day, month = _day_and_month(str(place.match.slots.get("date") or place.match.slots["slash"]))
    return 1 <= day <= DAYS and 1 <= month <= MONTHS


def _day_and_month(written: str) -> tuple[int, int]:
    numbers = [int(number) for number in written.replace(".", "/").replace("-", "/").split("/")]
    return (numbers[2], numbers[1]) if numbers[0] > DAYS else (numbers[0], numbers[1])


def _slash(place: Place) -> bool:
    return "slash" not in place.match.slots or _date(place)


def _clock(place: Place) -> bool:
    """« à 18 h 30 », « vers 7 h 40 », « mardi, 20h45 », « 10h-20h »; not « en 2 h 30 », « 24 heures de garde »."""
    if place.match.slots.get("hour") == DAY:  # « limité à 24 heures »
        return False
    if (place.after in forms("counted") and not _part_of_day(place)) or _cut(place):
        return False
    if place.before in forms("clock_lead"):
        return _no_range_of_durations(place) and (
            _exact(place)
            or place.before in forms("clock_point")
            or place.norm(place.match.first - 2) in forms("clock_soon")
        )
    exact = _exact(place)
    return place.chained() or _opens_range(place) or (exact and (_follows_date(place) or _from(place)))


def _from(place: Place) -> bool:
    """« à partir de 9h », « le train de 17 h 40 »; « un film de 2 h 40 » lasts."""
    if place.before not in forms("clock_of"):
        return False
    late = "minute" in place.match.slots and int(str(place.match.slots["hour"])) >= EARLIEST
    return late or place.norm(place.match.first - 2) in forms("clock_from")


DAY = 24
EARLIEST = 6
"""A length of hours and minutes seldom reaches six hours; the first trains leave then."""


def _exact(place: Place) -> bool:
    return "minute" in place.match.slots or place.norm(place.match.last) in forms("hour_letter") or _part_of_day(place)


def _cut(place: Place) -> bool:
    """« à 2 h 15 de Paris »: the hours without their minutes are no clock time, either."""
    after = place.match.last + 1
    return "minute" not in place.match.slots and after < len(place.words) and "minute" in slots(place.words[after])


def _part_of_day(place: Place) -> bool:
    """« 7 heures du matin », « 3 h de l'après-midi »."""
    last = place.match.last
    return any(place.norm(last + step) in forms("clock_part") for step in (2, 4))


def _no_range_of_durations(place: Place) -> bool:
    """« 12 à 15 heures sur un brancard » has no clock time, « de 10 h à 20 h » has two."""
    at = place.match.first - 2
    if place.chained() or at < 0:
        return True
    before = slots(place.words[at])
    return "number" not in before or "year" in before


def _opens_range(place: Place) -> bool:
    """« de 10 h à 20 h », « entre 8 h et 9 h 30 », « 10h-20h »."""
    last = place.match.last
    if place.norm(last + 1) not in forms("joint") or place.norm(last + 3) not in forms("hour_sign"):
        return False
    return place.before in forms("range_lead") if place.after != "-" else True


def _follows_date(place: Place) -> bool:
    """« Mardi, 20h45 », « 17/08/2023 19h32 », « (20h50) », « 19h32 : » at the beginning of a line."""
    if place.before in ("(", "\n", "|") or not place.before:
        return True
    at = place.match.first - (2 if place.before in (",", "-", "/") else 1)
    names = slots(place.words[at]) if at >= 0 else {}
    return bool({"weekday", "month", "date", "moment"} & set(names)) or "year" in names


def _unit(place: Place) -> bool:
    """« le mois passé », but not « un mois passé à l'hôpital »; « ce jour » says nothing."""
    unit, found = place.match.slots.get("unit"), place.match.slots
    if unit in ("hour", "minute", "fortnight") or (unit == "day" and not {"before", "after"} & set(found)):
        return False
    return "this" in found or "part" in found or place.before in forms("definite")


def _season(place: Place) -> bool:
    """« l'été 2023 », not « a été 2 023 fois »."""
    first = place.words[place.match.first]
    return first.norm not in forms("participle") or place.before in forms("summer_lead")


def _relative(place: Place) -> bool:
    """Not « le monde de demain », nor a name in a citation: « ( ZDF aujourd'hui ) »."""
    first = place.match.first
    name = first > 0 and place.words[first - 1].capital and place.after in (")", ",", "]")
    of = place.before in forms("counted") or (place.before == "'" and place.norm(first - 2) in forms("counted"))
    return not name and not (of and len(place.match.slots) > 0)


def _letter(place: Place) -> bool:
    """« T2 2024 », not « t 2 »."""
    return place.words[place.match.first].capital or "ordinal" in place.match.slots or "final" in place.match.slots


def _shift(place: Place) -> bool:
    return place.match.slots["unit"] not in ("hour", "minute")


def _no_event_after(place: Place) -> bool:
    """« un an plus tôt », « deux jours après, »; not « deux jours après le drame », « un an plus tôt que prévu »."""
    if place.after in forms("comparison"):
        return False
    at = place.match.last + 1
    long = place.norm(place.match.last) not in forms("event_lead")
    return long or at >= len(place.words) or place.words[at].sort in ("sign", "line")


def _year(place: Place) -> bool:
    return not (place.glued() and not years.may_touch(place.before)) and (
        years.is_year(place.words, place.match.first) or (place.chained() and place.match.first > 0)
    )


EVERY: tuple[Guard, ...] = (_no_address, _counts_nothing)
GUARDS: dict[str, tuple[Guard, ...]] = {
    "clock": (_clock,),
    "date": (_date,),
    "day": (_day, _slash),
    "month": (_month,),
    "weekday": (_weekday,),
    "unit": (_unit,),
    "season": (_season,),
    "relative": (_relative,),
    "quarter": (_letter,),
    "half": (_letter,),
    "shift": (_shift,),
    "ahead": (_shift,),
    "earlier": (_shift, _no_event_after),
    "later": (_shift, _no_event_after),
    "year": (_year,),
    "years": (lambda place: years.is_range(place.match.slots, place.words[place.match.first : place.match.last + 1]),),
}
