"""The force's own numbers, such as AR/0000123/26: dense within a series and a year."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from daybook.records.models import NumberSeries


def next_number(prefix: str) -> str:
    """Draw the next number of this year's series; a number drawn in a transaction that fails is not used up."""
    return take_numbers(prefix, 1)[0]


def take_numbers(prefix: str, count: int, year: int | None = None) -> list[str]:
    """Draw several at once, for bulk work; `year` in four figures, this year unless another is given."""
    short = f"{(year or timezone.localdate().year) % 100:02d}"
    name = f"{prefix}/{short}"
    with transaction.atomic(savepoint=False):
        series = NumberSeries.objects.select_for_update().filter(name=name).first()
        if series is None:
            NumberSeries.objects.get_or_create(name=name)
            series = NumberSeries.objects.select_for_update().get(name=name)
        first = series.last + 1
        series.last += count
        series.save(update_fields=["last"])
    return [f"{prefix}/{number:07d}/{short}" for number in range(first, first + count)]
