"""Which outlets does running text cite? « selon Le Monde », « rapporte l'AFP », « a expliqué à Ouest-France »."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Token

from claimx import lexicon
from claimx.nlp.sources.mentions import Citation, Mention, capitalised, spelled
from claimx.nlp.sources.outlets import Choice, slug

Row = dict[str, str]
STOP = frozenset({".", "!", "?", "…", ";", "\n"})
QUOTES = frozenset({"«", "»", '"', "“", "”", "*", "_", "'", "’", "**", "__"})
"""Marks that may stand around a name: quotation marks, Markdown's emphasis, an apostrophe split from its word."""
SAYING = frozenset(
    ["say", "claim", "announce", "reveal", "relay", "publish", "explain", "add", "emphasise", "confirm", "observe", "think", "estimate", "conclude", "recall", "show_source"]
)
TELLING = SAYING | frozenset(
    ["ask", "reply", "deny", "warn", "criticise", "accuse", "praise", "hope", "promise", "propose", "worry", "admit", "speak_event", "manner", "demand", "predict"]
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mention stands among the tokens: [first, last) is its phrase with article and « le quotidien »; `preposition` its role."""

    doc: Doc
    mention: Mention
    floor: int
    first: int
    last: int
    preposition: str
    described: bool

    def before(self, index: int) -> str:
        """The text of the block up to a token, lower case, with one kind of apostrophe and of space."""
        floor, end = self.doc[self.floor].idx, self.doc[index].idx if index < len(self.doc) else len(self.doc.text)
        return " ".join(self.doc.text[floor:end].lower().replace("’", "'").split()).rstrip(' [«"“*_')


def citations(doc: Doc, mentions: list[Mention], blocks: list[tuple[int, int, str]]) -> Iterator[Citation]:
    """Every citation in running text, in order; one mention gives at most one."""
    starts = {token.idx: token.i for token in doc}
    for mention in sorted([*mentions, *_unknown(doc, mentions)], key=lambda each: each.start):
        block = next(((a, b) for a, b, _ in blocks if a <= mention.start < b), None)
        at = next((starts[i] for i in range(mention.outside[0], -1, -1) if i in starts), None)
        floor = next((starts[i] for i in range(block[0], mention.start + 1) if i in starts), None) if block else None
        if at is None or floor is None or not _citable(mention):
            continue
        place = _place(doc, mention, at, floor)
        found = _cited(place)
        if found and not _impossible(place, found[2]):
            start, end, rule, nested = found
            first, last = doc[start].idx, mention.end if end <= place.last else doc[end - 1].idx + len(doc[end - 1])
            yield Citation(
                start=first,
                end=last,
                form="according_to",
                mentions=(mention,),
                closes=False,
                nested=nested,
                because=rule,
            )


def _unknown(doc: Doc, mentions: list[Mention]) -> Iterator[Mention]:
    """« le quotidien Al-Foulan »: an outlet that no registry knows, plain by the noun before its name."""
    for token in doc:
        if not _is(token, "press_noun"):
            continue
        start = next(
            (i for i in range(token.i + 1, min(len(doc), token.i + 5)) if not _inside_phrase(doc[i])), len(doc)
        )
        end = start
        while (
            end < len(doc)
            and end - start < 7
            and (
                doc[end].text[0].isupper()
                or (end > start
                and (doc[end].text in ("-", "’", "'") or _is(doc[end], "name_link")))
            )
        ):
            end += 1
        while end > start and not doc[end - 1].text[0].isupper():
            end -= 1
        span = doc[start:end]
        if end > start and not any(m.start < span.end_char and span.start_char < m.end for m in mentions):
            choice = Choice(slug(span.text), False, False, f"the name after « {token.text} »")
            yield Mention(
                start=span.start_char,
                end=span.end_char,
                written=span.text,
                key=slug(span.text),
                trust="weak",
                choice=choice,
            )


def _citable(mention: Mention) -> bool:
    """Translated names of one word and names without capitals are outlets in brackets only."""
    if mention.trust != "slot":
        return True
    translated = any(name.sort == "translated" for name in mention.names)
    return (
        translated
        and mention.written[0].isupper()
        and (" " in mention.key or "." in mention.key)
        and capitalised(mention.written)
    )


def _impossible(place: Place, rule: str) -> bool:
    """What a common word can not do although a cue stands beside it: « Elle rapporte », « RTE a annoncé », « à Petra »."""
    mention, means = place.mention, place.mention.means
    if not means or place.described or mention.trust == "strong":
        return False
    if means == "organisation":
        return True
    if rule.startswith("subject"):
        verb = rule.rpartition("« ")[2].partition(" »")[0]
        article = mention.key.split()[0] in ("le", "la", "les", "l")
        verbs = {"person": "outlet_verb", "word": "press_verb", "demonym": "press_verb" if article else ""}.get(
            means, "press_verb" if article else ""
        )
        return verb not in spelled(verbs)
    lowered = (
        place.doc[place.first].idx < mention.start
        and place.doc[place.first].is_lower
        and _is(place.doc[place.first], "determiner")
    )
    return (means == "place" and place.preposition in ("à", "sur", "dans", "de")) or (
        lowered and " " not in mention.key
    )


def _place(doc: Doc, mention: Mention, at: int, floor: int) -> Place:
    """Look left of the name: its article, then « le quotidien allemand », then the preposition."""
    last = next((i for i in range(at, len(doc)) if doc[i].idx >= mention.outside[1]), len(doc))
    first = _skip(doc, at, floor, QUOTES)
    described = False
    noun = next(
        (
            i
            for i in range(first - 1, max(floor, first - 6) - 1, -1)
            if not _inside_phrase(doc[i]) or _is(doc[i], "descriptor")
        ),
        -1,
    )
    if noun >= floor and _is(doc[noun], "descriptor"):
        first, described = noun, True
        if (
            first - 2 >= floor
            and doc[first - 1].is_lower
            and (_is(doc[first - 2], "determiner") or _is(doc[first - 2], "à"))
        ):
            first = first - 1 if not any(_is(doc[first - 1], name) for name in (*PREPOSITIONS, "determiner")) else first
    if first > floor and _is(doc[first - 1], "determiner") and not _is(doc[first - 1], "de"):
        first -= 1
    before = doc[first - 1] if first > floor else None
    preposition = next((name for name in PREPOSITIONS if before is not None and _is(before, name)), "")
    return Place(doc, mention, floor, first, last, preposition, described)


PREPOSITIONS = ("à", "de", "par", "pour", "avec", "sur", "dans")


def _inside_phrase(token: Token) -> bool:
    """What may stand between « le quotidien » and the name: adjectives, « d'information », « de gauche »."""
    return ((token.is_alpha and token.is_lower) or _is(token, "de")) and token.pos_ not in (
        "VERB",
        "AUX",
        "CCONJ",
        "SCONJ",
    )


def _is(token: Token, role: str) -> bool:
    lower = token.lower_.replace("’", "'")
    return lower in spelled(role) or f"{lower}'" in spelled(role)


def _skip(doc: Doc, index: int, floor: int, texts: frozenset[str]) -> int:
    while index > floor and doc[index - 1].text in texts:
        index -= 1
    return index


def _cited(place: Place) -> tuple[int, int, str, str] | None:
    """(first token, token after the last, rule, nested) of the phrase that cites, or None."""
    if not place.preposition:
        return _introduced(place, place.first) or _inverted(place, place.first) or _subject(place, place.first)
    found = _cue(place, place.first - 1)
    if found:
        return found
    if place.preposition in ("de", "pour", "dans", "par", "à", "sur") and (work := _work(place)) is not None:
        return _introduced(place, work) or _inverted(place, work) or _subject(place, work)
    if place.preposition in ("à", "sur", "dans"):
        return _told(place) or _fronted(place)
    return None


@cache
def cues(kind: str) -> tuple[Row, ...]:
    """The rows of lexicon/citation_cues.csv of a kind, the longest first."""
    return tuple(
        sorted((row for row in lexicon.rows("citation_cues") if row["kind"] == kind), key=lambda row: -len(row["cue"]))
    )


def _ends(before: str, cue: str) -> bool:
    return before.endswith(cue) and (len(before) == len(cue) or not before[-len(cue) - 1].isalnum())


def _back(place: Place, index: int, characters: int) -> int:
    """The token that begins so many characters (spaces folded) before a token."""
    want = " ".join(place.before(index).split())[-characters:].lstrip()
    i = index
    while i > place.floor and len(place.before(index)) - len(place.before(i)) < len(want):
        i -= 1
    return i


def _introduced(place: Place, index: int) -> tuple[int, int, str, str] | None:
    """« selon », « d'après », « citant » right before the phrase."""
    before = place.before(index)
    row = next((row for row in cues("intro") if _ends(before, row["cue"])), None)
    return (
        (_back(place, index, len(row["cue"])), place.last, f"citation_cues.csv: « {row['cue']} »", row["nested"])
        if row
        else None
    )


def _cue(place: Place, index: int) -> tuple[int, int, str, str] | None:
    """« au micro de », « interrogé par », « dans un entretien à »: a cue that ends in the preposition at `index`."""
    end = index
    while place.preposition == "par" and end > place.floor and index - end < 4 and _is(place.doc[end - 1], "adverb"):
        end -= 1
    before = place.before(end)
    row = next(
        (
            row
            for kind in ("place", "by")
            for row in cues(kind)
            if row["preposition"] == place.preposition and _ends(before, row["cue"])
        ),
        None,
    )
    if row is None:
        return None
    start = _back(place, end, len(row["cue"]))
    rule = f"citation_cues.csv: « {row['cue']} »"
    if (intro := _intro_left(place, start)) is not None:
        return intro, place.last, rule, row["nested"]
    verb = _verb_left(place, start, 6, TELLING, through=False) if row["kind"] == "place" else None
    return (verb if verb is not None else start), place.last, rule, row["nested"]


def _intro_left(place: Place, index: int) -> int | None:
    """Where « selon » begins when what follows it up to `index` is one noun phrase: « d'après un sondage publié par »."""
    for i in range(index, max(place.floor, index - 12), -1):
        if i < index and ((place.doc[i].is_punct and place.doc[i].text not in QUOTES) or place.doc[i].text in STOP):
            return None
        before = place.before(i)
        row = next((row for row in cues("intro") if not row["nested"] and _ends(before, row["cue"])), None)
        if row:
            return _back(place, i, len(row["cue"]))
    return None


def _work(place: Place) -> int | None:
    """Where « un journaliste », « une enquête exclusive », « un sondage Ifop » begins, before the preposition."""
    doc, index = place.doc, place.first - 1
    reach = 6 if place.preposition in ("pour", "dans", "par") else 3
    for i in range(index - 1, max(place.floor, index - reach) - 1, -1):
        if (doc[i].is_punct and doc[i].text not in ("-", "–", *QUOTES)) or doc[i].text in STOP:
            return None
        if _is(doc[i], "work"):
            first = i
            while (
                first > place.floor
                and (_is(doc[first - 1], "determiner") or doc[first - 1].pos_ in ("ADJ", "NUM"))
                and doc[first - 1].is_alpha | ("'" in doc[first - 1].text)
            ):
                first -= 1
            return first
    return None


def _inverted(place: Place, index: int) -> tuple[int, int, str, str] | None:
    """« rapporte ce lundi Le Monde », « a annoncé l'AFP »: a verb of saying whose subject stands behind it."""
    doc, i = place.doc, index
    while i > place.floor and index - i < 5 and (_is(doc[i - 1], "adverb") or doc[i - 1].text in (",", *QUOTES)):
        i -= 1
    lemma = lemma_of(doc[i - 1], SAYING) if i > place.floor else ""
    if (
        not lemma
        or lemma in spelled("object_verb")
        or doc[i - 1].lower_.endswith(("er", "ez", "ant"))
        or (i < index
        and not doc[i - 1].is_lower)
    ):
        return None
    start, helped = _auxiliaries(place, i - 1)
    participle = doc[i - 1].lower_.endswith(("é", "ée", "és", "ées", "it", "u"))
    if participle and not helped and "Fin" not in doc[i - 1].morph.get("VerbForm", []):
        return None
    before = doc[start - 1] if start > place.floor else None
    if (
        before is not None
        and before.pos_ in ("NOUN", "PROPN", "PRON", "DET", "ADP")
        and not (_is(before, "conjunction") or _is(before, "relative"))
    ):
        if before.pos_ in ("PRON", "DET", "ADP") or lemma not in spelled("press_verb"):
            return None
    return start, place.last, f"reporting_verbs.csv: « {lemma} » before its subject", ""


def _auxiliaries(place: Place, index: int) -> tuple[int, bool]:
    """The first token of a verb with its auxiliaries and clitics, and whether it has any: « a-t-il expliqué », « l'a révélé »."""
    doc, i, helped = place.doc, index, False
    while (
        i > place.floor
        and index - i < 5
        and (
            _is(doc[i - 1], "auxiliary")
            or (helped is False and _is(doc[i - 1], "adverb") and i - 2 >= place.floor and _is(doc[i - 2], "auxiliary"))
        )
    ):
        i -= 1
        helped = helped or doc[i].lower_ in spelled("auxiliary")
    return i, helped


def _subject(place: Place, index: int) -> tuple[int, int, str, str] | None:
    """« Le Monde révèle que », « l'AFP, citant la police, a annoncé »: the outlet is the subject of a verb of saying."""
    doc = place.doc
    before = doc[index - 1] if index > place.floor else None
    if before is not None and not (
        before.is_punct
        or before.is_space
        or before.text in QUOTES
        or _is(before, "conjunction")
        or _is(before, "adverb")
    ):
        return None
    i = aside = _past_aside(doc, place.last)
    for _ in range(5):
        if i >= len(doc) or not (_is(doc[i], "auxiliary") or _is(doc[i], "adverb") or doc[i].text in QUOTES):
            break
        i += 1
    lemma = lemma_of(doc[i], SAYING | TELLING) if i < len(doc) else ""
    if (
        not lemma
        or not (lemma in spelled("press_verb") or lemma in spelled("subject_verb"))
        or doc[i].lower_.endswith(("er", "ant", "ée", "ées"))
    ):
        return None
    if doc[i].lower_.endswith("é") and not any(_is(doc[k], "auxiliary") for k in range(place.last, i)):
        return None
    return index, i + 1 if aside == place.last else place.last, f"subject of reporting_verbs.csv: « {lemma} »", ""


def _past_aside(doc: Doc, index: int) -> int:
    """The token after « , citant la police, » or « (Berlin) »; the same one where no aside begins."""
    if index < len(doc) and doc[index].text in (",", "("):
        close = ")" if doc[index].text == "(" else ","
        return next((i + 1 for i in range(index + 1, min(len(doc), index + 16)) if doc[i].text == close), index)
    return index


def _told(place: Place) -> tuple[int, int, str, str] | None:
    """« a expliqué à Ouest-France », « a déclaré mardi le ministre sur RTL »."""
    start = _verb_left(place, place.first - 1, 15, TELLING, through=True)
    return (
        (start, place.last, "a verb of saying, and the outlet to which it was said", "") if start is not None else None
    )


def _verb_left(place: Place, index: int, reach: int, kinds: frozenset[str], *, through: bool) -> int | None:
    """The first token of the nearest verb of saying to the left in the sentence; `through`: commas may stand between."""
    doc = place.doc
    for i in range(index - 1, max(place.floor, index - reach) - 1, -1):
        if doc[i].text in STOP or "\n" in doc[i].text or (not through and doc[i].text == ","):
            return None
        if lemma_of(doc[i], kinds) and not doc[i].lower_.endswith(("er", "ez")):
            return _auxiliaries(place, i)[0]
    return None


def _fronted(place: Place) -> tuple[int, int, str, str] | None:
    """« Sur RTL, le ministre a affirmé que »: the sentence begins with the place where it was said."""
    doc, first = place.doc, place.first - 1
    opens = (
        first == place.floor
        or doc[first - 1].text in STOP | QUOTES | {","}
        or "\n" in doc[first - 1].text
        or _is(doc[first - 1], "conjunction")
    )
    if (
        not opens
        or place.last >= len(doc)
        or not (doc[place.last].text == "," or place.described or doc[place.last].lower_ in spelled("adverb"))
    ):
        return None
    for i in range(place.last, min(len(doc), place.last + 30)):
        if doc[i].text in STOP or "\n" in doc[i].text:
            break
        if doc[i].pos_ in ("VERB", "AUX") and lemma_of(doc[i], TELLING):
            return first, place.last, "the sentence begins with where it was said", ""
    return None


@cache
def _verbs() -> dict[str, str]:
    """Reporting verbs and their kind; with the few that only a medium makes: « paraître dans »."""
    verbs = {
        row["lemma"].removeprefix("se ").removeprefix("s'"): row["kind"]
        for row in reversed(lexicon.rows("reporting_verbs"))
        if row["form"] == "verb"
    }
    return verbs | {lemma.removeprefix("se "): verbs.get(lemma, "speak_event") for lemma in spelled("speech_verb")}


def lemma_of(token: Token, kinds: frozenset[str]) -> str:
    """The reporting verb that a token is a form of, if it is of one of the kinds; the model's lemma, else its stem in -er."""
    if not token.is_alpha or not token.is_lower or token.pos_ in ("DET", "ADP", "PRON", "NUM"):
        return ""
    verbs, lower = _verbs(), token.lower_
    if token.pos_ in ("VERB", "AUX") and verbs.get(token.lemma_.lower()) in kinds:
        return token.lemma_.lower()
    if (
        token.i
        and _is(token.nbor(-1), "determiner")
        and token.pos_ == "NOUN"
        and token.nbor(-1).lower_ not in ("l'", "l’", "le")
    ):
        return ""
    stems = (re.sub(rf"{ending}$", "", lower) + "er" for ending in spelled("ending") if lower.endswith(ending))
    return next((stem for stem in stems if verbs.get(stem) in kinds), "")
