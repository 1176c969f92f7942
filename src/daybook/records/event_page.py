"""What the page and the printed copy of an event say, made from its report class and its rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
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
from daybook.records.in_words import Facts, facts_of
from daybook.records.kinds import EVENT_HANDLING_SET
from daybook.records.models import Event, EventChange, Link, Person, Vehicle, WarningMarker
from daybook.records.models.common import RecordKind
from daybook.records.queries.changes import change_made, changes_of, open_answers
from daybook.records.queries.filter import visible
from daybook.records.queries.guarded import may_read_all, readable
from daybook.records.queries.taken_over import TakenOver, amended_from, taken_over
from daybook.records.reading_reports import led_from, led_to, people_linked
from daybook.records.reports import Change, type_of
from daybook.records.reports.ask import ask_of
from daybook.records.templatetags.records import source_name


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
    said: Facts
    """What was answered when it was done, in words."""
    source: str = ""
    """The old system from which it came by reading in."""

    @property
    def heading(self) -> str:
        """What it was, and from which old system, as paper says it."""
        return f"{self.title}, from {source_name(self.source)}" if self.source else self.title


@dataclass(frozen=True, slots=True)
class Tied:
    """Another report that belongs to this one, by the name of its type, and the link between them."""

    event: Event
    title: str
    status: str
    link: Link


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
    age = person.age_on(timezone.localdate(event.happened_from))
    born = f"born {person.date_of_birth:%d/%m/%Y}" if person.date_of_birth else "birth date not known"
    return f"{born}, {age} at the time" if age is not None else born


def facts(event: Event, caller: Caller | None = None) -> Facts:
    """Label and words of everything the report asks beyond people, place and offences, in its order.

    What the type guards is left out for those who may not read it, and where nobody is named.
    """
    kind = type_of(event.report_type)
    return facts_of(kind, readable(caller, event), kind.detail_fields())


def sourced_facts(event: Event, caller: Caller) -> list[tuple[str, str, TakenOver | None]]:
    """The same with the old system that an answer was taken over from."""
    kind = type_of(event.report_type)
    names = {ask_of(kind.model_fields[name], name).label: one for name, one in taken_over(event).items()}
    return [(label, words, names.get(label)) for label, words in facts(event, caller)]


def status_words(event: Event) -> str:
    return type_of(event.report_type).statuses.get(event.status, event.status)


def is_undone(event: Event) -> bool:
    """Whether it was taken back: it counts no more."""
    return event.status in {one.status for one in type_of(event.report_type).changes if one.withdraws}


def changes_for(caller: Caller, event: Event) -> list[Change]:
    """What may still be done to the event by this caller."""
    return [
        change
        for change in type_of(event.report_type).changes
        if change.is_offered(event.status, event.details) and allowed(caller, change.permission)
    ]


def history(caller: Caller, event: Event) -> list[Happening]:
    """The entries that changed the event, oldest first; looks are the auditor's."""
    from daybook.access.models import User

    of_the_report = Q(kind__startswith=f"{event.report_type}:") | Q(kind=EVENT_HANDLING_SET)
    entries = list(Entry.objects.filter(of_the_report, record_id=event.pk).order_by("written_at"))
    users = User.objects.in_bulk([entry.user_id for entry in entries if entry.user_id])
    all_of_it = may_read_all(caller, event)
    said = {one.pk: _said(one, all_of_it) for one in changes_of(caller, event)}
    sources = amended_from(event)
    return [
        Happening(
            kind_of(entry.kind).title,
            entry.written_at,
            users.get(entry.user_id),
            entry,
            said.get(entry.pk, []),
            sources.get(entry.pk, ""),
        )
        for entry in entries
    ]


def _said(made: EventChange, all_of_it: bool) -> Facts:
    """The answers to a change's questions, then its reason."""
    change = change_made(made)
    answers = facts_of(change.asks, open_answers(made, all_of_it)) if change.asks else []
    return answers + ([(change.why or "Remark", made.reason)] if made.reason else [])


def same_occasion(caller: Caller, event: Event) -> list[Event]:
    """Events entered together with this one, such as others arrested at the same time."""
    if event.occasion is None:
        return []
    return list(
        visible(caller, Event).filter(occasion=event.occasion).exclude(pk=event.pk).order_by("number")
    )


def vehicles_of(caller: Caller, event: Event) -> list[tuple[str, Vehicle]]:
    """Role in words and vehicle, for each that is part of the event."""
    links = visible(caller, Link).filter(to_id=event.pk, from_kind=RecordKind.VEHICLE, withdrawn=False)
    roles = dict(links.order_by("pk").values_list("from_id", "role"))
    found, words = visible(caller, Vehicle).in_bulk(list(roles)) if roles else {}, code_list("link-roles")
    return [(words.label(role), found[key]) for key, role in roles.items() if key in found]


def came_from(caller: Caller, event: Event) -> list[Tied]:
    """The reports that this one came from, as far as the caller may see them."""
    return _tied(caller, {link.to_id: link for link in led_from(event)})


def went_on_in(caller: Caller, event: Event) -> list[Tied]:
    """The reports that came from this one."""
    return _tied(caller, {link.from_id: link for link in led_to(event)})


def _tied(caller: Caller, links: dict[UUID, Link]) -> list[Tied]:
    found = visible(caller, Event).filter(pk__in=links).order_by("recorded_at", "pk")
    return [Tied(one, type_of(one.report_type).title, status_words(one), links[one.pk]) for one in found]


def unknown_arrested(people: list[Named]) -> bool:
    """Whether the arrested person has still to be identified."""
    return any(named.link.role == "arrested" and named.person and not named.person.known for named in people)


def person_url(person: Person) -> str:
    return reverse("records:person", args=[person.pk])
