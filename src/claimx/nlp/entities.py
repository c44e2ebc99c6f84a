"""To be written."""

from spacy.language import Language
from spacy.tokens import Doc

from claimx import tables


@Language.factory("claimx_entities")
class Entities:
    """To be written."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        return doc


def rows(doc: Doc) -> tables.Rows:
    return {"entities": [], "mentions": []}
