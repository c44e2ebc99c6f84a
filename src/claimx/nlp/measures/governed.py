"""What is measured, by the verb that governs the amount: its object, its subject, what the money is for."""

from functools import cache

from spacy.tokens import Token

from claimx import lexicon
from claimx.nlp.measures import subjects
from claimx.nlp.measures.neighbours import claim_at, previous
from claimx.nlp.measures.phrases import NOUNS, phrase_after, phrase_before, phrase_of, written
from claimx.nlp.measures.pronouns import stands_for
from claimx.nlp.measures.setting import Setting
from claimx.nlp.measures.words import column, fold, forms, lemmas, preposition, rightwards, token_at
from claimx.nlp.syntax import AUXILIARIES, children, is_finite, predicate, subject

AREAS = frozenset({"ha", "a", "m^2", "km^2"})

Found = tuple[str, str] | None


def governor(at: Setting) -> Token | None:
    """The verb that governs the amount: that of the tree, else the nearest one to the left."""
    beside = _verb_beside(at)
    if beside is not None:
        return beside
    verb = predicate(at.span.root)
    if verb is not None and (verb in at.span or token_at(at.span, verb.i) is not None):
        return verb
    left = at.span.doc[at.span.sent.start : at.span.start]
    near = next((token for token in reversed(left) if token.pos_ in {"VERB", "AUX"}), None)
    return near if near is not None and token_at(at.span, near.i) is not None else None


def _verb_beside(at: Setting) -> Token | None:
    """The verb right before the amount that says of something how much it is: « ont atteint les 150 km/h »."""
    token = at.anchor
    while token is not None and (token.pos_ == "ADV" or fold(token.text) in forms("determiners", "sort", "article")):
        token = token_at(at.span, token.i - 1)
    if token is None or token.pos_ not in {"VERB", "AUX"} or token.dep_ in AUXILIARIES or not is_finite(token):
        return None
    if subjects.beside_verb(at, token) is None:
        return None
    return token if lemmas(token) & column("measuring_verbs", "lemma") else None


def owner(at: Setting) -> Found:
    """The object of the verb where the amount is not the object itself (« porter les dépenses à 5 % »).

    Else its subject.
    """
    verb = governor(at)
    if verb is None:
        return None
    thing = _object(at, verb)
    if thing is not None:
        return named(at, verb, thing, f"object of « {verb.text} »")
    name = subjects.name_who(at, verb)
    if name:
        return name, f"the name before the relative of « {verb.text} »"
    thing = subjects.of_main_clause(at, verb) or subjects.beside_verb(at, verb) or subjects.led(verb) or subject(verb)
    if thing is None or thing in at.span or token_at(at.span, thing.i) is None:
        thing = _noun_before(at, verb)
    return named(at, verb, thing, f"subject of « {verb.text} »") if thing is not None else None


def _object(at: Setting, verb: Token) -> Token | None:
    for child in children(verb, "obj"):
        if (
            claim_at(child) is None
            and child.pos_ in NOUNS | {"PRON"}
            and child.i < at.span.start
            and at.by in {"à", "de", "en", ""}
        ):
            return child if not (child.pos_ == "PRON" and "Rel" not in child.morph.get("PronType", [])) else None
    return None


def _noun_before(at: Setting, verb: Token) -> Token | None:
    """The head of the phrase to the left of the verb and its auxiliaries: the subject where the tree is broken."""
    group = [
        verb.i,
        *(child.i for child in verb.children if child.dep_ in AUXILIARIES or child.dep_.startswith("expl")),
    ]
    index = min(i for i in group if i <= verb.i) - 1
    index = _over_insertion(at, index)
    while (token := token_at(at.span, index)) is not None and (token.pos_ in {"AUX", "ADV", "VERB"} or token.is_punct):
        index -= 1
    if token is not None and token.pos_ == "PRON":
        if "Rel" not in token.morph.get("PronType", []):
            return token if "3" in token.morph.get("Person", []) else None
        token = token_at(at.span, index - 1)
        token = token_at(at.span, index - 2) if token is not None and token.is_punct else token
    if token is not None and fold(token.text) in column("back_words"):
        return token
    nouns = [noun for noun in phrase_before(at.span, token) if fold(noun.text) not in column("time_nouns")]
    return nouns[0] if nouns else None


def _over_insertion(at: Setting, index: int) -> int:
    """The index before what two commas part from the subject: « le déficit, qui devait être réduit, a atteint … »."""
    comma = token_at(at.span, index)
    if comma is None or comma.text != ",":
        return index
    opening = index - 1
    while (token := token_at(at.span, opening)) is not None and token.text != ",":
        opening -= 1
    return (
        opening - 1
        if token is not None and index - opening > 2 and token_at(at.span, opening - 1) is not None
        else index
    )


def named(at: Setting, verb: Token, thing: Token, because: str) -> Found:
    claim = claim_at(thing)
    if claim is not None:
        said = claim._.base if verb.i > thing.i and claim._.base else claim._.measured
        return (said, f"{because}, that of « {claim.text} »") if said and claim.start < at.span.start else None
    if thing.pos_ == "PRON" and "Rel" not in thing.morph.get("PronType", []) and not _of_things(at, verb):
        return None
    noun = stands_for(thing)
    if noun is None or fold(noun.text) in column("time_nouns"):
        return None
    name = next((child for child in children(noun, "appos") if child.pos_ == "PROPN" and noun.pos_ == "NOUN"), None)
    return phrase_of(name if name is not None else noun), f"{because}: « {noun.text} »"


def _of_things(at: Setting, verb: Token) -> bool:
    """Whether a verb says of a thing how much it is, so that its pronoun can be traced back.

    Not « il », a man of 30.
    """
    verbs = lemmas(verb).union(*(lemmas(child) for child in children(verb, "cop")))
    known = column("measuring_verbs", "lemma") | column("direction", "lemma")
    return at.span._.kind not in {"age", "duration", "count"} and bool(verbs & known)


@cache
def _purposes() -> dict[str, frozenset[str]]:
    return {row["lemma"]: frozenset(row["links"].split()) for row in lexicon.rows("purposes")}


def purpose(at: Setting) -> Found:
    """« verseront 40 euros pour l'organisation d'un repas », « 10 millions pour la culture »: what the money is for."""
    verb = governor(at)
    links = frozenset[str]().union(*(_purposes().get(lemma, frozenset()) for lemma in lemmas(verb)))
    for token in rightwards(at.span, 12):
        if token.is_punct or token.pos_ == "VERB" or claim_at(token) is not None:
            return None
        if preposition(token) in links or _follows_as_purpose(at, verb, token):
            phrase = phrase_after(at.span, token.i + 1)
            return (written(phrase), f"purposes.csv: « {token.text} {written(phrase)} »") if phrase else None
    return None


def _follows_as_purpose(at: Setting, verb: Token | None, token: Token) -> bool:
    """« 10 millions pour la culture » – not « coûte 10 euros pour les adultes »."""
    measuring = bool(lemmas(verb) & column("measuring_verbs", "lemma")) and not _after_relative(at)
    return token.i == at.span.end and preposition(token) == "pour" and at.span._.kind == "money" and not measuring


def _after_relative(at: Setting) -> bool:
    return at.anchor is not None and fold(at.anchor.text) in forms("base_cues", "how", "relative")


def nominal(at: Setting) -> Found:
    """« une famille dépense 7 450 francs » → dépenses: the noun of the verb that has the amount for its object."""
    verb = governor(at)
    if verb is not None and children(verb, "aux:pass"):
        return None
    if at.span._.unit in AREAS:
        return None  # « le feu a parcouru 1 200 hectares »
    words = lemmas(verb) | lemmas(at.anchor)
    for row in lexicon.rows("nominal"):
        if (
            row["measured"]
            and not _after_amount(at, verb, row["lemma"])
            and at.span._.kind in row["kinds"].split()
            and row["lemma"] in words
        ):
            return row["measured"], f"nominal.csv: « {row['lemma']} »"
    return None


def _after_amount(at: Setting, verb: Token | None, lemma: str) -> bool:
    """Whether a verb follows the amount or is reflexive: « des rafales de 90 km/h se sont produites »."""
    if verb is None or lemma not in lemmas(verb):
        return False
    return verb.i > at.span.end or any(child.dep_.startswith("expl") for child in verb.children)


def given(at: Setting) -> Found:
    """« Ana Roche a promis 3 milliards », « le foyer recevra 300 euros »: who gives or gets money is not measured."""
    verb = governor(at)
    if at.span._.kind != "money" or at.by or verb is None or verb.i > at.span.start:
        return None
    known = lemmas(verb) & column("givers", "lemma")
    return ("", f"givers.csv: « {verb.text} »") if known and _object(at, verb) is None else None


def apposed(at: Setting) -> Found:
    """« Karim, 24 ans », « le salaire brut moyen, 4 076 €, a progressé ».

    The phrase before the comma, colon or parenthesis.
    """
    if at.link is not None or at.anchor is None:
        return None
    if (
        at.span._.kind in {"percent", "money"}
        and at.anchor.pos_ in NOUNS
        and not any(token.pos_ in {"VERB", "AUX"} for token in at.span.sent)
    ):
        nouns = phrase_before(at.span, at.anchor)
        return (_short(nouns), f"the phrase before « {at.span.text} »") if nouns else None
    if at.anchor.text not in {",", "(", ":", "–", "-"}:
        return None
    before = token_at(at.span, at.anchor.i - 1)
    if before is not None and before.pos_ == "VERB" and fold(at.anchor.text) == ":":
        before = token_at(at.span, at.anchor.i - 2)
    before = _whole_word(at, before)
    nouns = [noun for noun in phrase_before(at.span, before) if fold(noun.text) not in column("time_nouns")]
    return (_short(nouns), f"the phrase before « {at.anchor.text} »") if nouns else None


def _whole_word(at: Setting, last: Token | None) -> Token | None:
    """The first part of a word with hyphens: « camping » for « car » of « camping-car »."""
    while last is not None and (hyphen := token_at(at.span, last.i - 1)) is not None and hyphen.text == "-":
        if hyphen.whitespace_ or hyphen.i == at.span.sent.start or hyphen.nbor(-1).whitespace_:
            break
        last = token_at(at.span, hyphen.i - 1)
    return last


def _short(nouns: list[Token]) -> str:
    """A name wholly, with a first name that the model takes for another word.

    Else the noun with its first complement.
    """
    first = nouns[0]
    if first.pos_ != "PROPN":
        return phrase_of(first)
    while (
        first.i > first.sent.start
        and first.nbor(-1).text[:1].isupper()
        and first.nbor(-1).is_alpha
        and first.nbor(-1).pos_ not in {"DET", "ADP"}
    ):
        first = first.nbor(-1)
    return written([first, nouns[-1]])


def in_parentheses(at: Setting) -> Found:
    """« l'emploi à temps partiel (moins de 78 heures par mois) »: what stands before a parenthesis."""
    opened = at.anchor is not None and at.anchor.text == "("
    return apposed(at) if opened else None


def as_before(at: Setting, *, far: bool = False) -> Found:
    """« c'est nonante francs de plus », « soit 41 % de plus »: what the claim before measures."""
    before = previous(at.span)
    if before is None or not before._.measured:
        return None
    near = far or before._.kind == at.span._.kind or before.sent.start == at.span.sent.start
    return (before._.measured, f"as « {before.text} »") if near else None
