"""What a trial declares before it starts: who is compared with whom, on what, and how it will be judged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from math import comb, prod

LEAST_UNITS = 8


class TrialError(ValueError):
    """The trial cannot be sealed or analysed so; the message says why and what to do."""


class Unit(StrEnum):
    """What is allocated."""

    DAY = "day"
    AREA = "area"


@dataclass(frozen=True, slots=True)
class Plan:
    """The declaration. `arms`: the usual way, then what is tried. `units`: what is allocated, in the order of blocks.

    The outcome is the number of events of `kinds` (all, if empty) in each unit from `first` to `last`, within the area
    of the file whose SHA-256 is `area`, if one is given. Judged by the difference of the arms' means, two-sided, at
    `level`, against `draws` allocations drawn as this one was. `model`: number in the register of the model whose boxes
    are visited where something is tried, and nowhere else; 0 for none. `instead`: that of the one whose boxes are
    visited in the first arm, where two models are compared; 0 where that arm is the usual way.
    """

    name: str
    unit: Unit
    arms: tuple[str, str]
    first: date
    last: date
    units: tuple[str, ...]
    block: int
    kinds: tuple[str, ...] = ()
    area: str = ""
    level: float = 0.05
    draws: int = 9999
    model: int = 0
    instead: int = 0


def days_of(first: date, last: date) -> tuple[str, ...]:
    """Every day from the first to the last, as 2024-03-01."""
    return tuple(str(first + timedelta(at)) for at in range((last - first).days + 1))


def checked(plan: Plan) -> Plan:
    """The plan, if a trial can be run by it. Raises `TrialError`."""
    if not plan.name.strip():
        raise TrialError("The trial has no name. Give it one, by which its seal is found again.")
    if plan.last < plan.first:
        raise TrialError(
            f"The trial ends on {plan.last}, before it begins on {plan.first}. Put its days right."
        )
    one, other = (arm.strip() for arm in plan.arms)
    if not one or not other or one == other:
        raise TrialError(
            "A trial compares two arms with names of their own, the usual way and what is tried."
        )
    if len(set(plan.units)) < len(plan.units):
        raise TrialError("A unit comes twice. Each day or area is allocated once.")
    if plan.unit is Unit.DAY and plan.units != days_of(plan.first, plan.last):
        raise TrialError("The units of a trial by days are all its days, in their order.")
    if plan.block < 2:
        raise TrialError("A block holds at least two units, so that both arms are in it.")
    _strong_enough(plan)
    return plan


def _strong_enough(plan: Plan) -> None:
    """Refused where not even the clearest outcome could be told from chance."""
    if len(plan.units) < LEAST_UNITS:
        raise TrialError(
            f"{len(plan.units)} units are too few to tell anything from chance; take {LEAST_UNITS} or more."
        )
    ways = prod(comb(size, size // 2) for size in sizes(len(plan.units), plan.block))
    if 2 / ways > plan.level:
        raise TrialError(
            f"There are only {ways} ways to allocate these units, so no outcome could reach {plan.level:g}. Take more"
            " units, or larger blocks."
        )


def sizes(units: int, block: int) -> Sequence[int]:
    """Units of each block; a last block of one unit joins the one before it."""
    whole, rest = divmod(units, block)
    parts = [block] * whole + [rest] * (rest > 0)
    return [*parts[:-2], parts[-2] + 1] if parts[-1] == 1 and len(parts) > 1 else parts
