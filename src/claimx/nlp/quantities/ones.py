"""Is « un » a number or an article? « un milliard », « un an de prison » – « une journée magnifique »."""

import re

from claimx import lexicon
from claimx.lexicon import pattern
from claimx.nlp.quantities.amounts import Amount

ONES = frozenset(row["form"] for row in lexicon.rows("numerals") if row["value"] == "1")


BEFORE = re.compile(rf"(?<![\w-])(?:{pattern('not_claims', 'before_one')}) ?$", re.IGNORECASE)
AFTER = re.compile(rf" (?:{pattern('not_claims', 'after_one')})(?![\w])", re.IGNORECASE)
VAGUE = frozenset(row["form"] for row in lexicon.rows("not_claims") if row["role"] in ("vague_one", "vague_time"))
ORDINALS = lexicon.forms("not_claims", "ordinal_unit")
FOLLOWED = re.compile(r" [^\W\d_]{3,}")
TIMES = lexicon.forms("not_claims", "vague_time")


def article(text: str, amount: Amount) -> bool:
    """Whether the amount's numeral is an article, or nothing: « un » counts before a unit that is itself measured."""
    if amount.high is not None or amount.kind in ("fraction", "multiple"):
        return False
    if text[amount.numeral.start : amount.numeral.end].lower() not in ONES:
        return False
    if not amount.kind:
        return True
    if amount.end > amount.numeral.end and amount.value not in (amount.factor, 1):
        return False  # « une journée et demie »
    unit = text[amount.numeral.end : amount.end].strip().lower()
    before = BEFORE.search(text[max(0, amount.start - 12) : amount.start])
    after = AFTER.match(text, amount.end)
    if unit in ORDINALS and after is None and FOLLOWED.match(text, amount.end):
        return True  # « à une seconde place »
    if unit in VAGUE:
        return before is None and (unit not in TIMES or after is None)
    return amount.kind == "duration" and before is None and after is None
