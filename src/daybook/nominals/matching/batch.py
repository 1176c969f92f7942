"""From records to persons in one go: keys, levels, weights learnt, scores, groups."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
import numpy.typing as npt

from daybook.nominals.matching.blocking import Blocks, all_pairs, candidate_pairs, pairs_by_chance
from daybook.nominals.matching.bulk.coded import Coded
from daybook.nominals.matching.bulk.scores import score
from daybook.nominals.matching.cleaning import Cleaned
from daybook.nominals.matching.clusters import USUAL, Choice, Clusters, Thresholds, chosen, grow
from daybook.nominals.matching.features import FIELDS, compare
from daybook.nominals.matching.model import Model, count_frequencies, starting_model, train
from daybook.nominals.matching.model.training import Levels
from daybook.nominals.matching.pairs import Edges, Pairs, Places
from daybook.nominals.matching.rules import Rules
from daybook.nominals.matching.scorer import Scorer

BY_CHANCE = 2_000_000
"""Pairs drawn by chance at most: with a tenth of it the chance of nearly the same names is guessed, and one pair in ten
joined is wrong that need not be."""
CHANCE_A_RECORD = 20
LEARNT_FROM = 200_000
"""So many of the pairs that share a key are learnt from, drawn by a fixed seed; more change no weight."""
Telling = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Linked:
    """What a batch found: the model it learnt, the pairs it looked at, each scored, the persons, and its thresholds."""

    model: Model
    blocks: Blocks
    edges: Edges
    clusters: Clusters
    thresholds: Thresholds


class Parts(Protocol):
    """Where finished parts of the work are kept, so that a run that was killed goes on where it stopped."""

    def get(self, name: str) -> Levels | None:
        """A part kept before, or None."""

    def put(self, name: str, levels: Levels) -> None:
        """Keep a finished part."""


class NoParts:
    """Keeps nothing."""

    def get(self, name: str) -> None:
        return None

    def put(self, name: str, levels: Levels) -> None:
        return None


class Compare(Protocol):
    """Gives the levels of pairs: a row for each, a column for each of `FIELDS`. `together`: pairs in one part."""

    together: int

    def __call__(self, pairs: Pairs) -> Levels:
        """The levels of these pairs."""


class PythonLevels:
    """Compares pairs of these records one by one."""

    def __init__(self, records: Sequence[Cleaned]) -> None:
        self.records, self.together = records, 50_000

    def __call__(self, pairs: Pairs) -> Levels:
        """The levels of these pairs."""
        rows = [compare(self.records[one], self.records[other]) for one, other in pairs]
        return np.array(rows, dtype=np.int16).reshape(-1, len(FIELDS))


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Without the search for circles among the records, of which there are none: a quarter of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


@_nothing_collected()
def link(
    records: Sequence[Cleaned],
    *,
    between: bool = False,
    thresholds: Choice = USUAL,
    one_each: frozenset[str] = frozenset(),
    by_chance: int = BY_CHANCE,
    model: Model | None = None,
    compare_by: Callable[[Sequence[Cleaned]], Compare] = PythonLevels,
    parts: Parts = NoParts(),  # noqa: B008
    tell: Telling = lambda stage, done, total: None,
) -> Linked:
    """Learn from the records and group them into persons; with `between`, only records of two systems are compared.

    With a `model` nothing is learnt. `compare_by` makes what compares pairs: `bulk.SqlLevels` is the quick one, the
    result the same. `tell` hears the stage, how much is done and how much there is.
    """
    coded = Coded.of(records)
    comparing = compare_by(coded)
    if model is None:
        with ThreadPoolExecutor(2) as beside:
            learning = Learning(coded, comparing, beside, between, by_chance)
            blocks = candidate_pairs(coded, between=between)
            learning.judge(blocks.pairs)
            levels = levels_in_parts(comparing, blocks.pairs, parts, tell)
            tell("Learning", 0, 1)
            model = learning.model(blocks.pairs, levels)
    else:
        blocks = candidate_pairs(coded, between=between)
        levels = levels_in_parts(comparing, blocks.pairs, parts, tell)
    tell("Weighing", 0, len(levels))
    edges = score(coded, blocks.pairs, levels, Scorer(model, len(records)))
    tell("Grouping", 0, len(records))
    refusal, lines = Rules.of(model).refusal, chosen(thresholds, records, edges)
    clusters = grow(records, edges, refusal, thresholds=lines, one_each=one_each)
    return Linked(model, blocks, edges, clusters, lines)


class Learning:
    """Learns the weights of these records, without labels, from some of the pairs that share a key.

    DuckDB compares on all processors, while Python has but one: pairs drawn by chance are compared in the pool `beside`
    while the caller looks for keys, and pairs put to the hard rules there while the caller has levels found.
    """

    def __init__(
        self, records: Coded, comparing: Compare, beside: Executor, between: bool, by_chance: int
    ) -> None:
        self.records, self.beside = records, beside
        self.every = all_pairs(records, between=between)
        count = min(by_chance, CHANCE_A_RECORD * len(records)) if self.every else 0
        self.drawn = beside.submit(lambda: comparing(pairs_by_chance(records, count, between=between)))

    def judge(self, pairs: Pairs) -> None:
        """Begin to look at the pairs to learn from."""
        self.judged = self.beside.submit(_may_be_one, self.records, pairs.take(_some(len(pairs))))

    def model(self, pairs: Pairs, levels: Levels) -> Model:
        """The weights, once all is done."""
        start, may_be_one = self.judged.result()
        those = _some(len(pairs))
        stood_for = max(int(self.every * len(those) / max(len(pairs), 1)), 1)
        return train(
            start, levels[those][may_be_one], self.drawn.result(), stood_for, len(self.records), "learnt"
        )


def _may_be_one(coded: Coded, pairs: Pairs) -> tuple[Model, npt.NDArray[np.bool_]]:
    """(a model with the frequencies of these records, which of the pairs the hard rules do not refuse).

    Families share name, house and postcode: among the pairs to learn from they would be taken for one person.
    """
    frequencies, collisions = count_frequencies(coded)
    start = replace(starting_model(), frequencies=frequencies, collisions=collisions)
    refusal, records = Rules.of(start).refusal, coded.records
    return start, np.array([not refusal(records[one], records[other]) for one, other in pairs], dtype=bool)


def _some(count: int) -> Places:
    if count <= LEARNT_FROM:
        return np.arange(count)
    return np.sort(np.random.default_rng(1).choice(count, LEARNT_FROM, replace=False))


def levels_in_parts(comparing: Compare, pairs: Pairs, parts: Parts, tell: Telling) -> Levels:
    """The levels of all pairs, a part at a time; parts that are kept are not worked out again."""
    found = [np.empty((0, len(FIELDS)), dtype=np.int16)]
    for start in range(0, len(pairs), comparing.together):
        name = f"levels-{start}-{comparing.together}"
        part = parts.get(name)
        if part is None:
            part = comparing(pairs.take(slice(start, start + comparing.together)))
            parts.put(name, part)
        found.append(part)
        tell("Comparing pairs", min(start + comparing.together, len(pairs)), len(pairs))
    return np.concatenate(found)
