"""Splink on Spark: the session is that which was submitted, or a local one. Workers need `daybook` installed."""

from __future__ import annotations

import os
import sys
from typing import Any

from pyspark.sql import SparkSession
from splink import Linker, SparkAPI

from daybook.nominals.batches.engines.tables import functions
from daybook.nominals.matching.splink_settings import KEY, Settings

LOCAL = {
    "spark.app.name": "daybook",
    "spark.ui.enabled": "false",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.sql.shuffle.partitions": "2",
}


def session() -> SparkSession:
    """The session that is there or was submitted, as it was set up there, or one on this machine."""
    building = SparkSession.builder
    if SparkSession.getActiveSession() is None and not _is_submitted():
        # Workers of this machine run the Python that this house is installed in.
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        for name, value in LOCAL.items():
            building = building.config(name, value)
    # Splink's steps stand on one another: written into one expression, each level would be asked for once a weight.
    collapse = "org.apache.spark.sql.catalyst.optimizer.CollapseProject"
    return building.config("spark.sql.optimizer.excludedRules", collapse).getOrCreate()


def _is_submitted() -> bool:
    """Whether spark-submit runs this program, or somebody said which master PySpark is to submit to."""
    return "PYSPARK_GATEWAY_PORT" in os.environ or "master" in os.environ.get("PYSPARK_SUBMIT_ARGS", "")


def predict(table: Any, settings: Settings, floor: float) -> list[tuple[int, int, float]]:
    """(place, place, bits without rarity) of each pair that shares a key."""
    spark = session()
    for name, function in functions():
        spark.udf.register(name, function, "int")
    api = SparkAPI(  # type: ignore[no-untyped-call]
        spark_session=spark, break_lineage_method="persist", register_udfs_automatically=False
    )
    linker = Linker(api.register(table, dataset_display_name="people"), settings)
    found = linker.inference.predict(warning_mode="never")
    kept = spark.table(found.physical_name).where(f"match_weight >= {floor}")
    rows = kept.select(f"{KEY}_l", f"{KEY}_r", "match_weight").collect()
    return [(row[0], row[1], row[2]) for row in rows]
