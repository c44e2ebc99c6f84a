"""Is a number of four digits a year? « en 2019 », « le budget 2025 »; not « 2000 personnes », « un loyer de 1985 »."""

from claimx.nlp.calendar.words import Slots, Word, forms, slots

EARLIEST, LATEST = 1750, 2070
"""Without a word that asks for a year (« en », « depuis »), only these are taken for one."""
ROUND = 100
"""« 1900 », « 2000 »: as often amounts as years, so they need such a word."""
LONGEST_RANGE = 150


def is_year(words: list[Word], at: int) -> bool:
    """Whether the number at a place is a year by what stands before it; what follows is for `counts` to say."""
    before, second = _norm(words, at - 1), _norm(words, at - 2)
    if before in forms("not_year") or second in forms("not_year"):
        return False
    if before in forms("year_lead") or (before in forms("year_link") and second in forms("year_lead")):
        return True
    if before in forms("year_to") and second in forms("year_compared"):
        return True
    if _opens_range(words, at):
        return True
    year = int(words[at].norm)
    return EARLIEST <= year <= LATEST and year % ROUND != 0 and _weak(words, at, before, second)


def _weak(words: list[Word], at: int, before: str, second: str) -> bool:
    """« de 2022 », « (2019) », « pour 2026 », « le budget 2025 », « 2024 : » at the beginning of a line."""
    if before in forms("year_weak") or (before == "'" and second in forms("counted")):
        return second not in forms("amount_noun") or before == "("
    if before in ("", "\n"):
        return True
    name = at > 0 and words[at - 1].sort == "word" and len(before) > 1
    return name and before not in forms("before_amount") and "number" not in slots(words[at - 1])


def _opens_range(words: list[Word], at: int) -> bool:
    """« entre 2010 et 2015 », « de 1990 à 2020 »: both are years, the second is later and counts nothing."""
    leads = _norm(words, at - 1) in forms("range_lead") and _norm(words, at + 1) in forms("joint")
    other = slots(words[at + 2]).get("year") if leads and at + 2 < len(words) else None
    if not isinstance(other, int) or counts(words, at + 2):
        return False
    year = int(words[at].norm)
    both_round = year % ROUND == other % ROUND == 0
    return year < other <= min(LATEST, year + LONGEST_RANGE) and not both_round


def counts(words: list[Word], at: int) -> bool:
    """Whether the number at a place counts what follows: a unit, a magnitude or a plural noun (« 2000 euros »).

    After a number above one a French noun has its plural: a word in -s or -x that is no grammatical word is counted.
    """
    if at + 1 >= len(words):
        return False
    after = words[at + 1]
    if after.norm in forms("unit_symbol"):
        return "year" in slots(words[at]) or after.norm not in forms("hour_letter")
    if after.norm in ("-", "/", "'") and after.start == words[at].end:
        return at + 2 < len(words) and words[at + 2].start == after.end and words[at + 2].sort != "line"
    plural = after.sort == "word" and after.norm.endswith(("s", "x")) and not after.capital and len(after.norm) > 3
    return plural and not ({"month", "season"} & set(slots(after))) and after.norm not in forms("not_plural")


def may_touch(before: str) -> bool:
    """Whether a year may touch the sign or word before it: « (2019) », « l'après-2015 », « 2019/2020 »."""
    return before in forms("touching")


def is_range(parts: Slots, words: list[Word]) -> bool:
    """« 2023-2024 », « 2023/24 »: the second year is later; of two digits, the next one."""
    first, second = int(words[0].norm), int(words[-1].norm)
    if "yy" in parts:
        return (first + 1) % ROUND == second and words[0].end == words[1].start
    return first < second <= first + LONGEST_RANGE and EARLIEST <= second <= LATEST


def _norm(words: list[Word], at: int) -> str:
    return words[at].norm if 0 <= at < len(words) else ""
