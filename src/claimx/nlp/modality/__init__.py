"""Does the text assert the claim, or is it conditional, planned, required, denied?"""

from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from claimx import lexicon
from claimx.nlp import syntax, verbs
from claimx.nlp.claims import claims, decide, offsets
from claimx.nlp.modality.cues import (
    ASSERTED,
    Reading,
    because_of,
    cue_forms,
    cues,
    participle_row,
    reported,
    states_of,
    subject_reading,
    tense,
    verb_group,
    verb_row,
)
from claimx.nlp.modality.position import by_position, without_verb
from claimx.nlp.modality.scope import is_adjunct, negation, presupposed
from claimx.nlp.quotations import Quotation, around, outermost, quotations
from claimx.nlp.syntax import AUXILIARIES, ancestors, case, is_predicate, of


@Language.factory("claimx_modality", requires=["doc.spans"], assigns=["span._.modality"])
class Modality:
    """Read the modality of a claim off the verb that governs it.

    The way leads from the amount up the tree: through nouns (« l'objectif de 3 % »), participles and infinitives to the
    first finite verb, which decides by a row of lexicon/modality.csv, by its negation or by its tense.
    """

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        spans = claims(doc)
        marks = outermost(quotations(syntax.text(doc))) if spans else []
        last: Span | None = None
        for span in spans:
            value, because = modality(span, marks)
            if because == ASSERTED[1] and last is not None and without_verb(last, span) and not presupposed(span):
                value, because = last._.modality, f"modality: as « {last.text} » before, no verb between"
            last = span
            decide(span, because, modality=value)
        return doc


def modality(span: Span, marks: Sequence[Quotation] = ()) -> Reading:
    """The modality of a claim, and the words that decided.

    `marks` are the outermost quotations of the text, which no verb outside governs.
    """
    quotation = around(marks, *offsets(span))
    reading = (by_position(span) if quotation is None else None) or governed(span, quotation)
    if reading[0] == "asserted":
        return reading
    fact = presupposed(span)
    return ("asserted", fact) if fact else reading


# -- up the tree ---------------------------------------------------------------------------------------------------


def governed(span: Span, quotation: Quotation | None = None) -> Reading:
    """The reading of the first word above the amount that decides."""
    came: Token | None = None
    described = ASSERTED
    for node in ancestors(span.root):
        if quotation is not None and not quotation.start <= node.idx < quotation.end:
            return _in_quotation(span, quotation) or described
        reading = _at_noun(node, came, span) or _at_verb(node, came, span)
        if reading:
            return reading if reading[0] != "asserted" else described
        described = _described(node, came) or described
        if closed(node, span):
            return described
        came = node
    return described if described is not ASSERTED else _disguised(span) or ASSERTED


def _in_quotation(span: Span, quotation: Quotation) -> Reading | None:
    """Where the tree leaves the quotation, its own next verb decides: « s'en tirait par .

    « Dans deux ans, j'aurai … » ».
    """
    for token in span.doc[span.end :]:
        if token.idx >= quotation.end or token.is_sent_end:
            return None
        if token.pos_ in {"VERB", "AUX"} and verbs.tense(token) in verbs.FINITE:
            return _at_verb(token.head if token.dep_ in AUXILIARIES else token, None, span)
    return None


def _disguised(span: Span) -> Reading | None:
    """A verb that the model takes for a noun, in a sentence without another verb.

    « la facture risque de dépasser », « la ville table sur ».
    """
    doc = span.doc
    for token in reversed(doc[span.sent.start + 1 : span.start]):
        lemmas = {lemma for lemma, name in cue_forms("verb").get(token.lower_, ()) if name == "present"}
        if (
            token.pos_ not in {"NOUN", "ADJ"}
            or not lemmas
            or token.nbor(-1).pos_ not in {"NOUN", "PROPN", "ADJ", "PRON", "NUM"}
        ):
            continue
        following = [word for word in doc[token.i + 1 : token.i + 3]]
        infinitive = any(verbs.tense(word) == "infinitive" and word.pos_ in {"VERB", "AUX"} for word in following)
        row = next(
            (
                row
                for row in cues("verb")
                if row["word"] in lemmas and (infinitive or following[0].lower_ in row["complement"].split())
            ),
            None,
        )
        if row:
            return row["modality"], because_of(row, token)
    return None


def closed(node: Token, span: Span) -> bool:
    """Whether what stands above a word does not govern the amount: « un homme de 34 ans sera jugé »."""
    return span._.kind == "age" and node.dep_ in {"nmod", "appos", "acl", "amod"} and not is_predicate(node.head)


def _at_noun(node: Token, came: Token | None, span: Span) -> Reading | None:
    """What a noun says about the amount below it: « l'objectif de 3 % », « une hausse attendue de 3 % »."""
    if node.pos_ not in {"NOUN", "PROPN", "ADJ", "NUM", "SYM", "X", "DET", "PRON"} or (
        came is None and node.i < span.start
    ):
        return None
    if came is not None:
        row = next((row for row in cues("noun") if row["word"] == node.lemma_.lower()), None)
        if row and (row["complement"] != "infinitive" or came.pos_ in {"VERB", "AUX"}):
            return row["modality"], because_of(row, node)
    return None


def _described(node: Token, came: Token | None) -> Reading | None:
    """What a participle says of the amount or of the noun that has it.

    « les 300 places prévues », « une hausse attendue de 3 % ».
    """
    if came is not None and (came.dep_ not in {"nmod", "nummod", "det"} or (case(came) and not of(came))):
        return None
    for child in node.children:
        if child.dep_ in {"acl", "amod"} and child is not came and not _compared(child):
            row = participle_row(child)
            if row:
                return row["modality"], because_of(row, child)
    return None


def _compared(participle: Token) -> bool:
    """Whether a participle stands in a comparison: « plus que prévu », « comme prévu »."""
    return participle.i > 0 and participle.nbor(-1).lower_ in {
        row["word"] for row in lexicon.rows("negations") if row["kind"] == "only"
    }


def _at_verb(node: Token, came: Token | None, span: Span) -> Reading | None:
    """What a verb says about the amount that it governs; None where a verb above it decides."""
    if not is_predicate(node):
        return None
    group = verb_group(node)
    denied = "" if came is not None and is_adjunct(came, span) else negation(group, span)
    if denied:
        return "negated", denied
    row = verb_row(node, group, came)
    if row:
        return row["modality"], because_of(row, node)
    subject = subject_reading(node, group, came)
    if subject:
        return subject
    finite = next((verb for verb in group if verbs.tense(verb) in verbs.FINITE), None)
    if finite is None:
        return _bare(node, came)
    return _by_tense(node, group, finite, span)


def _bare(node: Token, came: Token | None) -> Reading | None:
    """A verb without a finite form hands over to the one above it, unless it tells what has happened.

    « adopté par 30 voix ».
    """
    done = came is not None and came.dep_ == "obl:agent"
    if node.dep_ == "acl" and verbs.tense(node) == "participle" and node.i > 0 and (done or node.nbor(-1).text == ","):
        return "asserted", f"modality: participle « {node.text} »"
    return None


# -- tense ---------------------------------------------------------------------------------------------------------


def _by_tense(node: Token, group: list[Token], finite: Token, span: Span) -> Reading:
    name = tense(group)
    why = f"modality: {name} « {finite.text} »"
    if name.startswith("conditional"):
        plan = (_above(node, later=True) or _told(node, group, span)) if name == "conditional" else None
        return plan if plan else ("conditional", why)
    if name == "future" or (name == "future perfect" and span._.time_relation in {"by", "before", "until"}):
        return "future", why
    above = _above(node) if name in {"present", "subjunctive"} else None
    return above if above else ("asserted", why)


def _told(node: Token, group: list[Token], span: Span) -> Reading | None:
    """A future that was told in the past: « a expliqué que le pont ouvrirait », « disait qu'il achèterait ».

    Not what was so when it was told (« a indiqué que le bilan serait de 12 morts »), unless its time is to come.
    """
    above = node.head
    if node.dep_ not in {"ccomp", "xcomp", "obj"} or above.lower_ not in reported():
        return None
    states = any(verb.dep_ == "cop" for verb in group) or node.lower_ in states_of()
    if states and span._.time_relation not in {"by", "until"}:
        return None
    before = tense(verb_group(above))
    past = before in {"present perfect", "imperfect", "past", "imperfect perfect", "past perfect"}
    return ("future", f"modality: conditional « {node.text} » told in the past « {above.text} »") if past else None


def _above(node: Token, *, later: bool = False) -> Reading | None:
    """The reading of the verb on which a clause depends; `later` where its conditional is a future seen from the past.

    « souhaite que la part soit portée à 30 % », « prévoit une taxe qui rapporterait », « a annoncé qu'il fermerait ».
    """
    came = node
    for above in node.ancestors:
        if is_predicate(above):
            row = verb_row(above, verb_group(above), came)
            if row and came.dep_ in {"ccomp", "obj", "xcomp"} and (later or row["complement"] != "clause"):
                return row["modality"], because_of(row, above)
            return None
        if came.dep_ not in {"acl:relcl", "nmod", "conj", "obj", "ccomp"}:
            return None
        came = above
    return None
