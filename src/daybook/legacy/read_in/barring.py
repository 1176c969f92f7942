"""Records of theirs that are not read in again: whom they name was disposed of here."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from daybook.legacy.models import ReadRecord

BARRED: dict[str, Any] = {
    "barred": True,
    "record_id": None,
    "source_key": "",
    "taken": None,
    "taken_at": None,
    "differs": False,
}


def bar(system: str, report: str, reference: str) -> None:
    """Keep one record out, whether it was read yet or not."""
    now = timezone.now()
    times = {"first_at": now, "changed_at": now, "seen_at": now}
    name = {"system": system, "report": report, "reference": reference[:120]}
    ReadRecord.objects.update_or_create(**name, defaults=BARRED, create_defaults={**BARRED, **times})
