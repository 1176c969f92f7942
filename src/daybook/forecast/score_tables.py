"""The scorecard in tables: for commands, files and pages, and row by row for a CSV."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from daybook.forecast.engine.evaluation.hits import flagged
from daybook.forecast.scorecard import AT
from daybook.forecast.sureness import EVEN, UNTOLD, drawn, even, exact, flags
from daybook.forecast.verdict import Card, few_told

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
    Where no cell is flagged “-” stands. Where draws tell no error none is told: a rate then has its exact interval.
    """
    shares = [f"{one['share']:.0%}" for one in card["models"][0]["shares"]]
    at = _pei_at(card)
    put = _in_two_lines if intervals else _short
    rates = [(one["name"], *(_rate(card, share, put) for share in one["shares"])) for one in card["models"]]
    ahead = ["-", *(_ahead(card, one["shares"][AT], put) for one in card["models"][1:])]
    areas = [
        (
            one["name"],
            *(_pai(card, share, put) for share in one["shares"]),
            _pei(card, one["shares"][at], put),
        )
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
            told = _told(card, at) if flags(card, at["share"]) else (None,) * 16
            yield (*(one["name"], at["share"], card["events"], card["forecasts"], card["cells"]), *told)


def exported(card: Card) -> dict[str, Any]:
    """The scorecard for other programs: None in place of what is not told, as `figures` has it."""
    models = [
        {**one, "shares": [_exported(card, at) for at in one["shares"]]} for one in card.get("models", ())
    ]
    if not models:
        return {}
    told = flags(card, models[0]["shares"][AT]["share"]) and not few_told(card)
    return {**card, "better": card["better"] if told else None, "models": models}


def _exported(card: Card, at: Card) -> dict[str, float | None]:
    if not flags(card, at["share"]):
        return {name: value if name == "share" else None for name, value in at.items()}
    told = dict(zip(("hit_rate", "error", "low", "high"), _with_interval(card, at), strict=True))
    for name in ("pei", "ahead"):
        parts = (name, f"{name}_error", f"{name}_low", f"{name}_high")
        told |= dict(zip(parts, _drawn(card, at, name), strict=True)) if f"{name}_error" in at else {}
    return {**at, **told}


def _told(card: Card, at: Card) -> tuple[float | None, ...]:
    scale, rate = _scale(card, at), _with_interval(card, at)
    pai = [None if value is None else round(scale * value, 6) for value in rate[1:]]
    return (*rate, at["pai"], *pai, *_drawn(card, at, "pei"), *_drawn(card, at, "ahead"))


def _with_interval(card: Card, at: Card) -> tuple[float | None, ...]:
    """Hit rate, standard error and interval; the exact one and no error where draws tell none."""
    if drawn(card, at["error"]):
        return at["hit_rate"], at["error"], at["low"], at["high"]
    return at["hit_rate"], None, *exact(at["hit_rate"], card["events"])


def _drawn(card: Card, at: Card, name: str) -> tuple[float | None, ...]:
    """The same of a figure that has no exact interval."""
    error = at.get(f"{name}_error", 1.0)
    if drawn(card, error) or (name == "ahead" and even(card, at[name], error)):
        return tuple(at.get(part) for part in (name, f"{name}_error", f"{name}_low", f"{name}_high"))
    return at.get(name), None, None, None


def _scale(card: Card, at: Card) -> float:
    """PAI is the hit rate times this, which does not vary: cells by flagged cells."""
    return float(card["cells"] / flagged(card["cells"], at["share"]))


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


def _rate(card: Card, at: Card, put: Put) -> str:
    return _scaled(card, at, 100.0, f"{at['hit_rate']:.1%}", put)


def _pai(card: Card, at: Card, put: Put) -> str:
    return _scaled(card, at, _scale(card, at) if flags(card, at["share"]) else 0.0, f"{at['pai']:.1f}", put)


def _scaled(card: Card, at: Card, scale: float, value: str, put: Put) -> str:
    """The hit rate, or what is it times `scale`, and so are its error and interval."""
    if not flags(card, at["share"]):
        return "-"
    _, error, low, high = _with_interval(card, at)
    interval = f"{scale * (low or 0.0):.1f} to {scale * (high or 0.0):.1f}"
    return _unsure(value, interval) if error is None else put(value, f"{scale * error:.1f}", interval)


def _unsure(value: str, words: str) -> str:
    """A figure whose error is not known, in commands too."""
    return _in_two_lines(value, "", words)


def _pei(card: Card, at: Card, put: Put) -> str:
    if at["pei"] is None or not flags(card, at["share"]):
        return "-"
    if not drawn(card, at.get("pei_error", 1.0)):
        return _unsure(f"{at['pei']:.3f}", UNTOLD)
    if "pei_low" not in at:
        return f"{at['pei']:.3f}"
    return put(f"{at['pei']:.3f}", f"{at['pei_error']:.3f}", f"{at['pei_low']:.3f} to {at['pei_high']:.3f}")


def _ahead(card: Card, at: Card, put: Put) -> str:
    if not flags(card, at["share"]):
        return "-"
    if not drawn(card, at["ahead_error"]):
        known = even(card, at["ahead"], at["ahead_error"])
        return _unsure(f"{100 * at['ahead']:+.1f}", EVEN if known else UNTOLD)
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
