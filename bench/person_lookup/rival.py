"""The rival in the same run: Splink 5, `predict_between` with 12 blocking rules, one query at a time as at a desk.

It gets the people of the index with the names, birth date, postcode, PNCID and sex that the index keeps, cleaned as ours
are, and learns its weights from all entries that are looked up, without their truth. Each of 60 entries of people on record
is then one call, timed as ours is. What it finds is the truth's place among its five likeliest.
"""

from __future__ import annotations

import json
import logging
import statistics
import time
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench import measure
from bench.person_lookup import PEOPLE, Answer, Asked, answers, built
from daybook.nominals.matching import Cleaned
from daybook.nominals.matching.keys import district

if TYPE_CHECKING:
    import pyarrow as pa

QUERIES = 60
COLUMNS = ("unique_id", "first_name", "surname", "both_names", "birth", "postcode", "area", "pncid", "sex")
RULES = (
    "l.pncid = r.pncid",
    "l.birth = r.birth and l.surname = r.surname",
    "l.birth = r.birth and l.first_name = r.first_name",
    "l.birth = r.birth and l.postcode = r.postcode",
    "l.birth = r.birth and l.area = r.area",
    "l.first_name = r.first_name and l.surname = r.surname",
    "l.surname = r.surname and l.postcode = r.postcode",
    "l.first_name = r.first_name and l.postcode = r.postcode",
    "l.first_name = r.surname and l.surname = r.first_name",
    "l.birth = r.birth and left(l.surname, 2) = left(r.surname, 2)"
    " and left(l.first_name, 2) = left(r.first_name, 2)",
    "left(l.birth, 4) = left(r.birth, 4) and l.surname = r.surname and left(l.first_name, 1) = left(r.first_name, 1)",
    "left(l.birth, 4) = left(r.birth, 4) and l.first_name = r.first_name and left(l.surname, 1) = left(r.surname, 1)",
)


@dataclass(frozen=True, slots=True)
class Found:
    """The place of the right one of each query (0: not among five), and how long each took (ms, processor)."""

    places: list[int]
    times: list[float]


def _table(records: Iterable[tuple[str, Cleaned]]) -> pa.Table:
    """Each record under its number, one row; what is not known is missing."""
    import pyarrow as pa

    rows = [_row(key, one) for key, one in records]
    return pa.table({name: pa.array([row[name] for row in rows], pa.string()) for name in COLUMNS})


def _row(key: str, one: Cleaned) -> dict[str, str | None]:
    name = one.names[0] if one.names else None
    birth = next((its for its in one.births if its.whole), None)
    postcode = one.postcodes[0] if one.postcodes else None
    return {
        "unique_id": key,
        "first_name": (name and name.first) or None,
        "surname": (name and name.surname) or None,
        "both_names": f"{name.first} {name.surname}" if name and name.first and name.surname else None,
        "birth": f"{birth.year}-{birth.month:02}-{birth.day:02}" if birth else None,
        "postcode": postcode,
        "area": district(postcode) if postcode else None,
        "pncid": dict(one.numbers).get("pncid"),
        "sex": one.sex or None,
    }


def _people() -> Iterable[tuple[str, Cleaned]]:
    from daybook.nominals import compact
    from daybook.nominals.models import IndexedRecord

    rows = IndexedRecord.objects.values_list("system", "key", "cleaned")
    return ((key, compact.decode(system, key, kept)) for system, key, kept in rows.iterator())


def _entries() -> tuple[list[Asked], list[tuple[str, Cleaned]]]:
    """What was typed of people on record, and the same cleaned, each under its number."""
    from daybook.nominals.asked import cleaned

    typed = [one for one in built()[0] if one.person]
    return typed, [(str(number), cleaned(one.typed)) for number, one in enumerate(typed)]


def lay_out(folder: Path) -> None:
    """The people, what was typed with its truth, and the rules, for a rival that another Python runs."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    typed, entries = _entries()
    pq.write_table(_table(_people()), folder / "people.parquet")
    truth = pa.array([str(one.person) for one in typed], pa.string())
    pq.write_table(_table(entries).append_column("truth", truth), folder / "typed.parquet")
    (folder / "rules.json").write_text(json.dumps(RULES))


def _linker(api: Any, tables: list[Any]) -> Any:
    """Trained without labels on the people and everything that was typed."""
    from splink import Linker, SettingsCreator, block_on
    from splink import comparison_library as cl

    settings = SettingsCreator(
        link_type="link_only",
        comparisons=[
            cl.ForenameSurnameComparison(
                "first_name", "surname", forename_surname_concat_col_name="both_names"
            ).configure(term_frequency_adjustments=True),
            cl.DateOfBirthComparison("birth", input_is_string=True),
            cl.JaroWinklerAtThresholds("postcode", [0.9]),
            cl.ExactMatch("pncid"),
            cl.ExactMatch("sex"),
        ],
        blocking_rules_to_generate_predictions=list(RULES),
    )
    linker = Linker(tables, settings)
    sure: list[Any] = [block_on("first_name", "surname", "birth"), block_on("birth", "postcode")]
    linker.training.estimate_probability_two_random_records_match(sure, recall=0.5)
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    for rule in (block_on("birth"), block_on("first_name", "surname")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    for column in ("first_name", "surname", "both_names"):
        linker.table_management.compute_tf_table(column)
    return linker


@cache
def found() -> Found:
    """All queries, after three to warm up."""
    from splink import DuckDBAPI

    logging.getLogger("splink").setLevel(logging.ERROR)
    api = DuckDBAPI()
    typed, entries = _entries()
    people = api.register(_table(_people()), dataset_display_name="people")
    linker = _linker(api, [people, api.register(_table(entries), dataset_display_name="typed")])
    places, times = [], []
    for number, record in entries[: QUERIES + 3]:
        began = time.process_time()
        asked = api.register(_table([(number, record)]), dataset_display_name=f"asked{number}")
        pairs = linker.inference.predict_between(people, asked).as_record_list()
        times.append(1000 * (time.process_time() - began))
        best = [one["unique_id_l"] for one in sorted(pairs, key=lambda one: -one["match_weight"])][:5]
        truth = str(typed[int(number)].person)
        places.append(best.index(truth) + 1 if truth in best else 0)
    return Found(places[3:], times[3:])


def _ours() -> list[Answer]:
    """Our answers to the same entries."""
    return [one for one in answers() if one.asked.person][3 : QUERIES + 3]


TITLE = f"{QUERIES} entries among {PEOPLE:,}"


@measure(f"{TITLE}, Splink 5: share where the right one comes first", unit="", runs=1)
def first() -> float:
    return found().places.count(1) / QUERIES


@measure(f"{TITLE}, ours: share where the right one comes first", unit="", runs=1)
def ours_first() -> float:
    return sum(one.place == 1 for one in _ours()) / QUERIES


@measure(f"{TITLE}, Splink 5: share where the right one is among five", unit="", runs=1)
def among_five() -> float:
    return sum(place > 0 for place in found().places) / QUERIES


@measure(f"{TITLE}, ours: share where the right one is among five", unit="", runs=1)
def ours_among_five() -> float:
    return sum(one.place > 0 for one in _ours()) / QUERIES


@measure(f"{TITLE}, Splink 5: processor time, median", unit=" ms", runs=1)
def median() -> float:
    return statistics.median(found().times)


@measure(f"{TITLE}, ours: processor time, median", unit=" ms", runs=1)
def ours_median() -> float:
    return 1000 * statistics.median([one.seconds for one in _ours()])
