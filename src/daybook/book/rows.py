"""What a record row looks like in the book, and the guard that keeps rows from changing without an entry."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, date, datetime, time
from decimal import Decimal
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar
from uuid import UUID

from django.db import models

if TYPE_CHECKING:
    from daybook.book.pages import Page

current_page: ContextVar[Page | None] = ContextVar("current_page", default=None)


class OutsideTheBookError(RuntimeError):
    """A record row was about to change without an entry."""


def open_page(what: str) -> Page:
    page = current_page.get()
    if page is None:
        raise OutsideTheBookError(
            f"{what} may only be saved inside `with writing(...)`: no change without an entry."
        )
    return page


M = TypeVar("M", bound=models.Model)


class RecordQuerySet(models.QuerySet[M]):
    """Reads as any queryset; the bulk writes that would pass the book by are refused."""

    def _refuse(self, verb: str) -> NoReturn:
        raise OutsideTheBookError(
            f"{self.model._meta.label}.objects.{verb}() would pass the book by; use page.save()."
        )

    def update(self, **kwargs: Any) -> int:
        self._refuse("update")

    def delete(self) -> tuple[int, dict[str, int]]:
        self._refuse("delete")

    def bulk_update(self, *args: Any, **kwargs: Any) -> int:
        self._refuse("bulk_update")

    def bulk_create(self, *args: Any, **kwargs: Any) -> list[M]:
        self._refuse("bulk_create")


class RecordManager(models.Manager[M]):
    def get_queryset(self) -> RecordQuerySet[M]:
        return RecordQuerySet(self.model, using=self._db)


def row_columns(row: models.Model) -> dict[str, Any]:
    """Every column of a row in its own type, whatever was given for it."""
    return {
        field.attname: field.to_python(getattr(row, field.attname)) for field in row._meta.concrete_fields
    }


def row_values(row: models.Model) -> dict[str, Any]:
    """Every column of a row as JSON can hold it; equal for a row just saved and the same row read again."""
    return plain_columns(row, row_columns(row))


def plain_columns(row: models.Model, columns: dict[str, Any]) -> dict[str, Any]:
    """The columns of a row as JSON can hold them."""
    return {field.attname: plain(columns[field.attname], field) for field in row._meta.concrete_fields}


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


QUICK: dict[type, Callable[[Any], Any]] = {
    UUID: attrgetter("hex"),
    datetime: _moment,
    date: date.isoformat,
}
"""The types that a loaded history consists of; `plain` knows the others."""


def plain(value: Any, field: models.Field[Any, Any] | None = None) -> Any:
    """A value as canonical JSON holds it: times in UTC to the microsecond, decimals and ids as text."""
    if quick := QUICK.get(type(value)):
        return quick(value)
    match value:
        case datetime():
            return _moment(value)
        case date() | time():
            return value.isoformat()
        case UUID():
            return value.hex
        case Decimal():
            places = getattr(field, "decimal_places", None)
            return str(value if places is None else round(value, places))
        case bytes() | bytearray() | memoryview():
            return bytes(value).hex()
        case models.Model():
            return plain(value.pk)
    return value


def canonical_json(value: Any) -> str:
    """JSON text with sorted keys and no spare spaces: the same value always gives the same text."""
    return CANONICAL.encode(value)


CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=plain)
