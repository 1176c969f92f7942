"""The framework's formula: each side is the mean of its mean and its highest score; the risk is their product."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from daybook.estate.risk.criteria import CRITERIA, IMPACT, LIKELIHOOD

LEGACY_FROM = 3
"""A system is legacy where any likelihood is scored so high or higher."""


class Zone(StrEnum):
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    RED = "red"

    @property
    def label(self) -> str:
        return "Red-rated" if self is Zone.RED else self.value.capitalize()


ZONES = ((16, Zone.RED), (8, Zone.HIGH), (4, Zone.MEDIUM), (0, Zone.LOW))
"""From which risk on a zone begins, the highest first."""


@dataclass(frozen=True, slots=True)
class Risk:
    """Exact fractions. A side of which nothing is scored is None, and so is the risk then.

    `missing` are the criteria not scored: while there are any, the risk is provisional.
    """

    likelihood: Fraction | None
    impact: Fraction | None
    is_legacy: bool
    missing: tuple[str, ...]

    @property
    def overall(self) -> Fraction | None:
        return None if self.likelihood is None or self.impact is None else self.likelihood * self.impact

    @property
    def zone(self) -> Zone | None:
        return None if self.overall is None else zone_of(self.overall)


def side(scores: Iterable[int]) -> Fraction | None:
    """(mean + highest) / 2; None without scores."""
    given = list(scores)
    return (Fraction(sum(given), len(given)) + max(given)) / 2 if given else None


def zone_of(overall: Fraction) -> Zone:
    return next(zone for begins, zone in ZONES if overall >= begins)


def risk_of(scores: Mapping[str, int]) -> Risk:
    """The risk of these scores by criterion. ValueError for a criterion or a score that the framework does not have."""
    for code, score in scores.items():
        if code not in CRITERIA or not 1 <= score <= CRITERIA[code].highest:
            raise ValueError(f"The framework has no score {score} of {code}.")
    likely = [scores[one.code] for one in LIKELIHOOD if one.code in scores]
    harmful = [scores[one.code] for one in IMPACT if one.code in scores]
    missing = tuple(code for code in CRITERIA if code not in scores)
    return Risk(side(likely), side(harmful), any(score >= LEGACY_FROM for score in likely), missing)
