"""What the page and the printed copy of an event say, made from its report class and its rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import allowed
from daybook.book.kinds import kind_of
from daybook.book.models import Entry
from daybook.records.code_lists import code_list
from daybook.records.kinds import EVENT_HANDLING_SET
from daybook.records.models import Event, Link, Person, WarningMarker
from daybook.records.queries.filter import visible
from daybook.records.reading_reports import people_linked
from daybook.records.reports import Change, type_of
from daybook.records.reports.ask import ask_of, codes_of


@dataclass(frozen=True, slots=True)
class Named:
    """A person in the event, with their role in words; None where the caller may not see them."""

    role: str
    person: Person | None
    detail: str
    link: Link
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Happening:
    """A line of the event's own history: what, when, by whom."""

    title: str
    at: datetime
    user: Any
    entry: Entry


def people_of(caller: Caller, event: Event) -> list[Named]:
    links = people_linked(event)
    found = visible(caller, Person).in_bulk([link.from_id for link in links])
    roles, marks = code_list("link-roles"), warnings_of(found)
    return [
        Named(
            roles.label(link.role),
            found.get(link.from_id),
            _detail(found.get(link.from_id), event),
            link,
            marks.get(link.from_id, ()),
        )
        for link in links
    ]


def warnings_of(people: Mapping[UUID, Person]) -> dict[UUID, tuple[str, ...]]:
    """The warnings in force about each of these people, in words."""
    in_force = Q(expires_on=None) | Q(expires_on__gte=timezone.localdate())
    labels, found = code_list("warning-markers"), defaultdict[UUID, tuple[str, ...]](tuple)
    for mark in WarningMarker.objects.filter(in_force, person__in=people, withdrawn=False).order_by("code"):
        found[mark.person_id] += (labels.label(mark.code),)
    return dict(found)


def _detail(person: Person | None, event: Event) -> str:
    if person is None:
        return ""
    age = person.age_on(event.happened_from.date())
    born = f"born {person.date_of_birth:%d/%m/%Y}" if person.date_of_birth else "birth date not known"
    return f"{born}, {age} at the time" if age is not None else born


def facts(event: Event) -> list[tuple[str, str]]:
    """Label and words of everything the report asks beyond people, place and offences, in its order."""
    kind = type_of(event.report_type)
    found = []
    for name in kind.detail_fields():
        ask = ask_of(kind.model_fields[name], name)
        words = _in_words(event.details.get(name), dict(codes_of(ask)))
        if words:
            found.append((ask.label, words))
    return found


def _in_words(value: Any, labels: dict[str, str]) -> str:
    match value:
        case bool():
            return "Yes" if value else ""
        case list():
            return "; ".join(labels.get(item, str(item)) for item in value)
        case None:
            return ""
    text = labels.get(value, str(value))
    return _moment_words(text) or text


def _moment_words(text: str) -> str:
    try:
        moment = datetime.fromisoformat(text) if "T" in text else None
    except ValueError:
        return ""
    return when(moment) if moment else ""


def when(moment: datetime | date) -> str:
    """A moment in London's time, as every page shows it."""
    if isinstance(moment, datetime):
        return f"{timezone.localtime(moment):%-d %B %Y, %H:%M}"
    return f"{moment:%-d %B %Y}"


def status_words(event: Event) -> str:
    return type_of(event.report_type).statuses.get(event.status, event.status)


def changes_for(caller: Caller, event: Event) -> list[Change]:
    """What may still be done to the event by this caller."""
    if not allowed(caller, "records.amend-report"):
        return []
    return [change for change in type_of(event.report_type).changes if change.status != event.status]


def history(event: Event) -> list[Happening]:
    """The entries that changed the event, oldest first; looks are the auditor's."""
    from daybook.access.models import User

    of_the_report = Q(kind__startswith=f"{event.report_type}:") | Q(kind=EVENT_HANDLING_SET)
    entries = Entry.objects.filter(of_the_report, record_id=event.pk).order_by("written_at")
    users = User.objects.in_bulk([entry.user_id for entry in entries if entry.user_id])
    return [
        Happening(kind_of(entry.kind).title, entry.written_at, users.get(entry.user_id), entry)
        for entry in entries
    ]


def same_occasion(caller: Caller, event: Event) -> list[Event]:
    """Events entered together with this one, such as others arrested at the same time."""
    if event.occasion is None:
        return []
    return list(
        visible(caller, Event).filter(occasion=event.occasion).exclude(pk=event.pk).order_by("number")
    )


def unknown_arrested(people: list[Named]) -> bool:
    """Whether the arrested person has still to be identified."""
    return any(named.link.role == "arrested" and named.person and not named.person.known for named in people)


def person_url(person: Person) -> str:
    return reverse("records:person", args=[person.pk])
