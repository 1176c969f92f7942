"""Questions that are asked again and again: their SQL is made once and run with new values.

Django makes the text of a query anew whenever it is asked, which takes many times as long as the answer of a
database that is near. A function that gives a queryset becomes such a question with `@asked`:

    @asked
    def _held(ids: Sequence[UUID], holder: str) -> QuerySet[Delivery, UUID]:
        return Delivery.objects.filter(id__in=ids, lease_holder=holder).values_list("id", flat=True)

    _held(ids=[first, second], holder="worker-1")

What is given by name may differ each time: the function is given stand-ins, which it may only compare with. What is
given by place becomes part of the text, as does the length of a list.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import update_wrapper
from typing import Any, Generic, ParamSpec, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection, models
from django.db.models.expressions import Expression
from django.db.models.query import FlatValuesListIterable, ModelIterable
from django.db.transaction import TransactionManagementError

from daybook.book.bulk import parameter
from daybook.book.stored import fetch

P = ParamSpec("P")
Row = TypeVar("Row")
Stored = Sequence[Any]
KEPT = 200
"""Texts for longer lists are made anew each time: their lengths are many, and their rows take longer than the text."""


class StandIn(Expression):
    """The place of a value that is given later; `at` is its place in a list."""

    def __init__(self, name: str, at: int | None = None) -> None:
        super().__init__()
        self.name, self.at = name, at

    def as_sql(self, compiler: object, connection: object) -> tuple[str, tuple[Any, ...]]:
        return "%s", (self,)

    def value(self, given: Mapping[str, Any]) -> Any:
        found = given[self.name]
        return parameter(found if self.at is None else found[self.at])


class Text(Generic[Row]):
    """A question as the database is asked it, and how its rows are read. EmptyResultSet where it can have no answer."""

    def __init__(self, rows: models.QuerySet[Any, Row]) -> None:
        compiler = rows.query.get_compiler(DEFAULT_DB_ALIAS)
        self.sql, self.parameters = compiler.as_sql()
        self.locks = rows.query.select_for_update
        columns = [column for column, *_ in compiler.select]
        self.converts = list(compiler.get_converters(columns).items())
        self.read = _reading(rows, columns)

    def ask(self, given: Mapping[str, Any]) -> list[Row]:
        if self.locks and not connection.in_atomic_block:
            raise TransactionManagementError("Rows can be locked only within a transaction.")
        values = [each.value(given) if isinstance(each, StandIn) else each for each in self.parameters]
        return [self.read(self._converted(row)) for row in fetch(self.sql, values)]

    def _converted(self, row: Stored) -> Stored:
        values = list(row)
        for at, (converters, column) in self.converts:
            for convert in converters:
                values[at] = convert(values[at], column, connection)
        return values


class Asked(Generic[P, Row]):
    """A question with the texts that were made of it."""

    def __init__(self, make: Callable[P, models.QuerySet[Any, Row]]) -> None:
        self.make = make
        self.texts: dict[tuple[Any, ...], Text[Row] | None] = {}
        update_wrapper(self, make)

    def __call__(self, *fixed: P.args, **given: P.kwargs) -> list[Row]:
        text = self._text(fixed, given)
        return text.ask(given) if text else []

    def _text(self, fixed: tuple[Any, ...], given: Mapping[str, Any]) -> Text[Row] | None:
        lengths = tuple(len(value) if isinstance(value, list) else 0 for value in given.values())
        if sum(lengths) > KEPT:
            return self._made(fixed, given)
        key = (connection.vendor, *fixed, *given, *lengths)
        if key not in self.texts:
            self.texts[key] = self._made(fixed, given)
        return self.texts[key]

    def _made(self, fixed: tuple[Any, ...], given: Mapping[str, Any]) -> Text[Row] | None:
        stand_ins: dict[str, Any] = {name: _stand_in(name, value) for name, value in given.items()}
        try:
            return Text(self.make(*fixed, **stand_ins))
        except EmptyResultSet:
            return None


def asked(make: Callable[P, models.QuerySet[Any, Row]]) -> Asked[P, Row]:
    """Make a question of a function that gives a queryset of models, of tuples or of single values."""
    return Asked(make)


def _stand_in(name: str, value: object) -> StandIn | list[StandIn]:
    return [StandIn(name, at) for at in range(len(value))] if isinstance(value, list) else StandIn(name)


def _reading(rows: models.QuerySet[Any, Row], columns: list[Any]) -> Callable[[Stored], Any]:
    """What makes one of the queryset's rows of the values of its columns."""
    if rows._iterable_class is ModelIterable:
        names, make = [column.target.attname for column in columns], rows.model.from_db
        return lambda values: make(DEFAULT_DB_ALIAS, names, values)
    return _first if rows._iterable_class is FlatValuesListIterable else tuple


def _first(values: Stored) -> Any:
    return values[0]
