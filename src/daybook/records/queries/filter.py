"""The one permission filter of this room: role, purpose and handling decide which rows a caller sees.

Every read for a page, the API or a search begins with `visible(caller, Model)`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet

from daybook.access import filters
from daybook.access.caller import Caller
from daybook.access.permission import allowed
from daybook.access.purpose import Purpose
from daybook.book.asked import Asked
from daybook.records.models import (
    Assertion,
    Attachment,
    Document,
    Event,
    EventChange,
    EventOffence,
    Handling,
    Identifier,
    Link,
    Location,
    LocationToken,
    NameToken,
    Person,
    PersonDescription,
    PersonName,
    Phone,
    PropertyItem,
    Signature,
    SourceIdentity,
    Vehicle,
    WarningMarker,
)
from daybook.records.reports.base import all_types

Row = TypeVar("Row", bound=Model)
Found = TypeVar("Found")
OPEN_ONLY = frozenset({Purpose.ADMINISTRATION, Purpose.TRAINING})
"""Purposes for which nobody sees more than the open records, whatever their roles."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What a table asks of its reader. `handling` and `record` lead to the marked record; empty where none is."""

    permission: str
    handling: str = ""
    record: str = ""


PERSON = Rule("records.see-person", "handling", "pk")
OF_PERSON = Rule("records.see-person", "person__handling", "person_id")
EVENT = Rule("records.see-event", "handling", "pk")
OF_EVENT = Rule("records.see-event", "event__handling", "event_id")
SOURCE = Rule("records.see-source", "event__handling", "event_id")
UNMARKED = Rule("records.search")
RULES: dict[type[Model], Rule] = {
    Person: PERSON,
    **dict.fromkeys(
        (PersonName, NameToken, Identifier, PersonDescription, WarningMarker, Assertion), OF_PERSON
    ),
    Event: EVENT,
    **dict.fromkeys((EventOffence, EventChange, Attachment, Signature), OF_EVENT),
    SourceIdentity: SOURCE,
    **dict.fromkeys((Location, LocationToken, Vehicle, Phone, PropertyItem, Document, Link), UNMARKED),
}


def visible(caller: Caller, model: type[Row]) -> QuerySet[Row]:
    """The rows of the table that the caller may see.

    Locations, objects and links carry no mark of their own: what they lead to is filtered when it is read.
    """
    rule, rows = RULES[model], model._default_manager.all()
    if not rule.handling:
        return rows if allowed(caller, rule.permission) else rows.none()
    if caller.purpose in OPEN_ONLY:
        rows = rows.filter(**{rule.handling: Handling.OPEN})
    if model is Attachment:
        rows = rows.exclude(_guarded(caller))
    return filters.visible(
        caller, rows, permission=rule.permission, handling=rule.handling, record=rule.record
    )


def ask(caller: Caller, question: Asked[..., Found], **given: Any) -> list[Found]:
    """Ask a question that begins with `visible(caller, ...)`: its SQL is made once for all callers who see the same.

    Whoever may open sealed records sees some that are theirs alone: for them it is made anew. Not for attachments, some
    of which only their officer sees.
    """
    if allowed(caller, "access.open-sealed") and not caller.is_system:
        return list(question.make(caller, **given))
    return question(replace(caller, user=None, device="", reason="", rank=""), **given)


def _guarded(caller: Caller) -> Q:
    """Files of reports of which a part is kept from the caller: a file may show what the part would."""
    guards = {slug: kind.guard for slug, kind in all_types().items() if kind.guarded}
    closed = [slug for slug, guard in guards.items() if not allowed(caller, guard)]
    return Q(event__report_type__in=closed) & ~Q(event__officer=caller.user)
