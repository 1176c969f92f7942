"""Building a person's rows on an open page of the book, for every action that meets a person.

Nothing here opens a page or checks permission: the action that calls does, so that an arrest with three new
people is still one entry. `given` is what the form, the import or the API brought, already of the right types.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from daybook.book.pages import Page
from daybook.records import names, telephone
from daybook.records.identifiers import Cro, DriverNumber, IdentifierError, Nino, PncId, Postcode
from daybook.records.identifiers import Identifier as Number
from daybook.records.models import (
    Identifier,
    Link,
    Location,
    Person,
    PersonDescription,
    PersonName,
    Phone,
    WarningMarker,
)
from daybook.records.models.common import RecordKind

fold = names.fold

LIVES_AT = "currentAddress"
USES = "user"
SCHEMES: Mapping[str, type[Number]] = {
    "pncid": PncId,
    "cro": Cro,
    "driver_number": DriverNumber,
    "nino": Nino,
}
PERSON_COLUMNS = (
    "family_name",
    "given_names",
    "known",
    "date_of_birth",
    "birth_year_only",
    "apparent_age",
    "sex",
    "gender_identity",
    "self_defined_ethnicity",
    "observed_ethnicity",
    "nationality",
    "language",
    "occupation",
    "deceased_on",
    "handling",
)


@dataclass(frozen=True, slots=True)
class NameData:
    """A name beside the first one. `kind` is a value of `PersonName.Kind`."""

    family_name: str = ""
    given_names: str = ""
    kind: str = PersonName.Kind.ALIAS


@dataclass(frozen=True, slots=True)
class AddressData:
    """An address of a person. Coordinates: WGS84 in degrees, National Grid in metres."""

    lines: tuple[str, ...] = ()
    postcode: str = ""
    description: str = ""
    uprn: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    easting: int | None = None
    northing: int | None = None

    def __post_init__(self) -> None:
        """IdentifierError where the postcode is none, or half of one."""
        object.__setattr__(self, "postcode", Postcode.of_address(self.postcode))


@dataclass(frozen=True, slots=True)
class WarningData:
    """A warning marker of the code list `warning-markers`, with the day it ends and the day to look at it again."""

    code: str
    text: str = ""
    expires_on: date | None = None
    review_on: date | None = None


@dataclass(frozen=True, slots=True)
class PersonData:
    """All that one report may say of a person. `known` is false for an unknown or refused name.

    `identifiers` maps a scheme (`pncid`, `cro`, `driver_number`, `nino`, or an old system's own key) to the
    text as typed. `given_names` are parted by spaces; `height_cm` is in centimetres.
    """

    family_name: str = ""
    given_names: str = ""
    known: bool = True
    date_of_birth: date | None = None
    birth_year_only: bool = False
    apparent_age: int | None = None
    sex: str = "0"
    gender_identity: str = ""
    self_defined_ethnicity: str = ""
    observed_ethnicity: str = ""
    nationality: str = ""
    language: str = ""
    occupation: str = ""
    deceased_on: date | None = None
    handling: str = "open"
    aliases: tuple[NameData, ...] = ()
    identifiers: Mapping[str, str] = field(default_factory=dict)
    address: AddressData | None = None
    phone: str = ""
    email: str = ""
    height_cm: int | None = None
    build: str = ""
    hair: str = ""
    eyes: str = ""
    marks: str = ""
    warnings: tuple[WarningData, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact comes from: a system's name and its key there, and when it was said."""

    at: datetime
    name: str = "daybook"
    key: str = ""

    @property
    def columns(self) -> dict[str, object]:
        return {"source": self.name, "source_key": self.key, "asserted_at": self.at}


def new_person(
    page: Page, given: PersonData, at: datetime, source: str = "daybook", source_key: str = ""
) -> Person:
    """Record a person with all that is given of them; returns the saved person."""
    origin = Source(at, source, source_key)
    columns = {name: getattr(given, name) for name in PERSON_COLUMNS}
    person = page.save(Person(**columns, recorded_at=at))
    if given.family_name or given.given_names:
        first = NameData(given.family_name, given.given_names, PersonName.Kind.PRIMARY)
        add_name(page, person, first, origin)
    add_details(page, person, given, origin)
    return person


def add_details(page: Page, person: Person, given: PersonData, origin: Source) -> None:
    """Add what a report says of a known person beside their name and columns: it takes nothing away."""
    for alias in dict.fromkeys(given.aliases):
        add_name(page, person, alias, origin)
    for scheme, text in given.identifiers.items():
        if text.strip():
            add_identifier(page, person, scheme, text, origin)
    if given.address:
        add_address(page, person, given.address, origin, ends_earlier=not page.is_new(person))
    if given.phone.strip() or given.email.strip():
        add_contact(page, person, origin, phone=given.phone, email=given.email)
    add_description(page, person, given, origin)
    for warning in given.warnings:
        add_warning(page, person, warning, origin)


def add_name(page: Page, person: Person, given: NameData, origin: Source) -> PersonName:
    """Add a name, unless the person already has the very same. Half a name is found with the other half."""
    same = {"kind": given.kind, "family_name": given.family_name, "given_names": given.given_names}
    if not page.is_new(person) and (known := person.names.filter(**same).first()):
        return known
    search = names.search_form(
        given.family_name or person.family_name, given.given_names or person.given_names
    )
    return page.save(PersonName(person=person, search=search, **same, **origin.columns))


def add_identifier(page: Page, person: Person, scheme: str, text: str, origin: Source) -> Identifier:
    """Add a number as it was given, with its canonical form; one that does not check is kept, not valid."""
    canonical, valid = canonical_number(scheme, text)
    same = {"scheme": scheme, "canonical": canonical, "source": origin.name}
    if not page.is_new(person) and (known := person.identifiers.filter(**same).first()):
        return known
    return page.save(
        Identifier(
            person=person,
            scheme=scheme,
            raw=text.strip(),
            canonical=canonical,
            valid=valid,
            **origin.columns,
        )
    )


def canonical_number(scheme: str, text: str) -> tuple[str, bool]:
    """The one form to compare, and whether the number is what its scheme asks. Unknown schemes are not checked."""
    if scheme not in SCHEMES:
        return text.strip(), True
    try:
        return SCHEMES[scheme].parse(text).canonical, True
    except IdentifierError:
        return "".join(text.split()).upper(), False


def add_address(
    page: Page,
    person: Person,
    given: AddressData,
    origin: Source,
    role: str = LIVES_AT,
    *,
    ends_earlier: bool = True,
) -> Link:
    """Join the person to the address, from the day it was said; the same address twice is one link.

    A new current address ends the one that the same source gave before; other sources' stand beside it.
    """
    location = find_location(page, given)
    link = join(page, person, role, RecordKind.LOCATION, location, origin)
    if role == LIVES_AT and ends_earlier:
        _end_earlier(page, link, origin)
    return link


def _end_earlier(page: Page, link: Link, origin: Source) -> None:
    running = Link.objects.filter(
        from_id=link.from_id, role=link.role, source=origin.name, valid_to__isnull=True, withdrawn=False
    )
    for earlier in running.exclude(pk=link.pk):
        earlier.valid_to = origin.at.date()
        page.save(earlier)


def add_contact(page: Page, person: Person, origin: Source, phone: str = "", email: str = "") -> Link:
    """Join the person to a telephone number and e-mail address."""
    number, mail = telephone.canonical(phone), email.strip()
    contact = Phone.objects.filter(number=number, email=mail).first()
    return join(
        page, person, USES, RecordKind.PHONE, contact or page.save(Phone(number=number, email=mail)), origin
    )


def add_description(
    page: Page, person: Person, given: PersonData, origin: Source
) -> PersonDescription | None:
    """Add how the person looked, if the report says anything new of it."""
    seen = {name: getattr(given, name) for name in ("height_cm", "build", "hair", "eyes", "marks")}
    if not any(seen.values()):
        return None
    if not page.is_new(person) and (known := person.descriptions.filter(**seen, source=origin.name).first()):
        return known
    return page.save(PersonDescription(person=person, **seen, **origin.columns))


def add_warning(page: Page, person: Person, given: WarningData, origin: Source) -> WarningMarker:
    """Add a warning marker; one in force with the same code and words is not added twice."""
    words = {"code": given.code, "text": given.text}
    if known := person.warnings.filter(**words, withdrawn=False, expires_on=given.expires_on).first():
        return known
    ends = {"expires_on": given.expires_on, "review_on": given.review_on}
    return page.save(WarningMarker(person=person, **words, **ends, **origin.columns))


def join(
    page: Page,
    person: Person,
    role: str,
    kind: RecordKind,
    other: Location | Phone,
    origin: Source,
) -> Link:
    """A link from the person that runs from that day, unless one runs already."""
    ends = {"from_kind": RecordKind.PERSON, "from_id": person.pk, "to_kind": kind, "to_id": other.pk}
    if not page.is_new(person):
        running = Link.objects.filter(**ends, role=role, valid_to__isnull=True, withdrawn=False).first()
        if running:
            return running
    return page.save(Link(**ends, role=role, valid_from=origin.at.date(), **origin.columns))


def find_location(page: Page, given: AddressData) -> Location:
    """The location already held for exactly this address (by UPRN, else by lines and postcode), or a new one."""
    address = "\n".join(line.strip() for line in given.lines if line.strip())
    if given.uprn and (known := Location.objects.filter(uprn=given.uprn).first()):
        return known
    if address and given.postcode:
        same = Location.objects.filter(postcode=given.postcode, address_lines__iexact=address)
        if known := same.filter(description=given.description).first():
            return known
    columns = ("description", "uprn", "latitude", "longitude", "easting", "northing")
    values = {name: getattr(given, name) for name in columns}
    return page.save(Location(address_lines=address, postcode=given.postcode, **values))
