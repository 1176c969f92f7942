"""Measurements: `make bench`, or `python -m bench [room] [--write]`.

A measurement is a function in `bench/<room>.py` or `bench/<room>/<anything>.py` that does the thing once and returns
one figure:

    from bench import measure

    @measure("Entries verified", unit="/s", at_least=50_000)
    def verify_rate() -> float:
        ...
        return entries / seconds

It is called `runs` times (3) in a fresh, migrated house of its own: a temporary home folder with SQLite or, when
DATABASE_URL names a PostgreSQL server, a new database there that is dropped at the end. `at_least` or `at_most` is the
figure to reach, compared with the median; without either the figure is only shown. A function that asks for what
is not there (`bench.need("postgresql")`, or any `bench.NotHereError`) is shown as left out, with the reason.

`--write` puts the table into docs/benchmarks.md, in the section of the room and the database; what stands there under
`### Notes` is kept.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Figure = Callable[[], float]


class NotHereError(RuntimeError):
    """This measurement needs something that this machine does not have; the message says what."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """One thing to measure: its title, unit, and the figure to reach, if any."""

    room: str
    title: str
    unit: str
    at_least: float | None
    at_most: float | None
    runs: int
    figure: Figure

    @property
    def reach(self) -> str:
        if self.at_least is not None:
            return f"at least {shown(self.at_least)}{self.unit}"
        return f"at most {shown(self.at_most)}{self.unit}" if self.at_most is not None else "-"

    def reached(self, value: float) -> bool:
        low = self.at_least is None or value >= self.at_least
        return low and (self.at_most is None or value <= self.at_most)


measurements: list[Measurement] = []


def measure(
    title: str, *, unit: str, at_least: float | None = None, at_most: float | None = None, runs: int = 3
) -> Callable[[Figure], Figure]:
    """Register the function as a measurement of the room whose file it stands in."""

    def register(figure: Figure) -> Figure:
        room = getattr(figure, "func", figure).__module__.split(".")[1]
        measurements.append(Measurement(room, title, unit, at_least, at_most, runs, figure))
        return figure

    return register


def need(vendor: str) -> None:
    """Leave this measurement out on another kind of database."""
    from django.db import connection

    if connection.vendor != vendor:
        raise NotHereError(f"needs {vendor}")


def shown(value: float | None) -> str:
    """A figure as it is printed: no more digits than mean something."""
    if value is None:
        return "-"
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
