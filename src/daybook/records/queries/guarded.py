"""What of a report only its author and the holders of one permission may read, such as raw intelligence."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied

from daybook.access.caller import Caller
from daybook.access.permission import allowed
from daybook.records.models import Event
from daybook.records.reports import type_of


def may_read_all(caller: Caller | None, event: Event) -> bool:
    """Whether nothing of the report is kept from this caller; without a caller, whether it guards nothing."""
    kind = type_of(event.report_type)
    if not kind.guarded:
        return True
    if caller is None or caller.user is None:
        return False
    return caller.user.pk == event.officer_id or allowed(caller, kind.guard)


def readable(caller: Caller | None, event: Event) -> dict[str, Any]:
    """The details as this caller may read them."""
    kept = frozenset() if may_read_all(caller, event) else type_of(event.report_type).guarded
    return {name: value for name, value in event.details.items() if name not in kept}


def refuse_guarded(caller: Caller, event: Event) -> None:
    """PermissionDenied where a part of the report is kept from the caller: nobody amends what they cannot read."""
    if not may_read_all(caller, event):
        raise PermissionDenied("Only its author and the evaluators may read and amend this report.")
