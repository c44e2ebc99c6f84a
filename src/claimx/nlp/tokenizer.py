"""Where does a token end? spaCy's French tokeniser with the borders of numerals, quotations and full stops mended."""

import re
from collections.abc import Callable, Iterator
from typing import cast

from spacy.lang.char_classes import ALPHA
from spacy.language import Language
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]  # Cython without stubs
from spacy.tokens import Doc
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex, registry

from claimx import lexicon
from claimx.nlp import surface

NAME = "claimx_tokenizer"
"""What a saved pipeline calls the tokeniser."""

CURRENCY = r"€$£¥₣₤₽₹₺₴₩₦₵₡₱₫₪"
QUOTES = r"«»“”\"„‟"
MAGNITUDE = lexicon.any_of(row["form"] for row in lexicon.rows("magnitudes") if row["case"] and row["form"] != "K")
UNIT = lexicon.any_of(
    row["form"]
    for row in lexicon.rows("units")
    if row["case"] == "symbol" and row["form"][0].isalpha() and row["form"] not in ("h", "s", "° C")
)
NUMBER = lexicon.any_of(row["form"] for row in lexicon.rows("numerals") if row["role"] not in ("and", "comma"))

PREFIXES = [
    rf"[{QUOTES}|]",  # « |Brest|5,2 %| »: a bar is between two cells
    rf"[{CURRENCY}]",
    r"[+\-–±](?=[0-9])",  # « -0,4 point », « +3,2 % »: the sign is no part of the numeral's token
    r"(?:env|max|min)\.(?=[0-9])",
]
SUFFIXES = [
    rf"[{QUOTES}|]",
    rf"[{CURRENCY}]",
    r"(?<=[0-9])(?:%|‰|°|º)",
    rf"(?<=[0-9])(?:{MAGNITUDE}|{UNIT})",  # « 12km », « 35Mds » once its « € » is off
    rf"(?<=[{ALPHA}][{ALPHA}])\.",  # « AfD. », « GmbH. », « Md€. »: a full stop after two letters ends the sentence…
    rf"(?<=[{CURRENCY}0-9%])\.",
]
INFIXES = [
    rf"(?<=[{CURRENCY}])(?=[0-9])",
    rf"(?<=[0-9])(?=(?:{MAGNITUDE})?[{CURRENCY}])",
    rf"[{QUOTES}|]",
    r"(?<=[0-9])[-–](?=[0-9])",  # « 2-4 € »
    r"/(?=[mk])",
]
NUMERAL = rf"(?i:(?:{NUMBER})(?:-(?:et-)?(?:{NUMBER}))+)\Z"
"""« septante-huit »: one word, as « trente-deux » is to the model."""


RUN = re.compile(r"\S{400,}")
PIECE = 200
"""A run of so many characters without a space is noise (« (((((… ») and read in pieces: spaCy's time is quadratic in
its length, for each sign that it takes off it looks at the whole rest again."""


class Linear(Tokenizer):  # type: ignore[misc]  # Cython without stubs
    """spaCy's tokeniser for texts of any sort."""

    def __call__(self, text: str) -> Doc:
        """The tokens of the text's twin, with the way back to the text."""
        found = surface.surface(text)
        return surface.keep(self.tokens(found.twin), text, found)

    def tokens(self, text: str) -> Doc:
        """The tokens of a text as it stands; none is longer than PIECE where a run without a space has no end."""
        if not RUN.search(text):
            return cast(Doc, super().__call__(text))
        docs = [super(Linear, self).__call__(piece) for piece in _pieces(text)]
        words = [token.text for doc in docs for token in doc]
        spaces = [bool(token.whitespace_) for doc in docs for token in doc]
        return Doc(self.vocab, words=words, spaces=spaces)


def _pieces(text: str) -> Iterator[str]:
    """The text cut inside of its long runs."""
    last = 0
    for run in RUN.finditer(text):
        for at in range(run.start() + PIECE, run.end(), PIECE):
            yield text[last:at]
            last = at
    yield text[last:]


def put_on(nlp: Language) -> None:
    """Put our prefixes, suffixes and infixes before those of the model's tokeniser; numerals with hyphens stay whole.

    All of it is patterns, so that spaCy can write the tokeniser to a file; `create` makes the one that reads it.
    """
    old, defaults = cast(Tokenizer, nlp.tokenizer), nlp.Defaults
    nlp.tokenizer = Linear(
        nlp.vocab,
        rules=old.rules,
        prefix_search=compile_prefix_regex([*PREFIXES, *(defaults.prefixes or ())]).search,
        suffix_search=compile_suffix_regex([*SUFFIXES, *(defaults.suffixes or ())]).search,
        infix_finditer=compile_infix_regex([*INFIXES, *(defaults.infixes or ())]).finditer,
        token_match=_whole(old).match,
        url_match=old.url_match,
    )
    nlp.config["nlp"]["tokenizer"] = {"@tokenizers": NAME}


def _whole(old: Tokenizer) -> re.Pattern[str]:
    """What is one token, be there hyphens in it: for the model's tokeniser, or one of our numerals."""
    theirs = old.token_match.__self__.pattern if old.token_match else r"(?!)"
    flags = re.match(r"\(\?\w+\)", theirs)
    head = flags.group() if flags else ""
    return re.compile(f"{head}(?:{theirs.removeprefix(head)})|{NUMERAL}")


@registry.tokenizers(NAME)  # type: ignore[untyped-decorator]
def create() -> Callable[[Language], Linear]:
    """What a saved pipeline makes its tokeniser with, whose patterns it then reads."""
    return _empty


def _empty(nlp: Language) -> Linear:
    return Linear(nlp.vocab)
