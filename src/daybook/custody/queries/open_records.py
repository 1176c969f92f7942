"""Who of some people is in custody."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from daybook.custody.models import CustodyRecord


def open_records(people: Iterable[UUID]) -> list[str]:
    """Their open custody records, as other rooms may name them."""
    rows = CustodyRecord.objects.filter(person__in=list(people), closed_at=None).order_by("number")
    return [f"custody record {number} is open" for number in rows.values_list("number", flat=True)]
