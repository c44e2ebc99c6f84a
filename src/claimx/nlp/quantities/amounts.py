"""How much is it? A numeral with the unit beside it: « 35 milliards de dollars », « Fr. 1.80 », « -4 °C »."""

import re
from dataclasses import dataclass, replace

from claimx import lexicon
from claimx.lexicon import Row, any_of, pattern
from claimx.nlp.numerals import OF, Numeral


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity as characters [start, end) of the text; the kind is empty while nothing beside the numeral tells it.

    `value` is in `unit`; `high` is the upper bound of a range; `numeral` is the last numeral of it.
    """

    start: int
    end: int
    value: float
    numeral: Numeral
    kind: str = ""
    unit: str = ""
    high: float | None = None
    factor: float = 1
    because: str = ""
    head: int = -1  # first character of the counted noun


UNITS = lexicon.rows("units")
CURRENCIES = lexicon.rows("currencies")


def _plural(form: str) -> str:
    """A pattern of a name in the singular or the plural: « kilomètres carrés »."""
    return re.sub(r"(?<=\w)(?=\W|$)", "[sx]?", re.escape(form))


def _end(form: str) -> str:
    """What may not follow a form: a letter, and a digit unless a smaller part follows as in « 2h31 », « 1m85 »."""
    if not form[-1].isalnum():
        return ""
    return r"(?![^\W\d]|'|-\w)" if form in PARTED else r"(?![\w']|-\w)"


PARTED = ("h", "m", "min", "mn")


def _pattern(rows: list[Row], *, name: bool) -> re.Pattern[str]:
    forms = sorted((row["form"] for row in rows), key=len, reverse=True)
    parts = [(_plural(form) if name else re.escape(form)) + _end(form) for form in forms]
    return re.compile("|".join(f"({part})" for part in parts), re.IGNORECASE if name else 0)


@dataclass(frozen=True, slots=True)
class _Forms:
    """The forms of units of one sort, as a pattern with a group for each row."""

    rows: list[Row]
    pattern: re.Pattern[str]

    def at(self, text: str, start: int) -> tuple[int, Row] | None:
        """Where the longest form that begins at `start` ends, and its row."""
        match = self.pattern.match(text, start)
        return (match.end(), self.rows[(match.lastindex or 1) - 1]) if match else None


def _forms(*, name: bool) -> _Forms:
    money = [dict(row, kind="money") for row in CURRENCIES]
    rows = [row for row in (*UNITS, *money) if (row["case"] != "symbol") is name]
    rows.sort(key=lambda row: len(row["form"]), reverse=True)
    return _Forms(rows, _pattern(rows, name=name))


NAMES, SYMBOLS = _forms(name=True), _forms(name=False)
CURRENCY_BEFORE = re.compile(
    rf"(?<![\w$])(?P<form>{any_of(row['form'] for row in CURRENCIES if row['place'] == 'both')}) ?$"
)
BEFORE = {row["form"]: row for row in CURRENCIES if row["place"] == "both"}
LINKED = any_of(row["form"] for row in lexicon.rows("prepositions") if row["lemma"] == "de")
SIGN = re.compile(
    r"(?:^|(?<=[\s(:«“\"]))(?P<sign>[+\-–±])$|(?P<plus>\+) $"
    rf"|(?:(?<=[(:])\s?|(?<!\w)(?:{LINKED}) )(?P<minus>[-–]) $"
)
ADJECTIVES = pattern("unit_words", "adjective")
LINK = re.compile(rf"(?: {OF} ?| ?-?)(?:(?:{ADJECTIVES}) )?", re.IGNORECASE)
DASH = re.compile(r"\.?[–-](?![\w–-])")
MINUS = re.compile(rf"(?<!\w)(?:{pattern('unit_words', 'minus')}) $", re.I)


def amount(text: str, numeral: Numeral) -> Amount:
    """The numeral with the unit that stands before or after it; without one, an amount of no kind."""
    found = _before(text, numeral) or _after(text, numeral)
    bare = Amount(numeral.start, numeral.end, numeral.value, numeral)
    return _signed(text, found or bare)


def _before(text: str, numeral: Numeral) -> Amount | None:
    """« €15 », « US$ 40 », « Fr. 1.80 », « CHF 4'100.– »; a currency that is also written behind stays inside."""
    match = CURRENCY_BEFORE.search(text[max(0, numeral.start - 8) : numeral.start])
    if match is None or numeral.shape != "digits":
        return None
    row = BEFORE[match["form"]]
    dash = DASH.match(text, numeral.end)
    end = dash.end() if dash else numeral.end
    return Amount(
        numeral.start - len(match[0]),
        end,
        numeral.value * float(row["factor"]),
        numeral,
        "money",
        row["unit"],
        factor=float(row["factor"]),
        because=f"currencies.csv: « {row['form']} » before the numeral",
    )


def _after(text: str, numeral: Numeral) -> Amount | None:
    """« 35 € », « 35 milliards de dollars », « deux derniers jours », « un quart d'heure »."""
    dash = DASH.match(text, numeral.end) if numeral.shape == "digits" else None
    link = LINK.match(text, dash.end() if dash else numeral.end)
    if link is None or not _links(text, numeral, link):
        return None
    found = [NAMES.at(text, link.end())]
    if numeral.shape == "digits" and "-" not in link[0]:
        found.append(SYMBOLS.at(text, link.end()))
    ends = [one for one in found if one]
    if not ends:
        return None
    end, row = max(ends, key=lambda one: one[0])
    table = "currencies.csv" if row["kind"] == "money" else "units.csv"
    value = float(f"{numeral.value * float(row['factor']):.15g}")
    return Amount(
        numeral.start,
        end,
        value,
        numeral,
        row["kind"],
        row["unit"],
        factor=float(row["factor"]),
        because=f"{table}: « {row['form']} »",
    )


def followed_by_unit(text: str, end: int) -> bool:
    """Whether a unit stands behind a figure that ends there."""
    link = LINK.match(text, end)
    return link is not None and bool(NAMES.at(text, link.end()) or SYMBOLS.at(text, link.end()))


def _links(text: str, numeral: Numeral, link: re.Match[str]) -> bool:
    """Whether what stands between may: a preposition only behind a magnitude, a collective or a fraction."""
    words = link[0].split()
    of = bool(words) and re.match(OF, words[0], re.I) is not None
    half = text[numeral.start : numeral.end].lower().endswith(HALVES)
    if "-" in link[0]:
        return half
    if numeral.shape == "fraction" and numeral.magnitude == 1:
        return of or half  # « un quart d'heure »; « la vingtième minute » is an ordinal
    return not of or numeral.magnitude >= 1000 or numeral.shape == "collective"


HALVES = tuple(
    row["form"] for row in lexicon.rows("fractions") if row["value"] == "0.5" and row["form"].startswith("demi")
)


def _signed(text: str, amount: Amount) -> Amount:
    """The sign is inside the span; a temperature keeps it, of a change the direction says it."""
    left = text[max(0, amount.start - 12) : amount.start]
    match = SIGN.search(left)
    minus = MINUS.search(left) if amount.unit in ("degC", "degF") else None
    sign = minus or match
    if sign is None or not amount.kind:
        return amount
    first = sign.start(sign.lastgroup or 0)
    negative = minus is not None or left[first] in "-–"
    cold = negative and amount.unit in ("degC", "degF")
    return replace(amount, start=amount.start - len(left) + first, value=-amount.value if cold else amount.value)
