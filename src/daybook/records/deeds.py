"""What users do in this room, for the API and the command line; see `daybook.access.deeds`.

Records are found through the permission filter: what the caller may not see is not there.
"""

from __future__ import annotations

from base64 import b64decode
from datetime import date
from typing import Annotated, Any, Self, TypeVar
from uuid import UUID

from django.db.models import Model
from pydantic import Field, model_validator

from daybook.access.caller import Caller
from daybook.access.deeds import Answer, Body, deed, record_id
from daybook.records.actions.add_alias import add_alias
from daybook.records.actions.add_warning import add_warning
from daybook.records.actions.attach_file import attach_file
from daybook.records.actions.correct_person import correct_person
from daybook.records.actions.identify_person import identify_person
from daybook.records.actions.link_records import LinkData, link_records
from daybook.records.actions.record_person import record_person
from daybook.records.actions.set_handling import set_handling
from daybook.records.actions.unlink_records import unlink_records
from daybook.records.actions.withdraw_warning import withdraw_warning
from daybook.records.code_lists import code_list
from daybook.records.labels import CODED
from daybook.records.models import Event, Handling, Link, Person, PersonName, WarningMarker
from daybook.records.models.common import RecordKind
from daybook.records.people import AddressData, NameData, PersonData, WarningData
from daybook.records.queries.filter import visible
from daybook.records.queries.linked import fetch

Row = TypeVar("Row", bound=Model)
Name = Annotated[str, Field(max_length=80)]
Day = Annotated[date, Field(ge=date(1870, 1, 1), le=date(2200, 1, 1))]
PERSON = "records.amend-person"


def found(caller: Caller, model: type[Row], key: UUID) -> Row:
    """The record; LookupError where it is not there or the caller may not see it."""
    row = visible(caller, model).filter(pk=key).first()
    if row is None:
        raise LookupError(f"There is no such {model._meta.verbose_name}, or you may not see it: {key}.")
    return row


class Facts(Body):
    """What is said of a person; what is not named stays as it is."""

    family_name: Name = ""
    given_names: Annotated[str, Field(max_length=120)] = ""
    date_of_birth: Day | None = None
    apparent_age: Annotated[int, Field(ge=0, le=120)] | None = None
    sex: Annotated[str, Field(max_length=1)] = "0"
    gender_identity: Annotated[str, Field(max_length=4)] = ""
    self_defined_ethnicity: Annotated[str, Field(max_length=2)] = ""
    observed_ethnicity: Annotated[str, Field(max_length=1)] = ""
    nationality: Annotated[str, Field(max_length=40)] = ""
    language: Annotated[str, Field(max_length=40)] = ""
    occupation: Annotated[str, Field(max_length=80)] = ""

    @model_validator(mode="after")
    def _listed(self) -> Self:
        for name, listed in CODED.items():
            if (code := getattr(self, name)) and not code_list(listed).is_valid(code):
                raise ValueError(f"{name}: {code} is not in the list {listed}.")
        return self


class PostalAddress(Body):
    lines: Annotated[list[Annotated[str, Field(max_length=32)]], Field(max_length=6)] = []
    postcode: Annotated[str, Field(max_length=8)] = ""


class NewPerson(Facts):
    """A person. `known` is false where the name is unknown or refused.

    `somebody_else`: why this is not the person on record whom they resemble.
    """

    known: bool = True
    somebody_else: Annotated[str, Field(max_length=400)] = ""
    pncid: Annotated[str, Field(max_length=20)] = ""
    cro: Annotated[str, Field(max_length=20)] = ""
    address: PostalAddress | None = None

    def data(self) -> PersonData:
        said = self.model_dump(exclude={"pncid", "cro", "address", "somebody_else"})
        numbers = {scheme: number for scheme in ("pncid", "cro") if (number := getattr(self, scheme))}
        place = AddressData(tuple(self.address.lines), self.address.postcode) if self.address else None
        return PersonData(**said, identifiers=numbers, address=place)


class Correction(Body):
    person: UUID
    said: Facts
    reason: str


class Identification(Body):
    person: UUID
    given: NewPerson
    reason: str


class Alias(Body):
    person: UUID
    family_name: Name = ""
    given_names: Name = ""
    kind: PersonName.Kind = PersonName.Kind.ALIAS


class NewWarning(Body):
    person: UUID
    code: Annotated[str, Field(max_length=4)]
    text: Annotated[str, Field(max_length=200)] = ""
    expires_on: Day | None = None
    review_on: Day | None = None


class HandlingSet(Body):
    person: UUID
    handling: Handling
    reason: str


class EventHandlingSet(Body):
    event: UUID
    handling: Handling
    reason: str


class WarningEnd(Body):
    warning: UUID
    reason: str


class Record(Body):
    kind: RecordKind
    id: UUID


class NewLink(Body):
    one: Record
    other: Record
    role: Annotated[str, Field(max_length=32)]
    valid_from: Day | None = None
    grading: Annotated[str, Field(max_length=8)] = ""
    note: Annotated[str, Field(max_length=200)] = ""


class LinkEnd(Body):
    link: UUID
    reason: str
    ended_on: Day | None = None
    was_wrong: bool = False


class File(Body):
    """A file for an event: its name and its content in base64."""

    event: UUID
    name: Annotated[str, Field(min_length=1, max_length=200)]
    content: Annotated[str, Field(max_length=40_000_000)]


@deed(
    "record-person",
    "Record a person",
    "records.record-person",
    record_person,
    "records:new-person",
    api="POST /people",
)
def _record_person(caller: Caller, body: NewPerson) -> Answer:
    return record_id(record_person(caller, body.data(), somebody_else=body.somebody_else))


@deed(
    "correct-person",
    "Correct a person's details",
    PERSON,
    correct_person,
    "records:correct-person",
    api="POST /people/{person_id}/corrections",
)
def _correct_person(caller: Caller, body: Correction) -> Answer:
    said: dict[str, Any] = body.said.model_dump(exclude_unset=True)
    return record_id(correct_person(caller, found(caller, Person, body.person), said, reason=body.reason))


@deed(
    "identify-person",
    "Say who an unknown person is",
    "records.identify-person",
    identify_person,
    "records:identify-person",
)
def _identify_person(caller: Caller, body: Identification) -> Answer:
    person = found(caller, Person, body.person)
    return record_id(identify_person(caller, person, body.given.data(), reason=body.reason))


@deed(
    "add-alias",
    "Add a name that a person is known by",
    PERSON,
    add_alias,
    "records:add-alias",
    api="POST /people/{person_id}/names",
)
def _add_alias(caller: Caller, body: Alias) -> Answer:
    name = NameData(body.family_name, body.given_names, body.kind)
    return record_id(add_alias(caller, found(caller, Person, body.person), name))


@deed(
    "add-warning",
    "Add a warning about a person",
    PERSON,
    add_warning,
    "records:add-warning",
    api="POST /people/{person_id}/warnings",
)
def _add_warning(caller: Caller, body: NewWarning) -> Answer:
    given = WarningData(body.code, body.text, body.expires_on, body.review_on)
    return record_id(add_warning(caller, found(caller, Person, body.person), given))


@deed(
    "withdraw-warning",
    "Withdraw a warning",
    PERSON,
    withdraw_warning,
    "records:withdraw-warning",
    api="POST /people/{person_id}/warnings/{warning_id}/withdraw",
)
def _withdraw_warning(caller: Caller, body: WarningEnd) -> Answer:
    warning = found(caller, WarningMarker, body.warning)
    return record_id(withdraw_warning(caller, warning, reason=body.reason))


@deed(
    "set-handling", "Restrict or seal a person", "records.set-handling", set_handling, "records:set-handling"
)
def _set_handling(caller: Caller, body: HandlingSet) -> Answer:
    return record_id(
        set_handling(caller, found(caller, Person, body.person), body.handling, reason=body.reason)
    )


@deed(
    "set-event-handling",
    "Restrict or seal a report",
    "records.set-handling",
    set_handling,
    "records:set-event-handling",
)
def _set_event_handling(caller: Caller, body: EventHandlingSet) -> Answer:
    return record_id(
        set_handling(caller, found(caller, Event, body.event), body.handling, reason=body.reason)
    )


@deed("link-records", "Link two records", "records.link", link_records, "records:link-person")
def _link_records(caller: Caller, body: NewLink) -> Answer:
    ends = [(str(end.kind), end.id) for end in (body.one, body.other)]
    there = fetch(caller, ends)
    for end in ends:
        if end not in there:
            raise LookupError(f"There is no such {end[0]}, or you may not see it: {end[1]}.")
    given = LinkData(body.role, body.valid_from, body.grading, body.note)
    return record_id(link_records(caller, there[ends[0]], there[ends[1]], given))


@deed("unlink-records", "End a link between records", "records.link", unlink_records, "records:unlink")
def _unlink_records(caller: Caller, body: LinkEnd) -> Answer:
    link = found(caller, Link, body.link)
    ended = unlink_records(caller, link, reason=body.reason, ended_on=body.ended_on, was_wrong=body.was_wrong)
    return record_id(ended)


@deed("attach-file", "Attach a file to a report", "records.attach", attach_file, "records:attach")
def _attach_file(caller: Caller, body: File) -> Answer:
    event = found(caller, Event, body.event)
    content = b64decode(body.content, validate=True)
    return record_id(attach_file(caller, event, body.name, [content]))
