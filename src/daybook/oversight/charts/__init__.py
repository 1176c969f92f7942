"""The charts of each sheet, made from what the audience is shown and nothing else."""

from collections.abc import Callable
from typing import Any

from daybook.oversight.charts.benefits import benefit_charts
from daybook.oversight.charts.money import money_charts
from daybook.oversight.charts.systems import system_charts
from daybook.oversight.charts.work import partner_charts, pilot_charts, risk_charts, skill_charts
from daybook.oversight.sheets import catalogue
from daybook.web.charts import Chart

Rows = list[dict[str, Any]]

CHARTS: dict[str, Callable[[Rows], list[Chart]]] = {
    catalogue.SYSTEMS.slug: system_charts,
    catalogue.BUDGET.slug: money_charts,
    catalogue.SKILLS.slug: skill_charts,
    catalogue.PARTNERS.slug: partner_charts,
    catalogue.PILOTS.slug: pilot_charts,
    catalogue.RISKS.slug: risk_charts,
}
"""By sheet; recommendations and benefits need more than their own rows."""

__all__ = ["CHARTS", "benefit_charts"]
