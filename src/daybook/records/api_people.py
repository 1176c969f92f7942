"""The HTTP API of people: search, read, record, correct, name, warn, link. Each calls the action of its page."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status
from ninja.errors import HttpError

from daybook.access.api_base import PROBLEMS
from daybook.access.caller import caller_of
from daybook.access.consulted import consulted
from daybook.access.views_guard import consults
from daybook.records.actions.add_alias import add_alias
from daybook.records.actions.add_warning import add_warning
from daybook.records.actions.correct_person import correct_person
from daybook.records.actions.record_person import record_person
from daybook.records.actions.withdraw_warning import withdraw_warning
from daybook.records.api import refusals
from daybook.records.models import Event, Person, PersonName, WarningMarker
from daybook.records.people import AddressData, NameData, PersonData, WarningData
from daybook.records.queries.filter import visible
from daybook.records.queries.profile import profile_of
from daybook.records.queries.search import find_people
from daybook.records.views.found import SealedRecordError, find
from daybook.records.words import LONGEST, read

router = Router(tags=["people"])
Short = Annotated[str, Field(max_length=40)]
Text = Annotated[str, Field(max_length=120)]
Coded = Annotated[str, Field(max_length=4)]
Family = Annotated[str, Field(max_length=80)]
Given = Annotated[str, Field(max_length=120)]


class Words(Schema):
    """What is looked for: names, a birth date, a number, a postcode, a telephone."""

    words: str = Field(min_length=1, max_length=LONGEST)
    limit: int = Field(20, ge=1, le=100)


class PersonLine(Schema):
    """A person in a list."""

    id: UUID
    full_name: str
    family_name: str
    given_names: str
    known: bool
    date_of_birth: date | None
    sex: str


class Name(Schema):
    family_name: Family = ""
    given_names: Given = ""
    kind: PersonName.Kind = PersonName.Kind.ALIAS


class Number(Schema):
    scheme: str
    raw: str
    canonical: str
    valid: bool
    source: str


class WarningIn(Schema):
    """A warning marker of the list `warning-markers`."""

    code: Coded
    text: str = Field("", max_length=200)
    expires_on: date | None = None
    review_on: date | None = None


class WarningOut(WarningIn):
    id: UUID
    source: str
    asserted_at: datetime
    withdrawn: bool


class Said(Schema):
    """One source's word on a field that sources disagree about."""

    value: str
    source: str
    asserted_at: datetime


class WholePersonOut(PersonLine):
    """A person with names, numbers, warnings, and the fields on which sources differ."""

    apparent_age: int | None
    gender_identity: str
    self_defined_ethnicity: str
    observed_ethnicity: str
    nationality: str
    language: str
    occupation: str
    deceased_on: date | None
    handling: str
    names: list[Name]
    identifiers: list[Number]
    warnings: list[WarningOut]
    assertions: dict[str, list[Said]]


class Address(Schema):
    lines: list[Annotated[str, Field(max_length=60)]] = Field([], max_length=3)
    postcode: str = Field("", max_length=8)


class PersonIn(Schema):
    """A person met outside a report. Dates are ISO 8601; codes are from the lists named in the documentation."""

    family_name: Family = ""
    given_names: Given = ""
    known: bool = True
    date_of_birth: date | None = None
    sex: Annotated[str, Field(pattern="^[0129]$")] = "0"
    nationality: Short = ""
    language: Short = ""
    occupation: Annotated[str, Field(max_length=80)] = ""
    pncid: Annotated[str, Field(max_length=20)] = ""
    phone: Annotated[str, Field(max_length=24)] = ""
    email: Text = ""
    address: Address | None = None
    somebody_else: Annotated[
        str, Field(max_length=400, description="Why this is not the person on record whom they resemble")
    ] = ""


class Correction(Schema):
    """Fields that differ, and how it is known."""

    family_name: Family | None = None
    given_names: Given | None = None
    date_of_birth: date | None = None
    sex: Annotated[str, Field(pattern="^[0129]$")] | None = None
    nationality: Short | None = None
    language: Short | None = None
    occupation: Annotated[str, Field(max_length=80)] | None = None
    reason: str = Field(min_length=1, max_length=400)


class Why(Schema):
    reason: str = Field(min_length=1, max_length=400)


class EventLine(Schema):
    id: UUID
    report_type: str
    number: str
    status: str
    happened_from: datetime
    recorded_at: datetime
    version: int


def person_seen(request: HttpRequest, person_id: UUID) -> Person:
    """The person if this caller may see them; a sealed one says how it is opened."""
    try:
        person = find(request, Person, person_id)
    except SealedRecordError:
        raise HttpError(
            403, f"This person is sealed. Open it first: POST sealed/person/{person_id}."
        ) from None
    consulted(request).add("person", person.pk)
    return person


@router.post("/people/search", response={200: list[PersonLine], **PROBLEMS})
@consults("search:run", "records.search")
def search_people(request: HttpRequest, body: Words) -> Any:
    """People that the words may mean, best first. The words are kept in the consultation only."""
    found = find_people(caller_of(request), read(body.words), body.limit)
    ids = [one.pk for one in found]
    consulted(request).search("api-people", len(ids), ids, words=body.words)
    return found


@router.get("/people/{uuid:person_id}", response={200: WholePersonOut, **PROBLEMS})
@consults("person:viewed", "records.see-person")
def person(request: HttpRequest, person_id: UUID) -> Any:
    """A person's profile."""
    return _out(request, person_seen(request, person_id))


@router.post("/people", response={201: PersonLine, **PROBLEMS})
@consults("person:viewed", "records.record-person")
def new_person(request: HttpRequest, body: PersonIn) -> Any:
    """Record a person outside a report. Search first: nobody is to be recorded twice."""
    given = body.dict(exclude={"address", "pncid", "somebody_else"})
    with refusals():
        address = AddressData(tuple(body.address.lines), body.address.postcode) if body.address else None
        made = record_person(
            caller_of(request),
            PersonData(**given, address=address, identifiers={"pncid": body.pncid}),
            somebody_else=body.somebody_else,
        )
    consulted(request).add("person", made.pk)
    return Status(201, made)


@router.post("/people/{uuid:person_id}/names", response={201: Name, **PROBLEMS})
@consults("person:viewed", "records.amend-person")
def new_name(request: HttpRequest, person_id: UUID, body: Name) -> Any:
    """Add a name the person is also known by."""
    seen = person_seen(request, person_id)
    with refusals():
        return Status(201, add_alias(caller_of(request), seen, NameData(**body.dict())))


@router.post("/people/{uuid:person_id}/corrections", response={200: PersonLine, **PROBLEMS})
@consults("person:viewed", "records.amend-person")
def correct(request: HttpRequest, person_id: UUID, body: Correction) -> Any:
    """Correct fields; what other sources said stays beside it. Fields left out stay as they are."""
    seen = person_seen(request, person_id)
    said = body.dict(exclude={"reason"}, exclude_unset=True)
    with refusals():
        return correct_person(caller_of(request), seen, said, reason=body.reason)


@router.post("/people/{uuid:person_id}/warnings", response={201: WarningOut, **PROBLEMS})
@consults("person:viewed", "records.amend-person")
def new_warning(request: HttpRequest, person_id: UUID, body: WarningIn) -> Any:
    """Add a warning."""
    seen = person_seen(request, person_id)
    with refusals():
        return Status(201, add_warning(caller_of(request), seen, WarningData(**body.dict())))


@router.post(
    "/people/{uuid:person_id}/warnings/{uuid:warning_id}/withdraw", response={200: WarningOut, **PROBLEMS}
)
@consults("person:viewed", "records.amend-person")
def end_warning(request: HttpRequest, person_id: UUID, warning_id: UUID, body: Why) -> Any:
    """Withdraw a warning that no longer holds."""
    seen = person_seen(request, person_id)
    warning = visible(caller_of(request), WarningMarker).filter(person=seen, pk=warning_id).first()
    if warning is None:
        raise HttpError(404, "This person has no such warning.")
    with refusals():
        return withdraw_warning(caller_of(request), warning, reason=body.reason)


@router.get("/events", response={200: list[EventLine], **PROBLEMS})
@consults("event:viewed", "records.see-event")
def events(
    request: HttpRequest,
    report_type: Annotated[str, Query(max_length=24)] = "",
    page: Annotated[int, Query(ge=1, le=10_000)] = 1,
) -> Any:
    """Reports the caller may see, newest first, 50 a page."""
    rows = visible(caller_of(request), Event)
    rows = rows.filter(report_type=report_type) if report_type else rows
    shown = list(rows.order_by("-happened_from", "pk")[(page - 1) * 50 : page * 50])
    consulted(request).search("api-events", len(shown), [row.pk for row in shown])
    return shown


def _out(request: HttpRequest, seen: Person) -> dict[str, Any]:
    profile = profile_of(caller_of(request), seen)
    columns = {name: getattr(seen, name) for name in WholePersonOut.model_fields if hasattr(Person, name)}
    return {
        **columns,
        "names": profile.names,
        "identifiers": profile.identifiers,
        "warnings": profile.warnings,
        "assertions": profile.assertions,
    }
