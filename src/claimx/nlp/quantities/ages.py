"""Is « 20 ans » an age or a duration? « une femme de 20 ans », « Karim, 20 ans » – « une peine de 20 ans »."""

import re
from dataclasses import replace

from spacy.tokens import Doc, Token

from claimx import lexicon
from claimx.lexicon import pattern
from claimx.nlp import syntax
from claimx.nlp.quantities.amounts import Amount

CUES, PERSONS, NOT_PERSONS = (
    lexicon.forms("age_words", "cue"),
    lexicon.forms("age_words", "person"),
    lexicon.forms("age_words", "not_person"),
)
AGE_VERBS, LIFE, DURATION_VERBS, PLACES = (
    lexicon.forms("age_words", "age_verb"),
    lexicon.forms("age_words", "death"),
    lexicon.forms("age_words", "duration_verb"),
    lexicon.forms("age_words", "of_place"),
)
DEMONYMS = tuple(lexicon.forms("age_words", "demonym_ending"))
ENDINGS = tuple(sorted(lexicon.forms("age_words", "ending"), key=len, reverse=True))
NAMED = re.compile(r"[^\W\d_]\.?\)? ?[»”\"]? ?[,(] ?$")
CLOSED = re.compile(rf" ?(?:[,;.()]|$|\n)| (?:{pattern('age_words', 'after_age')})(?!\w)")
OF_THING = re.compile(rf" (?:{pattern('age_words', 'of_thing')})", re.IGNORECASE)
OF_LIFE = re.compile(rf" (?:{pattern('numeral_words', 'of')})", re.IGNORECASE)


def about(text: str, amount: Amount) -> Amount:
    """« le chauffeur, la soixantaine, »: an age about that many years, where nothing is counted."""
    written = text[amount.start : amount.end].lower()
    if amount.kind or amount.numeral.shape != "collective" or not written.startswith(DECADE):
        return amount
    return replace(amount, kind="age", unit="year", because="age_words.csv: « la soixantaine »")


DECADE = tuple(lexicon.forms("age_words", "decade"))


def aged(doc: Doc, amount: Amount, token: Token) -> Amount:
    """The amount as an age where the words about it make it one, else as it is; `token` is its first token."""
    if amount.kind != "duration" or amount.unit not in ("year", "month", "week", "day") or amount.factor != 1:
        return amount
    because = _because(doc, amount, token)
    return replace(amount, kind="age", because=because) if because else amount


YEARS = ("year", "month")


def _because(doc: Doc, amount: Amount, token: Token) -> str:
    """Why the amount is an age; empty when it is not."""
    before = [doc[i] for i in range(max(token.sent.start, token.i - 9), token.i)]
    small = _small(before)
    if lexicon.forms("not_claims", "ahead") & set(small):
        return ""
    lasting = OF_LIFE.match(syntax.text(doc), amount.end) is not None
    if any(left.lower_ in CUES for left in before) and amount.unit in YEARS and not lasting:
        return "age_words.csv: a word of age before"
    if amount.unit in YEARS and _apposed(doc, amount, before):
        return "« Name, N ans »"
    noun = _noun(before, small)
    if noun is not None and person(noun):
        return f"age_words.csv: « {noun.text} » is somebody"
    return _by_verb(doc, amount, before, small) if amount.unit == "year" else ""


def _small(before: list[Token]) -> list[str]:
    """The small words right before the amount, nearest last: « de », « de plus de », « à »."""
    small: list[str] = []
    for left in reversed(before):
        if left.pos_ not in ("ADP", "DET", "ADV", "CCONJ", "NUM") and left.lower_ not in SMALL:
            break
        small.insert(0, left.lower_)
    return small


SMALL = frozenset(
    word for row in lexicon.rows("comparators") if row["place"] == "before" for word in row["cue"].split()
)
OF = lexicon.forms("numeral_words", "of")


def _noun(before: list[Token], small: list[str]) -> Token | None:
    """The noun that « de N ans » belongs to: « un homme de 34 ans », « des personnes âgées de 60 ans »."""
    if not small or small[0] not in OF:
        return None
    for left in reversed(before[: len(before) - len(small)]):
        if left.pos_ in ("NOUN", "PROPN"):
            return left
        if left.pos_ not in ("ADJ", "VERB"):
            return None
        if person(left) and left.i > left.sent.start and left.nbor(-1).pos_ == "DET":
            return left  # « un retraité de 70 ans », not « allongé de trois mois »
    return None


def person(noun: Token) -> bool:
    """Whether a noun names somebody: by the lexicon, by its ending, or as a demonym with a capital."""
    forms = {noun.lower_, noun.lemma_.lower(), noun.lower_.rstrip("sx")}
    if forms & NOT_PERSONS:
        return False
    if forms & PERSONS or (noun.text[0].isupper() and noun.i > noun.sent.start):
        return True
    return noun.lower_.rstrip("sx").endswith(ENDINGS) or noun.lower_.endswith(DEMONYMS)


def _apposed(doc: Doc, amount: Amount, before: list[Token]) -> bool:
    """« Lionel, 30 ans, », « le suspect (30 ans) », « un couple, 72 et 74 ans »."""
    left = syntax.text(doc)[max(0, amount.start - 7) : amount.start]
    if not NAMED.search(left) or not CLOSED.match(syntax.text(doc), amount.end):
        return False
    nouns = [token for token in before if token.pos_ in ("NOUN", "PROPN") or token.text[0].isupper()]
    last = nouns[-1] if nouns else None
    return last is not None and (
        last.pos_ == "PROPN" or last.text[0].isupper() or any(person(noun) for noun in nouns[-3:])
    )


def _by_verb(doc: Doc, amount: Amount, before: list[Token], small: list[str]) -> str:
    """« il a 30 ans », « mort à 82 ans », « fêter ses 40 ans », « les moins de 30 ans », « les 18-25 ans »."""
    text = syntax.text(doc)
    rest = before[: len(before) - len(small)]
    verbs = [left for left in rest[-4:] if left.pos_ in ("VERB", "AUX", "ADJ", "NOUN")]
    lemmas = {verb.lemma_.lower() for verb in verbs} | {verb.lower_ for verb in verbs}
    if small and not rest and small[0] in PLACES and CLOSED.match(text, amount.end):
        return "« À N ans, »"
    lived = bool(small) and small[0] in PLACES and not lemmas & DURATION_VERBS
    if lived and lemmas & LIFE and not OF_LIFE.match(text, amount.end):
        return "age_words.csv: an age of life, « mort à 82 ans »"
    if lemmas & AGE_VERBS:
        return "age_words.csv: « fêter ses N ans »"
    if small and small[0] in ARTICLES and (amount.high is not None or any(word in SMALL for word in small[1:])):
        return "« les moins de N ans », « les N-M ans »"
    if small and small[0] in ARTICLES and OF_THING.match(text, amount.end):
        return "« les N ans du théâtre »"
    had = rest[-1] if rest else None
    if had is not None and had.lemma_.lower() in HAVE and not _there_is(rest) and not OF_LIFE.match(text, amount.end):
        return "age_words.csv: « avoir N ans »"
    return ""


def _there_is(rest: list[Token]) -> bool:
    """« il y a trois ans »."""
    return len(rest) > 1 and rest[-2].lower_ in THERE


THERE = lexicon.forms("age_words", "there")
ARTICLES, HAVE = lexicon.forms("age_words", "article"), lexicon.forms("age_words", "have")
