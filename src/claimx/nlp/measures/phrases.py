"""Noun phrases beside an amount, read off the words: the tree is often wrong where numbers stand."""

from functools import cache

from spacy.tokens import Span, Token

from claimx import lexicon
from claimx.nlp.measures.neighbours import claim_at
from claimx.nlp.measures.setting import Setting
from claimx.nlp.measures.words import column, fold, forms, lemmas, preposition, token_at
from claimx.nlp.syntax import children

NOUNS = frozenset({"NOUN", "PROPN"})
MODIFIERS = frozenset({"ADJ", "NUM", "ADV"})


def phrase_before(span: Span, last: Token | None) -> list[Token]:
    """The nouns of the phrase that ends at `last`, from its head on.

    [hausse, prix] for « la hausse des prix alimentaires ».

    Walks to the left over adjectives and over complements in « de »; a verb, a comma, another preposition or the
    amount of
    another claim ends it. Empty where no noun stands there.
    """
    nouns: list[Token] = []
    index = last.i if last is not None else -1
    while (token := token_at(span, index)) is not None and _free(token, span):
        if token.pos_ in NOUNS:
            nouns.insert(0, token)
            index = _over_complement(span, _over_adjectives(span, index - 1))
        elif _modifies(token) and not nouns:
            index -= 1
        else:
            break
    return nouns


def _free(token: Token, span: Span) -> bool:
    """Whether a token belongs to no other claim."""
    claim = claim_at(token)
    return claim is None or claim.start == span.start


def _modifies(token: Token) -> bool:
    return token.pos_ in MODIFIERS or (token.pos_ == "VERB" and "Part" in token.morph.get("VerbForm", []))


def _over_adjectives(span: Span, index: int) -> int:
    while (token := token_at(span, index)) is not None and token.pos_ in {"ADJ", "PROPN"} and _free(token, span):
        if token.pos_ == "PROPN" and preposition(token):
            break
        index -= 1
    return index


def _over_complement(span: Span, index: int) -> int:
    """The index before « de », « de la », « de dix »; -1 where the noun is no complement in « de »."""
    token = token_at(span, index)
    counting = claim_at(token) if token is not None else None
    if counting is not None and counting._.kind == "count" and counting.start != span.start:
        index = counting.start - 1
    elif token is not None and token.pos_ == "DET" and not preposition(token):
        index -= 1
    token = token_at(span, index)
    return index - 1 if token is not None and preposition(token) == "de" else -1


def words_before(at: Setting) -> list[Token]:
    """The words that the amount may be a complement of, the likeliest first.

    That is the head that the tree gives it, the word before its preposition, the nouns of the phrase that ends there
    and
    the verb before that phrase: « réduire » for « réduire ses émissions de 30 % ».
    """
    found = [at.span.root.head] if at.span.root.head not in at.span else []
    if at.anchor is None:
        return found
    phrase = phrase_before(at.span, at.anchor)
    found += [at.anchor, *reversed(phrase)]
    index = (phrase[0] if phrase else at.anchor).i - 1
    while (token := token_at(at.span, index)) is not None and token.pos_ in {"DET", "ADJ", "ADV", "ADP", "NUM"}:
        index -= 1
    return [*found, token] if token is not None and token.pos_ in {"VERB", "AUX"} else found


def phrase_after(span: Span, index: int, *, complements: int = 1, sure: bool = False) -> list[Token]:
    """The noun phrase that begins at an index, without article: [chefs, d', État, et, de, gouvernement].

    Adjectives before and after the noun and `complements` complements in « de » belong to it. Empty where no noun
    comes;
    `sure` takes the word at the index for a noun whatever the model says.
    """
    while (token := token_at(span, index)) is not None and fold(token.text) in column("determiners"):
        index += 1
    before: list[Token] = []
    while token is not None and not sure and token.pos_ in {"ADJ", "NUM", "DET"} and _free(token, span):
        before.append(token)
        index += 1
        token = token_at(span, index)
    if token is None or not _free(token, span) or (token.pos_ not in NOUNS and not (sure and token.is_alpha)):
        return before if before and before[-1].pos_ == "ADJ" else []
    found = [*before, *_noun_and_adjectives(span, index)]
    return found + _complements(span, found[-1].i + 1, complements)


def _noun_and_adjectives(span: Span, index: int) -> list[Token]:
    found = [span.doc[index]]
    several = span._.kind == "count" and "Plur" in found[0].morph.get("Number", []) and found[0].text.islower()
    while (token := token_at(span, index + 1)) is not None and _continues(token, found[-1]) and _free(token, span):
        if several and token.pos_ == "PROPN" and token.text[0].isupper():
            break  # « deux compatriotes Paul Nivet et Jean Roche »
        found.append(token)
        index += 1
    return found + _without_article(span, index + 1, forms("prepositions", "bare", "manner"))


def _without_article(span: Span, index: int, links: frozenset[str]) -> list[Token]:
    """« avec sursis », « de train »: a bare noun that says which sort of thing it is; empty without one."""
    link, noun = token_at(span, index), token_at(span, index + 1)
    if link is None or noun is None or fold(link.text) not in links or noun.pos_ != "NOUN" or not _free(noun, span):
        return []
    plain = noun.text[0].islower() and fold(noun.text) not in column("time_nouns") | column("dimensions")
    return [link, noun] if plain and noun.lemma_ not in column("generic_nouns", "lemma") else []


def _continues(token: Token, last: Token) -> bool:
    """Whether a word goes on with the phrase of a noun: an adjective, a second name, « Météo France »."""
    if _measures(token) or (token.pos_ == "ADJ" and token.lemma_ in column("aged", "lemma")):
        return False
    if token.is_digit:  # « le CAC 40 »
        named = (last.pos_ in {"PROPN", "X"} and last.text[0].isupper()) or last.text.isupper()
        return named and last.is_alpha and len(last) > 1
    if token.pos_ == "ADJ" or (token.pos_ == "PROPN" and last.pos_ in NOUNS):
        return not children(token, "cop")
    if (
        token.pos_ == "VERB"
        and token.dep_ == "acl"
        and token.head == last
        and "Part" in token.morph.get("VerbForm", [])
    ):
        plain = "Past" in token.morph.get("Tense", []) and not any(
            child.dep_ not in {"punct", "advmod"} for child in token.children
        )
        return plain and token.lemma_ not in column("aged", "lemma")
    if token.pos_ != "NOUN" or last.pos_ not in NOUNS or fold(token.text) in column("time_nouns"):
        return False
    if token.head == last and token.dep_ in {"nmod", "flat:name", "compound", "appos"}:
        return True
    return _qualifies(token, last)


def _measures(token: Token) -> bool:
    """Whether a word is the verb before an amount: « le trajet dure 2 heures », « progresse de 4 % »."""
    if token.pos_ not in {"ADJ", "NOUN"} or token.i + 2 >= len(token.doc):
        return False
    after = token.nbor(2) if preposition(token.nbor(1)) else token.nbor(1)
    return claim_at(after) is not None and bool(lemmas(token) & _amount_verbs())


@cache
def _amount_verbs() -> frozenset[str]:
    changes = frozenset(row["lemma"] for row in lexicon.rows("direction") if row["pos"] == "verb")
    return changes | column("measuring_verbs", "lemma") | column("lasting_verbs", "lemma")


def _qualifies(noun: Token, last: Token) -> bool:
    """« primes maladie », « assurance vie »: a second noun without article, before a verb or the end of the phrase."""
    after = noun.nbor(1) if noun.i + 1 < len(noun.doc) else None
    closed = after is not None and after.pos_ in {"VERB", "AUX", "PUNCT", "ADP"} and last.i == noun.i - 1
    known = column("measuring_verbs", "lemma") | column("direction", "lemma")
    return closed and noun.text.islower() and last.text.islower() and noun.is_alpha and not lemmas(noun) & known


def _complements(span: Span, index: int, count: int) -> list[Token]:
    """« d'État et de gouvernement »: complements in « de » from an index on, with what is coordinated to the first."""
    link = token_at(span, index)
    if count == 0 or link is None or preposition(link) != "de":
        return []
    start = index + 1
    while (token := token_at(span, start)) is not None and (
        token.pos_ == "DET" or fold(token.text) in {"la", "l'", "les"}
    ):
        start += 1
    if token is None or token.pos_ not in NOUNS or not _free(token, span):
        return []
    found = [*span.doc[index:start], *_noun_and_adjectives(span, start)]
    if found[-1].i == start:
        found += _without_article(span, start + 1, frozenset({"de", "d'"}))
    after = token_at(span, found[-1].i + 2)
    new = any(fold(token.text) in column("indefinites") for token in span.doc[index:start])
    if new and after is not None and claim_at(after) is not None and preposition(after.nbor(-1)) == "de":
        return []  # « deux parcelles d'une surface de 1 500 m2 »: the complement has an amount of its own
    conjunction = token_at(span, found[-1].i + 1)
    if conjunction is not None and conjunction.pos_ == "CCONJ":
        second = _complements(span, conjunction.i + 1, 1)
        return found + ([conjunction, *second] if second else [])
    return found + _complements(span, found[-1].i + 1, count - 1)


def written(tokens: list[Token]) -> str:
    """The words of a phrase as the text writes them, from the first to the last, white space folded."""
    if not tokens:
        return ""
    return " ".join(tokens[0].doc[tokens[0].i : tokens[-1].i + 1].text.split())


def phrase_of(noun: Token) -> str:
    """The phrase that begins with a noun, without article: « coût des bâtiments ».

    Of « kilo de bœuf » only the goods.
    """
    phrase = phrase_after(noun.doc[noun.i : noun.i + 1], noun.i, sure=True) or [noun]
    if len(phrase) > 2 and fold(noun.text) in forms("per", "price", "2") and preposition(phrase[1]) == "de":
        return written([word for word in phrase[2:] if word.pos_ != "DET"] or phrase)
    return written([*phrase, *_towards(noun.doc[noun.i : noun.i + 1], phrase[-1].i + 1)])


def _towards(span: Span, index: int) -> list[Token]:
    """« accès à l'électricité », « contribution aux frais »: a complement in « à » with its article.

    Only where a verb or a comma shows that it is no place or receiver of a verb before.
    """
    link = token_at(span, index)
    if link is None or link.dep_ != "case" or preposition(link) != "à" or link.text.isupper():
        return []
    phrase = phrase_after(span, index + 1, complements=0)
    article = fold(link.text) in column("determiners") or fold(span.doc[index + 1].text) in column("determiners")
    if not phrase or not article or phrase[0].pos_ != "NOUN" or fold(phrase[0].text) in column("time_nouns"):
        return []
    after = token_at(span, phrase[-1].i + 1)
    return [link, *phrase] if after is not None and after.pos_ in {"VERB", "AUX"} else []


def name_at(span: Span, last: Token | None) -> list[Token]:
    """The proper name that ends at a token: [Kim, Jong, -, nam]; empty where the word is no name."""
    if last is None or not _is_name(last):
        return []
    first = last
    while (before := token_at(span, first.i - 1)) is not None and _free(before, span):
        if _is_name(before) or (not before.whitespace_ and before.text in {"-"}):
            first = before
        else:
            break
    return list(span.doc[first.i : last.i + 1])


def name_in(span: Span, start: int, end: int) -> list[Token]:
    """The first proper name between two indices that no preposition brings in: « le maire de Lens, Paul Nivet »."""
    index = start
    while index < end and (token := token_at(span, index)) is not None:
        last = index
        while last + 1 < end and _is_name(token) and _is_name(span.doc[last + 1]):
            last += 1
        before = token_at(span, index - 1)
        if _is_name(token) and not (before is not None and (preposition(before) or before.pos_ in {"DET", "ADP"})):
            return list(span.doc[index : last + 1])
        index = last + 1
    return []


def _is_name(token: Token) -> bool:
    """Whether a word is part of a name: a capital, and where a sentence begins what the model takes for a name."""
    if not token.text[:1].isupper() or len(token.text) < 2:
        return False
    return token.pos_ in {"PROPN", "X"} or (token.pos_ in {"NOUN", "ADJ"} and not token.is_sent_start)
