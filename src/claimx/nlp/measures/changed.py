"""What rises or falls?"""

from spacy.tokens import Span, Token

from claimx.nlp.measures import governed
from claimx.nlp.measures.direction import change
from claimx.nlp.measures.neighbours import following
from claimx.nlp.measures.phrases import NOUNS, phrase_after, phrase_before, phrase_of, written
from claimx.nlp.measures.references import origin
from claimx.nlp.measures.setting import Setting, setting
from claimx.nlp.measures.words import column, fold, lemmas, preposition, token_at
from claimx.nlp.syntax import subject

Found = tuple[str, str] | None


def of_change(at: Setting) -> Found:
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
    if at.by == "de" and change(at.anchor) is not None and (phrase := object_after(at)):
        return written(phrase), f"object after « {at.span.text} »"
    last = _named_by(at)
    nouns = phrase_before(at.span, last) if last is not None else []
    turn = next((i for i, noun in enumerate(nouns) if change(noun) is not None), None)
    if turn is None:
        return _changed_subject(at)
    if len(nouns) > turn + 1:
        return phrase_of(nouns[turn + 1]), f"complement of « {nouns[turn].text} »"
    row = change(nouns[turn])
    if row is not None and row["thing"]:
        return nouns[turn].text, f"direction.csv: « {nouns[turn].text} », a thing by itself"
    return _before_turn(at, nouns[turn].i) or _shown_by(at, nouns[turn])


def _named_by(at: Setting) -> Token | None:
    """The last word of the phrase that the amount is a complement or a parenthesis of: « en hausse (+1,3 %) »."""
    if at.by == "de":
        return at.anchor
    if at.link is None and at.anchor is not None and at.anchor.text == "(":
        return token_at(at.span, at.anchor.i - 1)
    return None


def object_after(at: Setting) -> list[Token]:
    """« réduit de 90 % le risque », « porte à 86 le nombre de morts », « fixe à 3 euros le kilo le prix du thé ».

    The object of the verb where it follows the amount, with its article; the amount's own denominator is passed over.
    """
    index = at.span.end
    while (token := token_at(at.span, index)) is not None and at.span._.per:
        noun = token_at(at.span, index + 1)
        known = noun is not None and (fold(noun.text) in column("per") or preposition(token) == "par")
        if not known or fold(token.text) not in {"par", "le", "la", "l'"}:
            break
        index += 2
    if token is None or fold(token.text) not in column("determiners") or preposition(token):
        return []
    phrase = phrase_after(at.span, index)
    return [] if phrase and fold(phrase[0].text) in column("time_nouns") else phrase


def fixed_object(at: Setting) -> Found:
    """« évalue à 340 millions le coût des crues », « a porté à douze ans l'âge d'entrée »."""
    verb = at.anchor
    while verb is not None and verb.pos_ == "ADV":
        verb = token_at(at.span, verb.i - 1)
    if at.by != "à" or verb is None or verb.pos_ not in {"VERB", "AUX", "NOUN"}:
        return None
    if not lemmas(verb) & (column("measuring_verbs", "lemma") | column("direction", "lemma")):
        return None
    phrase = object_after(at)
    return (written(phrase), f"object of « {verb.text} » after « {at.span.text} »") if phrase else None


def of_passage(at: Setting) -> Found:
    """« la réduction de neuf à quatre mois de la durée »: what goes from one amount to the other."""
    after = following(at.span)
    first, last = (at.span, after) if after is not None and _goes_to(at, after) else (None, at.span)
    found = origin(at.span)
    if first is None and found is not None and found[0].start < at.span.start:
        first = found[0]
    if first is None or last is None or change(setting(first).anchor) is None:
        return None
    if preposition(token_at(at.span, last.end)) != "de":
        return None
    phrase = phrase_after(last, last.end + 1)
    return (written(phrase), f"what goes from « {first.text} » to « {last.text} »") if phrase else None


def _goes_to(at: Setting, after: Span) -> bool:
    found = origin(after)
    return found is not None and found[0].start == at.span.start


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
    return (written(phrase), f"complement of « {noun.text} »") if phrase else governed.as_before(at, far=True)


def _before_turn(at: Setting, index: int) -> Found:
    """« les ventes, en hausse de 3 % », « les ventes sont en hausse de 3 % »."""
    link = token_at(at.span, index - 1)
    while link is not None and link.pos_ == "ADJ" and preposition(token_at(at.span, link.i - 1)) == "en":
        index, link = link.i, token_at(at.span, link.i - 1)  # « en nette hausse »
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


def _shown_by(at: Setting, turn: Token) -> Found:
    """« le secteur connaît une baisse de 3 % », « le chômage est orienté à la baisse (-0,3 point) ».

    The subject of a verb that lends itself to a noun of change.
    """
    verb = token_at(at.span, turn.i - 1)
    while verb is not None and verb.pos_ in {"DET", "ADJ", "ADV", "ADP"}:
        verb = token_at(at.span, verb.i - 1)
    if verb is None or not lemmas(verb) & column("support_verbs", "lemma"):
        return None
    thing = subject(verb) if verb.pos_ in {"VERB", "AUX"} else None
    if thing is None or thing.pos_ not in NOUNS or token_at(at.span, thing.i) is None or thing.i > turn.i:
        before = token_at(at.span, verb.i - 1)
        nouns = phrase_before(at.span, before) if before is not None else []
        thing = nouns[0] if nouns else None
    return (phrase_of(thing), f"subject of « {verb.text} {turn.text} »") if thing is not None else None
