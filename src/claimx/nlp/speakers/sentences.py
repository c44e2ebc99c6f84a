"""The sentences of a Doc with their quotations kept whole: « A. B. », a dit X. is one."""

from bisect import bisect_left
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from claimx.nlp.quotations import Quotation

LONGEST = 300
"""So many tokens it has at most outside of its quotations: a list without end is cut."""

ENDS = frozenset({".", "!", "?", "…", "..."})


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, the quotations in it as spans with their marks, and the paragraph that it stands in, by number."""

    span: Span
    quotes: tuple[Span, ...]
    paragraph: int

    def quoted(self, token: Token) -> bool:
        return any(quote.start <= token.i < quote.end for quote in self.quotes)


def sentences(doc: Doc, marks: list[Quotation]) -> list[Sentence]:
    """The sentences of a Doc; a full stop inside a quotation ends none, a line break outside of one always does."""
    quotes = spans(doc, marks)
    starts = [quote.start for quote in quotes]
    holder = {token.i: quote for quote in quotes for token in quote}
    found: list[Sentence] = []
    start = paragraph = outside = 0
    for token in doc:
        breaks = "\n" in token.text
        outside += token.i not in holder
        last = token.i + 1 == len(doc) or outside >= LONGEST
        if last or _ends(token, holder) or (breaks and token.i not in holder):
            if any(not word.is_space for word in doc[start : token.i + 1]):
                begun = quotes[bisect_left(starts, start) : bisect_left(starts, token.i + 1)]
                inside = tuple(quote for quote in begun if quote.end <= token.i + 1)
                found.append(Sentence(doc[start : token.i + 1], inside, paragraph))
            start, outside = token.i + 1, 0
        paragraph += breaks
    return found


def spans(doc: Doc, marks: list[Quotation]) -> list[Span]:
    """The outermost quotations as spans of tokens."""
    found = [doc.char_span(mark.start, mark.end, alignment_mode="expand") for mark in marks if mark.depth == 0]
    return [span for span in found if span is not None]


def _ends(token: Token, holder: dict[int, Span]) -> bool:
    """Whether a sentence ends at a token.

    A full stop outside of quotations, or a mark that closes one after a full stop.
    """
    quote = holder.get(token.i)
    if quote is not None and not quote.start < token.i == quote.end - 1:
        return False
    if (token if quote is None else token.nbor(-1)).text not in ENDS:
        return False
    following = next((word for word in token.doc[token.i + 1 : token.i + 3] if not word.is_space), None)
    if following is None:
        return True
    if following.text[:1].islower():
        return False
    if quote is None:
        return following.text not in {",", ";", ")"}
    return not following.is_punct or following.i in holder
