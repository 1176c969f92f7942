"""The named densities that the mixture is made of."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from daybook.forecast.engine.clock import Clock, Unit

EVER = math.inf
YEAR = 365.25
MONTH = YEAR / 12


class Form(StrEnum):
    """What each place's count is multiplied by; `forms.py` says how."""

    COUNT = "count"
    MUCH = "count where much happens around"
    LITTLE = "count where little happens around"
    LAID = "count laid where it has long happened"
    OWN = "count corrected by the box's own"


@dataclass(frozen=True, slots=True)
class Component:
    """Counts of which an event is worth exp(-age / memory), each moved by a normal step of `reach` metres.

    `memory` in days, infinite for counts that are never forgotten; `reach` 0 leaves counts where they are. With
    `same_shift` a count is worth as much as what happens around falls into the same shift of the day.
    """

    reach: float
    memory: float
    form: Form = Form.COUNT
    same_shift: bool = False

    @property
    def words(self) -> str:
        """What it stands for, in plain words; components that differ little are called alike."""
        told = f"{_where(self.reach)}, {_when(self.memory)}{ADDED.get(self.form, '')}"
        return f"{told}, by what its surroundings have at this time of day" if self.same_shift else told


ADDED = {Form.LAID: ", laid where it has long happened", Form.OWN: ", and this box against it"}
"""What the words of a form say more. How much happens around only decides how near an event must be to count."""


def _where(reach: float) -> str:
    """Nineteen in twenty normal steps, along the map or across it, are shorter than twice the reach."""
    if not reach:
        return "this box"
    if reach < 1000:
        return f"nearby, within about {2 * reach:.0f} m"
    return f"the area around, within about {reach / 500:g} km"


def _when(memory: float) -> str:
    """The events within twice the memory bear most of its weight, so that is what it is called by."""
    if memory < 23:
        return "in the last weeks"
    return "in the last months" if memory < 150 else "in the long run"


def _listed(
    memories: dict[float, Sequence[float]], form: Form = Form.COUNT, same_shift: bool = False
) -> tuple[Component, ...]:
    return tuple(
        Component(reach, memory, form, same_shift) for reach, those in memories.items() for memory in those
    )


FIRST_BY_DAY = _listed({
    0.0: (30, 90, 180, YEAR, EVER),
    250.0: (7, 14, 30, 90, YEAR, EVER),
    500.0: (3, 7, 14, 30, EVER),
})  # fmt: skip
BY_MONTH = _listed({
    0.0: (2 * MONTH, 6 * MONTH, YEAR, 2 * YEAR, 4 * YEAR, EVER),
    250.0: (MONTH, 3 * MONTH, YEAR, 3 * YEAR, EVER),
    500.0: (MONTH, 3 * MONTH, YEAR, 3 * YEAR, EVER),
})  # fmt: skip
LATELY = (14, 30, 90)
BY_DAY = (
    _listed({0.0: (30, 90, 180, YEAR, EVER)})
    + _listed({150.0: (*LATELY, YEAR, EVER)}, Form.MUCH)
    + _listed({500.0: (*LATELY, YEAR, EVER)}, Form.LITTLE)
    + _listed({500.0: LATELY}, Form.LAID)
    + _listed({500.0: (EVER,)}, Form.OWN)
)
"""Of the fourth release. Chosen on windows before the tests: docs/benchmarks.md tells among which, and why."""
BY_SHIFT = (
    BY_DAY
    + _listed({0.0: (EVER,), 150.0: (EVER,)}, same_shift=True)
    + _listed({500.0: (EVER,)}, Form.OWN, same_shift=True)
)
"""As for days, and three that go by the shift of the day. Chosen in the same way."""
FIRST = {Unit.SHIFT: FIRST_BY_DAY, Unit.DAY: FIRST_BY_DAY, Unit.MONTH: BY_MONTH}
"""The lists of the first two releases, which kept weights without them. Never changed: models go on by them."""


def usual(clock: Clock) -> tuple[Component, ...]:
    """The components for a clock; the mixture adds an even one, so that no cell expects nothing."""
    return {Unit.SHIFT: BY_SHIFT, Unit.DAY: BY_DAY, Unit.MONTH: BY_MONTH}[clock.unit]
