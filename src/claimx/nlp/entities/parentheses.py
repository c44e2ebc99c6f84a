"""Which organisations does a parenthesis show: « l'Office cantonal des forêts (OCF) »?"""

import re

from spacy.tokens import Doc, Token

from claimx.nlp.entities.bounds import words
from claimx.nlp.entities.initials import initials_fit
from claimx.nlp.entities.spans import Found, shut

ACRONYM = re.compile(r"[A-ZÀ-Ö][\w&.-]*[A-Z](?:[.\w-]*)")
WINDOW = 14
"""The most tokens that an expansion before its acronym can have."""


def acronyms(doc: Doc, mentions: list[Found]) -> list[Found]:
    """The mentions with those that a parenthesis shows, and where the acronym stands again.

    « l'Office cantonal des forêts (OCF) … l'OCF »
    """
    closed = shut(doc)
    shown = [pair for i in range(1, len(doc) - 2) if i not in closed and (pair := shown_at(doc, i)) is not None]
    extra = [mention for pair in shown for mention in pair]
    covered = {token for mention in extra for token in range(mention.start, mention.end)}
    kept = [mention for mention in mentions if not covered & set(range(mention.start, mention.end))]
    taken = covered | closed | {token for mention in kept for token in range(mention.start, mention.end)}
    short = {pair[1].text for pair in shown}
    again = [Found(t.i, t.i + 1, "ORG", t.text) for t in doc if t.text in short and t.i not in taken]
    return sorted([*kept, *extra, *again], key=lambda mention: mention.start)


def shown_at(doc: Doc, bracket: int) -> tuple[Found, Found] | None:
    """The long name before a parenthesis and the acronym in it, or None."""
    acronym = doc[bracket + 1].text
    if doc[bracket].text != "(" or doc[bracket + 2].text != ")" or not ACRONYM.fullmatch(acronym):
        return None
    start = expansion(doc, bracket)
    if start is None:
        return None
    long = Found(start, bracket, "ORG", doc[start:bracket].text)
    return long, Found(bracket + 1, bracket + 2, "ORG", acronym)


def expansion(doc: Doc, bracket: int) -> int | None:
    """The token that begins the name before a parenthesis whose initials are the acronym in it, or None."""
    acronym = doc[bracket + 1]
    for start in range(bracket - 1, max(-1, bracket - WINDOW), -1):
        if doc[start].is_punct or "\n" in doc[start].text:
            return None
        if begins(doc[start], acronym) and initials_fit(doc[start:bracket].text, acronym.text):
            return start
    return None


def begins(token: Token, acronym: Token) -> bool:
    """A long name begins with a capital; after an article without one, where the model takes the acronym for a name."""
    if token.text[0].isupper():
        return True
    known = acronym.ent_type_ == "ORG" and len(acronym.text) > 2
    return known and token.i > 0 and token.nbor(-1).text.lower() in words("definite")
