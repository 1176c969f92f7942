"""Agree what stops a retirement, and overrule such a rule once it is broken."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book import writing
from daybook.estate.kinds import STOP_OVERRULED, STOP_RULE_SET
from daybook.estate.models import StopRule
from daybook.estate.retirement.held import SIGN, WORK, held, reasoned, refuse_doer
from daybook.estate.retirement.words import StopKind


def set_stop_rule(
    caller: Caller, retirement_id: UUID, kind: str, *, limit: int = 0, day: date | None = None
) -> StopRule:
    """`limit` is pence for spending and people for use; `day` is by when it must be off. In place of the one before."""
    require(caller, WORK)
    if kind not in {one.value for one in StopKind}:
        raise ValueError(f"Choose what is watched: one of {', '.join(StopKind)}.")
    if kind == StopKind.LATE and day is None:
        raise ValueError("Enter the day by which it must be off.")
    if limit < 0:
        raise ValueError("The limit cannot be less than 0.")
    with transaction.atomic():
        retirement = held(retirement_id)
        rule = StopRule.objects.filter(retirement=retirement, kind=kind).first()
        rule = rule or StopRule(retirement=retirement, kind=kind)
        rule.limit, rule.day = limit, day
        rule.set_by, rule.set_at = caller.author.user, timezone.now()
        rule.overruled_by, rule.overruled_at, rule.overruled_reason = None, None, ""
        with writing(STOP_RULE_SET, caller.author, retirement) as page:
            page.save(rule)
    return rule


def overrule_stop(caller: Caller, rule_id: UUID, reason: str) -> StopRule:
    """Go on although the rule is broken; not by those who do the work."""
    require(caller, SIGN)
    why = reasoned(reason, "Enter why the work goes on although its rule says stop.")
    with transaction.atomic():
        rule = StopRule.objects.get(pk=rule_id)
        rule.retirement = held(rule.retirement_id)
        refuse_doer(caller, rule.retirement, "overrule it")
        rule.overruled_by, rule.overruled_at, rule.overruled_reason = (
            caller.author.user,
            timezone.now(),
            why,
        )
        with writing(STOP_OVERRULED, caller.author, rule.retirement) as page:
            page.save(rule)
    return rule
