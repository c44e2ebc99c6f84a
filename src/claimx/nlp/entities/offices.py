"""Whom does « le chancelier » mean, where he stands without his name?"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Token

from claimx.nlp.entities.bounds import words
from claimx.nlp.entities.names import Named
from claimx.nlp.entities.roles import CIVIL, inside, pieces, title_at, titles
from claimx.nlp.entities.spans import Found, shut

KINDS = frozenset({"office", "rank"})


def offices(doc: Doc, entities: list[Named]) -> list[Named]:
    """The entities with the mentions by office alone: « le chancelier », where only one of them has this office."""
    holders = held(entities)
    persons = {token for entity in entities if entity.label == "PER" for token in covered(entity)}
    closed = shut(doc) | {token for entity in entities for token in covered(entity)}
    extra: dict[str, list[Found]] = defaultdict(list)
    roles = {name: {mention.role for mention in holder.mentions} for name, holder in holders.items()}
    for start, stop in alone(doc, closed):
        head = doc[start:stop].text
        holder = holders.get(head)
        end = reach(doc, stop, roles[head], persons) if holder else None
        if holder and end:
            end = stop if closed & set(range(start, end)) else end
            closed |= set(range(start, end))
            extra[holder.name].append(Found(start, end, "PER", doc[start:end].text, role=doc[start:end].text))
    return [with_offices(entity, extra[entity.name]) if entity.label == "PER" else entity for entity in entities]


def alone(doc: Doc, closed: set[int]) -> Iterator[tuple[int, int]]:
    """Titles of an office or a rank after a definite article, outside of what is closed when it is their turn."""
    for start in range(1, len(doc)):
        if doc[start - 1].text.lower() in words("definite") and start not in closed:
            found = title_at(doc, start)
            apposed = start > 2 and doc[start - 2].text == "," and start - 3 in closed  # « Mark Rutte, le secrétaire »
            if found and found[1] in KINDS and not apposed and not closed & set(range(start, found[0])):
                yield start, found[0]


def held(entities: list[Named]) -> dict[str, Named]:
    """Offices with the one person of the article who holds it."""
    holders: dict[str, set[str]] = defaultdict(set)
    by_name = {entity.name: entity for entity in entities if entity.label == "PER"}
    for entity in by_name.values():
        for mention in entity.mentions:
            if head := office(mention.role):
                holders[head].add(entity.name)
    return {head: by_name[next(iter(names))] for head, names in holders.items() if len(names) == 1}


def office(role: str) -> str:
    """The title that a role begins with: « président américain » → « président »."""
    parts = pieces(role)
    for size in (4, 3, 2, 1):
        if len(parts) >= size and titles().get(parts[:size], CIVIL) in KINDS:
            return " ".join(parts[:size]).replace("' ", "'")
    return ""


def reach(doc: Doc, end: int, roles: set[str], persons: set[int]) -> int | None:
    """Where the phrase ends; None where it means somebody else: another name or another complement follows."""
    start = end
    while end < len(doc) and end not in persons and qualifies(doc[end]):
        end += 1
    if named_here(doc, end, persons) or (end < len(doc) and doc[end].text in words("cut")):
        return None
    if end == start:
        return end
    tail = doc[start:end].text
    return end if any(role.endswith(tail) for role in roles) else None


def named_here(doc: Doc, end: int, persons: set[int]) -> bool:
    """Whether a name follows in the same phrase: « le conseiller aux États Carlo Roy », « le ministre, Luc Morel »."""
    if end < len(doc) and doc[end].text == ",":
        return end + 1 in persons
    while end < len(doc) and end not in persons and inside(doc[end]):
        end += 1
    return end in persons


def covered(entity: Named) -> set[int]:
    """The tokens of an entity's mentions."""
    return {token for mention in entity.mentions for token in range(mention.start, mention.end)}


def qualifies(token: Token) -> bool:
    return token.pos_ in {"ADJ", "PROPN"} or token.text in words("link")


def with_offices(entity: Named, extra: list[Found]) -> Named:
    mentions = sorted((*entity.mentions, *extra), key=lambda mention: mention.start)
    return replace(entity, mentions=tuple(mentions))
