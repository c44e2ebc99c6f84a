"""Which outlets does running text cite? « selon Le Monde », « rapporte l'AFP », « a expliqué à Ouest-France »."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc

from claimx import lexicon
from claimx.nlp.sources import saying
from claimx.nlp.sources.mentions import Citation, Mention, spelled
from claimx.nlp.sources.places import QUOTES, Place, places
from claimx.nlp.sources.saying import SAYING, STOP, TELLING, has_role

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Found:
    """The phrase [start, end) that cites; `verb` is the verb of saying that decided, `rule` the reason in words."""

    start: int
    end: int
    rule: str
    nested: str = ""
    verb: str = ""
    sort: str = ""


def citations(doc: Doc, mentions: list[Mention], blocks: list[tuple[int, int, str]]) -> Iterator[Citation]:
    """Every citation in running text, in order; outlets that « et » joins share one."""
    for place in places(doc, mentions, blocks):
        found = _cited(place)
        if found and not _impossible(place, found):
            end = (
                place.mentions[-1].end if found.end <= place.last else doc[found.end - 1].idx + len(doc[found.end - 1])
            )
            yield Citation(
                start=doc[found.start].idx,
                end=end,
                form="according_to",
                mentions=place.mentions,
                closes=False,
                nested=found.nested,
                because=f"{found.sort}: {found.rule}" if found.sort else found.rule,
            )


def _cited(place: Place) -> Found | None:
    if not place.preposition:
        return _introduced(place, place.first) or _inverted(place, place.first) or _subject(place, place.first)
    if found := _cue(place, place.first - 1):
        return found
    if (work := _work(place)) is not None:
        found = _introduced(place, work) or _inverted(place, work) or _subject(place, work)
    if not found and place.preposition in ("à", "sur", "dans", "avec"):
        found = _told(place) or _fronted(place)
    return found or (_for(place) if place.preposition == "pour" else None)


def _impossible(place: Place, found: Found) -> bool:
    """What a common word can not do although a cue stands beside it: « Elle rapporte », « RTE a annoncé », « à Petra
    ».
    """
    mention, means = place.mention, place.mention.means
    if not means or place.described or mention.trust == "strong" or mention.choice:
        return False
    if means == "organisation" or _goes_on(place):
        return True
    article = mention.key.split()[0] in ("le", "la", "les", "l")
    if found.sort == "subject":
        sure = any(name.outlet.get("confidence") in ("high", "own") for name in mention.names)
        press = "press_verb" if article or (means == "word" and sure) else "outlet_verb" if means == "person" else ""
        return found.verb not in spelled(press)
    led = place.doc[place.first].idx < mention.start
    if led and has_role(place.doc[place.first], "determiner") and " " not in mention.key:
        return True
    if found.sort == "told" and (place.first - found.start > 6 or (article and mention.written[0].islower())):
        return True
    return means == "place" and place.preposition in ("à", "sur", "dans", "de")


def _goes_on(place: Place) -> bool:
    """« l'Union européenne », « la Croix rouge »: an adjective follows, so the name is a common noun."""
    after = place.doc[place.last] if place.last < len(place.doc) else None
    near = after is not None and place.text[place.mentions[-1].end : after.idx] == " "
    return near and after is not None and after.pos_ == "ADJ" and after.is_lower


@cache
def cues(kind: str) -> tuple[Row, ...]:
    """The rows of lexicon/citation_cues.csv of a kind, the longest first."""
    found = (row for row in lexicon.rows("citation_cues") if row["kind"] == kind)
    return tuple(sorted(found, key=lambda row: -len(row["cue"])))


def _ends(before: str, cue: str) -> bool:
    return before.endswith(cue) and (len(before) == len(cue) or not before[-len(cue) - 1].isalnum())


def _introduced(place: Place, index: int) -> Found | None:
    """« selon », « d'après », « citant » right before the phrase."""
    before = place.before(index)
    row = next((row for row in cues("intro") if _ends(before, row["cue"])), None)
    if row is None:
        return None
    return Found(place.back(index, row["cue"]), place.last, f"citation_cues.csv: « {row['cue']} »", row["nested"])


def _cue(place: Place, index: int) -> Found | None:
    """« au micro de », « interrogé par », « dans un entretien à »: a cue that ends in the preposition at `index`."""
    end = index
    while (
        place.preposition == "par" and end > place.floor and index - end < 4 and has_role(place.doc[end - 1], "adverb")
    ):
        end -= 1
    before = place.before(end)
    rows = (row for kind in ("place", "by") for row in cues(kind) if row["preposition"] == place.preposition)
    row = next((row for row in rows if _ends(before, row["cue"])), None)
    if row is None:
        return None
    start = place.back(end, row["cue"])
    intro = _intro_left(place, start)
    said = (
        saying.left(place.doc, start, 6, TELLING, floor=place.floor, commas=False) if row["kind"] == "place" else None
    )
    first = intro if intro is not None else said if said is not None else start
    return Found(first, place.last, f"citation_cues.csv: « {row['cue']} »", row["nested"])


def _intro_left(place: Place, index: int) -> int | None:
    """Where « selon » begins when what follows it up to `index` is one noun phrase: « d'après un sondage
    publié par ».
    """
    for i in range(index, max(place.floor, index - 12), -1):
        token = place.doc[i]
        if i < index and (token.text in STOP or (token.is_punct and token.text not in (*QUOTES, "-", "–"))):
            return None
        before = place.before(i)
        row = next((row for row in cues("intro") if not row["nested"] and _ends(before, row["cue"])), None)
        if row:
            return place.back(i, row["cue"])
    return None


def _work(place: Place) -> int | None:
    """Where « un journaliste », « une enquête exclusive », « un sondage Ifop » begins, before the preposition."""
    doc, index = place.doc, place.first - 1
    reach = 3 if place.preposition in ("de", "à") else 6
    for i in range(index - 1, max(place.floor, index - reach) - 1, -1):
        if doc[i].text in STOP or (doc[i].is_punct and doc[i].text not in ("-", "–", *QUOTES)):
            return None
        if has_role(doc[i], "work"):
            return _phrase_start(place, i)
    return None


def _phrase_start(place: Place, index: int) -> int:
    """The first token of a noun's phrase: its article and the adjectives and numbers before it."""
    doc, first = place.doc, index
    while first > place.floor:
        before = doc[first - 1]
        if not (
            has_role(before, "determiner") or (before.pos_ in ("ADJ", "NUM") and before.is_alpha) or before.text in "'"
        ):
            break
        first -= 1
    return first


def _inverted(place: Place, index: int) -> Found | None:
    """« rapporte ce lundi Le Monde », « a annoncé l'AFP »: a verb of saying whose subject stands behind it."""
    doc, i = place.doc, index
    while i > place.floor and index - i < 5 and (has_role(doc[i - 1], "adverb") or doc[i - 1].text in (",", *QUOTES)):
        i -= 1
    if i == place.floor:
        return None
    if (
        saying.lemma_of(doc[i - 1], frozenset()) == ""
        and i - 2 >= place.floor
        and (pair := saying.lemma_of(doc[i - 2], frozenset()))
    ):
        return Found(
            saying.begins(doc, i - 2, place.floor)[0], place.last, f"reporting_verbs.csv: « {pair} »", "", pair
        )
    verb = doc[i - 1]
    lemma = saying.lemma_of(verb, SAYING)
    if not lemma or lemma in spelled("object_verb") or saying.infinitive(verb) or verb.lower_.endswith("ant"):
        return None
    start, helped = saying.begins(doc, i - 1, place.floor)
    if (saying.participle(verb) and not helped) or _has_subject(place, start, lemma):
        return None
    return Found(start, place.last, f"reporting_verbs.csv: « {lemma} » before its subject", "", lemma)


def _has_subject(place: Place, start: int, lemma: str) -> bool:
    """Whether a noun or pronoun right before a verb is its subject, so that the outlet behind it is not: « il dit Le
    Monde ».
    """
    before = place.doc[start - 1] if start > place.floor else None
    if before is None or has_role(before, "conjunction") or has_role(before, "relative"):
        return False
    if before.pos_ in ("PRON", "DET", "ADP"):
        return True
    return before.pos_ in ("NOUN", "PROPN") and lemma not in spelled("press_verb")


def _subject(place: Place, index: int) -> Found | None:
    """« Le Monde révèle que », « l'AFP, citant la police, a annoncé »: the outlet is the subject of a verb
    of saying.
    """
    doc = place.doc
    if not _opens_clause(place, index):
        return None
    i = aside = _past_aside(doc, place.last)
    while (
        i < len(doc) and i - aside < 5 and any(has_role(doc[i], role) for role in ("auxiliary", "adverb", "relative"))
    ):
        i += 1
    if i >= len(doc) or saying.infinitive(doc[i]):
        return None
    lemma = saying.lemma_of(doc[i], TELLING)
    helped = any(has_role(doc[k], "auxiliary") for k in range(aside, i))
    telling = " " in lemma or lemma in spelled("press_verb") or lemma in spelled("subject_verb")
    if not lemma or not (telling or place.described or place.mention.trust == "strong"):
        return None
    if (doc[i].lower_.endswith(("é", "ée", "és", "ées")) and not helped) or doc[i].lower_.endswith(
        ("ant", "ée", "ées")
    ):
        return None
    end = i + 1 + (" " in lemma) if aside == place.last else place.last
    return Found(index, end, f"reporting_verbs.csv: « {lemma} » after its subject", "", lemma, "subject")


def _opens_clause(place: Place, index: int) -> bool:
    """Whether a noun phrase begins a clause: at the start, after a comma, « mais », « dont »."""
    before = place.doc[index - 1] if index > place.floor else None
    if before is None or before.is_punct or before.is_space or before.text in QUOTES:
        return True
    return any(has_role(before, role) for role in ("conjunction", "adverb", "relative"))


def _past_aside(doc: Doc, index: int) -> int:
    """The token after « , citant la police, », « (Berlin) », a closing quotation mark; else the same one."""
    while index < len(doc) and doc[index].text in QUOTES:
        index += 1
    if index < len(doc) and doc[index].text in (",", "("):
        close = ")" if doc[index].text == "(" else ","
        ahead = range(index + 1, min(len(doc), index + 16))
        return next((i + 1 for i in ahead if doc[i].text == close), index)
    return index


def _told(place: Place) -> Found | None:
    """« a expliqué à Ouest-France », « a déclaré mardi le ministre sur RTL »."""
    start = saying.left(place.doc, place.first - 1, 15, TELLING, floor=place.floor, commas=True)
    rule = "a verb of saying, and the outlet to which it was said"
    return Found(start, place.last, rule, sort="told") if start is not None else None


def _fronted(place: Place) -> Found | None:
    """« Sur RTL, le ministre a affirmé que »: the sentence begins with the place where it was said."""
    doc, first = place.doc, place.first - 1
    if not _opens_clause(place, first) or place.last >= len(doc):
        return None
    after = doc[place.last]
    if not (after.text == "," or place.described or has_role(after, "adverb") or has_role(after, "de")):
        return None
    for i in range(place.last, min(len(doc), place.last + 30)):
        if doc[i].text in STOP or "\n" in doc[i].text:
            return None
        if doc[i].pos_ in ("VERB", "AUX") and saying.lemma_of(doc[i], TELLING):
            return Found(first, place.last, "the sentence begins with where it was said", sort="told")
    return None


def _for(place: Place) -> Found | None:
    """« Pour L'Opinion, il s'agit de »: at the head of a sentence, before a comma."""
    doc, first = place.doc, place.first - 1
    opens = first == place.floor or doc[first - 1].text in STOP or doc[first - 1].is_space
    if opens and place.last < len(doc) and doc[place.last].text == ",":
        return Found(first, place.last, "« pour » at the head of a sentence")
    return None
