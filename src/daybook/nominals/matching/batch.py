"""From records to persons in one go: keys, levels, weights learnt, scores, groups."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from daybook.nominals.matching.blocking import Blocks, all_pairs, candidate_pairs, pairs_by_chance
from daybook.nominals.matching.cleaning import Cleaned
from daybook.nominals.matching.clusters import USUAL, Clusters, Edge, Thresholds, grow
from daybook.nominals.matching.features import FIELDS, compare
from daybook.nominals.matching.model import Model, count_frequencies, starting_model, train
from daybook.nominals.matching.model.training import Levels
from daybook.nominals.matching.rules import Rules, usual_names
from daybook.nominals.matching.scorer import Scorer

BY_CHANCE = 200_000
TOGETHER = 50_000
"""Pairs in one part."""
Telling = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Linked:
    """What a batch found: the model it learnt, the pairs it looked at, each scored, and the persons."""

    model: Model
    blocks: Blocks
    edges: list[Edge]
    clusters: Clusters


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


def link(
    records: Sequence[Cleaned],
    *,
    between: bool = False,
    thresholds: Thresholds = USUAL,
    one_each: frozenset[str] = frozenset(),
    by_chance: int = BY_CHANCE,
    model: Model | None = None,
    parts: Parts = NoParts(),  # noqa: B008
    tell: Telling = lambda stage, done, total: None,
) -> Linked:
    """Learn from the records and group them into persons; with `between`, only records of two systems are compared.

    With a `model` nothing is learnt. `tell` hears the stage, how much is done and how much there is.
    """
    blocks = candidate_pairs(records, between=between)
    levels = levels_in_parts(records, blocks.pairs, parts, tell)
    met = records_met(records, between=between)
    rules = Rules(first_names=usual_names(model or _counted(records)))
    if model is None:
        model = learn(records, blocks, levels, rules, between=between, by_chance=by_chance)
    edges = score(records, blocks.pairs, levels, Scorer(model, met))
    return Linked(
        model, blocks, edges, grow(records, edges, rules.refusal, thresholds=thresholds, one_each=one_each)
    )


def learn(
    records: Sequence[Cleaned],
    blocks: Blocks,
    levels: Levels,
    rules: Rules,
    *,
    between: bool = False,
    by_chance: int = BY_CHANCE,
) -> Model:
    """The weights of these records, without labels."""
    pairs, met = all_pairs(records, between=between), records_met(records, between=between)
    drawn = levels_of(records, pairs_by_chance(records, by_chance if pairs else 0, between=between))
    may_be_one = [not rules.refusal(records[one], records[other]) for one, other in blocks.pairs]
    # Families share name, house and postcode: left among the pairs to learn from, they would be taken for one person.
    ours = levels[np.array(may_be_one, dtype=bool)]
    return train(_counted(records), ours, drawn, max(pairs, 1), met, "learnt")


def score(
    records: Sequence[Cleaned], pairs: Sequence[tuple[int, int]], levels: Levels, scorer: Scorer
) -> list[Edge]:
    """Every pair with its bits."""
    return [
        Edge(one, other, scorer.bits(records[one], records[other], tuple(row)))
        for (one, other), row in zip(pairs, levels.tolist(), strict=True)
    ]


def records_met(records: Sequence[Cleaned], *, between: bool = False) -> int:
    """How many others a record may meet, on the average."""
    return max(2 * all_pairs(records, between=between) // max(len(records), 1), 1)


def _counted(records: Sequence[Cleaned]) -> Model:
    frequencies, collisions = count_frequencies(records)
    return replace(starting_model(), frequencies=frequencies, collisions=collisions)


def levels_in_parts(
    records: Sequence[Cleaned], pairs: Sequence[tuple[int, int]], parts: Parts, tell: Telling
) -> Levels:
    """The levels of all pairs, a part at a time; parts that are kept are not worked out again."""
    found = [levels_of(records, ())]
    for start in range(0, len(pairs), TOGETHER):
        name = f"levels-{start}"
        part = parts.get(name)
        if part is None:
            part = levels_of(records, pairs[start : start + TOGETHER])
            parts.put(name, part)
        found.append(part)
        tell("Comparing pairs", min(start + TOGETHER, len(pairs)), len(pairs))
    return np.concatenate(found)


def levels_of(records: Sequence[Cleaned], pairs: Iterable[tuple[int, int]]) -> Levels:
    """A row for each pair, a column for each of `FIELDS`."""
    rows = [compare(records[one], records[other]) for one, other in pairs]
    return np.array(rows, dtype=np.int16).reshape(-1, len(FIELDS))
