"""Delivery under simulated faults: many seeds, a process for each core, each with a house of its own."""

from __future__ import annotations

import subprocess
import sys
import time
from functools import cache

from bench import measure

SEEDS, PROCESSES = 1000, 2
RUN = """
import gc, sys
import bench.legacy
from bench import house
with house.fresh():
    from django.db import transaction
    from simulation import World
    gc.freeze()
    for seed in range(int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])):
        with transaction.atomic():
            faults = World(seed).run()
            transaction.set_rollback(True)
        if faults:
            print(f"seed {seed}: {'; '.join(faults)}")
"""


@measure(
    f"Simulated faults, {SEEDS:,} seeds: seeds with something lost, doubled or changed",
    unit="",
    at_most=0,
    runs=1,
)
def broken() -> float:
    return simulated()[1]


@measure("The same, whole", unit=" s", at_most=60, runs=1)
def whole() -> float:
    return simulated()[0]


@cache
def simulated() -> tuple[float, int]:
    """Seconds, and how many seeds failed; each is printed with what it came to."""
    started = time.perf_counter()
    command = [sys.executable, "-c", RUN]
    runs = [
        subprocess.Popen(
            [*command, str(first), str(SEEDS), str(PROCESSES)], stdout=subprocess.PIPE, text=True
        )
        for first in range(PROCESSES)
    ]
    said = "".join(run.communicate()[0] for run in runs)
    assert not any(run.returncode for run in runs), said
    sys.stderr.write(said)
    return time.perf_counter() - started, len(said.splitlines())
