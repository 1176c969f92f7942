"""Accuracy on the test windows. Every method is run on the same days, in the same process."""

from __future__ import annotations

import math
from functools import cache

from rich.console import Console
from rich.table import Table

from bench import NotHereError, measure
from bench.forecast.datasets import Dataset, datasets, folder
from bench.forecast.densities import Density
from bench.forecast.rivals import Boosted
from daybook.forecast.engine import Clock, Counting, Kde, MissingError, Mixture, Prospective, Scored, backtest
from daybook.forecast.engine.models import MODELS, Given

NIJ = 0.74 / 147.71
"""Share of the area that a forecast of the NIJ challenge flagged: 0.74 of 147.71 square miles."""
SHARES = (NIJ, 0.01, 0.05)
NAMES = [one.title for one in datasets()]


@cache
def scored(title: str) -> Scored:
    """The test window of a data set: run once a process, and printed whole."""
    folder()
    data = next(one for one in datasets() if one.title == title)
    try:
        return _run(data, [*_methods(data), MODELS["boosted"](Given()), Boosted(), Density()])
    except (MissingError, NotHereError) as reason:
        Console().print(f"{title}: without rivals ({reason})")
        return _run(data, _methods(data))


def _methods(data: Dataset) -> list:
    monthly = data.clock is Clock.MONTH
    recent = Counting("Count of 36 months", 1096) if monthly else Counting("Count of 180 days", 180)
    return [
        Counting(),
        recent,
        Kde(days=365 if monthly else 60),
        Prospective(),
        Mixture(),
        MODELS["poisson"](Given()),
    ]


def _run(data: Dataset, methods: list) -> Scored:
    history = data.load()
    found, _ = backtest(
        methods, history, *data.window.steps(data.clock), horizon=data.window.horizon, shares=SHARES
    )
    _print(data.title, found)
    return found


def _print(title: str, found: Scored) -> None:
    table = Table(
        "Method", "hit@1", "s.e.", "hit@5", "s.e.", "PEI@5", "PAI at NIJ's share", "ahead@1", "ahead@5"
    )
    for model, name in enumerate(found.models):
        nij, one, five = (found.row(model, share) for share in range(3))
        table.add_row(
            name,
            *(
                f"{100 * value:.2f}"
                for rate in (one.hit_rate, five.hit_rate)
                for value in (rate.value, rate.error)
            ),
            f"{five.pei.value:.3f}" if five.pei else "-",
            f"{nij.pai.value:.1f} ± {nij.pai.error:.1f}",
            *(f"{100 * row.ahead.value:+.2f} ± {100 * row.ahead.error:.2f}" for row in (one, five)),
        )
    Console(width=130).print(f"{title}: {found.total:,} events, {found.cells:,} cells", table)


def _row(title: str, share: int, method: str = "Mixture"):
    found = scored(title)
    return found.row(found.models.index(method), share)


def _hit(name: int, share: int, at_least: float) -> None:
    @measure(f"{NAMES[name]}: hit rate at {SHARES[share]:.0%}", unit="%", at_least=at_least, runs=1)
    def rate() -> float:
        return 100 * _row(NAMES[name], share).hit_rate.value


for _name, _share, _least in (
    (0, 1, 8.3),
    (0, 2, 23.5),
    (1, 1, 9.9),
    (1, 2, 25.9),
    (2, 1, 9.2),
    (2, 2, 27.3),
):
    _hit(_name, _share, _least)


@measure("Met burglary 250 m: PEI at 5%", unit="", at_least=0.541, runs=1)
def pei() -> float:
    found = _row(NAMES[2], 2).pei
    return found.value if found else 0.0


@measure("Portland: PAI against that of the count", unit="", at_least=0.0, runs=1)
def portland() -> float:
    return _row(NAMES[3], 0).pai.value - _row(NAMES[3], 0, "Plain count").pai.value


def _not_below(name: int) -> None:
    @measure(f"{NAMES[name]}: ahead of the count at 5%, in errors", unit="", at_least=-1.0, runs=1)
    def errors() -> float:
        ahead = _row(NAMES[name], 2).ahead
        return ahead.value / ahead.error


_not_below(4)
_not_below(5)


@measure("Ahead of the count at 5%, all sets pooled, in errors", unit="", at_least=2.0, runs=1)
def pooled() -> float:
    """Events of all sets together: the hits more than the count, divided by their error."""
    parts = [(scored(name).total, _row(name, 2).ahead) for name in NAMES]
    more = sum(total * ahead.value for total, ahead in parts)
    error = math.sqrt(sum((total * ahead.error) ** 2 for total, ahead in parts))
    mean = sum(ahead.value for _, ahead in parts) / len(parts)
    of_mean = math.sqrt(sum(ahead.error**2 for _, ahead in parts)) / len(parts)
    whole = sum(total for total, _ in parts)
    Console().print(
        f"Ahead at 5%: {100 * more / whole:+.2f} ± {100 * error / whole:.2f} points over {whole:,} events;"
        f" mean of the sets {100 * mean:+.2f} ± {100 * of_mean:.2f}"
    )
    return more / error
