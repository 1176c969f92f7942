"""An export as records that can be compared, and the account of every row that it held."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path

import pyarrow as pa

from daybook.nominals.exports.columns import Columns
from daybook.nominals.exports.csv_rows import csv_rows
from daybook.nominals.exports.date_orders import is_either, orders_of
from daybook.nominals.exports.parquet_rows import parquet_rows
from daybook.nominals.exports.tally import Tally
from daybook.nominals.key_names import LONGEST_KEY, kept_key, numbered
from daybook.nominals.matching import Cleaned, Written, clean
from daybook.nominals.receiving import is_reused

REPEATED = "a row that says the same as an earlier one, left out"
AGAIN = "a key that comes again, taken as a later record of the same person"
LONG = f"a key of more than {LONGEST_KEY} characters: stored under its beginning and a hash of the whole"
REUSED = "a key used again for another person: taken as two records"
TWO_ORDERS = "a date that may be read in two orders, in a column that has both: read {}"
NO_KEY = "a row without a key: named by its number"
NOTHING = "a record with no name, birth date or number: it is joined with nobody"
MISSED = {"key": "key", "birth": "birth date", "postcode": "postcode"}
"""Columns without which much is not found: an export that lacks one may be the wrong one."""
NUMBERS = ("pncid", "cro", "driver_number", "nino")


class ExportError(Exception):
    """The file cannot be read at all; the message says why and what to do."""


@dataclass(slots=True)
class Export:
    """What an export held: rows = records + repeated + set aside, always."""

    system: str
    records: list[Cleaned] = field(default_factory=list)
    written: list[Written] = field(default_factory=list)
    rows: int = 0
    repeated: int = 0
    set_aside: int = 0
    tally: Tally = field(default_factory=Tally)


def read_file(path: Path, columns: Columns | None = None) -> Export:
    """A CSV or Parquet file. Raises `ExportError` or `ColumnsError` where nothing of it can be used."""
    columns = columns or Columns()
    found = Export(columns.system or path.stem)
    if not path.is_file():
        raise ExportError(f"There is no file {path}.")
    rows = list(_rows(path, found))
    if not rows:
        raise ExportError(f"{path.name} holds no row that can be read. Ask for it again.")
    where = columns.of(list(rows[0][1]))
    for what, words in MISSED.items():
        if not where.get(what):
            found.tally.note(f"no column of a {words}: add it, or name it with --columns; linked without")
    written = [(number, _written(row, where, found.system)) for number, row in rows]
    return _taken(written, found, columns.order)


def read_records(system: str, records: Iterable[Written]) -> Export:
    """What an old system gave through its registered export."""
    found = Export(system)
    numbered = list(enumerate(records, 1))
    found.rows = len(numbered)
    return _taken(numbered, found)


def _rows(path: Path, found: Export) -> Iterator[tuple[int, dict[str, str]]]:
    read = _whole_parquet if path.suffix == ".parquet" else csv_rows
    for row in read(path, found.tally):
        found.rows += 1
        if isinstance(row, int):
            found.set_aside += 1
        else:
            yield row


def _whole_parquet(path: Path, tally: Tally) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        yield from parquet_rows(path, tally)
    except (pa.ArrowException, OSError) as error:
        raise ExportError(
            f"{path.name} is not a whole Parquet file; its end may be missing. Ask for it again."
        ) from error


def _written(row: Mapping[str, str], where: Mapping[str, Sequence[str]], system: str) -> Written:
    def said(what: str) -> tuple[str, ...]:
        return tuple(row[name] for name in where.get(what, ()) if row[name])

    lines = [" ".join((*said("house"), *said("address")[:1])), *said("address")[1:]]
    return Written(
        key=" ".join(said("key")),
        system=system,
        names=(_name(said), *(_whole_name(text) for text in said("also"))),
        births=said("birth"),
        ages=tuple((age, " ".join(said("taken")[:1])) for age in said("age")),
        sex="".join(said("sex")),
        addresses=tuple(filter(None, [", ".join(filter(None, lines))])),
        towns=said("town"),
        postcodes=said("postcode"),
        phones=said("phone"),
        emails=said("email"),
        numbers=tuple((scheme, text) for scheme in NUMBERS for text in said(scheme)),
    )


def _name(said: Callable[[str], tuple[str, ...]]) -> tuple[str, str]:
    family, given = " ".join(said("family")), " ".join((*said("given"), *said("middle")))
    if family or given:
        return family, given
    return _whole_name(" ".join(said("full")))


def _whole_name(text: str) -> tuple[str, str]:
    """`SMITH, Ann` or `Ann Smith`."""
    family, comma, given = text.partition(",")
    if comma:
        return family.strip(), given.strip()
    *first, last = text.split() or [""]
    return last, " ".join(first)


def _taken(written: Sequence[tuple[int, Written]], found: Export, told: str = "") -> Export:
    """`told`: how dates are written, empty to find it out."""
    orders = orders_of(birth for _, one in written for birth in one.births)
    order = told or orders.order
    held: dict[str, list[tuple[Written, Cleaned]]] = {}
    names = {one.key for _, one in written}
    for number, one in written:
        if not one.key:
            found.tally.note(NO_KEY, number)
            one = replace(one, key=f"row {number}")
        if orders.mixed and any(map(is_either, one.births)):
            found.tally.note(TWO_ORDERS.format(order), number)
        record = clean(one, order=order)
        before = held.setdefault(one.key, [])
        if any(one == other for other, _ in before):
            found.repeated += 1
            found.tally.note(REPEATED, number)
            continue
        if before:
            found.tally.note(REUSED if is_reused(before[-1][1], record) else AGAIN, number)
        before.append((one, record))
        key = one.key if len(before) == 1 else _free(one.key, len(before), names)
        _keep(found, replace(one, key=key), replace(record, key=key), number)
    return found


def _free(key: str, times: int, names: set[str]) -> str:
    """The name of another record under one key: none that a key of the export has, or another record got."""
    found = next(name for at in count(times) if (name := numbered(key, at)) not in names)
    names.add(found)
    return found


def _keep(found: Export, one: Written, record: Cleaned, number: int) -> None:
    for fault in record.faults:
        found.tally.note(fault, number)
    if not (record.names or record.births or record.numbers):
        found.tally.note(NOTHING, number)
    if kept_key(one.key) != one.key:
        found.tally.note(LONG, number)
    found.written.append(one)
    found.records.append(record)
