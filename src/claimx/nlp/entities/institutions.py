"""Which organisation does « l'institut » mean, where it stands without its name?"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Token

from claimx.nlp.entities.bounds import words
from claimx.nlp.entities.names import Named, full_name
from claimx.nlp.entities.spans import Found, shut
from claimx.nlp.entities.world import World, fold


def institutions(doc: Doc, entities: list[Named], world: World) -> list[Named]:
    """The entities with the mentions by noun alone: « l'institut » after « l'Insee », where only one is an institute.

    The noun must point back: an article or a demonstrative before it, nothing that tells it apart behind it.
    """
    known: dict[str, list[Named]] = defaultdict(list)
    for entity in entities:
        if entity.label == "ORG":
            known[fold(full_name(entity, world)).split()[0]].append(entity)
    closed = shut(doc) | {t for entity in entities for m in entity.mentions for t in range(m.start, m.end)}
    extra: dict[str, list[Found]] = defaultdict(list)
    for token in alone(doc, closed):
        named = known.get(fold(token.text), [])
        if len(named) == 1 and named[0].mentions[0].start < token.i:
            extra[named[0].name].append(Found(token.i, token.i + 1, "ORG", token.text))
    return [with_nouns(entity, extra[entity.name]) if entity.label == "ORG" else entity for entity in entities]


def alone(doc: Doc, closed: set[int]) -> Iterator[Token]:
    """Nouns of institutions after a definite article that no complement and no adjective tells apart."""
    known = words("institution")
    for token in doc[1:]:
        if token.text not in known or token.i in closed or told_apart(token):
            continue
        if token.nbor(-1).text.lower() in words("definite"):
            yield token


def told_apart(noun: Token) -> bool:
    """« l'agence de notation », « la banque centrale », « la direction Dupont » are others."""
    if noun.i + 1 >= len(noun.doc):
        return False
    following = noun.nbor()
    return following.text in words("link") or following.text[0].isupper() or following.pos_ in {"ADJ", "PROPN", "NOUN"}


def with_nouns(entity: Named, extra: list[Found]) -> Named:
    mentions = sorted((*entity.mentions, *extra), key=lambda m: m.start)
    return replace(entity, mentions=tuple(mentions))
