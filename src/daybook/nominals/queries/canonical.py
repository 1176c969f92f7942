"""The values of a person chosen among all their records, each with its source and the rule that chose it.

Ours before other systems', since people checked it here; else what most systems say; else what came last. Whatever
is not chosen stays with its source, names as aliases.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from daybook.nominals.models import OWN
from daybook.nominals.queries.sides import Side

OURS_FIRST, MOST_SAY, ONLY_ONE, LATEST = (
    "recorded in Daybook",
    "most systems say so",
    "the only one known",
    "the latest",
)
SINGLE = ("Name", "Birth date", "Sex", "Address", "Telephone", "E-mail")


@dataclass(frozen=True, slots=True)
class Chosen:
    """A value in use. `others`: the values not chosen, with their systems."""

    label: str
    value: str
    source: str
    rule: str
    others: tuple[tuple[str, str], ...] = ()


def canonical(sides: Sequence[Side]) -> list[Chosen]:
    """The values in use of a person with these records, the oldest first."""
    names = dict.fromkeys(label for side in sides for label, values in side.facts if values)
    names.pop("Also known as", None)
    return [_chosen(label, sides) for label in names]


def _chosen(label: str, sides: Sequence[Side]) -> Chosen:
    said = [(side, value) for side in sides for value in dict(side.facts).get(label, ())[:1]]
    side, value, rule = _choose(said)
    others = dict.fromkeys((its, one.title) for one, its in said if its.casefold() != value.casefold())
    return Chosen(label, value, side.title, rule, tuple(others))


def _choose(said: list[tuple[Side, str]]) -> tuple[Side, str, str]:
    for side, value in said:
        if side.record[0] == OWN:
            return side, value, OURS_FIRST
    counted = Counter(value.casefold() for _, value in said)
    if len(counted) == 1:
        return *said[0], ONLY_ONE
    (first, most), (_, next_most) = counted.most_common(2)
    if most > next_most:
        return *next(one for one in said if one[1].casefold() == first), MOST_SAY
    return *max(said, key=lambda one: str(one[0].source.received_at) if one[0].source else ""), LATEST


def aliases(sides: Sequence[Side], name: str) -> list[tuple[str, str]]:
    """Every other name of the person, each with the system that has it."""
    found: dict[str, str] = {}
    for side in sides:
        facts = dict(side.facts)
        for other in (*facts.get("Name", ()), *facts.get("Also known as", ())):
            if other.casefold() != name.casefold():
                found.setdefault(other, side.title)
    return list(found.items())
