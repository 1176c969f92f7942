"""Stays: what figures need of each custody record, without the person. Three queries for any number of records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet

from daybook.custody.clocks import Happening, clocks
from daybook.custody.figures.months import month_of
from daybook.custody.history import Entered, in_force
from daybook.custody.models import CustodyEntry, CustodyRecord
from daybook.records.models import EventOffence
from daybook.records.reports.values import LONDON

CHILD = range(10, 18)
NIGHT_HOURS = 4
"""Held overnight: at least four hours between midnight and 08:00 in London."""
REPORTED = ("complaint", "near-miss", "late-check", "death-or-serious-injury", "override")
LATE_VISIT = "late-visit"
"""Not reported by anybody: a visit that the entries show to have come late or not at all."""
WRONG = (*REPORTED, LATE_VISIT)
KINDS = (
    *("arrival", "authorised", "refused", "released", "transfer", "appropriate-adult"),
    *("strip-search", "force-used", *REPORTED),
    *("visit", "interview", "level", "hospital"),
)
COLUMNS = (
    *("id", "arrest_id", "arrest__happened_from", "closed_at", "person__date_of_birth"),
    *("person__apparent_age", "person__observed_ethnicity"),
)


@dataclass(frozen=True, slots=True)
class Stay:
    """One custody record as figures count it. `waited` and `adult_waited` are minutes, `held` is hours.

    None is not known, or not yet: a wait that goes on, a person still here, an age nobody gave.
    """

    month: date
    child: bool | None
    ethnicity: str
    offence: str
    waited: float | None
    held: float | None
    overnight: bool
    adult_waited: float | None
    strip_searches: int
    forced: bool
    disposal: str
    wrong: Mapping[str, int]


def stays(records: QuerySet[CustodyRecord], now: datetime) -> list[Stay]:
    """The stays of these records; who is still here counts up to now."""
    rows = list(records.values_list(*COLUMNS))
    entries, offences = _entries(records), _first_offences(row[1] for row in rows)
    return [_stay(row, in_force(entries.get(row[0], [])), offences, now) for row in rows]


def _late_visits(entries: Iterable[Entered], now: datetime) -> int:
    """How many visits came late or not at all, whether or not anybody reported or was told of them."""
    return len(clocks(Happening(one.kind, one.at, one.details or {}) for one in entries).late_visits(now))


def _entries(records: QuerySet[CustodyRecord]) -> dict[Any, list[Entered]]:
    found: dict[Any, list[Entered]] = defaultdict(list)
    columns = ("record_id", "id", "kind", "happened_at", "entered_at", "details", "corrects_id")
    of_kinds = CustodyEntry.objects.filter(record__in=records.values("pk"), kind__in=KINDS)
    for record, key, kind, at, entered, details, corrects in of_kinds.values_list(*columns):
        found[record].append(Entered(key, kind, at, entered, None, details, corrects))
    return found


def _first_offences(arrests: Iterable[Any]) -> dict[Any, str]:
    rows = EventOffence.objects.filter(event__in=set(arrests), withdrawn=False).order_by("-id")
    return dict(rows.values_list("event_id", "title"))


def _stay(
    row: Any,
    entries: tuple[Entered, ...],
    offences: Mapping[Any, str],
    now: datetime,
) -> Stay:
    _, arrest, arrested, closed, born, apparent, ethnicity = row
    day = arrested.astimezone(LONDON).date()
    by_kind: dict[str, list[Entered]] = defaultdict(list)
    for entry in entries:
        by_kind[entry.kind].append(entry)
    arrived = _first(by_kind["arrival"])
    age = _age(born, day) if born else apparent
    released = by_kind["released"] or by_kind["transfer"]
    return Stay(
        month=month_of(day),
        child=None if age is None else age in CHILD,
        ethnicity=ethnicity,
        offence=offences.get(arrest, ""),
        waited=_minutes(arrived, _first(by_kind["authorised"] + by_kind["refused"])),
        held=(closed - arrived).total_seconds() / 3600 if closed and arrived else None,
        overnight=bool(arrived and hours_of_night(arrived, closed or now) >= NIGHT_HOURS),
        adult_waited=_adult(by_kind["appropriate-adult"]),
        strip_searches=len(by_kind["strip-search"]),
        forced=bool(by_kind["force-used"]),
        disposal=str((released[-1].details or {}).get("disposal", "")) if released else "",
        wrong={**{kind: len(by_kind[kind]) for kind in REPORTED}, LATE_VISIT: _late_visits(entries, now)},
    )


def _first(entries: list[Entered]) -> datetime | None:
    return min((entry.at for entry in entries), default=None)


def _minutes(start: datetime | None, end: datetime | None) -> float | None:
    return max((end - start).total_seconds() / 60, 0) if start and end else None


def _adult(entries: list[Entered]) -> float | None:
    """From when an appropriate adult was first asked for, or else found to be needed, to when one first arrived."""

    def first(stage: str) -> datetime | None:
        return _first([entry for entry in entries if (entry.details or {}).get("stage") == stage])

    return _minutes(first("asked") or first("needed"), first("arrived"))


def _age(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def hours_of_night(start: datetime, end: datetime) -> float:
    """The most hours between midnight and 08:00 that a stay has in one night."""
    return max((_overlap(start, end, *night) for night in _nights(start, end)), default=0.0)


def _nights(start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
    day, last = start.astimezone(LONDON).date(), end.astimezone(LONDON).date()
    while day <= last:
        yield datetime.combine(day, time(0), LONDON), datetime.combine(day, time(8), LONDON)
        day += timedelta(days=1)


def _overlap(start: datetime, end: datetime, one: datetime, other: datetime) -> float:
    begin = max(start.timestamp(), one.timestamp())
    return max(min(end.timestamp(), other.timestamp()) - begin, 0) / 3600
