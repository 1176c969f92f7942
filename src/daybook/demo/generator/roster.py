"""What the event maker must know of everybody, in 12 bytes a person: home, birth date, record or none."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable
from datetime import date
from math import gcd, pow
from random import Random

from .details import STRIDE
from .people import person_index
from .shapes import GeneratedPerson

FLAT = 0.15
"""Where the favour begins: from 0 on, one person would be the victim of hundreds of crimes."""


class Roster:
    """Finds people for a part in an event. Households are numbered in the order of their people."""

    def __init__(self) -> None:
        self.homes = array("I")
        self.births = array("i")
        self.recorded = array("I")

    def add(self, person: GeneratedPerson) -> None:
        """The next person, in order of keys."""
        self.homes.append(person.address.household)
        self.births.append(person.date_of_birth.toordinal())
        if person.pncid:
            self.recorded.append(person_index(person.key))

    @classmethod
    def of(cls, people: Iterable[GeneratedPerson]) -> "Roster":
        """A roster of all these people."""
        roster = cls()
        for person in people:
            roster.add(person)
        return roster

    def copy(self) -> "Roster":
        """A roster of the same people, for a maker of events to mark."""
        other = Roster()
        other.homes, other.births, other.recorded = self.homes, self.births[:], self.recorded
        return other

    def bury(self, index: int) -> None:
        """From now on nothing more happens to this person."""
        self.births[index] = date.max.toordinal()

    def aged(self, index: int, least: int, day: int) -> bool:
        """Whether somebody is at least so many years old (and born) on a day, given as ordinal."""
        return day - self.births[index] >= least * 366

    def victim(self, random: Random, least_age: int, day: int) -> int:
        """Anybody; every sixth draw favours a few, the repeat victims. -1 if nobody is old enough."""
        count = len(self.homes)
        for _ in range(12):
            if random.random() < 0.17:
                index = _spread(int(count * _favouring(random, 4)), count)
            else:
                index = int(random.random() * count)
            if self.aged(index, least_age, day):
                return index
        return -1

    def suspect(self, random: Random, least_age: int, day: int, others: tuple[int, ...]) -> int:
        """Somebody with a record, a few of them far more often than the rest; never one of `others`."""
        count = len(self.recorded)
        for _ in range(12 if count else 0):
            index = self.recorded[_spread(int(count * _favouring(random, 2.6)), count)]
            if index not in others and self.aged(index, least_age, day):
                return index
        return -1

    def housemate(self, index: int, least_age: int, day: int) -> int:
        """Another grown member of the same household, or -1."""
        home = self.homes[index]
        for other in (index + 1, index - 1, index + 2, index - 2):
            if (
                0 <= other < len(self.homes)
                and self.homes[other] == home
                and self.aged(other, least_age, day)
            ):
                return other
        return -1

    def resident(self, household: int, least_age: int, day: int) -> int:
        """Somebody who lives at or next after a household number, or -1."""
        first = bisect_left(self.homes, household)
        for index in range(first, min(first + 6, len(self.homes))):
            if self.aged(index, least_age, day):
                return index
        return -1


def _favouring(random: Random, exponent: float) -> float:
    """From 0 to 1, small ones more often; still nobody is the victim of more than some crimes a year."""
    least = pow(FLAT, exponent)
    return (pow(FLAT + (1 - FLAT) * random.random(), exponent) - least) / (1 - least)


def _spread(rank: int, count: int) -> int:
    """A fixed shuffle: the person who stands at this rank of some trait."""
    stride = STRIDE
    while gcd(stride, count) != 1:
        stride += 2
    return rank * stride % count
