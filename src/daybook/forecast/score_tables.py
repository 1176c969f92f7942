"""The scorecard in tables: for commands, files and pages, and row by row for a CSV."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from daybook.forecast.scorecard import AT
from daybook.forecast.verdict import Card

KEPT_TOGETHER = "\u00a0"
"""A space at which no line is broken."""
Words = Callable[[str], str]
CSV_HEAD = (
    *("method", "share of the area", "events", "forecasts", "cells"),
    *("hit rate", "standard error", "low", "high"),
    *("PAI", "PAI standard error", "PAI low", "PAI high"),
    *("PEI", "PEI standard error", "PEI low", "PEI high"),
    *("ahead of the count", "ahead standard error", "ahead low", "ahead high"),
)


class Sheet(NamedTuple):
    """One table; the first cell of each row is its title."""

    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]


def sheets(card: Card, intervals: bool = True) -> list[Sheet]:
    """Hit rates with what is ahead, and PAI with PEI; the plain count first. Each figure with its standard error.

    With `intervals` that of 95 in 100 draws stands behind. Entries of earlier releases hold none for PEI and ahead.
    """
    shares = [f"{one['share']:.0%}" for one in card["models"][0]["shares"]]
    at = _pei_at(card)
    put = _in_two_lines if intervals else _short
    rates = [(one["name"], *(_rate(share, put) for share in one["shares"])) for one in card["models"]]
    ahead = ["-", *(_ahead(one["shares"][AT], put) for one in card["models"][1:])]
    areas = [
        (one["name"], *(_pai(share, put) for share in one["shares"]), _pei(one["shares"][at], put))
        for one in card["models"]
    ]
    hits = [(*row, last) for row, last in zip(rates, ahead, strict=True)]
    return [
        Sheet(
            "Hit rate of each method on the same periods",
            ("Method", *(f"Hit rate at {one}" for one in shares), f"Ahead of the count at {shares[AT]}"),
            hits,
        ),
        Sheet(
            "PAI and PEI of each method on the same periods",
            ("Method", *(f"PAI at {one}" for one in shares), f"PEI at {shares[at]}"),
            areas,
        ),
    ]


def calibration(card: Card, by_counting: bool = False) -> Sheet:
    """Expected and recorded by the method that the map is drawn by, from the quietest cells to the busiest."""
    found = card["calibration"][card["models"][0 if by_counting else -1]["name"]]
    return Sheet(
        "Calibration in ten groups of cells",
        ("Cells", "Expected", "Recorded", "Recorded to expected"),
        [_band(*band) for band in found],
    )


def figures(card: Card) -> Iterator[tuple[Any, ...]]:
    """Rows of `CSV_HEAD`; shares of 1, None where nothing is told."""
    for one in card.get("models", ()):
        for at in one["shares"]:
            scale = at["pai"] / at["hit_rate"] if at["hit_rate"] else 0.0
            rate = [at[name] for name in ("hit_rate", "error", "low", "high")]
            pei = [at.get(name) for name in ("pei", "pei_error", "pei_low", "pei_high")]
            ahead = [at.get(name) for name in ("ahead", "ahead_error", "ahead_low", "ahead_high")]
            pai = [at["pai"], *(round(scale * value, 6) for value in rate[1:])]
            yield (
                *(one["name"], at["share"], card["events"], card["forecasts"], card["cells"]),
                *(*rate, *pai, *pei, *ahead),
            )


def _pei_at(card: Card) -> int:
    """The place of the share that PEI is told for: 5%, a smaller one where only that says something."""
    told = [at for at in range(AT, -1, -1) if card["models"][0]["shares"][at]["pei"] is not None]
    return told[0] if told else AT


def _short(value: str, error: str, interval: str) -> str:
    return f"{value} ± {error}" if error else value


def _in_two_lines(value: str, error: str, interval: str) -> str:
    parts = (_short(value, error, ""), f"({interval})" if interval else "")
    return " ".join(part.replace(" ", KEPT_TOGETHER) for part in parts if part)


Put = Callable[[str, str, str], str]


def _rate(at: Card, put: Put) -> str:
    low, high = (f"{100 * at[name]:.1f}" for name in ("low", "high"))
    return put(f"{at['hit_rate']:.1%}", f"{100 * at['error']:.1f}", f"{low} to {high}")


def _pai(at: Card, put: Put) -> str:
    """PAI is the hit rate times what does not vary, and so is its error."""
    scale = at["pai"] / at["hit_rate"] if at["hit_rate"] else 0.0
    error, low, high = (f"{scale * at[name]:.1f}" for name in ("error", "low", "high"))
    return put(f"{at['pai']:.1f}", error, f"{low} to {high}")


def _pei(at: Card, put: Put) -> str:
    if at["pei"] is None:
        return "-"
    if "pei_low" not in at:
        return f"{at['pei']:.3f}"
    return put(f"{at['pei']:.3f}", f"{at['pei_error']:.3f}", f"{at['pei_low']:.3f} to {at['pei_high']:.3f}")


def _ahead(at: Card, put: Put) -> str:
    value, error = f"{100 * at['ahead']:+.1f}", f"{100 * at['ahead_error']:.1f}"
    known = "ahead_low" in at
    return put(
        value, error, f"{100 * at['ahead_low']:+.1f} to {100 * at['ahead_high']:+.1f}" if known else ""
    )


def _band(cells: float, expected: float, recorded: float, *interval: float) -> tuple[str, ...]:
    told = f"{recorded / expected:.2f}" if expected else "-"
    if interval and expected:
        told = _in_two_lines(told, "", f"{interval[0]:.2f} to {interval[1]:.2f}")
    return f"{cells:,.0f}", f"{expected:,.1f}", f"{recorded:,.0f}", told
