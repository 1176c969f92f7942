"""The register as a file: every field, or those that the public version may show. It can be taken in again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from daybook.estate.models import System
from daybook.estate.queries.estate import shown_year
from daybook.estate.register.fields import SYSTEM_FIELDS, Field, public_fields
from daybook.estate.shown import as_text
from daybook.estate.values import RELATED, values_of


def fields_shown(public: bool) -> tuple[Field, ...]:
    """All fields, or those without commercial and security ones."""
    return public_fields() if public else SYSTEM_FIELDS


def as_cells(fields: Collection[Field], only: Collection[UUID] | None = None) -> Iterator[list[str]]:
    """One row for each system, by number, as an import reads it; `only` are ids of the systems wanted."""
    for values in _all_values(only):
        yield [as_text(field, values.get(field.name)) for field in fields]


def as_objects(fields: Collection[Field], only: Collection[UUID] | None = None) -> Iterator[dict[str, Any]]:
    """One object for each system, by field names; fields of which nothing is known are left out. Money in pence."""
    wanted = {field.name for field in fields}
    for values in _all_values(only):
        yield {name: _plain(value) for name, value in values.items() if name in wanted}


def _all_values(only: Collection[UUID] | None) -> Iterable[dict[str, Any]]:
    year = shown_year(timezone.localdate())
    rows: QuerySet[System] = System.objects.select_related("successor").prefetch_related(*RELATED)
    rows = rows if only is None else rows.filter(pk__in=only)
    return (values_of(row, year) for row in rows.order_by("number"))


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return float(value) if isinstance(value, Decimal) else value
