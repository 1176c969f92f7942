"""When people fall due for review or disposal, and what speaks against it: of all records, whoever looks.

What a page shows of it begins with `queries.retention`, which goes through the permission filter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from daybook.records import labels
from daybook.records.models import (
    Event,
    EventOffence,
    LegalHold,
    Link,
    Person,
    RetentionDue,
    RetentionReview,
    SubjectRequest,
)
from daybook.records.models.common import RecordKind
from daybook.records.models.subject_request import RequestState
from daybook.records.offences import OffenceError, find
from daybook.records.queries.held.subject import same_people
from daybook.records.retention.due import Due, Happening, due
from daybook.records.retention.schedule import schedule
from daybook.web import places

AT_ONCE = 500


def holds_on(people: Iterable[UUID]) -> QuerySet[LegalHold]:
    """The holds that stand on any of these."""
    return LegalHold.objects.filter(person__in=list(people), lifted_at=None).order_by("placed_at", "pk")


def due_of(person: Person) -> Due:
    """When all records that are this person fall due together, reckoned now."""
    ids = same_people(person.pk)
    happened = [one for each in happenings(ids).values() for one in each]
    people = Person.objects.filter(pk__in=ids)
    recorded = max(timezone.localtime(one.recorded_at).date() for one in people)
    births = [one.date_of_birth for one in people if one.date_of_birth]
    return due(schedule(), happened, recorded, max(births, default=None), _kept(ids))


def reckon(ids: Sequence[UUID]) -> list[RetentionDue]:
    """The rows of these people, each for itself; not saved."""
    happened = happenings(ids)
    kept = defaultdict[UUID, list[date]](list)
    for person, day in RetentionReview.objects.filter(person__in=ids).values_list("person_id", "next_on"):
        kept[person].append(day)
    found = []
    for one in Person.objects.filter(pk__in=ids):
        recorded = timezone.localtime(one.recorded_at).date()
        until = max(kept[one.pk], default=None)
        its = due(schedule(), happened.get(one.pk, []), recorded, one.date_of_birth, until)
        found.append(RetentionDue(person_id=one.pk, group=its.group, due_on=its.on, reason=its.reason[:200]))
    return found


def keep_due(ids: Sequence[UUID]) -> None:
    """Reckon these people anew and keep it."""
    RetentionDue.objects.bulk_create(
        reckon(ids),
        update_conflicts=True,
        unique_fields=["person"],
        update_fields=["group", "due_on", "reason"],
    )


def happenings(ids: Sequence[UUID]) -> dict[UUID, list[Happening]]:
    """What each of these people is in."""
    links = Link.objects.filter(from_kind=RecordKind.PERSON, from_id__in=ids, to_kind=RecordKind.EVENT)
    rows = list(links.filter(withdrawn=False).order_by("pk").values_list("from_id", "to_id", "role"))
    events = Event.objects.only("happened_from", "report_type", "status").in_bulk({row[1] for row in rows})
    codes = defaultdict[UUID, list[str]](list)
    offences = EventOffence.objects.filter(event__in=list(events), withdrawn=False).order_by("pk")
    for event, code in offences.values_list("event_id", "code"):
        codes[event].append(code)
    found = defaultdict[UUID, list[Happening]](list)
    for person, event, role in rows:
        if event in events:
            found[person].append(_happening(events[event], labels.role_subject(role), codes[event]))
    return found


def _happening(event: Event, subject: str, codes: Sequence[str]) -> Happening:
    known = []
    for code in codes:
        try:
            known.append(find(code))
        except OffenceError:
            continue
    return Happening(
        timezone.localtime(event.happened_from).date(),
        subject,
        event.report_type,
        event.status,
        tuple(one.home_office_class for one in known),
        any(one.category == "CI" for one in known),
    )


def _kept(ids: Sequence[UUID]) -> date | None:
    return max(RetentionReview.objects.filter(person__in=ids).values_list("next_on", flat=True), default=None)


def blockers(person: Person, its: Due) -> list[str]:
    """What forbids disposal now, in sentences without names; empty where nothing does."""
    ids, today = same_people(person.pk), timezone.localdate()
    found = [f"A legal hold stands, to be reviewed on {hold.review_on:%-d %B %Y}." for hold in holds_on(ids)]
    if its.on > today:
        found.append(f"The review is not due before {its.on:%-d %B %Y}. {its.reason}.")
    elif its.earliest is None:
        found.append("Group 1 is kept until the 100th birthday, and no birth date is known.")
    elif its.earliest > today:
        found.append(f"Group 1 is kept until the 100th birthday, {its.earliest:%-d %B %Y}.")
    found += [f"Open: {words}." for words in places.open_matters(ids)]
    if SubjectRequest.objects.filter(person__in=ids).exclude(state=RequestState.RELEASED).exists():
        found.append("The person has asked for their data and is not answered yet.")
    return found
