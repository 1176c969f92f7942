"""`python -m bench [room] [--write]`: see the docstring of the package."""

from __future__ import annotations

import argparse
import importlib
import os
import pkgutil
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rich.console import Console
from rich.table import Table

import bench
from bench import Measurement, NotHereError, house, measurements, shown

APART = {"__main__", "house", "people", "processes"}
BELONGS_TO = {"person_lookup": "nominals"}
"""What is a room of its own in the tables and is measured with another, too."""
NOTES = "\n### Notes\n"
ONE_CORE = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
"""A second thread that waits for the first would count as processor time too. It holds for what is imported later."""
HEADINGS = ("what", "runs", "median", "min", "max", "reach", "")


@dataclass(frozen=True, slots=True)
class Result:
    measurement: Measurement
    values: Sequence[float]
    left_out: str = ""

    @property
    def cells(self) -> tuple[str, ...]:
        it = self.measurement
        if self.left_out:
            return it.title, "-", "-", "-", "-", it.reach, f"left out: {self.left_out}"
        median = statistics.median(self.values)
        figures = [shown(value) + it.unit for value in (median, min(self.values), max(self.values))]
        reached = "" if it.reach == "-" else "reached" if it.reached(median) else "missed"
        return it.title, str(len(self.values)), *figures, it.reach, reached


def main() -> int:
    options = _options()
    console = Console()
    os.environ |= ONE_CORE
    with house.fresh():
        _find(options.room)
        results = [_run(measurement, console) for measurement in measurements]
        _print(console, results)
        if options.write:
            _write(results)
    return int(any(result.cells[-1] == "missed" for result in results))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench", description="Measure the house.")
    parser.add_argument("room", nargs="?", default="", help="only this room")
    parser.add_argument("--write", action="store_true", help="update docs/benchmarks.md")
    return parser.parse_args()


def _find(room: str) -> None:
    """Import the files of that room, or of all; to look into a package is to import it, so only into those asked for."""
    for its in pkgutil.iter_modules(bench.__path__, "bench."):
        name = its.name.split(".")[1]
        if name not in APART and room in ("", name, BELONGS_TO.get(name)):
            module = importlib.import_module(its.name)
            for inner in pkgutil.iter_modules(getattr(module, "__path__", ()), f"{its.name}."):
                importlib.import_module(inner.name)


def _run(measurement: Measurement, console: Console) -> Result:
    values: list[float] = []
    with console.status(f"{measurement.room}: {measurement.title}"):
        try:
            for _ in range(measurement.runs):
                values.append(measurement.figure())
        except NotHereError as reason:
            return Result(measurement, [], str(reason))
    return Result(measurement, values)


def _print(console: Console, results: Sequence[Result]) -> None:
    table = Table(title=house.machine())
    for number, heading in enumerate(HEADINGS):
        table.add_column(heading, justify="right" if 0 < number < 5 else "left")
    for result in results:
        table.add_row(*result.cells)
    console.print(table)


def _write(results: Sequence[Result]) -> None:
    for room in sorted({result.measurement.room for result in results}):
        rows = [result.cells for result in results if result.measurement.room == room]
        _replace(f"{room}, {house.vendor()}", _section(rows))


def _section(rows: Sequence[Sequence[str]]) -> str:
    lines = [f"Measured {date.today():%-d %B %Y} on {house.machine()}.", ""]
    lines += [f"| {' | '.join(HEADINGS)} |", "|---|--:|--:|--:|--:|---|---|"]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows), ""])


def _replace(heading: str, section: str) -> None:
    """Put the section under its heading, in place of what stood there but for its notes, which people write."""
    document = house.DOCUMENT
    before = (
        document.read_text()
        if document.exists()
        else "# Benchmarks\n\nWritten by `python -m bench --write`.\n"
    )
    head, *sections = before.split("\n## ")
    kept = [part for part in sections if part.split("\n", 1)[0] != heading]
    notes = "".join(
        NOTES + part.partition(NOTES)[2] for part in sections if part not in kept and NOTES in part
    )
    parts = sorted([*kept, f"{heading}\n\n{section}{notes}"])
    document.write_text(
        "\n## ".join([head.rstrip("\n") + "\n", *(part.rstrip("\n") + "\n" for part in parts)])
    )


raise SystemExit(main())
