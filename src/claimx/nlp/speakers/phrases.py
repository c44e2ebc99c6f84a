"""How is a speaker written? From the first word of a noun phrase to the name in it."""

from functools import cache

from spacy.tokens import Doc, Span, Token

from claimx import lexicon
from claimx.nlp import syntax, verbs

_STOPS = frozenset({",", ";", ":", "(", ")", "[", "]", "«", "»", '"', "“", "”", "–", "!", "?", "…", ".", "..."})


def phrase(doc: Doc, start: int, limit: int) -> Span | None:
    """The noun phrase that begins at a token, up to the first word that belongs to something else.

    None where there is none.
    """
    end = start
    while end < limit and _goes_on(doc[end], start):
        end += 1
    while end > start and doc[end - 1].pos_ in {"ADP", "DET", "CCONJ", "ADV"}:
        end -= 1
    end = max(end, _person_end(doc, end, limit))
    entity = syntax.entity_at(doc[end]) if end < limit else None
    cut = entity is not None and start <= entity.start < end and entity.end <= limit
    span = doc[start : entity.end if entity is not None and cut else end]
    return span if any(token.pos_ in {"NOUN", "PROPN", "PRON", "ADJ", "NUM", "X"} for token in span) else None


def _person_end(doc: Doc, end: int, limit: int) -> int:
    """The end of a person's name one or two words further on, else 0: « le président élu Anna Dubois »."""
    for token in doc[end : min(limit, end + 3)]:
        if token.ent_type_ == "PER" and end < token.i:
            return next((entity.end for entity in syntax.entities(doc[token.i : limit])), 0)
        if token.is_punct or token.pos_ not in {"VERB", "ADJ", "NOUN"} or verbs.tense(token) in verbs.FINITE:
            return 0
    return 0


def _goes_on(token: Token, start: int) -> bool:
    if token.is_space or token.text in _STOPS:
        return token.i > start and token.text == "." and len(token.nbor(-1)) <= 2
    if token.i > start and token.text in fillers():
        return False
    if _trails(token, start):
        return False
    if token.pos_ in {"DET", "NOUN", "PROPN", "X", "NUM", "ADJ", "SYM", "INTJ"} or token.dep_.startswith("flat"):
        return token.i == start or token.pos_ != "DET" or token.text[:1].isupper() or _follows_link(token)
    if token.pos_ == "ADP":
        return _links(token, start)
    if token.pos_ == "CCONJ":
        return (
            token.i > start
            and token.i + 1 < len(token.doc)
            and token.head.dep_ == "conj"
            and token.head.head.i >= start
        )
    if token.pos_ in {"VERB", "AUX"} and verbs.tense(token) == "participle" and token.i > start:
        return token.i + 1 < len(token.doc) and token.nbor(1).lower_ == "par" and token.lower_ not in _citing()
    return token.pos_ == "PRON" and token.i == start


def _trails(token: Token, start: int) -> bool:
    """Whether an adjective behind a name only says where it is: « un journaliste de la RTS présent sur place »."""
    if token.pos_ not in {"ADJ", "VERB"} or token.i <= start or token.i + 1 >= len(token.doc):
        return False
    following = token.nbor(1)
    links = following.pos_ == "ADP" and following.lower_ not in {"de", "du", "des", "d'", "par"}
    return links and token.nbor(-1).text[:1].isupper() and token.text[:1].islower()


@cache
def _citing() -> frozenset[str]:
    """The participles of being cited or asked, which name an outlet: « une source citée par Reuters »."""
    forms = verbs.conjugated(frozenset(row["lemma"] for row in lexicon.rows("citing_verbs")))
    return frozenset(form for form, readings in forms.items() if any(tense == "participle" for _, tense in readings))


def _follows_link(token: Token) -> bool:
    return token.nbor(-1).pos_ in {"ADP", "CCONJ", "DET"} or token.nbor(-1).lower_ in {"de", "du", "d'"}


def _links(token: Token, start: int) -> bool:
    """Whether a preposition belongs to the phrase: « de » always, another one where it hangs on the noun before it."""
    if token.i == start:
        return False
    if token.lower_ in {"de", "du", "des", "d'"}:
        return token.nbor(1).text not in fillers() if token.i + 1 < len(token.doc) else False
    if token.lower_ == "par":
        return verbs.tense(token.nbor(-1)) == "participle"
    return (
        token.head.dep_ == "nmod"
        and token.head.head.i == token.i - 1
        and token.head.pos_ == "NOUN"
        and token.lower_ != "sur"
    )


@cache
def fillers() -> frozenset[str]:
    """Words of time that may stand between a verb and its subject: « a indiqué mardi la préfecture »."""
    return frozenset(row["word"] for row in lexicon.rows("incise_fillers"))


@cache
def pronouns(kind: str) -> frozenset[str]:
    return frozenset(row["word"] for row in lexicon.rows("speaker_pronouns") if row["kind"] == kind)


# -- who -----------------------------------------------------------------------------------------------------------


def subject_after(verb_end: int, limit: int, doc: Doc) -> Span | None:
    """The subject that follows its verb: « a raconté sur Europe 1 la patronne »; pronouns and phrases alike."""
    at = verb_end
    while at < limit:
        token = doc[at]
        if token.text in _STOPS or token.is_space:
            return None
        if token.pos_ == "ADP" or token.lower_ in {"du", "des", "au", "aux"}:
            at = _after_prepositional(doc, at, limit)
        elif (
            _is_time(token, doc)
            or token.pos_ in {"ADV", "CCONJ", "NUM"}
            or (token.pos_ == "VERB" and token.i == at == verb_end)
        ):
            at += 1
        elif token.pos_ in {"DET", "NOUN", "PROPN", "ADJ", "X", "INTJ"} or token.lower_ in pronouns("third"):
            return phrase(doc, at, limit)
        else:
            return None
    return None


def phrase_before(verb: int, begin: int, doc: Doc) -> Span | None:
    """The noun phrase right before a verb, where the tree knows no subject.

    « alors que le dernier bilan fait état de ».
    """
    end = verb
    while end > begin and (
        doc[end - 1].pos_ in {"ADV", "PRON"} and doc[end - 1].lower_ not in pronouns("some") and len(doc[end - 1]) < 4
    ):
        end -= 1
    start = end
    while (
        start > begin
        and doc[start - 1].text not in _STOPS
        and (
            doc[start - 1].pos_ in _NOMINAL
            or doc[start - 1].lower_ in pronouns("some")
            or (start < end and doc[start - 1].pos_ in {"ADP", "ADV"})
        )
    ):
        start -= 1
    while start < end and (
        (doc[start].pos_ in {"ADP", "ADV"} and doc[start].lower_ not in pronouns("some")) or doc[start].is_space
    ):
        start += 1
    return doc[start:end] if start < end else None


_NOMINAL = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM"})


def _is_time(token: Token, doc: Doc) -> bool:
    """Whether a word, or the noun after this article, is one of time: « la semaine dernière », « le 3 mars »."""
    following = doc[token.i + 1] if token.i + 1 < len(doc) else token
    return token.text in fillers() or (
        token.pos_ == "DET" and (following.text in fillers() or following.text.isdigit())
    )


def _after_prepositional(doc: Doc, at: int, limit: int) -> int:
    """The first token after a prepositional phrase: « à l'AFP », « dans un communiqué », « de son côté »."""
    at += 1
    while at < limit and doc[at].pos_ in {"DET", "ADJ", "NUM", "ADV"}:
        at += 1
    while at < limit and doc[at].pos_ in {"NOUN", "PROPN", "X", "ADJ"} and doc[at].text not in _STOPS:
        at += 1
        if at < limit and doc[at].lower_ in {"de", "du", "des", "d'"}:
            return _after_prepositional(doc, at, limit)
    return at


# -- the name ------------------------------------------------------------------------------------------------------


def name(speaker: Span) -> Span:
    """The speaker as the table has it: the name where there is one, else the noun phrase without its article.

    « le chef des urgences, Louis Peyron » → Louis Peyron; « le syndicat Samu-Urgences » → Samu-Urgences; « la Direction
    générale de la santé (DGS) » → Direction générale de la santé; « Le Figaro » keeps its article.
    """
    person = _person(speaker) or _in_apposition(speaker)
    return person or _without_article(_classified(speaker))


def _person(speaker: Span) -> Span | None:
    for entity in syntax.entities(speaker):
        if (
            entity.label_ == "PER"
            and not _is_named_after(entity)
            and (entity.start == speaker.start or speaker.doc[entity.start - 1].pos_ != "ADP")
        ):
            return entity
    return None


def _is_named_after(entity: Span) -> bool:
    """Whether a name is the last part of another one: « le sondage Léger », « le rapport Spinetta »."""
    before = entity.doc[entity.start - 1] if entity.start else None
    return before is not None and before.lemma_.lower() in _bearers()


@cache
def _bearers() -> frozenset[str]:
    return frozenset(row["word"] for row in lexicon.rows("name_bearers"))


def _in_apposition(speaker: Span) -> Span | None:
    """The person named after a comma: « le Premier ministre, Alexander De Croo »."""
    doc, end = speaker.doc, speaker.end
    if end + 1 >= len(doc) or doc[end].text != ",":
        return None
    entity = syntax.entity_at(doc[end + 1])
    return entity if entity is not None and entity.start == end + 1 and entity.label_ == "PER" else None


def _classified(speaker: Span) -> Span:
    """The proper name after its common noun: « l'institut Ifop », « le quotidien Le Soir »."""
    first = next((token for token in speaker if token.pos_ != "DET"), speaker[0])
    if first.text[:1].isupper() and not _begins(first):
        return speaker  # « Santé publique France »: a name from its first word on
    for token in speaker[1:]:
        before = token.nbor(-1)
        if before.lemma_.lower() in _bearers():
            break
        if (
            token.text[:1].isupper()
            and before.pos_ in {"NOUN", "ADJ"}
            and before.text[:1].islower()
            and token.i > speaker.start
        ):
            return speaker.doc[token.i : speaker.end]
        if token.pos_ == "ADP" or token.lower_ in {"du", "des"}:
            break
    return speaker


def _without_article(speaker: Span) -> Span:
    start = speaker.start
    while start < speaker.end - 1 and (speaker.doc[start].pos_ in {"DET", "ADP", "NUM"} or speaker.doc[start].is_punct):
        token = speaker.doc[start]
        if token.text[:1].isupper() and not _begins(token):
            break
        if token.pos_ == "NUM" and token.text.isdigit():
            break
        start += 1
    return speaker.doc[start : speaker.end]


def _begins(token: Token) -> bool:
    """Whether a token is the first word of its sentence, so that its capital says nothing."""
    before = token.doc[token.i - 1] if token.i else None
    return before is None or before.is_space or before.text in _STOPS - {","} or bool(token.is_sent_start)
