"""What pages show of a model's fairness: measured figures by group, or plainly that there are none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from daybook.forecast import fair
from daybook.forecast.fair_kept import judged_of
from daybook.forecast.fair_pictures import charts
from daybook.forecast.fair_since import since
from daybook.forecast.models import ForecastModel, ModelFairness
from daybook.web.charts import Chart

WITHOUT = "There was no census when it was made."


@dataclass(frozen=True, slots=True)
class Shown:
    """Without `rows` nothing is measured, and `unmeasured` says why."""

    unmeasured: str = ""
    census: str = ""
    findings: Sequence[str] = ()
    charts: Sequence[Chart] = ()
    rows: Sequence[Sequence[str]] = ()
    table: dict[str, Any] = field(default_factory=dict)
    meaning: str = fair.MEANING


def fairness(model: ForecastModel) -> Shown:
    """From the register alone, so that no page can say of a model what was not measured."""
    kept = ModelFairness.objects.select_related("census").filter(model=model).first()
    if kept is None:
        return Shown(WITHOUT)
    if not kept.figures:
        return Shown(kept.unmeasured)
    judged = judged_of(kept.figures)
    rows = fair.rows(judged.fairness)
    drawn = [*charts(judged), *since(model)]
    return Shown("", kept.census.name, fair.findings(judged), drawn, rows, _table(rows))


def _table(rows: Sequence[Sequence[str]]) -> dict[str, Any]:
    return {
        "caption": "Fairness by resident population group",
        "captionClasses": "govuk-visually-hidden",
        "firstCellIsHeader": True,
        "head": [{"text": text} for text in fair.HEAD],
        "rows": [[{"text": cell} for cell in row] for row in rows],
    }
