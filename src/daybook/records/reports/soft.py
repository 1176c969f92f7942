"""Soft rules that every report shares: each warns, says why, and lets the officer go on with a reason."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone

from daybook.records.boundary import inside_force
from daybook.records.identifiers import Cro, DriverNumber, IdentifierError, PncId
from daybook.records.reports.entries import PersonEntry
from daybook.records.reports.findings import Warned

if TYPE_CHECKING:
    from daybook.records.reports.base import Report

IDENTIFIERS = {"pncid": PncId, "cro": Cro, "driver_number": DriverNumber}


def common_warnings(report: Report) -> list[Warned]:
    found = [*_late_entry(report), *_outside_force(report)]
    for _, person, path in report.people():
        found += _identifiers(person, path) + _ages(report, person, path)
    return found


def _late_entry(report: Report) -> list[Warned]:
    if timezone.now() - report.happened_at <= timedelta(days=28):
        return []
    days = (timezone.now() - report.happened_at).days
    return [Warned("late-entry", "happened_at", f"This happened {days} days ago. Check the date.")]


def _outside_force(report: Report) -> list[Warned]:
    place = report.place
    if place.latitude is None or place.longitude is None or inside_force(place.longitude, place.latitude):
        return []
    return [
        Warned(
            "outside-force",
            "place.latitude",
            f"This point lies outside {settings.FORCE_NAME}'s area. Check the point, or say why it is right.",
        )
    ]


def _identifiers(person: PersonEntry, path: str) -> list[Warned]:
    """A wrong check letter is a matter of quality, not a reason to lose the record: kept as typed, marked."""
    found = []
    for name, scheme in IDENTIFIERS.items():
        typed = getattr(person, name)
        try:
            if typed:
                scheme.parse(typed)
        except IdentifierError as error:
            found.append(Warned(f"{name}-check", f"{path}.{name}", str(error)))
    return found


def _ages(report: Report, person: PersonEntry, path: str) -> list[Warned]:
    born = person.date_of_birth
    if born is None:
        return []
    years = (timezone.localdate(report.happened_at) - born).days / 365.25
    if years > 105:
        return [
            Warned(
                "age", f"{path}.date_of_birth", "This makes the person over 105 years old. Check the year."
            )
        ]
    return []
