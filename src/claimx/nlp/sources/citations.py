"""Where does the article cite an outlet, in which form, and which outlet is it?"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Doc

from claimx.nlp import surface, syntax
from claimx.nlp.sources import brackets, links, phrases, slots
from claimx.nlp.sources.mentions import Citation, Mention, scan
from claimx.nlp.sources.outlets import Choice, Evidence, Registry, evidence, fold, is_french

Block = tuple[int, int, str]


def find(doc: Doc, blocks: list[Block], registry: Registry, own: str) -> tuple[list[Citation], list[Mention]]:
    """The citations of an article in order, and all mentions of outlets that are sure, each with its outlet chosen."""
    to_twin = surface.of(doc).forth
    given = [(to_twin(start), to_twin(end), url) for start, end, url in doc._.links]
    anchors = links.anchors(syntax.text(doc), given)
    text = links.plain(syntax.text(doc), anchors)
    notes = links.notes(syntax.text(doc), blocks)
    known = links.links(anchors)
    found = [links.linked(mention, known, registry) for mention in scan(text, registry)]
    noted = sorted(a for a, _ in notes.values())
    body = [
        block
        for block in blocks
        if block[2] not in ("credit", "caption") and bisect_left(noted, block[0]) == bisect_left(noted, block[1])
    ]
    citations = [
        *brackets.brackets(text, body, found),
        *slots.source_lines(text, body, found),
        *slots.signatures(text, body, found),
        *_footnotes(doc, text, blocks, notes, found, anchors, registry),
    ]
    citations = _apart([], citations)
    edges = [citation.start for citation in citations]
    free = [mention for mention in found if not _within(mention, citations, edges)]
    citations += phrases.citations(doc, free, body)
    citations = [_as_link(citation, known) for citation in citations]
    citations = _apart(citations, links.citations([a for a in anchors if _in_blocks(a.start, body)], found, registry))
    citations = _resolved(
        [_with_urls(citation, known) for citation in sorted(citations, key=lambda c: c.start)], registry, own
    )
    kept = [
        c
        for citation in citations
        if (c := citation if citation.form in ("parenthetical", "according_to") else own_left_out(citation, own))
    ]
    return kept, _sure(found, kept, registry, own)


def _footnotes(
    doc: Doc,
    text: str,
    blocks: list[Block],
    notes: dict[str, tuple[int, int]],
    found: list[Mention],
    anchors: list[links.Anchor],
    registry: Registry,
) -> Iterable[Citation]:
    """A citation at every mark whose note names or links an outlet."""
    led = list(links.citations(anchors, found, registry))
    told: dict[str, tuple[Mention, ...]] = {}
    for label, (a, b) in notes.items():
        first, last = (bisect_left(led, at, key=lambda citation: citation.start) for at in (a, b))
        named = [*slots.leading(text, a, b, found), *(citation.mentions[0] for citation in led[first:last])]
        told[label] = tuple(
            m
            for i, m in enumerate(named)
            if not any(m.start < other.end and other.start < m.end for other in named[:i])
        )
    behind_numbers = ((at, at, label) for at, label in surface.of(doc).notes if label in notes)
    for start, end, label in sorted([*links.marks(text, blocks, notes), *behind_numbers]):
        if told[label]:
            yield Citation(start=start, end=end, form="footnote", mentions=told[label], because=f"note {label}")


def _in_blocks(at: int, blocks: list[Block]) -> bool:
    """Whether a character stands in one of these blocks, which are in order."""
    home = bisect_right(blocks, at, key=lambda block: block[0]) - 1
    return home >= 0 and at < blocks[home][1]


def _within(mention: Mention, citations: list[Citation], edges: list[int]) -> bool:
    """Whether a citation has the mention already: « (selon l'AFP) » is one, by its brackets."""
    i = bisect_right(edges, mention.start) - 1
    return i >= 0 and mention.start < citations[i].end


def _apart(first: list[Citation], more: Iterable[Citation]) -> list[Citation]:
    """The citations of both, without those of the second that overlap an earlier one."""
    kept = sorted(first, key=lambda c: c.start)
    for citation in more:
        i = bisect_left(kept, citation.start, key=lambda c: c.start)
        if not any(citation.start < c.end and c.start < citation.end for c in kept[max(0, i - 1) : i + 1]):
            kept.insert(i, citation)
    return kept


def _as_link(citation: Citation, known: links.Links) -> Citation:
    """« [Reuters](…) rapporte que » is a link that covers its sentence; a phrase that ends in a link ends with its
    markup.
    """
    anchor = known.around(citation.mentions[0].start, citation.mentions[0].start + 1)
    if citation.form != "according_to" or anchor is None:
        return citation
    if citation.because.startswith("subject") and citation.mentions[0].url:
        return replace(citation, form="link", start=anchor.start, end=anchor.end)
    return replace(citation, start=min(citation.start, anchor.start), end=max(citation.end, anchor.end))


def _with_urls(citation: Citation, known: links.Links) -> Citation:
    """Every mention with the address of the link that it stands in."""
    urls = ((m, known.around(m.start, m.start + 1)) for m in citation.mentions)
    return replace(citation, mentions=tuple(replace(m, url=m.url or (a.url if a else "")) for m, a in urls))


def _resolved(citations: list[Citation], registry: Registry, own: str) -> list[Citation]:
    """Every mention with one outlet: those that are sure first, since they say which country's press the others are
    of.
    """
    rows = [[_certain(mention, registry) for mention in citation.mentions] for citation in citations]
    sure = [(row["country"], row["language"]) for row in (r for line in rows for r in line) if row]
    around, foreign = evidence(sure)
    home = registry.outlets.get(own, {}).get("country", "")
    foreign = foreign and not is_french(registry.outlets.get(own, {}).get("language", ""))
    done = []
    for citation, line in zip(citations, rows, strict=True):
        beside = frozenset(row["country"] for row in line if row)
        known = Evidence(beside=beside, around=around, own=home, foreign=foreign)
        done.append(
            replace(citation, mentions=_distinct(_chosen(mention, registry, known) for mention in citation.mentions))
        )
    return done


def _certain(mention: Mention, registry: Registry) -> dict[str, str] | None:
    """The registry's row of a mention that can mean one outlet only."""
    if mention.choice:
        return dict(registry.outlets.get(mention.choice.outlet_id, {})) or None
    return dict(mention.names[0].outlet) if len(mention.names) == 1 else None


def _chosen(mention: Mention, registry: Registry, known: Evidence) -> Mention:
    choice = mention.choice or registry.choose(mention.written, list(mention.names), known)
    return replace(mention, choice=choice)


def _distinct(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """One mention for each outlet of a citation."""
    found: dict[str, Mention] = {}
    for mention in mentions:
        if isinstance(mention.choice, Choice) and mention.choice.outlet_id:
            found.setdefault(mention.choice.outlet_id, mention)
    return tuple(found.values())


def _sure(found: list[Mention], citations: list[Citation], registry: Registry, own: str) -> list[Mention]:
    """All mentions that are outlets for sure: those cited, strong ones, and a short or common name that the article
    cites elsewhere.
    """
    cited = [mention for citation in citations for mention in citation.mentions if mention.written]
    taken = {mention.start for mention in cited}
    known = Counter(fold(mention.written) for mention in cited)
    sure = list(cited)
    for mention in found:
        if mention.start in taken:
            continue
        again = (
            known[fold(mention.written)]
            and mention.trust == "weak"
            and mention.means not in ("place", "person", "demonym", "duration", "word")
        )
        if mention.trust == "strong" or again:
            chosen = _chosen(mention, registry, Evidence(own=registry.outlets.get(own, {}).get("country", "")))
            sure.append(chosen)
    return sorted(sure, key=lambda mention: mention.start)


def own_left_out(citation: Citation, own: str) -> Citation | None:
    """The citation without the outlet that published the article; None when nothing is left of it."""
    kept = tuple(m for m in citation.mentions if not (m.choice and m.choice.outlet_id == own))
    return replace(citation, mentions=kept) if kept else None
