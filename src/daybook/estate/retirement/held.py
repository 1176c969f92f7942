"""A retirement that is being worked on, locked with its system, and who did the work on it."""

from __future__ import annotations

from uuid import UUID

from daybook.access.caller import Caller
from daybook.estate.models import ParityItem, Retirement, System

WORK, SIGN, SEE = "estate.work-retirement", "estate.sign-retirement", "estate.see-register"


def held(retirement_id: UUID) -> Retirement:
    """Locked for this transaction with its system. ValueError where it has ended."""
    retirement = Retirement.objects.select_for_update().get(pk=retirement_id)
    retirement.system = System.objects.select_for_update().get(pk=retirement.system_id)
    if retirement.ended_at:
        raise ValueError("This retirement has ended. What was done stands in its history.")
    return retirement


def doers(retirement: Retirement) -> set[UUID]:
    """Those who did the work: who leads it, who showed parity, who kept the data."""
    shown = ParityItem.objects.filter(retirement=retirement, by__isnull=False).values_list("by", flat=True)
    return {who for who in (retirement.led_by, retirement.data_by, *shown) if who}


def refuse_doer(caller: Caller, retirement: Retirement, what: str) -> None:
    """Whoever did the work does not also say that it is good."""
    if caller.author.user is None or caller.author.user in doers(retirement):
        raise ValueError(f"You did work on this retirement, so another person has to {what}.")


def reasoned(reason: str, why: str) -> str:
    """The reason, or ValueError with `why`, a sentence that asks for it."""
    if not (text := reason.strip()):
        raise ValueError(why)
    return text[:2000]
