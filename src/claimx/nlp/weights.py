"""The weights of claimx's own `ner` component, trained by `claimx.nlp.training`: files of the package, about 6 MB."""

from pathlib import Path
from typing import cast

from spacy.language import Language
from spacy.pipeline import TrainablePipe

FOLDER = Path(__file__).parents[1] / "models" / "ner"


def put_on(nlp: Language) -> None:
    """Give the model's `ner` component our weights and its place before the parser: « Emmanuel | Macron ».

    It listens to no other component, so nothing else changes; a sentence border that the parser sees wrongly inside a
    name would cut the name in two.
    """
    if "parser" in nlp.pipe_names:
        nlp.add_pipe("ner", name="names", source=nlp, before="tok2vec")
        nlp.remove_pipe("ner")
        nlp.rename_pipe("names", "ner")
    cast(TrainablePipe, nlp.get_pipe("ner")).from_disk(FOLDER, exclude=["vocab"])
