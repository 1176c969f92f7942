"""Splink 5 as the engine of a batch, on DuckDB or on Spark, from one model file.

Splink blocks on our keys and weighs every pair; the pairs that stay are then scored by the live scorer itself, which
adds the rarity of names: a score of a batch is the score that a search shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Protocol

from daybook.nominals.batches.engines.tables import table_of
from daybook.nominals.matching import Cleaned, Edge, Edges, Model, Scorer
from daybook.nominals.matching.keys import Kind
from daybook.nominals.matching.splink_settings import Settings, splink_settings

ENGINES = {"splink": "duckdb_engine", "spark": "spark_engine"}
FLOOR = -15.0
"""Bits without rarity under which Splink gives a pair no further."""
EDGE = 0.001
"""Bits either side of the floor, many times what two engines' last digits differ by."""


class Engine(Protocol):
    """A module that runs Splink somewhere."""

    def predict(self, table: object, settings: Settings, floor: float) -> list[tuple[int, int, float]]:
        """(place, place, bits without rarity) of each pair that shares a key."""


class EngineError(Exception):
    """The engine is not installed; the message says what to install."""


def engine_named(name: str) -> Engine:
    """The engine. Raises `EngineError` where a part of it is missing."""
    try:
        found: Engine = import_module(f"{__name__}.{ENGINES[name]}")
    except ImportError as error:
        extra = "spark" if name == "spark" else "link"
        raise EngineError(f"The engine needs an extra: pip install 'daybook[{extra}]'.") from error
    return found


@dataclass(frozen=True, slots=True)
class Found:
    """What an engine found: every pair from the floor on with its final bits, and the keys passed over.

    `at_edge`: the pairs whose weight lies so near the floor that another engine's last digit may put them on its other
    side, those just under it among them.
    """

    edges: Edges
    passed_over: list[tuple[Kind, int]]
    at_edge: Edges


def edges_by(
    name: str, records: Sequence[Cleaned], model: Model, *, between: bool = False, floor: float = FLOOR
) -> Found:
    """The pairs that share a key, found and weighed by that engine."""
    engine = engine_named(name)
    table, passed_over = table_of(records)
    size = len(records)
    scorer = Scorer(model, size)
    weighed = [
        (Edge(one, other, scorer.score(records[one], records[other]).bits), weight)
        for one, other, weight in sorted(engine.predict(table, splink_settings(model, size), floor - EDGE))
        if not (between and records[one].system == records[other].system)
    ]
    return Found(
        Edges.of(edge for edge, weight in weighed if weight >= floor),
        passed_over,
        Edges.of(edge for edge, weight in weighed if abs(weight - floor) < EDGE),
    )
