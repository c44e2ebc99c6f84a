"""A stretch of text that somebody says, and what it is made of."""

from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Doc, Span

from claimx.nlp import verbs
from claimx.nlp.speakers.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Attribution:
    """A stretch of text that somebody says: `speaker` as it stands there, a pronoun too; None where nobody is named.

    `kind` is that of the verb in lexicon/reporting_verbs.csv, empty for other cues; `paragraph` counts line breaks.
    """

    speaker: Span | None
    cue: Span
    content: Span
    type: Literal["direct", "indirect", "mixed"]
    kind: str = ""
    paragraph: int = -1


def has_verb(span: Span) -> bool:
    return any(token.pos_ in {"VERB", "AUX"} and verbs.tense(token) in verbs.FINITE for token in span)


def type_of(content: Span, sentence: Sentence) -> Literal["direct", "indirect", "mixed"]:
    inside = [quote for quote in sentence.quotes if content.start <= quote.start and quote.end <= content.end]
    if not inside:
        return "indirect"
    return "direct" if any(quote.start == content.start and quote.end == content.end for quote in inside) else "mixed"


def trimmed(doc: Doc, start: int, end: int) -> Span | None:
    """The tokens without space, commas and full stops at either end; None where nothing is left."""
    while start < end and (doc[start].is_space or doc[start].text in {",", ":", ";", ".", "–", "-"}):
        start += 1
    while end > start and (doc[end - 1].is_space or doc[end - 1].text in {",", ":", ";", ".", "–", "-", "!", "?"}):
        end -= 1
    return doc[start:end] if start < end else None
