"""Which organisations does a parenthesis show: « l'Office fédéral de la santé publique (OFSP) »?"""

import re

from spacy.tokens import Doc

from claimx.nlp.entities.bounds import borders, words
from claimx.nlp.entities.spans import Found, shut
from claimx.nlp.entities.world import fold

ACRONYM = re.compile(r"[A-ZÀ-Ö][\w&.-]*[A-Z](?:[.\w-]*)")
WINDOW = 14
"""The most tokens that an expansion before its acronym can have."""


def acronyms(doc: Doc, mentions: list[Found]) -> list[Found]:
    """The mentions with those that a parenthesis shows: « l'Office fédéral de la santé publique (OFSP) »."""
    closed = shut(doc)
    extra: list[Found] = []
    for i in range(1, len(doc) - 2):
        if doc[i].text == "(" and doc[i + 2].text == ")" and ACRONYM.fullmatch(doc[i + 1].text):
            start = expansion(doc, i)
            if start is not None and i not in closed:
                extra += [Found(start, i, "ORG", doc[start:i].text), Found(i + 1, i + 2, "ORG", doc[i + 1].text)]
    covered = {token for mention in extra for token in range(mention.start, mention.end)}
    kept = [mention for mention in mentions if not covered & set(range(mention.start, mention.end))]
    return sorted([*kept, *extra], key=lambda mention: mention.start)


def expansion(doc: Doc, bracket: int) -> int | None:
    """The token that begins the name before a parenthesis whose initials are the acronym in it, or None."""
    letters = list(fold_letters(doc[bracket + 1].text))
    for start in range(bracket - 1, max(-1, bracket - WINDOW), -1):
        words = [token.text for token in doc[start:bracket]]
        if doc[start].is_punct or "\n" in doc[start].text:
            return None
        if words[0][0].isupper() and initials_fit(words, letters):
            return start
    return None


def fold_letters(text: str) -> str:
    return "".join(char for char in fold(text) if char.isalpha())


def initials_fit(names: list[str], letters: list[str]) -> bool:
    """Whether the letters are the words' initials in order; little words may be passed over, big ones may not."""
    small = borders() | words("link") | words("little")
    initials = [folded[0] for name in names if name not in small and (folded := fold_letters(name))]
    return len(letters) > 1 and initials == letters
