"""How hard an old system may be driven, and when it rests."""

import re
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, field_validator

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
WINDOW = re.compile(r"(?:(Mon|Tue|Wed|Thu|Fri|Sat|Sun) )?([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)")
LOCAL = ZoneInfo("Europe/London")


class Limits(BaseModel):
    """`[system.limits]`; times of maintenance are local (Europe/London), `Sun 02:00-04:00` or `02:00-04:00` daily."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    rate_per_second: float = Field(default=10, gt=0)
    max_in_flight: int = Field(default=4, ge=1)
    timeout_seconds: float = Field(default=10, gt=0)
    breaker_threshold: int = Field(default=5, ge=1)
    breaker_seconds: float = Field(default=30, gt=0)
    maintenance: list[str] = Field(default_factory=list)

    @field_validator("maintenance")
    @classmethod
    def readable(cls, windows: list[str]) -> list[str]:
        for window in windows:
            if not WINDOW.fullmatch(window):
                raise ValueError(
                    f"'{window}' is not a window. Write 'Sun 02:00-04:00', or '02:00-04:00' for every day."
                )
        return windows

    def resting_until(self, now: datetime) -> datetime | None:
        """The end of the maintenance window that `now` (aware) falls in, or None."""
        ends = [end for window in self.maintenance if (end := _end(window, now.astimezone(LOCAL)))]
        return max(ends, default=None)


def _end(window: str, now: datetime) -> datetime | None:
    found = WINDOW.fullmatch(window)
    if not found:
        return None
    day, *clock = found.groups()
    start_at, end_at = time(int(clock[0]), int(clock[1])), time(int(clock[2]), int(clock[3]))
    for back in (0, 1):
        date = now.date() - timedelta(days=back)
        start = datetime.combine(date, start_at, LOCAL)
        end = datetime.combine(date + timedelta(days=end_at <= start_at), end_at, LOCAL)
        if start <= now < end and day in (None, DAYS[date.weekday()]):
            return end
    return None
