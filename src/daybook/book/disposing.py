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
Told = tuple[UUID, UUID | None, dict[str, Any]]


def told(wanted: Callable[[str], bool], records: Iterable[UUID] = ()) -> Iterator[Told]:
    """(entry, its record, its change) of each value that `wanted` takes by its text, and of all about those records.

    One pass over the whole book, some hundred values at a time.
    """
    about = set(records)
    rows = EntryValue.objects.order_by("pk").values_list("entry_id", "entry__record_id", "change")
    for entry, record, change in rows.iterator(chunk_size=AT_ONCE):
        if record in about or wanted(change):
            yield entry, record, json.loads(change)


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
