"""While a trial holds boxes back, the map that shows them stays with those who make and approve forecasts."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone

from daybook.access.caller import caller_of
from daybook.access.permission import allowed
from daybook.forecast.actions.approve_model import APPROVE
from daybook.forecast.actions.send_crimes import MAKE
from daybook.forecast.models import ForecastModel
from daybook.forecast.trial_today import Held, held_today


def withheld(request: HttpRequest, model: ForecastModel) -> str:
    """Why this caller does not get the current map, its boxes and its files today; empty where they do."""
    caller = caller_of(request)
    if allowed(caller, MAKE) or allowed(caller, APPROVE):
        return ""
    held = held_today(model, timezone.now())
    if held is None or not held.back:
        return ""
    return (
        f"The trial “{held.trial.name}” holds boxes of this model back today{_due(held)}, so its current map, boxes"
        " and files are shown to analysts and superiors alone."
    )


def _due(held: Held) -> str:
    """Whose boxes are shown there, where two models are compared."""
    if held.other is None:
        return ""
    return f" {'and' if held.by_day else 'where it'} shows those of “{held.other.title}”"
