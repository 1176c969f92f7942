"""Approve a model: somebody else than who made it."""

from __future__ import annotations

from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book import writing
from daybook.forecast.kinds import MODEL_APPROVED
from daybook.forecast.models import ForecastModel, ModelState

APPROVE = "forecast.approve"


def approve_model(caller: Caller, model: ForecastModel) -> ForecastModel:
    """ValueError says why not."""
    require(caller, APPROVE)
    with writing(MODEL_APPROVED, caller.author, model) as page:
        row = ForecastModel.objects.select_for_update().get(pk=model.pk)
        if row.state != ModelState.MADE:
            raise ValueError("This model is approved already.")
        if row.made_by is not None and row.made_by == caller.author.user:
            raise ValueError("You made this model. Somebody else must approve it.")
        row.state, row.approved_by, row.approved_at = ModelState.APPROVED, caller.author.user, timezone.now()
        page.save(row)
    return row
