"""What a piece of work is worth to a plan, by the quarter in which it is done: the arithmetic of the solver's model."""

from __future__ import annotations

from functools import cached_property

from daybook.estate.roadmap.facts import Contract, Estate, Feed, Platform, System
from daybook.estate.roadmap.wishes import Wishes


class Worth:
    """Present values in pence, as floats: the solver rounds them, and `costing` counts the plan that results anew."""

    def __init__(self, estate: Estate, wishes: Wishes) -> None:
        self.estate, self.wishes, self.rules = estate, wishes, wishes.rules
        self.quarters, self.horizon = wishes.quarters, wishes.horizon
        self._saved: dict[str, list[float]] = {}

    @cached_property
    def factors(self) -> list[float]:
        return [(1 + self.rules.discount_rate) ** (-quarter / 4) for quarter in range(self.horizon)]

    def saved(self, id: str) -> list[float]:
        """Pence no longer paid in each quarter to the horizon, once a system, or all under a contract, has gone.

        For a platform: below nothing, its own cost.
        """
        if id not in self._saved:
            self._saved[id] = self._no_longer_paid(id)
        return self._saved[id]

    def _no_longer_paid(self, id: str) -> list[float]:
        if platform := self.estate.platform.get(id):
            return [-platform.yearly_cost / 4] * self.horizon
        if contract := self.estate.contract.get(id):
            return self._bills(contract, contract.whole_cost)
        system = self.estate.system[id]
        if not system.contract:
            return [system.yearly_cost / 4] * self.horizon
        own = (system.yearly_cost - system.contract_cost) / 4
        return [
            own + bill for bill in self._bills(self.estate.contract[system.contract], system.contract_cost)
        ]

    def _bills(self, contract: Contract, yearly: int) -> list[float]:
        rise = 1 + contract.indexation
        return [
            yearly / 4 * rise ** (quarter // 4) * (1 - still_owed(contract, quarter))
            for quarter in range(self.horizon)
        ]

    def first_saving(self, id: str, done: int) -> int:
        """The first quarter in which nothing is paid: a platform's own cost starts at once, with no dual running."""
        return done + 1 + (0 if id in self.estate.platform else self.rules.dual_running)

    def values(self, id: str) -> list[float]:
        """Present value of doing it in each quarter of the plan, its own cost of change taken off."""
        later = self._tail(self.saved(id))
        work = self.estate.work.get(id)
        return [
            later[min(self.first_saving(id, done), self.horizon)] - (self.change(work, done) if work else 0.0)
            for done in range(self.quarters)
        ]

    def _tail(self, saved: list[float]) -> list[float]:
        """Present value of all that is saved from a quarter on."""
        tail = [0.0] * (self.horizon + 1)
        for quarter in range(self.horizon - 1, -1, -1):
            tail[quarter] = tail[quarter + 1] + saved[quarter] * self.factors[quarter]
        return tail

    def change(self, work: System | Platform, done: int) -> float:
        """Present value of its own cost of change, spread over its work."""
        started = done - work.duration + 1
        spread = sum(self.factors[max(started, 0) : done + 1]) / work.duration
        return self.uplifted(work.change_cost) * spread

    def repoint(self, feed: Feed, done: int) -> float:
        return self.uplifted(feed.repoint_cost or 0) * self.factors[done]

    def uplifted(self, pence: int) -> float:
        return pence * (1 + self.rules.optimism_bias)


def still_owed(contract: Contract, quarter: int) -> float:
    """The share of a contract's bill that leaving does not save: all during notice, the exit share to the end."""
    if contract.notice is not None and quarter < contract.notice:
        return 1.0
    if contract.end is None:
        return 1.0 if contract.notice is None else 0.0
    return contract.exit_share if quarter <= contract.end else 0.0
