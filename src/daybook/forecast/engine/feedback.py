"""The feedback simulator: what becomes of a map when patrols go where it says, and find what they look for.

Crimes happen at rates that patrols do not change. Some are reported by victims wherever they happen; some are found by
patrols, and only in the boxes they were sent to. A map that learns from what is found sends patrols where they were
(Ensign et al., "Runaway feedback loops in predictive policing", 2018); one that learns from what is reported does not.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from daybook.forecast.engine.arrays import Floats, Ints
from daybook.forecast.engine.history import History
from daybook.forecast.engine.models import Model


@dataclass(frozen=True, slots=True)
class World:
    """`rates`: true crimes of a step in each cell, shape (cells,). Shares of crimes that come to be known.

    `reported` by victims, anywhere; `found` by patrols, of the others, in the boxes visited alone.
    """

    rates: Floats
    reported: float
    found: float


@dataclass(frozen=True, eq=False)
class Course:
    """`right` (steps,): which share of the boxes visited was among the truly worst; `visits` (cells,)."""

    right: Floats
    visits: Ints


def simulate(
    model: Model,
    history: History,
    world: World,
    boxes: int,
    steps: int,
    *,
    discovered: bool = False,
    seed: int = 1,
) -> Course:
    """Let the model send patrols to `boxes` cells a step, and learn from reported crimes.

    With `discovered` it learns from what patrols find instead: how it must not be set up.
    """
    random = np.random.default_rng(seed)
    worst = set(np.argsort(-world.rates, kind="stable")[:boxes].tolist())
    model.fit(history)
    right, visits = np.zeros(steps), np.zeros(len(world.rates), np.int64)
    for at in range(steps):
        visited = _sent(model.intensity(history.end + at), boxes, random)
        visits[visited] += 1
        right[at] = len(worst.intersection(visited.tolist())) / boxes
        known = _known(world, visited, random, discovered)
        model.update(np.repeat(np.arange(len(known)), known))
    return Course(right, visits)


def _sent(expected: Floats, boxes: int, random: np.random.Generator) -> Ints:
    """The boxes of the highest expectation, drawn among those that tie."""
    order = random.permutation(len(expected))
    return np.asarray(order[np.argsort(-expected[order], kind="stable")[:boxes]])


def _known(world: World, visited: Ints, random: np.random.Generator, discovered: bool) -> Ints:
    """How many crimes of the step come to be known in each cell, in the one way or the other."""
    happened = random.poisson(world.rates)
    reported = random.binomial(happened, world.reported)
    if not discovered:
        return np.asarray(reported)
    looked = np.zeros(len(happened), np.int64)
    looked[visited] = random.binomial(happened - reported, world.found)[visited]
    return looked
