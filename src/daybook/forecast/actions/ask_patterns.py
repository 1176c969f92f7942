"""Ask for a study of patterns in crimes that were looked over."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book.pages import append
from daybook.forecast.actions.send_crimes import MAKE
from daybook.forecast.kinds import PATTERNS_ASKED
from daybook.forecast.models import CrimeSource, PatternJob, WorkState
from daybook.forecast.studies.wishes import StudyAsked, checked_study
from daybook.forecast.wishes import WishError

LONGEST_TITLE = 120


def ask_patterns(caller: Caller, source: CrimeSource, asked: StudyAsked) -> PatternJob:
    """The work, waiting for a process to do it. Raises `WishError`."""
    require(caller, MAKE)
    if source.state != WorkState.DONE:
        raise WishError("title", "These crimes are not looked over yet. Wait until they are.")
    asked = replace(asked, title=asked.title.strip()[:LONGEST_TITLE])
    wish = checked_study(asked, source.kinds, source.precision).told()
    with transaction.atomic():
        job = PatternJob.objects.create(source=source, wish=wish, by=caller.author.user, at=timezone.now())
        notes = {"source": str(source.pk), "wish": wish}
        append(PATTERNS_ASKED, caller.author, "patternjob", job.pk, notes)
    return job
