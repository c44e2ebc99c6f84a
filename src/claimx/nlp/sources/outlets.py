"""Which outlet does a name, a domain or an address mean?"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from urllib.parse import urlsplit

import tldextract

from claimx import lexicon, tables

Row = Mapping[str, str]
LETTERS = r"[^\W_](?:[^\W_]|[\u0300-\u036f])*"
WORD = re.compile(rf"{LETTERS}(?:\.{LETTERS})*\+?")
DOMAIN = re.compile(r"(?<![\w@.\-/])(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,}(?![\w@])")
ARTICLES = ("le ", "la ", "les ", "l ", "the ", "der ", "die ", "das ", "el ", "il ", "de ")
QUALIFIER = re.compile(r"\s*\([^)]*\)\s*$")
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "ı": "i"})


@dataclass(frozen=True, slots=True)
class Name:
    """One name of an outlet. `sort`: primary, alias, qualified (without its « (Sénégal) »), bare (without its
    article), translated.
    """

    outlet: Row
    sort: str
    article: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a name was taken for, and why; `open`: nothing decides between several outlets, so none was guessed."""

    outlet_id: str
    known: bool
    ambiguous: bool
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What the article says about where its outlets come from: those beside the name, all others, its own outlet's
    country.
    """

    beside: frozenset[str] = frozenset()
    around: Mapping[str, int] | None = None
    own: str = ""
    foreign: bool = False


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Lower case, without accents and ligatures: « Médiapart » → « mediapart »."""
    plain = unicodedata.normalize("NFKD", word.lower().translate(LIGATURES))
    return "".join(c for c in plain if not unicodedata.combining(c))


def words(text: str) -> list[str]:
    """The folded words of a name: « L’Est-éclair » → l, est, eclair; a dot inside stays: « Voix.de » → voix.de."""
    return [fold(match) for match in WORD.findall(text)]


@cache
def _extractor() -> tldextract.TLDExtract:
    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)


def registered(host: str) -> str:
    """The registered domain of a host by the public suffix list: « www.bbc.co.uk » → « bbc.co.uk »; empty when it has
    none.
    """
    found = _extractor()(host.lower().strip("."))
    return f"{found.domain}.{found.suffix}" if found.domain and found.suffix else ""


def host(address: str) -> str:
    """The host of an address, without « www. » and port; empty for a relative one and for what is no web address."""
    address = address.strip()
    if not re.match(r"(?:https?:)?//|www\.", address, re.IGNORECASE):
        return ""
    try:
        parsed = urlsplit(address if "//" in address else f"//{address}", scheme="https")
    except ValueError:  # « http://[le site] », « https://le℀monde.fr »
        return ""
    return parsed.netloc.rpartition("@")[2].partition(":")[0].lower().removeprefix("www.")


class Registry:
    """The outlets that claimx knows, by name and by domain; `own` rows add to the lexicon's and override them by
    outlet_id.
    """

    def __init__(self, own: Iterable[Row] = ()) -> None:
        mine = {row["outlet_id"]: {**row, "confidence": "own"} for row in own}
        theirs = (row for row in lexicon.rows("outlets") if row["outlet_id"] not in mine)
        self.outlets: dict[str, Row] = {row["outlet_id"]: row for row in (*mine.values(), *theirs)}
        self.names: dict[str, list[Name]] = {}
        self.longest: dict[str, int] = {}
        self.domains: dict[str, Row] = {}
        self.homonyms = dict(_homonyms())
        self.blocked = {row["domain"]: row["means"] for row in lexicon.rows("not_outlet_domains")}
        for row in self.outlets.values():
            for domain in (row["outlet_id"], *_cells(row, "domains")):
                self.domains.setdefault(domain.lower(), row)
            for key, name in _names(row):
                self._add(key, name)

    def _add(self, key: str, name: Name) -> None:
        if len(key) < 2 or key.isdigit():
            return
        known = self.names.setdefault(key, [])
        if all(other.outlet["outlet_id"] != name.outlet["outlet_id"] for other in known):
            known.append(name)
            first, _, rest = key.partition(" ")
            self.longest[first] = max(self.longest.get(first, 0), rest.count(" ") + 1 + bool(rest))

    def named(self, name: str) -> list[Name]:
        """The outlets that a name can mean, whatever its case, accents and apostrophes, « .fr » or not."""
        key = " ".join(words(name))
        return self.names.get(key) or self.names.get(re.sub(r"\.[a-z]{2,4}$", "", key), [])

    def at(self, address: str) -> Row | None:
        """The outlet of a host: its own, or that of the nearest domain above: « fr.reuters.com » → reuters.com."""
        parts = address.lower().split(".")
        return next(
            (self.domains[part] for i in range(len(parts) - 1) if (part := ".".join(parts[i:])) in self.domains), None
        )

    def meaning(self, key: str) -> str:
        """What else a name means, by lexicon/outlet_homonyms.csv: word, place, person, demonym, duration,
        organisation; else empty.
        """
        return self.homonyms.get(key, "")

    def no_outlet(self, address: str) -> str:
        """Why a host is no outlet's: network, shortener, reference, institution, public; empty when nothing speaks
        against it.
        """
        parts = address.lower().split(".")
        return next(
            (self.blocked[part] for i in range(len(parts)) if (part := ".".join(parts[i:])) in self.blocked), ""
        )

    def website(self, address: str) -> Choice | None:
        """The outlet of a host; one that the registry does not know has its registered domain as its id; None for no
        outlet.
        """
        row = self.at(address)
        if row:
            return Choice(row["outlet_id"], True, False, f"outlets.csv: the domain {address}")
        domain = registered(address)
        if not domain or self.no_outlet(address):
            return None
        return Choice(domain, False, False, f"a domain that outlets.csv does not know: {domain}")

    def choose(self, written: str, names: list[Name], evidence: Evidence) -> Choice:
        """The one outlet among those that a name can mean.

        The French-language press and an outlet's own name come first, unless the outlets beside it, those of the rest
        of
        the article or the article's own outlet are of another's country. Equal scores decide nothing.
        """
        scored = sorted(((_score(name, evidence), -i) for i, name in enumerate(names)), reverse=True)
        (best, i), second = scored[0], scored[1][0] if len(scored) > 1 else float("-inf")
        row = names[-i].outlet
        if best - second < 0.25:
            others = ", ".join(sorted(name.outlet["outlet_id"] for name in names))
            return Choice(slug(written), False, True, f"« {written} » could be {others}: nothing decides")
        return Choice(
            row["outlet_id"],
            True,
            best - second < 1,
            f"outlets.csv: « {written} » is {names[-i].sort} name of {row['name']}",
        )

    def own(self, outlet: str, url: str) -> str:
        """The id of the outlet that published an article, from the metadata's name or domain, else from the address."""
        names = self.named(outlet) if outlet else []
        if names:
            return self.choose(outlet, names, Evidence()).outlet_id
        website = self.website(host(url) or (outlet.lower() if DOMAIN.fullmatch(outlet) else ""))
        return website.outlet_id if website else slug(outlet)


def slug(name: str) -> str:
    """An id for an outlet without a domain: « La Gazette du Coin » → « la-gazette-du-coin »."""
    return "-".join(words(name))


def outlet_row(registry: Registry, outlet_id: str, written: str = "") -> tables.Outlet:
    """The row of the outlets table; of an unknown outlet it has the name as the article writes it."""
    row = registry.outlets.get(outlet_id, {})
    return tables.Outlet(
        outlet_id=outlet_id,
        name=row.get("name") or written or outlet_id,
        kind=row.get("kind", ""),
        country=row.get("country", ""),
        language=row.get("language", ""),
        wikidata=row.get("wikidata", ""),
        known=bool(row),
    )


def explain(name: str, own: Iterable[Row] = ()) -> list[dict[str, str]]:
    """How a name, domain or address resolves: one row for each outlet that it can mean, the chosen one first, with the
    reason.
    """
    registry = Registry(own)
    address = host(name) or (name.lower() if DOMAIN.fullmatch(name.strip()) else "")
    names = registry.named(name)
    if not names:
        website = registry.website(address) if address else None
        found = outlet_row(registry, website.outlet_id) if website else None
        return (
            [{"outlet_id": found.outlet_id, "name": found.name, "country": found.country, "because": website.because}]
            if found and website
            else []
        )
    choice = registry.choose(name, names, Evidence())
    ordered = sorted(names, key=lambda each: (each.outlet["outlet_id"] != choice.outlet_id, -_score(each, Evidence())))
    means = registry.meaning(" ".join(words(name)))
    return [
        {
            "outlet_id": each.outlet["outlet_id"],
            "name": each.outlet["name"],
            "country": each.outlet.get("country", ""),
            "because": f"{each.sort} name, score {_score(each, Evidence()):g}"
            + (f"; also a {means}: only where an outlet is cited" if means else "")
            + ("; ambiguous" if choice.ambiguous else "")
            + ("; chosen" if each.outlet["outlet_id"] == choice.outlet_id else ""),
        }
        for each in ordered
    ]


def evidence(choices: Iterable[tuple[str, str]]) -> tuple[Counter[str], bool]:
    """The countries of the outlets that are sure, given as (country, language), and whether none of several is French-
    language.
    """
    seen = list(choices)
    return Counter(country for country, _ in seen), len(seen) > 1 and not any(
        is_french(language) for _, language in seen
    )


def is_french(language: str) -> bool:
    return "fr" in language.split(";")


def _score(name: Name, evidence: Evidence) -> float:
    row = name.outlet
    score = {"primary": 1.0, "alias": 0.0, "qualified": -0.5, "bare": -1.0, "translated": -2.0}[name.sort]
    if evidence.foreign:
        score = max(score, 0.0)
    elif is_french(row.get("language", "")):
        score += 3
    country = row.get("country", "")
    score += {"own": 100.0, "high": 1.5}.get(row.get("confidence", ""), 0.0)
    score += 8 * (country in evidence.beside) + min(4, 2 * (evidence.around or {}).get(country, 0))
    return score + 3 * bool(country and country == evidence.own)


def _homonyms() -> Iterator[tuple[str, str]]:
    """What names mean besides, with and without their article: « La Savoie » and « Savoie » are places."""
    for row in lexicon.rows("outlet_homonyms"):
        key = " ".join(words(row["name"]))
        article = next((article for article in ARTICLES if key.startswith(article)), "")
        yield key.removeprefix(article), row["means"]
        yield key, row["means"]


def _cells(row: Row, column: str) -> list[str]:
    return [cell.strip() for cell in row.get(column, "").split("|") if cell.strip()]


def _names(row: Row) -> Iterator[tuple[str, Name]]:
    """The keys under which an outlet stands in the index, its best names first."""
    translated = {" ".join(words(name)) for name in _cells(row, "mt_aliases")}
    for i, name in enumerate([row["name"], *_cells(row, "aliases"), *_cells(row, "mt_aliases")]):
        key = " ".join(words(name))
        sort = "primary" if i == 0 else "translated" if key in translated else "alias"
        yield key, Name(row, sort)
        if sort == "translated":
            continue
        if QUALIFIER.search(name) and (short := " ".join(words(QUALIFIER.sub("", name)))):
            yield short, Name(row, "qualified")
            key = short
        article = next((article for article in ARTICLES if key.startswith(article)), "")
        if article and len(key) > len(article) + 1:
            yield key.removeprefix(article), Name(row, "bare", article.strip())
