"""Who may do what with a list, asked at every use: named in it, and the list not closed.

A list is closed to everybody, its owner too, from the moment one of its assessments is missing or out of date. What
takes people off lists still works then; nothing that shows, adds or hands out does.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.models import User
from daybook.access.permission import allowed, permission, require
from daybook.access.queries import active_users, grants_in_force
from daybook.forecast.harm.models import HarmList, HarmMember, Part

SEE, WORK = "forecast.see-harm-lists", "forecast.work-harm-lists"
OPEN, SUPPLY = "forecast.open-harm-lists", "forecast.supply-harm-weights"
Stands = Literal["owner", "reviewer", "overseer", ""]


class ListClosedError(PermissionDenied):
    """The list is closed; the message says why, and what opens it."""


def why_closed(row: HarmList, today: date | None = None) -> list[str]:
    """What closes the list, a sentence each with its remedy; empty where it is open."""
    if row.ended_at:
        return [f"The list ended on {timezone.localdate(row.ended_at):%-d %B %Y}."]
    day = today or timezone.localdate()
    said = [
        _lacking("data protection impact assessment", row.dpia, row.dpia_until, day),
        _lacking("equality impact assessment", row.eia, row.eia_until, day),
        "" if _can_own(row, day) else "Its owner has left or may no longer own a list: name another owner.",
    ]
    return [words for words in said if words]


def _lacking(what: str, reference: str, until: date | None, day: date) -> str:
    if not reference or until is None:
        return f"There is no {what}: give its reference and the day it runs out."
    if until < day:
        return f"The {what} {reference} ran out on {until:%-d %B %Y}: renew it and give the new day."
    return ""


def _can_own(row: HarmList, day: date) -> bool:
    owner = active_users().filter(pk=row.owner).first()
    return owner is not None and may_work(owner, day)


def may_work(user: User, day: date | None = None) -> bool:
    """Whether the user's roles let them own or review a list."""
    return _holds(user, WORK, day)


def may_see(user: User, day: date | None = None) -> bool:
    """Whether the user's roles let them be named in a list at all."""
    return _holds(user, SEE, day)


def _holds(user: User, name: str, day: date | None) -> bool:
    return bool({grant.role for grant in grants_in_force(user, day)} & set(permission(name).roles))


def stands(caller: Caller, row: HarmList) -> Stands:
    """What the caller is in the list; empty for everybody else, whatever their roles."""
    if caller.user is None or not allowed(caller, SEE):
        return ""
    if row.owner == caller.user.pk:
        return "owner"
    parts = HarmMember.objects.filter(harm_list=row, user=caller.user.pk, ended_at=None)
    named = set(parts.values_list("part", flat=True))
    return "reviewer" if Part.REVIEWER in named else "overseer" if named else ""


def require_see(caller: Caller, row: HarmList) -> None:
    """PermissionDenied unless the caller is named in the list; `ListClosedError` while it is closed."""
    require(caller, SEE)
    if not stands(caller, row):
        raise PermissionDenied(
            "This list is seen by its owner, its reviewers and its overseers alone, and you are none of them."
        )
    refuse_closed(row)


def require_work(caller: Caller, row: HarmList) -> None:
    """The same, and the caller decides there."""
    require(caller, WORK)
    require_see(caller, row)
    if stands(caller, row) not in ("owner", "reviewer"):
        raise PermissionDenied("Only the owner and the reviewers of this list decide about it. You may look.")


def require_owner(caller: Caller, row: HarmList) -> None:
    """The same, and the list is the caller's."""
    require_work(caller, row)
    if stands(caller, row) != "owner":
        raise PermissionDenied("Only the owner of this list hands out copies of it and follows them up.")


def refuse_closed(row: HarmList) -> None:
    """`ListClosedError` while the list is closed."""
    if why := why_closed(row):
        raise ListClosedError("This list is closed to everybody. " + " ".join(why))
