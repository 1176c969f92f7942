"""Speed, in seconds of one core (CPU time): other work on the machine does not count."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from time import process_time

import numpy as np

from bench import measure
from bench.forecast.datasets import Window, datasets, folder, london_grid
from daybook.forecast.engine import Clock, Counting, Kde, Mixture, Prospective, backtest, history_of
from daybook.forecast.engine.boxes import boxes_of, chosen
from daybook.forecast.engine.daytime import daytime
from daybook.forecast.engine.forecasting import Forecast
from daybook.forecast.engine.horizons import HORIZONS
from daybook.forecast.engine.models.rhythm import rhythm_of
from daybook.forecast.engine.reading import read_events
from daybook.forecast.engine.writing import svg_map

EVENTS = 5_000_000


def _spent(work) -> float:
    start = process_time()
    work()
    return process_time() - start


@cache
def _london():
    history = datasets()[2].load()
    model = Mixture()
    model.fit(history)
    return history, model


@measure("Whole London, next month: predict", unit=" s", at_most=0.1)
def predict() -> float:
    history, model = _london()
    return _spent(lambda: model.intensity(history.end))


@measure("Whole London, 109 months: fit again", unit=" s", at_most=6)
def refit() -> float:
    history, _ = _london()
    return _spent(lambda: Mixture().fit(history))


@measure("Back-test of Chicago, 60 days, all methods", unit=" s", at_most=5)
def chicago() -> float:
    """On 60 days before the test window; load and grid not counted."""
    data = datasets()[0]
    history = data.load()
    first, end = Window("2016-09-02", "2016-11-01").steps(data.clock)
    methods = [Counting(), Counting("180 days", 180), Kde(), Prospective(), Mixture()]
    return _spent(lambda: backtest(methods, history, first, end))


@cache
def _large() -> dict[str, float]:
    """Five million invented rows as CSV, read and drawn in a process of its own."""
    folder()
    with tempfile.TemporaryDirectory(prefix="daybook-forecast-") as home:
        file = Path(home, "crimes.csv")
        _write(file)
        told = subprocess.run(
            [
                sys.executable,
                "-c",
                f"from bench.forecast.speed import load_to_map; load_to_map({str(file)!r})",
            ],
            check=True,
            capture_output=True,
            text=True,
        )
    return json.loads(told.stdout.splitlines()[-1])


def _write(file: Path) -> None:
    random = np.random.default_rng(1)
    hot = random.uniform([-0.45, 51.33], [0.25, 51.67], (3000, 2))
    with file.open("w") as opened:
        opened.write("Crime ID,Date,Longitude,Latitude,Crime type,Location\n")
        for start in range(0, EVENTS, 100_000):
            x, y = (
                hot[(random.pareto(1.2, 100_000) * 20).astype(int) % 3000]
                + random.normal(0, 0.002, (100_000, 2))
            ).T
            days = np.datetime64("2019-01-01") + random.integers(0, 1826, 100_000)
            opened.writelines(
                f"C{start + at},{day} {at % 24:02}:{at % 60:02},{lon:.6f},{lat:.6f},Burglary,On or near Road {at % 5000}\n"
                for at, (day, lon, lat) in enumerate(zip(days.tolist(), x.tolist(), y.tolist(), strict=True))
            )


@measure("5 million rows of CSV, 100 m London: load to map", unit=" s", at_most=60, runs=1)
def large() -> float:
    return _large()["seconds"]


@measure("5 million rows of CSV, 100 m London: most memory", unit=" GiB", at_most=4, runs=1)
def memory() -> float:
    return _large()["memory"]


def load_to_map(file: str) -> None:
    """What the process of its own does: prints seconds, most memory, cells and events."""
    start = process_time()
    read = read_events(file)
    grid = london_grid(100)
    history = history_of(read.events, grid, Clock.DAY)
    model = Mixture()
    model.fit(history)
    expected = model.intensity(history.end)
    cells, rhythm = chosen(expected, 20), rhythm_of(history).words(history.end)
    times = daytime(read.events, history, cells, "Europe/London")
    boxes = boxes_of(model, history, expected, cells, read.events, rhythm, times)
    made = Forecast(grid, history, HORIZONS["day"], model, expected, boxes, None, {}, rhythm=rhythm)
    Path(file).with_suffix(".svg").write_text(svg_map(made, "London"))
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(
        json.dumps(
            {"seconds": process_time() - start, "memory": most, "cells": grid.cells, "events": len(history)}
        )
    )
