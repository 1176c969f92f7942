"""Names of invented people: ten name groups in London-like shares, with each group's own customs.

Common names are common and rare ones rare (weights fall with rank); a tail of composed surnames keeps rare
names varied. Nobody is meant: a name that somebody carries is chance.
"""

from collections.abc import Mapping
from functools import cache
from random import Random

from .data_files import table, words
from .draw import Wheel, zipf_weights

GROUPS = (
    "white_british",
    "irish",
    "polish",
    "indian",
    "pakistani_bangladeshi",
    "nigerian_ghanaian",
    "caribbean",
    "chinese_vietnamese",
    "arabic_somali",
    "southern_european",
)
TAIL_SHARE = 0.10
_CUSTOMS = table("customs")
MIDDLE_SHARE: dict[str, float] = _CUSTOMS["middle_name"]
DOUBLE_SHARE: dict[str, float] = _CUSTOMS["double_surname"]
SINGLE_NAME_SHARE: dict[str, float] = _CUSTOMS["single_name"]
SIKH_FAMILIES = frozenset(words(_CUSTOMS["sikh_families"]))
SOUTH_ASIAN_WOMEN = words(_CUSTOMS["south_asian_women"])
FEMALE, MALE = "2", "1"


def shares() -> dict[str, float]:
    """Each group's share of the people; they sum to one."""
    return {group: float(table(f"names/{group}")["share"]) for group in GROUPS}


class NameStock:
    """The names of one group, ready to draw from."""

    def __init__(self, group: str) -> None:
        data = table(f"names/{group}")
        common = words(data["family"])
        tail = _composed(words(data["heads"]), words(data["tails"]), frozenset(common))
        weights = zipf_weights(len(common))
        each = TAIL_SHARE * sum(weights) / (1 - TAIL_SHARE) / len(tail)
        self.family = Wheel(common + tail, weights + [each] * len(tail))
        self.given = {
            (sex, age): self._given(data[f"{word}{suffix}"])
            for sex, word in ((MALE, "male"), (FEMALE, "female"))
            for age, suffix in ((0, "_older"), (1, ""), (2, "_young"))
        }
        self.syllables = (
            (words(data["heads"]), words(data["tails"])) if group == "chinese_vietnamese" else None
        )

    @staticmethod
    def _given(text: str) -> Wheel[str]:
        names = words(text)
        return Wheel(names, zipf_weights(len(names), exponent=0.7, shift=2.0), slots=2048)


def _composed(heads: tuple[str, ...], tails: tuple[str, ...], taken: frozenset[str]) -> tuple[str, ...]:
    """Surnames put together from parts, without those that stand in the list already."""
    made = dict.fromkeys(head + tail for head in heads for tail in tails)
    return tuple(name for name in made if name not in taken)


@cache
def stock(group: str) -> NameStock:
    """The names of a group, read once."""
    return NameStock(group)


def cohort(year: int) -> int:
    """Which of the three lists of given names a birth year draws from."""
    return 0 if year < 1968 else 1 if year < 1992 else 2


def family_name(random: Random, group: str) -> str:
    """A surname as its men carry it, sometimes two of them."""
    wheel = stock(group).family
    name = wheel.spin(random)
    if group in DOUBLE_SHARE and random.random() < DOUBLE_SHARE[group]:
        second = wheel.spin(random)
        if second != name and " " not in name + second and "-" not in name + second:
            return f"{name} {second}" if group == "southern_european" else f"{name}-{second}"
    return name


def carried_by(name: str, group: str, sex: str) -> str:
    """The surname in the form its bearer uses: a Polish woman's -ska, Kaur for Singh."""
    if sex == MALE:
        if group == "polish" and name.endswith(("ska", "cka", "dzka")):
            return name[:-1] + "i"
        return "Singh" if group == "indian" and name == "Kaur" else name
    if group == "polish" and name.endswith(("ski", "cki", "dzki")):
        return name[:-1] + "a"
    return "Kaur" if group == "indian" and name == "Singh" else name


def given_names(random: Random, group: str, sex: str, year: int, family: str) -> tuple[str, ...]:
    """One or more given names that go with a sex, a birth year and a surname."""
    names = stock(group)
    wheel = names.given[sex, cohort(year)]
    first = wheel.spin(random)
    if group == "indian" and family in SIKH_FAMILIES and random.random() < 0.75:
        return (first, "Singh" if sex == MALE else "Kaur")
    if names.syllables and random.random() < 0.4:
        first = _syllables(random, *names.syllables)
    if random.random() >= MIDDLE_SHARE[group]:
        return (first,)
    second = wheel.spin(random)
    return (first, second) if second != first else (first,)


def _syllables(random: Random, heads: tuple[str, ...], tails: tuple[str, ...]) -> str:
    head, tail = random.choice(heads), random.choice(tails)
    form = random.random()
    if form < 0.4:
        return head + tail
    return f"{head}-{tail.title()}" if form < 0.7 else f"{head} {tail.title()}"


@cache
def spellings() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """For `given`, `family` and `nicknames`: the other spellings (or short forms) of a name."""
    data = table("spellings")
    return {
        "given": _each_for_other(data["given"]),
        "family": _each_for_other(data["family"]),
        "nicknames": {
            line.split()[0]: tuple(line.split()[1:]) for line in data["nicknames"].strip().splitlines()
        },
    }


def _each_for_other(text: str) -> dict[str, tuple[str, ...]]:
    others: dict[str, tuple[str, ...]] = {}
    for line in text.strip().splitlines():
        group = words(line)
        for name in group:
            rest = tuple(other for other in group if other != name)
            others[name] = others.get(name, ()) + rest
    return others
