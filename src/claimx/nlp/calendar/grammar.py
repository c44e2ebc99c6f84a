"""The patterns of lexicon/time_expressions.csv as one tree of words, and where a text's words go down it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from claimx import lexicon
from claimx.nlp.calendar.words import PIECE, Slots, Value, Word, slots

PART = re.compile(r"(?P<open>[\[(])|(?P<close>[\])])|\{(?P<slot>\w+)\}|(?P<word>[^\s\[\](){}]+)")

SHORT = "_short"
"""The slot `month_short` fills the part `month`: « 3 sept. 2024 »."""


@dataclass(frozen=True, slots=True)
class Element:
    """One word of a pattern; `context` must be there but is no part of the expression."""

    name: str
    slot: bool
    context: bool


@dataclass(frozen=True, slots=True)
class Match:
    """A pattern that fits the words [first, last] of a text, with the values of its slots.

    The second value of a slot has its name and « _high »."""

    kind: str
    first: int
    last: int
    slots: Slots
    width: int = 0  # words of the whole pattern, its context too


@dataclass(frozen=True, slots=True)
class Pattern:
    """A row of the lexicon, without what is optional; `parts` are values that its words mean by themselves."""

    kind: str
    elements: tuple[Element, ...]
    parts: tuple[tuple[str, Value], ...]


@dataclass(slots=True)
class Node:
    """What may follow: words, slots, and the patterns that are complete here."""

    words: dict[str, "Node"] = field(default_factory=dict)
    slots: dict[str, "Node"] = field(default_factory=dict)
    complete: list["Pattern"] = field(default_factory=list)


def matches(words: list[Word]) -> Iterator[Match]:
    """Every pattern that fits anywhere, in the order of where it begins. The patterns are short, so time is linear."""
    filled = [slots(word) for word in words]
    root = tree()
    for first, word in enumerate(words):
        if word.norm in root.words or not root.slots.keys().isdisjoint(filled[first]):
            yield from _down(root, words, filled, first, first)


def _down(node: Node, words: list[Word], filled: list[Slots], first: int, at: int) -> Iterator[Match]:
    for pattern in node.complete:
        yield _match(pattern, filled, first)
    if at == len(words):
        return
    after = node.words.get(words[at].norm)
    if after is not None:
        yield from _down(after, words, filled, first, at + 1)
    if node.slots:
        for name in filled[at]:
            if name in node.slots:
                yield from _down(node.slots[name], words, filled, first, at + 1)


def _match(pattern: Pattern, filled: list[Slots], first: int) -> Match:
    inside = [i for i, element in enumerate(pattern.elements) if not element.context]
    values: Slots = dict(pattern.parts)
    for i, element in enumerate(pattern.elements):
        if element.slot and not element.context:
            name = element.name.removesuffix(SHORT)
            values[name if name not in values else f"{name}_high"] = filled[first + i][element.name]
    for i, element in enumerate(pattern.elements):
        if element.slot and element.context:
            values.setdefault(element.name, filled[first + i][element.name])
    return Match(pattern.kind, first + inside[0], first + inside[-1], values, len(pattern.elements))


@cache
def tree() -> Node:
    """The tree of all patterns."""
    root = Node()
    for row in lexicon.rows("time_expressions"):
        for elements in expanded(row["pattern"]):
            _add(root, Pattern(row["kind"], elements, _parts(row["parts"])))
    return root


def _add(root: Node, pattern: Pattern) -> None:
    node = root
    for element in pattern.elements:
        node = (node.slots if element.slot else node.words).setdefault(element.name, Node())
    node.complete.append(pattern)


def _parts(written: str) -> tuple[tuple[str, Value], ...]:
    """« relative=-2 » of the lexicon."""
    pairs = [part.split("=") for part in written.split()]
    return tuple((name, int(value) if value.lstrip("-").isdigit() else value) for name, value in pairs)


def expanded(pattern: str) -> list[tuple[Element, ...]]:
    """The sequences that a pattern stands for: « [x] » may be there or not, « (x) » is context, « {x} » a slot."""
    sequences: list[tuple[Element, ...]] = [()]
    group: list[Element] = []
    inside = ""
    for part in PART.finditer(pattern):
        if part["open"]:
            inside += part["open"]
        elif part["close"]:
            inside = inside[:-1]
            if not inside.count("["):
                sequences += [(*sequence, *group) for sequence in sequences] if group else []
                group = []
        else:
            found = _elements(part, context="(" in inside)
            if "[" in inside:
                group += found
            else:
                sequences = [(*sequence, *found) for sequence in sequences]
    return sequences


def _elements(part: re.Match[str], *, context: bool) -> list[Element]:
    if part["slot"]:
        return [Element(part["slot"], True, context)]
    return [Element(piece[0], False, context) for piece in PIECE.finditer(part["word"])]
