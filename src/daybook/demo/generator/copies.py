"""The old systems' overlapping, dirty copies of the people, and beside them the truth.

Copies of one person come one after another; whoever measures matching must not read anything from the order.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from .city import City
from .details import PNC_PRIME, STRIDE, plain_letters
from .draw import stream
from .shapes import GeneratedAddress, GeneratedPerson, LegacyCopy, Truth
from .slips import Plan, Typed, draw_plan, fits, typed

POSTCODE_MOVED, POSTCODE_MISSING = 0.33, 0.35
SAME_SYSTEM_AGAIN = 0.06
# The national computer always gives its PNCID; the local systems so often that 21% of all copies do.
LOCAL_PNCID_SHARE = 0.18


def _as_written(text: str) -> str:
    return text


def _shouted(text: str) -> str:
    return plain_letters(text).upper()


@dataclass(frozen=True, slots=True)
class OldSystem:
    """How one old system writes. `recorded`, `others`: its share of people with a record and of the rest."""

    name: str
    key: str
    letters: Callable[[str], str]
    name_length: int
    dates: str
    sexes: dict[str, str]
    ethnicity: str
    short_pncid: bool
    recorded: float
    others: float
    least_age: int = 0


MALE_FEMALE = {"1": "M", "2": "F"}
IN_WORDS = {"1": "Male", "2": "Female"}
AS_NUMBER = {"1": "1", "2": "2"}
CASES = "case_preparation"
SYSTEMS = (
    OldSystem("custody", "CU/{:07d}", _shouted, 35, "%d/%m/%Y", MALE_FEMALE, "{}", True, 0.74, 0.16, 10),
    OldSystem("vulnerable", "VP-{:07d}", _as_written, 24, "%Y-%m-%d", IN_WORDS, "{}", False, 0.25, 0.30),
    OldSystem(CASES, "CP{:07d}", _as_written, 35, "%Y-%m-%d", AS_NUMBER, "ESDD_{}", False, 0.50, 0.26, 8),
    OldSystem("national_computer", "N{:07d}", _shouted, 27, "%d%m%Y", MALE_FEMALE, "{}", True, 0.32, 0.0, 10),
)
BY_NAME = {system.name: system for system in SYSTEMS}


def generate_copies(
    seed: int, people: Iterable[GeneratedPerson], count: int, city: City, until: date
) -> Iterator[tuple[LegacyCopy, Truth]]:
    """Every copy with its truth, in the order of the people."""
    return CopyMaker(seed, count, city, until).copies(people)


class CopyMaker:
    """Makes copies. Slips that do not fit a person wait for one whom they fit, so that the mix holds."""

    def __init__(self, seed: int, count: int, city: City, until: date) -> None:
        self.random: Random = stream(seed, "copies")
        self.count, self.city, self.until = count, city, until
        self.waiting: list[Plan] = []
        self.made = dict.fromkeys(BY_NAME, 0)

    def copies(self, people: Iterable[GeneratedPerson]) -> Iterator[tuple[LegacyCopy, Truth]]:
        """Copies of these people."""
        for person in people:
            for system in SYSTEMS:
                for _ in range(self._times(system, person)):
                    yield self._copy(system, person)

    def _times(self, system: OldSystem, person: GeneratedPerson) -> int:
        random = self.random
        share = system.recorded if person.pncid else system.others
        if random.random() >= share or self.until.year - person.date_of_birth.year < system.least_age:
            return 0
        return 2 if random.random() < SAME_SYSTEM_AGAIN else 1

    def _plan(self, person: GeneratedPerson) -> Plan:
        for number, plan in enumerate(self.waiting):
            if fits(plan, person):
                return self.waiting.pop(number)
        while not fits(plan := draw_plan(self.random), person):
            self.waiting.append(plan)
        return plan

    def _copy(self, system: OldSystem, person: GeneratedPerson) -> tuple[LegacyCopy, Truth]:
        plan = self._plan(person)
        wrong = typed(self.random, person, plan)
        home, where = self._address(person)
        self.made[system.name] += 1
        key = system.key.format(self.made[system.name] * STRIDE % PNC_PRIME)
        written = self._written(system, key, person, wrong, home)
        return written, Truth(system.name, key, person.key, (*(plan or ("clean",)), where))

    def _address(self, person: GeneratedPerson) -> tuple[GeneratedAddress | None, str]:
        place = self.random.random()
        if place < POSTCODE_MISSING:
            return None, "postcode-missing"
        if place >= POSTCODE_MISSING + POSTCODE_MOVED:
            return person.address, "postcode-same"
        if person.former_address and person.former_address.postcode != person.address.postcode:
            return person.former_address, "postcode-moved"
        while (
            home := self.city.home(int(self.random.random() * self.count))
        ).postcode == person.address.postcode:
            continue
        return home, "postcode-moved"

    def _written(
        self,
        system: OldSystem,
        key: str,
        person: GeneratedPerson,
        wrong: Typed,
        home: GeneratedAddress | None,
    ) -> LegacyCopy:
        letters, most = system.letters, system.name_length
        recorded = self.until - timedelta(days=int(self.random.random() * 2500))
        return LegacyCopy(
            system.name,
            key,
            letters(wrong.family)[:most],
            letters(" ".join(wrong.given))[:most].rstrip(),
            _date(wrong.born, system.dates),
            system.sexes[person.sex],
            system.ethnicity.format(person.self_defined_ethnicity),
            letters(", ".join(home.lines)) if home else "",
            home.postcode if home else "",
            self._pncid(system, person),
            _date(recorded, system.dates),
        )

    def _pncid(self, system: OldSystem, person: GeneratedPerson) -> str:
        national = system.name == "national_computer"
        if not person.pncid or not (national or self.random.random() < LOCAL_PNCID_SHARE):
            return ""
        return short_pncid(person.pncid) if system.short_pncid else person.pncid


def short_pncid(canonical: str) -> str:
    """The way a PNCID is shown: without century and leading zeros, `81/34U`."""
    return f"{canonical[2:4]}/{canonical[5:].lstrip('0')}"


def _date(day: date | None, form: str) -> str:
    if day is None:
        return ""
    text = day.isoformat()
    return form.replace("%Y", text[:4]).replace("%m", text[5:7]).replace("%d", text[8:])


def birth_date_of(copy: LegacyCopy) -> date | None:
    """The date of birth that a copy holds, read in its system's own form."""
    if not copy.date_of_birth:
        return None
    return datetime.strptime(copy.date_of_birth, BY_NAME[copy.system].dates).date()
