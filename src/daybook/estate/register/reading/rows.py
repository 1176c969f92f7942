"""The rows of a table as values of the register's fields, with the faults of those that cannot be taken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Any

from daybook.estate.register.faults import CellError, Fault
from daybook.estate.register.fields import Field, Sheet
from daybook.estate.register.reading.dates import Order, order_of
from daybook.estate.register.reading.tables import Cell, Table, TableError, text_of
from daybook.estate.register.reading.values import read_value

TOLD_FROM = 5_000
"""Rows from which the order of dates is told."""


@dataclass(slots=True)
class Row:
    """`number` is the row of the file; `values` by field name, without what is empty; `cells` as they stand."""

    number: int
    cells: list[Cell]
    values: dict[str, Any] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    @property
    def key(self) -> str:
        return str(self.values.get("number", ""))


def check_columns(sheet: Sheet, columns: Mapping[str, str]) -> None:
    """TableError unless every needed field has a column and no field has two."""
    given = list(columns.values())
    lacking = [each.label for each in sheet.fields if each.needed and each.name not in given]
    if lacking:
        raise TableError(f"No column is chosen for: {', '.join(lacking)}. Choose one for each.")
    if twice := sorted({name for name in given if given.count(name) > 1}):
        labels = ", ".join(sheet.by_name[name].label for name in twice)
        raise TableError(f"Two columns are chosen for: {labels}. Choose one for each.")
    if strange := sorted(set(given) - sheet.by_name.keys()):
        raise TableError(f"There is no field called {', '.join(strange)} in {sheet.title.lower()}.")


def read_rows(
    sheet: Sheet, table: Table, columns: Mapping[str, str], order: Order | None = None
) -> Iterator[Row]:
    """Every row in turn. `columns` names a field for a heading; `order` of dates is told from each column if None."""
    check_columns(sheet, columns)
    places = {table.headings.index(heading): sheet.by_name[name] for heading, name in columns.items()}
    beginning = list(islice(table.rows, TOLD_FROM))
    orders = {place: order or _order(place, each, beginning) for place, each in places.items()}
    seen: dict[str, int] = {}
    for number, cells in chain(beginning, table.rows):
        row = _read(number, cells, places, orders)
        _refuse_cut(row, table)
        _refuse_second(row, sheet, seen)
        refuse_missing(row, sheet)
        yield row


def _order(place: int, each: Field, rows: Iterable[tuple[int, list[Cell]]]) -> Order:
    if each.kind not in ("date", "time"):
        return Order.DAY_FIRST
    return order_of(cells[place] for _, cells in rows if place < len(cells))


def _read(number: int, cells: list[Cell], places: Mapping[int, Field], orders: Mapping[int, Order]) -> Row:
    row = Row(number, cells)
    for place, each in places.items():
        read_cell(row, each, cells[place] if place < len(cells) else "", orders[place])
    return row


def read_cell(row: Row, each: Field, cell: Cell, order: Order = Order.DAY_FIRST) -> None:
    """Put the value of the cell into the row, or its fault."""
    try:
        value = read_value(each, cell, order)
    except CellError as error:
        row.faults.append(Fault(each.label, text_of(cell)[:200], error.problem, error.remedy))
    else:
        if value is not None:
            row.values[each.name] = value


def _refuse_cut(row: Row, table: Table) -> None:
    """A CSV row with too few or too many cells has lost its places: no value of it can be trusted."""
    wide, had = len(table.headings), len(row.cells)
    if had < wide:
        problem = f"The row has {had} cells, the heading {wide}: it may be cut off."
        row.faults = [Fault("Row", "", problem, "Export it again, or fill the row up.")]
    elif any(cell != "" for cell in row.cells[wide:]):
        problem = f"The row has {had} cells, the heading {wide}."
        row.faults = [
            Fault("Row", "", problem, "Put quotation marks round a cell that holds the parting sign.")
        ]


def _refuse_second(row: Row, sheet: Sheet, seen: dict[str, int]) -> None:
    if "number" not in sheet.by_name or not row.key:
        return
    if row.key in seen:
        problem = f"Row {seen[row.key]} has the same number."
        label = sheet.by_name["number"].label
        row.faults.append(
            Fault(label, row.key, problem, "Keep one of the two, or give this one its own number.")
        )
    else:
        seen[row.key] = row.number


def refuse_missing(row: Row, sheet: Sheet) -> None:
    """A fault for every needed field without a value, unless the row has faults already."""
    if row.faults:
        return
    for each in sheet.fields:
        if each.needed and each.name not in row.values:
            row.faults.append(Fault(each.label, "", "This is missing.", "Fill it in."))
