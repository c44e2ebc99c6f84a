"""Who says it, and is it said in quotation marks?"""

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from claimx.nlp import syntax
from claimx.nlp.claims import claims, decide, offsets
from claimx.nlp.quotations import around, quotations
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
        found = attributions(doc)
        text = syntax.text(doc)
        marks = quotations(text)
        for span in spans:
            quotation = around(marks, *offsets(span))
            if quotation is not None:
                decide(span, f"quotations: {text[quotation.start]} … {text[quotation.end - 1]}", quoted=True)
            attribution = _of(span, found)
            speaker = _resolved(attribution, found) if attribution is not None else None
            if attribution is not None and speaker is not None:
                because = f"attribution: {attribution.type} « {attribution.cue.text} »"
                written = _outlet(speaker) or name(speaker)
                decide(span, because, speaker=" ".join(written.text.split()), speaker_entity_id=_entity(written))
        return doc


def _of(span: Span, found: list[Attribution]) -> Attribution | None:
    """The smallest attribution whose content holds the claim; a wish is none.

    « souhaite que la part soit portée à 30 % ».
    """
    holding = [
        attribution
        for attribution in found
        if attribution.content.start <= span.start and span.end <= attribution.content.end
        if attribution.speaker is not None and (attribution.kind != "hope" or attribution.type == "direct")
    ]
    return min(holding, key=lambda attribution: len(attribution.content), default=None)


def _resolved(attribution: Attribution, found: list[Attribution]) -> Span | None:
    """The speaker, or for a pronoun the last named speaker before it in the paragraph that agrees with it.

    None where there is none.
    """
    speaker = attribution.speaker
    if speaker is None or not _is_pronoun(speaker):
        return speaker
    earlier = [
        other.speaker
        for other in found
        if other.speaker is not None
        and not _is_pronoun(other.speaker)
        and other.paragraph == attribution.paragraph
        and other.speaker.start < speaker.start
        and _agrees(speaker, other.speaker)
    ]
    return max(earlier, key=lambda span: span.start, default=None)


def _is_pronoun(speaker: Span) -> bool:
    return len(speaker) == 1 and (speaker[0].lower_ in pronouns("third") or speaker[0].pos_ == "PRON")


def _agrees(pronoun: Span, speaker: Span) -> bool:
    """Whether a pronoun and a noun have the same number and gender, as far as the model knows the noun's."""
    word = pronoun[0].lower_.rsplit("-", 1)[-1]
    head: Token = speaker.root
    plural, feminine = word.endswith("s"), word.startswith(("elle", "celle"))
    noun = next((token for token in speaker if token.pos_ in {"DET", "NOUN"} and token.morph.get("Gender", [])), None)
    number = head.morph.get("Number", [])
    gender = noun.morph.get("Gender", []) if noun is not None else []
    return (not number or ("Plur" in number) == plural) and (not gender or ("Fem" in gender) == feminine)


def _outlet(speaker: Span) -> Span | None:
    """The outlet that speaks, with the article that belongs to its name: « Le Devoir rapporte que »."""
    outlets = speaker.doc.spans.get("outlets", ())
    found = next((one for one in outlets if one.start <= speaker.root.i < one.end and len(one) >= len(speaker)), None)
    return found[1:] if found is not None and found[0].text[0].islower() and len(found) > 1 else found


def _entity(speaker: Span) -> str:
    """The id of the entity that speaks: the one that the name is, or that its noun phrase begins with."""
    inside = [
        entity
        for entity in speaker.doc.ents
        if speaker.start <= entity.start and entity.end <= speaker.end and entity.ent_id_
    ]
    inside += [entity for entity in speaker.doc.ents if entity.start <= speaker.start and speaker.end <= entity.end]
    same = [entity for entity in inside if entity.start <= speaker.start]
    return same[0].ent_id_ if same else ""
