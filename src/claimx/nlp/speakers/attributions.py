"""Who says what: every attribution of a text, as speaker, cue and content. Pure over a parsed Doc."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from spacy.tokens import Doc, Span, Token

from claimx import lexicon
from claimx.nlp import syntax, verbs
from claimx.nlp.quotations import quotations
from claimx.nlp.speakers.according import according
from claimx.nlp.speakers.complements import complement, speaking_subject
from claimx.nlp.speakers.contents import Attribution, has_verb, trimmed, type_of
from claimx.nlp.speakers.cues import Report, reports
from claimx.nlp.speakers.incises import covered, has_suffix, inverted_subject, is_inverted
from claimx.nlp.speakers.phrases import phrase
from claimx.nlp.speakers.sentences import Sentence, sentences
from claimx.nlp.syntax import SUBJECTS, case, is_nominal


def attributions(doc: Doc, claims: Sequence[Span] | None = None) -> list[Attribution]:
    """The attributions of a Doc in the order of their contents; of claims, all that bear on one of them.

    Direct, indirect and mixed speech, « selon », quotations without a cue.
    """
    parts = sentences(doc, quotations(syntax.text(doc)))
    heard = {part.paragraph for part in parts} if claims is None else _around(parts, claims)
    found: list[Attribution] = []
    for number, sentence in enumerate(parts):
        if sentence.paragraph not in heard:
            continue
        before = parts[number - 1] if number else None
        own = [*according(sentence), *_reported(sentence, before)]
        own += _introduced(sentence, own)
        own += [] if own else _counted(sentence)
        own = [replace(attribution, paragraph=sentence.paragraph) for attribution in own]
        found += own + _floating(sentence, before, own, found)
    return sorted(found, key=lambda attribution: (attribution.content.start, attribution.content.end))


def _around(parts: list[Sentence], claims: Sequence[Span]) -> set[int]:
    """The paragraphs of the claims, each with the next one, which may name who spoke before."""
    ends = [part.span.end for part in parts]
    homes = (bisect_right(ends, claim.start) for claim in claims)
    own = {parts[home].paragraph for home in homes if home < len(parts)}
    return own | {after.paragraph for before, after in pairwise(parts) if before.paragraph in own}


# -- verbs ---------------------------------------------------------------------------------------------------------


def _reported(sentence: Sentence, before: Sentence | None) -> list[Attribution]:
    found: list[Attribution] = []
    cues = reports(sentence)
    for number, report in enumerate(cues):
        following = next(
            (cue.group.start for cue in cues[number + 1 :] if cue.tense in verbs.FINITE | {"participle"}),
            sentence.span.end,
        )
        for speaker, content in _said(report, sentence, before, following):
            if report.tense == "gerund" and found and found[-1].speaker is not None:
                speaker = found[
                    -1
                ].speaker  # « a affirmé que …, ajoutant que … »: the parser hangs it on the nearer verb
            found.append(Attribution(speaker, report.group, content, type_of(content, sentence), report.row["kind"]))
    return found


def _said(
    report: Report, sentence: Sentence, before: Sentence | None, following: int
) -> list[tuple[Span | None, Span]]:
    """Who says what by a verb; empty where the verb reports nothing here."""
    if is_inverted(report, sentence):
        speaker = inverted_subject(report, sentence)
        if speaker is not None or has_suffix(report):
            contents = covered(report, speaker, sentence, before)
            return [(speaker, content) for content in contents]
    content = complement(report, sentence, following)
    if content is None:
        return []
    speaker = speaking_subject(report, sentence)
    return [(speaker, content)] if speaker is not None else []


# -- quotations without a verb of speech ---------------------------------------------------------------------------


def _introduced(sentence: Sentence, own: list[Attribution]) -> list[Attribution]:
    """A quotation after a colon: « Le maire s'en amuse : « … » ». The subject before the colon speaks."""
    found = []
    for quote in sentence.quotes:
        taken = any(
            attribution.content.start < quote.end and quote.start < attribution.content.end for attribution in own
        )
        at = next(
            (
                i
                for i in (quote.start - 1, quote.start - 2)
                if i >= sentence.span.start and sentence.span.doc[i].text == ":"
            ),
            None,
        )
        if taken or at is None:
            continue
        head = next(
            (
                token
                for token in sentence.span.doc[sentence.span.start : at]
                if token.dep_ in {"nsubj", "ROOT"} and is_nominal(token)
            ),
            None,
        )
        if head is not None and head.dep_ == "nsubj" and head.pos_ in {"NOUN", "PROPN"} and _says_something(quote):
            start = max([head.left_edge.i, *(t.i + 1 for t in head.doc[head.left_edge.i : head.i] if t.text == ",")])
            speaker = phrase(head.doc, start, at)
            if speaker is not None:
                found.append(Attribution(speaker, sentence.span.doc[at : at + 1], quote, "direct"))
    return found


def _counted(sentence: Sentence) -> list[Attribution]:
    """« Le bilan de la police s'élève à 12 morts »: the count of somebody, which a verb without speech tells."""
    for token in sentence.span:
        verb = token.head
        if token.lemma_.lower() not in _words("count_nouns") or token.dep_ not in SUBJECTS:
            continue
        if sentence.quoted(token) or case(token):
            continue
        if (
            not any(word.lower_ in verbs.conjugated(_words("stating_verbs")) for word in (verb, *verb.children))
            or verb.i < token.i
        ):
            continue
        whole = phrase(token.doc, token.i, sentence.span.end)
        speaks = whole is not None and any(_is_somebody(word) for word in whole[1:])
        content = trimmed(token.doc, whole.end, sentence.span.end) if whole is not None else None
        if speaks and whole is not None and content is not None:
            return [Attribution(whole, token.doc[token.i : token.i + 1], content, "indirect")]
    return []


def _is_somebody(word: Token) -> bool:
    return word.ent_type_ in {"ORG", "PER"} or word.lemma_.lower() in _words("speaking_nouns") | _words(
        "counting_bodies"
    )


@cache
def _words(file: str) -> frozenset[str]:
    return frozenset(row["word"] for row in lexicon.rows(file))


def _floating(
    sentence: Sentence, before: Sentence | None, own: list[Attribution], earlier: list[Attribution]
) -> list[Attribution]:
    """A sentence that is all quotation goes on with the speaker of the last quotation in its paragraph."""
    if own or not sentence.quotes or before is None or before.paragraph != sentence.paragraph:
        return []
    quote = sentence.quotes[0]
    outside = [token for token in sentence.span if not sentence.quoted(token) and token.is_alpha]
    if outside or len(sentence.span) - len(quote) > 4 or not _says_something(quote):
        return []
    last = next(
        (
            attribution
            for attribution in reversed(earlier)
            if attribution.paragraph == sentence.paragraph and attribution.speaker
        ),
        None,
    )
    if last is None:
        return []
    return [Attribution(last.speaker, last.cue, quote, "direct", paragraph=sentence.paragraph)]


def _says_something(quote: Span) -> bool:
    return len(quote) > 5 and has_verb(quote)
