"""Whether whom a model flags has drifted since it was made: the measure of then beside those of its later maps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from math import isfinite
from typing import Any

from django.utils import timezone

from daybook.forecast.engine.evaluation import Figure
from daybook.forecast.engine.fairness import EVEN
from daybook.forecast.fair_kept import judged_of
from daybook.forecast.fair_pictures import MEASURE, MOST_LINES
from daybook.forecast.models import ForecastFairness, ForecastModel, ModelFairness
from daybook.web.charts import Caption, Chart, line

DRAWN = 26
"""Measures in the picture, the latest ones besides the first."""
Measure = tuple[datetime, Mapping[str, Figure]]
"""When, and flagged to recorded of each group."""


def since(model: ForecastModel) -> list[Chart]:
    """One chart once a later map was measured; nothing before."""
    first = ModelFairness.objects.filter(model=model).first()
    if first is None or not first.figures:
        return []
    later = ForecastFairness.objects.filter(forecast__model=model).exclude(figures={})
    rows = later.order_by("-forecast__made_at").values_list("forecast__made_at", "figures")[:DRAWN]
    measures = [(model.made_at, _of(first.figures)), *((at, _of(told)) for at, told in reversed(rows))]
    return [_chart(measures)] if len(measures) > 1 else []


def _of(figures: Mapping[str, Any]) -> dict[str, Figure]:
    rows = judged_of(figures).fairness.rows
    return {one.name: one.protection for one in rows if isfinite(one.protection.value)}


def _chart(measures: Sequence[Measure]) -> Chart:
    names = list(measures[0][1])[:MOST_LINES]
    over = [f"{timezone.localtime(at):%-d %b %Y}" for at, _ in measures]
    series = {
        name: [round(100 * found[name].value) if name in found else None for _, found in measures]
        for name in names
    }
    caption = Caption("fairness-since", "Flagged to recorded crime since it was made", _finding(measures))
    return line(caption, MEASURE, over, series, of="Measured")


def _finding(measures: Sequence[Measure]) -> str:
    """The group that changed most, and whether its whole interval now lies outside what is called even."""
    then, now = measures[0][1], measures[-1][1]
    both = [name for name in then if name in now]
    if not both:
        return "No group could be measured both times."
    name = max(both, key=lambda one: abs(now[one].value - then[one].value))
    one = now[name]
    uneven = one.low > EVEN[1] or one.high < EVEN[0]
    told = "which is uneven" if uneven else "which is not surely uneven"
    return (
        f"{name} changed most: {100 * then[name].value:.0f}% of its share of recorded crime when the model was made,"
        f" {100 * one.value:.0f}% ({100 * one.low:.0f} to {100 * one.high:.0f}) now, {told}."
    )
