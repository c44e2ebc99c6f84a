"""When was it published? The day that the file's metadata, its name or the head of its text state, ISO 8601.

A day is stated or there is none: nothing is guessed, and nothing counts from the day on which the program runs.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache

from claimx import lexicon

DAY = (
    r"(?:(?P<iso>\d{4}-\d{2}-\d{2})"
    r"|\d{1,2}[/.]\d{1,2}[/.]\d{4}"
    r"|\d{1,2}(?:er)?\s+[^\W\d_]{3,9}\.?\s+\d{4})(?!\d)"
)
"""How a day is written at the head of an article; which words are months is left to dateparser."""

CLOCK = r"(?:[T\s,]+(?:[^\W\d_]{1,3}\s+)?\d{1,2}\s?[:hH.]?\d{0,2}.*)?"
"""What may follow a day in metadata: « T10:00:00+02:00 », « à 10h ». The day is the printed one, whatever the zone."""

YEAR_FIRST = re.compile(rf"(?P<year>\d{{4}})(?P<separator>[-/.]?)(?P<month>\d\d)(?P=separator)(?P<day>\d\d){CLOCK}")
DAY_FIRST = re.compile(
    rf"(?:[^\W\d_]+\.?,?\s+){{0,2}}(?P<day>\d\d?)(?P<separator>[-/.])(?P<month>\d\d?)(?P=separator)"
    rf"(?P<year>\d{{4}}|\d\d){CLOCK}"
)
"""« 03/04/2025 » is 3 April, as in all French: a month first is no day, lest 06/07/2025 be read in two ways."""

NUMBERS = re.compile(r"\d+[-/.]\d+[-/.]\d+")

NAMED = re.compile(
    r"(?<!\d)(?:(?P<year>(?:19|20)\d\d)(?P<separator>[-_/.]?)(?P<month>\d\d)(?P=separator)(?P<day>\d\d)"
    r"|(?P<day_>\d\d)(?P<separator_>[-_.])(?P<month_>\d\d)(?P=separator_)(?P<year_>(?:19|20)\d\d))(?!\d)"
)

FIRST_BASE = datetime(2000, 1, 1)
"""From where dateparser would count if a date were not whole; a fixed day, so that none counts from today."""

HEAD_LINES = 6
HEAD_CHARACTERS = 1200


def day(written: str) -> str:
    """A date as metadata give it, as an ISO day; empty if it is none: « 2025-06-24T10:00:00+02:00 », « 24/06/2025 »."""
    written = " ".join(written.split())
    numbers = YEAR_FIRST.fullmatch(written) or DAY_FIRST.fullmatch(written)
    if numbers:
        return _valid(numbers["year"], numbers["month"], numbers["day"])
    return "" if NUMBERS.search(written) else _in_words(written, "fr", "en")


def in_name(name: str) -> str:
    """The day in a path: « 2025-06-24-sommet », « 2025/06/24/sommet », « sommet_20250624 », « sommet-24-06-2025 »."""
    for found in NAMED.finditer(name):
        iso = _valid(*(found[part] or found[f"{part}_"] for part in ("year", "month", "day")))
        if iso:
            return iso
    return ""


def in_address(url: str) -> str:
    """The day in the path of an address: « https://exemple.fr/2025/06/24/sommet »; what is behind ? or # is no path."""
    return in_name(re.split(r"[?#]", url, maxsplit=1)[0])


def at_head(text: str) -> str:
    """The day that the first lines of an article state: after a word for publishing, in a dateline, as the dek begins.

    A day elsewhere in the first lines is what the article speaks of, or a line of rights, not when it was published.
    """
    lines = [line.strip() for line in text[:HEAD_CHARACTERS].split("\n") if line.strip()][:HEAD_LINES]
    for read in (published, updated, _dateline):
        for line in lines:
            found = "" if cued(line, "rights") else read(line)
            if found:
                return found
    return next((found for place, line in enumerate(lines) if (found := _dek(line, place))), "")


def published(line: str) -> str:
    """The day in a line after a word for publishing: « Publié le 17/08/2023 à 19h32 »."""
    return _after_cue(line, "published")


def updated(line: str) -> str:
    """The day in a line after a word for changing: « Mis à jour le 18/08/2023 »."""
    return _after_cue(line, "updated")


def cued(line: str, kind: str) -> bool:
    """Whether a line has near its beginning a cue of that kind of lexicon/publication_cues.csv."""
    return next(_cue_ends(line[:60], kind), -1) >= 0


def _after_cue(line: str, kind: str) -> str:
    """The first day in a short line after a cue of that kind, with no more than a name between."""
    for end in _cue_ends(line[:200], kind):
        written = re.match(rf"[^\d.!?]{{0,40}}(?P<day>{DAY})", line[end:200])
        if written:
            return day(written["day"])
    return ""


def _cue_ends(line: str, kind: str) -> Iterator[int]:
    """Where the cues of a kind end; none in a sentence: « Le livre est paru le 12 janvier 2020 »."""
    for cue in _cues(kind):
        for found in cue.finditer(line):
            before = line[: found.start()].rsplit(None, 1)
            if not before or not before[-1][0].islower():
                yield found.end()


@cache
def _cues(kind: str) -> tuple[re.Pattern[str], ...]:
    cues = (row["cue"] for row in lexicon.rows("publication_cues") if row["kind"] == kind)
    return tuple(re.compile(rf"(?<!\w){re.escape(cue)}(?!\w)", re.IGNORECASE) for cue in cues)


def _dateline(line: str) -> str:
    """« PARIS, 8 janvier 2025 (AFP) - La grippe… », « Genève, le 3 mai 2024 », « Par Jeanne Roy, le 1er mars »."""
    found = _dateline_pattern().match(line)
    if not found or any(len(word) > 3 and word[0].islower() for word in re.findall(r"[^\W\d_]+", found["place"])):
        return ""
    return day(found["day"]) if found["place"][0].isupper() else ""


@cache
def _dateline_pattern() -> re.Pattern[str]:
    """A place or a name, then the day, parted by a comma, « le » or a weekday if at all: not « la crise du 3 mai »."""
    between = rf"(?:,\s*(?:le\s+)?(?:{_weekday()}\s+)?|\s+(?:le\s+)?(?:{_weekday()}\s+)?)"
    after = r"\s*(?:$|[-–—]|\([^)\n]{2,40}\)|,\s*\d)"
    return re.compile(rf"(?P<place>[^\W\d_][^\d\n(.:;,]{{1,60}}?){between}(?P<day>{DAY}){after}")


def _dek(line: str, place: int) -> str:
    """A line with nothing but the day, or what stands right below the title and begins with it.

    « Mardi 24 juin 2025 », « Le 9 mai 2024, Brest fête la mer… », « 16 janvier 2017. – Un avion… ».
    """
    found = _dek_pattern().match(line)
    return day(found["day"]) if found and (place == 1 or found.end() == len(line)) else ""


@cache
def _dek_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?i:le\s+)?(?:{_weekday()},?\s+)?(?P<day>{DAY})(?=\s*(?:,|$|\.?\s*[-–—]))")


@cache
def _weekday() -> str:
    names = sorted(lexicon.forms("time_words", "weekday"))
    return rf"(?i:{'|'.join(names)})"


def _in_words(written: str, *languages: str) -> str:
    """« mardi 24 juin 2025 à 10h », « Tue, 24 Jun 2025 10:00:00 GMT »: only where day, month and year are written."""
    if not re.search(r"(?<!\d)\d{4}(?!\d)", written):
        return ""
    import dateparser

    parsed = dateparser.parse(
        written,
        languages=list(languages),
        settings={
            "DATE_ORDER": "DMY",
            "PARSERS": ["absolute-time"],
            "REQUIRE_PARTS": ["day", "month", "year"],
            "RELATIVE_BASE": FIRST_BASE,
            "RETURN_AS_TIMEZONE_AWARE": False,
            "STRICT_PARSING": True,
        },
    )
    return parsed.date().isoformat() if parsed else ""


def _valid(year: str, month: str, number: str) -> str:
    """The ISO day if there is such a day, else nothing: a path may hold « 2025-99-99 ». « 69 » is 1969, « 25 » 2025."""
    whole = int(year) if len(year) == 4 else int(year) + (1900 if int(year) > 68 else 2000)
    try:
        return date(whole, int(month), int(number)).isoformat()
    except ValueError:
        return ""
