"""When a batch leaves: `[transport]` of a mapping over batches, checked when it is loaded."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Europe/London")
CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")
DEFAULTS = {"seconds": "60", "at": "", "most": "5000", "repeat_minutes": "30"}


@dataclass(frozen=True)
class Timing:
    """A batch leaves at the times `at`, or else once its oldest record has waited `seconds`; at once with `most`.

    A batch that is not answered within `repeat_minutes` is put down again, with its number and to the letter.
    """

    seconds: float
    at: tuple[time, ...]
    most: int
    repeat_minutes: float

    @classmethod
    def of(cls, said: Mapping[str, str]) -> Timing:
        """ValueError with a sentence where a value is wrong."""
        if unknown := sorted(set(said) - set(DEFAULTS)):
            raise ValueError(f"[transport] {unknown[0]}: is not known here. Known: {', '.join(DEFAULTS)}.")
        values = DEFAULTS | dict(said)
        for clock in values["at"].split():
            if not CLOCK.fullmatch(clock):
                raise ValueError(f"[transport] at: '{clock}' is no time. Write '06:00 22:00', local times.")
        numbers = {name: _number(name, values[name]) for name in ("seconds", "most", "repeat_minutes")}
        at = tuple(time.fromisoformat(clock) for clock in values["at"].split())
        return cls(numbers["seconds"], at, max(1, int(numbers["most"])), numbers["repeat_minutes"])

    def due(self, oldest: datetime, waiting: int, now: datetime) -> bool:
        """Whether the batch leaves: `waiting` records, the first of them since `oldest`; both moments aware."""
        if waiting >= self.most:
            return True
        if not self.at:
            return now - oldest >= timedelta(seconds=self.seconds)
        return any(oldest < moment <= now for moment in self._moments(now))

    def _moments(self, now: datetime) -> list[datetime]:
        """The times of today and yesterday."""
        today = now.astimezone(LOCAL).date()
        days = (today, today - timedelta(days=1))
        return [datetime.combine(day, clock, LOCAL) for day in days for clock in self.at]


def _number(name: str, text: str) -> float:
    if not re.fullmatch(r"\d{1,6}(\.\d{1,3})?", text):
        raise ValueError(f"[transport] {name}: '{text}' is not a number. Write it in quotes, such as \"60\".")
    return float(text)
