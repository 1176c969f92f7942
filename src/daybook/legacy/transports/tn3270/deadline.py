"""The time that is left for one sending."""

import time
from dataclasses import dataclass


@dataclass(frozen=True)
class Deadline:
    """`end` on time.monotonic()."""

    end: float

    @classmethod
    def after(cls, seconds: float) -> "Deadline":
        return cls(time.monotonic() + seconds)

    @property
    def left(self) -> float:
        """Seconds, never less than 0."""
        return max(0.0, self.end - time.monotonic())
