"""The cost rule: the line at which missed links and wrong joins of a labelled sample cost least.

A wrong join may put one person's warning, or arrest, on another; a missed link leaves two records that a person may
still join. docs/linking.md argues for the price.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from daybook.nominals.batches.figures import LINES, AtLine, curve
from daybook.nominals.batches.labels import LabelsError, Sample
from daybook.nominals.matching import Cleaned, Edges, Thresholds
from daybook.nominals.matching.clusters import USUAL, Choice

COST_OF_WRONG = 100
"""A wrong join costs as much as this many missed links."""
FLOOR = int(USUAL.split) + 1
"""The lowest whole line: from `USUAL.split` down, what was joined would part again."""
DRAWN, SEED, BOUNDS = 2000, 1, (2.5, 97.5)
"""Samples drawn anew out of the sample, and the per cent of them at which the line is bounded."""


@dataclass(frozen=True, slots=True)
class CostRule:
    """What the rule asks for: the line of the least cost, and between which lines it lies in 95 of 100 samples."""

    asked: AtLine
    low: int
    high: int

    @property
    def join(self) -> int:
        """The line asked for, never under the floor: what `--join` accepts."""
        return max(self.asked.bits, FLOOR)

    @property
    def floored(self) -> str:
        """Why another line is used than is asked for; empty where it is the same."""
        if self.join == self.asked.bits:
            return ""
        return (
            f"never below the floor of {FLOOR} bits, because pairs that are together part below {USUAL.split:g}:"
            " what was joined would come apart at the next run"
        )


def cost(line: AtLine) -> int:
    """In missed links."""
    return line.missed + COST_OF_WRONG * line.wrong


def cost_rule(lines: Sequence[AtLine]) -> CostRule | None:
    """The line of the least cost, the highest of several; None where no labelled pair tells. `lines`: all of `LINES`.

    Its bounds are those of the rule on samples drawn anew, with repeats, out of the labelled pairs (percentile
    bootstrap; Efron 1979). They know nothing of wrong pairs that a small sample does not hold.
    """
    links = lines[0].recall.whole
    if not links:
        return None
    reaching = np.array([(line.recall.part, line.wrong) for line in lines] + [(0, 0)])
    kinds = -np.diff(reaching, axis=0)
    counts = np.concatenate([kinds.ravel(), [links - lines[0].recall.part]])
    total = int(counts.sum())
    drawn = np.random.default_rng(SEED).multinomial(total, counts / total, size=DRAWN)
    low, high = np.percentile(_cheapest(drawn), BOUNDS, method="inverted_cdf")
    return CostRule(lines[int(_cheapest(counts[np.newaxis])[0]) - LINES[0]], int(low), int(high))


def _cheapest(counts: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The bits of the cheapest line of each sample (a row: links and wrong pairs that end at each line, links lost)."""
    ending = counts[:, :-1].reshape(len(counts), len(LINES), 2)
    below = ending[:, :, 0].cumsum(axis=1) - ending[:, :, 0]
    wrong = ending[:, ::-1, 1].cumsum(axis=1)[:, ::-1]
    costs = below + COST_OF_WRONG * wrong
    return np.asarray(LINES[-1] - costs[:, ::-1].argmin(axis=1), dtype=np.int64)


def by_rule(sample: Sample) -> Choice:
    """Thresholds that join where the cost rule asks for it, by the labels that are among the records."""

    def choose(records: Sequence[Cleaned], edges: Edges) -> Thresholds:
        rule = cost_rule(curve(edges, sample.among(records)))
        if rule is None:
            raise LabelsError(
                "No two of these records are labelled as one person, so the cost rule has nothing to go by."
                " Label some with --labels, or give --join a number of bits."
            )
        return Thresholds(join=float(rule.join))

    return choose
