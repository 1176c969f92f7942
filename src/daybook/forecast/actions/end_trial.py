"""End a trial before its last day, with a reason: nothing is held back any more, and later days are not analysed."""

from __future__ import annotations

from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book import writing
from daybook.forecast.actions.approve_model import APPROVE
from daybook.forecast.actions.override_trial import LONGEST
from daybook.forecast.kinds import TRIAL_ENDED
from daybook.forecast.models import Trial, TrialEnd
from daybook.forecast.trial_standing import end_of, utc_today


def end_trial(caller: Caller, trial: Trial, reason: str) -> TrialEnd:
    """ValueError says why not."""
    require(caller, APPROVE)
    reason = reason.strip()
    if not reason:
        raise ValueError("Reason: say why the trial ends early. It stands beside what the trial finds.")
    if len(reason) > LONGEST:
        raise ValueError(f"Reason: write at most {LONGEST} signs.")
    with writing(TRIAL_ENDED, caller.author, trial) as page:
        row = Trial.objects.select_for_update().get(pk=trial.pk)
        today = utc_today()
        if end_of(row):
            raise ValueError("This trial was ended early already.")
        if today > row.last:
            raise ValueError(f"This trial is over since {row.last:%-d %B %Y}. Have it analysed.")
        return page.save(
            TrialEnd(trial=row, day=today, reason=reason, by=caller.author.user, at=timezone.now())
        )
