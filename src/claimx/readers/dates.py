"""When was it published? The day that the file's metadata, its name or the head of its text tell, ISO 8601."""

import calendar
import re

from claimx import lexicon

DAY = (
    r"(?:(?P<iso>\d{4}-\d{2}-\d{2})"
    r"|\d{1,2}[/.]\d{1,2}[/.]\d{4}"
    r"|\d{1,2}(?:er)?\s+[^\W\d_]{3,9}\.?\s+\d{4})"
)
"""How a day is written at the head of an article; which words are months is left to dateparser."""

NAMED = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<separator>[-_/.]?)(?P<month>\d\d)(?P=separator)(?P<day>\d\d)(?!\d)"
)

DATELINE = re.compile(
    rf"(?P<place>[^\W\d_][^\d\n(.:;]{{1,60}}?),?\s+(?:\w+\s+)?(?P<day>{DAY})\s*(?:$|[-–—]|\([^)\n]{{2,40}}\)|,\s*\d)"
)
"""« PARIS, 8 janvier 2025 (AFP) - L'épidémie… », « Genève, le 3 septembre 2024 »."""

DEK = re.compile(rf"(?:\w+\s+){{0,2}}(?P<day>{DAY})(?=\s*(?:,|$))")
"""« Le 9 mai 2024, Brest fête la mer… », « Mardi 24 juin 2025 »."""

HEAD_LINES = 6
HEAD_CHARACTERS = 1200


def day(written: str) -> str:
    """A date as metadata give it, as an ISO day; empty if it is none: « 2025-06-24T10:00:00+02:00 », « 24/06/2025 »."""
    written = written.strip()
    return (in_name(written) or _parsed(written, "fr", "en")) if written else ""


def in_name(name: str) -> str:
    """The day in a path: « 2025-06-24-sommet », « 2025/06/24/sommet », « sommet_20250624 »."""
    for found in NAMED.finditer(name):
        iso = _valid(f"{found['year']}-{found['month']}-{found['day']}")
        if iso:
            return iso
    return ""


def at_head(text: str) -> str:
    """The day that the first lines of an article tell: after a word for publishing, in a dateline, as the dek begins.

    A day elsewhere in the first lines is what the article speaks of, not when it was published.
    """
    lines = [line.strip() for line in text[:HEAD_CHARACTERS].split("\n") if line.strip()][:HEAD_LINES]
    for read in (_published, _updated, _dateline, _dek):
        for place, line in enumerate(lines):
            found = read(line, place)
            if found:
                return found
    return ""


def _published(line: str, place: int) -> str:
    return _after_cue(line, "published")


def _updated(line: str, place: int) -> str:
    return _after_cue(line, "updated")


def _after_cue(line: str, kind: str) -> str:
    """The first day in a short line after a cue of that kind, with no more than a name between."""
    for cue in (row["cue"] for row in lexicon.rows("publication_cues") if row["kind"] == kind):
        found = re.search(rf"\b{cue}\b(?P<between>[^\d.!?]{{0,40}})(?P<day>{DAY})", line[:200], re.IGNORECASE)
        if found:
            return _parsed(found["day"])
    return ""


def _dateline(line: str, place: int) -> str:
    found = DATELINE.match(line)
    return _parsed(found["day"]) if found and found["place"][0].isupper() else ""


def _dek(line: str, place: int) -> str:
    """A dek stands right after the title, or is a line of its own with nothing but the day."""
    found = DEK.match(line)
    if found and (place == 1 or found.end() == len(line)):
        return _parsed(found["day"])
    return ""


def _parsed(written: str, *languages: str) -> str:
    import dateparser

    settings = {"DATE_ORDER": "DMY", "STRICT_PARSING": True, "RETURN_AS_TIMEZONE_AWARE": False}
    parsed = dateparser.parse(written, languages=list(languages or ("fr",)), settings=settings)
    return parsed.date().isoformat() if parsed else ""


def _valid(iso: str) -> str:
    """The ISO day if there is such a day, else nothing: a path may hold « 2025-99-99 »."""
    year, month, number = (int(part) for part in iso.split("-"))
    exists = year > 0 and 1 <= month <= 12 and 1 <= number <= calendar.monthrange(year, month)[1]
    return iso if exists else ""
