"""Inserting rows without the cost of a model instance for each: one statement for a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.db import connection, models

Values = Mapping[str, Any]
Prepare = Callable[[Any], Any]


class Table:
    """A table as its model describes it: columns, what stands where nothing is given, how values reach the database."""

    def __init__(self, model: type[models.Model]) -> None:
        self.model = model
        self.label = model._meta.label_lower
        self.fields = [
            field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)
        ]
        self.by_name = {field.attname: field for field in self.fields}
        self.names = frozenset(field.attname for field in self.fields)
        self.fixed = {
            field.attname: field.get_default() for field in self.fields if not callable(field.default)
        }
        self.made = {field.attname: field.get_default for field in self.fields if callable(field.default)}

    def fill(self, given: Values) -> dict[str, Any]:
        """All columns of a row, by their names in Python; TypeError for a name that is no column."""
        if not given.keys() <= self.names:
            raise TypeError(f"{self.label} has no {', '.join(sorted(given.keys() - self.names))}.")
        row = {**self.fixed, **given}
        for name, make in self.made.items():
            if name not in row:
                row[name] = make()
        return row

    def insert(self, rows: Sequence[Values], same: Values = MappingProxyType({})) -> None:
        """Insert filled rows in the caller's transaction; `same` holds columns that are alike in all of them."""
        if not rows:
            return
        once = {name: self.prepared(name, value) for name, value in same.items() if value is not None}
        varying = [field for field in self.fields if field.attname not in same]
        columns = [(field.attname, preparing(field)) for field in varying]
        end = list(once.values())
        lists = [
            [*(prepare(row[name]) if prepare else row[name] for name, prepare in columns), *end]
            for row in rows
        ]
        quote = connection.ops.quote_name
        fields = [*varying, *(self.by_name[name] for name in once)]
        names = ", ".join(quote(field.column or field.attname) for field in fields)
        _bring(f"{quote(self.model._meta.db_table)} ({names})", len(fields), lists)

    def prepared(self, name: str, value: Any) -> Any:
        """One value as the database takes it."""
        prepare = preparing(self.by_name[name])
        return prepare(value) if prepare else value


def _bring(into: str, width: int, lists: list[list[Any]]) -> None:
    """COPY is the cheapest way into PostgreSQL even for a single row; SQLite compiles one statement for all."""
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            marks = ", ".join(["%s"] * width)
            cursor.executemany(f"INSERT INTO {into} VALUES ({marks})", lists)  # noqa: S608
            return
        connection.validate_no_broken_transaction()
        with connection.wrap_database_errors, cursor.copy(f"COPY {into} FROM STDIN") as copy:
            for values in lists:
                copy.write_row(values)


@cache
def table_of(model: type[models.Model]) -> Table:
    """The table of a model."""
    return Table(model)


PLAIN = (models.CharField, models.TextField, models.IntegerField, models.FloatField, models.BooleanField)


def preparing(field: models.Field[Any, Any]) -> Prepare | None:
    """How a value of this column reaches the database; None where it goes as it is.

    SQLite's forms of ids and times are written here as Django writes them, only quicker.
    """
    if isinstance(field, models.ForeignKey):
        return preparing(field.target_field)
    if isinstance(field, PLAIN):
        return None
    if connection.vendor == "sqlite" and type(field) in QUICK:
        return QUICK[type(field)]
    return lambda value: field.get_db_prep_save(value, connection)


def _hex(value: UUID | None) -> str | None:
    return None if value is None else value.hex


def _utc_text(value: datetime | None) -> str | None:
    return None if value is None else value.astimezone(UTC).replace(tzinfo=None).isoformat(" ")


QUICK: dict[type[models.Field[Any, Any]], Prepare] = {
    models.UUIDField: _hex,
    models.DateTimeField: _utc_text,
}
