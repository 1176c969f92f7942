"""For the data protection officer of the demonstration: a request half reviewed, and a few reviews of retention due."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from daybook.access.caller import Caller, caller_for
from daybook.access.models import User
from daybook.access.purpose import Purpose
from daybook.book import Author, writing
from daybook.demo.cast import member
from daybook.demo.loading.marks import DEVICE
from daybook.records import people
from daybook.records.actions.collect_subject_data import collect_subject_data
from daybook.records.actions.open_subject_request import open_subject_request
from daybook.records.actions.review_subject_item import review_subject_item
from daybook.records.models import (
    Event,
    EventOffence,
    Link,
    Location,
    Person,
    RetentionDue,
    SubjectRequest,
)
from daybook.records.models.common import RecordKind
from daybook.records.numbers import take_numbers
from daybook.records.people import PersonData, Source
from daybook.records.retention.reckoning import keep_due
from daybook.records.subject_access.rules import rule_of

ARRESTED = "arrest:recorded"
SOME = range(3, 9)
"""How many reports make a request worth looking at and quick to load."""


QUIET = (("Marchbanks", "Ellery"), ("Tolliver", "Wynn"), ("Ashgrove", "Perrin"))
"""Invented people of whom nothing has come for years."""
LONG_AGO = datetime(2014, 5, 6, 14, tzinfo=UTC)


@transaction.atomic
def load_reviews() -> int:
    """How many reviews that are due were brought; none where some are due already."""
    if RetentionDue.objects.exists():
        return 0
    number = member("officer").collar_number
    officer = User.objects.get(username=number)
    author = Author(officer.pk, DEVICE, Purpose.TRAINING)
    keep_due([_quiet(author, officer, *name) for name in QUIET])
    return len(QUIET)


def _quiet(author: Author, officer: User, family: str, given: str) -> UUID:
    """Somebody arrested once, long ago."""
    with writing(ARRESTED, author) as page:
        person = people.new_person(
            page, PersonData(family_name=family, given_names=given, sex="1"), LONG_AGO, "daybook"
        )
        place = page.save(Location(description="Market Place"))
        event = page.save(
            Event(
                report_type="arrest",
                number=take_numbers("AR", 1, LONG_AGO.year)[0],
                status="arrested",
                happened_from=LONG_AGO,
                location=place,
                officer=officer,
                recorded_at=LONG_AGO,
                details={
                    "grounds": f"{given} {family} was seen to leave without paying.",
                    "necessity": ["INVESTIGATION"],
                    "necessity_reason": "To interview promptly.",
                },
            )
        )
        page.about(event)
        page.save(EventOffence(event=event, code="TH68010", title="Theft from a shop"))
        ends = {"from_kind": "person", "from_id": person.pk, "to_kind": "event", "to_id": event.pk}
        page.save(Link(role="arrested", **ends, **Source(LONG_AGO).columns))
    return person.pk


@transaction.atomic
def load_data_rights() -> int:
    """How many requests were brought; none where one is there already, or nobody fits."""
    person = _somebody()
    if SubjectRequest.objects.exists() or person is None:
        return 0
    officer = member("data-protection-officer").collar_number
    caller = caller_for(User.objects.get(username=officer), DEVICE, Purpose.DATA_RIGHTS)
    came = timezone.localdate() - timedelta(days=19)
    days = {"received_on": came, "identified_on": came}
    request = open_subject_request(caller, person, asked_by=person.full_name, identity="document", **days)
    _review_half(caller, collect_subject_data(caller, request))
    return 1


def _somebody() -> Person | None:
    """A grown person who is arrested in a few reports, the first by id."""
    arrests = Link.objects.filter(role="arrested", to_kind=RecordKind.EVENT, withdrawn=False)
    counted = arrests.values("from_id").annotate(reports=Count("to_id")).filter(reports__in=list(SOME))
    ids = counted.order_by("from_id").values_list("from_id", flat=True)[:50]
    grown = timezone.localdate() - timedelta(days=18 * 366)
    return (
        Person.objects.filter(pk__in=list(ids), known=True, handling="open", date_of_birth__lt=grown)
        .order_by("pk")
        .first()
    )


def _review_half(caller: Caller, request: SubjectRequest) -> None:
    rows = list(request.items.order_by("place"))
    for row in rows[: len(rows) // 2]:
        ground = rule_of(row.whole).ground if row.whole else ""
        reason = "The rule holds here: read, and nothing can be given." if ground else ""
        review_subject_item(caller, row, exemption=ground, reason=reason)
