"""Splink's fake_1000 judged by its labelled sample, as `daybook nominals link --labels` does, and short forms of names.

`DAYBOOK_LINKAGE` names the folder with fake_1000.csv, fake_1000_labels.csv (MIT), names/nicknames_names.csv (Apache-2.0)
and pseudopeople_sample/nicknames.csv (BSD-3). The line is that of the command, 20 bits; the labels are 3,176 pairs.
"""

from __future__ import annotations

import csv
import os
import random
import tempfile
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path

from bench import NotHereError, measure
from bench.nominals import splink_whole
from bench.nominals.febrl import fake_records
from bench.nominals.simulated import SPLINKS_LINE, Groups
from daybook.nominals.batches.cost_rule import cost_rule
from daybook.nominals.batches.figures import curve, joined_pairs
from daybook.nominals.batches.labels import Labels, Share, read_labels
from daybook.nominals.matching import Linked, Thresholds, Written, clean
from daybook.nominals.matching.features.names import ALIKE, given_grade

STRANGERS = 20_000
"""Pairs of first names drawn by chance, to see how many are taken for short forms of one another."""


def _file(name: str) -> Path:
    file = Path(os.environ.get("DAYBOOK_LINKAGE", "")) / name
    if not file.is_file():
        raise NotHereError(f"needs {name} in the folder that DAYBOOK_LINKAGE names")
    return file


@cache
def _linked(line: float) -> Linked:
    from daybook.nominals.batches.run import run
    from daybook.nominals.exports import Export

    with tempfile.TemporaryDirectory() as work:
        exports = [Export("fake_1000", fake_records())]
        done = run(exports, Path(work), lambda *_: None, thresholds=Thresholds(line, line))
    return done.linked


def ours() -> Groups:
    """At the line of the command."""
    return _linked(Thresholds().join).clusters.groups


def by_cost() -> Groups:
    """At the line that `--join rule` takes."""
    rule = cost_rule(curve(_linked(Thresholds().join).edges, _labels()))
    assert rule is not None
    return _linked(float(rule.join)).clusters.groups


@cache
def splinks() -> Groups:
    return splink_whole.groups(fake_records(), SPLINKS_LINE)


def estimated(whose: Callable[[], Groups]) -> tuple[Share, Share]:
    """(precision, recall) of the pairs joined, from the labelled sample."""
    return _labels().judge(joined_pairs(whose()))


@cache
def _labels() -> Labels:
    return read_labels(_file("fake_1000_labels.csv")).among(fake_records())


def _estimate(whose: Callable[[], Groups], which: int) -> float:
    return estimated(whose)[which].value or 0.0


for _whose, _by in ((ours, ""), (by_cost, " at the line of the cost rule"), (splinks, ", Splink 5")):
    for _which, _said in enumerate(("precision", "recall")):
        measure(f"fake_1000{_by}: {_said} by its 3,176 labelled pairs", unit="", runs=1)(
            partial(_estimate, _whose, _which)
        )


def _short_forms(name: str) -> Iterator[tuple[str, str]]:
    with _file(name).open(newline="", encoding="utf-8") as opened:
        for first, *others in list(csv.reader(opened))[1:]:
            yield from ((first, one) for one in others if one and one != "has_nickname")


def _alike(first: str, second: str) -> bool:
    one, other = (clean(Written("", names=(("Smith", given),))).names for given in (first, second))
    return bool(one and other) and given_grade(one[0], other[0]) in ALIKE


def _recognised(name: str) -> float:
    pairs = list(_short_forms(name))
    return sum(_alike(*pair) for pair in pairs) / len(pairs)


LISTS = {
    "the package's own 2,691 pairs": "names/nicknames_names.csv",
    "pseudopeople's list": "pseudopeople_sample/nicknames.csv",
}
for _title, _name in LISTS.items():
    measure(f"Short forms of first names recognised: {_title}", unit="", runs=1)(partial(_recognised, _name))


@measure("Short forms of first names: names of the lists paired by chance, taken for one", unit="", runs=1)
def strangers() -> float:
    """Each name as often as it stands in a list; pairs that the list has are left out."""
    chance, pairs = random.Random(1984), set(_short_forms(LISTS["pseudopeople's list"]))
    firsts, others = ([pair[side] for pair in sorted(pairs)] for side in (0, 1))
    drawn = [(chance.choice(firsts), chance.choice(others)) for _ in range(STRANGERS)]
    apart = [pair for pair in drawn if pair not in pairs]
    return sum(_alike(*pair) for pair in apart) / len(apart)
