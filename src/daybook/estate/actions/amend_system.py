"""Amend what the register says of a system."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book import writing
from daybook.estate.importing.drafts import changes
from daybook.estate.kinds import SYSTEM_AMENDED
from daybook.estate.models import System
from daybook.estate.typed import draft_of


def amend_system(caller: Caller, system: System, given: Mapping[str, str], *, reason: str = "") -> System:
    """`given` are texts by field, as in a file; an empty one empties its field. What is the same is not written.

    Raises `typed.NotTakenError` with every field that is wrong, ValueError for one that is not amended here.
    """
    require(caller, "estate.keep-register")
    if "number" in given:
        raise ValueError("The number of a system never changes: other files know it by that.")
    with transaction.atomic():
        held = System.objects.select_for_update(of=("self",)).get(pk=system.pk)
        found = changes(draft_of(held.number, given))
        if found:
            with writing(SYSTEM_AMENDED, caller.author, held) as page:
                page.note(**({"reason": reason.strip()} if reason.strip() else {}))
                found.write(page)
    return System.objects.get(pk=system.pk)
