"""Amend an interface, a contract or a cost line."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book import writing
from daybook.book.models import BookRecord
from daybook.estate.importing.drafts import changes
from daybook.estate.typed import BY_HAND, number_of, row_draft


def amend_row(
    caller: Caller, sheet: str, row: BookRecord, given: Mapping[str, str], *, reason: str = ""
) -> BookRecord:
    """`given` are texts by field, as in a file; an empty one empties its field. What is the same is not written.

    Raises `typed.NotTakenError` with every field that is wrong, ValueError for one that is not amended here.
    """
    require(caller, "estate.keep-register")
    if given.get("number", number_of(row)) != number_of(row):
        raise ValueError("The number never changes: other files know it by that.")
    records = BY_HAND[sheet]._default_manager
    with transaction.atomic():
        held = records.select_for_update().get(pk=row.pk)
        keeper, draft = row_draft(sheet, given, held)
        found = changes(draft)
        if found:
            with writing(keeper.amended, caller.author, held) as page:
                page.note(**({"reason": reason.strip()} if reason.strip() else {}))
                found.write(page)
    return records.get(pk=row.pk)
