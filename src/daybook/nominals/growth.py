"""Persons who grow too fast: many records that came within one day would be joined to one.

The rule: the machine joins nobody to a person who would then have more than nine records that came within any 24 hours,
and more of these than all others. One arrest brings one record of ours and one from each of eight old systems, so that
nine may come of one event; a tenth is of another, and a filler in place of a name or address brings dozens. It goes by
when records came, not by when they are weighed: what waited for a run is judged as if somebody had looked that day.

Two things count among the others. What a system brings on its own first day is its whole past; the largest size holds
there. And whoever judges two records one person has seen both persons as they are: from then on only what comes anew
may be too much.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from functools import cached_property
from uuid import UUID

from django.db.models import Min

from daybook.nominals.answered import naming
from daybook.nominals.membership import Identity, in_parts
from daybook.nominals.models import OWN, ReviewCase, SourceRecord, Trouble
from daybook.records.models import Person

WITHIN = timedelta(days=1)
MOST = 9
"""Records that came within a day, from which on the machine asks."""
TOO_FAST = f"the person would have more than {MOST} records that came within a day"
Came = Mapping[Identity, datetime]


class FirstDays:
    """When the first day of each system ended. To find it out reads all that the system brought: a run keeps one."""

    def __init__(self) -> None:
        self._ends: dict[str, datetime] = {}

    def ends(self, systems: Iterable[str]) -> Mapping[str, datetime]:
        """Of these systems, as far as they have brought anything."""
        unknown = set(systems) - self._ends.keys()
        others = sorted(unknown - {OWN})
        first: dict[str, datetime | None] = {}
        if others:
            rows = SourceRecord.objects.filter(system__in=others).order_by().values("system")
            first |= rows.annotate(first=Min("received_at")).values_list("system", "first")
        if OWN in unknown:
            first[OWN] = Person.objects.aggregate(first=Min("recorded_at"))["first"]
        self._ends |= {system: at + WITHIN for system, at in first.items() if at}
        return self._ends


class Growth:
    """When these records came. `seen`: those whose persons somebody has judged to be one."""

    def __init__(self, records: Collection[Identity], seen: Collection[Identity], days: FirstDays) -> None:
        self._records, self._seen, self._days = records, seen, days

    def is_too_fast(
        self, one: Collection[Identity], other: Collection[Identity], *, widened: bool = False
    ) -> bool:
        """Whether one person of both would have grown too fast; `widened`: by what the other side adds to a day."""
        if len(one) + len(other) <= MOST:
            return False
        sides = one, other
        return _is_too_fast(sides, self._came, widened) and _is_too_fast(sides, self._counted, widened)

    @cached_property
    def _came(self) -> Came:
        return came(self._records)

    @cached_property
    def _counted(self) -> Came:
        ends = self._days.ends({system for system, _ in self._came})
        return {
            record: at
            for record, at in self._came.items()
            if record not in self._seen and at >= ends.get(record[0], at)
        }


def _is_too_fast(sides: tuple[Collection[Identity], Collection[Identity]], came: Came, widened: bool) -> bool:
    times = ([came[record] for record in side if record in came] for side in sides)
    most = widest(*times, widened=widened)
    return most > MOST and most > sum(map(len, sides)) - most


def widest(one: Iterable[datetime], other: Iterable[datetime] = (), *, widened: bool = False) -> int:
    """The largest number of these times within any 24 hours; `widened`: only where there are some of either."""
    ordered = sorted([(at, 0) for at in one] + [(at, 1) for at in other])
    begin, inside, most = 0, [0, 0], 0
    for at, side in ordered:
        inside[side] += 1
        while at - ordered[begin][0] > WITHIN:
            inside[ordered[begin][1]] -= 1
            begin += 1
        if all(inside) or not widened:
            most = max(most, sum(inside))
    return most


def came(records: Iterable[Identity]) -> dict[Identity, datetime]:
    """When each of the records came first."""
    wanted, found = set(records), dict[Identity, datetime]()
    systems = sorted({system for system, _ in wanted} - {OWN})
    for part in in_parts(sorted({key for system, key in wanted if system != OWN})):
        rows = SourceRecord.objects.filter(system__in=systems, key__in=part, version=1)
        for system, key, at in rows.values_list("system", "key", "received_at"):
            found[system, key] = at
    for ids in in_parts([UUID(key) for system, key in wanted if system == OWN]):
        people = Person.objects.filter(pk__in=ids).values_list("pk", "recorded_at")
        found |= {(OWN, str(key)): at for key, at in people}
    return {record: at for record, at in found.items() if record in wanted}


def waiting(records: Iterable[Identity]) -> set[Identity]:
    """Those of the records about whose growth a person is asked: until they have answered, nobody is added."""
    cases = naming(records, ReviewCase.objects.filter(settled_at=None, trouble=Trouble.GROWING))
    return {end for case in cases for end in (case.first, case.second)}
