"""What does the amount measure?"""

from collections.abc import Callable

from spacy.tokens import Span, Token

from claimx import lexicon
from claimx.nlp.measures import governed
from claimx.nlp.measures.counted import counted
from claimx.nlp.measures.direction import change
from claimx.nlp.measures.neighbours import claim_at, joined, previous
from claimx.nlp.measures.phrases import NOUNS, phrase_after, phrase_before, phrase_of, written
from claimx.nlp.measures.references import compared_to, origin
from claimx.nlp.measures.setting import Setting, setting
from claimx.nlp.measures.shares import share
from claimx.nlp.measures.words import column, fold, preposition, token_at
from claimx.nlp.syntax import main_verb, subject

LENGTHS = frozenset({"m", "km", "cm", "mile", "mi", "ft", "yd", "nmi"})

Found = tuple[str, str] | None
Rule = Callable[[Setting], Found]


def measured(span: Span) -> Found:
    """The thing that has this amount, as written without article, and why; None where the sentence does not say."""
    at = setting(span)
    return next((found for rule in _rules(span._.kind) if (found := rule(at)) is not None), None)


def _rules(kind: str) -> tuple[Rule, ...]:
    return {
        "count": (counted, _compared, governed.nominal, governed.owner),
        "age": (_aged, _compared, _listed, _head_noun, governed.apposed, governed.owner),
        "duration": (
            _material,
            governed.empty_duration,
            _head_noun,
            _compared,
            _listed,
            governed.nominal,
            governed.lasting,
        ),
    }.get(
        kind,
        (
            _material,
            share,
            _compared,
            _of_change,
            _away,
            _head_noun,
            _again,
            governed.nominal if kind != "money" else governed.purpose,
            governed.purpose if kind != "money" else governed.nominal,
            _listed,
            governed.apposed,
            governed.owner,
            governed.as_before,
        ),
    )


def _compared(at: Setting) -> Found:
    """« 9 %, contre 7,1 % », « passe de 7,1 à 9 % »: both amounts measure the same."""
    found = origin(at.span)
    other = compared_to(at.span) or (found[0] if found is not None and found[0].start < at.span.start else None)
    return (
        (other._.measured, f"as « {other.text} », with which it is compared")
        if other is not None and other._.measured
        else None
    )


def _again(at: Setting) -> Found:
    """« soit 41 % de plus », « c'est 90 francs de plus », « loin de l'objectif de 75 % ».

    Said of what the claim before measures.
    """
    before = at.anchor if at.link is None else None
    generic = at.by == "de" and at.anchor is not None and at.anchor.lemma_ in column("generic_nouns", "lemma")
    words = {fold(token.text) for token in at.span.doc[max(at.span.start - 4, at.span.sent.start) : at.span.start]}
    said_again = at.span._.kind == "multiple" and before is not None and before.text == ","
    if not words & column("equalities") and not generic and not said_again:
        return None
    earlier = previous(at.span)
    if generic and (earlier is None or earlier._.kind != at.span._.kind or before is not None):
        return None
    return governed.as_before(at)


def _listed(at: Setting) -> Found:
    """« 8 et 11 ans », « 45 francs à Lausanne et 21 euros à Namur »: what the amount before it in the list measures."""
    earlier = previous(at.span)
    if earlier is None or not earlier._.measured or at.by not in {"", "à"}:
        return None
    if at.by == "à" and joined(earlier, at.span) and earlier._.direction != "level":
        return earlier._.measured, f"what the change by « {earlier.text} » leads to"
    if earlier._.kind != at.span._.kind:
        return None
    if joined(earlier, at.span):
        return earlier._.measured, f"in a list with « {earlier.text} »"
    way = at.span.doc[earlier.end : at.span.start]
    conjunction = at.anchor is not None and at.anchor.pos_ == "CCONJ" and at.link is None
    short = len(way) <= 6 and not any(token.pos_ in {"VERB", "AUX"} or token.is_space for token in way)
    return (earlier._.measured, f"in a list with « {earlier.text} »") if conjunction and short else None


def _material(at: Setting) -> Found:
    """« 37 hectares de landes », « trois ans de prison », « 45 000 € d'amende »: a complement without article."""
    link, noun = token_at(at.span, at.span.end), token_at(at.span, at.span.end + 1)
    if (
        at.span._.kind not in {"money", "measure", "duration"}
        or link is None
        or noun is None
        or fold(link.text) not in {"de", "d'"}
    ):
        return None
    if not _names_material(noun):
        return None
    phrase = phrase_after(at.span, noun.i, sure=noun.pos_ not in NOUNS | {"ADJ"})
    return (written(phrase), f"what « {at.span.text} » is made of") if phrase else None


def _names_material(noun: Token) -> bool:
    """Whether a word after « de » is the stuff: no article, name, number, dimension (« 110 km de large ») or change."""
    if (noun.pos_ in {"DET", "NUM", "PRON", "ADP", "PROPN"} and noun.text[0].isupper()) or noun.pos_ in {
        "DET",
        "NUM",
        "PRON",
        "ADP",
    }:
        return False
    plain = fold(noun.text) not in column("dimensions") | column("time_nouns") and noun.is_alpha
    row = change(noun)
    return plain and claim_at(noun) is None and (row is None or row["pos"] != "noun")


def _head_noun(at: Setting) -> Found:
    """« une distance de 600 km », « un Belfortain de 20 ans », « le bœuf à 21 euros ».

    The noun that the amount describes.
    """
    if at.by not in {"de", "à"} or at.anchor is None:
        return None
    nouns = phrase_before(at.span, at.anchor)
    head = at.span.root.head
    if not nouns or (at.by == "à" and head.pos_ not in NOUNS):
        return None
    noun = head if head in nouns and _own_thing(nouns[0], head) else nouns[0]
    if (
        noun.lemma_ in column("generic_nouns", "lemma")
        or fold(noun.text) in column("time_nouns")
        or change(noun) is not None
    ):
        return None
    if at.span._.kind == "age" and (name := _name_before(at, noun)) is not None:
        return name
    return phrase_of(noun), f"the noun before « {at.by} »: « {noun.text} »"


def _own_thing(first: Token, head: Token) -> bool:
    """Whether the head of the amount is a thing beside the noun before it.

    « le propriétaire d'une maison », not « un bon d'achat ».
    """
    return head.i == first.i or any(token.pos_ == "DET" for token in head.doc[first.i + 1 : head.i])


def _name_before(at: Setting, noun: Token) -> Found:
    """« Nadia Rochat, une vendeuse de 41 ans »: the name to which the noun stands in apposition."""
    comma = token_at(at.span, noun.i - 2 if noun.i and noun.nbor(-1).pos_ == "DET" else noun.i - 1)
    if comma is None or comma.text != ",":
        return None
    nouns = phrase_before(at.span, token_at(at.span, comma.i - 1))
    return (written(nouns), f"the name before « {noun.text} »") if nouns and nouns[0].pos_ == "PROPN" else None


def _away(at: Setting) -> Found:
    """« à 800 m du bourg », « à trente kilomètres de là »: a distance, from what follows."""
    link = token_at(at.span, at.span.end)
    if at.span._.unit not in LENGTHS or at.by != "à" or preposition(link) != "de":
        return None
    noun = next(row["measured"] for row in lexicon.rows("nominal") if row["lemma"] == at.by)
    phrase = phrase_after(at.span, at.span.end + 1, complements=0)
    if phrase and fold(phrase[0].text) in column("dimensions"):
        return None
    return (
        f"{noun} {written([link, *phrase]) if link is not None and phrase else ''}".strip(),
        f"« {at.by} {at.span.text} »",
    )


def _of_change(at: Setting) -> Found:
    """« une hausse des prix de 3 % », « une hausse de 3 % des prix », « les ventes, en hausse de 3 % ».

    What rises or falls.
    """
    if at.span._.direction == "level":
        return None
    link = token_at(at.span, at.span.end)
    if at.by == "de" and preposition(link) == "de":
        phrase = phrase_after(at.span, at.span.end + 1)
        if phrase and phrase[-1].pos_ in NOUNS | {"ADJ"}:
            return written(phrase), f"what « {at.span.text} » changes"
    if at.by == "de" and (phrase := _object_after(at)):
        return written(phrase), f"object after « {at.span.text} »"
    nouns = phrase_before(at.span, at.anchor) if at.by == "de" else []
    turn = next((i for i, noun in enumerate(nouns) if change(noun) is not None), None)
    if turn is None:
        return _changed_subject(at)
    if len(nouns) > turn + 1:
        return phrase_of(nouns[turn + 1]), f"complement of « {nouns[turn].text} »"
    row = change(nouns[turn])
    if row is not None and row["thing"]:
        return nouns[turn].text, f"direction.csv: « {nouns[turn].text} », a thing by itself"
    return _before_turn(at, nouns[turn].i)


def _object_after(at: Setting) -> list[Token]:
    """« réduit de 90 % le risque »: the object of the change where it follows the amount, with its article."""
    article = token_at(at.span, at.span.end)
    if (
        article is None
        or fold(article.text) not in column("determiners")
        or preposition(article)
        or change(at.anchor) is None
    ):
        return []
    phrase = phrase_after(at.span, at.span.end)
    return [] if phrase and fold(phrase[0].text) in column("time_nouns") else phrase


def _changed_subject(at: Setting) -> Found:
    """« la hausse des prix atteindra 10 % », « la hausse atteindra 10 % ».

    The complement of the change, else what was said before.
    """
    found = governed.owner(at)
    words = found[0].split() if found is not None else []
    noun = next((token for token in at.span.sent if words and token.text == words[0] and token.i < at.span.start), None)
    row = change(noun)
    if noun is None or row is None or row["pos"] != "noun":
        return None
    phrase = phrase_after(at.span, noun.i + 2) if preposition(token_at(at.span, noun.i + 1)) == "de" else []
    return (written(phrase), f"complement of « {noun.text} »") if phrase else governed.as_before(at)


def _before_turn(at: Setting, index: int) -> Found:
    """« les ventes, en hausse de 3 % », « les ventes sont en hausse de 3 % »."""
    link = token_at(at.span, index - 1)
    if link is not None and link.pos_ in NOUNS | {
        "ADJ"
    }:  # « la popularité du ministre chute de 5 points »: a verb taken for a noun
        nouns = phrase_before(at.span, link)
        return (phrase_of(nouns[0]), f"the phrase before « {at.span.doc[index].text} »") if nouns else None
    if preposition(link) != "en":
        return None
    before = token_at(at.span, index - 2)
    nouns = phrase_before(at.span, token_at(at.span, index - 3) if before is not None and before.is_punct else before)
    return (phrase_of(nouns[0]), f"the phrase before « {at.span.doc[index].text} »") if nouns else None


def _aged(at: Setting) -> Found:
    """« la conductrice, âgée de 19 ans », « à l'âge de 73 ans », « les 35 ans du théâtre ».

    Whose age it is, where a noun is said.
    """
    words = column("aged", "lemma")
    link = token_at(at.span, at.span.end)
    if at.link is None and link is not None and fold(link.text) in {"du", "de"}:
        phrase = phrase_after(at.span, at.span.end + 1)
        return (written(phrase), f"the phrase after « {at.span.text} »") if phrase else None
    if at.by != "de" or at.anchor is None or at.anchor.lemma_ not in words:
        return None
    if at.anchor.pos_ == "NOUN":
        found = governed.owner(at)
        return found if found is not None and not set(found[0].split()) & words else ("", "nobody is named")
    head = at.anchor.head
    if head.pos_ in NOUNS and head.i < at.anchor.i and token_at(at.span, head.i) is not None:
        return phrase_of(head), f"whom « {at.anchor.text} » describes"
    before = token_at(at.span, at.anchor.i - 1)
    nouns = phrase_before(
        at.span, token_at(at.span, at.anchor.i - 2) if before is not None and before.is_punct else before
    )
    if nouns:
        return phrase_of(nouns[0]), f"the phrase before « {at.anchor.text} »"
    return governed.owner(at) or _main_subject(at)


def _main_subject(at: Setting) -> Found:
    """« Âgée de 92 ans, l'ancienne ministre s'est éteinte »."""
    verb = main_verb(at.span.root)
    noun = subject(verb) if verb is not None else None
    if noun is None or noun.pos_ not in NOUNS:
        comma = token_at(at.span, at.span.end)
        phrase = phrase_after(at.span, at.span.end + 1) if comma is not None and comma.text == "," else []
        return (written(phrase), f"the phrase after « {at.span.text} »") if phrase else None
    return phrase_of(noun), f"subject of « {verb} »"
