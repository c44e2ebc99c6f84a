"""What stands around an amount: the preposition that brings it in and the words on both sides."""

import re
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Span, Token

from claimx import lexicon
from claimx.nlp.claims import claims, offsets

WINDOW = 80
"""Characters to the left in which approximators are looked for."""


@dataclass(frozen=True, slots=True)
class Setting:
    """An amount in its sentence.

    `link` is the preposition before it once the words of its comparator are set aside (« de » for « d'environ 3 km »),
    None without one; `anchor` is the word before that, None at the start of the sentence.
    """

    span: Span
    link: Token | None
    anchor: Token | None

    @property
    def by(self) -> str:
        """The lemma of the link: « de », « à »; empty without one."""
        return preposition(self.link) if self.link is not None else ""

    @property
    def after(self) -> Token | None:
        """The token after the amount, None at the end of the sentence."""
        return token_at(self.span, self.span.end)


def setting(span: Span) -> Setting:
    """Read the setting of an amount off the words to its left."""
    index = _before(span)
    link = token_at(span, index)
    if link is None or not preposition(link):
        return Setting(span, None, link)
    return Setting(span, link, token_at(span, index - 1))


def token_at(span: Span, index: int) -> Token | None:
    """The token at an index of the Doc, None outside of the span's sentence."""
    sentence = span.sent
    return span.doc[index] if sentence.start <= index < max(sentence.end, span.end) else None


def preposition(token: Token) -> str:
    """The lemma of a preposition, contracted or not: « du » → de, « aux » → à; empty for other words."""
    return _prepositions().get(fold(token.text), "")


@cache
def _prepositions() -> dict[str, str]:
    return {row["form"]: row["lemma"] for row in lexicon.rows("prepositions")}


def fold(text: str) -> str:
    """Lower case with straight apostrophes and plain spaces; as long as the text."""
    lowered = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    return lowered.replace("’", "'").replace("\u00a0", " ").replace("\u202f", " ")


@cache
def _approximators() -> re.Pattern[str]:
    phrases = sorted((row["phrase"] for row in lexicon.rows("approximators")), key=len, reverse=True)
    return re.compile(rf"(?:^|(?<=[\s'(«]))(?:{'|'.join(map(re.escape, phrases))})\s*$")


def _before(span: Span) -> int:
    """The index of the last token before an amount and the words of its comparator."""
    start = min(offsets(span)[0], span.start_char)
    left = fold(span.doc.text[max(span.sent.start_char, start - WINDOW) : start])
    while (found := _approximators().search(left.rstrip())) is not None:
        left = left[: found.start()]
    char = start - (len(fold(span.doc.text[max(span.sent.start_char, start - WINDOW) : start])) - len(left))
    index = span.start - 1
    while index >= 0 and span.doc[index].idx >= char:
        index -= 1
    return index


def previous(span: Span) -> Span | None:
    """The claim before this one in the same line of text."""
    return _neighbour(span, -1)


def following(span: Span) -> Span | None:
    """The claim after this one in the same line of text."""
    return _neighbour(span, 1)


def _neighbour(span: Span, step: int) -> Span | None:
    all_claims = claims(span.doc)
    index = next((i for i, claim in enumerate(all_claims) if claim.start == span.start and claim.end == span.end), -1) + step
    if not 0 <= index < len(all_claims):
        return None
    other = all_claims[index]
    way = span.doc.text[min(span.end_char, other.end_char) : max(span.start_char, other.start_char)]
    return None if "\n" in way or "\r" in way else other


def between(doc: Doc, left: Span, right: Span) -> str:
    """The folded text between two claims."""
    return fold(doc.text[offsets(left)[1] : offsets(right)[0]])
