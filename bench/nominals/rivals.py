"""The rivals in the same minute on the same files: Splink 5 with the settings of its own examples, recordlinkage by name.

Both get FEBRL's columns without the social security number. recordlinkage is dormant and not among our dependencies:
`BENCH_RECORDLINKAGE` names the Python of an environment that has it (0.16); `python bench/nominals/rivals.py FOLDER`
is what that Python runs.
"""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from collections import Counter, defaultdict
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

BLOCKED_ON = ("given_name", "surname", "date_of_birth", "postcode", "suburb")
EVEN = 0.5


def read(folder: Path, name: str) -> list[dict[str, str | None]]:
    """The rows of a file; what is empty is missing."""
    with (folder / name).open(newline="", encoding="utf-8") as opened:
        rows = csv.DictReader(opened, skipinitialspace=True)
        return [{key.strip(): value.strip() or None for key, value in row.items()} for row in rows]


def by_recordlinkage(folder: Path) -> float:
    """F1 of its ECM classifier on FEBRL4."""
    import pandas as pd
    import recordlinkage as rl  # type: ignore[import-not-found]

    first, second = (pd.DataFrame(read(folder, f"dataset4{side}.csv")).set_index("rec_id") for side in "ab")
    index, compare = rl.Index(), rl.Compare()
    for column in BLOCKED_ON:
        index.block(column)
    for column in ("given_name", "surname", "suburb", "address_1"):
        compare.string(column, column, method="jarowinkler", threshold=0.85)
    for column in ("date_of_birth", "postcode", "street_number", "state"):
        compare.exact(column, column)
    levels = compare.compute(index.index(first, second), first, second)
    found = rl.ECMClassifier().fit_predict(levels)
    right = sum(_is_one(one, other) for one, other in found)
    return float(2 * right / (len(found) + len(first)))


def by_splink(folder: Path) -> float:
    """F1 of the pairs of probability 0.5 or more on FEBRL4."""
    linker = _splink(folder, "link_only", "dataset4a", "dataset4b")
    found = linker.inference.predict(threshold_match_probability=EVEN).as_record_list()
    right = sum(_is_one(one["rec_id_l"], one["rec_id_r"]) for one in found)
    return float(2 * right / (len(found) + 5000))


def by_splink_within(folder: Path) -> float:
    """F1 of the pairs inside its clusters (connected components) of probability 0.5 or more on FEBRL3."""
    linker = _splink(folder, "dedupe_only", "dataset3")
    pairs = linker.inference.predict(threshold_match_probability=EVEN)
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(
        pairs, threshold_match_probability=EVEN
    )
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for one in clusters.as_record_list():
        groups[one["cluster_id"]].append(one["rec_id"])
    found = [pair for its in groups.values() for pair in combinations(its, 2)]
    persons = Counter(key.split("-")[1] for its in groups.values() for key in its)
    true = sum(count * (count - 1) // 2 for count in persons.values())
    return float(2 * sum(_is_one(*pair) for pair in found) / (len(found) + true))


def _is_one(first: str, second: str) -> bool:
    return first.split("-")[1] == second.split("-")[1]


def _splink(folder: Path, link_type: str, *names: str) -> Any:
    """Trained on these files, without labels."""
    import pyarrow as pa
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on
    from splink import comparison_library as cl

    api = DuckDBAPI()
    files = {name: pa.Table.from_pylist(read(folder, f"{name}.csv")) for name in names}
    tables = [api.register(table, dataset_display_name=name) for name, table in files.items()]
    settings = SettingsCreator(
        link_type=link_type,
        unique_id_column_name="rec_id",
        comparisons=[
            cl.NameComparison("given_name"),
            cl.NameComparison("surname"),
            cl.DamerauLevenshteinAtThresholds("date_of_birth", [1, 2]),
            cl.ExactMatch("street_number"),
            *(cl.JaroWinklerAtThresholds(name, [0.9]) for name in ("address_1", "address_2", "suburb")),
            cl.DamerauLevenshteinAtThresholds("postcode", [1, 2]),
        ],
        blocking_rules_to_generate_predictions=[block_on(column) for column in BLOCKED_ON],
    )
    linker = Linker(tables if len(tables) > 1 else tables[0], settings)
    sure: list[Any] = [
        block_on("given_name", "surname", "date_of_birth"),
        block_on("date_of_birth", "postcode"),
    ]
    linker.training.estimate_probability_two_random_records_match(sure, recall=0.8)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for column in ("date_of_birth", "surname"):
        linker.training.estimate_parameters_using_expectation_maximisation(block_on(column))
    return linker


if __name__ == "__main__":
    print(by_recordlinkage(Path(sys.argv[1])))
else:
    from bench import NotHereError, measure

    def _folder() -> Path:
        folder = Path(os.environ.get("DAYBOOK_LINKAGE", ""))
        if not (folder / "dataset4a.csv").is_file():
            raise NotHereError("needs dataset4a.csv in the folder that DAYBOOK_LINKAGE names")
        return folder

    @measure("FEBRL4 without the id, by Splink 5 with settings of its own: F1 of pairs", unit="", runs=1)
    def splink() -> float:
        return by_splink(_folder())

    @measure("FEBRL3 without the id, by Splink 5 with settings of its own: F1 of clusters", unit="", runs=1)
    def splink_within() -> float:
        return by_splink_within(_folder())

    @measure("FEBRL4 without the id, by recordlinkage 0.16 (ECM): F1 of pairs", unit="", runs=1)
    def recordlinkage() -> float:
        return _elsewhere("BENCH_RECORDLINKAGE", _folder())

    @cache
    def _elsewhere(variable: str, folder: Path) -> float:
        """The figure that another environment's Python prints."""
        python = os.environ.get(variable, "")
        if not python:
            raise NotHereError(f"needs {variable}, the Python of an environment with the rival")
        done = subprocess.run([python, __file__, str(folder)], capture_output=True, text=True, check=True)
        return float(done.stdout.split()[-1])
