"""The sentences as a reader sees them: the parser's, but none that begins inside a line without a full stop."""

from bisect import bisect_right
from weakref import WeakKeyDictionary

from spacy.tokens import Doc, Span, Token

from claimx import lexicon

LONGEST = 300
"""So many tokens it has at most, as many as one of the parser's: a list without end is cut."""

ENDS = frozenset(row["form"] for row in lexicon.rows("time_words") if row["role"] == "sentence_end")


def sentence(span: Span) -> Span:
    """The sentence in which a span begins."""
    starts = _starts(span.doc)
    at = bisect_right(starts, span.start) - 1
    return span.doc[starts[at] : starts[at + 1] if at + 1 < len(starts) else len(span.doc)]


_STARTS: WeakKeyDictionary[Doc, list[int]] = WeakKeyDictionary()


def _starts(doc: Doc) -> list[int]:
    """Where the sentences begin; found once for a Doc."""
    starts = _STARTS.get(doc)
    if starts is None:
        starts = _STARTS[doc] = [0]
        for sent in doc.sents:
            if sent.start > 0 and (_ends(doc, sent.start) or sent.end - starts[-1] > LONGEST):
                starts.append(sent.start)
    return starts


def _ends(doc: Doc, start: int) -> bool:
    """« À l'horizon 2040 | , la ville comptera » is one sentence, whatever the parser says."""
    before = doc[start - 1]
    return _breaks(before) or _breaks(doc[start]) or before.text[-1:] in ENDS


def _breaks(token: Token) -> bool:
    return "\n" in token.text
