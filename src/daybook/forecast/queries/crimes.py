"""The crimes and incidents already in Daybook, as lines of a file: where, when, of which type, by which way in.

No person is in them: of the method what was chosen from lists alone, since what was typed may name somebody.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from typing import Any

from django.db.models import Exists, OuterRef

from daybook.access.caller import Caller
from daybook.book import Act
from daybook.book.models import Entry
from daybook.records.code_lists import code_list
from daybook.records.models import Event, Handling
from daybook.records.queries.filter import visible

HEADING = ("Crime ID", "Date", "Easting", "Northing", "Crime type", "Location", "Date to", "Method")
COLUMNS = (
    "number",
    "happened_from",
    "location__easting",
    "location__northing",
    "report_type",
    "offences__title",
    "details__category",
    "location__description",
    "location__address_lines",
    "happened_to",
    "details__entry_point",
    "details__entry_means",
)
METHOD = ("entry-points", "entry-means")
"""The code lists of the last two columns: how it was done, in words that are the same each time."""
NUMBERED = re.compile(r"^(?:flat|apartment|unit|room)\b|^\d+\w?(?:\s*[-–/]\s*\d+\w?)?$", re.IGNORECASE)
DOOR = re.compile(r"^\d+\w?(?:\s*[-–/]\s*\d+\w?)?[\s,]+")
TOGETHER = 2000


def crime_rows(
    caller: Caller,
    start: datetime | None = None,
    end: datetime | None = None,
    known: datetime | None = None,
) -> Iterator[tuple[Any, ...]]:
    """A line for each crime and incident with a place that the caller may see, oldest first; from `start` up to `end`.

    `known` leaves out what was recorded after it.
    Restricted and sealed records are left out for everybody: who looks at a map may not know of them. So are crimes
    that were cancelled.
    """
    between = {"happened_from__gte": start, "happened_from__lt": end, "recorded_at__lte": known}
    rows = (
        visible(caller, Event)
        .filter(
            report_type__in=("crime", "incident"), handling=Handling.OPEN, location__easting__isnull=False
        )
        .filter(**{name: when for name, when in between.items() if when})
        .exclude(status="cancelled")
        .exclude(offences__withdrawn=True)
        .order_by("happened_from", "number")
        .values_list(*COLUMNS)
    )
    labels = {one.code: one.label for one in code_list("incident-category")}
    for (
        number,
        when,
        east,
        north,
        report,
        offence,
        category,
        described,
        lines,
        until,
        *codes,
    ) in rows.iterator(TOGETHER):
        kind = offence if report == "crime" else f"Incident: {labels.get(category, category or 'other')}"
        street, last = street_of(described, lines), _moment(until) if until else ""
        yield number, _moment(when), east, north, kind or "Crime", street, last, _method(codes)


def _method(codes: list[str | None]) -> str:
    """What was chosen, in the words of the lists; empty where nothing was."""
    lists = zip(METHOD, codes, strict=True)
    return ", ".join(code_list(name).label(code) for name, code in lists if code and code in code_list(name))


def crime_file(
    caller: Caller, kinds: Collection[str] | None = None, known: datetime | None = None
) -> Iterator[bytes]:
    """The same as a CSV file, in pieces; with `kinds` those types alone."""
    lines = io.StringIO(newline="")
    writer = csv.writer(lines)
    writer.writerow(HEADING)
    rows = (row for row in crime_rows(caller, known=known) if kinds is None or row[4] in kinds)
    for number, row in enumerate(rows):
        writer.writerow(row)
        if number % TOGETHER == TOGETHER - 1:
            yield _emptied(lines)
    yield _emptied(lines)


def changed_since(caller: Caller, when: datetime) -> list[str]:
    """Numbers of crimes and incidents that were recorded by then, and changed after it."""
    later = Entry.objects.filter(record_id=OuterRef("pk"), written_at__gt=when, act=Act.ALTERATION)
    rows = visible(caller, Event).filter(report_type__in=("crime", "incident"), recorded_at__lte=when)
    return list(rows.filter(Exists(later)).order_by("number").values_list("number", flat=True))


def _emptied(lines: io.StringIO) -> bytes:
    text = lines.getvalue()
    lines.seek(0)
    lines.truncate()
    return text.encode()


def _moment(when: datetime) -> str:
    return f"{when.astimezone(UTC):%Y-%m-%dT%H:%MZ}"


def street_of(description: str, address_lines: str) -> str:
    """The street or place of a location, without the number of a door: a map of boxes names nobody's home."""
    parts = [
        part.strip() for part in (address_lines.split("\n") if address_lines else description.split(","))
    ]
    named = (DOOR.sub("", part) for part in parts if part and not NUMBERED.match(part))
    return next((part for part in named if part), "")
