"""The parts every report shares: the people, the place and the offences it names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any
from uuid import UUID

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    field_validator,
    model_validator,
)
from pydantic.fields import FieldInfo

from daybook.records.code_lists import code_list
from daybook.records.identifiers import IdentifierError, Postcode
from daybook.records.offences import OffenceError, find
from daybook.records.reports.ask import Ask, ask_of, role_of
from daybook.records.reports.values import (
    Lines,
    OptionalDay,
    OptionalMoment,
    Text,
    Tick,
    blank,
    parse_number,
)

LONGEST_ADDRESS, LONGEST_NAME = 200, 80
NUMBER = BeforeValidator(parse_number)
OptionalId = Annotated[UUID | None, BeforeValidator(lambda value: None if blank(value) else value)]


class Part(BaseModel):
    """A part of a report. A field that is not the report's is refused, so that nothing typed is dropped unseen."""

    model_config = ConfigDict(extra="forbid", str_max_length=4000)

    @classmethod
    def in_order(cls) -> list[tuple[str, FieldInfo]]:
        """The fields in the order in which a form asks them."""
        return list(cls.model_fields.items())

    @classmethod
    def people_fields(cls) -> Iterator[tuple[str, str]]:
        """The fields that name people, each with the role it gives them."""
        for name, field in cls.model_fields.items():
            role = role_of(field)
            if role:
                yield name, role


def _listed(ask: Ask, code: Any) -> bool:
    """Whether a question allows this answer; one without list or options allows any."""
    if ask.options:
        return str(code) in dict(ask.options)
    return not ask.code_list or code_list(ask.code_list).is_valid(code)


def refuse_unlisted_codes(part: Part) -> None:
    """Every coded field holds a code of its list; ValueError names the field."""
    for name, field in type(part).model_fields.items():
        ask = ask_of(field, name)
        held = getattr(part, name)
        for code in held if isinstance(held, list) else [held]:
            if code not in ("", None) and not _listed(ask, code):
                raise ValueError(f"{name}: {ask.label}: {str(code)[:20]} is not in the list.")


def _as_home(text: str) -> str:
    try:
        return Postcode.of_address(text)
    except IdentifierError as error:
        raise ValueError(str(error)) from None


class PersonEntry(Part):
    """One person as entered. With `person_id` the person is already known to Daybook and nothing is typed again."""

    person_id: Annotated[OptionalId, Ask("Person already on record")] = None
    family_name: Annotated[Text, Ask("Family name"), Field(max_length=80)] = ""
    given_names: Annotated[Text, Ask("Given names"), Field(max_length=120)] = ""
    unknown: Annotated[Tick, Ask("The name is unknown or was refused")] = False
    date_of_birth: Annotated[OptionalDay, Ask("Date of birth", hint="For example, 27 3 1994")] = None
    sex: Annotated[Text, Ask("Sex", code_list="sex")] = "0"
    self_defined_ethnicity: Annotated[
        Text, Ask("Self-defined ethnicity", code_list="self-defined-ethnicity", choose="Not asked yet")
    ] = ""
    observed_ethnicity: Annotated[
        Text, Ask("Ethnicity as the officer sees it", code_list="observed-ethnicity", choose="Not recorded")
    ] = ""
    address: Annotated[Lines, Ask("Home address", hint="One line of the address to a line", rows=3)] = []
    postcode: Annotated[Text, Ask("Postcode", width=10), Field(max_length=8), AfterValidator(_as_home)] = ""
    phone: Annotated[Text, Ask("Phone", width=20), Field(max_length=24)] = ""
    pncid: Annotated[
        Text, Ask("PNCID", hint="For example, 81/34U", width=20, folded=True), Field(max_length=80)
    ] = ""
    cro: Annotated[Text, Ask("CRO number", width=20, folded=True), Field(max_length=80)] = ""
    driver_number: Annotated[Text, Ask("Driver number", width=20, folded=True), Field(max_length=80)] = ""
    aliases: Annotated[
        Lines, Ask("Also known as", hint="One name to a line, family name last", rows=2, folded=True)
    ] = []
    gender_identity: Annotated[
        Text,
        Ask(
            "Gender identity, where it differs", code_list="gender-identity", choose="Not stated", folded=True
        ),
    ] = ""
    apparent_age: Annotated[
        int | None, Field(ge=0, le=120), NUMBER, Ask("Apparent age in years", width=3, folded=True)
    ] = None
    height_cm: Annotated[
        int | None, Field(ge=30, le=272), NUMBER, Ask("Height in centimetres", width=3, folded=True)
    ] = None
    nationality: Annotated[Text, Ask("Nationality", width=20, folded=True), Field(max_length=40)] = ""
    language: Annotated[Text, Ask("Language", width=20, folded=True), Field(max_length=40)] = ""
    occupation: Annotated[Text, Ask("Occupation", width=20, folded=True), Field(max_length=80)] = ""
    email: Annotated[Text, Ask("E-mail", width=30, folded=True), Field(max_length=120)] = ""
    marks: Annotated[Text, Ask("Description and marks", rows=2, folded=True), Field(max_length=400)] = ""

    @model_validator(mode="after")
    def _someone(self) -> PersonEntry:
        named = bool(self.person_id or self.family_name or self.given_names)
        if not named and not self.unknown:
            raise ValueError(
                "family_name: Enter the person's name, or say that it is unknown or was refused."
            )
        refuse_unlisted_codes(self)
        if len("\n".join(self.address)) > LONGEST_ADDRESS:
            raise ValueError(f"address: Write the address in at most {LONGEST_ADDRESS} characters.")
        if any(len(part) > LONGEST_NAME for line in self.aliases for part in line.rsplit(" ", 1)):
            raise ValueError(f"aliases: A name is at most {LONGEST_NAME} characters long.")
        return self


class PlaceEntry(Part):
    """A place in words, with postcode and point where they are known. The point is in WGS84 degrees."""

    description: Annotated[
        Text,
        Ask("Where", hint="Street, building or landmark", missing="Say where it happened."),
        Field(min_length=1, max_length=200),
    ]
    postcode: Annotated[Text, Ask("Postcode, if known", width=10)] = ""
    latitude: Annotated[
        float | None, Field(ge=-90, le=90), NUMBER, Ask("Latitude", width=10, folded=True)
    ] = None
    longitude: Annotated[
        float | None, Field(ge=-180, le=180), NUMBER, Ask("Longitude", width=10, folded=True)
    ] = None
    uprn: Annotated[int | None, Field(ge=1, lt=10**12), NUMBER, Ask("UPRN", width=20, folded=True)] = None

    @field_validator("postcode")
    @classmethod
    def _postcode(cls, value: str) -> str:
        try:
            return Postcode.parse(value).canonical if value else ""
        except IdentifierError as error:
            raise ValueError(str(error)) from None

    @model_validator(mode="after")
    def _whole_point(self) -> PlaceEntry:
        if (self.latitude is None) != (self.longitude is None):
            raise ValueError("A point needs both its latitude and its longitude.")
        return self


class OffenceEntry(Part):
    """One offence by its CJS code, and when it was committed where that differs from the report's own time."""

    code: Annotated[Text, Ask("Offence", hint="Type words or a code, such as theft shop or TH68010")]
    committed_from: Annotated[OptionalMoment, Ask("Committed from", folded=True)] = None
    committed_to: Annotated[OptionalMoment, Ask("Committed to", folded=True)] = None

    @field_validator("code")
    @classmethod
    def _listed(cls, value: str) -> str:
        try:
            return find(value).code
        except (OffenceError, IdentifierError) as error:
            raise ValueError(str(error)) from None

    @model_validator(mode="after")
    def _in_order(self) -> OffenceEntry:
        if self.committed_from and self.committed_to and self.committed_to < self.committed_from:
            raise ValueError("The offence cannot end before it began. Check both times.")
        return self
