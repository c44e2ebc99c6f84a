"""Does the text assert the claim, or is it conditional, planned, required, denied?"""

from collections.abc import Iterator, Sequence
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from claimx import lexicon
from claimx.nlp import verbs
from claimx.nlp.claims import claims, decide, offsets
from claimx.nlp.quotations import Quotation, around, quotations
from claimx.nlp.syntax import AUXILIARIES, SUBJECTS, ancestors, is_predicate

Reading = tuple[str, str]
"""A modality and the reason for it."""

ASSERTED: Reading = ("asserted", "no cue")


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
        marks = quotations(doc.text) if spans else []
        for span in spans:
            value, because = modality(span, marks)
            decide(span, because, modality=value)
        return doc


def modality(span: Span, marks: Sequence[Quotation] = ()) -> Reading:
    """The modality of a claim, and the words that decided; `marks` are the quotations of the text, which no verb outside governs."""
    reading = governed(span, around(marks, *offsets(span)))
    if reading[0] == "asserted":
        return reading
    fact = presupposed(span)
    return ("asserted", fact) if fact else reading


# -- up the tree ---------------------------------------------------------------------------------------------------------------------


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
    """Where the tree leaves the quotation, its own next verb decides: « s'en tirait par : « Dans deux ans, j'aurai … » »."""
    for token in span.doc[span.end :]:
        if token.idx >= quotation.end or token.is_sent_end:
            return None
        if token.pos_ in {"VERB", "AUX"} and verbs.tense(token) in verbs.FINITE:
            return _at_verb(token.head if token.dep_ in AUXILIARIES else token, None, span)
    return None


def _disguised(span: Span) -> Reading | None:
    """A verb that the model takes for a noun, in a sentence without another verb: « la facture risque de dépasser », « la ville table sur »."""
    doc = span.doc
    for token in reversed(doc[span.sent.start + 1 : span.start]):
        lemmas = {lemma for lemma, name in _cue_forms("verb").get(token.lower_, ()) if name == "present"}
        if token.pos_ not in {"NOUN", "ADJ"} or not lemmas or token.nbor(-1).pos_ not in {"NOUN", "PROPN", "ADJ", "PRON", "NUM"}:
            continue
        following = [word for word in doc[token.i + 1 : token.i + 3]]
        infinitive = any(verbs.tense(word) == "infinitive" and word.pos_ in {"VERB", "AUX"} for word in following)
        row = next((row for row in _cues("verb") if row["word"] in lemmas and (infinitive or following[0].lower_ in row["complement"].split())), None)
        if row:
            return row["modality"], _because(row, token)
    return None


def closed(node: Token, span: Span) -> bool:
    """Whether what stands above a word does not govern the amount: « un homme de 34 ans sera jugé »."""
    return span._.kind == "age" and node.dep_ in {"nmod", "appos", "acl", "amod"} and not is_predicate(node.head)


def _at_noun(node: Token, came: Token | None, span: Span) -> Reading | None:
    """What a noun says about the amount below it: « l'objectif de 3 % », « une hausse attendue de 3 % »."""
    if node.pos_ not in {"NOUN", "PROPN", "ADJ", "NUM", "SYM", "X", "DET", "PRON"} or (came is None and node.i < span.start):
        return None
    if came is not None:
        row = next((row for row in _cues("noun") if row["word"] == node.lemma_.lower()), None)
        if row and (row["complement"] != "infinitive" or came.pos_ in {"VERB", "AUX"}):
            return row["modality"], _because(row, node)
    return None


def _described(node: Token, came: Token | None) -> Reading | None:
    """What a participle says of the amount or of the noun that has it: « les 300 places prévues », « une hausse attendue de 3 % »."""
    if came is not None and came.dep_ not in {"nmod", "nummod", "det"}:
        return None
    for child in node.children:
        if child.dep_ in {"acl", "amod"} and child is not came and not _compared(child):
            row = _participle_row(child)
            if row:
                return row["modality"], _because(row, child)
    return None


def _compared(participle: Token) -> bool:
    """Whether a participle stands in a comparison: « plus que prévu », « comme prévu »."""
    return participle.i > 0 and participle.nbor(-1).lower_ in {row["word"] for row in lexicon.rows("negations") if row["kind"] == "only"}


def _at_verb(node: Token, came: Token | None, span: Span) -> Reading | None:
    """What a verb says about the amount that it governs; None where a verb above it decides."""
    if not is_predicate(node):
        return None
    group = verb_group(node)
    denied = "" if came is not None and _is_adjunct(came, span) else negation(group, span)
    if denied:
        return "negated", denied
    row = _cue(node, group, came)
    if row:
        return row["modality"], _because(row, node)
    subject = _subject_cue(node, group, came)
    if subject:
        return subject
    finite = next((verb for verb in group if verbs.tense(verb) in verbs.FINITE), None)
    if finite is None:
        return _bare(node, came)
    return _by_tense(node, group, finite, span)


def _bare(node: Token, came: Token | None) -> Reading | None:
    """A verb without a finite form hands over to the one above it, unless it tells what has happened: « adopté par 30 voix »."""
    done = came is not None and came.dep_ == "obl:agent"
    if node.dep_ == "acl" and verbs.tense(node) == "participle" and node.i > 0 and (done or node.nbor(-1).text == ","):
        return "asserted", f"modality: participle « {node.text} »"
    return None


def verb_group(node: Token) -> list[Token]:
    """A verb with its auxiliaries and copula, in the order of the text."""
    return sorted([node, *(child for child in node.children if child.dep_ in AUXILIARIES)], key=lambda verb: verb.i)


# -- tense ---------------------------------------------------------------------------------------------------------------------------


def tense(group: list[Token]) -> str:
    """The tense of a verb group: that of its first verb, « … perfect » where that is avoir or être before a participle."""
    first = verbs.tense(group[0])
    compound = len(group) > 1 and any(verb.dep_ == "aux:tense" for verb in group[:-1]) and verbs.tense(group[1]) in {"participle", "present", "past"}
    return f"{first} perfect" if compound else first


def _by_tense(node: Token, group: list[Token], finite: Token, span: Span) -> Reading:
    name = tense(group)
    why = f"modality: {name} « {finite.text} »"
    if name.startswith("conditional"):
        plan = _above(node)
        return (plan[0], plan[1]) if plan and name == "conditional" else ("conditional", why)
    if name == "future" or (name == "future perfect" and span._.time_relation in {"by", "before", "until"}):
        return "future", why
    above = _above(node) if name in {"present", "subjunctive"} else None
    return above if above else ("asserted", why)


def _above(node: Token) -> Reading | None:
    """The reading of the verb on which a clause depends: « souhaite que la part soit portée à 30 % », « prévoit une taxe qui rapporterait »."""
    came = node
    for above in node.ancestors:
        if is_predicate(above):
            row = _cue(above, verb_group(above), came)
            if row and came.dep_ in {"ccomp", "obj", "xcomp"}:
                return row["modality"], _because(row, above)
            return None
        if came.dep_ not in {"acl:relcl", "nmod", "conj", "obj", "ccomp"}:
            return None
        came = above
    return None


# -- cues ----------------------------------------------------------------------------------------------------------------------------


@cache
def _cues(form: str) -> tuple[lexicon.Row, ...]:
    return tuple(row for row in lexicon.rows("modality") if row["form"] == form)


@cache
def _cue_forms(form: str) -> dict[str, tuple[tuple[str, str], ...]]:
    return verbs.conjugated(frozenset(row["word"] for row in _cues(form)))


def _because(row: lexicon.Row, node: Token) -> str:
    return f"modality.csv: {row['word']} « {node.text} »"


def _cue(node: Token, group: list[Token], came: Token | None) -> lexicon.Row | None:
    """The row of the lexicon that a verb fits, in its tense and with the complement through which the amount hangs on it."""
    passive = any(verb.dep_ == "aux:pass" for verb in group)
    if node.pos_ in {"ADJ", "NOUN"} and len(group) > 1 or passive or node.dep_ in {"acl", "amod"}:
        row = _participle_row(node, came, group)
        if row or passive:
            return row
    name = tense(group)
    lemmas = {lemma for lemma, _ in _cue_forms("verb").get(node.lower_, ())} if node.pos_ in {"VERB", "AUX"} else set()
    for row in _cues("verb"):
        if row["word"] in lemmas and (not row["tenses"] or name in row["tenses"].split()) and _complement(row, node, came):
            return row
    return None


def _participle_row(node: Token, came: Token | None = None, group: list[Token] | None = None) -> lexicon.Row | None:
    """The row of a participle: « sont attendus », « les 300 places prévues »."""
    lemmas = {lemma for lemma, name in _cue_forms("participle").get(node.lower_, ()) if name in {"participle", "present", "past"}}
    lemmas |= {node.lemma_.lower(), node.lower_, node.lower_.removesuffix("s")} if node.pos_ == "ADJ" else set()
    for row in _cues("participle"):
        fits = row["word"] in lemmas and (not row["tenses"] or (group is not None and tense(group) in row["tenses"].split()))
        if fits and (row["complement"] != "infinitive" or _is_infinitive(came)):
            return row
    return None


def _complement(row: lexicon.Row, node: Token, came: Token | None) -> bool:
    """Whether the amount stands in the complement that the row asks for; a subject is never asked, required or planned."""
    if came is None or came.dep_ == "parataxis" or (came.dep_.split(":")[0] in {"nsubj", "advcl"} and not row["subject"]):
        return False
    if came.dep_ == "obl:mod" and not row["subject"] and not _is_infinitive(came):
        return False
    wanted = row["complement"].split()
    checks = {
        "infinitive": _is_infinitive(came) or any(child.dep_ == "xcomp" and _is_infinitive(child) for child in node.children),
        "object": came.dep_ == "obj",
        "pronominal": any(child.dep_.startswith("expl") and child.lower_[0] == "s" for child in node.children),
        "impersonal": any(child.dep_ == "expl:subj" or child.lower_ == "il" for child in node.children),
        "on": came.dep_ == "obj" and any(child.dep_ == "nsubj" and child.lower_ in {"on", "l'on"} for child in node.children),
    }
    return all(checks[name] if name in checks else _preposition(came, name) for name in wanted)


def _is_infinitive(token: Token | None) -> bool:
    return token is not None and any(verbs.tense(verb) == "infinitive" for verb in verb_group(token))


def _preposition(token: Token, word: str) -> bool:
    return any(child.dep_ in {"case", "mark"} and child.lower_ == word for child in token.children)


def _subject_cue(node: Token, group: list[Token], came: Token | None) -> Reading | None:
    """« L'objectif est d'atteindre 3 % », « la cible reste fixée à 2 % »: the subject says what the amount is."""
    if came is not None and came.dep_ in SUBJECTS:
        return None
    for child in node.children:
        if child.dep_ in SUBJECTS:
            row = next((row for row in _cues("noun") if row["word"] == child.lemma_.lower()), None)
            if row and (row["complement"] != "infinitive" or _is_infinitive(came)) and _states(group):
                return row["modality"], _because(row, child)
    return None


def _states(group: list[Token]) -> bool:
    """Whether a verb group says what its subject is: être, rester, fixé."""
    known = verbs.conjugated(frozenset(row["word"] for row in lexicon.rows("stating_verbs")))
    return any(verb.lower_ in known for verb in group)


# -- negation ------------------------------------------------------------------------------------------------------------------------


@cache
def _words(kind: str, file: str = "negations") -> frozenset[str]:
    return frozenset(row["word"] for row in lexicon.rows(file) if row["kind"] == kind)


def negation(group: list[Token], span: Span) -> str:
    """The words that deny the amount, or "": « n'a pas dépassé 40 % »; not « ne reste que trois », « pas moins de 12 »."""
    first = next((child for verb in group for child in verb.children if child.lower_ in _words("first")), None)
    if first is None or span.start < group[0].i:
        return ""
    between = list(first.doc[first.i + 1 : span.start])
    second = next((word for word in between[:8] if word.lower_ in _words("second")), None)
    if second is None or second.i + 1 < len(second.doc) and second.nbor(1).lower_ in _words("not_after"):
        return ""
    if any(word.lower_ in _words("only") and word.i > group[0].i for word in between) or _outside(span):
        return ""
    return f"negations.csv: « {first.text} … {second.text} »"


def _is_adjunct(came: Token, span: Span) -> bool:
    """Whether the amount stands in a circumstance of the verb: « ne joue pas lors de la course de 10 km »."""
    amount = came in span or any(child in span for child in came.children)
    return came.dep_ == "advcl" or (came.dep_ == "obl:mod" and not (amount and span._.kind in {"percent", "point", "money", "measure"}))


def _outside(span: Span) -> bool:
    """Whether the amount is an adjunct that the negation does not reach: « depuis trois ans »."""
    return any(child.dep_ == "case" and child.lower_ in _words("outside") for above in _phrase(span) for child in above.lefts)


def _phrase(span: Span) -> Iterator[Token]:
    """The amount's head and the nouns above it, up to the verb."""
    for above in ancestors(span.root):
        if is_predicate(above):
            return
        yield above


@cache
def _nouns() -> frozenset[str]:
    return frozenset(row["word"] for row in _cues("noun"))


# -- what the text takes for granted -------------------------------------------------------------------------------------------------


def presupposed(span: Span) -> str:
    """Why the amount is a fact whatever the verb says, or "": « contre 7,5 % en 2020 », « de 21 » before « à 6 % », « les deux blessés »."""
    before = [word.lower_ for word in span.doc[max(0, span.start - 5) : span.start]]
    joined = " ".join(before) + " "
    for row in lexicon.rows("presupposed"):
        if row["kind"] == "contrast" and f" {row['word']} " in f" {joined}".replace("' ", "' "):
            return f"presupposed.csv: {row['word']}"
    fact = next((child for above in _phrase(span) for child in above.lefts if child.dep_ == "case" and child.lower_ in _words("fact", "presupposed")), None)
    if fact is not None:
        return f"presupposed.csv: {fact.lower_}"
    if _is_origin(span, before):
        return "modality: the first amount of « de … à … »"
    return _definite(span)


def _definite(span: Span) -> str:
    """The article that takes the amount for granted: « les deux blessés », « l'exposition de 30 clichés »; not « franchir les 3 % »."""
    if span._.kind == "duration" or not span.start:
        return ""
    article = span.doc[span.start - 1]
    if article.lower_ in _words("definite", "presupposed") and span._.kind == "count" and not _is_reached(span):
        return f"presupposed.csv: {article.lower_}"
    head, depth = _whole(span)
    if any(noun.lemma_.lower() in _nouns() for noun in _phrase(span)):
        return ""
    known = next((child for child in head.children if child.dep_ in {"det", "case"} and child.lower_ in _words("known", "presupposed")), None)
    if not depth or known is None or head.dep_ == "ROOT" or (depth < 2 and head.dep_ in {"obj", "obl:arg"}) or head.lemma_.lower() in _words("amount", "presupposed"):
        return ""
    return f"presupposed.csv: {known.text} {head.text}"


def _is_reached(span: Span) -> bool:
    """« dépasser les 3 000 »: the article takes nothing for granted here."""
    above = _whole(span)[0].head
    return any(lemma == row["word"] for row in lexicon.rows("presupposed") if row["kind"] == "reach" for lemma in (above.lemma_.lower(), _infinitive(above)))


def _infinitive(verb: Token) -> str:
    known = verbs.conjugated(_words("reach", "presupposed"))
    return known.get(verb.lower_, (("", ""),))[0][0]


def _whole(span: Span) -> tuple[Token, int]:
    """The head of the noun phrase in which the amount is a complement, and how deep: « exposition » of « l'exposition de 30 clichés »."""
    head, depth = span.root, 0
    if head.dep_ in {"nummod", "det"}:
        head = head.head
    while head.dep_ == "nmod" and head.head.pos_ in {"NOUN", "PROPN"}:
        head, depth = head.head, depth + 1
    return head, depth


def _is_origin(span: Span, before: list[str]) -> bool:
    """Whether the amount is the one from which a change starts: « passera de 359 à 378 francs »."""
    if not before or before[-1] not in {row["word"] for row in lexicon.rows("origins") if row["kind"] == "from"}:
        return False
    after = span.doc[span.end : span.end + 6]
    others = {claim.start for claim in claims(span.doc)}
    marks = {row["word"] for row in lexicon.rows("origins") if row["kind"] == "to"}
    return any(word.lower_ in marks and any(start in others for start in range(word.i + 1, word.i + 4)) for word in after)
