"""Where does the text name an outlet, and how far can the name be trusted?"""

import itertools
import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from claimx import lexicon
from claimx.nlp.sources.outlets import DOMAIN, WORD, Choice, Name, Registry, fold

JOINT = re.compile(r" ?['\-–/&.]? ?|\n| [(]|[)] ?")
SUFFIX = re.compile(r"\.[a-z]{2,4}$")
OPENING = frozenset('.!?…:«“„"([{>*_#|•\n–-')
"""A capital after one of these says nothing: it begins a sentence, a quotation, a line."""
BEFORE = 40
"""So many characters before a name tell whether it is one."""
FRENCH = ("le", "la", "les", "l")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """The characters [start, end) of the text that can name an outlet.

    `trust` says where it is one: strong in any text, weak beside a cue, slot only where a citation stands.
    `choice` is there when a domain or a link has decided; else `names` are the outlets that it can mean.
    """

    start: int
    end: int
    written: str
    key: str
    trust: str
    means: str = ""
    names: tuple[Name, ...] = ()
    choice: Choice | None = None
    url: str = ""
    hull: tuple[int, int] | None = None

    @property
    def outside(self) -> tuple[int, int]:
        """The characters of the link that the mention stands in, with its markup, else its own."""
        return self.hull or (self.start, self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A place that cites outlets. `closes`: it ends a stretch; `alone`: it stands alone in its block; `nested`: inner,
    outer or empty.
    """

    start: int
    end: int
    form: str
    mentions: tuple[Mention, ...]
    closes: bool = True
    alone: bool = False
    nested: str = ""
    because: str = ""


@cache
def role(name: str) -> frozenset[str]:
    """The words of lexicon/citation_words.csv that have this role, folded."""
    return frozenset(fold(row["word"]) for row in lexicon.rows("citation_words") if row["role"] == name)


@cache
def spelled(name: str) -> frozenset[str]:
    """The words that have this role as they are spelled, lower case: « à » is no « a »."""
    return frozenset(row["word"] for row in lexicon.rows("citation_words") if row["role"] == name)


def scan(text: str, registry: Registry) -> list[Mention]:
    """Every mention in a text, longest names first, in order and without overlap; one look-up for each word of the
    text.
    """
    tokens = [(match.start(), match.end(), fold(match.group())) for match in WORD.finditer(text)]
    named = list(_named(text, tokens, registry))
    sites = [
        site
        for site in _sites(text, registry)
        if all(_part(name, site) for name in within(named, site.start, site.end))
    ]
    named = [name for name in named if not within(sites, name.start, name.end)]
    return sorted(named + sites, key=lambda mention: mention.start)


def _part(name: Mention, site: Mention) -> bool:
    """Whether a name is only a part of a domain: « Gazette » of « Gazette-locale.fr », and not « Voix.de »."""
    return (site.start <= name.start and name.end < site.end) or (site.start < name.start and name.end <= site.end)


def within(mentions: list[Mention], start: int, end: int) -> list[Mention]:
    """The mentions, in order and apart, that touch [start, end)."""
    first = bisect_left(mentions, start, key=lambda mention: mention.end - 1)
    last = bisect_left(mentions, end, key=lambda mention: mention.start)
    return mentions[first:last]


def _named(text: str, tokens: list[tuple[int, int, str]], registry: Registry) -> Iterator[Mention]:
    i = 0
    while i < len(tokens):
        word = tokens[i][2]
        longest = registry.longest.get(word, 0)
        if not longest and "." in word:
            longest = registry.longest.get(SUFFIX.sub("", word), 0)
        size = min(longest, len(tokens) - i)
        found = next((mention for n in range(size, 0, -1) if (mention := _read(text, tokens, i, n, registry))), None)
        if found:
            yield found
            while i < len(tokens) and tokens[i][0] < found.end:
                i += 1
        else:
            i += 1


def _read(text: str, tokens: list[tuple[int, int, str]], i: int, n: int, registry: Registry) -> Mention | None:
    """The mention of n words from word i on, if the index has them and only spaces, hyphens and the like join them."""
    part = tokens[i : i + n]
    key = " ".join(word for _, _, word in part)
    names = registry.names.get(key) or _on_the_web(key, registry)
    if not names or any(not JOINT.fullmatch(text, a[1], b[0]) for a, b in itertools.pairwise(part)):
        return None
    before = tokens[i - 1][2] if i and text[tokens[i - 1][1] : part[0][0]].strip(" '«“\"[*_") == "" else ""
    names = [_promoted(name, key, before) for name in names]
    names = [name for name in names if name.sort != "bare"] or names
    start, end = part[0][0], part[-1][1]
    if (
        len(key) <= 3
        and text[start:end].islower()
        and not any(name.outlet.get("kind", "") == "agency" or name.outlet["name"].islower() for name in names)
    ):
        return None
    mention = Mention(
        start=start,
        end=end,
        written=text[start:end],
        key=key,
        trust="slot",
        means=registry.meaning(key),
        names=tuple(names),
    )
    return replace(mention, trust=_trust(text, mention))


def _on_the_web(key: str, registry: Registry) -> list[Name]:
    """« Le Figaro.fr », « Miroir.de »: the outlets of a name under this suffix."""
    suffix = SUFFIX.search(key)
    names = registry.names.get(key[: suffix.start()], []) if suffix else []
    return [
        name
        for name in names
        if suffix and any(site.endswith(suffix[0]) for site in name.outlet.get("domains", "").split("|"))
    ]


def _promoted(name: Name, key: str, before: str) -> Name:
    """A name without its article is as good as a whole one when the text contracts the article or puts its own: « au
    Monde », « le Guardian ».
    """
    if name.sort != "bare":
        return name
    contracted = {"le": ("du", "au"), "les": ("des", "aux")}.get(name.article, ())
    sure = name.outlet.get("confidence") in ("high", "own") and before in ("le", "la", "l", "du", "au")
    foreign = name.article not in FRENCH and (sure or " " in key)
    return replace(name, sort="alias") if before in contracted or foreign else name


def _trust(text: str, mention: Mention) -> str:
    whole = [name for name in mention.names if name.sort in ("primary", "alias", "qualified")]
    lower = any(mention.written in (name.outlet["name"], *name.outlet.get("aliases", "").split("|")) for name in whole)
    if not whole or not (lower or capitalised(mention.written)) or _inside_a_name(text, mention):
        return "slot"
    if mention.means == "duration" and not any(word[0].isupper() for word in mention.written.split()):
        return "weak" if text[mention.end : mention.end + 1] in (",", ".", "") else "slot"
    several = " " in mention.key
    sure = any(name.outlet.get("confidence") in ("high", "own") for name in whole) or several
    short = len(mention.key) <= 2
    if _written_with_article(text, mention) and (not mention.means or (sure and _complete(text, mention))):
        return "strong"
    return "strong" if sure and not short and not mention.means and mention.key.split()[0] not in FRENCH else "weak"


def capitalised(written: str) -> bool:
    """Whether the first word after an article has a capital or a digit: « le Monde », « l'AFP », « 20 Minutes »."""
    parts = [match.group() for match in WORD.finditer(written)]
    content = parts[1:] if len(parts) > 1 and fold(parts[0]) in FRENCH else parts
    return bool(content) and (
        content[0][0].isupper() or content[0][0].isdigit() or any(c.isupper() for c in content[0])
    )


def _written_with_article(text: str, mention: Mention) -> bool:
    """« dit Le Point » and not « Le point » or « le Point »: a capital article inside a sentence is part of a name."""
    if mention.key.split()[0] not in FRENCH or not mention.written[0].isupper() or mention.written.isupper():
        return False
    before = text[max(0, mention.start - BEFORE) : mention.start].rstrip(" ")
    return bool(before) and before[-1] not in OPENING and before[-1] != "'"


def _complete(text: str, mention: Mention) -> bool:
    """Whether a common word stands by itself: « dit Le Point. », no title of a work: « La Vie devant soi »."""
    after = re.match(r" ?(?:[^\w\s'-]|$|([\w]+)'?)", text[mention.end : mention.end + 30])
    return bool(
        after
        and (
            after[1] is None
            or any(after[1].lower() in spelled(name) for name in ("conjunction", "auxiliary", "relative"))
        )
    )


def _inside_a_name(text: str, mention: Mention) -> bool:
    """Whether a common word or a short name is part of a longer one: « La Croix-Rouge », « Elle Fanning », « Orient-
    Express ».
    """
    before, after = text[max(0, mention.start - BEFORE) : mention.start], text[mention.end : mention.end + 40]
    if re.match(r"-\w|'\w|\.\w", after) or re.search(r"\w-$", before):
        return True
    single = " " not in mention.key and not mention.written.isupper()
    follows = re.match(r" ([^\W\d_][\w.'-]*)", after)
    if follows and follows[1][0].isupper() and mention.means and fold(follows[1]) not in role("auxiliary"):
        return True
    leads = re.search(r"([\w,]) +([^\W\d_][\w'-]*) $", before)
    return bool(
        (mention.means or single) and leads and leads[2][0].isupper() and fold(leads[2]) not in (*FRENCH, "the")
    )


def _sites(text: str, registry: Registry) -> Iterator[Mention]:
    """The domains in a text; one that the registry does not know is an outlet only where a citation stands."""
    for match in DOMAIN.finditer(text):
        written = match.group()
        ending = written.rpartition(".")[2]
        if ending[0].isupper() and not written.isupper() and written[0].islower():  # « en baisse.Les »
            continue
        choice = registry.website(written.lower().removeprefix("www."))
        if choice:
            trust = "strong" if choice.known else "weak"
            yield Mention(
                start=match.start(), end=match.end(), written=written, key=written.lower(), trust=trust, choice=choice
            )
