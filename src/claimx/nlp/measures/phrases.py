"""Noun phrases to the left of an amount, read off the words where the tree is wrong."""

from functools import cache

from spacy.tokens import Span, Token

from claimx import lexicon
from claimx.nlp.measures.setting import Setting, fold, preposition, token_at
from claimx.nlp.syntax import children

NOUNS = frozenset({"NOUN", "PROPN"})
MODIFIERS = frozenset({"ADJ", "NUM"})


def phrase_before(span: Span, last: Token | None) -> list[Token]:
    """The nouns of the phrase that ends at `last`, from its head on: [hausse, prix] for « la hausse des prix alimentaires ».

    Walks to the left over adjectives and over complements in « de »; a verb, a comma, another preposition or an
    indefinite article ends it. Empty where no noun stands there.
    """
    nouns: list[Token] = []
    index = last.i if last is not None else -1
    while (token := token_at(span, index)) is not None:
        if token.pos_ in NOUNS:
            nouns.insert(0, token)
            index = _over_adjectives(span, index - 1)
            index = _over_complement(span, index)
            if index < 0:
                break
        elif _modifies(token) and not nouns:
            index -= 1
        else:
            break
    return nouns


def _modifies(token: Token) -> bool:
    return token.pos_ in MODIFIERS or (token.pos_ == "VERB" and "Part" in token.morph.get("VerbForm")) or token.pos_ == "ADV"


def _over_adjectives(span: Span, index: int) -> int:
    while (token := token_at(span, index)) is not None and token.pos_ in {"ADJ", "PROPN"} and not token.is_punct:
        index -= 1
    return index


def _over_complement(span: Span, index: int) -> int:
    """The index before « de », « de la », « du »; -1 where the noun is no complement in « de »."""
    token = token_at(span, index)
    if token is not None and token.pos_ == "DET" and not preposition(token):
        index -= 1
        token = token_at(span, index)
    return index - 1 if token is not None and preposition(token) == "de" else -1


def words_before(at: Setting) -> list[Token]:
    """The words that the amount may be a complement of, the likeliest first.

    That is the head that the tree gives it, the word before its preposition, the nouns of the phrase that ends there and
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


def phrase_after(span: Span, index: int, *, complements: int = 1) -> list[Token]:
    """The noun phrase that begins at an index, without article: [chefs, d', État, et, de, gouvernement].

    Adjectives before and after the noun and `complements` complements in « de » belong to it. Empty where no noun comes.
    """
    index = _over_articles(span, index)
    before: list[Token] = []
    while (token := token_at(span, index)) is not None and token.pos_ in {"ADJ", "NUM", "DET"} and not _is_break(token):
        before.append(token)
        index += 1
    if token is None or token.pos_ not in NOUNS:
        return before if before and before[-1].pos_ == "ADJ" else []
    found = [*before, *_noun_and_adjectives(span, index)]
    return found + _complements(span, found[-1].i + 1, complements)


def _is_break(token: Token) -> bool:
    return token.is_space or token.is_punct


def _over_articles(span: Span, index: int) -> int:
    while (token := token_at(span, index)) is not None and fold(token.text) in _articles():
        index += 1
    return index


@cache
def _articles() -> frozenset[str]:
    return frozenset(row["form"] for row in lexicon.rows("determiners") if row["sort"] == "article")


def _noun_and_adjectives(span: Span, index: int) -> list[Token]:
    found = [span.doc[index]]
    while (token := token_at(span, index + 1)) is not None and _continues(token, found[-1]):
        found.append(token)
        index += 1
    return found


def _continues(token: Token, last: Token) -> bool:
    """Whether a word goes on with the phrase of a noun: an adjective, a second name, « Météo France »."""
    if token.pos_ == "ADJ" or token.pos_ == "PROPN" and last.pos_ in NOUNS:
        return not children(token, "cop")
    return token.pos_ == "NOUN" and last.pos_ in NOUNS and token.head == last and token.dep_ in {"nmod", "flat:name", "compound", "appos"}


def _complements(span: Span, index: int, count: int) -> list[Token]:
    """« d'État et de gouvernement »: complements in « de » from an index on, with what is coordinated to the first."""
    link = token_at(span, index)
    if count == 0 or link is None or preposition(link) != "de":
        return []
    start = _over_articles(span, index + 1)
    start += 1 if (token := token_at(span, start)) is not None and token.pos_ == "DET" else 0
    head = token_at(span, start)
    if head is None or head.pos_ not in NOUNS:
        return []
    found = [*span.doc[index:start], *_noun_and_adjectives(span, start)]
    conjunction = token_at(span, found[-1].i + 1)
    if conjunction is not None and conjunction.pos_ == "CCONJ":
        second = _complements(span, conjunction.i + 1, 1)
        return found + ([conjunction, *second] if second else [])
    return found + _complements(span, found[-1].i + 1, count - 1)


def written(tokens: list[Token]) -> str:
    """The words of a phrase as the text writes them, without its article, white space folded."""
    if not tokens:
        return ""
    return " ".join(tokens[0].doc[tokens[0].i : tokens[-1].i + 1].text.split())
