"""What cannot be of one person: two sexes, two valid numbers of one scheme, birth dates far apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from daybook.nominals.matching.cleaning import Cleaned
from daybook.nominals.matching.rules import (
    BIRTH_DATES,
    GENERATIONS,
    PNCIDS,
    SEXES,
    birth_dates,
    shared_schemes,
)

CROS = "two valid and different CRO numbers"
NUMBERS = {"pncid": PNCIDS, "cro": CROS}
"""The numbers of which one person has one."""


@dataclass(frozen=True, slots=True, order=True)
class Contradiction:
    """`mark`: what stands against what, the same from either side. The gravest come first."""

    gravity: int
    words: str
    mark: str


def contradictions(first: Cleaned, second: Cleaned) -> list[Contradiction]:
    """All that contradicts between the two. Birth dates do not where a number is one: one of them is a slip."""
    found = []
    if first.sex and second.sex and first.sex != second.sex:
        found.append(Contradiction(0, SEXES, "sex"))
    shared = shared_schemes(first, second)
    for place, (scheme, words) in enumerate(NUMBERS.items(), 1):
        if shared.get(scheme) is False:
            found.append(
                Contradiction(place, words, _mark(scheme, *(_numbers(it, scheme) for it in (first, second))))
            )
    if not any(shared.values()) and (words := birth_dates(first, second)) in (GENERATIONS, BIRTH_DATES):
        born = ([one.digits for one in it.births] for it in (first, second))
        found.append(Contradiction(3, words, _mark("born", *born)))
    return found


def may_contradict(records: Sequence[Cleaned]) -> bool:
    """Whether it is worth while to compare each two of them."""
    if len({one.sex for one in records if one.sex}) > 1:
        return True
    numbers = {number for one in records for number in one.numbers if number[0] in NUMBERS}
    if len(numbers) > len({scheme for scheme, _ in numbers}):
        return True
    return len({birth.digits for one in records for birth in one.births}) > 1


def _numbers(one: Cleaned, scheme: str) -> list[str]:
    return [number for its, number in one.numbers if its == scheme]


def _mark(what: str, *sides: Sequence[str]) -> str:
    return f"{what}: {' | '.join(sorted(' '.join(sorted(side)) for side in sides))}"
