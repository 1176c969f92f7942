"""People and events for the tests of this room."""

from datetime import UTC, date, datetime

from daybook.access.models import User
from daybook.book import writing
from daybook.records import people
from daybook.records.models import Event, EventOffence, Link, Location, Person
from daybook.records.people import AddressData, NameData, PersonData, Source, WarningData
from helpers import OFFICER

NOW = datetime(2026, 11, 22, 21, 0, tzinfo=UTC)
ZOE = PersonData(
    family_name="O’Brien",
    given_names="Zoë Marie-Lou",
    date_of_birth=date(1990, 2, 1),
    sex="2",
    occupation="Baker",
    nationality="Irish",
    self_defined_ethnicity="W2",
    aliases=(NameData("Jones"), NameData("", "Zed", "nickname")),
    identifiers={"pncid": "81/34U", "cro": "85227/65G"},
    address=AddressData(("1 High Street", "Anytown"), "SW1A 1AA"),
    phone="+447700900123",
    height_cm=171,
    warnings=(
        WarningData("VI", "violent when drunk", review_on=date(2027, 1, 1)),
        WarningData("SH", "", expires_on=date(2020, 1, 1)),
    ),
)


def record(given: PersonData | None = None, source: str = "daybook", **fields: object) -> Person:
    """A person recorded in an entry of its own."""
    with writing("person:recorded", OFFICER) as page:
        person = people.new_person(page, given or PersonData(**fields), NOW, source)
        page.about(person)
    return person


def event_of(officer: User, *roles: tuple[Person, str], day: int = 1, **fields: object) -> Event:
    """An arrest in November 2026 with people in those roles."""
    number = f"AR/{800_001 + Event.objects.count():07d}/26"  # beside the series, from which reports draw
    with writing("person:recorded", OFFICER) as page:
        place = fields.pop("location", None) or page.save(
            Location(address_lines="Market Square", postcode="SW1A 2AA")
        )
        values = {"report_type": "arrest", "number": number, "status": "arrested", **fields}
        event = page.save(
            Event(
                happened_from=datetime(2026, 11, day, 14, 5, tzinfo=UTC),
                recorded_at=NOW,
                officer=officer,
                location=place,
                **values,
            )
        )
        page.save(EventOffence(event=event, code="TH68010", title="Theft from a shop"))
        for person, role in roles:
            page.save(link(person, role, event))
    return event


def link(person: Person, role: str, other: Event | Person) -> Link:
    """An unsaved link from a person to an event or another person."""
    return Link(
        from_kind="person",
        from_id=person.pk,
        role=role,
        to_kind=other._meta.model_name,
        to_id=other.pk,
        valid_from=NOW.date(),
        **Source(NOW).columns,
    )
