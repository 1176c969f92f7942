"""The values of a person chosen among all their records, each with its source and the rule that chose it.

Ours before other systems', since people checked it here; else what most systems say; else what came last. A record
that its system has withdrawn counts only where no other says anything, and what stands for "we do not know", such as
UNKNOWN or 1 January 1900, only where nothing else was written. Whatever is not chosen stays with its source,
names as aliases.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from daybook.nominals.models import OWN
from daybook.nominals.queries.fillers import says_nothing
from daybook.nominals.queries.sides import Side

OURS_FIRST, MOST_SAY, ONLY_ONE, LATEST = (
    "recorded in Daybook",
    "most systems say so",
    "the only one known",
    "the latest",
)
ONLY_HELD = "the only one not withdrawn"
ONLY_SAID = "the only one that says anything"
WITHDRAWN_ALONE = "in withdrawn records alone"
"""Added to the rule where no record in force says anything."""
NEVER = datetime.min.replace(tzinfo=UTC)
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
    said = [(side, value) for side in sides for value in _first(label, dict(side.facts).get(label, ()))]
    told = [one for one in said if not says_nothing(label, one[1])] or said
    in_force = [one for one in told if one[0].withdrawn_at is None]
    side, value, rule = _choose(in_force or told)
    others = dict.fromkeys((its, one.title) for one, its in said if its.casefold() != value.casefold())
    if not in_force:
        rule = f"{rule}, {WITHDRAWN_ALONE}"
    elif others and rule == ONLY_ONE:
        rule = ONLY_HELD if any(its.casefold() != value.casefold() for _, its in told) else ONLY_SAID
    return Chosen(label, value, side.title, rule, tuple(others))


def _first(label: str, values: tuple[str, ...]) -> list[str]:
    """The first that says something; of fillers alone the first of them."""
    return [*(one for one in values if not says_nothing(label, one)), *values][:1]


def _choose(said: list[tuple[Side, str]]) -> tuple[Side, str, str]:
    for side, value in said:
        if side.record[0] == OWN:
            return side, value, OURS_FIRST
    systems = {(side.record[0], value.casefold()) for side, value in said}
    counted = Counter(value for _, value in systems)
    if len(counted) == 1:
        return *said[0], ONLY_ONE
    (first, most), (_, next_most) = counted.most_common(2)
    if most > next_most:
        return *next(one for one in said if one[1].casefold() == first), MOST_SAY
    return *max(said, key=lambda one: one[0].since or NEVER), LATEST


def aliases(sides: Sequence[Side], name: str) -> list[tuple[str, str]]:
    """Every other name of the person, each with the system that has it."""
    found: dict[str, str] = {}
    for side in sides:
        facts = dict(side.facts)
        for other in (*facts.get("Name", ()), *facts.get("Also known as", ())):
            if other.casefold() != name.casefold():
                found.setdefault(other, side.title)
    return list(found.items())
