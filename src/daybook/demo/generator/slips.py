"""How names and dates of birth go wrong when they are typed again, in the mix that matching is measured on.

The mix is the one of the project's matching measurements: 21% of copies clean in name and date of birth,
surname slip 30%, forename slip 28%, names swapped 6%, middle name first 3%, half of a double surname 2%,
another surname 4%, wrong date of birth 20% (digit, year, wholly wrong, day and month exchanged, 1 January
as 10 to 4 to 3 to 2 to 2), none 7%.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from random import Random

from .data_files import table, words
from .details import plain_letters
from .draw import Wheel
from .names import spellings, stock
from .shapes import GeneratedPerson

CLEAN = 0.21
NAME_RATES = {
    "surname": 0.30,
    "forename": 0.28,
    "swapped": 0.06,
    "middle-as-first": 0.03,
    "half-surname": 0.02,
    "other-surname": 0.04,
}
BIRTH_WRONG, BIRTH_MISSING = 0.20, 0.07
BIRTH_KINDS = {"birth-digit": 10, "birth-year": 4, "birth-wrong": 3, "birth-exchanged": 2, "birth-january": 2}
RESPELLINGS = tuple(tuple(pair.split(">")) for pair in words(table("slips")["respellings"]))
NEIGHBOURS: dict[str, str] = dict(pair.split(":") for pair in words(table("slips")["neighbours"]))
SURNAME_KINDS = Wheel.of({"typo": 0.45, "respelt": 0.30, "spelling": 0.25}, 256)
FORENAME_KINDS = Wheel.of({"typo": 0.35, "respelt": 0.20, "spelling": 0.20, "nickname": 0.25}, 256)
BIRTHS = Wheel.of(BIRTH_KINDS, 2100)

Plan = tuple[str, ...]


@dataclass(slots=True)
class Typed:
    """The identity of a person as somebody typed it."""

    family: str
    given: tuple[str, ...]
    born: date | None


def _dirty_factor() -> float:
    """What to scale the rates by so that they come out whole although every dirty copy has a slip."""
    rates = [*NAME_RATES.values(), BIRTH_WRONG + BIRTH_MISSING]

    def surplus(factor: float) -> float:
        none = 1.0
        for rate in rates:
            none *= 1 - factor * rate
        return (1 - none) / factor - (1 - CLEAN)

    low, high = 0.1, 1.5
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if surplus(middle) > 0 else (low, middle)
    return low


FACTOR = _dirty_factor()


def draw_plan(random: Random) -> Plan:
    """Which slips a copy will hold; empty for a clean one."""
    if random.random() < CLEAN:
        return ()
    while True:
        plan = [name for name, rate in NAME_RATES.items() if random.random() < rate * FACTOR]
        birth = random.random()
        if birth < BIRTH_WRONG * FACTOR:
            plan.append(BIRTHS.spin(random))
        elif birth < (BIRTH_WRONG + BIRTH_MISSING) * FACTOR:
            plan.append("birth-missing")
        if plan:
            return tuple(plan)


def fits(plan: Plan, person: GeneratedPerson) -> bool:
    """Whether these slips can be made in this person's identity."""
    born = person.date_of_birth
    return not any(
        (
            "half-surname" in plan and ("other-surname" in plan or len(halves(person.family_name)) < 2),
            "middle-as-first" in plan and len(person.given_names) < 2,
            ("forename" in plan or "swapped" in plan) and not person.given_names,
            "birth-exchanged" in plan and (born.day > 12 or born.day == born.month),
            "birth-january" in plan and (born.day, born.month) == (1, 1),
        )
    )


def halves(family: str) -> list[str]:
    """The parts of a double surname; one part for any other."""
    parts = family.replace("-", " ").split(" ")
    return parts if len(parts) == 2 and min(map(len, parts)) > 2 else [family]


def typed(random: Random, person: GeneratedPerson, plan: Plan) -> Typed:
    """The identity with the slips of a plan made in it."""
    copy = Typed(person.family_name, person.given_names, person.date_of_birth)
    for slip in plan:
        SLIPS[slip](random, person, copy)
    if "swapped" in plan:
        copy.family, copy.given = copy.given[0], (copy.family, *copy.given[1:])
    return copy


def _surname(random: Random, person: GeneratedPerson, copy: Typed) -> None:
    copy.family = altered(random, copy.family, SURNAME_KINDS.spin(random), "family")


def _forename(random: Random, person: GeneratedPerson, copy: Typed) -> None:
    copy.given = (altered(random, copy.given[0], FORENAME_KINDS.spin(random), "given"), *copy.given[1:])


def _middle(random: Random, person: GeneratedPerson, copy: Typed) -> None:
    copy.given = (copy.given[1],)


def _half(random: Random, person: GeneratedPerson, copy: Typed) -> None:
    copy.family = random.choice(halves(person.family_name))


def _other(random: Random, person: GeneratedPerson, copy: Typed) -> None:
    named = [alias.family_name for alias in person.aliases if alias.family_name != person.family_name]
    other = named[0] if named else stock(person.group).family.spin(random)
    copy.family = other if other != person.family_name else stock("white_british").family.spin(random) + "s"


def _swapped(random: Random, person: GeneratedPerson, copy: Typed) -> None:
    """Done last, by `typed`, so that other slips still find each name in its place."""


def _digit(random: Random, person: GeneratedPerson, copy: Typed) -> None:
    true = person.date_of_birth.isoformat()
    while copy.born == person.date_of_birth:
        place = random.choice((2, 3, 3, 5, 6, 6, 8, 9, 9))
        text = f"{true[:place]}{int(random.random() * 10)}{true[place + 1 :]}"
        try:
            copy.born = date.fromisoformat(text)
        except ValueError:
            continue


def _year(random: Random, person: GeneratedPerson, copy: Typed) -> None:
    born = person.date_of_birth
    year = born.year + random.choice((-10, -5, -4, -3, -2, -1, 1, 2, 3, 4, 5, 10))
    copy.born = born.replace(year=year, day=min(born.day, 28))


def _wrong(random: Random, person: GeneratedPerson, copy: Typed) -> None:
    copy.born = date.fromordinal(
        person.date_of_birth.toordinal() + random.choice((-1, 1)) * (400 + int(random.random() * 6000))
    )


def _exchanged(random: Random, person: GeneratedPerson, copy: Typed) -> None:
    born = person.date_of_birth
    copy.born = date(born.year, born.day, born.month)


def _january(random: Random, person: GeneratedPerson, copy: Typed) -> None:
    copy.born = date(person.date_of_birth.year, 1, 1)


def _missing(random: Random, person: GeneratedPerson, copy: Typed) -> None:
    copy.born = None


SLIPS: dict[str, Callable[[Random, GeneratedPerson, Typed], None]] = {
    "other-surname": _other,
    "half-surname": _half,
    "surname": _surname,
    "middle-as-first": _middle,
    "forename": _forename,
    "swapped": _swapped,
    "birth-digit": _digit,
    "birth-year": _year,
    "birth-wrong": _wrong,
    "birth-exchanged": _exchanged,
    "birth-january": _january,
    "birth-missing": _missing,
}


def altered(random: Random, name: str, kind: str, part: str) -> str:
    """The name otherwise written. A change that a machine without accents would not show counts as none."""
    options: tuple[str, ...] = ()
    if kind == "nickname":
        options = spellings()["nicknames"].get(name, ())
    if kind == "spelling" or (kind == "nickname" and not options):
        options = spellings()[part].get(name, ())
    changed = [option for option in options if plain_letters(option).lower() != plain_letters(name).lower()]
    if changed:
        return random.choice(changed)
    return _mistyped(random, name) if kind == "typo" else _respelt(random, name)


def _respelt(random: Random, name: str) -> str:
    start = int(random.random() * len(RESPELLINGS))
    for old, new in RESPELLINGS[start:] + RESPELLINGS[:start]:
        at = name.find(old, 1)
        if at > 0:
            return name[:at] + new + name[at + len(old) :]
    return _mistyped(random, name)


def _mistyped(random: Random, name: str) -> str:
    for _ in range(20):
        wrong = _one_slip(random, name)
        if wrong and plain_letters(wrong).lower() != plain_letters(name).lower():
            return wrong
    return name + name[-1]


def _one_slip(random: Random, name: str) -> str:
    at = 1 + int(random.random() * max(1, len(name) - 1)) if random.random() < 0.92 else 0
    at = min(at, len(name) - 1)
    letter, kind = name[at], random.random()
    if kind < 0.34:
        other = random.choice(NEIGHBOURS.get(plain_letters(letter).lower(), "aeiou"))
        return name[:at] + (other.upper() if letter.isupper() else other) + name[at + 1 :]
    if kind < 0.58:
        return name[:at] + name[at + 1 :]
    if kind < 0.80 and at + 1 < len(name):
        return name[:at] + name[at + 1].lower() + letter.lower() + name[at + 2 :]
    return name[:at] + letter + letter.lower() + name[at + 1 :]
