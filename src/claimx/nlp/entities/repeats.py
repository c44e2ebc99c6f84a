"""Where does a name stand again that the model has seen elsewhere in the article?"""

from collections import defaultdict

from spacy.tokens import Doc, Span, Token

from claimx.nlp.entities.bounds import words
from claimx.nlp.entities.neighbours import people
from claimx.nlp.entities.spans import Found, common, found, shut, thing

LABELS = frozenset({"PER", "ORG", "LOC"})


def repeated(doc: Doc, mentions: list[Found]) -> list[Found]:
    """The mentions with those of the same words elsewhere, in order; a single word that opens a sentence stays out.

    The longest name that begins at a token counts, where the model has seen it as a name of one sort only.
    """
    texts = [token.text for token in doc]
    labels: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for mention in mentions:
        labels[tuple(texts[mention.start : mention.end])].add(mention.label)
    names = {name for name in labels if len(labels[name]) == 1 and distinct(name)}
    sizes: dict[str, set[int]] = defaultdict(set)
    for name in names:
        sizes[name[0]].add(len(name))
    taken = shut(doc) | {token for mention in mentions for token in range(mention.start, mention.end)}
    taken |= {token.i for token in doc if token.ent_type_ and token.ent_type_ not in LABELS}
    extra: list[Found] = []
    for token in doc:
        begun = (tuple(texts[token.i : token.i + size]) for size in sorted(sizes.get(token.text, ()), reverse=True))
        name = next((name for name in begun if name in names), ())
        if name and not taken & set(range(token.i, token.i + len(name))) and inside(doc, token.i, len(name)):
            span = Span(doc, token.i, token.i + len(name), label=min(labels[name]))
            taken |= set(range(span.start, span.end))
            extra += [] if common(span) or thing(span) or people(span) else [found(span, span.label_)]
    return sorted([*mentions, *extra], key=lambda mention: mention.start)


def distinct(name: tuple[str, ...]) -> bool:
    """Whether the words are no common ones: two words and more, or one of three letters with a capital."""
    return (len(name) > 1 or len(name[0]) > 2) and any(word[0].isupper() for word in name)


def inside(doc: Doc, start: int, size: int) -> bool:
    """Whether the words are free: no capital joins them to a longer name, a single one does not open a sentence."""
    before = doc[start - 1] if start else None
    after = doc[start + size] if start + size < len(doc) else None
    if any(token is not None and (joins(token) or token.text == "-") for token in (before, after)):
        return False
    opens = before is None or before.is_space or (before.is_punct and before.text not in {",", "(", "-"})
    return not (opens and size == 1 and not doc[start].is_upper)


def joins(token: Token) -> bool:
    return token.text[0].isupper() and token.lower_ not in words("article") | words("preposition")
