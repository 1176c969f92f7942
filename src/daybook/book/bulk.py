"""Inserting rows without the cost of a model instance's save: one statement for a table, one way for many tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cache, cached_property
from itertools import repeat
from operator import itemgetter
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.db import connection, models, transaction

Values = Mapping[str, Any]
Prepare = Callable[[Any], Any]


class Table:
    """A table as its model describes it: columns, what stands where nothing is given, how values reach the database."""

    def __init__(self, model: type[models.Model]) -> None:
        self.model = model
        self.label = model._meta.label_lower
        self.key = model._meta.pk.attname
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
        columns = [_column(field, rows) for field in varying]
        lists = list(zip(*columns, *map(repeat, once.values()), strict=False))
        quote = connection.ops.quote_name
        fields = [*varying, *(self.by_name[name] for name in once)]
        names = ", ".join(quote(field.column or field.attname) for field in fields)
        _bring(f"{quote(self.model._meta.db_table)} ({names})", len(fields), lists)

    def bring(self, rows: Sequence[Sequence[Any]]) -> None:
        """Insert rows that hold all columns, in their order, as the database takes them."""
        _bring(self.head, len(self.fields), rows)

    @cached_property
    def prepares(self) -> list[tuple[str, Prepare | None]]:
        """Every column's name in Python with how its values reach the database."""
        return [(field.attname, preparing(field)) for field in self.fields]

    @cached_property
    def head(self) -> str:
        """The table and all its columns, as SQL names them."""
        quote = connection.ops.quote_name
        names = ", ".join(quote(field.column or field.attname) for field in self.fields)
        return f"{quote(self.model._meta.db_table)} ({names})"

    def statement(self, rows: int) -> str:
        """INSERT of so many filled rows."""
        marks = f"({', '.join(['%s'] * len(self.fields))})"
        return f"INSERT INTO {self.head} VALUES {', '.join([marks] * rows)}"  # noqa: S608

    def prepared_row(self, row: Values) -> list[Any]:
        """A filled row as the database takes it."""
        return [prepare(row[name]) if prepare else row[name] for name, prepare in self.prepares]

    def prepared(self, name: str, value: Any) -> Any:
        """One value as the database takes it."""
        prepare = preparing(self.by_name[name])
        return prepare(value) if prepare else value


FEW = 50


class Unsent:
    """New rows of any tables on their way to the database.

    A record has rows in many tables; to send each by itself costs as many ways to the server and back.
    """

    def __init__(self) -> None:
        self.rows: dict[Table, list[list[Any]]] = {}

    def add(self, model: type[models.Model], values: Values) -> None:
        """Keep a row, by its columns' names in Python; later changes to what `values` came from do not reach it."""
        table = table_of(model)
        self.rows.setdefault(table, []).append(table.prepared_row(values))

    def send(self) -> None:
        """Insert what is kept, in the caller's transaction: few rows on PostgreSQL in one go, else by table."""
        together = self._go_together()
        rows, self.rows = self.rows, {}
        if together:
            _bring_together(rows)
            return
        for table, lists in rows.items():
            table.bring(lists)

    def commit(self) -> None:
        """The same in the caller's transaction, if there is one, else in its own.

        Several statements sent as one text are a transaction to PostgreSQL: none has to be begun and ended around it.
        """
        if self._go_together():
            self.send()
            return
        with transaction.atomic(savepoint=False):
            self.send()

    def _go_together(self) -> bool:
        return connection.vendor == "postgresql" and 0 < sum(map(len, self.rows.values())) <= FEW

    def ahead(self, execute: Callable[..., Any], *query: Any) -> Any:
        """For `connection.execute_wrapper`: whatever asks the database finds the kept rows there."""
        self.send()
        return execute(*query)


def insert(model: type[models.Model], **values: Any) -> None:
    """Insert one row, at once."""
    unsent = Unsent()
    unsent.add(model, table_of(model).fill(values))
    unsent.send()


def _bring_together(rows: Mapping[Table, list[list[Any]]]) -> None:
    """One text of several statements; each is filled in by itself, in a form that psycopg keeps for the next time."""
    with connection.cursor() as cursor:
        texts = [
            cursor.mogrify(table.statement(len(lists)), [value for values in lists for value in values])
            for table, lists in rows.items()
        ]
        cursor.execute("; ".join(texts))


def _bring(into: str, width: int, lists: Sequence[Sequence[Any]]) -> None:
    """COPY is the cheapest way into PostgreSQL for many rows; SQLite compiles one statement for all."""
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


def _column(field: models.Field[Any, Any], rows: Sequence[Values]) -> Iterable[Any]:
    """What the rows have in that column, as the database takes it."""
    values, prepare = map(itemgetter(field.attname), rows), preparing(field)
    return map(prepare, values) if prepare else values


PLAIN = (models.CharField, models.TextField, models.IntegerField, models.FloatField, models.BooleanField)


def preparing(field: models.Field[Any, Any]) -> Prepare | None:
    """How a value of this column reaches the database; None where it goes as it is.

    SQLite's forms of ids, days, times and bytes are written here as Django writes them, only quicker.
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
    return None if value is None else value.astimezone(UTC).isoformat(" ")[: -len("+00:00")]


def _day_text(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def parameter(value: Any) -> Any:
    """A value of its own kind, of no known column, as the database takes it."""
    if connection.vendor != "sqlite":
        return value
    if isinstance(value, UUID):
        return _hex(value)
    if isinstance(value, datetime):
        return _utc_text(value)
    return value.isoformat() if isinstance(value, date) else value


QUICK: dict[type[models.Field[Any, Any]], Prepare | None] = {
    models.UUIDField: _hex,
    models.DateField: _day_text,
    models.DateTimeField: _utc_text,
    models.BinaryField: None,
}
