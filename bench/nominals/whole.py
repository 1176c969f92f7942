"""A whole town de-duplicated: time, precision and recall, and whether families stay apart.

The time is from cleaned records in memory to persons: keys, pairs, columns, levels, weights learnt without labels, scores,
groups. Reading and cleaning is told apart. `BENCH_TOWN` people (1,000,000) give three tenths more records.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from time import perf_counter, process_time
from typing import Any

from bench import measure
from bench.nominals import splink_whole
from bench.nominals.simulated import SPLINKS_LINE
from bench.nominals.town import COLUMNS, town
from daybook.nominals.matching import Cleaned, Thresholds, Written, clean, link

PEOPLE = int(os.environ.get("BENCH_TOWN", "1000000"))
LINE = Thresholds(0.0, 0.0)
"""As likely one person as not, the odds of all others taken off."""
TITLE = f"{PEOPLE:,} people, three tenths of them twice"


@dataclass(frozen=True, slots=True)
class Found:
    """The persons, what was true, and how long it took: by the clock, and of both processors."""

    groups: Sequence[tuple[int, ...]]
    persons: Sequence[str]
    seconds: float
    processor: float
    reading: float


@cache
def found() -> Found:
    """The town, linked once."""
    from daybook.nominals.matching.bulk.levels import SqlLevels

    began = process_time()
    records, persons = read()
    read_by, started = process_time(), perf_counter()
    linked = link(records, thresholds=LINE, compare_by=SqlLevels)
    seconds, processor = perf_counter() - started, process_time() - read_by
    return Found(linked.clusters.groups, persons, seconds, processor, read_by - began)


def read() -> tuple[list[Cleaned], list[str]]:
    """(the records, the true person of each)."""
    columns = {name: town(PEOPLE).people.column(name).to_pylist() for name in COLUMNS}
    rows = (dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True))
    return [clean(_written(row)) for row in rows], columns["person"]


def _written(row: dict[str, Any]) -> Written:
    return Written(
        row["key"],
        row["system"],
        names=((row["family"], row["given"]),),
        births=(row["birth"],),
        sex=row["sex"],
        addresses=(row["address"],),
        postcodes=(row["postcode"],),
        numbers=(("pncid", row["pncid"]),) if row["pncid"] else (),
    )


def _joined() -> list[tuple[str, str]]:
    """The true persons of each pair that was joined."""
    its = found()
    return [
        (its.persons[one], its.persons[other])
        for group in its.groups
        for one, other in combinations(group, 2)
    ]


@measure(f"{TITLE}: from records in memory to persons", unit=" s", at_most=60, runs=1)
def seconds() -> float:
    return found().seconds


@measure(f"{TITLE}: the same, time of both processors", unit=" s", runs=1)
def processor() -> float:
    return found().processor


@measure(f"{TITLE}: reading and cleaning before that, one processor", unit=" s", runs=1)
def reading() -> float:
    return found().reading


@measure(f"{TITLE}: precision of the pairs joined", unit="", at_least=0.969, runs=1)
def precision() -> float:
    joined = _joined()
    return sum(one == other for one, other in joined) / len(joined)


@measure(f"{TITLE}: recall of the pairs joined", unit="", at_least=0.826, runs=1)
def recall() -> float:
    return sum(one == other for one, other in _joined()) / _true_pairs(found().persons)


@measure(f"{TITLE}: records of the largest person", unit="", at_most=19, runs=1)
def largest() -> float:
    return max(map(len, found().groups))


@measure(f"{TITLE}: twins, or parent and child, joined", unit="", at_most=0, runs=1)
def families() -> float:
    """Of all twins, and all children with their parents, in the town; twins of one name are not counted."""
    ties = town(PEOPLE).ties.to_pydict()
    apart = set(zip(ties["one"], ties["other"], strict=True)) - _of_one_name(ties)
    return sum(pair in apart or pair[::-1] in apart for pair in _joined())


@cache
def _rival() -> tuple[Sequence[tuple[int, ...]], Sequence[str], float]:
    """(Splink's persons among the same records, who they are, seconds from records in memory to persons)."""
    records, persons = read()
    began = perf_counter()
    groups = splink_whole.groups(records, SPLINKS_LINE, splink_whole.LARGE, splink_whole.MORE)
    return groups, persons, perf_counter() - began


@cache
def _rivals_pairs() -> tuple[int, int]:
    """(pairs that Splink joined, those of them that are one person)."""
    groups, persons, _ = _rival()
    pairs = [combinations(its, 2) for its in groups]
    same = [persons[one] == persons[other] for its in pairs for one, other in its]
    return len(same), sum(same)


@measure(f"{TITLE}, Splink: from records in memory to persons, training included", unit=" s", runs=1)
def rivals_seconds() -> float:
    return _rival()[2]


@measure(f"{TITLE}, Splink: precision of the pairs joined", unit="", runs=1)
def rivals_precision() -> float:
    joined, same = _rivals_pairs()
    return same / joined


@measure(f"{TITLE}, Splink: recall of the pairs joined", unit="", runs=1)
def rivals_recall() -> float:
    return _rivals_pairs()[1] / _true_pairs(_rival()[1])


@measure(f"{TITLE}, Splink: records of the largest person", unit="", runs=1)
def rivals_largest() -> float:
    return max(map(len, _rival()[0]))


def _true_pairs(persons: Sequence[str]) -> int:
    return sum(count * (count - 1) // 2 for count in Counter(persons).values())


def _of_one_name(ties: dict[str, list[str]]) -> set[tuple[str, str]]:
    """Twins to whom the generator has given the same names: no record says that they are two."""
    names = {
        row["person"]: (row["family"], row["given"])
        for row in town(PEOPLE).people.select(["person", "system", "family", "given"]).to_pylist()
        if row["system"] == "first"
    }
    twins = zip(ties["kind"], ties["one"], ties["other"], strict=True)
    return {(one, other) for kind, one, other in twins if kind == "twin" and names[one] == names[other]}
