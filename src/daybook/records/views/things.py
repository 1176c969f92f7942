"""The pages of a place and of a vehicle: what they are, and what is linked to them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from daybook.access.caller import caller_of
from daybook.access.consulted import consulted
from daybook.access.permission import allowed
from daybook.access.views_guard import consults
from daybook.records.models import Event, EventOffence, Location, Vehicle
from daybook.records.models.common import RecordKind
from daybook.records.queries.filter import visible
from daybook.records.queries.linked import ties_of
from daybook.records.views.found import find
from daybook.records.views.person import pages
from daybook.web.pages import page_number

EVENTS_A_PAGE = 15


@require_GET
@consults("location:viewed", "records.search")
def location(request: HttpRequest, record_id: UUID) -> HttpResponse:
    """A place: who lives or lived there, and what happened there."""
    place = find(request, Location, record_id)
    consulted(request).add("location", place.pk)
    number, start = page_number(request), (page_number(request) - 1) * EVENTS_A_PAGE
    offences = Prefetch("offences", visible(caller_of(request), EventOffence).filter(withdrawn=False))
    events = visible(caller_of(request), Event).filter(location=place).prefetch_related(offences)
    shown = list(events.order_by("-happened_from", "pk")[start : start + EVENTS_A_PAGE + 1])
    return _page(
        request,
        place,
        title=place.one_line or "Place without address",
        kind="location",
        facts=_of_location(place),
        events=shown[:EVENTS_A_PAGE],
        pages=pages(number, len(shown) > EVENTS_A_PAGE),
    )


@require_GET
@consults("vehicle:viewed", "records.search")
def vehicle(request: HttpRequest, record_id: UUID) -> HttpResponse:
    """A vehicle: who owns, keeps or drove it, and the events it was in."""
    car = find(request, Vehicle, record_id)
    consulted(request).add("vehicle", car.pk)
    facts = [("Make", car.make), ("Model", car.model), ("Colour", car.colour)]
    return _page(request, car, title=car.registration, kind="vehicle", facts=[f for f in facts if f[1]])


def _page(request: HttpRequest, record: Location | Vehicle, **context: Any) -> HttpResponse:
    caller = caller_of(request)
    ties = ties_of(caller, record.pk)
    parts = [
        ("People", "Person", [tie for tie in ties if tie.kind == RecordKind.PERSON]),
        ("Events", "Event", [tie for tie in ties if tie.kind == RecordKind.EVENT]),
        (
            "Other records",
            "Record",
            [tie for tie in ties if tie.kind not in (RecordKind.PERSON, RecordKind.EVENT)],
        ),
    ]
    given = {"record": record, "parts": [part for part in parts if part[2]], **context}
    return render(request, "records/thing.html", {**given, "may_link": allowed(caller, "records.link")})


def _of_location(place: Location) -> list[tuple[str, str]]:
    degrees = f"{place.latitude:.6f}, {place.longitude:.6f}" if place.latitude and place.longitude else ""
    metres = f"{place.easting} E, {place.northing} N" if place.easting and place.northing else ""
    known = (
        ("Description", place.description),
        ("Address", ", ".join(place.lines)),
        ("Postcode", place.postcode),
        ("UPRN", str(place.uprn or "")),
        ("Latitude and longitude (WGS84)", degrees),
        ("British National Grid, in metres", metres),
    )
    return [(name, value) for name, value in known if value]
