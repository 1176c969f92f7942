"""Several moments typed into one box, a line for each, as a plan of medicines has them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Any

from django.utils import timezone
from pydantic import BeforeValidator

from daybook.records.reports.values import london, parse_lines

_TIMED = re.compile(r"^(?:(\d{1,2})/(\d{1,2})/(\d{4}) +)?(\d{1,2}):(\d{2})$")
REMEDY = "Write 22:00 or 23/11/2026 08:00, one to a line."


def parse_moments(value: Any) -> Any:
    """Lines such as `22:00` (when it comes next) or `23/11/2026 08:00`, as ISO texts in UTC, in order, once each."""
    return sorted({_moment(str(line).strip()) for line in parse_lines(value)})


def _moment(line: str) -> str:
    try:
        typed = _TIMED.match(line)
        moment = _typed(*typed.groups()) if typed else datetime.fromisoformat(line)
    except ValueError:
        raise ValueError(f"“{line[:30]}” is not a time. {REMEDY}") from None
    if moment.tzinfo is None:
        raise ValueError(f"“{line[:30]}” needs its offset from UTC. {REMEDY}")
    return moment.astimezone(UTC).isoformat()


def _typed(day: str | None, month: str | None, year: str | None, hour: str, minute: str) -> datetime:
    clock = time(int(hour), int(minute))
    if day and month and year:
        return london(date(int(year), int(month), int(day)), clock)
    now = timezone.localtime()
    return london(now.date() if clock > now.time() else now.date() + timedelta(days=1), clock)


Moments = Annotated[list[str], BeforeValidator(parse_moments)]
