"""What names and birth date alone prove: how many others of such names are born about the same time.

As many as bear such names and are born in a year, one in 365 of each is born on a given day. How common family name
and first name are, each by itself, says too little of that: Mohammed goes with Khan, and Jayden with 2008. So those are
counted who were found as well. The limits were chosen on 30,000 entries among a million invented people (seed 11):
docs/nominals-look-up.md.
"""

from __future__ import annotations

from collections.abc import Sequence

from daybook.nominals.matching import Match, Scorer
from daybook.nominals.matching.features import PLACES
from daybook.nominals.matching.features.births import NUMBERS as BIRTH_LEVELS
from daybook.nominals.matching.features.places import POSTCODES

AWAY = 2
"""Years between two births, up to which the names that are given have hardly changed. Those a year away share a
key with who is asked for and are found; of those two years away only some are, and the limits were chosen so."""
NEARLY = 4.0
"""Bits by which another's names may fit worse and still be what was meant."""
FEW_A_YEAR = 1.2
"""So many others a year may stand beside whoever is very likely by names and birth date alone."""
MORE_BORN = {BIRTH_LEVELS["same"]: 1, BIRTH_LEVELS["new-year"]: 5}
"""Times as many who may be meant: a 1 January stands for many unknown days."""
LIVES_ELSEWHERE = 2
"""Of those who are meant a third have moved, of strangers all live elsewhere."""
ELSEWHERE = next(number for number, level in enumerate(POSTCODES.levels, 1) if level.name == "other")


def are_few(match: Match, found: Sequence[Match], by: Scorer) -> bool:
    """Whether hardly anybody else of such names can have been born on that day; how well names fit, `by` says."""
    more = MORE_BORN.get(match.levels[PLACES["birth_date"]], 1)
    if match.levels[PLACES["postcode"]] == ELSEWHERE:
        more *= LIVES_ELSEWHERE
    return more * a_year(match, found, by) <= FEW_A_YEAR


def a_year(match: Match, found: Sequence[Match], by: Scorer) -> float:
    """How many of those found are born in a year about that one's, under names that fit as well or nearly.

    Whoever is born on the very day is passed over: it is the same person in another system, or a rival.
    """
    births = match.candidate.births
    names, middle = _bits(by, match, "name") - NEARLY, _bits(by, match, "middle_name")
    others = [
        other
        for other in found
        if _bits(by, other, "name") >= names and _bits(by, other, "middle_name") >= middle
        if any(abs(one.year - its.year) <= AWAY for one in other.candidate.births for its in births)
        if not set(births) & set(other.candidate.births)
    ]
    return len(others) / (2 * AWAY + 1)


def _bits(by: Scorer, match: Match, field: str) -> float:
    place = PLACES[field]
    return by.weights[place][match.levels[place]]
