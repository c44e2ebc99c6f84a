"""Which mentions are the same entity, and what is its name? Over the whole document, before and after."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from spacy.tokens import Doc

from claimx.nlp.entities.bounds import words
from claimx.nlp.entities.initials import fitting
from claimx.nlp.entities.roles import is_civil, role
from claimx.nlp.entities.spans import Found
from claimx.nlp.entities.world import World, fold

INITIALS = re.compile(r"(?:\w{1,2}\.\s?)+(?=\w)")


@dataclass(frozen=True, slots=True)
class Named:
    """An entity of the document: its name and its mentions in order."""

    name: str
    label: str
    role: str
    iso_code: str
    wikidata: str
    mentions: tuple[Found, ...]


def named(doc: Doc, mentions: list[Found], world: World) -> list[Named]:
    """The mentions put together by entity, in the order of their first mention."""
    mentions = [replace(mention, role=role(doc, mention)) for mention in relabelled(mentions, world)]
    groups: dict[tuple[str, str], list[Found]] = defaultdict(list)
    for mention, key in zip(mentions, keys(doc, mentions, world), strict=True):
        groups[key].append(mention)
    return [entity(group, world) for group in groups.values()]


def relabelled(mentions: list[Found], world: World) -> list[Found]:
    """One label for one name: the lexicon's, else that of a person whose surname it is, else the most frequent."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for mention in mentions:
        votes[fold(mention.text)][mention.label] += 1
    persons = {fold(mention.text) for mention in mentions if mention.label == "PER" and " " in fold(mention.text)}
    surnames = Counter(person.rpartition(" ")[2] for person in persons)

    def label(mention: Found) -> str:
        fact, key = world.get(mention.text), fold(mention.text)
        if surnames[key] == 1:
            return "PER"
        if fact is not None and (mention.label != "PER" or fact.label == "ORG" or fact.iso_code):
            return fact.label
        return votes[key].most_common(1)[0][0]

    return [replace(mention, label=label(mention)) for mention in mentions]


def keys(doc: Doc, mentions: list[Found], world: World) -> list[tuple[str, str]]:
    """For each mention the label and the folded name of what it stands for."""
    full = Persons(fold(mention.text) for mention in mentions if mention.label == "PER" and " " in fold(mention.text))
    long = expansions(doc, mentions, world)
    found: list[tuple[str, str]] = []
    last: dict[str, str] = {}
    for mention in mentions:
        key = fold(mention.text)
        if mention.label == "PER":
            key = person(key, full, last)
            last[key.split()[-1]] = key
        elif fact := world.get(mention.text):
            key = fold(fact.name)
        else:
            key = long.get(key, key)
            key = fold(fact.name) if (fact := world.get(key)) else key
        found.append((mention.label, key))
    return found


class Persons:
    """The full names of a text, folded, to be looked up by their ends, by their beginnings and by surname."""

    def __init__(self, full: Iterable[str]) -> None:
        self.ends: dict[str, list[str]] = defaultdict(list)
        self.begins: dict[str, list[str]] = defaultdict(list)
        self.surnames: dict[tuple[str, str], list[str]] = defaultdict(list)
        for name in dict.fromkeys(full):
            parts = name.split()
            for i in range(1, len(parts)):
                self.ends[" ".join(parts[i:])].append(name)
                self.begins[" ".join(parts[:i])].append(name)
                if bare(name) == name:
                    self.surnames[name[0], " ".join(parts[i:])].append(name)
        self.longest = {end: self._longest(names) for end, names in self.ends.items()}

    def _longest(self, names: list[str]) -> list[str]:
        """The names that are no end of a longer one, the first two: it matters only whether there is one alone."""
        return list(islice((name for name in names if name not in self.ends), 2))


def person(key: str, full: Persons, last: dict[str, str]) -> str:
    """The full name that a short one stands for: the one that ends in it, the last named of two, else a first name.

    Two persons of one surname stay two: « Marie Roy » and « Paul Roy »; « Roy » is then whom the text has named last.
    Initials stand for first names: « P. Roy » is « Paul Roy ».
    """
    if (surname := bare(key)) != key:
        fits = full.surnames.get((key[0], surname), [])
        return fits[0] if len(fits) == 1 else key
    longest = full.longest.get(key, [])
    if len(longest) == 1:
        return longest[0]
    if longest:
        return last.get(key.split()[-1], longest[0])
    begins = full.begins.get(key, [])
    return begins[0] if len(begins) == 1 and " " not in key else key


def bare(key: str) -> str:
    """A folded name without the initials before it: « j. l. morel » → « morel »."""
    return INITIALS.sub("", key)


def expansions(doc: Doc, mentions: list[Found], world: World) -> dict[str, str]:
    """Folded acronym → folded long form: by a parenthesis, or by initials that fit only one organisation."""
    long: dict[str, str] = {}
    for before, after in pairwise(mentions):
        around = doc[before.end : after.end + 1].text
        if before.label == after.label == "ORG" and around == f"({after.text})":
            short, other = sorted((fold(before.text), fold(after.text)), key=len)
            if " " not in short:
                long[short] = other
    names = {mention.text for mention in mentions if mention.label == "ORG"}
    acronyms = {name for name in names if name.isupper()}
    for short, fits in sorted(fitting(names, acronyms).items()):
        folded = {fold(name) for name in fits}
        if len(folded) == 1 and fold(short) not in long:
            long[fold(short)] = folded.pop()
    return long | {short: other for short, other in beginnings(doc, mentions, world).items() if short not in long}


def beginnings(doc: Doc, mentions: list[Found], world: World) -> dict[str, str]:
    """« la Commission » → « Commission européenne », « le CHU » → « CHU de Rennes », where only one name begins so.

    A name counts that the lexicon knows for an acronym, too: « l'Union » after « l'UE ».
    """
    orgs = [mention for mention in mentions if mention.label == "ORG"]
    facts = (world.get(mention.text) for mention in orgs)
    longer = {fold(mention.text) for mention in orgs if mention.end - mention.start > 1 and not world.get(mention.text)}
    longer |= {fold(name) for fact in facts if fact and (name := max(fact.names, key=len)).count(" ")}
    begins: dict[str, list[str]] = defaultdict(list)
    for name in longer:
        parts = name.split()
        for size in range(1, len(parts)):
            begins[" ".join(parts[:size])].append(name)
    short: dict[str, str] = {}
    for mention in orgs:
        fits = begins.get(key := fold(mention.text), [])
        if (
            len(fits) == 1
            and mention.end - mention.start == 1
            and doc[mention.start - 1].text.lower() in words("definite")
        ):
            short[key] = fits[0]
    return short


def entity(mentions: list[Found], world: World) -> Named:
    """One entity from its mentions: the longest form is its name, the first function beside it its role."""
    fact = next((fact for mention in mentions if mention.label != "PER" and (fact := world.get(mention.text))), None)
    epithets = {fold(epithet) for epithet in fact.epithets} if fact else set()
    forms = [mention.text for mention in mentions if fold(mention.text) not in epithets]
    if fact and fact.label == "LOC" and fold(fact.name) in {fold(form) for form in forms}:
        forms = [form for form in forms if fold(form) == fold(fact.name)]
    if fact:  # « l'UE … l'Union »
        forms = [form for form in forms if fold(form) in {fold(name) for name in fact.names}] or forms
    name = " ".join(max(forms, key=len).split()) if forms else fact.name if fact else ""
    return Named(
        name=cased(name, forms, fact.names if fact else ()) if mentions[0].label != "ORG" else name,
        label=mentions[0].label,
        role=first_role(mentions),
        iso_code=fact.iso_code if fact else "",
        wikidata=fact.wikidata if fact else "",
        mentions=tuple(mentions),
    )


def full_name(entity: Named, world: World) -> str:
    """The longest name that the lexicon knows for an entity, else the article's."""
    fact = world.get(entity.name)
    return max(fact.names, key=len) if fact else entity.name


def first_role(mentions: list[Found]) -> str:
    """The first function that the article gives, else the first civil title."""
    roles = [mention.role for mention in mentions if mention.role]
    return next((role for role in roles if not is_civil(role)), roles[0] if roles else "")


def cased(name: str, forms: list[str], known: tuple[str, ...]) -> str:
    """A name in capitals as it is written elsewhere: « PARIS » → « Paris »."""
    if not name.isupper() or len(name) < 4 or any(char.isdigit() for char in name):
        return name
    same = [form for form in (*known, *forms) if fold(form) == fold(name) and not form.isupper()]
    return same[0] if same else name.title() if name not in known else name
