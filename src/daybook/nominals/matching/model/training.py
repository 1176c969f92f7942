"""Weights learnt from the records themselves, without labels: expectation and maximisation on levels.

Two sets of pairs are needed: the candidates that share a key, which hold nearly all pairs of one person, and pairs
drawn by chance, which show how two people agree by accident. Pairs outside the candidates count as two people.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from daybook.nominals.matching.features import FIELDS
from daybook.nominals.matching.model.model import Model, Shares

Levels = npt.NDArray[np.int16]
Numbers = npt.NDArray[np.float64]
ROUNDS, SETTLED = 40, 1e-5
HELD_TO_START = 4.0
"""For how many pairs of one person the beginning values count: a level never met keeps its first weight, instead of an
endless one."""
SURE, ENOUGH = 0.9, 50
"""With fewer sure pairs than this m stays as it began: in a file without duplicates the pairs that share a birth date
by chance would else be learnt as people who never write their names alike."""
LEAST_PARTNERS = 0.01
"""A file without duplicates does not make the next one impossible."""


@dataclass(frozen=True, slots=True)
class Patterns:
    """The different rows of levels, and how many pairs have each."""

    levels: Levels
    counts: Numbers


def patterns(levels: Levels) -> Patterns:
    """Pairs with the same levels counted together: there are far fewer rows than pairs."""
    sizes = [len(it.levels) + 1 for it in FIELDS]
    coded = np.ravel_multi_index(tuple(levels.T.astype(np.int64)), sizes)
    codes, counts = np.unique(coded, return_counts=True)
    rows = np.stack(np.unravel_index(codes, sizes), axis=1).astype(np.int16)
    return Patterns(rows, counts.astype(np.float64))


def train(
    start: Model,
    candidates: Levels,
    by_chance: Levels,
    pairs: int,
    records: int,
    name: str,
    rounds: int = ROUNDS,
) -> Model:
    """Learn m from the candidates, u from the pairs drawn by chance, and how many partners a record has.

    `candidates` and `by_chance` are rows of levels, a column for each of `FIELDS`; `pairs` counts all pairs that exist,
    `records` all records. Frequencies stay those of `start`.
    """
    met, drawn = patterns(candidates), patterns(by_chance)
    first_m, first_u = _tables(start, 0), _tables(start, 1)
    # Chance first: names are commoner in one file than in another, and against the wrong chance the first round would
    # take namesakes for one person.
    m, u = first_m, _counted(drawn.levels, drawn.counts, first_u)
    share = min(start.partners / max(records, 1), 0.5)
    teaches = _sure(met, m, u, share) >= ENOUGH
    for _ in range(rounds):
        together = _posterior(met, m, u, share) * met.counts
        apart = (1 - _posterior(drawn, m, u, share)) * drawn.counts
        before, share = share, float(np.clip(together.sum() / pairs, 1e-12, 0.5))
        u = _counted(drawn.levels, apart, first_u)
        if teaches:
            m = _counted(met.levels, together, first_m)
            u = _counted(
                drawn.levels, apart, first_u, _known(drawn.levels, apart) / _known(met.levels, together)
            )
        if abs(share - before) < SETTLED * share:
            break
    shares: Shares = {
        it.name: {
            level.name: (float(its_m[number]), float(its_u[number]))
            for number, level in enumerate(it.levels, 1)
        }
        for it, its_m, its_u in zip(FIELDS, m, u, strict=True)
    }
    return Model(name, shares, max(share * records, LEAST_PARTNERS), start.frequencies, start.collisions)


def _tables(model: Model, which: int) -> list[Numbers]:
    return [
        np.array([1.0, *(model.shares[it.name][level.name][which] for level in it.levels)], dtype=np.float64)
        for it in FIELDS
    ]


def _sure(rows: Patterns, m: list[Numbers], u: list[Numbers], share: float) -> float:
    """How many pairs are one person beyond much doubt."""
    return float(rows.counts[_posterior(rows, m, u, share) >= SURE].sum())


def _posterior(rows: Patterns, m: list[Numbers], u: list[Numbers], share: float) -> Numbers:
    """The chance that each row is one person."""
    bits = np.full(len(rows.levels), np.log2(share / (1 - share)))
    for column, (its_m, its_u) in enumerate(zip(m, u, strict=True)):
        bits += np.log2(its_m / its_u)[rows.levels[:, column]]
    return np.asarray(1 / (1 + np.exp2(-np.clip(bits, -500, 500))), dtype=np.float64)


def _known(levels: Levels, counts: Numbers) -> Numbers:
    """How many of the pairs know each field, `HELD_TO_START` at least."""
    return np.maximum(counts @ (levels > 0), HELD_TO_START)


def _counted(
    levels: Levels, counts: Numbers, start: list[Numbers], worth: Numbers | float = 1.0
) -> list[Numbers]:
    """The share of each level among the pairs that know the field.

    `worth` says how many of these pairs stand for one of `HELD_TO_START`. Of two people there are far more pairs than
    of one: if the beginning values counted as four pairs in u as well, they would be next to nothing there and
    something in m, and a level that no pair has would gain the ratio of these numbers as a weight.
    """
    held = HELD_TO_START * np.broadcast_to(worth, len(start))
    tables = []
    for column, begun in enumerate(start):
        found = np.bincount(levels[:, column], weights=counts, minlength=len(begun)).astype(np.float64)
        found += held[column] * begun / begun[1:].sum()
        table = np.clip(found / found[1:].sum(), 1e-9, 1.0)
        table[0] = 1.0
        tables.append(table)
    return tables
