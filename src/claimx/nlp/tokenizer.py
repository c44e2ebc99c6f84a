"""Where does a token end? spaCy's French tokeniser with the borders of numerals, quotations and full stops mended."""

import re
from collections.abc import Iterator
from typing import cast

from spacy.lang.char_classes import ALPHA
from spacy.language import Language
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]  # Cython without stubs
from spacy.tokens import Doc
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

from claimx import lexicon
from claimx.nlp import surface

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
NUMERAL = re.compile(rf"(?:{NUMBER})(?:-(?:et-)?(?:{NUMBER}))+", re.IGNORECASE)
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


def tokenizer(nlp: Language) -> Tokenizer:
    """The model's tokeniser with our prefixes, suffixes and infixes before its own, and numerals with hyphens whole."""
    old: Tokenizer = nlp.tokenizer
    defaults = nlp.Defaults

    def whole(text: str) -> object:
        return NUMERAL.fullmatch(text) or (old.token_match(text) if old.token_match else None)

    return Linear(
        nlp.vocab,
        rules=old.rules,
        prefix_search=compile_prefix_regex([*PREFIXES, *(defaults.prefixes or ())]).search,
        suffix_search=compile_suffix_regex([*SUFFIXES, *(defaults.suffixes or ())]).search,
        infix_finditer=compile_infix_regex([*INFIXES, *(defaults.infixes or ())]).finditer,
        token_match=whole,
        url_match=old.url_match,
    )
