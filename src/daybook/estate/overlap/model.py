"""The logistic model of a pair: bits for and against "these two do the same work", signal by signal.

A signal that is known is worth `base + slope * value` bits; one that is unknown is worth nothing either way. Bits add
up, with those of the pair being a candidate at all: 0 bits is as likely duplicate as not. The shipped weights are the
start; verdicts move them (`learned`) as far as they outweigh a normal prior around the shipped ones, so that ten
verdicts bend the model and do not break it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import log
from typing import Any

import numpy as np

from daybook.estate.overlap.signals import SIGNALS, Numbers

SPREAD = 1.0
"""Standard deviation of the prior, in bits, around each shipped weight."""
STEPS = 50
NAT = 1 / log(2)
"""Bits in one natural unit of log-odds."""


@dataclass(frozen=True, slots=True)
class Model:
    """`start`: bits of any candidate before looking; `bases` and `slopes`: one for each of `SIGNALS`."""

    start: float
    bases: tuple[float, ...]
    slopes: tuple[float, ...]

    def parts(self, signals: Numbers) -> Numbers:
        """Bits of each signal of each pair; 0 where unknown."""
        known = ~np.isnan(signals)
        bits: Numbers = np.where(
            known, np.array(self.bases) + np.array(self.slopes) * np.nan_to_num(signals), 0.0
        )
        return bits

    def bits(self, signals: Numbers) -> Numbers:
        """The score of each pair."""
        total: Numbers = self.start + self.parts(signals).sum(axis=1)
        return total

    def to_json(self) -> str:
        """The model as a file; `from_json` reads it."""
        weights = {
            name: {"base": round(base, 3), "slope": round(slope, 3)}
            for name, base, slope in zip(SIGNALS, self.bases, self.slopes, strict=True)
        }
        return json.dumps({"start": round(self.start, 3), "signals": weights}, indent=1) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Model:
        """Raises ValueError where a signal has no weights."""
        held: dict[str, Any] = json.loads(text)
        lacking = [name for name in SIGNALS if name not in held.get("signals", {})]
        if lacking:
            raise ValueError(
                f"The model says nothing of {', '.join(lacking)}. Each signal needs base and slope."
            )
        its = [held["signals"][name] for name in SIGNALS]
        return cls(
            float(held["start"]),
            tuple(float(one["base"]) for one in its),
            tuple(float(one["slope"]) for one in its),
        )


@cache
def shipped() -> Model:
    """The weights that Daybook brings, fitted on invented estates (docs/estate-duplicates.md says which)."""
    return Model.from_json(resources.files(__package__).joinpath("weights.json").read_text("utf-8"))


def learned(signals: Numbers, same: Numbers, around: Model, spread: float = SPREAD) -> Model:
    """The likeliest model, given that these pairs are duplicates (1) or not (0) and a prior around another model.

    Newton's method on the penalised logistic likelihood, which has one maximum.
    """
    known = ~np.isnan(signals)
    table = np.column_stack([np.ones(len(signals)), known, np.nan_to_num(signals)]) / NAT
    centre = np.array([around.start, *around.bases, *around.slopes])
    weights, stiffness = centre.copy(), np.eye(len(centre)) / spread**2
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-np.clip(table @ weights, -500, 500)))
        slope = table.T @ (same - likely) - stiffness @ (weights - centre)
        curve = (table.T * (likely * (1 - likely))) @ table + stiffness
        step = np.linalg.solve(curve, slope)
        weights = weights + step
        if np.abs(step).max() < 1e-8:
            break
    count = len(SIGNALS)
    return Model(
        float(weights[0]), tuple(weights[1 : count + 1].tolist()), tuple(weights[count + 1 :].tolist())
    )
