"""How often anybody could put the right one first: whoever knew by what chances every slip of the entries is made.

No force knows that. The records that the index brings forth, and the right one, are put in order by the chance that
this very entry was typed of each: the generator's own rates, the changes of a name counted over many tries. What is left is
what the entries do not tell: how much of a gap between name groups is of the names, and how much of the look-up.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cache
from random import Random
from typing import TYPE_CHECKING, Any
from uuid import UUID

from bench import measure
from bench.person_lookup import (
    FEWEST_OF_A_GROUP,
    PEOPLE,
    PNCID_GIVEN,
    POSTCODE_MISSING,
    POSTCODE_MOVED,
    Asked,
    _everybody,
    _id,
    built,
)

if TYPE_CHECKING:
    from daybook.demo.generator import GeneratedPerson

COMPARED = 60
"""Of the records that the index brings forth the best so many are put in order; the right one is always among them."""
TRIES = 2_500
"""How often a name is changed to count what becomes of it."""
NEVER_SEEN = 1 / (8 * TRIES)
MOVED_TO = 39 * 9 * 7
"""Postcodes that one who moved is drawn a new one of (`person_lookup._asked`)."""


@cache
def _shares() -> dict[str, tuple[float, int]]:
    """By name group (how often the right one would come first, entries); of several alike each counts its part."""
    asked = [(one, _near(one)) for one in built()[0] if one.person]
    people = _people({key for _, near in asked for key in near})
    first: defaultdict[str, float] = defaultdict(float)
    count: Counter[str] = Counter()
    for one, near in asked:
        chances = {key: _chance(one.typed, people[key]) for key in near}
        best = max(chances.values())
        likeliest = [key for key, its in chances.items() if its >= best * (1 - 1e-9)]
        first[one.group] += (one.person in likeliest) / len(likeliest)
        count[one.group] += 1
    return {group: (first[group] / count[group], count[group]) for group in count}


def _near(one: Asked) -> list[UUID]:
    from daybook.nominals import asked, candidates, scoring

    typed = asked.cleaned(one.typed)
    records = [its.record for its in candidates.near(typed)]
    best = scoring.loaded().scorer.best(typed, records, most=COMPARED)
    assert one.person
    return list({one.person, *(UUID(match.candidate.key) for match in best)})


def _people(wanted: set[UUID]) -> dict[UUID, GeneratedPerson]:
    found: dict[UUID, GeneratedPerson] = {}
    people: Iterator[GeneratedPerson] = _everybody()
    while len(found) < len(wanted):
        one = next(people)
        if (key := _id(one.key)) in wanted:
            found[key] = one
    return found


def _chance(typed: dict[str, Any], person: GeneratedPerson) -> float:
    """That this was typed of that person."""
    if person.sex != typed["sex"]:
        return 0.0
    return _identity(typed, person) * _postcode(typed["postcode"], person) * _pncid(typed["pncid"], person)


def _postcode(typed: str, person: GeneratedPerson) -> float:
    if not typed:
        return POSTCODE_MISSING
    right = 1 - POSTCODE_MISSING - POSTCODE_MOVED
    return right * (typed == person.address.postcode) + POSTCODE_MOVED / MOVED_TO


def _pncid(typed: str, person: GeneratedPerson) -> float:
    if typed:
        return PNCID_GIVEN * (typed == person.pncid)
    return 1 - PNCID_GIVEN if person.pncid else 1.0


def _identity(typed: dict[str, Any], person: GeneratedPerson) -> float:
    """Names and birth date: clean, or with a slip in one at least."""
    from daybook.demo.generator import slips

    family, given = typed["family_name"], typed["given_names"]
    boxes = typed["date_of_birth"]
    born = date(*(int(boxes[part]) for part in ("year", "month", "day"))) if boxes else None
    clean = (family, given, born) == (person.family_name, " ".join(person.given_names), person.date_of_birth)
    wrong, missing = slips.BIRTH_WRONG * slips.FACTOR, slips.BIRTH_MISSING * slips.FACTOR
    date_so = missing if born is None else wrong * _wrong_birth(person.date_of_birth, born)
    if born == person.date_of_birth:
        date_so += 1 - wrong - missing
    none = 1 - wrong - missing
    for rate in _rates().values():
        none *= 1 - rate
    slipped = max(_names(person, family, given) * date_so - none * clean, 0.0) / (1 - none)
    return slips.CLEAN * clean + (1 - slips.CLEAN) * slipped


@cache
def _rates() -> dict[str, float]:
    from daybook.demo.generator import slips

    return {name: rate * slips.FACTOR for name, rate in slips.NAME_RATES.items()}


def _names(person: GeneratedPerson, family: str, given: str) -> float:
    rates, names = _rates(), person.given_names
    if not names:
        return _family(person, family) * (given == "")
    straight = swapped = 0.0
    middle = rates["middle-as-first"] if len(names) > 1 else 0.0
    rest = "".join(f" {name}" for name in names[1:])
    if given.endswith(rest):
        head = given.removesuffix(rest)
        straight = (1 - middle) * _family(person, family) * _first(names[0], head)
        swapped = (1 - middle) * _first(names[0], family) * _family(person, head)
    if middle:
        straight += middle * _family(person, family) * (given == names[1])
        swapped += middle * (family == names[1]) * _family(person, given)
    return (1 - rates["swapped"]) * straight + rates["swapped"] * swapped


def _first(name: str, typed: str) -> float:
    rate = _rates()["forename"]
    return (1 - rate) * (typed == name) + rate * _changed(name, "given", typed)


def _family(person: GeneratedPerson, typed: str) -> float:
    from daybook.demo.generator import slips

    name, rates = person.family_name, _rates()
    parts = slips.halves(name)
    half = rates["half-surname"] if len(parts) > 1 else 0.0
    other, slip = rates["other-surname"], rates["surname"]
    kept = (1 - slip) * (typed == name) + slip * _changed(name, "family", typed)
    whole = half * parts.count(typed) / len(parts) + (1 - half) * kept
    return other * _other_family(person, typed) + (1 - other) * whole


def _other_family(person: GeneratedPerson, typed: str) -> float:
    named = [one.family_name for one in person.aliases if one.family_name != person.family_name]
    return float(typed == named[0]) if named else _stock(person.group).get(typed, 0.0)


@cache
def _stock(group: str) -> dict[str, float]:
    from daybook.demo.generator.names import stock

    slots = stock(group).family.slots
    return {name: count / len(slots) for name, count in Counter(slots).items()}


def _changed(name: str, part: str, typed: str) -> float:
    found = _changes(name, part).get(typed)
    return found or NEVER_SEEN * (abs(len(typed) - len(name)) <= 2 and typed[:1] == name[:1])


@cache
def _changes(name: str, part: str) -> dict[str, float]:
    from daybook.demo.generator import slips

    chance = Random(f"{part} {name}")
    kinds = slips.SURNAME_KINDS if part == "family" else slips.FORENAME_KINDS
    tried = Counter(slips.altered(chance, name, kinds.spin(chance), part) for _ in range(TRIES))
    return {word: count / TRIES for word, count in tried.items()}


def _wrong_birth(true: date, typed: date) -> float:
    from daybook.demo.generator.slips import BIRTH_KINDS

    years, days = typed.year - true.year, abs((typed - true).days)
    shares = {
        "birth-digit": _digit(true).get(typed, 0.0),
        "birth-year": (abs(years) in (1, 2, 3, 4, 5, 10)) * _same_day(true, typed) / 12,
        "birth-wrong": (400 <= days < 6400) / 12_000,
        "birth-exchanged": float((typed.year, typed.month, typed.day) == (true.year, true.day, true.month)),
        "birth-january": float(typed == date(true.year, 1, 1)),
    }
    total = sum(BIRTH_KINDS[kind] * share for kind, share in shares.items())
    return total / sum(BIRTH_KINDS.values())


def _same_day(true: date, typed: date) -> bool:
    return (typed.month, typed.day) == (true.month, min(true.day, 28))


@cache
def _digit(true: date) -> dict[date, float]:
    """The dates that one wrong digit makes of it, as often as `slips` draws each place."""
    text, found = true.isoformat(), Counter[date]()
    for place in (2, 3, 3, 5, 6, 6, 8, 9, 9):
        for digit in range(10):
            try:
                found[date.fromisoformat(f"{text[:place]}{digit}{text[place + 1 :]}")] += 1
            except ValueError:
                continue
    del found[true]
    return {day: count / found.total() for day, count in found.items()}


TITLE = f"One person among {PEOPLE:,}, by whoever knew the chance of every slip"


@measure(f"{TITLE}: share where the right one comes first", unit="", runs=1)
def first() -> float:
    shares = _shares().values()
    return sum(share * count for share, count in shares) / sum(count for _, count in shares)


@measure(f"{TITLE}: gap between name groups, right one first", unit="", runs=1)
def gap() -> float:
    shares = [share for share, count in _shares().values() if count >= FEWEST_OF_A_GROUP]
    return max(shares) - min(shares)
