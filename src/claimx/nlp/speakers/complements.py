"""A verb of speech after its subject: who speaks in « la mairie indique que … », and what is said?"""

from spacy.tokens import Doc, Span

from claimx.nlp.speakers.contents import has_verb, trimmed
from claimx.nlp.speakers.cues import Report, infinitive
from claimx.nlp.speakers.incises import cut_off
from claimx.nlp.speakers.phrases import phrase, phrase_before, pronouns
from claimx.nlp.speakers.sentences import Sentence
from claimx.nlp.syntax import antecedent, children, is_nominal, subject


def complement(report: Report, sentence: Sentence, following: int) -> Span | None:
    """What follows the verb: « que … », a quotation, an infinitive, the object of a verb that states amounts."""
    doc, end = report.group.doc, sentence.span.end
    quote = next((quote for quote in sentence.quotes if quote.start >= report.group.end), None)
    clause = _that(report, end)
    if clause is not None and report.row["clause"]:
        return trimmed(doc, clause, _limit(doc, clause, end, report))
    if quote is not None and _leads_to(doc[report.group.end : quote.start]) and not _is_scare(quote):
        return quote
    verb = infinitive(report.verb)
    if verb is not None and report.row["infinitive"] and verb.left_edge.i - report.group.end <= 8:
        return trimmed(doc, report.group.end, min(following, _limit(doc, verb.i, end, report)))
    shows = report.tense == "gerund" and "confirm" in (report.row["kind"], *report.row["other_kinds"].split("|"))
    if report.row["object"] and report.tense != "infinitive" and not shows:
        target = next(
            (child for child in children(report.verb, "obj", "obl", "xcomp", "ccomp") if child.i >= report.group.end),
            None,
        )
        if target is not None or report.row["form"] == "verb_phrase":
            return trimmed(
                doc,
                report.group.end,
                min(following, _object_end(doc, report.group.end, _limit(doc, report.group.end, end, report))),
            )
    return None


def _object_end(doc: Doc, start: int, end: int) -> int:
    """Where the object of a verb ends: at the comma before a clause of its own.

    « , dont 12 en France » and relatives belong to it.
    """
    for token in doc[start:end]:
        if token.text == ",":
            rest = next((i for i in range(token.i + 1, end) if doc[i].text == ","), end)
            segment = doc[token.i + 1 : rest]
            relative = any(
                (word.pos_ in {"SCONJ", "PRON"} and word.dep_ != "nsubj") or word.lower_ in pronouns("relative")
                for word in segment[:2]
            )
            if _has_own_verb(segment) and not relative:
                return token.i
    return end


def _has_own_verb(segment: Span) -> bool:
    """Whether a clause of its own stands between two commas: « et il part », not « un solde qui croît »."""
    first = next(
        (token.i for token in segment if token.pos_ in {"SCONJ"} or token.lower_ in pronouns("relative")), segment.end
    )
    return has_verb(segment.doc[segment.start : first])


def _that(report: Report, end: int) -> int | None:
    """Where a completive begins after the verb: « a expliqué mardi à l'AFP que ».

    None before another verb or a quotation.
    """
    doc = report.group.doc
    for token in doc[report.group.end : min(report.group.end + 14, end)]:
        if token.lower_ in {"que", "qu'"} and token.pos_ in {"SCONJ", "PRON"}:
            return token.i if token.pos_ == "SCONJ" or token.i == report.group.end else None
        if (
            token.lower_ in {"si", "s'"}
            and token.i == report.group.end
            and report.row["lemma"].removeprefix("se ") in {"demander"}
        ):
            return token.i
        if token.pos_ in {"VERB", "AUX"} or token.text in {"«", '"', "“", ";", ":"}:
            return None
    return None


def _is_scare(quote: Span) -> bool:
    """Whether marks only set off a name or a word: « annonce une « prime climat » de 300 euros »."""
    before = quote.doc[quote.start - 1] if quote.start else None
    return before is not None and before.pos_ in {"DET", "ADP"} and not has_verb(quote)


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
        if token.text == ";" or (
            token.text == "-" and token.i > start and token.whitespace_ and token.nbor(-1).whitespace_
        ):
            return token.i
    return end


# -- subjects ------------------------------------------------------------------------------------------------------


def speaking_subject(report: Report, sentence: Sentence) -> Span | None:
    """Who speaks, before the verb: its subject, the noun of a relative, the subject of the verb above a participle."""
    own = next(
        (child for child in report.verb.children if child.dep_.startswith("nsubj") and child.i < report.verb.i), None
    )
    head = own if own is not None else subject(report.verb)
    if head is not None and head.lower_ in pronouns("relative"):
        head = antecedent(head)
    if head is not None and own is not None and cut_off(head, report):
        head = None
    if head is None or not sentence.span.start <= head.i < sentence.span.end or sentence.quoted(head):
        return (
            phrase_before(report.group.start, sentence.span.start, report.group.doc)
            if report.tense != "gerund"
            else None
        )
    if head.lower_ in pronouns("nobody") | pronouns("first"):
        return None
    if head.lower_ in pronouns("third") or head.pos_ == "PRON":
        return head.doc[head.i : head.i + 1]
    if not is_nominal(head) and head is not own:
        return None
    start = min(head.left_edge.i, head.i)
    start = max(
        [
            start,
            *(
                token.i + 1
                for token in head.doc[start : head.i]
                if token.pos_ in {"ADP", "SCONJ"} or token.text in {",", "("} or token.is_space
            ),
        ]
    )
    whole = phrase(head.doc, head.i, sentence.span.end)
    return head.doc[start : max(head.i + 1, whole.end if whole is not None else 0)]
