"""Events: where and when crimes happened, as arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

import numpy as np

from daybook.forecast.engine.arrays import AnyArray, Floats, Ints, Times


class Precision(StrEnum):
    """How exactly the times are known. Of a month only its first second is written."""

    MINUTE = "minute"
    DAY = "day"
    MONTH = "month"


@dataclass(frozen=True, eq=False)
class Events:
    """`x`, `y`: metres of a flat system; `time`: datetime64[s], UTC; all of one length.

    `street` holds for each event the place of its name in `streets`, -1 where there is none. `until` holds the latest
    time at which each may have happened, `method` the place of its words in `methods`; empty where nothing says.
    """

    x: Floats
    y: Floats
    time: Times
    precision: Precision = Precision.DAY
    street: Ints = field(default_factory=lambda: np.empty(0, np.int64))
    streets: Sequence[str] = ()
    until: Times = field(default_factory=lambda: np.empty(0, "M8[s]"))
    method: Ints = field(default_factory=lambda: np.empty(0, np.int64))
    methods: Sequence[str] = ()

    def __post_init__(self) -> None:
        if not len(self.x) == len(self.y) == len(self.time):
            raise ValueError("x, y and time must be of one length.")
        if not (np.isfinite(self.x).all() and np.isfinite(self.y).all()) or np.isnat(self.time).any():
            raise ValueError("Every event needs a place and a time; leave out those without, and count them.")

    def __len__(self) -> int:
        return len(self.x)

    def __getitem__(self, chosen: AnyArray) -> Events:
        more = {name: getattr(self, name) for name in ("street", "until", "method")}
        kept = {name: told[chosen] for name, told in more.items() if len(told)}
        return replace(self, x=self.x[chosen], y=self.y[chosen], time=self.time[chosen], **kept)
