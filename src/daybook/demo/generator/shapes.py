"""What the generator yields: plain values about people, places, events and officers that do not exist.

Units: heights in centimetres; eastings and northings in metres (EPSG:27700); latitudes and longitudes in
WGS84 degrees; all moments in UTC. Codes are those of `docs/glossary.md`: sex as ISO 5218, self-defined
ethnicity as 18+1, observed ethnicity as IC codes, nationality as ISO 3166 alpha-3, languages are named in English.
"""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class GeneratedAddress:
    """One dwelling or public place of the invented town. `household` is 0 where nobody lives."""

    household: int
    lines: tuple[str, ...]
    postcode: str
    uprn: str
    easting: float
    northing: float
    latitude: float
    longitude: float
    ward: str


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name somebody has carried. `kind`: maiden, nickname, spelling, english, alias."""

    kind: str
    family_name: str
    given_names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WarningMarker:
    """A PNC warning marker with who said so and until when it is believed."""

    code: str
    source: str
    recorded_on: date
    review_on: date
    expires_on: date


@dataclass(frozen=True, slots=True)
class Relation:
    """`kind` (partner, parent, child, twin, sibling, housemate) of another generated person, by key."""

    kind: str
    person: str


@dataclass(frozen=True, slots=True)
class GeneratedPerson:
    """An invented person. `address` is where they live now, `former_address` where they lived before."""

    key: str
    group: str
    family_name: str
    given_names: tuple[str, ...]
    aliases: tuple[Alias, ...]
    sex: str
    gender_identity: str
    date_of_birth: date
    self_defined_ethnicity: str
    observed_ethnicity: str
    nationality: str
    language: str
    interpreter_needed: bool
    occupation: str
    height_cm: int
    phone: str
    email: str
    pncid: str
    cro: str
    driver_number: str
    warnings: tuple[WarningMarker, ...]
    address: GeneratedAddress
    former_address: GeneratedAddress | None
    relations: tuple[Relation, ...]

    @property
    def full_name(self) -> str:
        """Given names and family name, as one would say it."""
        return " ".join((*self.given_names, self.family_name)).strip()


@dataclass(frozen=True, slots=True)
class Role:
    """Somebody's part in one event: victim, witness, suspect or arrested."""

    person: str
    role: str


@dataclass(frozen=True, slots=True)
class GeneratedEvent:
    """An incident, a crime or an arrest. `related` is the key of the crime that an arrest follows.

    `outcome` is a Home Office outcome number as text, empty while a crime is under investigation and for
    other kinds.
    """

    key: str
    kind: str
    category: str
    title: str
    summary: str
    offence_codes: tuple[str, ...]
    happened_at: datetime
    happened_until: datetime
    reported_at: datetime
    recorded_at: datetime
    place: GeneratedAddress
    place_type: str
    people: tuple[Role, ...]
    officer: str
    station: str
    outcome: str
    outcome_at: datetime | None
    related: str


@dataclass(frozen=True, slots=True)
class GeneratedOfficer:
    """A member of the invented force. `rank` and `roles` are slugs of the access room, `job` what they do.

    `station` is the name of the station and `unit` its organisation unit code.
    """

    collar_number: str
    family_name: str
    given_names: tuple[str, ...]
    rank: str
    job: str
    station: str
    unit: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Occasion:
    """Why an old system has a record of somebody.

    `part`: arrested, suspect, victim, witness, reported, wanted, attended. `happened_at` is local time;
    `offence` a code of the national list; `officer` a collar number. `chance` lies between
    0 and 1, for whatever else a system wants to know of it.
    """

    part: str
    happened_at: datetime
    offence: str
    words: str
    place: str
    postcode: str
    officer: str
    station: str
    court: str
    chance: float


@dataclass(frozen=True, slots=True)
class LegacyCopy:
    """What one old system holds about somebody, in its own way of writing, without who they truly are.

    `key`: the record's number there, with the line behind it where a record may name several. `date_of_birth` is text
    in the system's own form, empty when it was never given. `record` is the number alone; `occasion`: what the record
    is of, if not of a person alone.
    """

    system: str
    key: str
    family_name: str
    given_names: str
    date_of_birth: str
    sex: str
    ethnicity: str
    address: str
    postcode: str
    pncid: str
    recorded_on: str
    record: str
    occasion: Occasion | None = None


@dataclass(frozen=True, slots=True)
class Truth:
    """Who a legacy copy is about, and the slips in it (`clean`: name and date of birth are as given)."""

    system: str
    key: str
    person: str
    slips: tuple[str, ...]
