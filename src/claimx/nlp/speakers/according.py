"""Whom does « selon » name, and which words does it cover?"""

from collections.abc import Iterator
from functools import cache
from itertools import islice
from string import ascii_lowercase

from spacy.tokens import Span, Token

from claimx import lexicon
from claimx.nlp import syntax
from claimx.nlp.speakers.contents import Attribution, has_verb, trimmed, type_of
from claimx.nlp.speakers.cues import According, accordings
from claimx.nlp.speakers.phrases import phrase, pronouns
from claimx.nlp.speakers.sentences import Sentence


def according(sentence: Sentence) -> list[Attribution]:
    found = []
    named = [(cue, _named_by(cue, sentence)) for cue in accordings(sentence)]
    cues = [(cue, speaker) for cue, speaker in named if speaker is not None]
    begin = sentence.span.start
    for number, (cue, speaker) in enumerate(cues):
        end = _end_before(cues[number + 1][0], sentence) if number + 1 < len(cues) else sentence.span.end
        content = _covered(cue, speaker, sentence, begin, end)
        if content is not None:
            found.append(Attribution(speaker, cue.span, content, type_of(content, sentence)))
        begin = speaker.end if _closes(cue, sentence) else end
    return found


def _end_before(following: According, sentence: Sentence) -> int:
    """Where a cue's content ends at the latest.

    Before the next cue, or before the words that the next cue covers, after a comma.
    """
    if not _closes(following, sentence):
        return following.span.start
    doc = following.span.doc
    before = range(following.span.start - 2, sentence.span.start - 1, -1)
    return next((i for i in before if doc[i].text in {",", ";"}), following.span.start)


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
    """« Pour Marie Dupont, … » at the head of its sentence, before a comma and a clause.

    « pour la France, » says nothing of who speaks.
    """
    before = list(islice(_before(cue, sentence), 4))
    if len(before) > 3 or (before and before[-1].text not in {",", "–"}) or speaker.end >= len(speaker.doc):
        return False
    entities = [entity for entity in syntax.entities(speaker) if entity.label_ in {"PER", "ORG"}]
    human = any(
        token.lemma_.lower() in {row["word"] for row in lexicon.rows("speaking_nouns")} for token in speaker[:3]
    )
    after = speaker.doc[speaker.end]
    return (human or bool(entities) or _is_surname(speaker)) and after.text in {",", "«"}


def _is_surname(speaker: Span) -> bool:
    return all(token.pos_ == "PROPN" for token in speaker) and not any(
        entity.label_ == "LOC" for entity in syntax.entities(speaker)
    )


def _closes(cue: According, sentence: Sentence) -> bool:
    """Whether a cue stands behind what it covers: « …, selon l'Insee »."""
    if not any(token.pos_ in {"VERB", "AUX", "NOUN"} for token in _before(cue, sentence)):
        return False
    doc, last = cue.span.doc, cue.span.start - 1
    while doc[last].is_space:
        last -= 1
    return doc[last].text != ";"


def _before(cue: According, sentence: Sentence) -> Iterator[Token]:
    """The words of a sentence up to a cue; whoever asks seldom needs them all."""
    return (token for token in sentence.span.doc[sentence.span.start : cue.span.start] if not token.is_space)


def _covered(cue: According, speaker: Span, sentence: Sentence, begin: int, end: int) -> Span | None:
    """The content of a prepositional cue: what stands before it or after it, in its own sentence."""
    doc = speaker.doc
    after = trimmed(doc, speaker.end, end)
    before = trimmed(doc, begin, cue.span.start)
    quote = next((quote for quote in sentence.quotes if 0 <= quote.start - speaker.end <= 1), None)
    if quote is not None:
        return quote if after is None or after.end <= quote.end else after
    behind = _closes(cue, sentence)
    if behind and (after is None or not has_verb(after)):
        return before
    return after if not behind else trimmed(doc, begin, end)
