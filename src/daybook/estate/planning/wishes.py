"""What is wanted, as the plan library takes it; and a scenario to begin with."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from daybook.estate.planning.wanted import TITLES, Wanted, WantedError, next_quarter, quarter_in
from daybook.estate.queries.estate import Estate as Register
from daybook.estate.roadmap import Estate, Freeze, Rules, Wishes


def wishes_of(wanted: Wanted, estate: Estate) -> Wishes:
    """WantedError names a system that is not on the register, or may not go."""
    _known(wanted, estate)
    freezes = {quarter_in(wanted, quarter) for quarter in wanted.freezes}
    return Wishes(
        (wanted.budget,) * wanted.quarters,
        {"migration": wanted.teams},
        (Freeze(frozenset(freezes), why="no cut-over wanted"),) if freezes else (),
        {number: quarter_in(wanted, quarter) for number, quarter in wanted.go_by.items()},
        frozenset(number for number in wanted.stay),
        {number: quarter_in(wanted, quarter) for number, quarter in wanted.pins.items()},
        frozenset((number, quarter_in(wanted, quarter)) for number, quarter in wanted.forbids),
        dict.fromkeys(range(1, wanted.quarters // 4), wanted.savings) if wanted.savings else {},
        wanted.risk,
        Rules(wanted.horizon, wanted.discount / 100, wanted.optimism / 100, wanted.dual_running),
        wanted.first,
    )


def _known(wanted: Wanted, estate: Estate) -> None:
    named: dict[str, Iterable[str]] = {
        "go_by": wanted.go_by,
        "stay": wanted.stay,
        "pins": wanted.pins,
        "forbids": [number for number, _ in wanted.forbids],
    }
    for name, numbers in named.items():
        for number in numbers:
            if number not in estate.system and number not in estate.platform:
                raise WantedError(name, f"{TITLES[name]}: no system in use has the number {number}.")


def to_begin_with(register: Register, today: date) -> Wanted:
    """A scenario that fits the size of the estate: change may cost 8% of its yearly cost in a quarter."""
    running = register.spending.get("run", 0)
    return Wanted(
        start=next_quarter(today),
        budget=round(running * 0.08 / 100_000_00) * 100_000_00 or 100_000_00,
        teams=max(len(register.here) // 12, 2),
        repoint=25_000_00,
        daybook_build=round(running * 0.02 / 100_000_00) * 100_000_00,
        daybook_yearly=round(running * 0.01 / 100_000_00) * 100_000_00,
    )
