"""Which rows of lexicon/modality.csv does a verb, a participle or a noun fit?"""

from functools import cache

from spacy.tokens import Token

from claimx import lexicon
from claimx.nlp import verbs
from claimx.nlp.syntax import AUXILIARIES, SUBJECTS

Reading = tuple[str, str]
"""A modality and the reason for it."""

ASSERTED: Reading = ("asserted", "no cue")


@cache
def cues(form: str) -> tuple[lexicon.Row, ...]:
    return tuple(row for row in lexicon.rows("modality") if row["form"] == form)


@cache
def cue_forms(form: str) -> dict[str, tuple[tuple[str, str], ...]]:
    return verbs.conjugated(frozenset(row["word"] for row in cues(form)))


@cache
def reported() -> frozenset[str]:
    """The forms of the verbs of speech that take « que »."""
    rows = lexicon.rows("reporting_verbs")
    return frozenset(
        verbs.conjugated(frozenset(row["lemma"] for row in rows if row["clause"] and " " not in row["lemma"]))
    )


@cache
def states_of() -> frozenset[str]:
    """The forms of the verbs that say how things are: « être », « compter »."""
    return frozenset(cue_forms("state"))


def because_of(row: lexicon.Row, node: Token) -> str:
    return f"modality.csv: {row['word']} « {node.text} »"


@cache
def cue_nouns() -> frozenset[str]:
    return frozenset(row["word"] for row in cues("noun"))


def verb_row(node: Token, group: list[Token], came: Token | None) -> lexicon.Row | None:
    """The row of the lexicon that a verb fits.

    In its tense and with the complement through which the amount hangs on it.
    """
    passive = any(verb.dep_ == "aux:pass" for verb in group)
    if (node.pos_ in {"ADJ", "NOUN"} and len(group) > 1) or passive or node.dep_ in {"acl", "amod"}:
        row = participle_row(node, came, group)
        if row and node.pos_ == "ADJ" and tense(group) == "present perfect":
            return None  # « 60 voix ont été nécessaires »: it is done
        if row or passive:
            return row
    name = tense(group)
    lemmas = {lemma for lemma, _ in cue_forms("verb").get(node.lower_, ())} if node.pos_ in {"VERB", "AUX"} else set()
    reflexive = is_reflexive(node)
    foreseen = _foreseen(name, came) if "devoir" in lemmas else None
    if foreseen:
        return foreseen
    for row in cues("verb"):
        if (
            row["word"] in lemmas
            and reflexive == ("pronominal" in row["complement"].split())
            and (not row["tenses"] or name in row["tenses"].split())
            and _complement(row, node, came)
        ):
            return row
    return None


def _foreseen(name: str, came: Token | None) -> lexicon.Row | None:
    """The row of an infinitive that after « devait » tells what was foreseen: « devait rapporter »."""
    return next(
        (row for row in cues("outcome") if came is not None and (row["word"], row["tenses"]) == (came.lower_, name)),
        None,
    )


def participle_row(node: Token, came: Token | None = None, group: list[Token] | None = None) -> lexicon.Row | None:
    """The row of a participle: « sont attendus », « les 300 places prévues »."""
    lemmas = {
        lemma
        for lemma, name in cue_forms("participle").get(node.lower_, ())
        if name in {"participle", "present", "past"}
    }
    lemmas |= {node.lemma_.lower(), node.lower_, node.lower_.removesuffix("s")} if node.pos_ == "ADJ" else set()
    for row in cues("participle"):
        fits = row["word"] in lemmas and (
            not row["tenses"] or (group is not None and tense(group) in row["tenses"].split())
        )
        if fits and (row["complement"] != "infinitive" or is_infinitive(came)):
            return row
    return None


def _complement(row: lexicon.Row, node: Token, came: Token | None) -> bool:
    """Whether the amount stands in the complement that the row asks for.

    A subject is never asked, required or planned.
    """
    if (
        came is None
        or came.dep_ == "parataxis"
        or (came.dep_.split(":")[0] in {"nsubj", "advcl"} and not row["subject"])
    ):
        return False
    if came.dep_ == "obl:mod" and not row["subject"] and not is_infinitive(came) and not _lasts(node, came):
        return False
    wanted = row["complement"].split()
    checks = {
        "infinitive": is_infinitive(came)
        or any(child.dep_ == "xcomp" and is_infinitive(child) for child in node.children),
        "object": came.dep_ == "obj",
        "clause": came.dep_ == "ccomp",
        "pronominal": is_reflexive(node),
        "impersonal": any(child.dep_ == "expl:subj" or child.lower_ == "il" for child in node.children),
        "on": came.dep_ == "obj"
        and any(child.dep_ == "nsubj" and child.lower_ in {"on", "l'on"} for child in node.children),
    }
    return all(checks[name] if name in checks else _preposition(came, name) for name in wanted)


def _lasts(node: Token, came: Token) -> bool:
    """Whether a time says how long the object of a present verb shall last: « demande un gel pendant six ans »."""
    words = {row["word"] for row in lexicon.rows("negations") if row["kind"] == "lasting"}
    return (
        any(child.dep_ == "case" and child.lower_ in words for child in came.children)
        and any(child.dep_ == "obj" and child.i < came.i for child in node.children)
        and tense(verb_group(node)) == "present"
    )


def is_reflexive(node: Token) -> bool:
    """Whether a verb is pronominal: « s'est imposé » requires nothing, « s'engage à » does."""
    return any(
        word.pos_ == "PRON" and (word.lower_ == "se" or (len(word) == 2 and word.lower_[0] == "s"))
        for word in (*node.lefts, *node.doc[max(node.sent.start, node.i - 2) : node.i])
    )


def is_infinitive(token: Token | None) -> bool:
    return token is not None and any(verbs.tense(verb) == "infinitive" for verb in verb_group(token))


def _preposition(token: Token, word: str) -> bool:
    return any(child.dep_ in {"case", "mark"} and child.lower_ == word for child in token.children)


def subject_reading(node: Token, group: list[Token], came: Token | None) -> Reading | None:
    """« L'objectif est d'atteindre 3 % », « la cible reste fixée à 2 % »: the subject says what the amount is."""
    if came is not None and came.dep_ in SUBJECTS:
        return None
    for child in node.children:
        if child.dep_ in SUBJECTS:
            row = next((row for row in cues("noun") if row["word"] == child.lemma_.lower()), None)
            if row and (row["complement"] != "infinitive" or is_infinitive(came)) and _states(group):
                return row["modality"], because_of(row, child)
    return None


def _states(group: list[Token]) -> bool:
    """Whether a verb group says what its subject is: être, rester, fixé."""
    known = verbs.conjugated(frozenset(row["word"] for row in lexicon.rows("stating_verbs")))
    return any(verb.lower_ in known for verb in group)


# -- verb groups ---------------------------------------------------------------------------------------------------


def verb_group(node: Token) -> list[Token]:
    """A verb with its auxiliaries and copula, in the order of the text.

    An auxiliary right before its participle is one whatever the parser calls it.
    """
    own = [
        child
        for child in node.children
        if child.dep_ in AUXILIARIES or (child.pos_ == "AUX" and child.dep_ == "dep" and child.i < node.i)
    ]
    return sorted([node, *own], key=lambda verb: verb.i)


def tense(group: list[Token]) -> str:
    """The tense of a verb group: that of its first verb.

    « … perfect » where that is avoir or être before a participle.
    """
    first = verbs.tense(group[0])
    compound = (
        len(group) > 1
        and any(verb.dep_ in {"aux:tense", "dep"} for verb in group[:-1])
        and verbs.tense(group[1]) in {"participle", "present", "past"}
    )
    return f"{first} perfect" if compound else first
