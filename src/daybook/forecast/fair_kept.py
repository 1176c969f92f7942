"""Figures of fairness as the register keeps them, and back again; what is not a number is kept as null."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from math import isfinite
from typing import Any

from daybook.forecast.engine.evaluation import Figure
from daybook.forecast.engine.fairness import Drift, Fairness, Group
from daybook.forecast.fair import Judged

DIGITS = 6
FIGURES = ("flagged", "flag_share", "wrong_share", "crime_share", "protection", "missed")


def told(judged: Judged) -> dict[str, Any]:
    """Of lists, mappings, words and numbers alone."""
    kept: dict[str, Any] = _plain(asdict(judged))
    return kept


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, float):
        return round(float(value), DIGITS) if isfinite(value) else None
    return value


def judged_of(kept: Mapping[str, Any]) -> Judged:
    """The same as it was measured."""
    drift = kept["drift"]
    change = {name: _three(parts) for name, parts in drift["change"].items()}
    rows = [_group(one) for one in kept["fairness"]["rows"]]
    fairness = Fairness(**{**kept["fairness"], "rows": rows})
    return Judged(fairness, Drift(drift["months"], drift["protection"], change), kept["faults"])


def _group(kept: Mapping[str, Any]) -> Group:
    figures = {name: Figure(**{part: _number(one) for part, one in kept[name].items()}) for name in FIGURES}
    return Group(**{**kept, **figures})


def _three(parts: list[float | None]) -> tuple[float, float, float]:
    change, low, high = map(_number, parts)
    return change, low, high


def _number(value: float | None) -> float:
    return float("nan") if value is None else value
