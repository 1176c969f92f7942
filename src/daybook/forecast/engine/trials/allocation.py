"""Who gets what: at random inside each block, in a way that anybody can do again from the seed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256

import numpy as np

from daybook.forecast.engine.arrays import Floats
from daybook.forecast.engine.trials.plan import Plan, sizes

Block = tuple[str, ...]


def blocks(plan: Plan) -> Iterator[Block]:
    """The units of each block, as they stand in the plan."""
    start = 0
    for size in sizes(len(plan.units), plan.block):
        yield plan.units[start : start + size]
        start += size


def allocate(plan: Plan, seed: str) -> dict[str, str]:
    """The arm of each unit. In a block the units are put in the order of SHA-256(seed, unit); the second half is tried.

    Where a block is odd, SHA-256(seed, block) says which arm has one more.
    """
    found: dict[str, str] = {}
    for number, block in enumerate(blocks(plan)):
        order = sorted(block, key=lambda unit: _hash(seed, unit))
        more = len(block) % 2 * (_hash(seed, f"block {number}")[0] % 2)
        usual = len(block) // 2 + more
        found.update({unit: plan.arms[at >= usual] for at, unit in enumerate(order)})
    return {unit: found[unit] for unit in plan.units}


def redrawn(plan: Plan, draws: int, seed: int) -> Floats:
    """Allocations drawn as the trial's own: 1 where a unit is tried; shape (draws, units)."""
    random = np.random.default_rng(seed)
    parts: Sequence[Floats] = [_drawn(len(block), draws, random) for block in blocks(plan)]
    return np.concatenate(parts, axis=1)


def _drawn(size: int, draws: int, random: np.random.Generator) -> Floats:
    usual = size // 2 + size % 2 * random.integers(0, 2, (draws, 1))
    rank = np.argsort(np.argsort(random.random((draws, size)), axis=1), axis=1)
    return (rank >= usual).astype(float)


def _hash(seed: str, words: str) -> bytes:
    return sha256(f"{seed}\n{words}".encode()).digest()
