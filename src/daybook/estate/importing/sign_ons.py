"""A sign-on log counted: who used what, by application, without keeping who."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import chain
from uuid import UUID
from zoneinfo import ZoneInfo

from daybook.book import writing
from daybook.book.author import Author
from daybook.estate.importing.known import ids_by_number
from daybook.estate.kinds import SIGN_ONS_COUNTED, SYSTEM_AMENDED
from daybook.estate.looking.describing import registered
from daybook.estate.models import CoUse, RegisterImport, SignOnCount, System
from daybook.estate.overlap import Trail, Use, trail_of
from daybook.estate.overlap.dark import recognise
from daybook.estate.register.reading import Row

LONDON = ZoneInfo("Europe/London")


@dataclass(slots=True)
class Log:
    """What was counted. Days by application and user; the order of lines does not matter."""

    days: dict[str, dict[str, Counter[date]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(Counter))
    )

    uses: list[Use] = field(default_factory=list)

    def add(self, row: Row) -> None:
        application, user, at = (row.values[name] for name in ("application", "user", "at"))
        self.days[application][user][at.astimezone(LONDON).date()] += 1
        if subject := row.values.get("subject"):
            self.uses.append(Use(user, application, subject, at))

    @property
    def span(self) -> tuple[date, date]:
        """First and last day of the whole log."""
        days = set(chain.from_iterable(days for users in self.days.values() for days in users.values()))
        return min(days), max(days)


def write_counts(log: Log, run: RegisterImport, author: Author) -> set[str]:
    """Put the counts in place of earlier ones of the same applications; returns those that changed.

    A log that ends before the one that an application was counted from last says nothing new of it.
    """
    since, until = log.span
    numbers, ids = recognise(sorted(log.days), registered()), ids_by_number()
    trail = trail_of(log.uses)
    held = {row.application: row for row in SignOnCount.objects.all()}
    changed = set()
    with writing(SIGN_ONS_COUNTED, author, run) as page:
        page.note(filename=run.filename, since=since.isoformat(), until=until.isoformat())
        for application, users in log.days.items():
            row = held.get(application) or SignOnCount(application=application, until=until)
            values = {**_counts(users, since, until), "cases": trail.cases.get(application, 0)}
            values["system_id"] = ids.get(numbers.get(application, ""))
            if not row._state.adding and (row.until > until or _same(row, values)):
                continue
            for name, value in values.items():
                setattr(row, name, value)
            page.save(row)
            changed.add(application)
        for pair in _co_uses(trail):
            page.save(pair)
    _tell_systems(changed, author)
    return changed


def _co_uses(trail: Trail) -> Iterator[CoUse]:
    """Pairs whose number is another than before."""
    held = {(row.first, row.second): row for row in CoUse.objects.all()}
    for (first, second), times in trail.together.items():
        row = held.get((first, second)) or CoUse(first=first, second=second)
        if row.times != times:
            row.times = times
            yield row


def _counts(users: dict[str, Counter[date]], since: date, until: date) -> dict[str, object]:
    def within(days: int) -> tuple[int, int]:
        after = until - timedelta(days=days)
        sessions = [sum(times for day, times in its.items() if day > after) for its in users.values()]
        return sum(count > 0 for count in sessions), sum(sessions)

    (users_30, sessions_30), (users_90, sessions_90) = within(30), within(90)
    return {
        "since": since,
        "until": until,
        "users_30": users_30,
        "users_90": users_90,
        "sessions_30": sessions_30,
        "sessions_90": sessions_90,
        "last_on": max(max(days) for days in users.values()),
    }


def _same(row: SignOnCount, values: dict[str, object]) -> bool:
    return all(getattr(row, name) == value for name, value in values.items())


def _tell_systems(applications: set[str], author: Author) -> None:
    """The use of a system on the register is what the log says of all its names together at most."""
    counts: dict[UUID, list[SignOnCount]] = defaultdict(list)
    for row in SignOnCount.objects.filter(application__in=applications, system__isnull=False):
        if row.system_id:
            counts[row.system_id].append(row)
    for system in System.objects.filter(pk__in=counts):
        _tell(system, counts[system.pk], author)


def _tell(system: System, rows: list[SignOnCount], author: Author) -> None:
    told = {
        "active_users_30": max(row.users_30 for row in rows),
        "active_users_90": max(row.users_90 for row in rows),
        "sessions_month": sum(row.sessions_30 for row in rows),
        "last_sign_on": max(row.last_on for row in rows),
    }
    if any(getattr(system, name) != value for name, value in told.items()):
        for name, value in told.items():
            setattr(system, name, value)
        with writing(SYSTEM_AMENDED, author, system) as page:
            page.save(system)
