"""Which verb says something, and where does it begin? « rapporte », « a-t-il expliqué », « fait savoir »."""

import re
from functools import cache

from spacy.tokens import Doc, Token

from claimx import lexicon
from claimx.nlp.sources.mentions import spelled

SAYING = frozenset(
    [
        "say",
        "claim",
        "announce",
        "reveal",
        "relay",
        "publish",
        "explain",
        "add",
        "emphasise",
        "confirm",
        "observe",
        "think",
        "estimate",
        "conclude",
        "recall",
        "show_source",
    ]
)
"""The kinds of lexicon/reporting_verbs.csv whose subject can stand behind them: « rapporte Le Monde »."""
TELLING = SAYING | frozenset(
    [
        "ask",
        "reply",
        "deny",
        "warn",
        "criticise",
        "accuse",
        "praise",
        "hope",
        "promise",
        "propose",
        "worry",
        "admit",
        "speak_event",
        "manner",
        "demand",
        "predict",
    ]
)
"""Those that can be said to an outlet: « a promis à l'AFP »."""


def has_role(token: Token, role: str) -> bool:
    """Whether lexicon/citation_words.csv gives a token this role; « l » and « ' » may be tokens of their own."""
    lower = token.lower_
    return lower in spelled(role) or f"{lower}'" in spelled(role)


@cache
def _verbs() -> dict[str, str]:
    """Reporting verbs and their kind; with the few that only a medium makes: « paraître dans »."""
    rows = [row for row in lexicon.rows("reporting_verbs") if row["form"] == "verb"]
    verbs = {row["lemma"].removeprefix("se ").removeprefix("s'"): row["kind"] for row in reversed(rows)}
    return verbs | {
        lemma.removeprefix("se "): verbs.get(lemma, "speak_event")
        for lemma in spelled("speech_verb") | spelled("subject_verb")
    }


@cache
def _seconds() -> dict[str, frozenset[str]]:
    """What follows the verb in the phrases of lexicon/reporting_verbs.csv: « faire » → savoir, part, valoir."""
    found: dict[str, frozenset[str]] = {}
    for row in lexicon.rows("reporting_verbs"):
        if row["form"] == "verb_phrase" and " " in row["lemma"]:
            verb, second = row["lemma"].split()[:2]
            found[verb] = found.get(verb, frozenset()) | {second}
    return found


def lemma_of(token: Token, kinds: frozenset[str]) -> str:
    """The reporting verb that a token is a form of, if it is of one of the kinds; empty otherwise.

    The model's lemma decides, else the stem of a verb in -er, since the model takes « rapporte » for a noun.
    """
    if not token.is_alpha or not token.is_lower or token.pos_ in ("DET", "ADP", "PRON", "NUM"):
        return ""
    verbs, lemma = _verbs(), token.lemma_.lower()
    if token.pos_ in ("VERB", "AUX") and verbs.get(lemma) in kinds:
        return lemma
    if token.pos_ in ("VERB", "AUX") or token.lower_ in spelled("make"):
        lemma = next(iter(_seconds().keys() & {lemma}), "faire" if token.lower_ in spelled("make") else "")
        if token.i + 1 < len(token.doc) and token.nbor(1).lower_ in _seconds().get(lemma, ()):
            return f"{lemma} {token.nbor(1).lower_}"
    if token.i and token.pos_ == "NOUN" and has_role(token.nbor(-1), "determiner") and not _clitic(token.nbor(-1)):
        return ""
    endings = (ending for ending in spelled("ending") if token.lower_.endswith(ending))
    stems = (re.sub(rf"{ending}$", "", token.lower_) + "er" for ending in endings)
    return next((stem for stem in stems if verbs.get(stem) in kinds), "")


def _clitic(token: Token) -> bool:
    """« l' » and « le » before a verb: « comme le rapporte l'AFP »."""
    return has_role(token, "auxiliary")


def infinitive(token: Token) -> bool:
    return "Inf" in token.morph.get("VerbForm", []) or token.lower_.endswith(("er", "ez"))


def participle(token: Token) -> bool:
    """Whether a token can only be the past participle of a verb, by its ending: « confirmé », « dit », « lu »."""
    return token.lower_.endswith(("é", "ée", "és", "ées", "u", "us")) or "Part" in token.morph.get("VerbForm", [])


def begins(doc: Doc, index: int, floor: int) -> tuple[int, bool]:
    """The first token of a verb with its auxiliaries and clitics, and whether it has any: « a-t-il expliqué », « l'a
    révélé ».
    """
    i, helped = index, False
    while i > floor and index - i < 5:
        before, second = doc[i - 1], doc[i - 2] if i - 2 >= floor else None
        aside = not helped and has_role(before, "adverb") and second is not None and has_role(second, "auxiliary")
        if not (has_role(before, "auxiliary") or aside):
            break
        i -= 1
        helped = helped or has_role(before, "auxiliary")
    return i, helped


def left(doc: Doc, index: int, reach: int, kinds: frozenset[str], *, floor: int, commas: bool) -> int | None:
    """The first token of the nearest verb of saying before `index` in the sentence; another verb between hides it.

    `commas`: whether commas may stand between, as in « a déclaré, lundi, à l'AFP ».
    """
    for i in range(index - 1, max(floor, index - reach) - 1, -1):
        token = doc[i]
        if token.text in STOP or "\n" in token.text or (not commas and token.text == ","):
            return None
        if lemma_of(token, kinds) and not infinitive(token):
            return begins(doc, i, floor)[0]
        if token.pos_ == "VERB" and infinitive(token):
            return None
    return None


STOP = frozenset({".", "!", "?", "…", ";", "\n"})
"""What ends a sentence, for those who look along it."""
