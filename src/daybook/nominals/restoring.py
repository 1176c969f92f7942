"""After the index was emptied: other systems' records are findable again, and everybody is the person they were."""

from __future__ import annotations

from django.db import transaction

from daybook.nominals.linking import AT_ONCE, index_sources
from daybook.nominals.matching import clean
from daybook.nominals.membership import settle
from daybook.nominals.models import Decision, SourceRecord, Verdict


def restore() -> None:
    """Put the latest version of each source record into the index, then bring persons in line with the decisions."""
    rows = SourceRecord.objects.order_by("version").values_list("system", "key", "pk")
    latest = list({(system, key): pk for system, key, pk in rows.iterator()}.values())
    for start in range(0, len(latest), AT_ONCE):
        part = SourceRecord.objects.filter(pk__in=latest[start : start + AT_ONCE])
        index_sources([clean(row.as_written()) for row in part])
    same = Decision.objects.filter(Decision.IN_FORCE, verdict=Verdict.SAME)
    tied = sorted({end for one in same.iterator() for end in (one.first, one.second)})
    for start in range(0, len(tied), AT_ONCE):
        with transaction.atomic():
            settle(tied[start : start + AT_ONCE])
