"""Splink from our model: the same pairs and the same scores as our own, on DuckDB and on a real Spark."""

import csv
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command
from tests.nominals.matching.invented import crowd

from daybook.nominals.batches.engines import EDGE, FLOOR, edges_by, engine_named
from daybook.nominals.batches.engines.tables import table_of
from daybook.nominals.batches.run import run
from daybook.nominals.exports import Export
from daybook.nominals.matching import FIELDS, Scorer, Thresholds, link
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


def varied(count: int) -> dict[str, list[tuple[str, ...]]]:
    """A town with as many names as a real one has; half of its people are there twice, with a slip."""
    draw = random.Random(11)
    parts = [first + vowel for first in "bdfgklmnprstvz" for vowel in "aeiou"]
    held: dict[str, list[tuple[str, ...]]] = {"first": [], "second": []}
    for number in range(count):
        family, given = "".join(draw.choices(parts, k=3)), "".join(draw.choices(parts[:24], k=2))
        born = f"{draw.randrange(1, 29):02}/{draw.randrange(1, 13):02}/{draw.randrange(1940, 2010)}"
        home = f"AV{draw.randrange(1, 90)} {draw.randrange(1, 10)}{draw.choice('ABDEFGHJ')}B"
        held["first"].append((str(number), family, given, born, home))
        if number % 2:
            held["second"].append((str(number), family + "n", given, born, home))
    return held


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as text:
        return list(csv.DictReader(text))


def test_pairs_at_the_edge_of_the_floor_are_told_on_whichever_side_they_lie(records, linked):
    """The floor is laid a little above the weight of some pair: this engine leaves it out, another may not."""
    settings = splink_settings(linked.model, len(records))
    one, other, weight = sorted(engine_named("splink").predict(table_of(records)[0], settings, FLOOR))[0]
    under, over = (
        edges_by("splink", records, linked.model, floor=weight + apart) for apart in (EDGE / 2, -EDGE / 2)
    )
    for its in (under, over):
        assert (one, other) in found(its.at_edge)
    assert (one, other) not in found(under.edges)
    assert (one, other) in found(over.edges)
    assert not found(edges_by("splink", records, linked.model, floor=weight + 2 * EDGE).at_edge).keys() & {
        (one, other)
    }


@pytest.mark.spark
@pytest.mark.timeout(1500)
def test_the_command_gives_on_a_local_spark_what_it_gives_on_duckdb(linked, tmp_path, capsys):
    """20,001 records in two files, one trained model file; pairs at the floor's edge are listed and counted."""
    files, model = [], tmp_path / "model.json"
    for system, rows in varied(MANY).items():
        files.append(tmp_path / f"{system}.csv")
        with files[-1].open("w", newline="") as text:
            csv.writer(text).writerows([("id", "surname", "forename", "dob", "postcode"), *rows])
    model.write_text(linked.model.to_json(), "utf-8")
    pairs, persons, listed = {}, {}, {}
    for engine in ("splink", "spark"):
        pages = {what: tmp_path / f"{engine}-{what}" for what in ("pairs", "persons", "report")}
        call_command("nominals_link", *map(str, files), engine=engine, model=model, **pages)
        rows = table(pages["pairs"])
        pairs[engine] = {tuple(row.values())[:4]: float(row["bits"]) for row in rows if not row["at_edge"]}
        listed[engine] = {tuple(row.values())[:4] for row in rows if row["at_edge"]}
        persons[engine] = pages["persons"].read_text()
        counted = f"Pairs at the engine's floor, which another engine may not give: {len(listed[engine]):,}"
        told = capsys.readouterr().out
        assert counted in told
        assert "Records: 20,001" in told
        assert "Pairs at the engine&#x27;s floor" in pages["report"].read_text()
    assert pairs["spark"].keys() == pairs["splink"].keys()
    assert all(pairs["spark"][pair] == pytest.approx(bits) for pair, bits in pairs["splink"].items())
    assert listed["spark"] == listed["splink"]
    assert persons["spark"] == persons["splink"]
    assert len(pairs["spark"]) > MANY / 3


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
