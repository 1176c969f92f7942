"""Who has to erase what: the old systems that were told of records which go, and how each can be brought to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Q

from daybook.legacy import registry
from daybook.legacy.corrections import NEVER_TOLD
from daybook.legacy.engine.ports import OldSystem
from daybook.legacy.models import Delivery, Reference, State, Verb
from daybook.nominals.key_names import base_key, kept_key
from daybook.nominals.models import SourceRecord
from daybook.records.models.retention import Way
from daybook.records.queries.held.erasures import naming_others
from daybook.records.retention.going import Going, Notice

NOT_JOINED = "{title} is not joined any more. Erase it there by hand."
NO_NUMBER = "{title} was told and gave no number of its own. Look there whether anything is left, and erase it by hand."
CANNOT = "{title} cannot be told to erase it. Erase it there by hand."
SHARED = "The record there holds somebody else who stays, so it is not erased whole. Take this person out of it there."
NOT_TOLD_AGAIN = (
    "The report stays for somebody else, and {title} is not told again. Take this person out of it there."
)
Name = tuple[str, str]
"""A system, and its number of a record."""


@dataclass
class Told:
    """One record there: the kind of report as which it was told, and our records of which it is."""

    report: str = ""
    records: set[UUID] = field(default_factory=set)


def notices(going: Going) -> list[Notice]:
    """One for each record of theirs; where a system gave no number of one of ours, one without."""
    told = _told(going)
    shared = _shared(going, told)
    return [
        _notice(name, one, name in shared) for name, one in sorted(told.items(), key=lambda each: each[0])
    ]


def corrections(going: Going) -> list[Notice]:
    """For each report that stays for somebody else, and each system that was told of it: it is told again as it is."""
    rows = Delivery.objects.filter(record_id__in=going.staying, part_id=None).exclude(state__in=NEVER_TOLD)
    told = rows.filter(Q(exposed=True) | Q(state=State.CONFIRMED)).order_by("system", "record_id")
    known = dict(_references(going.staying))
    return [
        _correction(system, report, record, known.get((system, record), ""))
        for system, report, record in told.values_list("system", "report", "record_id").distinct()
    ]


def _correction(name: str, report: str, record: UUID, reference: str) -> Notice:
    system, title = registry.find(name), registry.title_of(name)
    if system is not None and system.takes(report, Verb.AMEND.value):
        return Notice(name, title, reference, report, Way.CORRECT.value, record=record)
    return Notice(name, title, reference, report, why=NOT_TOLD_AGAIN.format(title=title), record=record)


def _references(records: Iterable[UUID]) -> Iterable[tuple[tuple[str, UUID], str]]:
    rows = Reference.objects.filter(record_id__in=list(records))
    for system, record, reference in rows.values_list("system", "record_id", "reference"):
        yield (system, record), reference


def _told(going: Going) -> dict[Name, Told]:
    found: dict[Name, Told] = defaultdict(Told)
    rows = Delivery.objects.filter(record_id__in=going.records).filter(
        Q(exposed=True) | Q(state=State.CONFIRMED)
    )
    seen = list(rows.values_list("system", "reference", "report", "record_id").order_by("seq").distinct())
    reports = {(system, record): report for system, _, report, record in seen}
    seen += [
        (system, reference, reports.get((system, record), ""), record)
        for (system, record), reference in _references(going.records)
    ]
    named = {(system, record) for system, reference, _, record in seen if reference}
    for system, reference, report, record in seen:
        if reference or (system, record) not in named:
            one = found[system, reference]
            one.report = one.report or report
            one.records.add(record)
    return found


def _shared(going: Going, told: dict[Name, Told]) -> set[Name]:
    """Those that hold somebody who stays: by a number that another record of ours has too, by a source record that
    stays, or because the report names somebody else."""
    others = Reference.objects.filter(reference__in={number for _, number in told}).exclude(
        record_id__in=going.records
    )
    found = set(others.values_list("system", "reference"))
    found |= _read_of_others(going, told)
    named = naming_others({record for one in told.values() for record in one.records}, going.people)
    return found | {name for name, one in told.items() if one.records & named}


def _read_of_others(going: Going, told: dict[Name, Told]) -> set[Name]:
    """Those of which a source record stays, under whichever name it is kept: it is of somebody else."""
    names = {one: _kept_names(one[1]) for one in told if one[1]}
    if not names:
        return set()
    asked = [Q(system=one[0], key__startswith=name) for one, its in names.items() for name in its]
    gone = [row.pk for _, group in going.groups for row in group if isinstance(row, SourceRecord)]
    rows = SourceRecord.objects.filter(reduce(or_, asked)).exclude(pk__in=gone).values_list("system", "key")
    held = {(system, base_key(key)) for system, key in rows}
    return {one for one, its in names.items() if any((one[0], name) in held for name in its)}


def _kept_names(number: str) -> set[str]:
    """Of a source record of that number, without the number of a second one under it; a long one may be kept whole."""
    return {base_key(number), base_key(kept_key(number))}


def _notice(name: Name, one: Told, shared: bool) -> Notice:
    system, title = registry.find(name[0]), registry.title_of(name[0])
    why = _why_by_hand(system, name[1], one.report, shared)
    way = Way.HAND if why else Way.ERASE
    return Notice(name[0], title, name[1], one.report, way.value, why.replace("{title}", title)[:300])


def _why_by_hand(system: OldSystem | None, reference: str, report: str, shared: bool) -> str:
    """Empty where the system is asked to erase it."""
    if system is None:
        return NOT_JOINED
    if not reference:
        return NO_NUMBER
    if shared:
        return SHARED
    return "" if report in system.erasure.reports else system.erasure.by_hand or CANNOT
