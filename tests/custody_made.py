"""Suites, custody records and entries for tests."""

from __future__ import annotations

import itertools
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from callers import caller_with, user_with
from daybook.access.caller import Caller, caller_for
from daybook.access.models import User
from daybook.book import writing
from daybook.custody.actions.open_record import open_record
from daybook.custody.actions.write_entry import write_entry
from daybook.custody.alerts.standing import standing
from daybook.custody.alerts.watch import Watch
from daybook.custody.entries import kind_of
from daybook.custody.entries.arrival import Arrival
from daybook.custody.models import Cell, CustodyEntry, CustodyRecord, Suite
from daybook.custody.state import detention_of
from daybook.records.models import Event, EventOffence
from helpers import OFFICER
from people_made import ZOE, event_of, record

_codes = itertools.count(1)
WHY_LATE = {
    "late-entry@happened_at": "Written up after the rush.",
    "before-arrival@happened_at": "Seen outside.",
}


def suite(cells: int = 3, **fields: Any) -> Suite:
    """A suite with cells M1, M2 ..."""
    number = next(_codes)
    with writing("custody-suite:set-up", OFFICER) as page:
        made = page.save(Suite(**{"name": f"Market Street {number}", "code": f"ms{number}", **fields}))
        for one in range(1, cells + 1):
            page.save(Cell(suite=made, name=f"M{one}"))
    return made


def sergeant() -> Caller:
    """A custody officer."""
    return caller_with("custody-officer", rank="sergeant")


def arrest_of(
    person: Any = ZOE, *, officer: User | None = None, hours: float = 2, codes: tuple[str, ...] = ()
) -> Event:
    """An arrest so many hours ago."""
    at = timezone.now() - timedelta(hours=hours)
    held = record(person) if not hasattr(person, "pk") else person
    event = event_of(officer or user_with("officer"), (held, "arrested"))
    with writing("arrest:recorded", OFFICER) as page:
        event.happened_from = at
        page.save(event)
        for code in codes:
            page.save(EventOffence(event=event, code=code, title=code))
    return event


def arrived(event: Event, minutes: float = 30, **said: Any) -> Arrival:
    """An arrival so many minutes after the arrest."""
    return Arrival.model_validate({"happened_at": event.happened_from + timedelta(minutes=minutes), **said})


def opened(
    event: Event | None = None, *, by: Caller | None = None, at: Suite | None = None, **said: Any
) -> CustodyRecord:
    """A custody record just opened for an arrest."""
    event = event or arrest_of()
    return open_record(
        by or sergeant(), event, at or suite(), arrived(event, **said), submission=uuid4(), reasons=WHY_LATE
    )


def write(held: CustodyRecord, kind: str, *, by: Caller | None = None, **said: Any) -> CustodyEntry:
    """Write an entry now, or at `happened_at`; lateness has its reason unless `reasons` are given."""
    acting = {name: said.pop(name) for name in ("override", "noted_at") if name in said}
    submission, reasons = said.pop("submission", None) or uuid4(), said.pop("reasons", {})
    entry = kind_of(kind).model_validate({"happened_at": timezone.now(), **said})
    return write_entry(
        by or sergeant(), held, entry, submission=submission, reasons={**WHY_LATE, **reasons}, **acting
    )


def authorised(held: CustodyRecord, *, by: Caller | None = None, **said: Any) -> CustodyEntry:
    """Detention authorised, ten minutes after the arrival unless said otherwise."""
    arrival = detention_of(held.pk).arrived_at
    given = {"grounds": ["QUESTIONING"], "told": True, "happened_at": arrival + timedelta(minutes=10), **said}
    return write(held, "authorised", by=by, **given)


def minutes_ago(minutes: float) -> datetime:
    return timezone.now() - timedelta(minutes=minutes)


def alerted(hours: float = 20) -> CustodyRecord:
    """Somebody held for so many hours of whom nobody has written since the authorisation: every clock is overdue."""
    held = opened(arrest_of(hours=hours))
    authorised(held)
    watch = Watch("test")
    watch.work()
    watch.stop()
    return held


def an_alert() -> UUID:
    """The entry of an alert that stands."""
    return standing().filter(record=alerted()).values_list("entry", flat=True)[0]


def an_override() -> CustodyEntry:
    """The entry that tells of a rule set aside, by the officer who made the arrest."""
    user = user_with("officer", "custody-officer", rank="sergeant")
    held = opened(arrest_of(officer=user))
    authorised(held, by=caller_for(user, "test"), override="Riot outside, no other sergeant in reach")
    return held.entries.get(kind="override")
