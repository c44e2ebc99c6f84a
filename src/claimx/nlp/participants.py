"""Which entities take part in a claim, and as what: speaker, measured, base, place, about?"""

import re
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from claimx import lexicon, tables
from claimx.nlp import extensions, syntax
from claimx.nlp.claims import claim_id, claims, claims_in, offsets

Part = tables.Part
GENDERS = {row["role"]: row["gender"] for row in lexicon.rows("roles") if row["gender"]}
OF_PERSONS = frozenset({"age", "measure", "duration"})
"""What a person can have of their own: years, height and weight, time. Other amounts are only about them."""
DATIVE = frozenset(row["preposition"] for row in lexicon.rows("place_prepositions") if row["dative"])

extensions.declare(Doc, "participants", default=())


@Language.factory(
    "claimx_participants",
    requires=["doc.spans", "doc.ents", "span._.measured", "span._.base", "span._.speaker_entity_id"],
    assigns=["doc._.participants"],
)
class Participants:
    """Find the entities that a claim is about by the syntax of its clause, not by mere neighbourhood."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name
        self.places = frozenset(row["preposition"] for row in lexicon.rows("place_prepositions"))
        self.giving = frozenset(row["lemma"] for row in lexicon.rows("giving_verbs"))

    def __call__(self, doc: Doc) -> Doc:
        found = [(claim_id(span), entity, part) for span in claims(doc) for entity, part in self.participants(span)]
        doc._.participants = tuple(dict.fromkeys(found))
        return doc

    def participants(self, span: Span) -> Iterator[tuple[str, Part]]:
        """The entities' ids with their parts; whoever has another part is not the topic, too."""
        entities = [ent for ent in syntax.entities(span.sent) if ent.ent_id_]
        parts: list[tuple[str, Part]] = []
        if span._.speaker_entity_id:
            parts.append((span._.speaker_entity_id, "speaker"))
        places = list(self.places_of(span, entities))
        measured = [ent for ent in entities if within(ent, span, span._.measured) and not self.is_place(ent)]
        parts += [(ent.ent_id_, "measured") for ent in measured if has(ent, span)]
        parts += [(ent.ent_id_, "base") for ent in entities if within(ent, span, span._.base)]
        parts += [(ent.ent_id_, "place") for ent in places if ent not in measured]
        taken = {entity for entity, _ in parts}
        owned = span._.kind in OF_PERSONS and any(part == "measured" for _, part in parts)
        topics = [*(() if owned else about(span)), *(ent for ent in measured if not has(ent, span))]
        parts += [(ent.ent_id_, "about") for ent in topics if ent.ent_id_ and ent.ent_id_ not in taken]
        yield from parts

    def places_of(self, span: Span, entities: list[Span]) -> Iterator[Span]:
        """The locative complements of the claim's clause that no other claim in it has for its own.

        « Au Tessin, 3 % paient 200 francs » gives the place to both, « 45 francs à Lausanne et 21 euros à Namur » one
        to each, « deux morts et trois blessés à Lyon » the last one to both.
        """
        places = [ent for ent in entities if self.is_place(ent)]
        if not places:
            return
        inside = set(syntax.clause(span.root))
        places = [ent for ent in places if ent.root in inside and together(ent.root, span)]
        others = [claim for claim in claims_in(span.sent) if claim.root in inside]
        for place in places:
            before = [claim for claim in others if claim.start < place.start]
            if not before or span == before[-1] or (span in before and shares(span, before[-1], places)):
                yield place

    def is_place(self, ent: Span) -> bool:
        """Whether a place is a locative complement: « à Molac », « dans la ville de Lyon »."""
        if ent.label_ != "LOC":
            return False
        if self.locative(ent.root):
            return not self.receives(ent.root)
        return syntax.of(ent.root) and self.locative(ent.root.head)

    def locative(self, noun: Token) -> bool:
        """Whether the noun's phrase begins with a preposition of place: « à », « près de »."""
        return syntax.case(noun) in self.places or noun.left_edge.lower_ in self.places

    def receives(self, noun: Token) -> bool:
        """Whether a place stands for who receives: « promettre 2 milliards à Kiev »."""
        verb = syntax.predicate(noun)
        return verb is not None and verb.lemma_ in self.giving and noun.left_edge.lower_ in DATIVE


def has(ent: Span, span: Span) -> bool:
    """Whether an entity can have the amount: of persons only their own; who speaks of it is the speaker alone."""
    return ent.ent_id_ != span._.speaker_entity_id and (ent.label_ != "PER" or span._.kind in OF_PERSONS)


def together(place: Token, span: Span) -> bool:
    """Whether a place and a claim belong to one verb, or one stands in the other's phrase.

    « Des heurts ayant éclaté à Nîmes ont fait deux morts » says that of the clashes.
    """
    verb = syntax.predicate(span.root)
    phrase = {noun for noun in (span.root, span.root.head) if not syntax.is_predicate(noun)}
    return verb is None or syntax.predicate(place) == verb or bool(phrase & set(syntax.ancestors(place)))


def within(ent: Span, span: Span, phrase: str) -> bool:
    """Whether an entity stands in the words of a field, in that occurrence of them which is nearest to the claim."""
    found = occurrence(span, phrase)
    return found is not None and found[0] < ent.end_char and ent.start_char < found[1]


def occurrence(span: Span, phrase: str) -> tuple[int, int] | None:
    """The characters of a field's words in the claim's sentence; None where they stand elsewhere."""
    if not phrase:
        return None
    pattern = re.compile(r"\s+".join(re.escape(word) for word in phrase.split()))
    low, high = span.sent.start_char, span.sent.end_char
    found = [match.span() for match in pattern.finditer(syntax.text(span.doc), low, high)]
    start = offsets(span)[0]
    return min(found, key=lambda place: abs(place[0] - start), default=None)


def shares(span: Span, last: Span, places: list[Span]) -> bool:
    """Whether a claim shares the place of a later one: they are coordinated, and no other place stands between them."""
    tied = {*span.root.conjuncts, *span.root.head.conjuncts} & {last.root, last.root.head}
    return bool(tied) and not any(span.start < place.start < last.start for place in places)


def about(span: Span) -> list[Span]:
    """The entities in the noun phrase that is the subject of the claim's clause: « La France dépense 3 milliards ».

    « Il » takes the person who is the subject of the sentence before, in the same paragraph.
    """
    if syntax.predicate(span.root) is None:
        return [ent for ent in syntax.entities(span.sent) if ent.end == span.start - 1 and verb_like(span.doc[ent.end])]
    noun = subject(span)
    if noun is None or noun in set(span):
        return []
    if noun.pos_ == "PRON" and "3" in noun.morph.get("Person", []):
        return before(noun) if "Sing" in noun.morph.get("Number", []) else []
    phrase = set(syntax.noun_phrase(noun))
    return [ent for ent in syntax.entities(noun.sent) if noun in ent or (ent.root in phrase and ent.root.head == noun)]


def verb_like(token: Token) -> bool:
    """Whether a word between a name and an amount is likely a verb that the model takes for a noun.

    « Le Gabon compte 2 millions d'habitants »
    """
    return token.pos_ == "NOUN" and token.is_lower


def subject(span: Span) -> Token | None:
    verb = syntax.predicate(span.root)
    return syntax.subject(verb) if verb is not None else None


def before(pronoun: Token) -> list[Span]:
    """The person who is the subject of the sentence before a pronoun's."""
    start = pronoun.sent.start
    if not start or _opens_line(pronoun, start):
        return []
    noun = syntax.subject(pronoun.doc[start - 1].sent.root)
    if noun is None:
        return []
    persons = [ent for ent in syntax.entities(pronoun.doc[start - 1].sent) if ent.label_ == "PER"]
    return [ent for ent in persons if (noun in ent or titled(noun, ent)) and agrees(pronoun, ent)]


def _opens_line(token: Token, start: int) -> bool:
    """Whether the line of a token begins where its sentence does."""
    doc = token.doc
    return syntax.breaks(doc, start - 1) and not any(syntax.breaks(doc, i) for i in range(start, token.i))


def titled(noun: Token, person: Span) -> bool:
    """Whether a noun is a person's title, the name beside it: « la présidente Alice Roussel », not « le fils de »."""
    return person.root.head == noun and not syntax.case(person.root)


def agrees(pronoun: Token, person: Span) -> bool:
    """Whether a pronoun can mean a person, as far as the titles that the article gives tell: « la maire … il »."""
    told = {gender(role) for _, _, entity, role in pronoun.doc._.mentions if entity == person.ent_id_} - {""}
    feminine = "Fem" in pronoun.morph.get("Gender", [])
    return not told or ("f" in told) == feminine


def gender(role: str) -> str:
    """The gender of the first title that a role begins with: « chancelière allemande » → f; empty if it has none."""
    parts = role.split()
    return next((found for size in (3, 2, 1) if (found := GENDERS.get(" ".join(parts[:size])))), "")


def rows(doc: Doc) -> tables.Rows:
    """The rows of the table claim_entities for one Doc."""
    found = doc._.participants
    return {
        "claim_entities": [tables.ClaimEntity(claim_id=c, entity_id=entity, part=part) for c, entity, part in found]
    }
