"""Where does a token end? spaCy's French tokeniser with the borders of numerals, quotations and full stops mended."""

from spacy.lang.char_classes import ALPHA
from spacy.language import Language
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]  # Cython without stubs
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

CURRENCY = r"€$£¥₣₤₽₹₺₴₩₦₵₡₱₫₪"
MAGNITUDE = r"(?:k|M|Md|Mds|Mrd|Mrds)"
QUOTES = r"«»“”\"„‟"

PREFIXES = [
    rf"[{QUOTES}]",
    rf"[{CURRENCY}]",
    r"[+\-−–±](?=[0-9])",  # « -0,4 point », « +3,2 % »: the sign is no part of the numeral's token
    r"(?:env|max|min)\.(?=[0-9])",
]
SUFFIXES = [
    rf"[{QUOTES}]",
    rf"[{CURRENCY}]",
    r"(?<=[0-9])(?:%|‰|°|º)",
    rf"(?<=[0-9])(?:{MAGNITUDE})",  # « 35Mds » once its « € » is off
    r"(?<=[0-9])(?:km|cm|mm|nm|m|ha|kg|mg|g|t|l|L|cl|dl|MW|GW|kW|TW|MWh|GWh|kWh|TWh|mn|min|ans|mm2|m2|km2|m²|km²|m3|m³)",
    rf"(?<=[{ALPHA}][{ALPHA}])\.",  # « AfD. », « GmbH. », « Md€. »: a full stop after two letters ends the sentence…
    rf"(?<=[{CURRENCY}0-9%])\.",
]
INFIXES = [
    rf"(?<=[{CURRENCY}])(?=[0-9])",
    rf"(?<=[0-9])(?=(?:{MAGNITUDE})?[{CURRENCY}])",
    rf"[{QUOTES}]",
    r"(?<=[0-9])[-–—](?=[0-9])",  # « 2-4 € »
    r"/(?=[mk])",
]


def tokenizer(nlp: Language) -> Tokenizer:
    """The model's tokeniser with our prefixes, suffixes and infixes before its own."""
    old: Tokenizer = nlp.tokenizer
    defaults = nlp.Defaults
    return Tokenizer(
        nlp.vocab,
        rules=old.rules,
        prefix_search=compile_prefix_regex([*PREFIXES, *(defaults.prefixes or ())]).search,
        suffix_search=compile_suffix_regex([*SUFFIXES, *(defaults.suffixes or ())]).search,
        infix_finditer=compile_infix_regex([*INFIXES, *(defaults.infixes or ())]).finditer,
        token_match=old.token_match,
        url_match=old.url_match,
    )
