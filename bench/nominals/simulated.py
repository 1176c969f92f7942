"""Simulated registers with known truth, each by itself and all as one: ours by the code of `daybook nominals link`, Splink beside.

`DAYBOOK_LINKAGE` names the folder that holds pseudopeople_sample/*.parquet (pseudopeople, BSD-3): a census of three
years, social security, two surveys, and a register of mothers and children, all of one simulated town, with who each row
truly is. The social security number is left out. Twins, parents and children, and whoever else ever lived in one
household by any of the files, must not be joined; two of the very same names and sex, born on the same day of two
near years, are counted apart: no record says that they are not one, with a slip. The line is that of the command.
`table` gives the notes with their intervals.
"""

from __future__ import annotations

import os
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from itertools import combinations
from pathlib import Path
from typing import Any

from bench import NotHereError, measure
from bench.nominals import splink_whole
from daybook.nominals.batches.labels import Share
from daybook.nominals.matching import Cleaned, Thresholds, Written, clean
from daybook.nominals.matching.rules import GENERATION

SPLINKS_LINE = 0.95
"""The chance from which its pairs make clusters, as in its own examples."""
TODAY = date(2045, 1, 1)
"""The simulation runs until 2041."""
FILES = {
    "Census of 3 years": "decennial_census",
    "Social security": "social_security",
    "Mothers and children": "women_infants_and_children",
    "Population survey": "current_population_survey",
    "Community survey": "american_community_survey",
}
TOGETHER = "All five as one"
Groups = Sequence[tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Register:
    """The records of a file, and the true person of each."""

    records: list[Cleaned]
    persons: list[str]


@dataclass(frozen=True, slots=True)
class Judged:
    """What the groups are worth: pairs right of those joined, joined of the true ones, records of the largest person,
    wrong pairs who ever shared a household, and such of one name (`_is_untold`)."""

    precision: Share
    recall: Share
    largest: int
    of_one_home: int
    of_one_name: int


@cache
def rows(name: str) -> list[dict[str, Any]]:
    """The rows of a file as they are."""
    import pyarrow.parquet as pq

    file = Path(os.environ.get("DAYBOOK_LINKAGE", "")) / "pseudopeople_sample" / f"{name}.parquet"
    if not file.is_file():
        raise NotHereError(f"needs {file.name} in the folder that DAYBOOK_LINKAGE names")
    return list(pq.read_table(file).to_pylist())


@cache
def register(title: str) -> Register:
    """A file, or all of them."""
    names = FILES.values() if title == TOGETHER else (FILES[title],)
    found = [(name, number, row) for name in names for number, row in enumerate(rows(name))]
    return Register([_record(*one) for one in found], [row["simulant_id"] for *_, row in found])


def _record(name: str, number: int, row: dict[str, Any]) -> Cleaned:
    middle = row.get("middle_name") or row.get("middle_initial")
    street = " ".join(filter(None, (row.get("street_number"), row.get("street_name"))))
    return clean(
        Written(
            str(number),
            f"{name} {row.get('year', '')}".strip(),
            names=((row["last_name"] or "", " ".join(filter(None, (row["first_name"], middle)))),),
            births=(f"{row['date_of_birth']:%Y-%m-%d}",) if row["date_of_birth"] else (),
            sex=row["sex"] or "",
            addresses=(street,) if street else (),
        ),
        today=TODAY,
    )


@cache
def homes() -> dict[str, set[str]]:
    """The households in which each person ever lived, by any of the files."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in (row for name in FILES.values() for row in rows(name) if row.get("household_id")):
        found[row["simulant_id"]].add(row["household_id"])
    return found


@cache
def ours(title: str) -> Judged:
    """Linked as an export is."""
    from daybook.nominals.batches.run import run
    from daybook.nominals.exports import Export

    its = register(title)
    with tempfile.TemporaryDirectory() as work:
        done = run([Export(title, its.records)], Path(work), lambda *_: None, thresholds=Thresholds())
    return judged(its, done.linked.clusters.groups)


@cache
def splinks(title: str) -> Judged:
    """Splink 5 on the same records."""
    its = register(title)
    if len(set(its.persons)) == len(its.persons):
        raise NotHereError("its training ends in an error where nobody is twice")
    return judged(its, splink_whole.groups(its.records, SPLINKS_LINE))


def judged(its: Register, groups: Groups) -> Judged:
    """The groups beside the truth."""
    joined = [pair for group in groups for pair in combinations(group, 2)]
    wrong = [pair for pair in joined if its.persons[pair[0]] != its.persons[pair[1]]]
    right = len(joined) - len(wrong)
    true = sum(count * (count - 1) // 2 for count in Counter(its.persons).values())
    families = [pair for pair in wrong if homes()[its.persons[pair[0]]] & homes()[its.persons[pair[1]]]]
    untold = sum(_is_untold(its.records[one], its.records[other]) for one, other in families)
    largest = max(map(len, groups), default=0)
    return Judged(Share(right, len(joined)), Share(right, true), largest, len(families) - untold, untold)


def _is_untold(one: Cleaned, other: Cleaned) -> bool:
    """Whether all is the same but the year of birth, and that by less than a generation."""
    first, second = one.births[0], other.births[0]
    alike = (one.names, one.sex, first.month, first.day) == (other.names, other.sex, second.month, second.day)
    return alike and abs(first.year - second.year) < GENERATION


def _share(whose: Callable[[str], Judged], which: str, title: str) -> float:
    found: Share = getattr(whose(title), which)
    if found.value is None:
        raise NotHereError("nobody is in it twice" if which == "recall" else "nobody was joined")
    return found.value


def _of_one_home(title: str) -> float:
    return ours(title).of_one_home


for _title in (*FILES, TOGETHER):
    for _whose, _by in ((ours, ""), (splinks, ", Splink 5")):
        for _which in ("precision", "recall"):
            measure(f"{_title}{_by}: {_which} of the pairs joined", unit="", runs=1)(
                partial(_share, _whose, _which, _title)
            )
    measure(f"{_title}: pairs of one household joined that are two people", unit="", at_most=0, runs=1)(
        partial(_of_one_home, _title)
    )


def table(titles: Iterable[str]) -> str:
    """The notes' table: with the intervals, the largest person, and the households, of both."""
    lines = [
        "| file | records | by | precision | recall | largest | of one household, wrong | the same, of one name |",
        "|---|--:|---|---|---|--:|--:|--:|",
    ]
    for title in titles:
        for by, whose in (("ours", ours), ("Splink 5", splinks)):
            try:
                its = whose(title)
            except NotHereError:
                continue
            figures = (
                f"{its.precision} | {its.recall} | {its.largest} | {its.of_one_home} | {its.of_one_name}"
            )
            lines.append(f"| {title} | {len(register(title).records):,} | {by} | {figures} |")
    return "\n".join(lines)
