"""A person corrected, linked or unlinked is so everywhere: systems told of their reports are told again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from uuid_utils.compat import uuid7

from daybook.book.readers import SealedEntry
from daybook.legacy.engine.ports import OldSystem
from daybook.legacy.fresh import Fresh
from daybook.legacy.models import Delivery, State, Verb
from daybook.records.reading_reports import events_naming

ABOUT_A_PERSON = frozenset(
    {"person:corrected", "person:identified", "alias:added", "warning:added", "warning:withdrawn"}
)
WHO_IS_WHO = frozenset(
    {
        "people:linked",
        "person:linked",
        "person:unlinked",
        "person:link-undone",
        "person:record-detached",
    }
)
"""Whom these entries concern stands in them as `people`: all who are now, or were, one person with a record moved."""
NEVER_TOLD = (State.SUPERSEDED, State.NOT_WANTED)


def corrections(entries: Sequence[SealedEntry], systems: Iterable[OldSystem]) -> list[Fresh]:
    """An amendment of each report that names the person, for each system that was told of that report."""
    changed = [(entry, people) for entry in entries if (people := people_of(entry))]
    taking = {system.name: system for system in systems} if changed else {}
    return [row for entry, people in changed for row in _for_people(entry, people, taking)]


def people_of(entry: SealedEntry) -> list[UUID]:
    """Of whom old systems may now know something that is not so."""
    if entry.kind in WHO_IS_WHO:
        return [UUID(one) for one in (entry.change or {}).get("people", ())]
    return [entry.record_id] if entry.kind in ABOUT_A_PERSON and entry.record_id else []


def source_of(entry: SealedEntry) -> str:
    """The old system that this came from, which is not told of it again; empty where it came from nobody's."""
    return str((entry.change or {}).get("source") or "")


def _for_people(entry: SealedEntry, people: Iterable[UUID], taking: dict[str, OldSystem]) -> list[Fresh]:
    """One amendment for each report and system, however many of its people are concerned."""
    events = {event for person in people for event in events_naming(person)}
    told = Delivery.objects.filter(record_id__in=events, system__in=taking).exclude(system=source_of(entry))
    rows = told.exclude(state__in=NEVER_TOLD).order_by("system", "record_id")
    return [
        Fresh(
            uuid7(),
            entry.id,
            entry.seq,
            system,
            report,
            record_type,
            record_id,
            Verb.AMEND.value,
            f"{entry.id.hex}-{record_id.hex[-12:]}:{system}",
        )
        for system, report, record_type, record_id in rows.values_list(
            "system", "report", "record_type", "record_id"
        ).distinct()
        if taking[system].takes(report, Verb.AMEND.value)
    ]
