"""Splink 4 on the same people and entries: `find_matches_to_new_records`, made for one record at a time, which Splink 5 left.

Both versions do not fit into one environment. `BENCH_SPLINK4` names the Python of one that has it (`uv venv splink4;
uv pip install --python splink4/bin/python splink==4.0.17 pyarrow`); `python bench/person_lookup/rival_4.py FOLDER` is what
that Python runs, on the tables and rules that are laid there for it.
"""

from __future__ import annotations

import json
import logging
import statistics
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import Any

PEOPLE_FILE, TYPED_FILE, RULES_FILE = "people.parquet", "typed.parquet", "rules.json"
TRUTH, WARM = "truth", 3
LEAST = -50.0
NAMES = ("first_name", "surname", "both_names")


def looked_up(folder: Path, queries: int) -> dict[str, list[float]]:
    """(`places` of the right one, 0: not among five; `times` of each query, ms of the processor)."""
    import pyarrow.parquet as pq

    people, typed = (pq.read_table(folder / name) for name in (PEOPLE_FILE, TYPED_FILE))
    rules = json.loads((folder / RULES_FILE).read_text())
    linker = _trained(people, typed.drop_columns([TRUTH]), rules)
    places: list[float] = []
    times: list[float] = []
    for row in typed.slice(0, queries + WARM).to_pylist():
        truth = row.pop(TRUTH)
        began = time.process_time()
        found = linker.inference.find_matches_to_new_records([row], rules, LEAST).as_record_dict()
        times.append(1000 * (time.process_time() - began))
        best = sorted(found, key=lambda one: -one["match_weight"])[:5]
        ids = [one["unique_id_l"] for one in best]
        places.append(ids.index(truth) + 1 if truth in ids else 0)
    return {"places": places[WARM:], "times": times[WARM:]}


def _trained(people: Any, typed: Any, rules: list[str]) -> Any:
    """Trained on both tables without labels as Splink 5 is, then set to look among the people alone."""
    splink: Any = import_module("splink")  # our own environment has another version, with other types
    cl: Any = import_module("splink.comparison_library")
    block_on = splink.block_on
    settings = splink.SettingsCreator(
        link_type="link_only",
        comparisons=[
            cl.ForenameSurnameComparison(*NAMES[:2], forename_surname_concat_col_name=NAMES[2]).configure(
                term_frequency_adjustments=True
            ),
            cl.DateOfBirthComparison("birth", input_is_string=True),
            cl.JaroWinklerAtThresholds("postcode", [0.9]),
            cl.ExactMatch("pncid"),
            cl.ExactMatch("sex"),
        ],
        blocking_rules_to_generate_predictions=rules,
    )
    linker = splink.Linker([people, typed], settings, splink.DuckDBAPI())
    sure = [block_on("first_name", "surname", "birth"), block_on("birth", "postcode")]
    linker.training.estimate_probability_two_random_records_match(sure, recall=0.5)
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    for rule in (block_on("birth"), block_on("first_name", "surname")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    model = linker.misc.save_model_to_json() | {"link_type": "dedupe_only"}
    among = splink.Linker(people, model, splink.DuckDBAPI())
    for column in NAMES:
        among.table_management.compute_tf_table(column)
    return among


if __name__ == "__main__":
    logging.getLogger("splink").setLevel(logging.ERROR)
    print(json.dumps(looked_up(Path(sys.argv[1]), int(sys.argv[2]))))
else:
    import os
    import subprocess
    import tempfile
    from functools import cache

    from bench import NotHereError, measure
    from bench.person_lookup import PEOPLE, rival

    @cache
    def found() -> dict[str, list[float]]:
        """What the other environment's Python answers to the same entries."""
        python = os.environ.get("BENCH_SPLINK4", "")
        if not python:
            raise NotHereError("needs BENCH_SPLINK4, the Python of an environment with Splink 4")
        with tempfile.TemporaryDirectory() as folder:
            rival.lay_out(Path(folder))
            command = [python, __file__, folder, str(rival.QUERIES)]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
        answers: dict[str, list[float]] = json.loads(done.stdout.splitlines()[-1])
        return answers

    TITLE = f"{rival.QUERIES} entries among {PEOPLE:,}, Splink 4"

    @measure(f"{TITLE}: share where the right one comes first", unit="", runs=1)
    def first() -> float:
        return found()["places"].count(1) / rival.QUERIES

    @measure(f"{TITLE}: share where the right one is among five", unit="", runs=1)
    def among_five() -> float:
        return sum(place > 0 for place in found()["places"]) / rival.QUERIES

    @measure(f"{TITLE}: processor time, median", unit=" ms", runs=1)
    def median() -> float:
        return statistics.median(found()["times"])
