"""Approve, before it begins, that a trial holds back boxes of its model: somebody else than who sealed it."""

from __future__ import annotations

from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book import writing
from daybook.forecast.actions.approve_model import APPROVE
from daybook.forecast.kinds import TRIAL_APPROVED
from daybook.forecast.models import Trial, TrialApproval
from daybook.forecast.trial_standing import approval_of, end_of, utc_today


def approve_trial(caller: Caller, trial: Trial) -> TrialApproval:
    """ValueError says why not."""
    require(caller, APPROVE)
    with writing(TRIAL_APPROVED, caller.author, trial) as page:
        row = Trial.objects.select_for_update().get(pk=trial.pk)
        if row.model_id is None:
            raise ValueError(
                "This trial is of no model: it holds no boxes back, so nobody has to approve it."
            )
        if approval_of(row):
            raise ValueError("This trial is approved already.")
        if end_of(row):
            raise ValueError("This trial was ended early. Have another one sealed.")
        if row.sealed_by is not None and row.sealed_by == caller.author.user:
            raise ValueError("You sealed this trial. Somebody else must approve it.")
        if utc_today() >= row.first:
            raise ValueError(
                f"This trial began on {row.first:%-d %B %Y} without approval, so it takes no effect. Have another one"
                " sealed."
            )
        return page.save(TrialApproval(trial=row, by=caller.author.user, at=timezone.now()))
