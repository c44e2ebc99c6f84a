"""Per what is the amount: a year, a head, a kilo?"""

import re
from functools import cache, partial

from spacy.tokens import Span, Token

from claimx import lexicon
from claimx.nlp import syntax
from claimx.nlp.claims import offsets
from claimx.nlp.measures.neighbours import between, following, joined, previous
from claimx.nlp.measures.references import compared_to
from claimx.nlp.measures.setting import Setting, setting
from claimx.nlp.measures.words import column, fold, lemmas, token_at
from claimx.nlp.syntax import predicate, subject

REACH = 90
"""Characters beside an amount in which its denominator is looked for.

A claim or the end of the clause stops it before.
"""
LIST = 6
"""So many amounts of a list share the denominator of its last one."""
RATES = frozenset({"count", "money", "measure", "duration", "percent", "point"})
"""Kinds that can be so much per something; an age, a fraction or a multiple cannot."""
TIMES = frozenset({"year", "month", "week", "day", "hour", "minute", "quarter", "semester"})

Found = tuple[str, str] | None


def per(span: Span, *, ahead: int = LIST) -> Found:
    """The denominator of an amount and the words that tell it; None where it has none.

    It may be told behind the last of a list, so many amounts `ahead`.
    """
    if span._.kind not in RATES:
        return None
    at = setting(span)
    rules = (
        _denominator,
        _price_after,
        _each_after,
        _per_so_many,
        _adjective_after,
        partial(_shared, ahead=ahead),
        _adjective_before,
        _before,
        _price_before,
        _as_before,
    )
    return next((found for rule in rules if (found := rule(at)) is not None), None)


def _right(span: Span) -> str:
    """The folded text after an amount up to the next claim, the end of its clause or REACH."""
    start = offsets(span)[1]
    after = following(span)
    end = min(start + REACH, offsets(after)[0] if after is not None else start + REACH)
    return re.split(r"[;:!?)\n]|\.(?=\s|$)", fold(syntax.text(span.doc)[start : max(start, end)]))[0]


def _left(span: Span) -> str:
    """The folded text before an amount from the beginning of its clause on."""
    start = offsets(span)[0]
    return re.split(r"[;:!?\n]|[»”\"],|\w{4}\.(?=\s)", fold(syntax.text(span.doc)[max(0, start - REACH) : start]))[-1]


@cache
def _nouns(*, price: str = "") -> dict[str, str]:
    return {row["form"]: row["per"] for row in lexicon.rows("per") if row["price"] >= price}


@cache
def _cues(how: str) -> str:
    phrases = sorted((row["phrase"] for row in lexicon.rows("per_cues") if row["how"] == how), key=len, reverse=True)
    return "|".join(
        re.escape(phrase) + ("" if phrase.endswith(("'", "/")) or how == "other_day" else r"\s+") for phrase in phrases
    )


@cache
def _power() -> dict[str, str]:
    return {row["form"]: row["power"] for row in lexicon.rows("powers")}


def _powers() -> str:
    return "|".join(_power())


def _named(noun: str, power: str | None, *, price: str = "") -> str:
    """The unit of a denominator as written: « kilomètre », « carré » → km^2.

    Empty when the lexicon does not know it.
    """
    unit = _nouns(price=price).get(noun, "")
    return unit + _power().get(power or "", "") if unit else ""


def _denominator(at: Setting) -> Found:
    """« 3 euros par jour », « 4 200 €/m² », « 12 interventions par équipage »."""
    right = _right(at.span)
    for match in re.finditer(
        rf"(?:^|(?<=[\s,(]))({_cues('denominator')})\s*([^\W\d_][\w²³]*(?:-[^\W\d_]\w*)*)(?:\s+({_powers()})\b)?",
        right,
    ):
        if (match[1] == "/" and match.start() > 1) or (
            match[1] != "/" and right[match.end(2) : match.end(2) + 1] == "'"
        ):
            continue
        unit = _named(match[2], match[3])
        if unit:
            return unit, f"per.csv: « {match[0].strip()} »"
        token = _token(at.span, match.start(2))
        if token is not None and _countable(token, at.span):
            return token.lemma_.lower(), f"per: « {match[0].strip()} », a bare noun"
    return None


def _token(span: Span, offset: int) -> Token | None:
    """The token at an offset of the text to the right of an amount."""
    char = offsets(span)[1] + offset
    return next(
        (token for token in span.doc[span.end - 1 : span.sent.end] if token.idx <= char < token.idx + len(token)), None
    )


def _countable(noun: Token, span: Span) -> bool:
    """Whether a noun after « par » can be what the amount is shared out among.

    No article, no verb between, no means.
    """
    if noun.pos_ != "NOUN" or fold(noun.text) in {row["form"] for row in lexicon.rows("per_not")}:
        return False
    way = span.doc[span.end : noun.i]
    return len(way) <= 6 and not any(token.pos_ in {"VERB", "AUX"} or token.is_punct for token in way)


def _price_after(at: Setting) -> Found:
    """« 21 euros le kilo », « 15 euros de l'heure »; not « 300 euros la semaine dernière »."""
    if at.span._.kind not in {"money", "measure"}:
        return None
    cues = _cues("price" if at.span._.kind == "money" else "rate")
    match = re.match(
        rf"\s+(?:{cues})(\w[\w²³]*)(?:\s+({_powers()})\b)?(?!\s+(?:{_cues('other_day')}))",
        _right(at.span),
    )
    unit = _named(match[1], match[2], price="1") if match else ""
    return (unit, f"per.csv: « {match[0].strip()} »") if match and unit else None


def _each(text: str, *, at_end: bool = False) -> Found:
    matches = list(re.finditer(rf"(?:^|(?<=[\s,(]))(?:{_cues('each')})(\w+)\b", text))
    for match in reversed(matches) if at_end else matches:
        if _nouns().get(match[1], "") in TIMES:
            return _nouns()[match[1]], f"per.csv: « {match[0].strip()} »"
    return None


def _each_after(at: Setting) -> Found:
    """« 75 familles appellent chaque jour »."""
    return _each(_right(at.span))


def _before(at: Setting) -> Found:
    """« Chaque année, 3 000 personnes meurent », « le revenu par tête est de 30 000 dollars ».

    Not what belongs to an earlier amount.
    """
    left, before = _left(at.span), previous(at.span)
    if before is not None and offsets(at.span)[0] - offsets(before)[1] < len(left):
        way = left[len(left) - (offsets(at.span)[0] - offsets(before)[1]) :]
        left = way[way.index(",") :] if "," in way else ""
    found = _each(left, at_end=True)
    if found is not None:
        return found
    for match in re.finditer(r"(?:^|(?<=[\s,(]))par\s+(\w+)\b(?!')", left):
        if match[1] in _nouns():
            return _nouns()[match[1]], f"per.csv: « {match[0]} »"
    return None


def _per_so_many(at: Setting) -> Found:
    """« 300 cas pour 100 000 habitants »: the denominator is itself an amount, a power of ten."""
    after = following(at.span)
    if after is None or after._.kind != "count" or after._.value not in {100, 1000, 10_000, 100_000, 1_000_000}:
        return None
    way = between(at.span, after)
    if not re.fullmatch(rf"[^.;:!?,]{{0,40}}\b(?:{_cues('so_many')})", way.rstrip() + " "):
        return None
    return (after._.unit, f"« {way.strip()} {after.text} »") if after._.unit else None


def _adjective_after(at: Setting) -> Found:
    """« 300 visiteurs quotidiens », « 3 millions d'euros annuels »."""
    for index in range(at.span.end, at.span.end + 6):
        token = token_at(at.span, index)
        if token is None or token.is_punct or token.pos_ in {"VERB", "AUX"}:
            return None
        if fold(token.text) in _adjectives():
            return _adjectives()[fold(token.text)], f"per_adjectives.csv: « {token.text} »"
    return None


@cache
def _adjectives() -> dict[str, str]:
    return {row["form"]: row["per"] for row in lexicon.rows("per_adjectives")}


def _adjective_before(at: Setting) -> Found:
    """« un budget annuel de 3 millions », « le loyer mensuel s'élève à 800 euros »."""
    beside = at.anchor if at.by == "de" else None
    candidates = [beside, beside.nbor(-1)] if beside is not None and beside.i > at.span.sent.start else [beside]
    verb = predicate(at.span.root)
    measuring = at.span._.kind != "count" or bool(lemmas(verb) & column("measuring_verbs", "lemma"))
    owner = subject(verb) if verb is not None and at.by != "de" and measuring else None
    candidates += list(owner.children) if owner is not None else []
    for token in candidates:
        if token is not None and token.i < at.span.start and fold(token.text) in _adjectives():
            return _adjectives()[fold(token.text)], f"per_adjectives.csv: « {token.text} »"
    return None


def _price_before(at: Setting) -> Found:
    """« le kilo de bœuf coûte 45 francs », « le mégawattheure à 58 € », « le prix du litre passe à 2 euros »."""
    if at.span._.kind != "money" or _own_noun(at):
        return None
    for match in reversed(
        list(re.finditer(rf"(?:^|(?<=[\s(]))(?:{_cues('price')})(\w[\w²³]*)(?:\s+({_powers()})\b)?", _left(at.span)))
    ):
        unit = _named(match[1], match[2], price="2")
        if unit:
            return unit, f"per.csv: « {match[0].strip()} »"
    return None


def _own_noun(at: Setting) -> bool:
    """Whether the amount belongs to a noun of its own: « une amende de 300 euros »."""
    return (
        at.by == "de" and at.anchor is not None and at.anchor.pos_ == "NOUN" and not _named(fold(at.anchor.text), None)
    )


def _shared(at: Setting, *, ahead: int) -> Found:
    """« de 10 à 20 euros par mois »: the first of two amounts takes the denominator of the second."""
    after = following(at.span)
    if not ahead or after is None or not joined(at.span, after):
        return None
    return per(after, ahead=ahead - 1) if after._.unit == at.span._.unit else None


def _as_before(at: Setting) -> Found:
    """« 1,80 franc et 1,15 euro » of « le litre de lait ».

    The second of two amounts joined by a conjunction is per the same.
    """
    other = compared_to(at.span)
    if other is not None and other._.per and other._.kind == at.span._.kind:
        return other._.per, f"as « {other.text} », with which it is compared"
    before = previous(at.span)
    if before is None or before._.kind != at.span._.kind or not before._.per:
        return None
    return (before._.per, f"as « {before.text} »") if joined(before, at.span) else None
