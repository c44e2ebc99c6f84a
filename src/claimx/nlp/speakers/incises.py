"""A verb of speech before its subject: who speaks in « …, a indiqué la mairie », and what is said?"""

from spacy.tokens import Doc, Span, Token

from claimx import lexicon
from claimx.nlp.speakers.contents import has_verb, trimmed
from claimx.nlp.speakers.cues import Report
from claimx.nlp.speakers.phrases import phrase, pronouns, subject_after
from claimx.nlp.speakers.sentences import Sentence
from claimx.nlp.syntax import case


def is_inverted(report: Report, sentence: Sentence) -> bool:
    """Whether a verb stands before its subject as in « …, a indiqué la mairie », « comme l'a dit X ».

    « C'est ce qu'a dit X ».
    """
    if report.tense in {"gerund", "infinitive"} and not has_suffix(report):
        return False
    at = report.group.start - 1
    own = [
        token
        for token in report.verb.children
        if token.dep_.startswith("nsubj")
        and token.i < report.group.start
        and case(token) in {"", "de"}
        and not cut_off(token, report)
        and not _ends_quoted(token, report, sentence)
    ]
    if at < sentence.span.start:
        return not own and has_suffix(report)
    token = report.group.doc[at]
    if token.lower_ in _introducers() and not own:
        return not _contradicts(token, sentence) and (_is_free(token) or report.row["kind"] in _TELLING)
    if report.row["incise"] != "y":
        return False
    return (token.text in _BEFORE_INCISE or sentence.quoted(token)) and not own


def _ends_quoted(head: Token, report: Report, sentence: Sentence) -> bool:
    """Whether the parser took a noun inside the quotation right before the verb for its subject.

    « … des soldats » a dit un officier.
    """
    return any(quote.start <= head.i < quote.end <= report.group.start <= quote.end + 1 for quote in sentence.quotes)


def cut_off(head: Token, report: Report) -> bool:
    """Whether one comma alone stands between a noun and the verb, so that it cannot be its subject.

    « Les ventes, précise le groupe, … ».
    """
    return sum(token.text == "," for token in head.doc[head.i : report.group.start]) == 1


_BEFORE_INCISE = frozenset({",", "»", '"', "”", "–", "-", "…", "?", "!", "("})


_TELLING = frozenset({"say", "announce", "estimate", "claim"})


def _is_free(introducer: Token) -> bool:
    """Whether an introducer is no relative behind a noun: « c'est ce que souligne », « comme l'a vu »; not « la trace
    qu'a découverte le guide »."""
    return (
        introducer.i == 0
        or introducer.nbor(-1).pos_ not in {"NOUN", "PROPN", "NUM", "ADJ"}
        or introducer.lower_[0] != "q"
    )


def _contradicts(introducer: Token, sentence: Sentence) -> bool:
    """« contrairement à ce qu'avait annoncé la mairie »: she said the contrary."""
    before = sentence.span.doc[max(sentence.span.start, introducer.i - 3) : introducer.i]
    return any(word.lower_ in {row["word"] for row in lexicon.rows("report_contraries")} for word in before)


def _introducers() -> frozenset[str]:
    return frozenset(row["word"] for row in lexicon.rows("report_introducers"))


def has_suffix(report: Report) -> bool:
    return _suffix(report) is not None


def _suffix(report: Report) -> Token | None:
    """The pronoun hung on the verb: « a-t-il dit », « dit-on »."""
    doc = report.group.doc
    near = doc[report.group.start : min(len(doc), report.group.end + 2)]
    return next(
        (
            token
            for token in near
            if token.text.startswith("-") and token.lower_ in pronouns("third") | pronouns("nobody")
        ),
        None,
    )


def inverted_subject(report: Report, sentence: Sentence) -> Span | None:
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


def covered(report: Report, speaker: Span | None, sentence: Sentence, before: Sentence | None) -> list[Span]:
    """What an incise covers: the quotations around it, else the words before it, else those after it."""
    doc = report.group.doc
    stop = report.group.start
    token = doc[stop - 1] if stop else None
    if token is not None and token.lower_ in _introducers():
        opener = doc[sentence.span.start : stop].text.lower()
        if before is not None and len(opener) < 14 and before.paragraph == sentence.paragraph:
            return [before.span]
    near = [quote for quote in sentence.quotes if quote.end <= stop and stop - quote.end <= 2]
    after = [
        quote for quote in sentence.quotes if near and speaker is not None and 0 <= quote.start - speaker.end <= 12
    ]
    if near:
        return [*near, *(quote for quote in after if not _introduces_other(doc, speaker, quote))]
    head = trimmed(doc, sentence.span.start, stop)
    end = speaker.end if speaker is not None else report.group.end
    tail = trimmed(doc, end, sentence.span.end)
    if head is not None and (has_verb(head) or tail is None or not has_verb(tail)):
        return [head]
    return [span for span in (head, tail) if span is not None and (span is tail or len(span) > 2)]


def _introduces_other(doc: Doc, speaker: Span | None, quote: Span) -> bool:
    """Whether another verb of speech stands between an incise and the next quotation."""
    start = speaker.end if speaker is not None else quote.start
    return any(token.pos_ == "VERB" for token in doc[start : quote.start])
