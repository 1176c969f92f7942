"""The invented town's people as two old systems hold them: everybody once, and three of ten once more, typed again.

What was typed again has the slips of `daybook.demo.generator.slips` in their mix; of the postcodes 35 of 100 are missing
and 33 are of another home; 21 of 100 give the PNCID. Twins, parents and children come with the generator's households.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

    from daybook.demo.generator import GeneratedPerson

SEED, UNTIL = 7, date(2026, 11, 1)
AGAIN = 0.3
POSTCODE_MISSING, POSTCODE_MOVED, PNCID_GIVEN = 0.35, 0.33, 0.21
FIRST, SECOND = "first", "again"
COLUMNS = ("key", "system", "family", "given", "birth", "sex", "address", "postcode", "pncid", "person")
FAMILY_TIES = ("twin", "child")
Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Town:
    """`people`: a row for each record, columns `COLUMNS`; `ties`: kind and the two persons, the one listed first."""

    people: pa.Table
    ties: pa.Table


@cache
def town(people: int) -> Town:
    """The town of so many people; made once and kept in the folder that BENCH_KEPT names, or for this run alone."""
    import pyarrow.parquet as pq

    folder = Path(os.environ.get("BENCH_KEPT") or tempfile.mkdtemp())
    files = folder / f"people-{people}.parquet", folder / f"ties-{people}.parquet"
    if not all(file.exists() for file in files):
        for file, table in zip(files, _made(people), strict=True):
            pq.write_table(table, file)
    return Town(*map(pq.read_table, files))


def _made(count: int) -> tuple[pa.Table, pa.Table]:
    import pyarrow as pa

    rows: list[Row] = []
    ties: list[Row] = []
    for found, tied in _everybody(count):
        rows += found
        ties += tied
    Random(SEED).shuffle(rows)
    return (
        pa.table(dict(zip(COLUMNS, zip(*rows, strict=True), strict=True))),
        pa.table(dict(zip(("kind", "one", "other"), zip(*ties, strict=True), strict=True))),
    )


def _everybody(count: int) -> Iterator[tuple[list[Row], list[Row]]]:
    """(records, ties) of each person."""
    from daybook.demo.generator import generate

    chance = Random(1066)
    force = generate(SEED, count, until=UNTIL)
    for one in force.people():
        rows = [_held(one)]
        if chance.random() < AGAIN:
            rows.append(_typed_again(chance, one, force.city, count))
        yield rows, [(tie.kind, one.key, tie.person) for tie in one.relations if tie.kind in FAMILY_TIES]


def _held(one: GeneratedPerson) -> Row:
    born, home = one.date_of_birth.isoformat(), one.address
    given = " ".join(one.given_names)
    lines = ", ".join(home.lines)
    return one.key, FIRST, one.family_name, given, born, one.sex, lines, home.postcode, one.pncid, one.key


def _typed_again(chance: Random, one: GeneratedPerson, city: Any, count: int) -> Row:
    from daybook.demo.generator.slips import draw_plan, fits, typed

    while not fits(plan := draw_plan(chance), one):
        continue
    wrong, where = typed(chance, one, plan), chance.random()
    home = one.address if where >= POSTCODE_MISSING + POSTCODE_MOVED else None
    if POSTCODE_MISSING <= where < POSTCODE_MISSING + POSTCODE_MOVED:
        home = one.former_address or city.home(int(chance.random() * count))
    born = wrong.born.isoformat() if wrong.born else ""
    lines, postcode = (", ".join(home.lines), home.postcode) if home else ("", "")
    pncid = one.pncid if chance.random() < PNCID_GIVEN else ""
    return (
        one.key,
        SECOND,
        wrong.family,
        " ".join(wrong.given),
        born,
        one.sex,
        lines,
        postcode,
        pncid,
        one.key,
    )
