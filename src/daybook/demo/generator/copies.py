"""The old systems' overlapping, dirty copies of the people, and beside them the truth.

Copies of one person come one after another; whoever measures matching must not read anything from the order.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from random import Random

from .city import City
from .details import STRIDE
from .draw import stream
from .occasions import IN_ONE_OF_SEVERAL_LINES, draw_occasion
from .old_systems import BY_NAME, OF_OCCASIONS, OF_PEOPLE, OldSystem
from .shapes import GeneratedAddress, GeneratedPerson, LegacyCopy, Occasion, Truth
from .slips import Plan, Typed, draw_plan, fits, typed

POSTCODE_MOVED, POSTCODE_MISSING = 0.33, 0.35
SAME_SYSTEM_AGAIN = 0.06
LONGEST_AGO, YEAR_DAYS = 2500, 366


def generate_copies(
    seed: int, people: Iterable[GeneratedPerson], count: int, city: City, until: date
) -> Iterator[tuple[LegacyCopy, Truth]]:
    """Every copy with its truth, in the order of the people."""
    makers = (
        CopyMaker(OF_PEOPLE, stream(seed, "copies"), count, city, until),
        CopyMaker(OF_OCCASIONS, stream(seed, "copies", "occasions"), count, city, until),
    )
    for person in people:
        for maker in makers:
            yield from maker.copies(person)


class CopyMaker:
    """Makes the copies of some systems, each system's own from one stream of chance.

    Slips that do not fit a person wait for one whom they fit, so that the mix holds.
    """

    def __init__(
        self, systems: Sequence[OldSystem], random: Random, count: int, city: City, until: date
    ) -> None:
        self.systems, self.random = systems, random
        self.count, self.city, self.until = count, city, until
        self.waiting: list[Plan] = []
        self.made = dict.fromkeys((system.name for system in systems), 0)

    def copies(self, person: GeneratedPerson) -> Iterator[tuple[LegacyCopy, Truth]]:
        """Copies of one person."""
        for system in self.systems:
            for _ in range(self._times(system, person)):
                yield self._copy(system, person)

    def _times(self, system: OldSystem, person: GeneratedPerson) -> int:
        random = self.random
        share = system.recorded if person.pncid else system.others
        born = person.date_of_birth.year
        if random.random() >= share or self.until.year - born < system.least_age or born < system.oldest:
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
        copy = self._written(system, person, wrong, home)
        return copy, Truth(system.name, copy.key, person.key, (*(plan or ("clean",)), where))

    def _number(self, system: OldSystem, recorded: date) -> str:
        """Scattered, so that nothing can be read from the order."""
        self.made[system.name] += 1
        return system.key.format(self.made[system.name] * STRIDE % system.numbers, recorded.year % 100)

    def _recorded(self, system: OldSystem, person: GeneratedPerson) -> date:
        """A day of the last seven years on which they were old enough."""
        old_enough = person.date_of_birth + timedelta(days=system.least_age * YEAR_DAYS)
        longest = max(1, min(LONGEST_AGO, (self.until - old_enough).days))
        return self.until - timedelta(days=int(self.random.random() * longest))

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
        self, system: OldSystem, person: GeneratedPerson, wrong: Typed, home: GeneratedAddress | None
    ) -> LegacyCopy:
        letters, most = system.letters, system.name_length
        recorded = self._recorded(system, person)
        occasion = self._occasion(system, person, recorded)
        number = self._number(system, recorded)
        is_line = occasion is not None and occasion.part in IN_ONE_OF_SEVERAL_LINES
        return LegacyCopy(
            system.name,
            f"{number}/1" if is_line else number,
            letters(wrong.family)[:most].rstrip(),
            letters(" ".join(wrong.given))[:most].rstrip(),
            _date(_held(system, wrong.born, recorded), system.dates),
            system.sexes[person.sex],
            system.ethnicity.format(person.self_defined_ethnicity),
            letters(", ".join(home.lines)) if home else "",
            home.postcode if home else "",
            self._pncid(system, person, occasion),
            _date(recorded, system.dates),
            number,
            occasion,
        )

    def _occasion(self, system: OldSystem, person: GeneratedPerson, recorded: date) -> Occasion | None:
        return draw_occasion(self.random, system, person, self.city, recorded) if system.tells else None

    def _pncid(self, system: OldSystem, person: GeneratedPerson, occasion: Occasion | None) -> str:
        """None in a line among others of the host with screens, which has no room for it there."""
        if not person.pncid or (occasion and occasion.part == "suspect"):
            return ""
        if system.pncids < 1 and self.random.random() >= system.pncids:
            return ""
        return short_pncid(person.pncid) if system.short_pncid else person.pncid


def short_pncid(canonical: str) -> str:
    """The way a PNCID is shown: without century and leading zeros, `81/34U`."""
    return f"{canonical[2:4]}/{canonical[5:].lstrip('0')}"


def _held(system: OldSystem, born: date | None, recorded: date) -> date | None:
    """A birth that the system can hold; one that somebody mistyped may be none."""
    if born and system.oldest and not (system.oldest <= born.year and born <= recorded):
        return None
    return born


def _date(day: date | None, form: str) -> str:
    if day is None:
        return ""
    text = day.isoformat()
    years = form.replace("%Y", text[:4]).replace("%y", text[2:4])
    return years.replace("%m", text[5:7]).replace("%d", text[8:])


def birth_date_of(copy: LegacyCopy) -> date | None:
    """The date of birth that a copy holds, read in its system's own form."""
    if not copy.date_of_birth:
        return None
    system = BY_NAME[copy.system]
    born = datetime.strptime(copy.date_of_birth, system.dates).date()
    if "%y" not in system.dates:
        return born
    century = 1900 if born.year % 100 >= system.oldest % 100 else 2000
    return born.replace(year=century + born.year % 100)
