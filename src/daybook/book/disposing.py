"""Taking values out of the book: found by what they tell, and deleted only under the erasure entry that ordered it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from uuid import UUID

from django.db import transaction

from daybook.book.kinds import Act
from daybook.book.models import Disposal, Entry, EntryValue

AT_ONCE = 500
Told = tuple[UUID, bool, dict[str, Any]]


def told(wanted: Callable[[str], bool], records: Iterable[UUID] = ()) -> Iterator[Told]:
    """(entry, whether it is about one of those records, its change): those, and all whose text is `wanted`.

    One pass over the whole book, some hundred values at a time.
    """
    about = _about(sorted(set(records)))
    rows = EntryValue.objects.order_by("pk").values_list("entry_id", "change")
    for entry, change in rows.iterator(chunk_size=AT_ONCE):
        if entry in about or wanted(change):
            yield entry, entry in about, json.loads(change)


def _about(records: list[UUID]) -> set[UUID]:
    found = set[UUID]()
    for start in range(0, len(records), AT_ONCE):
        some = Entry.objects.filter(record_id__in=records[start : start + AT_ONCE])
        found.update(some.values_list("pk", flat=True))
    return found


def dispose(values: Iterable[UUID], ordered_by: Entry) -> int:
    """Delete what these entries told, with its salt; how many there were. The entries and their seals stay."""
    if ordered_by.act != Act.ERASURE:
        raise ValueError("Only an erasure entry may order the disposal of values.")
    ids = sorted(set(values) - {ordered_by.pk})
    with transaction.atomic():
        for start in range(0, len(ids), AT_ONCE):
            some = ids[start : start + AT_ONCE]
            Disposal.objects.bulk_create([Disposal(entry_id=one, ordered_by=ordered_by) for one in some])
            EntryValue.objects.filter(pk__in=some).delete()
    return len(ids)
