"""What a clock is computed from: the entries in force of one custody record, and what is known of the person."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, NamedTuple


class Happening(NamedTuple):
    """One entry in force: its kind (`review`), when it happened (aware), and its details."""

    kind: str
    at: datetime
    details: Mapping[str, Any]


class Detained(NamedTuple):
    """What rules need to know of the person.

    Date of birth; whether they look like a child, which counts where that is not known (Code C 1.5); when they came
    back on bail, if they did.
    """

    born: date | None = None
    appears_child: bool = False
    returned_at: datetime | None = None


def moment(value: object) -> datetime | None:
    """A moment from details, in UTC: from a datetime or an ISO text with its offset; None where it is neither."""
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            return None
    return in_utc(value) if isinstance(value, datetime) and value.tzinfo else None


def in_utc(at: datetime) -> datetime:
    """The same moment in UTC: a day added to London time would be a day by the wall clock, not 24 hours."""
    return at if at.tzinfo is UTC else at.astimezone(UTC)
