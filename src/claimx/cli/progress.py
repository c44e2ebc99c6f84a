"""How a run shows itself on stderr: a bar where somebody looks, a line per problem, a closing line."""

from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

from claimx.cli import streams
from claimx.errors import Problem, visible
from claimx.run import Counts
from claimx.tables import Rows


class Rate(ProgressColumn):
    """Articles per second."""

    def render(self, task: Task) -> Text:
        """The rate so far, empty before the first article."""
        return Text(f"{task.speed:.1f}/s" if task.speed else "")


class Display:
    """The progress of one run; nothing moves when stderr is no terminal, or when quiet."""

    def __init__(self, *, quiet: bool, verbose: bool = False, debug: bool = False) -> None:
        self.quiet = quiet
        self.verbose = verbose
        self.debug = debug
        self.console = Console(stderr=True, highlight=False, soft_wrap=True)
        self.progress = Progress(
            TextColumn("articles"),
            BarColumn(),
            MofNCompleteColumn(),
            Rate(),
            TimeRemainingColumn(),
            console=self.console,
            transient=True,
            disable=quiet or not self.console.is_terminal,
        )

    def __enter__(self) -> Self:
        self.progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.progress.stop()

    def start(self, total: int) -> None:
        """Show a bar for about so many articles."""
        self.task = self.progress.add_task("", total=total)

    def advance(self, rows: Rows) -> None:
        """One article is done."""
        self.progress.advance(self.task)

    def problem(self, problem: Problem) -> None:
        """Say what went wrong with one input, on one line; files of other formats are named where that is asked for."""
        if self.verbose or not problem.unread:
            self._say(" ".join(str(problem).split()))
        if self.debug and problem.trace:
            self._say(problem.trace.rstrip())

    def closing(self, counts: Counts, place: str) -> None:
        """One line of counts."""
        if self.quiet:
            return
        rows = counts.rows
        numbers = {"article": counts.articles, "claim": rows.get("claims", 0), "source": rows.get("sources", 0)}
        parts = [f"{number:,} {noun}{'' if number == 1 else 's'}" for noun, number in numbers.items()]
        if not counts.articles:
            parts = ["Nothing could be read; nothing was written"]
        if counts.undated:
            parts.append(f"{counts.undated:,} without date")
        if counts.left_out:
            parts.append(f"{counts.left_out} left out")
        if counts.unread:
            parts.append(f"{counts.unread} of formats that claimx does not read" + ("" if self.verbose else " (-v)"))
        self._say(", ".join(parts) + (f" → {visible(place)}" if counts.articles else "."))

    def _say(self, text: str) -> None:
        """Print on standard error; that it is full must not cost the run."""
        try:
            self.console.print(text, markup=False)
        except OSError:
            streams.mute(2)
