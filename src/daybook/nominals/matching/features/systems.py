"""Which system a record is of: whether one system holds people twice is learnt from the records.

A register that finds people before it makes a new record seldom has anybody twice, and two of its records are then less
likely to be one person than two of different systems. Custody records of many years may hold everybody ten times: there
it says nothing. To begin with it weighs nothing.
"""

from __future__ import annotations

from daybook.nominals.matching.cleaning import Cleaned
from daybook.nominals.matching.features.field import NOT_KNOWN, Field, Level
from daybook.nominals.matching.features.sql import case, missing


def compare_systems(first: Cleaned, second: Cleaned) -> int:
    """The same or two; what somebody types is of none."""
    if not first.system or not second.system:
        return NOT_KNOWN
    return 1 if first.system == second.system else 2


SYSTEMS = Field(
    "system",
    "System",
    (
        Level("same", "both records of one system", 0.5, 0.5),
        Level("other", "records of two systems", 0.5, 0.5),
    ),
    compare_systems,
    case((missing("system"), 0), ("system_l = system_r", 1), otherwise=2),
    ("system",),
)
