"""Whether looking people up serves some worse than others: by name origin, sex and age, beside the total.

Of the people who are in the index, who is missed: not among the first five. Of all entries, who is falsely matched: the
first one offered is called very likely and is somebody else; somebody of the very name and birth date that were typed is
counted apart. Each figure is shown; a gap over the bound fails. Name origin, sex and age are taken from the generator's
truth, and no part of the look-up reads the first or the last.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from bench import NotHereError, measure
from bench.person_lookup import FEWEST_OF_A_GROUP, PEOPLE, UNTIL, Answer, answers
from daybook.demo.generator.names import GROUPS

AGES = ((0, 17), (18, 29), (30, 49), (50, 120))
MISSED_GAP, FALSE_GAP = 0.03, 0.002
Belongs = Callable[[Answer], bool]


def _of_group(group: str, one: Answer) -> bool:
    return one.asked.group == group


def _of_sex(sex: str, one: Answer) -> bool:
    return one.asked.typed["sex"] == sex


def _of_age(first: int, last: int, one: Answer) -> bool:
    return first <= UNTIL.year - one.asked.born <= last


SLICES: dict[str, dict[str, Belongs]] = {
    "name origins": {group.replace("_", " "): partial(_of_group, group) for group in GROUPS},
    "sexes": {"men": partial(_of_sex, "1"), "women": partial(_of_sex, "2")},
    "ages": {f"aged {first} to {last}": partial(_of_age, first, last) for first, last in AGES},
}


def _missed(belongs: Belongs) -> float | None:
    """The share not found among five, None where too few were asked for."""
    places = [one.place for one in answers() if one.asked.person and belongs(one)]
    return places.count(0) / len(places) if len(places) >= FEWEST_OF_A_GROUP else None


def _false(belongs: Belongs) -> float | None:
    """The share where somebody else was called very likely, but for whom nothing that was typed parts from them."""
    wrong = [_wrong(one) and not one.namesake for one in answers() if belongs(one)]
    return sum(wrong) / len(wrong) if len(wrong) >= FEWEST_OF_A_GROUP else None


def _wrong(one: Answer) -> bool:
    return one.certain and one.place != 1


def _register(said: str, rate: Callable[[Belongs], float | None], most: float) -> None:
    for title, slices in SLICES.items():
        for name, belongs in slices.items():
            measure(f"{said}, {name}", unit="", runs=1)(partial(_shown, rate, belongs))
        measure(f"{said}: gap between {title}", unit="", at_most=most, runs=1)(partial(_gap, rate, title))


def _shown(rate: Callable[[Belongs], float | None], belongs: Belongs) -> float:
    found = rate(belongs)
    if found is None:
        raise NotHereError(f"fewer than {FEWEST_OF_A_GROUP} were asked for")
    return found


def _gap(rate: Callable[[Belongs], float | None], title: str) -> float:
    found = [share for belongs in SLICES[title].values() if (share := rate(belongs)) is not None]
    return max(found) - min(found)


_register(f"Missed among {PEOPLE:,}", _missed, MISSED_GAP)
_register(f"Falsely matched among {PEOPLE:,}", _false, FALSE_GAP)


@measure(
    f"Called very likely among {PEOPLE:,}: somebody else of the very name and birth date typed",
    unit="",
    runs=1,
)
def namesakes() -> float:
    """Counted apart from the false matches: only a further fact, or a look at the person, tells these two apart."""
    return sum(_wrong(one) and one.namesake for one in answers())
