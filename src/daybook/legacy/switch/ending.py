"""Deliveries of a function that is ours only: not sent, kept to be seen, and sent after all if it is turned back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from daybook.book.pages import append_many
from daybook.legacy import kinds
from daybook.legacy.engine.claim import in_order, locked
from daybook.legacy.engine.results import line
from daybook.legacy.fresh import Fresh
from daybook.legacy.models import Delivery, State, Verb
from daybook.legacy.switch.functions import function_of
from daybook.legacy.switch.left_out import OURS_ONLY, reason_of
from daybook.legacy.switch.positions import off

NOT_BEGUN = Q(state__in=[State.DUE, State.WAITING], exposed=False) | Q(state=State.REFUSED)


def not_begun(system: str, reports: Iterable[str]) -> list[Delivery]:
    """Locked: what waits and cannot have arrived. What may have arrived, and an erasure, comes to its own end."""
    rows = Delivery.objects.filter(NOT_BEGUN, system=system, report__in=list(reports)).exclude(
        verb=Verb.ERASE
    )
    return list(in_order(rows.defer("payload")))


def leave_out(rows: Sequence[Delivery], reason: str) -> None:
    """End these as not needed, each with its entry."""
    ids = [row.pk for row in rows]
    ended = {"state": State.NOT_WANTED, "code": OURS_ONLY, "reason": reason, "field": "", "remedy": ""}
    now = timezone.now()
    Delivery.objects.filter(pk__in=ids).update(**ended, finished_at=now, locked_by=None, locked_until=None)
    append_many(line(kinds.NOT_WANTED, row) for row in rows)


def leave_out_fresh(rows: Sequence[Fresh]) -> None:
    """Of new deliveries, those of functions that are ours only.

    The system's row is held meanwhile, so that nothing is left out of a function that is just being turned back. One
    that is made while a function is being turned to ours only is left out when it is taken to be sent.
    """
    if not off():
        return
    for name in sorted({row.system for row in rows}):
        if not off(name):
            continue
        locked(name)
        for (_, function), turn in off(name).items():
            ids = [row.id for row in rows if row.system == name and function_of(row.report) == function]
            made = Delivery.objects.filter(pk__in=ids, state=State.DUE).defer("payload")
            leave_out(list(made.order_by("seq", "id")), reason_of(turn))


def send_after_all(system: str, reports: Iterable[str]) -> int:
    """What was left out goes out now, of a whole record the newest alone; how many. The system's row must be held."""
    rows = Delivery.objects.filter(
        system=system, report__in=list(reports), state=State.NOT_WANTED, code=OURS_ONLY
    )
    now = timezone.now()
    rows.filter(Exists(_newer()), part_id=None).update(state=State.SUPERSEDED, finished_at=now)
    again = {"state": State.DUE, "code": "", "reason": "", "attempts": 0, "exposed": False}
    return rows.update(**again, next_try_at=now, finished_at=None)


def _newer() -> QuerySet[Delivery]:
    same = Delivery.objects.filter(system=OuterRef("system"), record_id=OuterRef("record_id"), part_id=None)
    return same.filter(state=State.NOT_WANTED, code=OURS_ONLY, seq__gt=OuterRef("seq"))


def reports_of(function: str, wants: Iterable[str]) -> list[str]:
    """The kinds of report that the function is made of."""
    return sorted({report for want in wants if function_of(report := want.partition(":")[0]) == function})
