"""How a long Doc goes through the model: in pieces of bounded size, so that memory is flat; the Doc stays one."""

from bisect import bisect_right
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Any, cast

import numpy as np
from spacy.language import Language
from spacy.pipeline import DependencyParser, EntityRecognizer, Morphologizer, Tok2Vec, TrainablePipe
from spacy.tokens import Doc
from thinc.api import Model

LONGEST = 2_000
"""So many tokens of a Doc the model sees at once, about 10,000 characters; a news article is shorter."""

CONTEXT = 8
"""Tokens at least that the model sees beyond a piece: its four layers look one token further each, the parser's state
two tokens ahead. Before a piece it sees the whole sentence, whose end the parser weighs with the word that follows."""

BATCH = 4
"""Pieces that go through the model together."""

READS = ("NORM", "SENT_START")
"""What the components know of a token beside its form; spaCy's other components take a Doc of any length as it is."""


@dataclass(frozen=True, slots=True)
class Piece:
    """The tokens [start, end) of a Doc; the model sees [first, last), the context with them."""

    start: int
    end: int
    first: int
    last: int


class Piecewise(TrainablePipe):  # type: ignore[misc]  # Cython without stubs
    """A component of the model as it was, but that a Doc of more than LONGEST tokens goes through it in pieces.

    They end where the layout lets a sentence end, and depend on the text alone. Neither an arc nor an entity crosses
    such a border, so that with their context the pieces say what the whole Doc would.
    """

    WRITES: tuple[str, ...] = ()
    """The attributes of a token that the component writes."""

    def __call__(self, doc: Doc) -> Doc:
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 256) -> Iterator[Doc]:
        """The Docs in order; the short ones of a batch go through the component together."""
        rest = iter(stream)
        while docs := list(islice(rest, batch_size)):
            short = [doc for doc in docs if len(doc) <= LONGEST]
            deque(super().pipe(short, batch_size=batch_size), maxlen=0)  # spaCy annotates them in place
            for doc in docs:
                if len(doc) > LONGEST:
                    self.annotate(doc)
                yield doc

    def annotate(self, doc: Doc) -> None:
        """Let the component see one long Doc piece by piece, and put together what it says."""
        places, writes = list(cuts(doc)), cast(list[int | str], list(self.WRITES))
        values = doc.to_array([*writes, "ORTH"])
        tensors = []
        pieces = super().pipe(_pieces(doc, places), batch_size=BATCH)
        for place, piece in zip(places, pieces, strict=True):
            own = slice(place.start - place.first, place.end - place.first)
            values[place.start : place.end] = piece.to_array([*writes, "ORTH"])[own]
            tensors.append(piece.tensor[own])
        if writes:
            doc.from_array(writes, values[:, :-1])  # type: ignore[arg-type]  # the stub knows no numpy
        doc.tensor = np.concatenate(tensors)


class PiecewiseTok2Vec(Piecewise, Tok2Vec):
    """What the model knows of each token by its neighbours."""


class PiecewiseMorphologizer(Piecewise, Morphologizer):  # type: ignore[misc]
    """Parts of speech and forms."""

    WRITES = ("POS", "MORPH")


class PiecewiseParser(Piecewise, DependencyParser):  # type: ignore[misc]
    """Which token hangs on which, and how."""

    WRITES = ("HEAD", "DEP")


class PiecewiseRecognizer(Piecewise, EntityRecognizer):  # type: ignore[misc]
    """Persons, organisations and places."""

    WRITES = ("ENT_IOB", "ENT_TYPE")


FACTORIES = {
    "tok2vec": "claimx_tok2vec",
    "morphologizer": "claimx_morphologizer",
    "parser": "claimx_parser",
    "ner": "claimx_ner",
}
"""The components of the model that need memory for every token, each with the factory that makes it piecewise."""


@Language.factory("claimx_tok2vec", assigns=["doc.tensor"])
def tok2vec(nlp: Language, name: str, model: Model[Any, Any]) -> PiecewiseTok2Vec:
    """The component with spaCy's settings for it, as all below."""
    return PiecewiseTok2Vec(nlp.vocab, model, name)


@Language.factory("claimx_morphologizer", assigns=["token.morph", "token.pos"])
def morphologizer(
    nlp: Language,
    name: str,
    model: Model[Any, Any],
    overwrite: bool,
    extend: bool,
    scorer: Callable[..., Any] | None,
    label_smoothing: float,
) -> PiecewiseMorphologizer:
    return PiecewiseMorphologizer(
        nlp.vocab, model, name, overwrite=overwrite, extend=extend, scorer=scorer, label_smoothing=label_smoothing
    )


@Language.factory("claimx_parser", assigns=["token.dep", "token.head", "token.is_sent_start", "doc.sents"])
def parser(
    nlp: Language,
    name: str,
    model: Model[Any, Any],
    moves: list[Any] | None,
    update_with_oracle_cut_size: int,
    learn_tokens: bool,
    min_action_freq: int,
    scorer: Callable[..., Any] | None,
) -> PiecewiseParser:
    return PiecewiseParser(
        nlp.vocab,
        model,
        name,
        moves,
        update_with_oracle_cut_size=update_with_oracle_cut_size,
        learn_tokens=learn_tokens,
        min_action_freq=min_action_freq,
        scorer=scorer,
    )


@Language.factory("claimx_ner", assigns=["doc.ents", "token.ent_iob", "token.ent_type"])
def ner(
    nlp: Language,
    name: str,
    model: Model[Any, Any],
    moves: list[Any] | None,
    update_with_oracle_cut_size: int,
    incorrect_spans_key: str | None,
    scorer: Callable[..., Any] | None,
) -> PiecewiseRecognizer:
    return PiecewiseRecognizer(
        nlp.vocab,
        model,
        name,
        moves,
        update_with_oracle_cut_size=update_with_oracle_cut_size,
        incorrect_spans_key=incorrect_spans_key,
        scorer=scorer,
    )


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
