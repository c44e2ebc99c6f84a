"""Who says what: every attribution of a text, as speaker, cue and content. Pure over a parsed Doc."""

from dataclasses import dataclass, replace
from functools import cache
from string import ascii_lowercase
from typing import Literal

from spacy.tokens import Doc, Span, Token

from claimx import lexicon
from claimx.nlp import verbs
from claimx.nlp.quotations import quotations
from claimx.nlp.speakers.cues import According, Report, accordings, infinitive, reports
from claimx.nlp.speakers.phrases import phrase, phrase_before, pronouns, subject_after
from claimx.nlp.speakers.sentences import Sentence, sentences
from claimx.nlp.syntax import antecedent, children, is_nominal, subject


@dataclass(frozen=True, slots=True)
class Attribution:
    """A stretch of text that somebody says: `speaker` as it stands there, a pronoun too; None where nobody is named.

    `kind` is that of the verb in lexicon/reporting_verbs.csv, empty for other cues; `paragraph` counts line breaks.
    """

    speaker: Span | None
    cue: Span
    content: Span
    type: Literal["direct", "indirect", "mixed"]
    kind: str = ""
    paragraph: int = -1


def attributions(doc: Doc) -> list[Attribution]:
    """All attributions of a Doc in the order of their contents: direct, indirect and mixed speech, « selon », quotations without a cue."""
    parts = sentences(doc, quotations(doc.text))
    found: list[Attribution] = []
    for number, sentence in enumerate(parts):
        before = parts[number - 1] if number else None
        own = [*_according(sentence), *_reported(sentence, before)]
        own += _introduced(sentence, own)
        own = [replace(attribution, paragraph=sentence.paragraph) for attribution in own]
        found += own + _floating(sentence, before, own, found)
    return sorted(found, key=lambda attribution: (attribution.content.start, attribution.content.end))


# -- « selon » ---------------------------------------------------------------------------------------------------------------------------


def _according(sentence: Sentence) -> list[Attribution]:
    found = []
    named = [(cue, _named_by(cue, sentence)) for cue in accordings(sentence)]
    cues = [(cue, speaker) for cue, speaker in named if speaker is not None]
    begin = sentence.span.start
    for number, (cue, speaker) in enumerate(cues):
        end = _end_before(cues[number + 1][0], sentence) if number + 1 < len(cues) else sentence.span.end
        content = _covered(cue, speaker, sentence, begin, end)
        if content is not None:
            found.append(Attribution(speaker, cue.span, content, _type(content, sentence)))
        begin = speaker.end if _closes(cue, sentence) else end
    return found


def _end_before(following: According, sentence: Sentence) -> int:
    """Where a cue's content ends at the latest: before the next cue, or before the words that the next cue covers, after a comma."""
    if not _closes(following, sentence):
        return following.span.start
    doc = following.span.doc
    commas = [token.i for token in doc[sentence.span.start : following.span.start - 1] if token.text in {",", ";"}]
    return commas[-1] if commas else following.span.start


def _named_by(cue: According, sentence: Sentence) -> Span | None:
    doc, start = cue.span.doc, cue.span.end
    if cue.place == "source":
        at = cue.span[-1].i
        return phrase(doc, at, sentence.span.end) if start < len(doc) and doc[start].pos_ == "ADJ" else None
    speaker = phrase(doc, start, sentence.span.end)
    if speaker is None or _is_measure(speaker) or speaker[0].lower_ in pronouns("relative") | pronouns("nobody"):
        return None
    if cue.place == "start_name" and not _speaks_first(cue, speaker, sentence):
        return None
    return None if cue.place == "start" and cue.span.start > sentence.span.start else speaker


def _is_measure(speaker: Span) -> bool:
    """« selon les besoins », « selon que »: nobody speaks."""
    head = next((token for token in speaker if token.pos_ in {"NOUN", "PROPN"}), speaker.root)
    if _names_outlet(speaker):
        return False
    return head.lemma_.lower() in {row["word"] for row in lexicon.rows("no_speakers")} or speaker[0].pos_ == "SCONJ"


def _names_outlet(speaker: Span) -> bool:
    """Whether a speaker is a newspaper of this name: « selon 24 heures »."""
    return " ".join(speaker.text.casefold().split()) in _outlets() and speaker.text[:1] not in ascii_lowercase


@cache
def _outlets() -> frozenset[str]:
    rows = lexicon.rows("outlets")
    return frozenset(name.casefold() for row in rows for name in (row["name"], *row["aliases"].split("|")) if name)


def _speaks_first(cue: According, speaker: Span, sentence: Sentence) -> bool:
    """« Pour Marie Dupont, … » at the head of its sentence, before a comma and a clause; « pour la France, » says nothing of who speaks."""
    before = [token for token in sentence.span.doc[sentence.span.start : cue.span.start] if not token.is_space]
    if len(before) > 3 or (before and before[-1].text not in {",", "—"}) or speaker.end >= len(speaker.doc):
        return False
    entities = [entity for entity in speaker.ents if entity.label_ in {"PER", "ORG"}]
    human = any(token.lemma_.lower() in {row["word"] for row in lexicon.rows("speaking_nouns")} for token in speaker[:3])
    after = speaker.doc[speaker.end]
    return (human or bool(entities) or _is_surname(speaker)) and after.text in {",", "«"}


def _is_surname(speaker: Span) -> bool:
    return all(token.pos_ == "PROPN" for token in speaker) and not any(entity.label_ == "LOC" for entity in speaker.ents)


def _closes(cue: According, sentence: Sentence) -> bool:
    """Whether a cue stands behind what it covers: « …, selon l'Insee »."""
    before = [token for token in sentence.span.doc[sentence.span.start : cue.span.start] if not token.is_space]
    return any(token.pos_ in {"VERB", "AUX"} or token.pos_ == "NOUN" for token in before) and before[-1].text != ";"


def _covered(cue: According, speaker: Span, sentence: Sentence, begin: int, end: int) -> Span | None:
    """The content of a prepositional cue: what stands before it or after it, in its own sentence."""
    doc = speaker.doc
    after = _trim(doc, speaker.end, end)
    before = _trim(doc, begin, cue.span.start)
    quote = next((quote for quote in sentence.quotes if 0 <= quote.start - speaker.end <= 1), None)
    if quote is not None:
        return quote
    behind = _closes(cue, sentence)
    if behind and (after is None or not _has_verb(after)):
        return before
    return after if not behind else _trim(doc, begin, end)


# -- verbs -------------------------------------------------------------------------------------------------------------------------------


def _reported(sentence: Sentence, before: Sentence | None) -> list[Attribution]:
    found: list[Attribution] = []
    cues = reports(sentence)
    for number, report in enumerate(cues):
        following = next((cue.group.start for cue in cues[number + 1 :] if cue.tense in verbs.FINITE | {"participle"}), sentence.span.end)
        for speaker, content in _said(report, sentence, before, following):
            if report.tense == "gerund" and found and found[-1].speaker is not None:
                speaker = found[-1].speaker  # « a affirmé que …, ajoutant que … »: the parser hangs it on the nearer verb
            found.append(Attribution(speaker, report.group, content, _type(content, sentence), report.row["kind"]))
    return found


def _said(report: Report, sentence: Sentence, before: Sentence | None, following: int) -> list[tuple[Span | None, Span]]:
    """Who says what by a verb; empty where the verb reports nothing here."""
    if _is_inverted(report, sentence):
        speaker = _inverted_subject(report, sentence)
        if speaker is not None or _has_suffix(report):
            contents = _around(report, speaker, sentence, before)
            return [(speaker, content) for content in contents]
    content = _complement(report, sentence, following)
    if content is None:
        return []
    speaker = _subject(report, sentence)
    return [(speaker, content)] if speaker is not None else []


def _is_inverted(report: Report, sentence: Sentence) -> bool:
    """Whether a verb stands before its subject as in « …, a indiqué la mairie », « comme l'a dit X », « C'est ce qu'a dit X »."""
    if report.tense in {"gerund", "infinitive"} and not _has_suffix(report):
        return False
    at = report.group.start - 1
    own = [token for token in report.verb.children if token.dep_.startswith("nsubj") and token.i < report.group.start and not _cut_off(token, report) and not _ends_quoted(token, report, sentence)]
    if at < sentence.span.start:
        return not own and _has_suffix(report)
    token = report.group.doc[at]
    if token.lower_ in _introducers() and not own:
        return True
    if report.row["incise"] != "y":
        return False
    return (token.text in _BEFORE_INCISE or sentence.quoted(token)) and not own


def _ends_quoted(head: Token, report: Report, sentence: Sentence) -> bool:
    """Whether the parser took a noun inside the quotation right before the verb for its subject: « … des soldats » a dit un officier."""
    return any(quote.start <= head.i < quote.end <= report.group.start <= quote.end + 1 for quote in sentence.quotes)


def _cut_off(head: Token, report: Report) -> bool:
    """Whether one comma alone stands between a noun and the verb, so that it cannot be its subject: « Les ventes, précise le groupe, … »."""
    return sum(token.text == "," for token in head.doc[head.i : report.group.start]) == 1


_BEFORE_INCISE = frozenset({",", "»", '"', "”", "—", "–", "-", "…", "?", "!", "("})


def _introducers() -> frozenset[str]:
    return frozenset(row["word"] for row in lexicon.rows("report_introducers"))


def _has_suffix(report: Report) -> bool:
    return _suffix(report) is not None


def _suffix(report: Report) -> Token | None:
    """The pronoun hung on the verb: « a-t-il dit », « dit-on »."""
    doc = report.group.doc
    near = doc[report.group.start : min(len(doc), report.group.end + 2)]
    return next((token for token in near if token.text.startswith("-") and token.lower_ in pronouns("third") | pronouns("nobody")), None)


def _inverted_subject(report: Report, sentence: Sentence) -> Span | None:
    suffix = _suffix(report)
    doc = report.group.doc
    if suffix is not None:
        if suffix.lower_ in pronouns("third"):
            return doc[suffix.i : suffix.i + 1]
        return _read_on(report, sentence)
    return subject_after(report.group.end, sentence.span.end, doc)


def _read_on(report: Report, sentence: Sentence) -> Span | None:
    """« peut-on lire sur le site », « a-t-on appris auprès du parquet »: where it is read or heard speaks."""
    doc = report.group.doc
    for token in doc[report.group.end : min(report.group.end + 3, sentence.span.end)]:
        if token.lower_ in {row["word"] for row in lexicon.rows("report_places")}:
            return phrase(doc, token.i + (2 if doc[token.i + 1].pos_ == "ADP" else 1), sentence.span.end)
    return None


def _around(report: Report, speaker: Span | None, sentence: Sentence, before: Sentence | None) -> list[Span]:
    """What an incise covers: the quotations around it, else the words before it, else those after it."""
    doc = report.group.doc
    stop = report.group.start
    token = doc[stop - 1] if stop else None
    if token is not None and token.lower_ in _introducers():
        opener = doc[sentence.span.start : stop].text.lower()
        if before is not None and len(opener) < 14 and before.paragraph == sentence.paragraph:
            return [before.span]
    near = [quote for quote in sentence.quotes if quote.end <= stop and stop - quote.end <= 2]
    after = [quote for quote in sentence.quotes if near and speaker is not None and 0 <= quote.start - speaker.end <= 12]
    if near:
        return [*near, *(quote for quote in after if not _introduces_other(doc, speaker, quote))]
    head = _trim(doc, sentence.span.start, stop)
    end = speaker.end if speaker is not None else report.group.end
    tail = _trim(doc, end, sentence.span.end)
    if head is not None and (_has_verb(head) or tail is None or not _has_verb(tail)):
        return [head]
    return [span for span in (head, tail) if span is not None and (span is tail or len(span) > 2)]


def _introduces_other(doc: Doc, speaker: Span | None, quote: Span) -> bool:
    """Whether another verb of speech stands between an incise and the next quotation."""
    start = speaker.end if speaker is not None else quote.start
    return any(token.pos_ == "VERB" for token in doc[start : quote.start])


# -- complements -------------------------------------------------------------------------------------------------------------------------


def _complement(report: Report, sentence: Sentence, following: int) -> Span | None:
    """What follows the verb: « que … », a quotation, an infinitive, the object of a verb that states amounts."""
    doc, end = report.group.doc, sentence.span.end
    quote = next((quote for quote in sentence.quotes if quote.start >= report.group.end), None)
    clause = _that(report, end)
    if clause is not None and report.row["clause"]:
        return _trim(doc, clause, _limit(doc, clause, end, report))
    if quote is not None and _leads_to(doc[report.group.end : quote.start]) and not _is_scare(quote):
        return quote
    verb = infinitive(report.verb)
    if verb is not None and report.row["infinitive"] and verb.left_edge.i - report.group.end <= 8:
        return _trim(doc, report.group.end, min(following, _limit(doc, verb.i, end, report)))
    if report.row["object"] and report.tense != "infinitive":
        target = next((child for child in children(report.verb, "obj", "obl", "xcomp", "ccomp") if child.i >= report.group.end), None)
        if target is not None or report.row["form"] == "verb_phrase":
            return _trim(doc, report.group.end, min(following, _object_end(doc, report.group.end, _limit(doc, report.group.end, end, report))))
    return None


def _object_end(doc: Doc, start: int, end: int) -> int:
    """Where the object of a verb ends: at the comma before a clause of its own; « , dont 12 en France » and relatives belong to it."""
    for token in doc[start:end]:
        if token.text == ",":
            rest = next((i for i in range(token.i + 1, end) if doc[i].text == ","), end)
            segment = doc[token.i + 1 : rest]
            relative = any(word.pos_ in {"SCONJ", "PRON"} and word.dep_ != "nsubj" or word.lower_ in pronouns("relative") for word in segment[:2])
            if _has_verb(segment) and not relative:
                return token.i
    return end


def _that(report: Report, end: int) -> int | None:
    """Where a completive begins after the verb: « a expliqué mardi à l'AFP que »; None before another verb or a quotation."""
    doc = report.group.doc
    for token in doc[report.group.end : min(report.group.end + 14, end)]:
        if token.lower_ in {"que", "qu'", "qu’"} and token.pos_ in {"SCONJ", "PRON"}:
            return token.i if token.pos_ == "SCONJ" or token.i == report.group.end else None
        if token.lower_ in {"si", "s'", "s’"} and token.i == report.group.end and report.row["lemma"].removeprefix("se ") in {"demander"}:
            return token.i
        if token.pos_ in {"VERB", "AUX"} or token.text in {"«", '"', "“", ";", ":"}:
            return None
    return None


def _is_scare(quote: Span) -> bool:
    """Whether marks only set off a name or a word: « lance une « cagnotte » »."""
    before = quote.doc[quote.start - 1] if quote.start else None
    return before is not None and before.pos_ in {"DET", "ADP"} and not _has_verb(quote)


def _leads_to(between: Span) -> bool:
    """Whether the words between a verb and a quotation lead from one to the other: « a déclaré à la radio : « … »."""
    words = [token for token in between if not token.is_space]
    if not words:
        return True
    if words[-1].text == ":":
        return len(words) < 25
    return len(words) <= 5 and not any(token.pos_ in {"VERB", "AUX"} or token.text in {",", ";"} for token in words)


def _limit(doc: Doc, start: int, end: int, report: Report) -> int:
    """Where a content ends: at a semicolon, at an incise, at the end of the sentence."""
    for token in doc[start:end]:
        if token.text == ";" or (token.text == "-" and token.i > start and token.whitespace_ and token.nbor(-1).whitespace_):
            return token.i
    return end


# -- subjects ----------------------------------------------------------------------------------------------------------------------------


def _subject(report: Report, sentence: Sentence) -> Span | None:
    """Who speaks, before the verb: its subject, the noun of a relative, the subject of the verb above a participle."""
    own = next((child for child in report.verb.children if child.dep_.startswith("nsubj") and child.i < report.verb.i), None)
    head = own if own is not None else subject(report.verb)
    if head is not None and head.lower_ in pronouns("relative"):
        head = antecedent(head)
    if head is not None and own is not None and _cut_off(head, report):
        head = None
    if head is None or not sentence.span.start <= head.i < sentence.span.end or sentence.quoted(head):
        return phrase_before(report.group.start, sentence.span.start, report.group.doc) if report.tense != "gerund" else None
    if head.lower_ in pronouns("nobody") | pronouns("first"):
        return None
    if head.lower_ in pronouns("third") or head.pos_ == "PRON":
        return head.doc[head.i : head.i + 1]
    if not is_nominal(head) and head is not own:
        return None
    start = min(head.left_edge.i, head.i)
    start = max([start, *(token.i + 1 for token in head.doc[start : head.i] if token.pos_ in {"ADP", "SCONJ"} or token.text in {",", "("} or token.is_space)])
    whole = phrase(head.doc, head.i, sentence.span.end)
    return head.doc[start : max(head.i + 1, whole.end if whole is not None else 0)]


# -- quotations without a verb of speech -------------------------------------------------------------------------------------------------


def _introduced(sentence: Sentence, own: list[Attribution]) -> list[Attribution]:
    """A quotation after a colon: « Le maire s'en amuse : « … » ». The subject before the colon speaks."""
    found = []
    for quote in sentence.quotes:
        taken = any(attribution.content.start < quote.end and quote.start < attribution.content.end for attribution in own)
        at = next((i for i in (quote.start - 1, quote.start - 2) if i >= sentence.span.start and sentence.span.doc[i].text == ":"), None)
        if taken or at is None:
            continue
        head = next((token for token in sentence.span.doc[sentence.span.start : at] if token.dep_ in {"nsubj", "ROOT"} and is_nominal(token)), None)
        if head is not None and head.dep_ == "nsubj" and head.pos_ in {"NOUN", "PROPN"} and _says_something(quote):
            start = max([head.left_edge.i, *(t.i + 1 for t in head.doc[head.left_edge.i : head.i] if t.text == ",")])
            speaker = phrase(head.doc, start, at)
            if speaker is not None:
                found.append(Attribution(speaker, sentence.span.doc[at : at + 1], quote, "direct"))
    return found


def _floating(sentence: Sentence, before: Sentence | None, own: list[Attribution], earlier: list[Attribution]) -> list[Attribution]:
    """A sentence that is all quotation goes on with the speaker of the last quotation in its paragraph."""
    if own or not sentence.quotes or before is None or before.paragraph != sentence.paragraph:
        return []
    quote = sentence.quotes[0]
    if len(sentence.span) - len(quote) > 4 or not _says_something(quote):
        return []
    last = next((attribution for attribution in reversed(earlier) if attribution.paragraph == sentence.paragraph and attribution.speaker), None)
    if last is None:
        return []
    return [Attribution(last.speaker, last.cue, quote, "direct", sentence.paragraph)]


def _says_something(quote: Span) -> bool:
    return len(quote) > 5 and _has_verb(quote)


# -- spans -------------------------------------------------------------------------------------------------------------------------------


def _has_verb(span: Span) -> bool:
    return any(token.pos_ in {"VERB", "AUX"} and verbs.tense(token) in verbs.FINITE for token in span)


def _type(content: Span, sentence: Sentence) -> Literal["direct", "indirect", "mixed"]:
    inside = [quote for quote in sentence.quotes if content.start <= quote.start and quote.end <= content.end]
    if not inside:
        return "indirect"
    return "direct" if any(quote.start == content.start and quote.end == content.end for quote in inside) else "mixed"


def _trim(doc: Doc, start: int, end: int) -> Span | None:
    """The tokens without space, commas and full stops at either end; None where nothing is left."""
    while start < end and (doc[start].is_space or doc[start].text in {",", ":", ";", ".", "—", "–", "-"}):
        start += 1
    while end > start and (doc[end - 1].is_space or doc[end - 1].text in {",", ":", ";", ".", "—", "–", "-", "!", "?"}):
        end -= 1
    return doc[start:end] if start < end else None
