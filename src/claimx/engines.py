"""Where articles are tagged: in this process, or shard by shard in several processes of this machine.

Only `nlp.tag` is given to an engine: articles go in, rows come out, a Doc never leaves its process.
"""

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache, partial
from itertools import chain, islice
from threading import Thread
from typing import TYPE_CHECKING

from claimx import nlp
from claimx.article import Article
from claimx.errors import ClaimxError, Problem, problem
from claimx.tables import Rows

if TYPE_CHECKING:
    from spacy.language import Language

Outlets = tuple[dict[str, str], ...]
Work = Callable[[list[Article]], list[Rows | Problem]]

SHARD = 16
"""Articles in a shard. It is the same whatever the number of workers, and so are the batches that the model sees."""

MANY = 8
"""Shards from which on it pays to start a process, which loads the model anew, for every core."""


MOST = 61 if os.name == "nt" else 1000
"""Processes that a pool may have: Windows waits for no more at once."""


def tag(
    articles: Iterable[Article], *, workers: int = 0, outlets: Outlets = (), why: bool = False
) -> Iterator[Rows | Problem]:
    """The rows of each article, in order, the same whatever the number of workers; 0 workers means as many as pay.

    `outlets` are rows that add to the registry and override it; `why` adds the table of reasons.
    An article that the program itself cannot cope with gives a problem instead, and the others go on.
    """
    shards = _shards(articles)
    first = list(islice(shards, MANY))
    if not first:
        return
    workers = min(workers or (cores() if len(first) == MANY else 1), MOST)
    shards = chain(first, shards)
    work = partial(_tag, outlets=outlets, why=why)
    for shard in map(work, shards) if workers == 1 else _in_processes(shards, workers, work):
        yield from shard


def extract(article: Article, outlets: Outlets = (), *, why: bool = False) -> Rows:
    """The rows of one article, in this process."""
    return next(nlp.tag(pipeline(outlets), [article], why=why))


def pipeline(outlets: Outlets = ()) -> "Language":
    """The pipeline of this process, loaded when it is first asked for."""
    return _loaded(tuple(tuple(sorted(row.items())) for row in outlets))


def cores() -> int:
    """The processor cores that this process may use; macOS and Windows only tell how many there are."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def pool(workers: int) -> ProcessPoolExecutor:
    """So many processes, none of which outlives this one."""
    return ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), _start)


def _shards(articles: Iterable[Article]) -> Iterator[list[Article]]:
    rest = iter(articles)
    while shard := list(islice(rest, SHARD)):
        yield shard


def _in_processes(shards: Iterable[list[Article]], workers: int, work: Work) -> Iterator[list[Rows | Problem]]:
    """Shards in flight are few, so that a corpus larger than memory passes through; they come back in order."""
    flying: deque[Future[list[Rows | Problem]]] = deque()
    with pool(workers) as workplace:
        try:
            for shard in shards:
                flying.append(workplace.submit(work, shard))
                if len(flying) > 2 * workers:
                    yield flying.popleft().result()
            while flying:
                yield flying.popleft().result()
        except BrokenProcessPool as error:
            raise ClaimxError(
                "A worker process was killed.", "It may lack memory: try fewer with --workers."
            ) from error
        except BaseException:  # interrupted: nobody waits for what the workers still do
            for child in multiprocessing.active_children():
                child.terminate()
            raise


def _start() -> None:
    """What a worker does first: Ctrl-C is for the main process, and without the main process it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """Wait until the main process is gone, however it went, and end at once: nobody waits for what is being tagged."""
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)


def _tag(shard: list[Article], outlets: Outlets, why: bool) -> list[Rows | Problem]:
    """The rows of a shard; if one article breaks the pipeline, each is tried on its own to find it."""
    loaded = pipeline(outlets)
    try:
        return list(nlp.tag(loaded, shard, why=why))
    except Exception as error:  # whatever it is, one article must not cost the others theirs
        if len(shard) == 1:
            return [problem(_where(shard[0]), error, "tagged")]
        return [tagged for article in shard for tagged in _tag([article], outlets, why)]


def _where(article: Article) -> str:
    """The article's file, and its id where that is not the file's name, as in a file of many."""
    path, name = article.path, article.article_id
    return path if path and path.startswith(name) else f"{path}, '{name}'" if path else name


@cache
def _loaded(outlets: tuple[tuple[tuple[str, str], ...], ...]) -> "Language":
    """The pipeline, once for each process and each set of outlets."""
    return nlp.load(outlets=tuple(dict(row) for row in outlets))
