"""What of an old system stands in our own copy: its records as they were read in last.

For a system that gives files and answers nobody who waits, and for one that does not answer now. A copy is as fresh as
its last reading, and every page that shows it says so.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db.models import Max, TextField
from django.db.models.functions import Cast

from daybook.legacy.find.found import Found
from daybook.legacy.find.meant import is_meant
from daybook.legacy.mapping import Sought
from daybook.legacy.models import Reading
from daybook.nominals.models import SourceRecord
from daybook.nominals.receiving import latest_versions
from daybook.records.names import fold

AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class Copy:
    """`read_at`: when the system was read last. `since`: what it held until then is not in our copy."""

    read_at: datetime
    found: list[Found]
    since: datetime | None = None


def has_copy(system: str) -> bool:
    """Whether it was ever read, or anything of it taken in."""
    read = Reading.objects.filter(system=system, read_at__isnull=False)
    return read.exists() or SourceRecord.objects.filter(system=system).exists()


def read_at(system: str) -> datetime | None:
    """When it was last read to its end; where it is not read on by itself, when anything of it was last taken in."""
    read: datetime | None = Reading.objects.filter(system=system).values_list("read_at", flat=True).first()
    if read:
        return read
    found: datetime | None = SourceRecord.objects.filter(system=system).aggregate(last=Max("received_at"))[
        "last"
    ]
    return found


def copy_of(system: str, sought: Sought, most: int) -> Copy | None:
    """Those of its records in our copy who are sought, at most so many, by name; None where we have no copy."""
    at = read_at(system)
    if at is None:
        return None
    latest = latest_versions(_perhaps(system, sought))
    meant = (
        Found(written, read_at=row.received_at)
        for row in latest.values()
        if not row.gone and is_meant(written := row.as_written(), sought)
    )
    found = sorted(meant, key=lambda one: (one.written.names, one.written.births, one.written.key))
    begun = Reading.objects.filter(system=system, from_now=True).values_list("whole_at", flat=True).first()
    return Copy(at, list(islice(found, most)), begun)


def _perhaps(system: str, sought: Sought) -> Iterator[tuple[str, str]]:
    """The records whose text may name who is sought: a quick look at each, since a copy may hold a hundred thousand."""
    rows = SourceRecord.objects.filter(system=system).annotate(text=Cast("written", TextField()))
    for key, text in rows.values_list("key", "text").iterator(AT_ONCE):
        if _may_name(text, sought):
            yield system, key


def _may_name(text: str, sought: Sought) -> bool:
    if sought.numbers and '"numbers"' not in text:
        return False
    if not sought.names:
        return True
    plain = fold(json.dumps(json.loads(text), ensure_ascii=False) if "\\u" in text else text)
    return any(all(word in plain for word in reading) for reading in sought.names)
