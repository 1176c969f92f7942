"""The scorecard in plain figures, as the register keeps it and commands, files and pages tell it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from daybook.forecast.engine.evaluation import Band, Figure, Row, Scored
from daybook.forecast.rounding import rounded

AT = 2
"""The place of the share, 5% of the area, that the verdict is about."""


def scorecard(scored: Scored | None, calibration: Mapping[str, Sequence[Band]]) -> dict[str, Any]:
    """Figures of every method on the same periods, as shares of 1; empty where nothing could be measured."""
    if scored is None:
        return {}
    last = len(scored.models) - 1
    return {
        "better": scored.row(last, AT).better,
        "events": scored.total,
        "forecasts": len(scored.events),
        "cells": scored.cells,
        "models": [_scored(scored, number) for number in range(len(scored.models))],
        "calibration": {name: [_band(one) for one in bands] for name, bands in calibration.items()},
    }


def _scored(scored: Scored, number: int) -> dict[str, Any]:
    rows = [scored.row(number, share) for share in range(len(scored.shares))]
    return {"name": scored.models[number], "shares": [_share(row) for row in rows]}


def _share(row: Row) -> dict[str, Any]:
    rate, ahead, pei = row.hit_rate, row.ahead, row.pei
    return {
        "share": row.share,
        "hit_rate": rounded(rate.value),
        "error": rounded(rate.error),
        "low": rounded(rate.low),
        "high": rounded(rate.high),
        "pai": rounded(row.pai.value),
        "pei": None,
        **(_figure("pei", pei) if pei else {}),
        **_figure("ahead", ahead),
    }


def _figure(name: str, figure: Figure) -> dict[str, float]:
    """PAI has none of its own: it is the hit rate by the share of the area, and so are its error and interval."""
    return {
        name: rounded(figure.value),
        f"{name}_error": rounded(figure.error),
        f"{name}_low": rounded(figure.low),
        f"{name}_high": rounded(figure.high),
    }


def _band(band: Band) -> list[float]:
    return [rounded(one) for one in (band.cells, band.expected, band.observed, band.low, band.high)]
