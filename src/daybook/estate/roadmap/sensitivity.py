"""What errors in the costs do to a plan: the same plan counted again with other costs, many times.

Each cost errs by half a draw of its own and half a draw common to its kind, both even between -30% and +30%:
errors of one's own alone cancel over hundreds of systems and would promise too much.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from daybook.estate.roadmap.facts import Estate
from daybook.estate.roadmap.wishes import Plan, Wishes
from daybook.estate.roadmap.worth import Worth

DRAWS = 2000
COMMON = 0.5


@dataclass(frozen=True, slots=True)
class Spread:
    """Present value in pence: one in ten draws is below `low`, one in ten above `high`. `gains` is the share
    above nothing."""

    low: int
    middle: int
    high: int
    gains: float
    over: float
    """The share of draws in which the whole spending is above the whole budget."""


def sensitivity(estate: Estate, wishes: Wishes, plan: Plan, error: float = 0.3, seed: int = 1) -> Spread:
    """Of a plan that stays as it is, whatever things turn out to cost."""
    worth = Worth(estate, wishes)
    saved, spent, bills = [], [], []
    for id, quarter in plan.cutover.items():
        change = worth.uplifted(estate.work[id].change_cost)
        paid = worth.change(estate.work[id], quarter)
        saved.append(worth.values(id)[quarter] + paid)
        spent.append(paid)
        bills.append(change)
    fixed = _fixed(estate, worth, plan)
    chance = np.random.default_rng(seed)
    gained = _erring(chance, np.array(saved), error)
    paid_out = _erring(chance, np.array(spent), error, np.array(bills))
    values = gained[0] - paid_out[0] + fixed
    low, middle, high = (round(float(each)) for each in np.percentile(values, (10, 50, 90)))
    return Spread(
        low, middle, high, float((values > 0).mean()), float((paid_out[1] > sum(wishes.budget)).mean())
    )


def _erring(
    chance: np.random.Generator, first: np.ndarray, error: float, second: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Sums of one or two kinds of figure of the same things under the same errors, one for each draw."""
    own = chance.uniform(-error, error, (DRAWS, len(first))) * (1 - COMMON)
    common = chance.uniform(-error, error, (DRAWS, 1)) * COMMON
    factors = 1 + own + common
    return factors @ first, factors @ (first if second is None else second)


def _fixed(estate: Estate, worth: Worth, plan: Plan) -> float:
    """What has no error here: re-pointing, and contracts that end as a whole."""
    total = 0.0
    for feed in estate.feeds:
        gone, user = plan.at(feed.source), plan.at(feed.user)
        if gone is not None and (user is None or user > gone):
            total -= worth.repoint(feed, gone)
    for contract in estate.contracts:
        ends = [plan.at(lot.id) for lot in estate.lots[contract.id]]
        if contract.whole_cost and ends and None not in ends:
            total += worth.values(contract.id)[max(end for end in ends if end is not None)]
    return total
