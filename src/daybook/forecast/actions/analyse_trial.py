"""Have a trial analysed that is over: as it was declared, by crimes that were looked over."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book.pages import append
from daybook.forecast.actions.send_crimes import MAKE
from daybook.forecast.engine.trials import TrialError
from daybook.forecast.kinds import TRIAL_ASKED
from daybook.forecast.models import CrimeSource, Trial, TrialJob, WorkState
from daybook.forecast.trial_standing import no_effect, not_yet, utc_today


def analyse_trial(caller: Caller, trial: Trial, source: CrimeSource) -> TrialJob:
    """The work, waiting for a process to do it. Raises `TrialError` before the trial is over."""
    require(caller, MAKE)
    if early := no_effect(trial, utc_today()) or not_yet(trial, utc_today()):
        raise TrialError(early)
    if source.state != WorkState.DONE:
        raise TrialError("These crimes are not looked over. Choose others, or wait until they are.")
    with transaction.atomic():
        job = TrialJob.objects.create(trial=trial, source=source, by=caller.author.user, at=timezone.now())
        append(TRIAL_ASKED, caller.author, "trial", trial.pk, {"source": str(source.pk)})
    return job
