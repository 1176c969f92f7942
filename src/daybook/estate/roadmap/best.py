"""The best plan of a search and its bound, as they move."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from typing import Any

from daybook.estate.roadmap.checking import check
from daybook.estate.roadmap.costing import cost
from daybook.estate.roadmap.model import Model
from daybook.estate.roadmap.wishes import Plan


class Best:
    """The best plan so far and the lowest bound; tells each change. Two threads offer."""

    def __init__(self, model: Model, tell: Callable[..., None], ceiling: int | None) -> None:
        self.model, self.tell, self.began = model, tell, time.monotonic()
        self.one_at_a_time = threading.Lock()
        self.plan: Plan | None = None
        self.value = 0
        self.bound = ceiling

    def offer(self, plan: Plan) -> None:
        """Counted in pence and checked before anybody hears of it."""
        wishes, estate = self.model.wishes, self.model.estate
        costing = cost(estate, wishes, plan)
        with self.one_at_a_time:
            if self.plan is not None and costing.value <= self.value:
                return
            if not check(estate, wishes, plan, costing):
                self.plan, self.value = plan, costing.value
                self.tell(kind="plan", value=self.value, cutover=dict(plan.cutover), **self._now())

    def lower(self, bound: int) -> None:
        """A bound in units of the model, with what rounding to them may hide."""
        pence = (bound + self._hidden()) * self.model.unit
        with self.one_at_a_time:
            if self.bound is None or pence < self.bound:
                self.bound = pence
                self.tell(kind="bound", **self._now())

    def units(self) -> float:
        """The worth of the plan in units of the model, with what rounding to them may hide: what is not above it,
        holds no better plan."""
        return self.value / self.model.unit - self._hidden() if self.plan else -math.inf

    def _hidden(self) -> int:
        return len(self.model.steps) // 2 + 1

    def _now(self) -> dict[str, Any]:
        return {"seconds": round(time.monotonic() - self.began, 2), "bound": self.bound}
