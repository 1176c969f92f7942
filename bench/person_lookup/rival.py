"""The rival in the same run: Splink 5, `predict_between` with 12 blocking rules.

It gets the people of the index with the names, birth date, postcode, PNCID and sex that the index keeps, cleaned as ours
are, and learns its weights from all entries that are looked up, without their truth. What it finds is the truth's place
among its five likeliest, of all entries of people on record in one call, which scores each pair as one entry at a time does.
What a desk would wait for is timed with 60 of them, each a call of its own.
"""

from __future__ import annotations

import json
import logging
import statistics
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench import measure
from bench.person_lookup import PEOPLE, PRESENT, Answer, Asked, answers, built
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
BEST = """
    select unique_id_r, unique_id_l from {this}
    qualify row_number() over (partition by unique_id_r order by match_weight desc) <= 5 order by match_weight desc
"""


@dataclass(frozen=True, slots=True)
class Found:
    """The place of the right one of each entry (0: not among five); how long each single query took (ms, processor)."""

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
    """All entries at once, then the single queries, after three to warm up."""
    from splink import DuckDBAPI

    logging.getLogger("splink").setLevel(logging.ERROR)
    api = DuckDBAPI()
    typed, entries = _entries()
    people = api.register(_table(_people()), dataset_display_name="people")
    every = api.register(_table(entries), dataset_display_name="typed")
    linker = _linker(api, [people, every])
    pairs = linker.inference.predict_between(people, every)
    return Found(_places(pairs, typed), _times(api, linker, people, entries[: QUERIES + 3])[3:])


def _places(pairs: Any, typed: list[Asked]) -> list[int]:
    offered: defaultdict[int, list[str]] = defaultdict(list)
    for one in pairs.query_sql(BEST).as_record_list():
        offered[int(one["unique_id_r"])].append(one["unique_id_l"])
    return [
        offered[number].index(str(one.person)) + 1 if str(one.person) in offered[number] else 0
        for number, one in enumerate(typed)
    ]


def _times(api: Any, linker: Any, people: Any, entries: list[tuple[str, Cleaned]]) -> list[float]:
    times = []
    for number, record in entries:
        began = time.process_time()
        asked = api.register(_table([(number, record)]), dataset_display_name=f"asked{number}")
        linker.inference.predict_between(people, asked).as_record_list()
        times.append(1000 * (time.process_time() - began))
    return times


def _ours() -> list[Answer]:
    """Our answers to the same entries."""
    return [one for one in answers() if one.asked.person]


def _first(places: list[int]) -> float:
    return places.count(1) / len(places)


def _among_five(places: list[int]) -> float:
    return 1 - places.count(0) / len(places)


TITLE = f"{PRESENT:,} entries among {PEOPLE:,}"


@measure(f"{TITLE}, Splink 5: share where the right one comes first", unit="", runs=1)
def first() -> float:
    return _first(found().places)


@measure(f"{TITLE}, Splink 5: share where the right one is among five", unit="", runs=1)
def among_five() -> float:
    return _among_five(found().places)


@measure(f"{TITLE}: ours ahead of Splink 5, right one first", unit="", at_least=0.01, runs=1)
def ahead_first() -> float:
    return _first([one.place for one in _ours()]) - first()


@measure(f"{TITLE}: ours ahead of Splink 5, right one among five", unit="", at_least=0.03, runs=1)
def ahead_among_five() -> float:
    return _among_five([one.place for one in _ours()]) - among_five()


@measure(f"{QUERIES} entries among {PEOPLE:,}, Splink 5: processor time, median", unit=" ms", runs=1)
def median() -> float:
    return statistics.median(found().times)


@measure(f"{QUERIES} entries among {PEOPLE:,}, ours: processor time, median", unit=" ms", runs=1)
def ours_median() -> float:
    return 1000 * statistics.median([one.seconds for one in _ours()[3 : QUERIES + 3]])
