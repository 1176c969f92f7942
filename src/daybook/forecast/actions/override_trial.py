"""Show for today what a running trial holds back: an urgent need, said by a superior. The analysis counts it."""

from __future__ import annotations

from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book import writing
from daybook.forecast.actions.approve_model import APPROVE
from daybook.forecast.kinds import TRIAL_OVERRIDDEN
from daybook.forecast.models import Trial, TrialOverride
from daybook.forecast.trial_today import held_of

LONGEST = 500


def override_trial(caller: Caller, trial: Trial, unit: str, reason: str) -> TrialOverride:
    """`unit`: today, or the name of an area, where boxes of the trial are held back. ValueError says what is wrong."""
    require(caller, APPROVE)
    reason = reason.strip()
    if not reason:
        raise ValueError("Reason: say what is so urgent. It is counted against the trial.")
    if len(reason) > LONGEST:
        raise ValueError(f"Reason: write at most {LONGEST} signs.")
    if trial.model is None:
        raise ValueError("This trial is of no model, so it holds no boxes back.")
    with writing(TRIAL_OVERRIDDEN, caller.author, trial) as page:
        Trial.objects.select_for_update().get(pk=trial.pk)
        now = timezone.now()
        held = held_of(trial, now)
        if not held:
            raise ValueError("The trial does not run today, so it holds no boxes back.")
        if not any(unit in one.back for one in held):
            raise ValueError(f"Today the trial holds nothing back for {unit or 'that'}.")
        row = TrialOverride(
            trial=trial, unit=unit, day=held[0].day, reason=reason, by=caller.author.user, at=now
        )
        return page.save(row)
