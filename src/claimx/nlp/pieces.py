"""How a long Doc goes through the model: in pieces of bounded size, so that memory is flat; the Doc stays one."""

from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Any, cast

import numpy as np
from spacy.language import Language
from spacy.pipeline import TrainablePipe
from spacy.tokens import Doc

LONGEST = 2_000
"""So many tokens of a Doc the model sees at once, about 10,000 characters; a news article is shorter."""

CONTEXT = 8
"""Tokens at least that the model sees beyond a piece: its four layers look one token further each, the parser's state
two tokens ahead. Before a piece it sees the whole sentence, whose end the parser weighs with the word that follows."""

BATCH = 4
"""Pieces that go through the model together."""

WRITES = {
    "ner": ("ENT_IOB", "ENT_TYPE"),
    "tok2vec": (),
    "morphologizer": ("POS", "MORPH"),
    "parser": ("HEAD", "DEP"),
}
"""The components that need memory for every token, each with the attributes that it writes."""

READS = ("NORM", "SENT_START")
"""What they know of a token beside its form; spaCy's other components take a Doc of any length as it is."""


@dataclass(frozen=True, slots=True)
class Piece:
    """The tokens [start, end) of a Doc; the model sees [first, last), the context with them."""

    start: int
    end: int
    first: int
    last: int


def put_on(nlp: Language) -> None:
    """Let the model's components that need memory for every token see long Docs in pieces, under their old names."""
    for component in [name for name in nlp.pipe_names if name in WRITES]:
        nlp.add_pipe("claimx_pieces", name="pieces", before=component, config={"component": component})
        nlp.remove_pipe(component)
        nlp.rename_pipe("pieces", component)


@Language.factory(
    "claimx_pieces",
    assigns=["doc.tensor", "doc.ents", "doc.sents", "token.pos", "token.morph", "token.dep", "token.head"],
)
class Pieces:
    """A component of the model as it was, but that a Doc of more than LONGEST tokens goes through it in pieces.

    They end where the layout lets a sentence end, and depend on the text alone. Neither an arc nor an entity crosses
    such a border, so that with their context the pieces say what the whole Doc would.
    """

    def __init__(self, nlp: Language, name: str, component: str) -> None:
        self.name = name
        self.component = cast(TrainablePipe, nlp.get_pipe(component))
        self.writes: list[int | str] = list(WRITES[component])

    def __call__(self, doc: Doc) -> Doc:
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 256) -> Iterator[Doc]:
        """The Docs in order; the short ones of a batch go through the component together."""
        rest = iter(stream)
        while docs := list(islice(rest, batch_size)):
            short = [doc for doc in docs if len(doc) <= LONGEST]
            deque(self.component.pipe(short, batch_size=batch_size), maxlen=0)  # spaCy annotates them in place
            for doc in docs:
                if len(doc) > LONGEST:
                    self.annotate(doc)
                yield doc

    def annotate(self, doc: Doc) -> None:
        """Let the component see one long Doc piece by piece, and put together what it says."""
        places = list(cuts(doc))
        values = doc.to_array([*self.writes, "ORTH"])
        tensors = []
        pieces = self.component.pipe(_pieces(doc, places), batch_size=BATCH)
        for place, piece in zip(places, pieces, strict=True):
            own = slice(place.start - place.first, place.end - place.first)
            values[place.start : place.end] = piece.to_array([*self.writes, "ORTH"])[own]
            tensors.append(piece.tensor[own])
        if self.writes:
            doc.from_array(self.writes, values[:, :-1])  # type: ignore[arg-type]  # the stub knows no numpy
        doc.tensor = np.concatenate(tensors)


def cuts(doc: Doc) -> Iterator[Piece]:
    """The pieces of a Doc, each as long as LONGEST lets it be."""
    starts = np.flatnonzero(doc.to_array("SENT_START") == 1).tolist()
    start = 0
    for border, following in pairwise([*starts, len(doc)]):
        if following - start > LONGEST and border > start:
            yield _piece(starts, start, border)
            start = border
    yield _piece(starts, start, len(doc))


def _piece(starts: list[int], start: int, end: int) -> Piece:
    before = bisect_right(starts, start - CONTEXT) - 1
    return Piece(start, end, starts[before] if before >= 0 else 0, end + CONTEXT)


def _pieces(doc: Doc, places: list[Piece]) -> Iterator[Doc]:
    """Docs of their own for these pieces, each with its context."""
    forms, spaces, known = doc.to_array("ORTH"), doc.to_array("SPACY").astype(bool), doc.to_array(list(READS))
    for place in places:
        seen = slice(place.first, place.last)
        words: list[Any] = forms[seen].tolist()  # spaCy takes the numbers of forms, too
        piece = Doc(doc.vocab, words=words, spaces=spaces[seen].tolist())
        piece.from_array(list(READS), known[seen])  # type: ignore[arg-type]
        piece.tensor = doc.tensor[seen]
        yield piece
