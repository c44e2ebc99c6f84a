"""The questions that every component asks of the parsed tree: which verb governs this, who is its subject, where does
the noun phrase end?

No component and nothing of claims here: tokens and spans in, tokens and spans out. The model's parse is evidence, not
truth; each function says what it does where the tree is broken.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator
from weakref import WeakKeyDictionary

from spacy.tokens import Doc, Span, Token

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:caus", "csubj"})
OBJECTS = frozenset({"obj", "iobj", "obl", "obl:arg", "obl:mod", "obl:agent"})
AUXILIARIES = frozenset({"aux", "aux:tense", "aux:pass", "aux:caus", "cop"})
CLAUSES = frozenset({"ROOT", "acl", "acl:relcl", "advcl", "ccomp", "csubj", "parataxis", "xcomp"})
"""Relations by which a clause hangs on its head; a verb's `conj` opens a clause, too."""
BORDERS = CLAUSES - {"xcomp", "acl"}
"""Those that the government of a verb does not cross.

« il a dit que le prix monte » – « a dit » does not govern « monte ».
"""
COMPLEMENTS = frozenset(
    {"amod", "nmod", "flat", "flat:name", "flat:foreign", "compound", "fixed", "appos", "obl:mod", "obl:arg", "nummod"}
)
"""Relations in which a noun's phrase goes on to its right."""


def children(token: Token, *deps: str) -> list[Token]:
    """The children of a token in these relations, in the order of the text.

    A relation names its subtypes, too (`nsubj`).
    """
    return [child for child in token.children if child.dep_ in deps or child.dep_.split(":")[0] in deps]


def ancestors(token: Token) -> Iterator[Token]:
    """The token itself, then its heads up to the root of the sentence."""
    yield token
    yield from token.ancestors


# -- verbs ---------------------------------------------------------------------------------------------------------
# ------------------


def is_verb(token: Token) -> bool:
    """Whether a token is a verb of its own, no auxiliary."""
    return token.pos_ in {"VERB", "AUX"} and token.dep_ not in AUXILIARIES


def is_finite(token: Token) -> bool:
    """Whether a verb is finite by itself or by one of its auxiliaries: « doit », « a coûté », « sera porté »."""
    return any("Fin" in verb.morph.get("VerbForm", []) for verb in (token, *auxiliaries(token)))


def auxiliaries(verb: Token) -> list[Token]:
    """The auxiliaries and copulas of a verb or of a nominal predicate: « aurait », « été » of « aurait été porté »."""
    return [child for child in verb.children if child.dep_ in AUXILIARIES]


def is_predicate(token: Token) -> bool:
    """Whether a clause is built on the token: a verb, a noun or adjective with a copula or a subject.

    The last is a verb that the model takes for a noun: « fête » in « le club fête ses 50 ans ».
    """
    return is_verb(token) or bool(children(token, "cop", "aux", "nsubj"))


def predicate(token: Token) -> Token | None:
    """The nearest predicate at or above a token; None in a phrase without a verb (a heading)."""
    return next((above for above in ancestors(token) if is_predicate(above)), None)


def governing_verbs(span: Span) -> list[Token]:
    """The verbs that govern a span, nearest first, each followed by its auxiliaries and copulas, up to the first
    finite one.

    « Le taux pourrait être porté à 5 % » gives porté, être, pourrait; « le taux est de 5 % » gives est; « une loi
    visant à
    porter le taux à 5 % » gives porter, visant. A border (a relative, a completive clause) is not crossed:
    « il a dit que le taux serait de 5 % » gives serait. Empty where no verb stands above.
    """
    found: list[Token] = []
    for above in ancestors(span.root):
        if not is_predicate(above):
            continue
        found += [above] if is_verb(above) else []
        found += auxiliaries(above)
        if is_finite(above) or opens_clause(above):
            break
    return found


def opens_clause(token: Token) -> bool:
    """Whether a predicate's clause does not depend on the verb above it.

    A root, a relative, a completive, an adverbial clause.
    """
    return token.dep_ in BORDERS or (token.dep_ == "conj" and is_finite(token))


def main_verb(token: Token) -> Token | None:
    """The finite verb of the clause that a token stands in.

    « pourrait » for « 5 % » in « pourrait être porté à 5 % ».
    """
    verbs = [above for above in ancestors(token) if is_predicate(above)]
    return next((verb for verb in verbs if is_finite(verb)), verbs[-1] if verbs else None)


def subject(verb: Token) -> Token | None:
    """The subject of a verb or predicate: its own, else that of the verb it depends on.

    A relative pronoun gives its antecedent (« les dépenses, qui atteignent 3 % » → dépenses), a participle the noun
    that
    it describes (« un budget porté à 3 % » → budget), an infinitive or a coordinated verb that of the verb above.
    Of two, the one nearer to the verb: « le groupe, dont les ventes ont atteint 3 % » → ventes.
    None where no subject is found: an imperative, a broken parse.
    """
    for above in ancestors(verb):
        all_own = [child for child in above.children if child.dep_ in SUBJECTS and not child.is_digit]
        own = next((child for child in reversed(all_own) if child.i < above.i), next(iter(all_own), None))
        if own is not None:
            return antecedent(own) if "Rel" in own.morph.get("PronType", []) else own
        if above.dep_ in {"acl", "acl:relcl"} and is_nominal(above.head):
            return above.head
        if above.dep_ not in {"xcomp", "conj", "advcl", "aux", "aux:pass", "aux:tense", "cop"}:
            return None
    return None


def antecedent(pronoun: Token) -> Token | None:
    """The noun that a relative pronoun stands for: the head of its relative clause; None where the tree has none."""
    clause = next((above for above in ancestors(pronoun) if above.dep_ in {"acl:relcl", "acl"}), None)
    return clause.head if clause is not None and is_nominal(clause.head) else None


def clause(token: Token) -> list[Token]:
    """The tokens of the clause that a token stands in, in the order of the text.

    Without the clauses that depend on it.
    """
    top = next((above for above in ancestors(token) if opens_clause(above)), token.sent.root)
    inside: list[Token] = []
    stack = [top]
    while stack:
        current = stack.pop()
        inside.append(current)
        stack += [child for child in current.children if not (opens_clause(child) and is_predicate(child))]
    return sorted(inside, key=lambda part: part.i)


# -- nouns ---------------------------------------------------------------------------------------------------------
# ------------------


def is_nominal(token: Token) -> bool:
    """Whether a token can be the head of a noun phrase."""
    return token.pos_ in {"NOUN", "PROPN", "PRON", "X", "NUM", "ADJ"}


def case(token: Token) -> str:
    """The lemma of the preposition of a noun, lower case: « de » for « du PIB »; empty where it has none."""
    return next((child.lemma_.lower() for child in token.lefts if child.dep_ == "case"), "")


def of(noun: Token) -> bool:
    """Whether a noun is a complement in « de »: « du PIB », « d'euros »."""
    return case(noun) in {"de", "d'", "du", "des"}


def noun_phrase(noun: Token, *, wanted: Callable[[Token], bool] = of) -> Span:
    """The phrase of a noun without its article, numeral, appositions and trailing clauses.

    « les dépenses de défense, qui … » → « dépenses de défense ». To the right it takes adjectives, names and those
    complements with a preposition that `wanted` accepts (by default those in « de »), and it goes no further than the
    first word that belongs to something else.
    """
    start = end = noun.i
    for child in reversed(list(noun.lefts)):
        if child.dep_ == "amod" and child.i == start - 1 and child.pos_ == "ADJ":
            start = child.i
        elif child.dep_ not in {"amod"}:
            break
    return noun.doc[start : _reach(noun, end, wanted) + 1]


def _reach(noun: Token, end: int, wanted: Callable[[Token], bool]) -> int:
    """The last token of a noun's phrase."""
    for child in noun.rights:
        if child.left_edge.i != end + 1 or not _belongs(child, wanted):
            break
        end = _reach(child, child.i, wanted)
    return end


def _belongs(child: Token, wanted: Callable[[Token], bool]) -> bool:
    if any(left.dep_ in {"punct", "mark"} or left.text in {",", ";", "(", ":"} for left in child.lefts):
        return False
    if child.dep_ == "conj":  # « chefs d'État et de gouvernement », « landes et pins »
        return (
            bool(children(child, "cc"))
            and case(child) == case(child.head)
            and child.pos_ == child.head.pos_
            and child.dep_ == "conj"
            and case(child) != ""
        )
    if child.dep_ not in COMPLEMENTS or (child.pos_ in {"VERB", "AUX", "ADV"} and child.dep_ != "amod"):
        return False
    return not case(child) or wanted(child)


# -- entities
# ----------------------------------------------------------------------------------------------------------------------


def entities(span: Span) -> list[Span]:
    """The entities that lie in a span, as `span.ents`, which goes through all of the Doc to find them."""
    found = [entity for token in span if token.ent_iob_ == "B" and (entity := entity_at(token)) is not None]
    return [entity for entity in found if entity.end <= span.end]


def entity_at(token: Token) -> Span | None:
    """The entity that a token is part of."""
    doc, start, end = token.doc, token.i, token.i + 1
    if token.ent_iob_ not in {"B", "I"} or not token.ent_type:
        return None
    while doc[start].ent_iob_ == "I":
        start -= 1
    while end < len(doc) and doc[end].ent_iob_ == "I":
        end += 1
    return Span(doc, start, end, label=token.ent_type, kb_id=token.ent_kb_id, span_id=token.ent_id)


# -- the text around
# -----------------------------------------------------------------------------------------------------------------


_TEXTS: WeakKeyDictionary[Doc, str] = WeakKeyDictionary()


def text(doc: Doc) -> str:
    """The text of the Doc, put together once: `doc.text` does it anew each time, which for an article is slow."""
    found = _TEXTS.get(doc)
    if found is None:
        found = _TEXTS[doc] = doc.text
    return found


def paragraph(token: Token) -> Span:
    """The line of the text that a token stands in: from the last line break before it to the next one."""
    doc, found = token.doc, _breaks(token.doc)
    at = bisect_left(found, token.i)
    start = found[at - 1] + 1 if at else 0
    end = found[at] if at < len(found) else len(doc)
    return doc[start : max(end, token.i + 1)]


def broken(doc: Doc, first: int, last: int) -> bool:
    """Whether a line ends in the tokens [first, last)."""
    found = _breaks(doc)
    at = bisect_left(found, first)
    return at < len(found) and found[at] < last


def breaks(doc: Doc, index: int) -> bool:
    """Whether a token is a line break."""
    return broken(doc, index, index + 1)


_BREAKS: WeakKeyDictionary[Doc, list[int]] = WeakKeyDictionary()


def _breaks(doc: Doc) -> list[int]:
    """The tokens that are line breaks, looked for once."""
    found = _BREAKS.get(doc)
    if found is None:
        found = _BREAKS[doc] = [i for i, token in enumerate(doc) if "\n" in token.text]
    return found
