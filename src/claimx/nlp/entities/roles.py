"""Which title or function does the text give somebody: « le chancelier Friedrich Merz »?"""

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc, Token

from claimx import lexicon
from claimx.nlp.entities.bounds import words
from claimx.nlp.entities.spans import Found

LONGEST = 14
"""The most tokens of a role: « chef des urgences du centre hospitalier universitaire de Rennes »."""
CIVIL = "civil"


@cache
def titles() -> dict[tuple[str, ...], str]:
    """Titles word by word, as the tokeniser cuts them, with their kind."""
    return {pieces(row["role"]): row["kind"] for row in lexicon.rows("roles")}


@cache
def _longest() -> dict[str, int]:
    """How many words the longest title has that begins with a word."""
    found: dict[str, int] = {}
    for first, *rest in titles():
        found[first] = max(found.get(first, 0), 1 + len(rest))
    return found


def pieces(text: str) -> tuple[str, ...]:
    """The words of a phrase: « secrétaire d'État » → secrétaire, d', État."""
    return tuple(text.replace("'", "' ").split())


def title_at(doc: Doc, start: int) -> tuple[int, str] | None:
    """The end and the kind of the longest title that begins at a token, or None."""
    most = _longest().get(doc[start].text, 0)
    words = [token.text for token in doc[start : start + most]]
    for size in range(len(words), 0, -1):
        if kind := titles().get(tuple(words[:size])):
            return start + size, kind
    return None


def role(doc: Doc, mention: Found) -> str:
    """The title or function written beside a person, as written, without article; empty if there is none."""
    if mention.label != "PER":
        return ""
    left, right = (phrase(doc, *(found or (0, 0))) for found in (before(doc, mention), after(doc, mention)))
    return right if right and (not left or is_civil(left)) else left


def phrase(doc: Doc, start: int, end: int) -> str:
    return " ".join(doc[start:end].text.split()) if start < end else ""


def before(doc: Doc, mention: Found) -> tuple[int, int] | None:
    """The role to the left. Without a comma the nearest title counts: « le porte-parole du président Paul Roy ».

    With a comma the farthest one does, and the name must end the phrase: « le chef du CHU de Rennes, Louis Peyron, ».
    """
    end = mention.start
    if end and doc[end - 1].text == "," and closes(doc, mention.end):
        found = list(titles_before(doc, end - 1))
        return (prefixed(doc, found[-1]), end - 1) if found else None
    found = list(titles_before(doc, end))
    if not found or doc[end - 1].text in words("link") | words("article"):  # « le porte-parole de Paul Roy »
        return None
    return prefixed(doc, found[0]), end


def closes(doc: Doc, end: int) -> bool:
    """Whether the phrase ends here: at the end of the text, at a sign, at a line break."""
    return end >= len(doc) or doc[end].is_punct or doc[end].is_space


def titles_before(doc: Doc, end: int) -> Iterator[int]:
    """The tokens at which a title begins, the nearest first, as far as one noun phrase reaches to the left."""
    for start in range(end - 1, max(-1, end - LONGEST), -1):
        found = title_at(doc, start)
        if found and found[0] <= end and not (start and title_through(doc, start - 1, found[0])):
            if found[1] != CIVIL or found[0] == end:
                yield start
        elif not inside(doc[start]):
            return


def title_through(doc: Doc, start: int, end: int) -> bool:
    """Whether a longer title begins one word earlier: « Premier » of « Premier ministre »."""
    found = title_at(doc, start)
    return found is not None and found[0] >= end


def inside(token: Token) -> bool:
    """Whether a token can stand between a title and the name: « américain », « de la République », « du CHU »."""
    if token.is_space or token.ent_type_ == "PER" or (token.is_punct and token.text != "-"):
        return False
    return token.pos_ not in {"VERB", "AUX", "PRON", "SCONJ", "ADV", "NUM"} and not token.like_num


def prefixed(doc: Doc, start: int) -> int:
    """The role's first token with what qualifies the title before it: « ancien », « ex »."""
    while start and (doc[start - 1].text in words("former") or (doc[start - 1].text == "-" and start > 1)):
        start -= 1
    return start


def after(doc: Doc, mention: Found) -> tuple[int, int] | None:
    """The role to the right, between commas or parentheses: « Mark Rutte, secrétaire général de l'OTAN, »."""
    start = mention.end
    if start >= len(doc) or doc[start].text not in {",", "("}:
        return None
    start = passed_age(doc, start + 1)
    while start < len(doc) and (doc[start].pos_ == "DET" or doc[start].text in words("former")):
        start += 1
    found = title_at(doc, start) if start < len(doc) else None
    if found is None or found[1] == CIVIL:
        return None
    end = found[0]
    while end < min(len(doc), start + LONGEST) and (inside(doc[end]) or doc[end].ent_type_ == "PER"):
        end += 1
    while doc[end - 1].pos_ in {"ADP", "DET", "CCONJ"} and end > found[0]:
        end -= 1
    return prefixed(doc, start), end


def passed_age(doc: Doc, start: int) -> int:
    """The token after « 45 ans, »."""
    if start + 2 < len(doc) and doc[start].like_num and doc[start + 2].text == ",":
        return start + 3
    return start


def is_civil(text: str) -> bool:
    """Whether a role is a civil title alone: « M. »."""
    return titles().get(pieces(text)) == CIVIL
