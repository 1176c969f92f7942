"""Which report another one came from: linked once, and checked where a type must have come from one."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from daybook.access.caller import Caller
from daybook.book.pages import Page
from daybook.records.models import Event, Link
from daybook.records.models.common import RecordKind
from daybook.records.queries.filter import visible
from daybook.records.reading_reports import AROSE_FROM, led_from, led_to, people_in
from daybook.records.reports import Report, type_of


class UnknownOriginError(ValueError):
    """The report says that it came from one that is not there, that this user may not see, or that cannot be."""


def link_origin(page: Page, event: Event, report: Report, caller: Caller, at: datetime) -> None:
    """Say which report this one came from, where it says so and did not yet."""
    key = report.arose_from
    if not page.is_new(event) and (key is None or key in {link.to_id for link in led_from(event)}):
        return
    if key is None and not report.comes_from:
        return
    origin = _origin(event, report, caller)
    if report.comes_from:
        _refuse_strangers(report, origin)
        _refuse_second(report, event, origin)
    ends = {
        "from_kind": RecordKind.EVENT,
        "from_id": event.pk,
        "to_kind": RecordKind.EVENT,
        "to_id": origin.pk,
    }
    page.save(
        Link(**ends, role=AROSE_FROM, valid_from=timezone.localdate(event.happened_from), asserted_at=at)
    )


def _origin(event: Event, report: Report, caller: Caller) -> Event:
    """It is held until the report is written, so that no two of the same are."""
    key, kinds = report.arose_from, sorted(report.comes_from)
    if key is None:
        named = " or ".join(type_of(kind).title.lower() for kind in kinds)
        raise UnknownOriginError(
            f"A {report.title.lower()} belongs to what is in the book: start it from the page of the {named}."
        )
    rows = visible(caller, Event).filter(pk=key)
    origin = (rows.select_for_update(of=("self",)) if kinds else rows).first()
    if origin is None or origin.pk == event.pk or (kinds and origin.report_type not in kinds):
        raise UnknownOriginError(
            "The report that this came from is not on record, or you may not see it. Start again from its page."
        )
    return origin


def _refuse_strangers(report: Report, origin: Event) -> None:
    """Whoever the report is about stands in the one that it came from already, as it may take them over."""
    there = people_in(origin)
    for name, role in type(report).people_fields():
        known = {person.pk for held, person in there if held in report.drawn_roles(name, role)}
        if {entry.person_id for entry in getattr(report, name)} - known:
            raise UnknownOriginError(
                f"This person is not the one that {origin.number} is about. Choose whom it names, or add them there"
                " first."
            )


def _refuse_second(report: Report, event: Event, origin: Event) -> None:
    """The same is entered once: what is wrong with the first is amended there."""
    others = Event.objects.filter(
        pk__in=[link.from_id for link in led_to(origin)], report_type=report.slug
    ).exclude(pk=event.pk)
    for other in others:
        if _told(report) == _on_record(other, report.once):
            raise UnknownOriginError(
                f"{other.number} says this already. Amend it; another charge has another number."
            )


def _told(report: Report) -> tuple[list[object], set[str], set[UUID | None]]:
    people = {entry.person_id for _, entry, _ in report.people()}
    codes = {one.code for one in report.offence_entries()}
    return [getattr(report, name) for name in report.once], codes, people


def _on_record(event: Event, once: tuple[str, ...]) -> tuple[list[object], set[str], set[UUID | None]]:
    codes = set(event.offences.filter(withdrawn=False).values_list("code", flat=True))
    return [event.details.get(name) for name in once], codes, {one.pk for _, one in people_in(event)}
