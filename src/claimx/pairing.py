"""Which found row stands for which known one?"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, takewhile
from typing import Any

from claimx.agreement import AMOUNTS, SPAN, Agreement, by_words, differences, plain
from claimx.known import Row

NAMES = ("text", "name", "written", "claim", "entity", "outlet_id", "outlet")
"""The columns by which a known row is sought: the first that it gives."""

SMALL = 100
"""So many likenesses are computed to align rows in the best way; more of one name in one article are many."""

AHEAD = 100
"""So far ahead an equal row is looked for among the many."""

Pairs = dict[int, int]
"""Places of known rows, each with the place of its found row."""

Likeness = Callable[[Row, Row, Agreement], float]


def by_name(known: Sequence[Row], found: Sequence[Row], agrees: Agreement) -> Pairs:
    """First the rows of one name, in the order of the text, then those that overlap or share words.

    A known row without `article_id` is sought in every article.
    """
    names = [named(row) for row in known]
    index = _Index(found, dict.fromkeys(name[0] for name in names if name))
    pairs: Pairs = {}
    taken: set[int] = set()
    for article, group in groups(range(len(known)), lambda i: known[i].get("article_id")):
        unpaired: list[int] = []
        for name, same in groups(group, names.__getitem__):
            free = [j for j in index.of(article, name) if j not in taken] if name else []
            alone = len(same) == len(free) == 1
            new = {same[0]: free[0]} if alone else align(known, found, same, free, likeness, agrees)
            pairs |= new
            taken.update(new.values())
            unpaired += [i for i in same if i not in new]
        if unpaired:
            rest = [j for j in index.of(article, None) if j not in taken]
            new = align(known, found, sorted(unpaired), rest, overlap, agrees)
            pairs |= new
            taken.update(new.values())
    return pairs


class _Index:
    """The places of found rows by article, None for all of them, and by name."""

    def __init__(self, found: Sequence[Row], columns: Iterable[str]) -> None:
        self.places: dict[Any, list[int]] = defaultdict(list)
        for j, row in enumerate(found):
            for name in (None, *((column, plain(str(row[column]))) for column in columns if column in row)):
                self.places[None, name].append(j)
                self.places[row.get("article_id", ""), name].append(j)

    def of(self, article: str | None, name: tuple[str, str] | None) -> list[int]:
        """The places in an article, or in all, of the rows of that name, or of all."""
        return self.places.get((article, name), [])


def groups(indices: Iterable[int], key: Callable[[int], Any]) -> list[tuple[Any, list[int]]]:
    """The indices with the same key together, in the order in which they come."""
    grouped: dict[Any, list[int]] = defaultdict(list)
    for index in indices:
        grouped[key(index)].append(index)
    return list(grouped.items())


def named(row: Row) -> tuple[str, str] | None:
    """By what a row is sought: « text », « 2 % »."""
    return next(((column, plain(row[column])) for column in NAMES if row.get(column)), None)


def likeness(known: Row, found: Row, agrees: Agreement) -> float:
    """How well a found row of the same name fits: the nearer the better, then the more columns agree."""
    near = 1000 / (1 + abs(known["start"] - found["start"])) if "start" in known else 0
    return 1 + near + len(known) - len(differences(known, found, agrees))


def overlap(known: Row, found: Row, agrees: Agreement) -> float:
    """How well a found row fits of which the name is not the same: by the characters or words that both have."""
    if all(name in known for name in SPAN):
        shared: float = min(known["end"], found["end"]) - max(known["start"], found["start"])
    elif name := named(known):
        shared = len(set(name[1].split()) & set(str(found[name[0]]).split()))
    else:
        shared = 1
    return 0 if shared <= 0 else 100 * shared + len(known) - len(differences(known, found, agrees))


def align(
    known: Sequence[Row],
    found: Sequence[Row],
    wanted: list[int],
    free: list[int],
    likeness: Likeness,
    agrees: Agreement,
) -> Pairs:
    """The pairs, both in order, with the greatest sum of likeness; what is not alike (0) is no pair.

    Of many, equal rows are paired first, the next for each, and what stands between them by its order.
    """
    wanted = sorted(wanted, key=lambda i: known[i].get("start", 0))
    pairs, stretches = _cut(known, found, wanted, free)
    for some, others in stretches:
        if len(some) * len(others) <= SMALL:
            pairs |= _best(some, others, lambda i, j: likeness(known[i], found[j], agrees))
        else:
            pairs |= {i: j for i, j in zip(some, others, strict=False) if likeness(known[i], found[j], agrees) > 0}
    return pairs


def _cut(
    known: Sequence[Row], found: Sequence[Row], wanted: list[int], free: list[int]
) -> tuple[Pairs, list[tuple[list[int], list[int]]]]:
    """Equal rows as pairs, those at the head and, where there are many, all; and what is left to be aligned."""
    head = list(takewhile(lambda pair: _is_equal(known[pair[0]], found[pair[1]]), zip(wanted, free, strict=False)))
    pairs: Pairs = dict(head)
    wanted, free = wanted[len(head) :], free[len(head) :]
    if len(wanted) * len(free) <= SMALL:
        return pairs, [(wanted, free)]
    stretches = []
    first = second = 0
    for n, m in _equal([known[i] for i in wanted], [found[j] for j in free]):
        pairs[wanted[n]] = free[m]
        if n > first and m > second:
            stretches.append((wanted[first:n], free[second:m]))
        first, second = n + 1, m + 1
    return pairs, [*stretches, (wanted[first:], free[second:])]


def _is_equal(known: Row, found: Row) -> bool:
    return all(found[name] == cell for name, cell in known.items())


def _equal(known: Sequence[Row], found: Sequence[Row]) -> Iterator[tuple[int, int]]:
    """For each known row the next found row that is its equal, in order and not too far ahead."""
    indices: dict[tuple[str, ...], dict[tuple[Any, ...], list[int]]] = {}
    after = 0
    for n, row in enumerate(known):
        columns = tuple(row)
        if columns not in indices:
            indices[columns] = _backwards(found, columns)
        places = indices[columns].get(_cells(row, columns), [])
        while places and places[-1] < after:
            places.pop()
        if places and places[-1] - after < AHEAD:
            after = places.pop() + 1
            yield n, after - 1


def _backwards(rows: Sequence[Row], columns: tuple[str, ...]) -> dict[tuple[Any, ...], list[int]]:
    """The places of rows by their cells, the last place first."""
    places: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    for m in range(len(rows) - 1, -1, -1):
        places[_cells(rows[m], columns)].append(m)
    return places


def _cells(row: Row, columns: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(tuple(cell) if isinstance(cell, list) else cell for cell in map(row.__getitem__, columns))


def _best(wanted: list[int], free: list[int], likeness: Callable[[int, int], float]) -> Pairs:
    best: list[list[tuple[float, Pairs]]] = [[(0.0, {})] * (len(free) + 1)]
    for i in wanted:
        row: list[tuple[float, Pairs]] = [(0.0, {})]
        for n, j in enumerate(free):
            score = likeness(i, j)
            options = [best[-1][n + 1], row[n]]
            if score > 0:
                options.append((best[-1][n][0] + score, best[-1][n][1] | {i: j}))
            row.append(max(options, key=lambda option: option[0]))
        best.append(row)
    return best[-1][-1][1]


def by_place(known: Sequence[Row], found: Sequence[Row], agrees: Agreement) -> Pairs:
    """Rows that know their place by what overlaps there, the others by name among the rows that are left."""
    pairs = _by_span(known, found)
    taken = set(pairs.values())
    others = [i for i, row in enumerate(known) if not _is_placed(row)]
    free = [j for j in range(len(found)) if j not in taken] if others else []
    new = by_name([known[i] for i in others], [found[j] for j in free], agrees)
    return pairs | {others[n]: free[m] for n, m in new.items()}


def _by_span(known: Sequence[Row], found: Sequence[Row]) -> Pairs:
    """One to one: those with the right value first, then the longest overlap."""
    candidates = []
    for i, j in overlapping(known, found):
        shared = min(known[i]["end"], found[j]["end"]) - max(known[i]["start"], found[j]["start"])
        wrong = any(name in known[i] and not by_words(name, known[i], found[j]) for name in AMOUNTS)
        candidates.append((wrong, -shared, i, j))
    pairs: Pairs = {}
    taken: set[int] = set()
    for *_, i, j in sorted(candidates):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def overlapping(known: Sequence[Row], found: Sequence[Row]) -> Iterator[tuple[int, int]]:
    """The places of a known and a found row, for all that share a character of an article."""
    articles: dict[str, _Article] = {}
    for article, here in groups((j for j, row in enumerate(found) if "start" in row), lambda j: found[j]["article_id"]):
        articles[article] = _Article(found, here)
    for i, row in enumerate(known):
        if _is_placed(row) and row["article_id"] in articles:
            yield from ((i, j) for j in articles[row["article_id"]].between(row["start"], row["end"]))


class _Article:
    """The found rows of an article in the order of their starts; `ends` says how far those up to each one reach."""

    def __init__(self, found: Sequence[Row], here: list[int]) -> None:
        self.found = found
        self.places = sorted(here, key=lambda j: found[j]["start"])
        self.starts = [found[j]["start"] for j in self.places]
        self.ends = list(accumulate((found[j]["end"] for j in self.places), max))

    def between(self, start: int, end: int) -> Iterator[int]:
        """The places of the rows that have a character there."""
        for n in range(bisect_right(self.ends, start), bisect_left(self.starts, end)):
            if self.found[self.places[n]]["end"] > start:
                yield self.places[n]


def _is_placed(row: Row) -> bool:
    return "article_id" in row and all(name in row for name in SPAN)
