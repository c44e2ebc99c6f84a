"""What do the words beside a name say of it: a company, a town, a people, a street with a person's name?"""

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from claimx.nlp.entities.bounds import borders, capital, heads, hyphen, words
from claimx.nlp.entities.world import World


def placed(span: Span, world: World) -> Span:
    """The span with the label that the noun before it gives: « le groupe Delmas », « la ville de Khan Dara ».

    A person's full name stays a person: « le chef du groupe Marc Vidal ».
    """
    if world.get(span.text) or not span.start:
        return span
    noun, linked = noun_before(span)
    if noun is None:
        return span
    if acronym(span):
        return Span(span.doc, span.start, span.end, label="ORG")
    if noun.lower_ in words("org_noun") and not linked and (span.label_ == "LOC" or len(span) == 1):
        return Span(span.doc, span.start, span.end, label="ORG")
    if noun.lower_ in words("place_noun") and linked and span.label_ == "PER":
        return Span(span.doc, span.start, span.end, label="LOC")
    return span


def acronym(span: Span) -> bool:
    """Whether a place is rather a company: « selon ATMB », letters that no preposition of place is before."""
    before = span.doc[span.start - 1]
    letters = span.label_ == "LOC" and len(span) == 1 and len(span.text) < 6 and span.text.isupper()
    plain = before.is_alpha and not before.is_upper  # no line of capitals: « LE HAVRE »
    return letters and plain and before.lower_ not in words("cut_person") | words("link")


def noun_before(span: Span) -> tuple[Token | None, bool]:
    """The noun before a name and whether « de » stands between: « le groupe [français] Delmas », « la ville de »."""
    start = span.start - 1
    linked = span.doc[start].text in words("link")
    if linked or span.doc[start].pos_ == "ADJ":
        start -= 1
    return (span.doc[start] if start >= 0 else None), linked


def people(span: Span) -> bool:
    """Whether a plural names a people: « les Kurdes », « des Vaudois »."""
    before = span.doc[span.start - 1] if span.start else None
    if len(span) > 1 or before is None or not (before.text in words("plural") or before.like_num):
        return False
    return span.text in words("demonym") or (
        span.label_ != "ORG" and span.text.endswith(tuple(words("demonym_ending")))
    )


def named_after(doc: Doc) -> Iterator[Span]:
    """Venues that bear a name without « de »: « le lycée Victor-Hugo », « avenue Jean-Jaurès », « stade Vélodrome »."""
    for token in doc[:-1]:
        head = heads().get((token.lower_,))
        if head is None or not head.direct or not noun(token):
            continue
        end = token.i + 1
        while end < len(doc) and (named(doc[end]) or (end > token.i + 1 and links(doc[end]))):
            end += 1
        if end > token.i + 1:
            yield Span(doc, token.i, end, label=head.label)


def named(token: Token) -> bool:
    return capital(token) and token.text[0].isalpha()


def links(token: Token) -> bool:
    """Whether a sign or a little word stands inside a name: « Geoffroy[-]Guichard », « Charles [de] Gaulle »."""
    if token.i + 1 >= len(token.doc) or not named(token.nbor()):
        return False
    return hyphen(token) if token.text == "-" else token.text in words("particle")


def noun(token: Token) -> bool:
    """Whether « place », « port », « école » is a noun here: a little word, a number, a sign or nothing is before."""
    if not token.i:
        return True
    previous = token.nbor(-1)
    little = borders() | words("link")
    return previous.text.lower() in little or previous.is_punct or previous.is_space or previous.like_num
