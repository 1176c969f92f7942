"""Pause an old system, resume it, or give it a time of maintenance."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book.pages import append
from daybook.legacy import kinds, registry
from daybook.legacy.actions.errors import CannotDo
from daybook.legacy.engine.claim import locked
from daybook.legacy.models import Breaker, System


def pause(caller: Caller, name: str, reason: str, until: datetime | None = None) -> System:
    """Send nothing more; what is being sent now comes to its end. With `until` it resumes by itself."""
    require(caller, "legacy.run-systems")
    with transaction.atomic():
        row = locked(_known(name))
        if until is not None:
            row.maintenance_until = until
        else:
            row.paused, row.paused_by, row.paused_reason = True, caller.author.user, reason.strip()[:200]
        row.save()
        notes = {"system": name, "reason": reason.strip()[:200]}
        append(kinds.PAUSED, caller.author, notes=notes | ({"until": until.isoformat()} if until else {}))
    return row


def resume(caller: Caller, name: str) -> System:
    """Send again; a breaker that is open tries the system at once."""
    require(caller, "legacy.run-systems")
    with transaction.atomic():
        row = locked(_known(name))
        row.paused, row.paused_by, row.paused_reason, row.maintenance_until = False, None, "", None
        if row.breaker != Breaker.CLOSED:
            row.breaker, row.next_probe_at = Breaker.OPEN, timezone.now()
        row.save()
        append(kinds.RESUMED, caller.author, notes={"system": name})
    return row


def _known(name: str) -> str:
    if registry.find(name) or System.objects.filter(name=name).exists():
        return name
    known = ", ".join(system.name for system in registry.all_systems()) or "none"
    raise CannotDo(f"There is no old system '{name}'. Joined here: {known}.")
