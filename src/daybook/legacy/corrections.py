"""A person corrected is corrected everywhere: the systems that were told of their reports are told again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from uuid_utils.compat import uuid7

from daybook.book.readers import SealedEntry
from daybook.legacy.engine.ports import OldSystem
from daybook.legacy.fresh import Fresh
from daybook.legacy.models import Delivery, State, Verb
from daybook.records.reading_reports import events_naming

ABOUT_A_PERSON = frozenset(
    {"person:corrected", "person:identified", "alias:added", "warning:added", "warning:withdrawn"}
)
NEVER_TOLD = (State.SUPERSEDED, State.NOT_WANTED)


def corrections(entries: Sequence[SealedEntry], systems: Iterable[OldSystem]) -> list[Fresh]:
    """An amendment of each report that names the person, for each system that was told of that report."""
    changed = [entry for entry in entries if entry.kind in ABOUT_A_PERSON and entry.record_id]
    taking = {system.name: system for system in systems} if changed else {}
    return [row for entry in changed for row in _for_person(entry, taking)]


def _for_person(entry: SealedEntry, taking: dict[str, OldSystem]) -> list[Fresh]:
    if entry.record_id is None:
        return []
    told = Delivery.objects.filter(record_id__in=events_naming(entry.record_id), system__in=taking)
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
