"""Which words report speech? Verbs (« a déclaré », « ajoutant ») and prepositions (« selon »).

As they stand in a sentence.
"""

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Span, Token

from claimx import lexicon
from claimx.nlp import verbs
from claimx.nlp.speakers.sentences import Sentence
from claimx.nlp.syntax import children


@dataclass(frozen=True, slots=True)
class Report:
    """A reporting verb: its whole group (« a-t-il précisé »), the verb itself and its row of the lexicon."""

    group: Span
    verb: Token
    row: lexicon.Row
    tense: str


@dataclass(frozen=True, slots=True)
class According:
    """A preposition that names who speaks, and the place where it may stand."""

    span: Span
    place: str


def reports(sentence: Sentence) -> list[Report]:
    """The reporting verbs of a sentence outside of its quotations, in order."""
    found: list[Report] = []
    forms = _forms()
    for token in sentence.span:
        if token.lower_ not in forms or sentence.quoted(token) or (found and token.i < found[-1].group.end):
            continue
        report = _report(token)
        found += [report] if report is not None else []
    return found


def _report(token: Token) -> Report | None:
    if token.pos_ not in {"VERB", "AUX", "ADJ", "NOUN"}:
        return None
    auxiliaries = _auxiliaries(token)
    if _is_denied(token, auxiliaries) or (_is_passive(auxiliaries) and not _reflexive(token)):
        return None
    for row, tense in _forms()[token.lower_]:
        end = _rest(token, row)
        if end is None or not _fits(token, row, tense, auxiliaries):
            continue
        start = min([word.i for word in auxiliaries], default=token.i)
        start -= start > 0 and _reflexive(token) and token.doc[start - 1].lower_ in _CLITICS
        return Report(token.doc[start : end + 1], token, row, tense)
    return None


def _fits(token: Token, row: lexicon.Row, tense: str, auxiliaries: list[Token]) -> bool:
    if _is_pronominal(row) != _reflexive(token):
        return False
    if tense == "participle" or (auxiliaries and tense in {"present", "past"}):
        return bool(auxiliaries) and token.pos_ != "NOUN" and verbs.tense(auxiliaries[0]) != "infinitive"
    if token.pos_ not in {"VERB", "AUX"}:
        return False
    if tense == "infinitive":
        return token.dep_ == "xcomp" and row["form"] == "verb" and not _is_let(token)
    return tense in verbs.FINITE or (tense == "gerund" and token.lower_ not in _letting())


def _is_let(infinitive: Token) -> bool:
    """« laisse entrevoir », « permet de dire »: nobody speaks."""
    return any(word.lower_ in _letting() for word in infinitive.doc[max(0, infinitive.i - 3) : infinitive.i])


@cache
def _letting() -> frozenset[str]:
    return frozenset(verbs.conjugated(frozenset(row["lemma"] for row in lexicon.rows("letting_verbs"))))


def _auxiliaries(token: Token) -> list[Token]:
    """The forms of avoir and être before a participle, over adverbs and hung-on pronouns.

    « a », « a-t-il toutefois ».
    """
    found: list[Token] = []
    for word in reversed(token.doc[max(0, token.i - 6) : token.i]):
        if word.lower_ in verbs.conjugated(frozenset({"avoir", "être"})) and word.pos_ != "NOUN":
            found.insert(0, word)
        elif not (word.pos_ == "ADV" or word.text.startswith("-")):
            break
    return found


def _is_passive(auxiliaries: list[Token]) -> bool:
    return bool(auxiliaries) and auxiliaries[-1].lower_ in verbs.paradigm("être")


def _is_pronominal(row: lexicon.Row) -> bool:
    return row["lemma"].startswith(("se ", "s'"))


def _reflexive(token: Token) -> bool:
    return any(word.lower_ in _CLITICS for word in token.doc[max(0, token.i - 3) : token.i])


_CLITICS = frozenset({"se", "s'", "me", "m'"})


def _is_denied(token: Token, auxiliaries: list[Token]) -> bool:
    return any(child.lower_ in _denying() for verb in (token, *auxiliaries) for child in verb.children)


@cache
def _denying() -> frozenset[str]:
    return frozenset(row["word"] for row in lexicon.rows("negations") if row["kind"] == "first")


def _rest(token: Token, row: lexicon.Row) -> int | None:
    """The last token of a verb phrase (« fait état de »), the verb itself for a plain verb.

    None where its words do not follow.
    """
    at = token.i
    for word in _words(row)[1:]:
        at = next(
            (
                i
                for i in range(at + 1, min(at + 4, len(token.doc)))
                if token.doc[i].lower_ == word or (word == "de" and token.doc[i].lower_[0] == "d")
            ),
            -1,
        )
        if at < 0:
            return None
    return at


@cache
def _forms() -> dict[str, list[tuple[lexicon.Row, str]]]:
    """Every form of the first verb of every row, longer phrases first."""
    found: dict[str, list[tuple[lexicon.Row, str]]] = {}
    for row in sorted(lexicon.rows("reporting_verbs"), key=lambda row: -len(_words(row))):
        if row["kind"] == "speak_event":
            continue
        for form, tense in verbs.paradigm(_words(row)[0]).items():
            found.setdefault(form, []).append((row, tense))
    return found


def _words(row: lexicon.Row) -> list[str]:
    lemma = row["lemma"].removeprefix("se ").removeprefix("s'")
    return lemma.split()


def accordings(sentence: Sentence) -> list[According]:
    """The prepositions of a sentence that introduce who speaks, outside of its quotations, in order."""
    found: list[According] = []
    prepositions = _prepositions()
    for token in sentence.span:
        for words, place in prepositions.get(token.lower_, ()):
            span = token.doc[token.i : token.i + len(words)]
            if [word.lower_ for word in span] == words and not sentence.quoted(token):
                found.append(According(span, place))
                break
    return found


@cache
def _prepositions() -> dict[str, list[tuple[list[str], str]]]:
    """The words of every cue and its place, by its first word, longer cues first."""
    found: dict[str, list[tuple[list[str], str]]] = {}
    for row in sorted(lexicon.rows("speaker_cues"), key=lambda row: -len(row["words"].split())):
        words = row["words"].split()
        found.setdefault(words[0], []).append((words, row["place"]))
    return found


def infinitive(verb: Token) -> Token | None:
    """The infinitive that a verb takes as its complement: « dépensé » of « assure avoir dépensé »."""
    for child in children(verb, "xcomp", "ccomp"):
        group = [child, *children(child, "aux", "cop")]
        if child.i > verb.i and any(verbs.tense(word) == "infinitive" for word in group):
            return child
    for token in verb.doc[verb.i + 1 : verb.i + 7]:
        if token.is_punct or token.pos_ == "SCONJ":
            return None
        if token.pos_ in {"VERB", "AUX"}:
            return token if verbs.tense(token) == "infinitive" and token.nbor(-1).pos_ != "ADP" else None
    return None
