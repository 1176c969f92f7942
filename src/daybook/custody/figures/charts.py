"""The charts of a suite for its inspector, and of the force for the public."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from daybook.custody.figures import force, people, times
from daybook.custody.figures.months import earlier, month_of, twelve_to
from daybook.custody.figures.picked import Picked
from daybook.custody.figures.stays import Stay
from daybook.web.charts import Chart

KINDS = (
    people.records,
    times.waiting,
    times.detention,
    people.overnight,
    times.adult_waiting,
    force.strip_searches,
    force.force_used,
    people.ethnicity,
    force.strip_search_rates,
    force.force_rates,
    people.offences,
    people.disposals,
    force.went_wrong,
)


def months_for_inspector(today: date) -> list[date]:
    """Twelve months, this one included."""
    return twelve_to(month_of(today))


def months_for_public(today: date) -> list[date]:
    """Twelve months, one month behind: the newest is the last whole one."""
    return twelve_to(earlier(month_of(today), 1))


def months_needed(months: Sequence[date]) -> date:
    """The first month that must be read, those of whole quarters included."""
    return earlier(months[0], 2)


def drawn(stays: Sequence[Stay], months: Sequence[date], *, public: bool = False) -> list[Chart]:
    picked = Picked(stays, months, public)
    return [kind(picked) for kind in KINDS]
