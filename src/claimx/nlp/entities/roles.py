"""Which title or function does the text give somebody, and whom does « le chancelier » mean?"""

from functools import cache
from typing import TYPE_CHECKING

from spacy.tokens import Doc

from claimx import lexicon
from claimx.nlp.entities.spans import Found

if TYPE_CHECKING:
    from claimx.nlp.entities.names import Named


def role(doc: Doc, mention: Found) -> str:
    return ""


def offices(doc: Doc, entities: "list[Named]") -> "list[Named]":
    return entities
