"""When the book grows: whoever is on a list and is touched by an entry is gone over at once, not in the night."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from daybook.access.caller import system_caller
from daybook.book import readers
from daybook.book.readers import SealedEntry
from daybook.forecast.harm.models import HarmList, HarmRow, RowState
from daybook.forecast.harm.rounds import go_over
from daybook.nominals.kinds import (
    DECISION_UNDONE,
    PEOPLE_LINKED,
    PERSON_LINKED,
    PERSON_TOLD_APART,
    PERSON_UNLINKED,
    RECORD_DETACHED,
)

NAME = "forecast.harm"
CALLER = system_caller("harm lists")
TABLES = frozenset(("records.event", "records.eventoffence", "records.link", "records.person"))
WHO_IS_WHO = frozenset(
    (PEOPLE_LINKED, PERSON_LINKED, PERSON_UNLINKED, PERSON_TOLD_APART, DECISION_UNDONE, RECORD_DETACHED)
)
"""Kinds that say who is one person; which records that touches, the index tells."""
OWN = ("harm-",)


class HarmKeeper:
    """Looks at every entry: what is evidence can change by many."""

    name = NAME
    kinds: tuple[str, ...] | None = None

    def read(self, entries: Sequence[SealedEntry]) -> None:
        rows = list(HarmRow.objects.filter(state=RowState.ON).select_related("harm_list"))
        if not rows:
            return
        others = [one for one in entries if not one.kind.startswith(OWN)]
        if not any(_may_touch_anybody(one) for one in others):
            touched = {key for one in others for key in _keys(one)}
            rows = [row for row in rows if touched & _rests_on(row)]
        for harm_list, its in _by_list(rows).items():
            go_over(harm_list, CALLER, its)


def _may_touch_anybody(entry: SealedEntry) -> bool:
    return entry.change is None or entry.kind in WHO_IS_WHO


def _keys(entry: SealedEntry) -> Iterator[str]:
    """Ids, as hex, of the people, events and offences that the entry changes, and of both ends of its links."""
    for table, its in ((entry.change or {}).get("rows", {})).items():
        if table in TABLES:
            for key, row in its.items():
                yield key
                yield from (str((row or {}).get(name, "")) for name in ("from_id", "to_id", "event_id"))


def _rests_on(row: HarmRow) -> set[str]:
    return {row.person_id.hex, *(one["event"] for one in row.evidence)}


def _by_list(rows: list[HarmRow]) -> dict[HarmList, list[HarmRow]]:
    found: defaultdict[HarmList, list[HarmRow]] = defaultdict(list)
    for row in rows:
        found[row.harm_list].append(row)
    return found


readers.register(HarmKeeper())
