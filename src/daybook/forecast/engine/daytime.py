"""The hours of the day in which what happens around a box clusters, where that is sure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
from scipy import sparse
from scipy.special import betainc, xlogy

from daybook.forecast.engine.arrays import Floats, Ints
from daybook.forecast.engine.clock import DAY, Unit
from daybook.forecast.engine.events import Events, Precision
from daybook.forecast.engine.grid import Grid
from daybook.forecast.engine.history import History
from daybook.forecast.engine.known_times import Known, known_times
from daybook.forecast.engine.patterns.rings import by_hour

REACH = 500.0
"""Metres between the middle of a box and that of a cell around it: the engine's own wide step."""
LENGTHS = range(2, 9)
"""Hours of the stretches that are looked at, each from every full hour."""
LEAST = 20
RAISED = 1.5
"""Times what an even day has in the stretch, at least: what is sure can still be too little to go by."""
BY_CHANCE = 0.05
"""That any box of a map is told hours though its surroundings know none."""


@dataclass(frozen=True, slots=True)
class Hours:
    """From `begin` to `end`, full hours of the day on the wall, lie `inside` of the `known` events near.

    `area`: what share those hours have of the whole area's.
    """

    begin: int
    end: int
    inside: float
    known: int
    area: float

    @property
    def told(self) -> tuple[str, str]:
        """From when to when, as 22:00 and 03:00."""
        return f"{self.begin:02}:00", f"{self.end:02}:00"

    @property
    def words(self) -> str:
        even = (self.end - self.begin) % 24 / 24
        begin, end = self.told
        return (
            f"Most often between {begin} and {end}: {self.inside:,.0f} of {self.known:,} events within {REACH:.0f} m"
            f" whose time is known ({self.inside / self.known:.0%}; of the whole area {self.area:.0%}, of an even day"
            f" {even:.0%})."
        )


@dataclass(frozen=True, slots=True)
class Daytime:
    """`hours` by cell, of those boxes alone of which they are sure; `notes`: what they rest on, a sentence each."""

    hours: Mapping[int, Hours] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def daytime(events: Events, history: History, cells: Ints, zone: str) -> Daytime:
    """Of boxes, by what lay before the end of the history; nothing where times are not known to the minute.

    Maps of shifts tell their own hour, so nothing is told of them either.
    """
    if events.precision is not Precision.MINUTE or history.clock.unit is not Unit.DAY:
        return Daytime()
    cell = history.grid.of(events.x, events.y)
    past = (cell >= 0) & (events.time < history.clock.start(history.end))
    known = known_times(events[past], zone, DAY)
    near = _near(history.grid, cells)
    used = np.unique(near.indices)
    slot = np.full(history.grid.cells, len(used))  # of all that is near no box
    slot[used] = np.arange(len(used))
    table = by_hour(known.start, known.end, slot[cell[past][known.kept]], len(used) + 1)
    sure = _sure(np.asarray(near[:, used] @ table[:-1]), table.sum(axis=0))
    found = {int(cells[at]): hours for at, hours in sure}
    return Daytime(found, tuple(_notes(known, zone, bool(found))))


def _near(grid: Grid, cells: Ints) -> sparse.csr_matrix:
    """1 for each box and cell whose middles lie within reach; (boxes, cells)."""
    rows, columns = grid.inside.shape
    steps = np.arange(-int(REACH // grid.size), int(REACH // grid.size) + 1)
    up, along = (one.ravel() for one in np.meshgrid(steps, steps, indexing="ij"))
    reached = np.hypot(up, along) * grid.size <= REACH
    row, column = (one[:, None] for one in np.divmod(grid.places[cells], columns))
    row, column = row + up[reached], column + along[reached]
    within = (row >= 0) & (row < rows) & (column >= 0) & (column < columns)
    found = np.where(within, grid.numbers[np.where(within, row * columns + column, 0)], -1)
    box, at = np.nonzero(found >= 0)
    return sparse.csr_matrix((np.ones(len(box)), (box, found[box, at])), (len(cells), grid.cells))


def _sure(counts: Floats, whole: Floats) -> Iterator[tuple[int, Hours]]:
    """For each box the stretch of hours that stands out most, where chance would hardly let one stand out so.

    Of all stretches the one of the highest likelihood ratio (a scan statistic, Kulldorff 1997). How likely one as high
    would be in an even day is at most its binomial tail times the stretches and the boxes (Bonferroni), if events come
    independently; shares of spans spread less than whole events (Hoeffding 1956), so parts of one are left off.
    """
    known = np.rint(counts.sum(axis=1)).astype(int)[:, None]
    lengths = np.repeat(LENGTHS, 24)
    inside, even = np.minimum(stretches(counts), known), lengths / 24
    share = inside / np.maximum(known, 1)
    ratio = xlogy(inside, share / even) + xlogy(known - inside, (1 - share) / (1 - even))
    best = np.where(share >= RAISED * even, ratio, -1.0).argmax(axis=1)
    of_whole = stretches(whole[None])[0] / max(float(whole.sum()), 1.0)
    for box, at in enumerate(best.tolist()):
        number, lie, raised = int(known[box, 0]), float(inside[box, at]), share[box, at] >= RAISED * even[at]
        if number < LEAST or not raised:
            continue
        surely = np.floor(lie + 1e-9)
        chance = betainc(surely, number - surely + 1, even[at])
        if chance * len(lengths) * len(counts) <= BY_CHANCE:
            begin = at % 24
            yield box, Hours(begin, (begin + int(lengths[at])) % 24, lie, number, float(of_whole[at]))


def stretches(counts: Floats) -> Floats:
    """Events of each stretch, round midnight too, by length and then by its first hour; shape (boxes, 24 * lengths)."""
    sums = np.cumsum(
        np.concatenate((np.zeros((len(counts), 1)), counts, counts[:, : LENGTHS[-1]]), axis=1), axis=1
    )
    return np.concatenate([sums[:, length : length + 24] - sums[:, :24] for length in LENGTHS], axis=1)


def _notes(known: Known, zone: str, told: bool) -> Iterator[str]:
    number = len(known.start)
    spread = f", {known.spread:,} of them only within a span and spread evenly over it (aoristic)" * bool(
        known.spread
    )
    yield f"The hours near boxes, by the clock of {zone}, rest on {number:,} events whose time is known{spread}."
    yield from known.left("a day")
    if not told:
        yield "Around no box do some hours surely have more than others."
