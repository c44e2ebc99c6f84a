"""What is measured, of what whole, per what, up or down, and with which other claim is it compared?"""

from spacy.language import Language
from spacy.tokens import Doc

from claimx.nlp.claims import claims, decide
from claimx.nlp.measures.per import per


@Language.factory(
    "claimx_measures",
    requires=["doc.spans"],
    assigns=[
        "span._.measured",
        "span._.base",
        "span._.base_claim_id",
        "span._.per",
        "span._.direction",
        "span._.from_claim_id",
    ],
)
class Measures:
    """Fill the fields that say what an amount is an amount of."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        for span in claims(doc):
            found = per(span)
            if found is not None:
                decide(span, found[1], per=found[0])
        return doc
