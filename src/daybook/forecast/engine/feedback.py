"""The feedback simulator: what becomes of a map when patrols go where it says, and find what they look for.

Crimes happen at rates that patrols do not change. Some are reported by victims wherever they happen; some are found by
patrols, and only in the boxes they were sent to. A map that learns from what is found sends patrols where they were
(Ensign et al., "Runaway feedback loops in predictive policing", 2018); one that learns from what is reported does not.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from daybook.forecast.engine.arrays import Floats, Ints
from daybook.forecast.engine.clock import Clock
from daybook.forecast.engine.grid import Grid
from daybook.forecast.engine.history import History
from daybook.forecast.engine.models import Counting, Mixture, Model


@dataclass(frozen=True, slots=True)
class World:
    """`rates`: true crimes of a step in each cell, shape (cells,). Shares of crimes that come to be known.

    `reported` by victims, anywhere; `found` by patrols, of the others, in the boxes visited alone.
    """

    rates: Floats
    reported: float
    found: float


QUIET, WORST = 0.05, 0.4
"""True crimes a day in the invented world: in most of its cells, and in its worst."""
SIDE, DAYS, KNOWN = 10, 60, 240
"""Cells along one side of it; days and crimes of the record it begins with."""
SET_UPS: Sequence[tuple[str, Callable[[], Model], bool]] = (
    ("Mixture, learning from reports (as shipped)", Mixture, False),
    ("Plain count, learning from reports", Counting, False),
    ("Plain count, learning from what patrols find", Counting, True),
    ("Mixture, learning from what patrols find", Mixture, True),
)
"""Name, model, and whether it learns from what patrols find."""


def wrong_start(
    boxes: int, reported: float = 0.5, found: float = 0.6, seed: int = 2
) -> tuple[World, History]:
    """An invented world of a hundred cells, `boxes` of them the worst, and a record that names as many others.

    The record is what patrols found where they happened to go.
    """
    random = np.random.default_rng(seed)
    rates = np.full(SIDE**2, QUIET)
    rates[random.choice(SIDE**2, boxes, replace=False)] = WORST
    wrong = random.choice(np.flatnonzero(rates == QUIET), boxes, replace=False)
    step = np.sort(random.integers(0, DAYS, KNOWN))
    grid = Grid(0, 0, 250, np.ones((SIDE, SIDE), bool))
    return World(rates, reported, found), History(grid, Clock.DAY, random.choice(wrong, KNOWN), step, 0, DAYS)


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
