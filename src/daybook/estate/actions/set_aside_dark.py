"""Say that a name in ledger or sign-on log is no system, so that it is not found again."""

from __future__ import annotations

from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book import writing
from daybook.estate.kinds import DARK_SET_ASIDE
from daybook.estate.models import DarkSystem, NotASystem


def set_aside_dark(caller: Caller, name: str, *, reason: str) -> NotASystem:
    """The name as it was found. ValueError without a reason, or where it was set aside already."""
    require(caller, "estate.judge")
    if not reason.strip():
        raise ValueError("Say what it is, if it is no system.")
    if NotASystem.objects.filter(name=name).exists():
        raise ValueError(f"{name} is set aside already.")
    row = NotASystem(name=name, reason=reason.strip(), by=caller.author.user, at=timezone.now())
    with writing(DARK_SET_ASIDE, caller.author, row) as page:
        page.note(name=name, reason=reason.strip())
        page.save(row)
    DarkSystem.objects.filter(name=name).delete()
    return row
