"""Does the clause around a time tell what was or what will be? It says which « octobre », which « mardi » is meant."""

from spacy.tokens import Span, Token

from claimx import lexicon
from claimx.nlp import syntax
from claimx.nlp.calendar import Sense

ENDINGS = {row["ending"]: row["tense"] for row in lexicon.rows("verb_endings")}
HAVE = "avoir"
LONGEST = max(len(ending) for ending in ENDINGS)
CUES: dict[str, Sense] = {
    row["form"]: "past" if row["value"] == "past" else "future"
    for row in lexicon.rows("time_words")
    if row["role"] == "sense"
}
"""Words before a time that point one way: « depuis octobre », « d'ici mardi »."""
PLANS = frozenset(row["form"] for row in lexicon.rows("time_words") if row["role"] == "plan")
"""Verbs whose infinitive or complement is still to come: « doit entrer en vigueur en octobre »."""


def sense(span: Span) -> Sense:
    """Past, future, or empty where the clause does not say (a present, no verb)."""
    for token in reversed(list(span.doc[max(span.sent.start, span.start - 3) : span.start])):
        if token.lower_ in CUES:
            return CUES[token.lower_]
    verb = syntax.main_verb(span.root)
    return _of_clause(verb) if verb is not None else ""


def _of_clause(verb: Token) -> Sense:
    """The tense of a verb with its auxiliaries: any future makes it a future, else any past a past."""
    parts = [verb, *syntax.auxiliaries(verb)]
    found = {_of_word(part, len(parts) > 1) for part in parts}
    if "conditional" in found and any(part.lemma_ == HAVE for part in parts[1:]):
        return "past"  # « auraient chuté »: what is said to have been
    if found & {"future", "conditional"} or any(part.lemma_ in PLANS for part in parts):
        return "future"
    return "past" if "past" in found else ""


def _of_word(verb: Token, compound: bool) -> str:
    written = verb.lower_
    ending = next((written[-n:] for n in range(LONGEST, 0, -1) if written[-n:] in ENDINGS), "")
    tense = ENDINGS.get(ending, "") if verb.pos_ in ("VERB", "AUX") else ""
    if tense == "conditional":
        return "conditional"
    if tense == "future" or "Fut" in verb.morph.get("Tense", []):
        return "future"
    if tense == "imperfect" or "Imp" in verb.morph.get("Tense", []):
        return "past"
    past = "Past" in verb.morph.get("Tense", [])
    participle = "Part" in verb.morph.get("VerbForm", [])
    return "past" if past and (not participle or compound or verb.dep_.startswith("acl")) else ""
