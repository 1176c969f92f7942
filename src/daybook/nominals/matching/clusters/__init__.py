"""Persons out of scored pairs: best pair first, nothing joined that contradicts, what was refused kept for review."""

from daybook.nominals.matching.clusters.growing import (
    USUAL,
    Choice,
    Clusters,
    Refused,
    Thresholds,
    chosen,
    grow,
)

__all__ = ["USUAL", "Choice", "Clusters", "Refused", "Thresholds", "chosen", "grow"]
