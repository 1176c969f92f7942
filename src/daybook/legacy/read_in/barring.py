"""Records of theirs that are not read in again: whom they name was disposed of here."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from daybook.legacy.models import Reading, ReadRecord

BARRED: dict[str, Any] = {
    "barred": True,
    "record_id": None,
    "source_key": "",
    "taken": None,
    "taken_at": None,
    "differs": False,
    "erased_at": None,
}
STILL_THERE = (
    "{count} of the records that {title} said it has erased are still in it. Not read in; ask its owner."
)


def bar(system: str, report: str, reference: str) -> None:
    """Keep one record out, whether it was read yet or not."""
    now = timezone.now()
    times = {"first_at": now, "changed_at": now, "seen_at": now}
    name = {"system": system, "report": report, "reference": reference[:120]}
    ReadRecord.objects.update_or_create(**name, defaults=BARRED, create_defaults={**BARRED, **times})


def erased_there(system: str, reference: str, now: datetime) -> None:
    """It is erased there. An extract made before may still hold it, so it is kept out until the system was read whole
    after this; a system that is never read gives nothing to keep out."""
    rows = ReadRecord.objects.filter(system=system, reference=reference[:120], barred=True)
    if Reading.objects.filter(system=system).exists():
        rows.update(erased_at=now)
    else:
        rows.delete()


def lift(system: str, asked: datetime) -> None:
    """Forget those that were erased before this whole reading was asked for and were not met in it."""
    ReadRecord.objects.filter(system=system, barred=True, erased_at__lt=asked, seen_at__lt=asked).delete()


def still_there(system: str, title: str, asked: datetime) -> str:
    """A sentence where a whole reading, asked for after the system said that they are erased, met some of them."""
    rows = ReadRecord.objects.filter(system=system, barred=True, erased_at__lt=asked, seen_at__gte=asked)
    count = rows.count()
    return STILL_THERE.format(count=count, title=title) if count else ""
