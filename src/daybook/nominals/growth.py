"""Persons who grow too fast: many records that came within the last day would be joined to one.

The rule: the machine joins nobody to a person who would then have more than nine records that came within the last day,
and more of these than had come before. One arrest brings one record of ours and one from each of eight old systems, so
that nine may come of one event; a tenth is of another, and a filler in place of a name or address brings dozens. What a
system brings on its own first day is its whole past, and not counted; the largest size holds there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from daybook.nominals.answered import naming
from daybook.nominals.membership import Identity, in_parts
from daybook.nominals.models import OWN, ReviewCase, SourceRecord, Trouble
from daybook.records.models import Person

WITHIN = timedelta(days=1)
MOST = 9
"""Records that came within a day, from which on the machine asks."""
TOO_FAST = f"the person would have more than {MOST} records that came within a day"


def grows_too_fast(records: Collection[Identity], fresh: Collection[Identity]) -> bool:
    """Whether one person of all these records would have grown too fast; `fresh`: what came within a day."""
    came = len(set(records) & set(fresh))
    return came > MOST and came > len(records) - came


def came_lately(records: Collection[Identity]) -> set[Identity]:
    """Those of the records that came within a day, of systems that had records before."""
    since = timezone.now() - WITHIN
    keys = sorted({key for system, key in records if system != OWN})
    rows = [
        row
        for part in in_parts(keys)
        for row in SourceRecord.objects.filter(version=1, received_at__gte=since, key__in=part).values_list(
            "system", "key"
        )
    ]
    own = [UUID(key) for system, key in records if system == OWN]
    people = Person.objects.filter(pk__in=own, recorded_at__gte=since).values_list("pk", flat=True)
    found = {*rows, *((OWN, str(key)) for key in people)} & set(records)
    new = {system for system in {system for system, _ in found} if not _is_known(system, since)}
    return {record for record in found if record[0] not in new}


def _is_known(system: str, before: datetime) -> bool:
    """Whether the system had brought anything by then."""
    if system == OWN:
        return Person.objects.filter(recorded_at__lt=before).exists()
    return SourceRecord.objects.filter(system=system, received_at__lt=before).exists()


def waiting(records: Iterable[Identity]) -> set[Identity]:
    """Those of the records about whose growth a person is asked: until they have answered, nobody is added."""
    cases = naming(records, ReviewCase.objects.filter(settled_at=None, trouble=Trouble.GROWING))
    return {end for case in cases for end in (case.first, case.second)}
