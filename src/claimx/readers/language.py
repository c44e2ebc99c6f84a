"""Is a text French? By py3langid, which brings its model along and needs no network."""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

SHORTEST = 40
"""Letters below which nothing is said: names and numbers of one sentence look like any language."""

DOUBT = 0.001
"""Below this probability of French a text is foreign: to read a foreign one is less harm than to lose a French one."""


def foreign(text: str) -> str:
    """ISO 639-1 code of the language that a text surely is in, if it is not French, else empty."""
    sample = text[:4000]
    if sum(char.isalpha() for char in sample) < SHORTEST:
        return ""
    ranked = _identifier().rank(sample)
    return str(ranked[0][0]) if dict(ranked)["fr"] < DOUBT else ""


@cache
def _identifier() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
