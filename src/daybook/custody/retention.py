"""What custody holds of people who are disposed of: their custody records with every entry, alert and draft."""

from __future__ import annotations

from daybook.custody.models import Alert, CustodyEntry, CustodyRecord, EntryDraft
from daybook.records.retention.going import Going, register_holder


@register_holder
def custody_rows(going: Going) -> None:
    records = list(CustodyRecord.objects.filter(person__in=going.people).order_by("opened_at", "pk"))
    ids = [one.pk for one in records]
    going.add("Custody records", records)
    entries = CustodyEntry.objects.filter(record__in=ids).order_by("entered_at", "pk")
    going.add("Custody entries", entries)
    going.beside.append(lambda: Alert.objects.filter(record__in=ids).delete())
    going.beside.append(lambda: EntryDraft.objects.filter(about__in=going.records).delete())
