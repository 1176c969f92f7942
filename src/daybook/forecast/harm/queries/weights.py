"""The table of weights in use: the latest that the force supplied, else the few that the house brings."""

from __future__ import annotations

from daybook.forecast.harm.models import HarmWeights
from daybook.forecast.harm.weights import Weight, Weights, default_weights


def weights_in_use() -> Weights:
    """The latest table."""
    row = HarmWeights.objects.order_by("-added_at").first()
    if row is None:
        return default_weights()
    table = {one["key"]: Weight(one["key"], one["days"], one["source"], one["mark"]) for one in row.rows}
    return Weights(row.version, row.title, table)
