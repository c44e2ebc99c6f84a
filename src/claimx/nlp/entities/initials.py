"""Are these letters the initials of that name: « PSG » of « Paris Saint-Germain »?"""

import re
from collections import defaultdict
from collections.abc import Iterable

from claimx.nlp.entities.bounds import borders, words
from claimx.nlp.entities.world import fold

WORD = re.compile(r"\w+'?")


def initials_fit(name: str, acronym: str) -> bool:
    """Whether the letters are the initials of the name's words in order; little words may have one or none."""
    return acronym in fitting({name}, {acronym})


def fitting(names: Iterable[str], acronyms: Iterable[str]) -> dict[str, set[str]]:
    """The names of which each acronym has the initials; those that fit none are left out.

    Each name is read once: what is held for it are the beginnings of acronyms that its words can give.
    """
    written: dict[str, list[str]] = defaultdict(list)
    for acronym in sorted(acronyms):
        written["".join(char for char in fold(acronym) if char.isalpha())].append(acronym)
    beginnings = {letters[:size] for letters in written for size in range(len(letters) + 1)}
    found: dict[str, set[str]] = defaultdict(set)
    for name in names:
        for letters in _given(name, beginnings):
            for acronym in written.get(letters, ()) if len(letters) > 1 else ():
                found[acronym].add(name)
    return found


def _given(name: str, beginnings: set[str]) -> set[str]:
    """The beginnings that the initials of a name's words give in order; little words may give one or none."""
    small = borders() | words("link") | words("little")
    reached = {""}
    for word in WORD.findall(name):
        taken = {letters + fold(word)[:1] for letters in reached} & beginnings
        reached = taken | reached if word in small else taken
    return reached
