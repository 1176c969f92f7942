"""What is held in reports: one item for each event that the person is part of, and one for each of its files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from daybook.access.caller import system_caller
from daybook.records import event_page, labels
from daybook.records.in_words import when
from daybook.records.models import Attachment, Event, Handling
from daybook.records.queries.held.people import COLLECTING
from daybook.records.queries.held.subject import Subject, rule_for
from daybook.records.reports import type_of
from daybook.records.subject_access.items import Fact, Item, closed, plain
from daybook.records.subject_access.rules import (
    FILE,
    IN_HAND,
    INTELLIGENCE,
    NOT_EXECUTED,
    OFFICER,
    OTHER,
    RESTRICTED,
    SEALED,
    SOURCE,
)

BY_MARK = {Handling.RESTRICTED: RESTRICTED, Handling.SEALED: SEALED}
VICTIM = "victim"


def report_items(subject: Subject) -> Iterable[Item]:
    for event in subject.events:
        facts = [*_head(subject, event), *_people(subject, event), *_offences(event)]
        facts += [*_details(subject, event), *_history(subject, event)]
        yield Item(
            key=f"report:{event.pk}",
            section="report",
            title=f"{type_of(event.report_type).title} {event.number}",
            facts=[fact for fact in facts if fact.words or any(part.rule for part in fact.parts)],
            whole=whole_rule(subject, event),
            handling=event.handling,
            record_type="event",
            record_id=event.pk,
        )


def whole_rule(subject: Subject, event: Event) -> str:
    """The rule that withholds all of a report until a person decides; empty where none does."""
    kind = type_of(event.report_type)
    if mark := BY_MARK.get(Handling(event.handling)):
        return mark.id
    if kind.slug == "intelligence":
        return INTELLIGENCE.id
    open_case = event.status in kind.in_hand
    if kind.slug == "warrant" and open_case:
        return NOT_EXECUTED.id
    subjects = {labels.role_subject(role) for role in subject.roles[event.pk]}
    return IN_HAND.id if open_case and subjects != {VICTIM} else ""


def file_items(subject: Subject) -> Iterable[Item]:
    rows = Attachment.objects.filter(event__in=subject.events).select_related("event")
    for row in rows.order_by("added_at", "pk"):
        size = f"{max(1, row.size_bytes // 1024)} KiB, {row.media_type}"
        facts = [subject.marker.fact("File", row.name), plain("Size and kind", size)]
        facts += [plain("Added", when(row.added_at)), plain("SHA-256", row.sha256)]
        yield Item(
            key=f"file:{row.pk}",
            section="file",
            title=f"File of {row.event.number}",
            facts=facts,
            whole=FILE.id,
            handling=row.event.handling,
            record_type="event",
            record_id=row.event_id,
        )


def _head(subject: Subject, event: Event) -> Iterator[Fact]:
    yield plain("Status", event_page.status_words(event))
    until = f" to {when(event.happened_to)}" if event.happened_to else ""
    yield plain("When", when(event.happened_from) + until)
    if event.location and event.location_id in subject.other_homes:
        yield closed("Where", event.location.one_line, OTHER)
    elif event.location:
        yield subject.marker.fact("Where", event.location.one_line)
    yield closed("Officer", str(event.officer), OFFICER)
    yield plain("Entered", when(event.recorded_at))
    yield plain("Arrest/summons number", event.asn)


def _people(subject: Subject, event: Event) -> Iterator[Fact]:
    for role in subject.roles[event.pk]:
        yield plain(labels.label("link-roles", role), "You")
    for role, person in subject.others.get(event.pk, []):
        yield closed(labels.label("link-roles", role), person.full_name, rule_for(role))


def _offences(event: Event) -> Iterator[Fact]:
    for row in event.offences.all():
        yield plain("Offence", f"{row.title} ({row.code})")


def _details(subject: Subject, event: Event) -> Iterator[Fact]:
    """What the type guards is named and never collected: nobody can lift what is not there."""
    for label, words in event_page.facts(event):
        yield subject.marker.fact(label, words)
    guarded = type_of(event.report_type).guarded
    if any(event.details.get(name) for name in guarded):
        yield closed("What was said, and by whom", "", SOURCE)
    for role, vehicle in event_page.vehicles_of(system_caller(COLLECTING), event):
        words = " ".join(filter(None, [vehicle.registration, vehicle.colour, vehicle.make, vehicle.model]))
        yield plain(role, words)


def _history(subject: Subject, event: Event) -> Iterator[Fact]:
    for line in event_page.history(system_caller(COLLECTING), event)[1:]:
        said = "\n".join(f"{label}: {words}" for label, words in line.said)
        yield subject.marker.fact(f"{line.heading}, {when(line.at)}", said or "Done")
