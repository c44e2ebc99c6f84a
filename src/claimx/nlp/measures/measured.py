"""What does the amount measure?"""

from collections.abc import Callable

from spacy.tokens import Span, Token

from claimx import lexicon
from claimx.nlp.measures import ages, changed, durations, governed
from claimx.nlp.measures.counted import counted
from claimx.nlp.measures.direction import change
from claimx.nlp.measures.neighbours import claim_at, joined, previous
from claimx.nlp.measures.phrases import NOUNS, phrase_after, phrase_before, phrase_of, written
from claimx.nlp.measures.references import compared_to, origin
from claimx.nlp.measures.setting import Setting, setting
from claimx.nlp.measures.shares import share
from claimx.nlp.measures.words import column, fold, forms, preposition, token_at

LENGTHS = frozenset({"m", "km", "cm", "mile", "mi", "ft", "yd", "nmi", "nautical_mile", "light_year", "ly"})

Found = tuple[str, str] | None
Rule = Callable[[Setting], Found]


def measured(span: Span) -> Found:
    """The thing that has this amount, as written without article, and why; None where the sentence does not say."""
    at = setting(span)
    return next((found for rule in _rules(span._.kind) if (found := rule(at)) is not None), None)


def _rules(kind: str) -> tuple[Rule, ...]:
    return {
        "count": (counted, _compared, governed.nominal, governed.owner),
        "age": (ages.aged, _compared, _listed, _head_noun, ages.after_name, governed.apposed, governed.owner),
        "duration": (
            changed.of_passage,
            changed.fixed_object,
            _material,
            durations.empty_duration,
            _head_noun,
            _compared,
            _listed,
            governed.in_parentheses,
            governed.nominal,
            durations.lasting,
        ),
    }.get(
        kind,
        (
            _dimension,
            _material,
            share,
            _compared,
            changed.of_change,
            changed.of_passage,
            changed.fixed_object,
            _for_money,
            _away,
            _head_noun,
            _again,
            governed.nominal if kind != "money" else governed.purpose,
            governed.purpose if kind != "money" else governed.nominal,
            governed.given,
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
    return governed.as_before(at, far=True)


def _listed(at: Setting) -> Found:
    """« 8 et 11 ans », « 45 francs à Lausanne et 21 euros à Namur »: what the amount before it in the list measures."""
    earlier = previous(at.span)
    if earlier is None or not earlier._.measured or at.by not in {"", "à"}:
        return None
    if _next_place(at, earlier):
        return earlier._.measured, f"as « {earlier.text} », at another place"
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


def _for_money(at: Setting) -> Found:
    """« a commandé 300 avions pour 37 milliards »: money for what is counted right before."""
    earlier = previous(at.span)
    if at.span._.kind != "money" or at.by != "pour" or earlier is None or earlier._.kind != "count":
        return None
    way = at.span.doc[earlier.end : at.span.start]
    if len(way) > 6 or any(token.pos_ in {"VERB", "AUX"} or token.is_punct for token in way):
        return None
    return (earlier._.measured, f"what « {earlier.text} » counts") if earlier._.measured else None


def _next_place(at: Setting, earlier: Span) -> bool:
    """« 140 km/h à Brest, 110 km/h à Vannes », « 19 % au nord, 12 % au sud », « 90 km/h, parfois 110 km/h ».

    The same thing measured once more: same unit, no verb, each amount followed by its place.
    """
    same = earlier._.kind == at.span._.kind and earlier._.unit == at.span._.unit
    way = at.span.doc[earlier.end : at.span.start]
    if at.by or not same or len(way) > 8 or any(token.pos_ in {"VERB", "AUX"} or token.is_space for token in way):
        return False
    if all(
        token.pos_ in {"ADV", "PUNCT", "CCONJ"} or fold(token.text) in column("connectors", "phrase") for token in way
    ):
        return bool(len(way)) and not any(token.text in {"(", ":", "."} for token in way)
    after = at.after
    commas = at.anchor is not None and at.anchor.text in {",", ";"}
    places = column("place_prepositions", "preposition")
    return commas and after is not None and fold(after.text) in places and fold(way[0].text) in places


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
        return _about(at)
    nouns = phrase_before(at.span, at.anchor)
    head = at.span.root.head
    if not nouns or (at.by == "à" and head.pos_ not in NOUNS):
        return None
    noun = head if head in nouns and _own_thing(nouns[0], head) else _thing_of(nouns[0])
    side = at.span._.kind == "measure" and fold(noun.text) in column("dimensions") and _has_article(at, noun)
    if side:
        return phrase_of(noun), f"the side that is measured: « {noun.text} »"
    if (
        noun.lemma_ in column("generic_nouns", "lemma")
        or fold(noun.text) in column("time_nouns")
        or change(noun) is not None
    ):
        return None
    if at.span._.kind == "age" and (name := ages.name_before(at, noun)) is not None:
        return name
    return phrase_of(noun), f"the noun before « {at.by} »: « {noun.text} »"


def _thing_of(noun: Token) -> Token:
    """« l'impôt sur les sociétés de 33 % »: what a complement in « sur » belongs to, not the complement."""
    link = next((child for child in noun.lefts if child.dep_ == "case"), None)
    if link is None or fold(link.text) not in column("inner_links") or noun.dep_ != "nmod" or noun.head.pos_ != "NOUN":
        return noun
    return noun.head if noun.head.i < noun.i and change(noun.head) is None else noun


def _has_article(at: Setting, noun: Token) -> bool:
    """Whether an article stands right before a noun: « une hauteur de 565 m », not « à hauteur de 3 millions »."""
    before = token_at(at.span, noun.i - 1)
    return before is not None and before.pos_ == "DET"


def _about(at: Setting) -> Found:
    """« un taux de croissance autour de 4,5 % », « des loyers jusqu'à 900 euros »: no preposition but a limit."""
    limit = token_at(at.span, at.span.start - 1)
    if at.link is not None or at.anchor is None or limit is None or at.anchor.pos_ not in NOUNS | {"ADJ"}:
        return None
    if not (preposition(limit) == "de" or fold(limit.text).endswith("à")) or at.span._.kind == "age":
        return None
    nouns = phrase_before(at.span, at.anchor)
    article = token_at(at.span, nouns[0].i - 1) if nouns else None
    before = token_at(at.span, article.i - 1) if article is not None else None
    if article is None or article.pos_ != "DET" or (preposition(before) not in {"", "de", "avec"}):
        return None
    plain = nouns[0].lemma_ not in column("generic_nouns", "lemma") and fold(nouns[0].text) not in column("time_nouns")
    return (
        (phrase_of(nouns[0]), f"the phrase before « {at.span.text} »") if plain and change(nouns[0]) is None else None
    )


def _own_thing(first: Token, head: Token) -> bool:
    """Whether the head of the amount is a thing beside the noun before it.

    « le propriétaire d'une maison », not « un bon d'achat ».
    """
    return head.i == first.i or any(token.pos_ == "DET" for token in head.doc[first.i + 1 : head.i])


def _dimension(at: Setting) -> Found:
    """« à 2 100 mètres d'altitude », « par 40 mètres de profondeur »: the side of the place that is measured."""
    link, noun = at.after, token_at(at.span, at.span.end + 1)
    if at.span._.kind != "measure" or at.by not in {"à", "par"} or preposition(link) != "de" or noun is None:
        return None
    known = noun.pos_ == "NOUN" and fold(noun.text) in forms("dimensions", "side", "1")
    return (noun.text, f"dimensions.csv: « {noun.text} »") if known else None


def _away(at: Setting) -> Found:
    """« à 800 m du bourg », « à trente kilomètres de là »: a distance, from what follows."""
    link = token_at(at.span, at.span.end)
    if at.span._.unit not in LENGTHS or at.by != "à":
        return None
    point = token_at(at.span, at.span.end + 1)
    if preposition(link) == "à" and point is not None:
        point = token_at(at.span, point.i + 1) if fold(point.text) in {"l'", "la"} else point
    compass = point is not None and fold(point.text) in forms("dimensions", "side", "compass")
    if preposition(link) != "de" and not (compass and preposition(link) in {"à", "en"}):
        return None
    noun = next(row["measured"] for row in lexicon.rows("nominal") if row["lemma"] == at.by)
    phrase = phrase_after(at.span, at.span.end + 1, complements=0) if preposition(link) == "de" else []
    if phrase and fold(phrase[0].text) in column("dimensions"):
        return None
    return (
        f"{noun} {written([link, *phrase]) if link is not None and phrase else ''}".strip(),
        f"« {at.by} {at.span.text} »",
    )
