"""The records that figures count. Nothing of a person leaves `stays`, so that every record counts, sealed ones too."""

from __future__ import annotations

from datetime import date, datetime, time

from django.db.models import QuerySet

from daybook.custody.models import CustodyRecord, Suite
from daybook.records.reports.values import LONDON


def arrested_since(month: date, suite: Suite | None = None) -> QuerySet[CustodyRecord]:
    """The records of arrests made from the first minute of that month on, in one suite or in all."""
    start = datetime.combine(month, time(0), LONDON)
    found = CustodyRecord.objects.filter(arrest__happened_from__gte=start)
    return found.filter(suite=suite) if suite else found
