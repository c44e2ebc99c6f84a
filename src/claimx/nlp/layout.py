"""To be written."""

from spacy.language import Language
from spacy.tokens import Doc


@Language.factory("claimx_layout")
class Layout:
    """To be written."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        return doc
