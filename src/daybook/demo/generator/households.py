"""Who lives together: families, couples, twins, sharers. Each block has a stream of its own."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from random import Random

from .data_files import table
from .draw import Wheel, stream
from .names import FEMALE, MALE, SOUTH_ASIAN_WOMEN, carried_by, family_name, given_names, shares

BLOCK = 1000

_DATA = table("households")
KINDS: Wheel[str] = Wheel.of(_DATA["kinds"])
ADULT_AGES: Wheel[int] = Wheel.of(
    {age: weight for first, last, weight in _DATA["adult_ages"] for age in range(first, last)}
)
FIRST_OF_JANUARY: dict[str, float] = _DATA["first_of_january"]
TAKES_HUSBANDS_NAME: dict[str, float] = _DATA["takes_husbands_name"]
GROUP_WHEEL = Wheel.of(shares())
MIXED_COUPLES = 0.11
SAME_NAME_AS_FATHER = 0.08
TWINS = 0.045


@dataclass(slots=True)
class Draft:
    """A person before the details. `other_group` is the second parent's name group, if it differs."""

    group: str
    sex: str
    born: date
    family: str
    given: tuple[str, ...]
    other_group: str = ""
    maiden: str = ""
    index: int = 0
    household: int = 0
    relations: list[tuple[str, "Draft"]] = field(default_factory=list)


def block_of_drafts(seed: int, block: int, until: date) -> Iterator[Draft]:
    """The thousand people of one block; its household numbers lie in the block's own range."""
    random = stream(seed, "people", block)
    index, household = block * BLOCK, block * BLOCK
    end = index + BLOCK
    while index < end:
        members = _members(random, until)[: end - index]
        kept = {id(member) for member in members}
        for member in members:
            member.index, member.household = index, household
            member.relations = [(kind, other) for kind, other in member.relations if id(other) in kept]
            index += 1
        yield from members
        household += 1


def _members(random: Random, until: date) -> list[Draft]:
    group = GROUP_WHEEL.spin(random)
    kind = KINDS.spin(random)
    age = ADULT_AGES.spin(random)
    if kind == "sharers":
        return _sharers(random, group, age, until)
    if kind == "siblings":
        return _children(random, group, "", family_name(random, group), 2, 16, until, ())
    first = person(
        random, group, MALE if kind != "one_parent" and random.random() < 0.6 else FEMALE, age, until
    )
    if kind == "single" or age < 18:
        return [first]
    adults = [first] if kind == "one_parent" else _with_partner(random, first, age, until)
    if kind == "couple" or age < 20:
        return adults
    return adults + _offspring(random, adults, age, until)


def birth_date(random: Random, group: str, age: int, until: date) -> date:
    """A date that makes somebody `age` on `until`; in some groups many were registered as of 1 January."""
    born = date.fromordinal(until.toordinal() - int((age + random.random()) * 365.2425) - 1)
    if random.random() < FIRST_OF_JANUARY.get(group, 0.003):
        return date(born.year, 1, 1)
    return born


def person(random: Random, group: str, sex: str, age: int, until: date, family: str = "") -> Draft:
    """Somebody of a group, with a family's surname or one of their own."""
    born = birth_date(random, group, age, until)
    own = carried_by(family or _own_family(random, group, sex), group, sex)
    given = given_names(random, group, sex, born.year, own)
    if group == "arabic_somali" and random.random() < 0.4:
        given = (given[0], *given_names(random, group, MALE, born.year - 28, own)[:1])
    if group == "pakistani_bangladeshi" and sex == MALE and random.random() < 0.22 and "Mo" not in given[0]:
        given = (random.choice(("Mohammed", "Muhammad", "Mohammad")), given[0])
    return Draft(group, sex, born, own, given)


def _own_family(random: Random, group: str, sex: str) -> str:
    if group == "pakistani_bangladeshi" and sex == FEMALE and random.random() < 0.4:
        return random.choice(SOUTH_ASIAN_WOMEN)
    return family_name(random, group)


def _sharers(random: Random, group: str, age: int, until: date) -> list[Draft]:
    people = []
    for number in range(2 + int(random.random() * 3)):
        own = group if random.random() < 0.6 else GROUP_WHEEL.spin(random)
        sex = MALE if random.random() < 0.62 else FEMALE
        people.append(person(random, own, sex, max(16, age + int(random.gauss(0, 4))), until))
        if number:
            people[number].relations.append(("housemate", people[0]))
    return people


def _with_partner(random: Random, first: Draft, age: int, until: date) -> list[Draft]:
    group = GROUP_WHEEL.spin(random) if random.random() < MIXED_COUPLES else first.group
    same_sex = random.random() < 0.02
    sex = first.sex if same_sex else (FEMALE if first.sex == MALE else MALE)
    second = person(random, group, sex, max(18, age + int(random.gauss(0, 4))), until)
    man, woman = (first, second) if first.sex == MALE else (second, first)
    if not same_sex and random.random() < TAKES_HUSBANDS_NAME[woman.group]:
        woman.maiden, woman.family = woman.family, carried_by(man.family, man.group, FEMALE)
    first.relations.append(("partner", second))
    second.relations.append(("partner", first))
    return [first, second]


def _offspring(random: Random, adults: list[Draft], age: int, until: date) -> list[Draft]:
    parents = tuple(adults)
    named = next((adult for adult in adults if adult.sex == MALE), adults[0])
    other = next((adult.group for adult in adults if adult.group != named.group), "")
    oldest = max(0, min(age, min(_age(adult, until) for adult in adults)) - 19)
    count = 1 + int(random.random() * 2.4)
    family = family_name(random, named.group) if named.family in SOUTH_ASIAN_WOMEN else named.family
    children = _children(random, named.group, other, family, count, -oldest, until, parents)
    sons = [child for child in children if child.sex == MALE and named.sex == MALE]
    if sons and random.random() < SAME_NAME_AS_FATHER:
        sons[0].given = named.given
    return children


def _age(draft: Draft, until: date) -> int:
    return (until.toordinal() - draft.born.toordinal()) // 366


def _children(
    random: Random,
    group: str,
    other: str,
    family: str,
    count: int,
    bound: int,
    until: date,
    parents: tuple[Draft, ...],
) -> list[Draft]:
    """Brothers and sisters. A positive `bound` is the least age (grown up), a negative one the greatest."""
    children: list[Draft] = []
    for _ in range(count):
        age = bound + int(random.random() * 25) if bound > 0 else int(random.random() * (1 - bound))
        child = person(random, group, MALE if random.random() < 0.56 else FEMALE, min(age, 45), until, family)
        child.other_group = other
        twin = bool(children) and random.random() < 2 * TWINS
        if twin:
            child.born = children[-1].born
        if children and child.given[0] == children[-1].given[0]:
            child.given = given_names(random, group, child.sex, child.born.year, family)
        for sibling in children:
            kind = "twin" if twin and sibling is children[-1] else "sibling"
            child.relations.append((kind, sibling))
            sibling.relations.append((kind, child))
        child.relations.extend(("parent", parent) for parent in parents)
        for parent in parents:
            parent.relations.append(("child", child))
        children.append(child)
    return children
