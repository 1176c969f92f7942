"""Add a census: models made from then on are measured by it. It tells whom a forecast flags, and goes into none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book import writing
from daybook.forecast.actions.send_crimes import MAKE, Sent, SentError, kept
from daybook.forecast.engine import AreaError
from daybook.forecast.engine.fairness import CensusError
from daybook.forecast.engine.flat import FlatError
from daybook.forecast.fair_listening import read_kept
from daybook.forecast.kinds import CENSUS_ADDED
from daybook.forecast.models import CensusTable

TABLES = (".csv",)
PLACES = (".gpkg", ".geojson", ".json", ".csv")
LONGEST_NAME = 120
LARGEST = {"table": 20_000_000, "areas": 60_000_000}
"""Bytes of each file."""


@dataclass(frozen=True, slots=True)
class Given:
    """`areas` is None where `table` itself holds points; `name` stands on every page that shows its figures."""

    name: str
    table: Sent | None
    areas: Sent | None = None
    fine: bool = False


def add_census(caller: Caller, given: Given) -> CensusTable:
    """The census, read whole; rows that cannot be right are left out and named. Raises `SentError`."""
    require(caller, MAKE)
    row = CensusTable(name=_name(given.name), fine=given.fine, added_by=caller.author.user)
    if given.table is None:
        raise SentError("table", "Choose the table of residents, a CSV file.")
    row.table_name, row.table_sha256 = kept("table", _bounded("table", given.table), TABLES)
    if given.areas:
        row.areas_name, row.areas_sha256 = kept("areas", _bounded("areas", given.areas), PLACES)
    _read(row)
    row.added_at = timezone.now()
    with writing(CENSUS_ADDED, caller.author, row) as page:
        page.save(row)
    return row


def _bounded(name: str, file: Sent) -> Sent:
    """The file, refused once it has more than is read while somebody waits. Raises `SentError` as it is taken."""

    def chunks() -> Iterator[bytes]:
        size = 0
        for chunk in file.chunks:
            size += len(chunk)
            if size > LARGEST[name]:
                raise SentError(
                    name,
                    f"{file.name} has more than {LARGEST[name] // 1_000_000} MB, and a census is read while you wait."
                    " Keep the rows of the force’s own area, or take larger areas, such as LSOA.",
                )
            yield chunk

    return Sent(file.name, chunks())


def _name(text: str) -> str:
    name = text.strip()
    if not name:
        raise SentError("name", "Give the census a name, such as “Census 2021, ethnic group”.")
    if len(name) > LONGEST_NAME:
        raise SentError("name", f"Name: write at most {LONGEST_NAME} signs.")
    return name


def _read(row: CensusTable) -> None:
    try:
        census = read_kept(row)
    except CensusError as error:
        raise SentError("table", str(error)) from error
    except (AreaError, FlatError) as error:
        raise SentError("areas", str(error)) from error
    row.groups, row.faults = list(census.groups), list(census.faults)
    row.areas, row.residents = len(census.people), round(census.people.sum())
