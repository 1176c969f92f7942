"""Switch a model on, so that patrols see its boxes and the public its record, or off again."""

from __future__ import annotations

from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book import writing
from daybook.forecast import failing
from daybook.forecast.actions.approve_model import APPROVE
from daybook.forecast.atrs import missing
from daybook.forecast.kinds import MODEL_OFF, MODEL_ON
from daybook.forecast.models import ForecastModel, ModelState


def switch_model(caller: Caller, model: ForecastModel, on: bool) -> ForecastModel:
    """ValueError says what is missing."""
    require(caller, APPROVE)
    with writing(MODEL_ON if on else MODEL_OFF, caller.author, model) as page:
        row = ForecastModel.objects.select_for_update().get(pk=model.pk)
        _check(row, on)
        row.state, row.switched_at = (ModelState.ON if on else ModelState.OFF), timezone.now()
        page.save(row)
        failing.forget(row.pk)
    return row


def _check(row: ForecastModel, on: bool) -> None:
    if (row.state == ModelState.ON) == on:
        raise ValueError("The model is switched on already." if on else "The model is not switched on.")
    if row.state == ModelState.MADE:
        raise ValueError("A model must be approved before it is switched on or off.")
    if on and (left := missing(row.record, timezone.localdate())):
        raise ValueError(f"The public record is not whole. Missing: {', '.join(left)}.")
