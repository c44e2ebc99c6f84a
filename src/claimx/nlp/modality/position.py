"""Which verb governs the amount by its place, where the tree is broken? French puts the verb before what it governs."""

from spacy.tokens import Span, Token

from claimx.nlp import verbs
from claimx.nlp.modality.cues import Reading, because_of, cue_forms, cues, verb_group
from claimx.nlp.syntax import AUXILIARIES, ancestors

_BORDERS = frozenset({",", ";", ":", "(", ")", "«", "»", '"', "“", "”", "–"})


def by_position(span: Span) -> Reading | None:
    """The reading of the verb that stands right before the amount, or after its apposition, and not above it in the
    tree.

    « coûte 58 euros et augmentera de cinq euros », « cinq régions sur treize, dont la Bretagne, pourraient ». None
    where the tree and the order of the words agree.
    """
    before = _verb_before(span)
    if before is not None:
        return None if _governs(before, span) else _reading(before, list(span.doc[before.i + 1 : span.start]))
    after = _verb_after(span)
    if after is not None and not _governs(after, span):
        return _reading(after, list(span.doc[after.i + 1 : after.i + 5]))
    return None


def without_verb(last: Span, span: Span) -> bool:
    """Whether an amount follows another one of its kind in a clause that leaves its verb out.

    « sera de 12 degrés, sur la côte de 18 degrés »; only where the tree knows no verb above it.
    """
    between = span.doc[last.end : span.start]
    alike = last.sent.start == span.sent.start and (last._.kind, last._.unit) == (span._.kind, span._.unit)
    plain = last._.modality in {"future", "conditional"} and 1 < len(between) < 12 and between[0].text == ","
    verbless = not any(token.pos_ in {"VERB", "AUX", "SCONJ", "PRON"} or token.text in "();:" for token in between)
    end = span.doc[span.end : span.end + 1].text
    return alike and plain and verbless and end in {".", "", ","} and not any(map(_is_finite, ancestors(span.root)))


def _verb_before(span: Span) -> Token | None:
    """The finite verb before the amount in its clause, nothing but its own complements between them."""
    for token in reversed(span.doc[span.sent.start : span.start]):
        if _is_finite(token):
            return token
        if token.text in _BORDERS or token.is_space or token.pos_ in {"SCONJ", "CCONJ"} or _is_relative(token):
            return None
    return None


def _verb_after(span: Span) -> Token | None:
    """The finite verb of which the amount begins the subject, behind a parenthesis between commas.

    « Dans le pays, où la sécheresse sévit, 300 postes, dont 40 à Lyon, risquent de disparaître. » Only where the verb
    above the amount in the tree stands before a comma, which ends its clause.
    """
    doc, sentence = span.doc, span.sent
    begin = next((i for i in range(span.start - 1, max(sentence.start, span.start - 4), -1) if doc[i].text == ","), -1)
    if begin < 0 or any(_is_finite(token) for token in doc[begin : span.start]):
        return None
    above = next((node for node in ancestors(span.root) if any(_is_finite(verb) for verb in verb_group(node))), None)
    if above is None or above.i > begin or not any(_is_relative(child) for child in above.lefts):
        return None
    commas = [token.i for token in doc[span.end : sentence.end] if token.text == ","]
    if not commas or any(_is_finite(token) for token in doc[span.end : commas[0]]):
        return next(
            (token for token in doc[span.end : commas[0] if commas else sentence.end] if _is_finite(token)), None
        )
    return next((doc[i + 1] for i in commas if i + 1 < sentence.end and _is_finite(doc[i + 1])), None)


def _is_finite(token: Token) -> bool:
    return token.pos_ in {"VERB", "AUX"} and verbs.tense(token) in verbs.FINITE


def _is_relative(token: Token) -> bool:
    """« visitera le village où 300 personnes ont péri »: what stands before it governs nothing behind it."""
    return "Rel" in token.morph.get("PronType", [])


def _governs(verb: Token, span: Span) -> bool:
    """Whether the tree, too, has the verb or its participle above the amount."""
    head = verb.head if verb.dep_ in AUXILIARIES | {"dep", "fixed"} else verb
    return any(node in (verb, head) for node in ancestors(span.root))


def _reading(verb: Token, following: list[Token]) -> Reading | None:
    """What a verb says by its row of the lexicon or its tense, whatever the tree makes of it."""
    name = verbs.tense(verb)
    lemmas = {lemma for lemma, tense in cue_forms("verb").get(verb.lower_, ()) if tense == name}
    infinitive = any(verbs.tense(word) == "infinitive" and word.pos_ in {"VERB", "AUX"} for word in following[:4])
    for row in cues("verb"):
        wanted = set(row["complement"].split())
        fits = row["word"] in lemmas and (not row["tenses"] or name in row["tenses"].split())
        if fits and (not wanted or (wanted == {"infinitive"} and infinitive)):
            return row["modality"], because_of(row, verb)
    why = f"modality: {name} « {verb.text} » by its place"
    if name == "future" and any(verbs.tense(word) == "participle" for word in following[:2]):
        return None
    return (name if name in {"future", "conditional"} else "asserted"), why
