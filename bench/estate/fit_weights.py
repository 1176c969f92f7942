"""Fit the weights that Daybook ships, on the tuning seeds: `python -m bench.estate.fit_weights > weights.json`."""

from __future__ import annotations

import sys

import numpy as np

from bench.estate.planted import TUNED_ON, planted
from daybook.estate.overlap.blocking import candidates
from daybook.estate.overlap.model import Model, learned
from daybook.estate.overlap.signals import SIGNALS, signals_of, sketches_of

WEAK = 20.0
"""Standard deviation of the prior: next to nothing beside thousands of pairs."""


def main() -> None:
    tables, answers = [], []
    for seed in TUNED_ON:
        it = planted(seed)
        sketches = sketches_of(it.systems, it.trail)
        first, second = candidates(sketches)
        tables.append(signals_of(sketches, first, second))
        number = [system.number for system in it.systems]
        same = it.estate.same
        found = [
            tuple(sorted((number[one], number[two]))) in same for one, two in zip(first, second, strict=True)
        ]
        answers.append(np.array(found, float))
        print(
            f"seed {seed}: {len(first):,} candidates hold {sum(found)} of {len(same)} pairs", file=sys.stderr
        )
    nothing = Model(0.0, (0.0,) * len(SIGNALS), (0.0,) * len(SIGNALS))
    print(learned(np.concatenate(tables), np.concatenate(answers), nothing, WEAK).to_json(), end="")


if __name__ == "__main__":
    main()
