"""The work of `daybook work` that lists need: a round each day, and the disparity of each month."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from daybook.access.caller import system_caller
from daybook.book import jobs, leases
from daybook.book.loops import process_name
from daybook.forecast.harm.disparity import measure
from daybook.forecast.harm.models import HarmList, HarmRound
from daybook.forecast.harm.rounds import go_over

DEVICE = "harm lists"
LEASE_SECONDS = 300.0


@jobs.register
def round_next() -> int:
    """Go over one list that was not gone over today."""
    today = timezone.localdate()
    harm_list = _next(today)
    holder = process_name(DEVICE)
    if harm_list is None or not leases.take("harm-round", holder, LEASE_SECONDS):
        return 0
    try:
        _round(harm_list, today)
    finally:
        leases.release("harm-round", holder)
    return 1


def _next(today: date) -> HarmList | None:
    done = HarmRound.objects.filter(day=today).values("harm_list")
    return HarmList.objects.filter(ended_at=None).exclude(pk__in=done).first()


def _round(harm_list: HarmList, today: date) -> None:
    caller = system_caller(DEVICE)
    go_over(harm_list, caller)
    month = today.replace(day=1)
    if not harm_list.disparity.filter(month=month).exists():
        measure(harm_list, caller, month)
    HarmRound.objects.update_or_create(harm_list=harm_list, defaults={"day": today})
