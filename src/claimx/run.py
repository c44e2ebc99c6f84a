"""The flow: find the files, read the articles, tag them, write the tables."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from claimx import readers, tables, writers
from claimx.article import Article
from claimx.config import Settings
from claimx.errors import ClaimxError, Problem, problem
from claimx.tables import Rows


class Progress(Protocol):
    """Who is told how a run gets on."""

    def start(self, total: int) -> None:
        """About so many articles will come."""

    def advance(self, rows: Rows) -> None:
        """One article is done."""

    def problem(self, problem: Problem) -> None:
        """One input made trouble."""


@dataclass(slots=True)
class Counts:
    """What a run did: articles done, those without a day, inputs left out, files of other formats, rows by table."""

    articles: int = 0
    undated: int = 0
    left_out: int = 0
    unread: int = 0
    rows: dict[str, int] = field(default_factory=dict)

    def add(self, rows: Rows) -> None:
        """Count the rows of one article."""
        self.articles += 1
        self.undated += sum(not article.date for article in rows.get("articles", ()))
        for table in rows:
            self.rows[table] = self.rows.get(table, 0) + len(tables.of(rows, table))

    @property
    def exit_code(self) -> int:
        """0 all done, 1 some inputs were left out, 2 there was nothing to do or nothing could be done."""
        if not self.articles:
            return 2
        return 1 if self.left_out else 0


def to_folder(inputs: Iterable[str], folder: Path, settings: Settings, progress: Progress) -> Counts:
    """Write the tables of all articles to a folder; what stood there is replaced only when all is done.

    Raises ClaimxError where the folder is not claimx's or where another run holds it, before spaCy is loaded.
    """
    _keep_input(settings.outlets, folder)
    with writers.Output(folder, settings.format, why=settings.why) as output:
        from claimx import nlp

        counts = _flow(inputs, settings, progress, output.write, leave_out=folder, why=settings.why)
        if counts.articles:
            output.finish(nlp.MODEL)
    return counts


def to_stream(inputs: Iterable[str], write: Callable[[str], None], settings: Settings, progress: Progress) -> Counts:
    """Hand the claims over as lines of JSON, each with the ids of its outlets as `sources`, article by article."""

    def lines(rows: Rows) -> None:
        for claim in rows["claims"]:
            outlets = sorted({source.outlet_id for source in rows["sources"] if source.claim_id == claim.claim_id})
            write(writers.line(claim, "claims", sources=outlets))

    return _flow(inputs, settings, progress, lines)


def _keep_input(outlets: str, folder: Path) -> None:
    """Refuse to replace the user's own outlets; articles are no tables, so that none of them can be replaced."""
    path = Path(outlets)
    if path.resolve().parent == folder.resolve() and writers.is_table(path):
        raise ClaimxError(f"{outlets} is read and would be replaced.", "Move it, or name another folder.")


def _flow(
    inputs: Iterable[str],
    settings: Settings,
    progress: Progress,
    write: Callable[[Rows], None],
    *,
    leave_out: Path | None = None,
    why: bool = False,
) -> Counts:
    from claimx import engines

    counts = Counts()

    def report(problem: Problem) -> None:
        counts.left_out += problem.left_out
        counts.unread += problem.unread
        progress.problem(problem)

    outlets = readers.outlets(Path(settings.outlets)) if settings.outlets else ()
    found = readers.find(inputs, leave_out=leave_out, is_table=writers.is_table)
    files = [entry for entry in found if isinstance(entry, readers.File)]
    for entry in found:
        if isinstance(entry, Problem):
            report(entry)
    progress.start(sum(readers.count(file) for file in files))
    articles = _articles(files, settings, report)
    for tagged in engines.tag(articles, workers=settings.workers, outlets=outlets, why=why):
        done = tagged if isinstance(tagged, Problem) else _written(tagged, write)
        if isinstance(done, Problem):
            report(done)
        else:
            counts.add(done)
            progress.advance(done)
    return counts


def _written(rows: Rows, write: Callable[[Rows], None]) -> Rows | Problem:
    """The rows of one article, once they are written; where they end the run, there is no place for any."""
    try:
        write(rows)
    except (ClaimxError, OSError):
        raise
    except Exception as error:
        return problem(rows["articles"][0].path, error, "written")
    return rows


def _articles(
    files: Iterable[readers.File], settings: Settings, report: Callable[[Problem], None]
) -> Iterator[Article]:
    """The articles of the files; problems go to the report on the way."""
    admission = readers.Admission(date=settings.date, any_language=settings.any_language)
    for file in files:
        for read in readers.read(file, admission):
            if isinstance(read, Problem):
                report(read)
            else:
                yield read
