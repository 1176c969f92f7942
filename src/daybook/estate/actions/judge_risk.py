"""Score a criterion of the risk framework by hand, or take such a score back."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book import writing
from daybook.estate.kinds import RISK_JUDGED
from daybook.estate.models import CriterionScore, System
from daybook.estate.risk import CRITERIA


def judge_risk(
    caller: Caller, system: System, criterion: str, score: int | None, *, reason: str, evidence: str = ""
) -> System:
    """The score stands before a computed one; None takes it back. ValueError says what is wrong."""
    require(caller, "estate.judge")
    _check(criterion, score, reason)
    with transaction.atomic():
        held = System.objects.select_for_update(of=("self",)).get(pk=system.pk)
        row = CriterionScore.objects.filter(system=held, criterion=criterion).first()
        if row is None and score is None:
            raise ValueError(f"Nobody has scored {criterion} by hand: there is nothing to take back.")
        with writing(RISK_JUDGED, caller.author, held) as page:
            page.note(criterion=criterion, score=score, reason=reason.strip())
            if row and score is None:
                page.remove(row)
            elif score is not None:
                row = row or CriterionScore(system=held, criterion=criterion)
                row.score, row.reason, row.evidence = score, reason.strip(), evidence.strip()[:300]
                row.by, row.at = caller.author.user, timezone.now()
                page.save(row)
    return held


def _check(criterion: str, score: int | None, reason: str) -> None:
    if criterion not in CRITERIA:
        raise ValueError(f"The framework has no criterion {criterion}. It has: {', '.join(CRITERIA)}.")
    highest = CRITERIA[criterion].highest
    if score is not None and not 1 <= score <= highest:
        raise ValueError(f"{criterion} is scored 1 to {highest}.")
    if not reason.strip():
        raise ValueError("Say why: the reason stands beside the score.")
