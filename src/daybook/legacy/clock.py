"""A time of day as the duty desk reads it."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

LONDON = ZoneInfo("Europe/London")


def clock_time(moment: datetime | None) -> str:
    """A time of day as people here read it: 14:02:10, with the day where it is not today."""
    if moment is None:
        return ""
    local = moment.astimezone(LONDON)
    same_day = local.date() == timezone.now().astimezone(LONDON).date()
    return local.strftime("%H:%M:%S" if same_day else "%-d %B %H:%M:%S")
