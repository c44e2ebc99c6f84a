"""What the lexicon knows of the world: countries, towns and organisations with their other names and ids."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from claimx import lexicon

FRENCH = "fr"


@dataclass(frozen=True, slots=True)
class Fact:
    """A row of world.csv. `names`: what it is called; `epithets`: what it is also called, never shown as its name."""

    name: str
    label: str
    iso_code: str
    wikidata: str
    names: tuple[str, ...]
    epithets: tuple[str, ...]


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """A name for comparing: no accents, no case, one sort of apostrophe, hyphen and space."""
    plain = "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))
    return " ".join(plain.replace("-", " ").casefold().split())


def written(row: lexicon.Row) -> list[str]:
    """How an outlet is written: its name, its other names, its domains."""
    return [row["name"], *row["aliases"].split("|"), *row["domains"].split("|")]


def unmistakable(name: str) -> bool:
    """Whether a name cannot mean anything else: « Banque de France »; « Orange », « FO » can."""
    return " " in name or (name.isupper() and len(name) > 3)


def pieces(name: str) -> list[str]:
    """The name's words as the tokeniser cuts them: « Conseil d'État » → Conseil, d', État."""
    return name.replace("'", "' ").replace(",", " ,").split()


class World:
    """The rows of world.csv, to look names up in and to find them in a text."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab
        self.facts: dict[str, Fact] = {}
        for row in lexicon.rows("world"):
            names = (row["name"], *filter(None, row["forms"].split("|")))
            epithets = tuple(filter(None, row["epithets"].split("|")))
            fact = Fact(row["name"], row["label"], row["iso_code"], row["wikidata"], names, epithets)
            for name in (*names, *epithets):
                self.facts.setdefault(fold(name), fact)

    def is_outlet(self, name: str, label: str) -> bool:
        """Whether the registry knows the name as an outlet's; of places, only those of French-language outlets."""
        languages = self.outlets.get(fold(name), "")
        return bool(languages) and (label != "LOC" or FRENCH in languages.split(";"))

    @cached_property
    def outlets(self) -> dict[str, str]:
        """Folded names of well-known outlets with their languages."""
        known = [row for row in lexicon.rows("outlets") if row["confidence"] == "high"]
        return {fold(name): row["language"] for row in known for name in written(row) if name}

    def get(self, name: str) -> Fact | None:
        return self.facts.get(fold(name))

    @cached_property
    def matcher(self) -> PhraseMatcher:
        """Finds the epithets: the model knows the names by itself."""
        matcher = PhraseMatcher(self.vocab, attr="ORTH")
        for fact in set(self.facts.values()):
            forms = {form for form in fact.epithets if " " in form}
            matcher.add(fact.label, [Doc(self.vocab, words=words) for form in sorted(forms) if (words := form.split())])
        return matcher

    @cached_property
    def organisation_matcher(self) -> PhraseMatcher:
        """Finds the organisations whose names nobody else can have: of several words, or four capitals and more."""
        matcher = PhraseMatcher(self.vocab, attr="ORTH")
        for fact in {fact for fact in self.facts.values() if fact.label == "ORG"}:
            forms = {form for form in fact.names if unmistakable(form)}
            matcher.add(fact.label, [Doc(self.vocab, words=pieces(form)) for form in sorted(forms)])
        return matcher

    def organisations(self, doc: Doc) -> Iterator[Span]:
        """« Santé publique France », « UNESCO »: what the lexicon knows, whatever the model says."""
        yield from self.organisation_matcher(doc, as_spans=True)

    def epithets(self, doc: Doc) -> Iterator[Span]:
        """« l'Alliance atlantique », « le Vieux Continent »: spans with the label of what they stand for."""
        yield from self.matcher(doc, as_spans=True)
