"""Splink from our model: the same pairs and the same scores as our own, on DuckDB and on a real Spark."""

import os
import random
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.nominals.matching.invented import crowd, person

from daybook.nominals.batches.engines import FLOOR, edges_by, engine_named
from daybook.nominals.batches.engines.tables import table_of
from daybook.nominals.batches.run import run
from daybook.nominals.exports import Export
from daybook.nominals.matching import FIELDS, Cleaned, Scorer, Thresholds, link
from daybook.nominals.matching.splink_settings import splink_settings

LOW = Thresholds(10, 6)
PEOPLE = 400
MANY = 13_334
"""People of whom half are there twice: 20,001 records."""


@pytest.fixture(scope="module")
def records():
    return crowd(PEOPLE)


@pytest.fixture(scope="module")
def linked(records):
    return link(records, by_chance=10_000, thresholds=LOW)


def found(edges):
    return {(edge.first, edge.second): edge.bits for edge in edges}


def test_splink_finds_the_pairs_and_gives_each_the_score_of_a_search(records, linked):
    edges = edges_by("splink", records, linked.model).edges
    ours = found(linked.edges)
    theirs = found(edges)
    scorer = Scorer(linked.model, len(records))
    assert theirs.keys() >= {pair for pair, bits in ours.items() if bits >= 0}
    for (one, other), bits in theirs.items():
        assert bits == pytest.approx(ours[one, other])
        assert bits == pytest.approx(scorer.score(records[one], records[other]).bits)


def test_the_weight_that_splink_reckons_is_ours_before_rarity(records, linked):
    """No engine may weigh a level otherwise: Splink's own figure is the sum of the model's weights."""
    size = len(records)
    table, _ = table_of(records)
    weighed = engine_named("splink").predict(table, splink_settings(linked.model, size), FLOOR)
    scorer = Scorer(linked.model, size)
    for one, other, bits in weighed[:300]:
        levels = scorer.score(records[one], records[other]).levels
        plain = sum(its[level] for its, level in zip(linked.model.weights(), levels, strict=True))
        assert bits == pytest.approx(plain + scorer.prior, abs=1e-6)


def test_every_field_and_level_stands_in_the_settings(linked):
    comparisons = splink_settings(linked.model, 1000)["comparisons"]
    assert [one["output_column_name"] for one in comparisons] == [it.name for it in FIELDS]
    for it, one in zip(FIELDS, comparisons, strict=True):
        assert len(one["comparison_levels"]) == len(it.levels) + 1
        for level in one["comparison_levels"][1:]:
            assert 0 < level["m_probability"] <= 1
            assert 0 < level["u_probability"] <= 1


def test_a_run_by_splink_makes_the_persons_that_ours_makes(records, linked, tmp_path):
    done = run(
        [Export("first", list(records))],
        tmp_path,
        lambda *_: None,
        model=linked.model,
        thresholds=LOW,
        engine="splink",
    )
    assert done.linked.clusters.groups == linked.clusters.groups


def varied(count: int) -> list[Cleaned]:
    """A town with as many names as a real one has; half of its people are there twice, with a slip."""
    draw = random.Random(11)
    parts = [first + vowel for first in "bdfgklmnprstvz" for vowel in "aeiou"]
    held = []
    for number in range(count):
        family, given = "".join(draw.choices(parts, k=3)), "".join(draw.choices(parts[:24], k=2))
        born = f"{draw.randrange(1, 29):02}/{draw.randrange(1, 13):02}/{draw.randrange(1940, 2010)}"
        home = {
            "postcodes": (f"AV{draw.randrange(1, 90)} {draw.randrange(1, 10)}{draw.choice('ABDEFGHJ')}B",)
        }
        held.append(person(family, given, born, key=str(number), system="first", **home))
        if number % 2:
            held.append(person(family + "n", given, born, key=str(number), system="second", **home))
    return held


def pairs_of(name: str, records: Sequence[Cleaned], settings: dict) -> dict[tuple[int, int], float]:
    table, _ = table_of(records)
    return {(one, other): bits for one, other, bits in engine_named(name).predict(table, settings, FLOOR)}


@pytest.mark.spark
@pytest.mark.timeout(900)
def test_a_local_spark_gives_the_pairs_that_duckdb_gives(linked):
    """20,001 records, one model; pairs within a thousandth of a bit of the floor are listed, not compared."""
    many = varied(MANY)
    settings = splink_settings(linked.model, len(many))
    here, there = pairs_of("splink", many, settings), pairs_of("spark", many, settings)
    at_the_edge = sorted(pair for pair, bits in {**here, **there}.items() if abs(bits - FLOOR) < 0.001)
    print(f"{len(here):,} pairs; at the edge: {at_the_edge}")
    assert here.keys() - set(at_the_edge) == there.keys() - set(at_the_edge)
    assert all(there[pair] == pytest.approx(bits, abs=1e-6) for pair, bits in here.items() if pair in there)
    assert len(here) > MANY / 3


ASKED = """
from daybook.nominals.batches.engines.spark_engine import session
conf = session().conf
print("FOUND", *(conf.get(f"spark.{name}") for name in ("driver.host", "sql.shuffle.partitions", "app.name")))
print("SPARED", conf.get("spark.sql.optimizer.excludedRules").rpartition(".")[2])
"""


@pytest.mark.spark
@pytest.mark.timeout(300)
@pytest.mark.parametrize("by", ["spark-submit", "PYSPARK_SUBMIT_ARGS"])
def test_what_was_submitted_to_spark_stands(tmp_path, by):
    import pyspark

    program = tmp_path / "asked.py"
    program.write_text(ASKED)
    told = "--master local[1] --name night --conf spark.driver.host=localhost --conf spark.sql.shuffle.partitions=7"
    python = {"PYSPARK_PYTHON": sys.executable}
    if by == "spark-submit":
        command, more = [Path(pyspark.__path__[0]) / "bin" / by, *told.split(), program], {}
    else:
        command, more = [sys.executable, program], {by: f"{told} pyspark-shell"}
    done = subprocess.run(
        command, env=os.environ | python | more, capture_output=True, text=True, check=True, timeout=240
    )
    assert "FOUND localhost 7 night" in done.stdout
    assert "SPARED CollapseProject" in done.stdout
