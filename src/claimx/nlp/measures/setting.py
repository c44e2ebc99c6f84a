"""What stands around an amount: the preposition that brings it in and the words on both sides."""

import re
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Span, Token

from claimx import lexicon
from claimx.nlp import syntax
from claimx.nlp.claims import offsets
from claimx.nlp.measures.words import fold, preposition, token_at

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
        return preposition(self.link)

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


@cache
def _approximators() -> re.Pattern[str]:
    phrases = sorted((row["phrase"] for row in lexicon.rows("approximators")), key=len, reverse=True)
    return re.compile(rf"(?:^|(?<=[\s'(«]))(?:{'|'.join(map(re.escape, phrases))})\s*$")


@cache
def _quotes() -> frozenset[str]:
    return frozenset(
        mark for row in lexicon.rows("quotation_marks") for mark in row.values() if mark and len(mark) == 1
    )


def _before(span: Span) -> int:
    """The index of the last token before an amount and the words of its comparator."""
    start = min(offsets(span)[0], span.start_char)
    left = fold(syntax.text(span.doc)[max(span.sent.start_char, start - WINDOW) : start])
    while (found := _approximators().search(left.rstrip())) is not None:
        left = left[: found.start()]
    char = start - (len(fold(syntax.text(span.doc)[max(span.sent.start_char, start - WINDOW) : start])) - len(left))
    index = span.start - 1
    while index >= 0 and (span.doc[index].idx >= char or span.doc[index].text in _quotes()):
        index -= 1
    return index
