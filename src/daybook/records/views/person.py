"""The profile page of a person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from daybook.access.caller import caller_of
from daybook.access.consulted import consulted
from daybook.access.permission import allowed
from daybook.access.views_guard import consults
from daybook.records import labels
from daybook.records.graph import picture_of
from daybook.records.models import Assertion, Event, Person, PersonDescription
from daybook.records.models.common import RecordKind
from daybook.records.queries.profile import Companion, Profile, profile_of
from daybook.records.reports import all_types
from daybook.records.views.found import find
from daybook.web.pages import page_number

GROUPS = (
    ("suspect", "Suspects in the same events"),
    ("victim", "Victims in the same events"),
    ("witness", "Witnesses and people who reported"),
    ("other", "Others in the same events"),
)


@consults("person:viewed", "records.see-person")
def person(request: HttpRequest, record_id: UUID) -> HttpResponse:
    """Who this person is, warnings first. Looking is written, for this person and each other one named."""
    found = find(request, Person, record_id)
    number = page_number(request)
    profile = profile_of(caller_of(request), found, number)
    consulted(request).add("person", found.pk)
    return render(request, "records/person.html", {**shown(profile, number), **may(request)})


def may(request: HttpRequest) -> dict[str, bool]:
    """What the caller may do on the page."""
    caller = caller_of(request)
    asked = {"amend": "amend-person", "link": "link", "identify": "identify-person", "seal": "set-handling"}
    asked |= {"answer": "answer-subject-access", "review": "review-retention", "hold": "hold-records"}
    found = {f"may_{word}": allowed(caller, f"records.{name}") for word, name in asked.items()}
    return found | {"may_report": any(allowed(caller, kind.permission()) for kind in all_types().values())}


def shown(profile: Profile, number: int) -> dict[str, Any]:
    """What the template needs of a profile."""
    return {
        "person": profile.person,
        "profile": profile,
        "facts": sourced_facts(profile),
        "addresses": profile.ties_to(RecordKind.LOCATION),
        "contacts": profile.ties_to(RecordKind.PHONE),
        "associates": profile.ties_to(RecordKind.PERSON),
        "objects": [
            tie
            for kind in (RecordKind.VEHICLE, RecordKind.PROPERTY_ITEM, RecordKind.DOCUMENT)
            for tie in profile.ties_to(kind)
        ],
        "companions": gathered(profile.companions),
        "picture": picture_of(profile),
        "pages": pages(number, profile.more_appearances),
    }


def facts(profile: Profile) -> list[tuple[str, str]]:
    """The chosen values that are known, in words."""
    person = profile.person
    known = [
        (labels.FIELDS[name], labels.of_field(name, value))
        for name in labels.FIELDS
        if name not in {"sex", "date_of_birth"} and (value := getattr(person, name))
    ]
    seen = profile.descriptions[0] if profile.descriptions else None
    return known + described(seen) if seen else known


def sourced_facts(profile: Profile) -> list[tuple[str, str, Assertion | None]]:
    """The same with the word of another system that a value is; birth date and sex too, where they are such a word."""
    words = {labels.FIELDS[name]: row for name, row in profile.sources.items() if name in labels.FIELDS}
    known = [(name, value, words.pop(name, None)) for name, value in facts(profile)]
    above = {name: row for name, row in words.items() if row.value}
    return known + [(name, labels.of_field(row.field, row.value), row) for name, row in above.items()]


def described(seen: PersonDescription) -> list[tuple[str, str]]:
    """How the person looked when last described."""
    height = f"{seen.height_cm} cm" if seen.height_cm else ""
    parts = (("Height", height), ("Build", seen.build), ("Hair", seen.hair), ("Eyes", seen.eyes))
    return [(name, value) for name, value in (*parts, ("Marks", seen.marks)) if value]


@dataclass(slots=True)
class Together:
    """Another person, their roles, and the events that both were in."""

    person: Person
    roles: dict[str, None]
    events: dict[UUID, Event]


def gathered(companions: list[Companion]) -> list[tuple[str, list[Together]]]:
    """Companions by what they were in the events, so that victims never stand among suspects."""
    groups = [
        (title, together(one for one in companions if one.subject == subject)) for subject, title in GROUPS
    ]
    return [(title, people) for title, people in groups if people]


def together(companions: Iterable[Companion]) -> list[Together]:
    """One line for each person."""
    lines: dict[UUID, Together] = {}
    for one in companions:
        line = lines.setdefault(one.person.pk, Together(one.person, {}, {}))
        line.roles[one.role] = None
        line.events[one.event.pk] = one.event
    return list(lines.values())


def pages(number: int, more: bool) -> dict[str, Any]:
    """Parameters of the pagination of the timeline."""
    links: dict[str, Any] = {}
    if number > 1:
        links["previous"] = {"href": f"?page={number - 1}#timeline", "labelText": "Later events"}
    if more:
        links["next"] = {"href": f"?page={number + 1}#timeline", "labelText": "Earlier events"}
    return links
