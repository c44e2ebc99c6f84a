"""Where does a name stand among the words of its sentence?"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from claimx.nlp import syntax
from claimx.nlp.sources.mentions import Mention, capitalised, within
from claimx.nlp.sources.outlets import Choice, slug
from claimx.nlp.sources.saying import has_role

QUOTES = frozenset({"«", "»", '"', "“", "”", "*", "_", "[", "'", "**", "__"})
"""Marks that may stand around a name: quotation marks, Markdown's emphasis, an apostrophe split from its word."""
PREPOSITIONS = ("à", "de", "par", "pour", "avec", "sur", "dans")
WINDOW = 200
"""So many characters before the name a cue is looked for."""
LOOK = 6
"""So many words may stand between « le quotidien » and the name."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the outlets of a citation stand: « au quotidien allemand Bild », « Le Monde et l'AFP ».

    [first, last) are the tokens of the phrase with article and « le quotidien allemand »; `preposition` is the role of
    the
    word before it, `described` whether a noun says that it is an outlet; `floor` is the block's first token.
    """

    doc: Doc
    text: str
    mentions: tuple[Mention, ...]
    floor: int
    first: int
    last: int
    preposition: str
    described: bool

    @property
    def mention(self) -> Mention:
        return self.mentions[0]

    def before(self, index: int) -> str:
        """The text of the block up to a token, lower case, with one kind of apostrophe and of space; its
        end suffices.
        """
        return self._plain(self._since(index), index)

    def back(self, index: int, cue: str) -> int:
        """The token that a cue begins with, when it ends right before token `index`."""
        since, i = self._since(index), index
        whole = len(self._plain(since, index))
        while i > self.floor and self.doc[i].idx > since and whole - len(self._plain(since, i)) < len(cue):
            i -= 1
        while i < index and (self.doc[i].is_space or self.doc[i].text in QUOTES):
            i += 1
        return i

    def _since(self, index: int) -> int:
        end = self.doc[index].idx if index < len(self.doc) else len(self.text)
        return max(self.doc[self.floor].idx, end - WINDOW)

    def _plain(self, since: int, index: int) -> str:
        end = self.doc[index].idx if index < len(self.doc) else len(self.text)
        text = self.text[since:end].lower().replace("«", "").replace("»", "")
        return " ".join(text.split()).rstrip(' ["“*_')


def places(doc: Doc, mentions: list[Mention], blocks: list[tuple[int, int, str]]) -> Iterator[Place]:
    """The places of all mentions that a cue beside them can make a citation, in order."""
    text, starts = syntax.text(doc), [token.idx for token in doc]
    edges = [start for start, _, _ in blocks]
    named = sorted([*mentions, *unknown(doc, mentions)], key=lambda each: each.start)
    for run in _runs(doc, [mention for mention in named if _citable(mention)]):
        block = bisect_right(edges, run[0].start) - 1
        if block < 0 or run[0].start >= blocks[block][1]:
            continue
        at = bisect_right(starts, run[0].outside[0]) - 1
        floor = bisect_left(starts, blocks[block][0])
        last = bisect_left(starts, run[-1].outside[1])
        yield _place(doc, text, run, at, min(floor, at), last)


def _runs(doc: Doc, mentions: list[Mention]) -> Iterator[tuple[Mention, ...]]:
    """Mentions that « et » joins to one phrase: « selon Le Monde, La Croix et l'AFP »; others by themselves."""
    run: list[Mention] = []
    for mention in mentions:
        joint = _joint(doc, run[-1], mention) if run else ""
        if run and not joint:
            yield tuple(run)
            run = []
        run.append(mention)
        if joint == "and":
            yield tuple(run)
            run = []
    yield from ((mention,) for mention in run)


def _joint(doc: Doc, a: Mention, b: Mention) -> str:
    """How two mentions are joined: "and", "comma", or not at all (empty)."""
    between = doc.char_span(a.outside[1], b.outside[0], alignment_mode="contract")
    if between is None or len(between) > 4:
        return ""
    words = [token for token in between if not token.is_space and token.text not in QUOTES]
    fine = all(
        token.text == "," or any(has_role(token, role) for role in ("slot_joint", "determiner", "à", "de", "par"))
        for token in words
    )
    if not fine or not words:
        return ""
    return "and" if any(has_role(token, "slot_joint") for token in words) else "comma" if words[0].text == "," else ""


def unknown(doc: Doc, mentions: list[Mention]) -> Iterator[Mention]:
    """« le quotidien Al-Foulan »: an outlet that no registry knows, plain by the noun before its name."""
    for token in doc:
        if not has_role(token, "press_noun"):
            continue
        ahead = range(token.i + 1, min(len(doc), token.i + 5))
        start = next((i for i in ahead if not _inside_phrase(doc[i])), len(doc))
        span = doc[start : _name_end(doc, start)]
        if len(span) and not within(mentions, span.start_char, span.end_char):
            choice = Choice(slug(span.text), False, False, f"the name after « {token.text} »")
            yield Mention(
                start=span.start_char,
                end=span.end_char,
                written=span.text,
                key=slug(span.text),
                trust="weak",
                choice=choice,
            )


def _name_end(doc: Doc, start: int) -> int:
    """The token after a name's last capital: « La Gazette du Coin »."""
    end = last = start
    while end < len(doc) and end - start < 7:
        if doc[end].text[0].isupper():
            last = end + 1
        elif end == start or not (doc[end].text in ("-", "'") or has_role(doc[end], "name_link")):
            break
        end += 1
    return last


def _citable(mention: Mention) -> bool:
    """Translated names of one word and names without capitals are outlets in brackets only."""
    if mention.trust != "slot":
        return True
    translated = any(name.sort == "translated" for name in mention.names)
    several = " " in mention.key or "." in mention.key
    return translated and several and mention.written[0].isupper() and capitalised(mention.written)


def _place(doc: Doc, text: str, run: tuple[Mention, ...], at: int, floor: int, last: int) -> Place:
    """Look left of the name: its article, then « le quotidien allemand », then the preposition."""
    first = at
    while first > floor and doc[first - 1].text in QUOTES:
        first -= 1
    noun = _descriptor(doc, first, floor)
    if noun is not None:
        first = noun
        if first - 2 >= floor and doc[first - 1].pos_ == "ADJ" and _opens(doc[first - 2]):
            first -= 1
    if first > floor and has_role(doc[first - 1], "determiner") and not has_role(doc[first - 1], "de"):
        first -= 1
    before = doc[first - 1] if first > floor else None
    preposition = next((name for name in PREPOSITIONS if before is not None and has_role(before, name)), "")
    return Place(doc, text, run, floor, first, last, preposition, noun is not None)


def _descriptor(doc: Doc, index: int, floor: int) -> int | None:
    """The noun that tells what kind of outlet follows, with only its own adjectives between: « l'agence de presse
    belge ».
    """
    found = None
    for i in range(index - 1, max(floor, index - LOOK) - 1, -1):
        if has_role(doc[i], "descriptor"):
            found = i
        elif not _inside_phrase(doc[i]):
            break
    return found


def _opens(token: Token) -> bool:
    return has_role(token, "determiner") or has_role(token, "à") or has_role(token, "de")


def _inside_phrase(token: Token) -> bool:
    """What may stand between « le quotidien » and the name: adjectives, « d'information », « de gauche »."""
    word = token.text.replace("-", "").isalpha() and token.text.islower()
    return ((word or has_role(token, "de")) and token.pos_ not in ("VERB", "AUX", "CCONJ", "SCONJ", "ADP")) or (
        has_role(token, "de") or token.text in ("'") or token.lower_ in ("d", "en")
    )
