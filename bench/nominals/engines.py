"""The command on Splink's two engines, DuckDB and a real Spark on this machine: 20,000 records, one trained model file."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory
from time import perf_counter

from bench import NotHereError, measure
from bench.nominals.town import COLUMNS, town

PEOPLE = 15_400
"""Three tenths of them twice: 20,000 records."""
TITLE = "20,000 records by nominals link, Splink on a local Spark and on DuckDB"
Pair = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Linked:
    """The pairs with their bits, those at the edge of the floor, who is one person, and how long the command took."""

    pairs: dict[Pair, str]
    at_edge: frozenset[Pair]
    persons: str
    seconds: float


@cache
def found() -> tuple[Linked, Linked]:
    """(by Spark, by DuckDB), from the model that a first run of our own has learnt."""
    from django.core.management import call_command

    if not (find_spec("pyspark") and which("java")):
        raise NotHereError("needs daybook[spark] and Java 17")
    with TemporaryDirectory() as folder:
        files, model = _files(Path(folder)), Path(folder) / "model.json"
        call_command("nominals_link", *files, model=model)
        return _linked("spark", files, model), _linked("splink", files, model)


def _files(folder: Path) -> list[str]:
    rows = town(PEOPLE).people.to_pylist()
    for system in sorted({row["system"] for row in rows}):
        with (folder / f"{system}.csv").open("w", newline="", encoding="utf-8") as text:
            written = csv.DictWriter(text, COLUMNS)
            written.writeheader()
            written.writerows(row for row in rows if row["system"] == system)
    return [str(path) for path in sorted(folder.glob("*.csv"))]


def _linked(engine: str, files: list[str], model: Path) -> Linked:
    from django.core.management import call_command

    pairs, persons = (model.with_name(f"{engine}-{what}") for what in ("pairs", "persons"))
    started = perf_counter()
    call_command("nominals_link", *files, engine=engine, model=model, pairs=pairs, persons=persons)
    seconds = perf_counter() - started
    with pairs.open(encoding="utf-8") as text:
        rows = [tuple(row) for row in csv.reader(text)][1:]
    return Linked(
        {row[:4]: row[4] for row in rows if not row[5]},
        frozenset(row[:4] for row in rows if row[5]),
        persons.read_text("utf-8"),
        seconds,
    )


@measure(f"{TITLE}: pairs of one alone, or with other bits", unit="", at_most=0, runs=1)
def apart() -> float:
    spark, duckdb = found()
    return len(set(spark.pairs.items()) ^ set(duckdb.pairs.items()))


@measure(f"{TITLE}: pairs", unit="", runs=1)
def pairs() -> float:
    return len(found()[0].pairs)


@measure(f"{TITLE}: pairs listed as at the floor's edge", unit="", runs=1)
def at_edge() -> float:
    return len(found()[0].at_edge | found()[1].at_edge)


@measure(f"{TITLE}: whether persons differ", unit="", at_most=0, runs=1)
def persons() -> float:
    return float(found()[0].persons != found()[1].persons)


@measure(f"{TITLE}: the command on Spark, its start included", unit=" s", runs=1)
def on_spark() -> float:
    return found()[0].seconds


@measure(f"{TITLE}: the command on DuckDB", unit=" s", runs=1)
def on_duckdb() -> float:
    return found()[1].seconds
