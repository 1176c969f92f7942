"""Stop work that was asked for: what waits is not begun, what runs ends at its next word. Nothing of it is kept."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book.pages import append
from daybook.forecast.actions.send_crimes import MAKE
from daybook.forecast.kinds import WORK_STOPPED
from daybook.forecast.models import ForecastJob, PatternJob, TrialJob, WorkState
from daybook.forecast.models.working import Work

JOBS: dict[str, Any] = {"forecast": ForecastJob, "patterns": PatternJob, "trial": TrialJob}
"""What can be stopped, by the name that addresses and the API have for it."""
UNDER_WAY = (WorkState.ASKED, WorkState.RUNNING)


def stop_work(caller: Caller, work: Work) -> Work:
    """The work, stopped. Raises ValueError where it had ended."""
    require(caller, MAKE)
    rows = type(work)._default_manager.filter(pk=work.pk, state__in=UNDER_WAY)
    with transaction.atomic():
        if not rows.update(state=WorkState.STOPPED, finished_at=timezone.now()):
            raise ValueError("It had ended before it could be stopped.")
        append(WORK_STOPPED, caller.author, work._meta.model_name or "", work.pk)
    work.refresh_from_db()
    return work
