"""The risk that a system is to the force, after the government's legacy IT risk assessment framework.

Source: CDDO, "Guidance on the Legacy IT Risk Assessment Framework", September 2023, as of March 2025. There are
thirteen criteria; each side is (mean + highest) / 2, the risk is their product. Plain: no Django.
"""

from daybook.estate.risk.criteria import CRITERIA, IMPACT, LIKELIHOOD, Criterion
from daybook.estate.risk.framework import Risk, Zone, risk_of, side, zone_of
from daybook.estate.risk.scores import Score, scores_of

__all__ = [
    "CRITERIA",
    "IMPACT",
    "LIKELIHOOD",
    "Criterion",
    "Risk",
    "Score",
    "Zone",
    "risk_of",
    "scores_of",
    "side",
    "zone_of",
]
