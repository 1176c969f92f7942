"""The main pages over many people, measured by bench/records.py in a process and a database of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys

from bench import measure, need

PEOPLE = os.environ.get("BENCH_PEOPLE", "100000")
ROW = re.compile(r"^\S.*?\s([\d.]+)\s+([\d.]+)\s+(\d+)\s", re.MULTILINE)


@measure(f"Slowest of nine main pages, 95th percentile, {PEOPLE} people", unit=" ms", at_most=150, runs=1)
def slowest_page() -> float:
    """BENCH_PEOPLE says how many; a million takes a quarter of an hour to fill."""
    need("postgresql")
    command = [sys.executable, "-m", "bench.records", "--people", PEOPLE, "--rounds", "30"]
    shown = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return max(float(p95) for _, p95, _ in ROW.findall(shown))
