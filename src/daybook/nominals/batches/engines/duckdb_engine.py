"""Splink on DuckDB: one machine, tens of millions of records."""

from __future__ import annotations

from typing import Any

import duckdb
from splink import DuckDBAPI, Linker

from daybook.nominals.batches.engines.tables import functions
from daybook.nominals.matching.splink_settings import KEY, Settings


def predict(table: Any, settings: Settings, floor: float) -> list[tuple[int, int, float]]:
    """(place, place, bits without rarity) of each pair that shares a key."""
    with duckdb.connect() as session:
        for name, function in functions():
            session.create_function(name, function, ["VARCHAR", "VARCHAR"], "INTEGER")
        api = DuckDBAPI(connection=session)
        linker = Linker(api.register(table, dataset_display_name="people"), settings)
        found = linker.inference.predict(threshold_match_weight=floor, warning_mode="never")
        return session.execute(
            f"SELECT {KEY}_l, {KEY}_r, match_weight FROM {found.physical_name}"  # noqa: S608
        ).fetchall()
