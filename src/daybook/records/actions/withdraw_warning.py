"""Withdraw a warning: it is shown no more as in force, and stays among the past ones."""

from __future__ import annotations

from django.db import transaction

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book import writing
from daybook.records.actions.reasons import NothingToDoError, stated
from daybook.records.kinds import WARNING_WITHDRAWN
from daybook.records.models import WarningMarker


def withdraw_warning(caller: Caller, warning: WarningMarker, *, reason: str) -> WarningMarker:
    require(caller, "records.amend-person")
    why = stated(reason, "Say why the warning no longer holds.")
    with transaction.atomic():
        held = WarningMarker.objects.select_for_update().select_related(None).get(pk=warning.pk)
        if held.withdrawn:
            raise NothingToDoError("This warning has been withdrawn already.")
        with writing(WARNING_WITHDRAWN, caller.author, warning.person) as page:
            held.withdrawn = True
            page.save(held)
            page.note(reason=why)
    return held
