"""Where a time and an amount stand to each other in the sentence: one clause or two, beside it or behind a comma."""

from spacy.tokens import Span, Token

from claimx import lexicon
from claimx.nlp import syntax
from claimx.nlp.times.sentences import sentence


def _forms(role: str) -> frozenset[str]:
    return frozenset(row["form"] for row in lexicon.rows("time_words") if row["role"] == role)


CONTRAST = _forms("contrast")
AFTER = _forms("contrast_in_time")
SEPARATORS = _forms("separator")
SHIFT = _forms("shift")
AGO = _forms("ago")
LEADS_TIME = _forms("time_preposition")
THAT_IS = _forms("that_is")
OPENERS = _forms("opener")
TO = _forms("to")
BESIDE = frozenset({"acl", "acl:relcl", "advcl"})
BRACKETS = frozenset("([")
BORDERS = frozenset(",;:()[]–")
WINDOW = 4


def opens(span: Span) -> bool:
    """Whether an adverbial frames its sentence: only joints and other adverbials without a verb stand before it."""
    before = span.doc[sentence(span).start : span.start]
    if not all(token.is_punct or token.is_space or token.pos_ in ("CCONJ", "ADV", "SCONJ") for token in before):
        return _second_frame(span)
    return True


def _second_frame(span: Span) -> bool:
    """« Au Mali, mardi, une attaque », « En France, en 2019, »: short phrases before commas, and no verb yet."""
    before = [token for token in span.doc[sentence(span).start : span.start] if not token.is_space]
    verbs = any(token.pos_ in ("VERB", "AUX") for token in before)
    return bool(before) and not verbs and before[-1].text == "," and before[0].pos_ in ("ADP", "ADV")


def site(span: Span) -> Token:
    """The word that an adverbial modifies: the head of its root; of a sentence without a verb its root itself."""
    root = span.root
    return root.head if root.head not in span else root


def head(token: Token) -> Token:
    """The word on which the clause of a token is built: a relative, a participle, a coordinated verb."""
    for above in syntax.ancestors(token):
        if above.dep_ == "ROOT" or (syntax.is_predicate(above) and _own_clause(above)):
            return above
    return token


def _own_clause(verb: Token) -> bool:
    return syntax.opens_clause(verb) or verb.dep_ in BESIDE


def separated(claim: Span, span: Span) -> bool:
    """Whether a semicolon, a full stop inside the parse's sentence or a line break stands between the two.

    « En 2019, la ville comptait 12 écoles ; elle en a 15. »
    """
    low, high = min(claim.end, span.end), max(claim.start, span.start)
    return any(token.text in SEPARATORS or "\n" in token.text for token in claim.doc[low:high])


def parts(token: Token) -> bool:
    """Whether a word ends the phrase of an amount: a comma, a conjunction, a verb, another number."""
    if token.is_punct and token.text not in ("-", "(", ")", "«", "»", '"'):
        return True
    return token.pos_ in ("VERB", "AUX", "CCONJ", "SCONJ") or token.like_num or "\n" in token.text


def contrasted(claim: Span) -> bool:
    """« contre 58 », « après 73 en 2023 »: an amount of another time, which has to say which."""
    before: list[str] = []
    for token in reversed(claim.doc[max(sentence(claim).start, claim.start - WINDOW) : claim.start]):
        if token.text in BORDERS:
            break
        before.append(token.lower_)
    return not CONTRAST.isdisjoint(before) or (not AFTER.isdisjoint(before) and claim._.kind != "duration")


def says_anew(claim: Span) -> bool:
    """« 24 000 personnes, soit 41 % de plus »."""
    return any(
        token.lower_ in THAT_IS for token in claim.doc[max(sentence(claim).start, claim.start - WINDOW) : claim.start]
    )


def apposed(claim: Span, span: Span) -> bool:
    """« arrivé le 3 mars 1950, fils de deux paysans »: a participle, an adjective, a bare noun behind
    the comma that closes the time."""
    comma = span.doc[span.end] if span.end < claim.start else None
    if comma is None or comma.text != ",":
        return False
    opening = span.doc[span.end + 1]
    return opening.pos_ in ("VERB", "ADJ", "NOUN") and opening.i < claim.start and not syntax.is_finite(opening)


def enclosed(claim: Span, span: Span) -> bool:
    """« Créé en 2010, le club a 30 membres », « le club, qui est né en 2010, a 30 membres », « (2019) »: the time stays
    in its part of the sentence, between commas, where a participle or a relative opens it."""
    start, end = segment(span)
    if start <= claim.start < end:
        return False
    opening = next((token for token in span.doc[start:end] if not token.is_punct and not token.is_space), span[0])
    if start > sentence(span).start and span.doc[start - 1].text in BRACKETS:
        return True
    if "Rel" in opening.morph.get("PronType", []):
        return True
    if start == sentence(span).start:  # « Maire depuis 2001, elle gère trois écoles »
        return opening.pos_ in ("VERB", "ADJ", "NOUN") and not syntax.is_finite(opening) and opening not in span
    participle = opening.pos_ in ("VERB", "ADJ") and not syntax.is_finite(opening)
    return participle and opening.dep_ not in ("conj", "ROOT")


def segment(span: Span) -> tuple[int, int]:
    """The tokens [start, end) between the commas and brackets around a span, within its sentence."""
    doc, sent = span.doc, sentence(span)
    start = next((i + 1 for i in range(span.start - 1, sent.start - 1, -1) if doc[i].text in BORDERS), sent.start)
    end = next((i for i in range(span.end, sent.end) if doc[i].text in BORDERS), sent.end)
    return start, end


def from_value(claim: Span, others: list[Span]) -> bool:
    """« passera de 359 à 378 francs en 2025 »: the first amount is that of before."""
    doc, home = claim.doc, sentence(claim)
    before = doc[claim.start - 1].lower_ if claim.start > home.start else ""
    ends = {other.start for other in others}
    return before in OPENERS and any(
        doc[i].lower_ in TO and not ends.isdisjoint(range(i + 1, i + WINDOW))
        for i in range(claim.end, min(claim.end + WINDOW, home.end))
    )


def set_off(claim: Span) -> bool:
    """« Le salaire moyen, 4 076 €, a progressé »: an apposition before its verb."""
    doc, sent = claim.doc, sentence(claim)
    before = doc[claim.start - 1].text if claim.start > sent.start else ""
    after = doc[claim.end].text if claim.end < sent.end else ""
    return before in (",", "(") and after in (",", ")")


def in_adverbial(claim: Span) -> bool:
    """« après 16 jours », « depuis dix ans », « il y a environ un an »: a length of time that says itself when."""
    first = sentence(claim).start
    if claim._.kind == "duration" and any(word.lower_ in SHIFT for word in claim.doc[claim.end : claim.end + 1]):
        return True  # « six jours après son arrivée », « un an plus tôt »
    if claim._.kind != "duration" or claim.start <= first:
        return False
    before = [token.lower_ for token in claim.doc[max(first, claim.start - WINDOW + 1) : claim.start]]
    return not AGO.isdisjoint(before) or not LEADS_TIME.isdisjoint(before[-2:])


def reaches(claim: Span) -> bool:
    """Whether the frame of a sentence reaches a claim: through the main and coordinated clauses, into a relative
    without a comma, into no completive, participle or relative behind a comma."""
    for above in syntax.ancestors(claim.root):
        if above.dep_ in ("ccomp", "parataxis") and syntax.is_predicate(above) and not syntax.children(above, "cop"):
            return False
        if above.dep_ in BESIDE and syntax.is_predicate(above) and _behind_comma(above):
            return False
    return True


def _behind_comma(verb: Token) -> bool:
    edge = verb.left_edge.i
    return verb.doc[edge].text == "," or (edge > verb.sent.start and verb.doc[edge - 1].text == ",")
