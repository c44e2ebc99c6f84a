"""Who says it, and is it said in quotation marks?"""

from bisect import bisect_left
from collections.abc import Iterator
from itertools import product

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from claimx.nlp import syntax
from claimx.nlp.claims import claims, decide, offsets
from claimx.nlp.quotations import around, outermost, quotations
from claimx.nlp.speakers.attributions import attributions
from claimx.nlp.speakers.contents import Attribution
from claimx.nlp.speakers.phrases import name, pronouns

__all__ = ["Attribution", "Speakers", "attributions"]


@Language.factory(
    "claimx_speakers",
    requires=["doc.spans", "doc.ents"],
    assigns=["span._.speaker", "span._.speaker_entity_id", "span._.quoted"],
)
class Speakers:
    """Give every claim the speaker of the smallest attribution around it.

    And say whether it stands inside quotation marks.
    """

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        spans = claims(doc)
        if not spans:
            return doc
        found = attributions(doc, spans)
        text = syntax.text(doc)
        marks = outermost(quotations(text))
        outlets = _outlets(doc)
        named = _named(found)
        for span, holding in zip(spans, _holding(spans, found), strict=True):
            quotation = around(marks, *offsets(span))
            if quotation is not None:
                decide(span, f"quotations: {text[quotation.start]} … {text[quotation.end - 1]}", quoted=True)
            attribution = _smallest(holding)
            speaker = _resolved(attribution, named) if attribution is not None else None
            if attribution is not None and speaker is not None:
                because = f"attribution: {attribution.type} « {attribution.cue.text} »"
                written = _outlet(speaker, outlets) or name(speaker)
                decide(span, because, speaker=" ".join(written.text.split()), speaker_entity_id=_entity(written))
        return doc


def _holding(spans: list[Span], found: list[Attribution]) -> Iterator[list[Attribution]]:
    """For each claim the attributions whose content holds it; both come in the order of the text."""
    reached = 0
    begun: list[Attribution] = []
    for span in spans:
        while reached < len(found) and found[reached].content.start <= span.start:
            begun.append(found[reached])
            reached += 1
        begun = [attribution for attribution in begun if attribution.content.end > span.start]
        yield [attribution for attribution in begun if span.end <= attribution.content.end]


def _smallest(holding: list[Attribution]) -> Attribution | None:
    """The attribution with the shortest content; a wish is none: « souhaite que la part soit portée à 30 % »."""
    told = [one for one in holding if one.speaker is not None and (one.kind != "hope" or one.type == "direct")]
    return min(told, key=lambda attribution: len(attribution.content), default=None)


Named = dict[tuple[int, bool, bool], list[Span]]
"""The named speakers of a paragraph in order, by what a pronoun that means them is: plural or not, feminine or not."""


def _named(found: list[Attribution]) -> Named:
    """The speakers with a name, each under the pronouns that agree with it."""
    named: Named = {}
    for attribution in found:
        speaker = attribution.speaker
        if speaker is not None and not _is_pronoun(speaker):
            for plural, feminine in product((False, True), repeat=2):
                if _agrees(plural, feminine, speaker):
                    named.setdefault((attribution.paragraph, plural, feminine), []).append(speaker)
    return {key: sorted(speakers, key=lambda span: span.start) for key, speakers in named.items()}


def _resolved(attribution: Attribution, named: Named) -> Span | None:
    """The speaker, or for a pronoun the last named speaker before it in the paragraph that agrees with it.

    None where there is none.
    """
    speaker = attribution.speaker
    if speaker is None or not _is_pronoun(speaker):
        return speaker
    word = speaker[0].lower_.rsplit("-", 1)[-1]
    agreeing = named.get((attribution.paragraph, word.endswith("s"), word.startswith(("elle", "celle"))), [])
    before = bisect_left(agreeing, speaker.start, key=lambda span: span.start)
    first = bisect_left(agreeing, agreeing[before - 1].start, key=lambda span: span.start) if before else 0
    return agreeing[first] if before else None


def _is_pronoun(speaker: Span) -> bool:
    return len(speaker) == 1 and (speaker[0].lower_ in pronouns("third") or speaker[0].pos_ == "PRON")


def _agrees(plural: bool, feminine: bool, speaker: Span) -> bool:
    """Whether a pronoun and a noun have the same number and gender, as far as the model knows the noun's."""
    head: Token = speaker.root
    noun = next((token for token in speaker if token.pos_ in {"DET", "NOUN"} and token.morph.get("Gender", [])), None)
    number = head.morph.get("Number", [])
    gender = noun.morph.get("Gender", []) if noun is not None else []
    return (not number or ("Plur" in number) == plural) and (not gender or ("Fem" in gender) == feminine)


def _outlets(doc: Doc) -> dict[int, list[Span]]:
    """The outlets of a Doc by the tokens that they stand on."""
    found: dict[int, list[Span]] = {}
    for outlet in doc.spans.get("outlets", ()):
        for at in range(outlet.start, outlet.end):
            found.setdefault(at, []).append(outlet)
    return found


def _outlet(speaker: Span, outlets: dict[int, list[Span]]) -> Span | None:
    """The outlet that speaks, with the article that belongs to its name: « Le Devoir rapporte que »."""
    found = next((one for one in outlets.get(speaker.root.i, ()) if len(one) >= len(speaker)), None)
    return found[1:] if found is not None and found[0].text[0].islower() and len(found) > 1 else found


def _entity(speaker: Span) -> str:
    """The id of the entity that speaks: the one that the name is, or that its noun phrase begins with."""
    entity = syntax.entity_at(speaker[0])
    begins = entity is not None and entity.start == speaker.start
    return entity.ent_id_ if entity is not None and (begins or speaker.end <= entity.end) else ""
