"""Repeat victimisation: how much of crime happens where it happened before."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from daybook.forecast.engine.arrays import Ints
from daybook.forecast.engine.evaluation import Figure
from daybook.forecast.engine.events import Events

NEAR = 1.0
"""Metres within which two records are of one place."""
DRAWS = 2000
SEED = 1981


@dataclass(frozen=True, slots=True)
class Often:
    """Places with so many events, and the events they hold; the last line holds all with as many or more."""

    times: int
    places: int
    events: int


def repeats(events: Events, most: int = 5) -> list[Often]:
    """Places by how often something happened there, from once to `most` times or more.

    Where places are published as snap points, as police.uk does, a point stands for several addresses: the figures
    then say nothing of one victim.
    """
    often = _at_each_place(events)
    lines = []
    for times in range(1, most + 1):
        chosen = often[(often == times) if times < most else (often >= most)]
        lines.append(Often(times, len(chosen), int(chosen.sum())))
    return lines


def repeated_share(events: Events) -> Figure:
    """Share of the events that were not the first at their place; its interval comes from drawing the places again."""
    often = _at_each_place(events)
    if not len(often):
        return Figure(0.0, 0.0, 0.0, 0.0)
    # Places with as many events are alike: only how many of each kind are drawn matters.
    times, places = np.unique(often, return_counts=True)
    drawn = np.random.default_rng(SEED).multinomial(len(often), places / len(often), DRAWS)
    shares = 1 - len(often) / (drawn @ times)
    low, high = np.quantile(shares, (0.025, 0.975))
    return Figure(1 - len(often) / len(events), float(shares.std()), float(low), float(high))


def places_of(events: Events) -> int:
    """How many places the events are at."""
    return len(_at_each_place(events))


def _at_each_place(events: Events) -> Ints:
    places = np.round(events.x / NEAR) + 1j * np.round(events.y / NEAR)
    return np.unique(places, return_counts=True)[1]
