"""What is measured, of what whole, per what, up or down, and with which other claim is it compared?"""

from spacy.language import Language
from spacy.tokens import Doc

from claimx.nlp.claims import claim_id, claims, decide
from claimx.nlp.measures.base import base, whole
from claimx.nlp.measures.direction import direction
from claimx.nlp.measures.measured import measured
from claimx.nlp.measures.per import per
from claimx.nlp.measures.references import origin

RULES = (("direction", direction), ("per", per), ("base", base), ("measured", measured))
"""The fields in the order in which they are filled.

A base needs the direction, a denominator may be that of the claim before.
"""


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
            compared = origin(span)
            if compared is not None:
                decide(span, compared[1], from_claim_id=claim_id(compared[0]))
            for field, rule in RULES:
                found = rule(span)
                if found is not None:
                    decide(span, found[1], **{field: found[0]})
            shared = whole(span)
            if shared is not None:
                decide(span, shared[1], base_claim_id=claim_id(shared[0]))
        return doc
