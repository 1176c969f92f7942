"""From records to persons in one go: keys, levels, weights learnt, scores, groups."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

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


@dataclass(frozen=True, slots=True)
class Linked:
    """What a batch found: the model it learnt, the pairs it looked at, each scored, and the persons."""

    model: Model
    blocks: Blocks
    edges: list[Edge]
    clusters: Clusters


def link(
    records: Sequence[Cleaned],
    *,
    between: bool = False,
    thresholds: Thresholds = USUAL,
    one_each: frozenset[str] = frozenset(),
    by_chance: int = BY_CHANCE,
) -> Linked:
    """Learn from the records and group them into persons; with `between`, only records of two systems are compared."""
    blocks = candidate_pairs(records, between=between)
    levels = levels_of(records, blocks.pairs)
    drawn = levels_of(records, pairs_by_chance(records, by_chance, between=between))
    start = starting_model()
    frequencies, collisions = count_frequencies(records)
    start = replace(start, frequencies=frequencies, collisions=collisions)
    pairs = all_pairs(records, between=between)
    met = max(2 * pairs // len(records), 1)
    rules = Rules(first_names=usual_names(start))
    may_be_one = [not rules.refusal(records[one], records[other]) for one, other in blocks.pairs]
    # Families share name, house and postcode: left among the pairs to learn from, they would be taken for one person.
    model = train(start, levels[np.array(may_be_one, dtype=bool)], drawn, pairs, met, "learnt")
    scorer = Scorer(model, met)
    edges = [
        Edge(one, other, scorer.bits(records[one], records[other], tuple(row)))
        for (one, other), row in zip(blocks.pairs, levels.tolist(), strict=True)
    ]
    return Linked(
        model,
        blocks,
        edges,
        grow(records, edges, rules.refusal, thresholds=thresholds, one_each=one_each),
    )


def levels_of(records: Sequence[Cleaned], pairs: Iterable[tuple[int, int]]) -> Levels:
    """A row for each pair, a column for each of `FIELDS`."""
    rows = [compare(records[one], records[other]) for one, other in pairs]
    return np.array(rows, dtype=np.int16).reshape(-1, len(FIELDS))
