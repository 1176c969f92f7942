"""Ask that an old system is compared with the book now."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book.pages import append
from daybook.legacy import kinds, registry
from daybook.legacy.actions.errors import CannotDo
from daybook.legacy.models import Reconciliation, RunState
from daybook.legacy.reconcile.run import reports_asked


def ask_reconciliation(caller: Caller, name: str) -> Reconciliation:
    """The open comparison of this system, new or asked for before; those who deliver carry it out."""
    require(caller, "legacy.work-exceptions")
    system = registry.find(name)
    if system is None:
        raise CannotDo(f"There is no joined system called {name}.")
    if system.extracts is None:
        raise CannotDo(f"{system.title} cannot be read, so it cannot be compared.")
    if not reports_asked(system):
        raise CannotDo(
            f"Everything that {system.title} took is kept by Daybook alone now: nothing is compared."
        )
    with transaction.atomic():
        run, new = Reconciliation.objects.get_or_create(
            system=name,
            state=RunState.ASKED,
            defaults={"asked_at": timezone.now(), "asked_by": caller.author.user},
        )
        if new:
            append(kinds.RECONCILE_ASKED, caller.author, notes={"system": name})
    return run
