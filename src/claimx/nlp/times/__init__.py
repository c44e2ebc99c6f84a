"""When does it hold? The expressions of time of the article, and for each claim the one that says when."""

import re
from datetime import date

from spacy.language import Language
from spacy.tokens import Doc, Span

from claimx import tables
from claimx.nlp import calendar, extensions, surface, syntax
from claimx.nlp.calendar import Expression, Period
from claimx.nlp.times import attach, tense

GROUP = "dates"
ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)")

Resolved = list[tuple[Expression, Period | None]]
"""The expressions of a Doc in their order, each with the days that it means."""


def register() -> None:
    """Declare the extensions, in this process: `doc._.dates` holds the cells of the dates table, as plain values."""
    extensions.declare(Doc, "dates", default=())


register()


@Language.factory(
    "claimx_times",
    requires=["doc.spans"],
    assigns=["doc._.dates", "span._.time_start", "span._.time_end", "span._.time_relation"],
)
class Times:
    """Find the times of a text and give each claim the one that its clause says.

    The grammar of time is in lexicon/time_expressions.csv, the prepositions in lexicon/time_relations.csv.
    """

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        """Fill `doc.spans["dates"]`, `doc._.dates` and the claims' time columns."""
        found = resolved(doc)
        spans = [doc.char_span(e.start, e.end, label=e.type, alignment_mode="expand") for e, _ in found if listed(e)]
        doc.spans[GROUP] = [span for span in spans if span is not None]
        doc._.dates = [_cells(expression, period) for expression, period in found if listed(expression)]
        attach.attach(doc, found)
        return doc


def published(doc: Doc) -> date | None:
    """The day of the article; None where it is not known."""
    written = ISO.match(doc._.date or "")
    day = calendar.of_day(int(written[3]), int(written[2]), int(written[1])) if written else None
    return day.start if day else None


def resolved(doc: Doc) -> Resolved:
    """The expressions of time with their days, seen from the article's day, the verb's tense and the time before."""
    today = published(doc)
    found: Resolved = []
    anchor: Period | None = None
    border = 0
    for expression in calendar.expressions(syntax.text(doc)):
        span = doc.char_span(expression.start, expression.end, alignment_mode="expand")
        sent = span.sent.start_char if span is not None else border
        if sent != border:
            anchor, border = (anchor if anchor and expression.kind == "anaphor" else None), sent
        sense = tense.sense(span) if span is not None else ""
        period = calendar.resolve(expression, today, sense=sense, anchor=anchor)
        anchor = period or anchor
        found.append((expression, period))
    return found


def listed(expression: Expression) -> bool:
    """Whether the dates table has it: « il y a trois ans » is a claim, « chaque jour » a rate (`per`) already."""
    return not expression.amount and not (expression.type == "SET" and expression.part("unit") is not None)


def rows(doc: Doc) -> tables.Rows:
    """The rows of the dates table."""
    return {"dates": [_row(doc, *cells) for cells in doc._.dates]}


Cells = tuple[int, int, str, str, str, str]


def _cells(expression: Expression, period: Period | None) -> Cells:
    start, end = (period.start.isoformat(), period.end.isoformat()) if period else ("", "")
    return expression.start, expression.end, expression.type, calendar.timex(expression, period), start, end


def _row(doc: Doc, start: int, end: int, kind: str, value: str, first: str, last: str) -> tables.Date:
    place = surface.back(doc, start, end)
    return tables.Date(
        date_id=surface.place(doc, start, end),
        article_id=doc._.article_id,
        start=place[0],
        end=place[1],
        text=surface.written(doc, start, end),
        type=kind,  # type: ignore[arg-type]  # a plain value on the Doc, one of the four by the grammar
        value=value,
        time_start=first,
        time_end=last,
    )


def spans(doc: Doc) -> list[Span]:
    """The times of a Doc as token spans."""
    return list(doc.spans[GROUP]) if GROUP in doc.spans else []
