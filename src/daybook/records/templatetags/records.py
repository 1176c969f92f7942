"""Filters that put codes into words on the pages of this room."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from daybook.records import labels
from daybook.records.facts import as_text
from daybook.records.graph import name_of
from daybook.records.models import Assertion, Person
from daybook.records.queries.linked import Tie
from daybook.records.reports import all_types

register = template.Library()
KINDS = {"propertyitem": "property item"}


@register.filter
def code(value: str, list_name: str) -> str:
    """The words for a code: `{{ person.sex|code:"sex" }}`."""
    return labels.label(list_name, value) if value else ""


@register.filter
def role(value: str) -> str:
    """The words for the role of a link."""
    return labels.label("link-roles", value)


@register.filter
def scheme(value: str) -> str:
    """The name of a kind of number; an old system's own key is named after the system."""
    return labels.SCHEMES.get(value, f"{value.replace('_', ' ').capitalize()} number")


@register.filter
def field_label(value: str) -> str:
    return labels.FIELDS.get(value, value.replace("_", " ").capitalize())


@register.filter
def field_value(value: Any, field: str) -> str:
    """What a source says of a field, in words."""
    return labels.of_field(field, value)


@register.filter
def day(value: date | datetime | None) -> str:
    """A day in full: 1 February 1990 (London)."""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    return f"{value.day} {value:%B %Y}" if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """A day with its time: 1 February 1990, 14:05 (London)."""
    return f"{day(value)}, {timezone.localtime(value):%H:%M}" if value else ""


@register.filter
def kind_name(value: str) -> str:
    """What a kind of record, or a report by its type, is called: `stop-search` gives Stop and search."""
    known = all_types().get(value)
    return known.title if known else KINDS.get(value, value).capitalize()


@register.filter
def source_name(value: str) -> str:
    """A system as people call it: `case_preparation` gives Case preparation."""
    return value.replace("_", " ").capitalize()


@register.filter
def born(person: Person) -> str:
    """The birth date as far as it is known, with the age today, or the apparent age."""
    age = person.age_on(person.deceased_on or timezone.localdate())
    if person.date_of_birth is None:
        return f"looks about {age}" if age is not None else "not known"
    shown = str(person.date_of_birth.year) if person.birth_year_only else day(person.date_of_birth)
    return f"{shown} ({'died at' if person.deceased_on else 'aged'} {age})"


@register.filter
def tie_name(tie: Tie) -> str:
    """What the record on the other side of a link is called."""
    return name_of(tie.kind, tie.other)


@register.filter
def role_colour(value: str) -> str:
    """The colour of a role's tag; the words always stand in it too."""
    return {"suspect": "orange", "victim": "purple", "witness": "blue"}.get(
        labels.role_subject(value), "grey"
    )


@register.filter
def in_use(assertion: Assertion, person: Person) -> bool:
    """Whether what a source says is the value that stands in the person's record."""
    return assertion.value == as_text(getattr(person, assertion.field, None))


@register.simple_tag
def record_url(kind: str, record: Any) -> str:
    """The address of a record's page, or empty where its kind has none."""
    try:
        return reverse(f"records:{kind}", args=[record.pk])
    except NoReverseMatch:
        return ""
