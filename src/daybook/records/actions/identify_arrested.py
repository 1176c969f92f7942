"""Identify the person of an event whose name was unknown or refused; every system that was told is told again."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book import Act, register_kind
from daybook.book.pages import Page
from daybook.records import report_rows as rows
from daybook.records.entering import entering
from daybook.records.models import Event, Person
from daybook.records.people import PERSON_COLUMNS, NameData, Source, add_details, add_name
from daybook.records.reading_reports import people_linked
from daybook.records.reports.entries import PersonEntry

IDENTIFIED = register_kind("arrest:person-identified", Act.COMBINATION, "Arrested person identified")


class AlreadyKnownError(ValueError):
    """The person of this arrest has a name already; a wrong one is corrected, not identified."""


def identify_arrested(caller: Caller, event: Event, given: PersonEntry, *, reason: str) -> Person:
    """Say who the arrested person is: one already on record (`person_id`), or by their name.

    The person recorded as unknown stays; the arrest is linked to the one identified.
    """
    require(caller, "records.identify-person")
    if not reason.strip():
        raise ValueError("Say how the person was identified.")
    now = timezone.now()
    with transaction.atomic():
        held = Event.objects.select_for_update().get(pk=event.pk)
        link = next((link for link in people_linked(held) if link.role == "arrested"), None)
        unknown = Person.objects.get(pk=link.from_id) if link else None
        if link is None or unknown is None or unknown.known:
            raise AlreadyKnownError("The person of this arrest is not recorded as unknown.")
        with entering(held.report_type, IDENTIFIED, caller, held) as page:
            held.version += 1
            page.save(held)
            page.note(reason=reason.strip())
            if given.person_id is None:
                return _name(page, unknown, given, Source(now))
            link.withdrawn = True
            page.save(link)
            person = rows.save_person(page, given, caller, now)
            rows.link_person(page, person, "arrested", held, now)
            return person


def _name(page: Page, unknown: Person, given: PersonEntry, source: Source) -> Person:
    """Nobody on record: the unknown person gets their name and what else is now known."""
    data = rows.person_data(given)
    for column in PERSON_COLUMNS:
        if column != "handling" and getattr(data, column):
            setattr(unknown, column, getattr(data, column))
    unknown.known = True
    page.save(unknown)
    add_name(page, unknown, NameData(data.family_name, data.given_names, "primary"), source)
    add_details(page, unknown, data, source)
    return unknown
