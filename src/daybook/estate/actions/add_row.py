"""Enter an interface, a contract or a cost line by hand."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book import writing
from daybook.book.models import BookRecord
from daybook.estate.importing.drafts import changes
from daybook.estate.typed import BY_HAND, row_draft


def add_row(caller: Caller, sheet: str, given: Mapping[str, str]) -> BookRecord:
    """`sheet` is one of `typed.BY_HAND`; `given` are texts by field, as in a file of it.

    Raises `typed.NotTakenError` with every field that is wrong, ValueError for a sheet or field that there is not.
    """
    require(caller, "estate.keep-register")
    with transaction.atomic():
        keeper, draft = row_draft(sheet, given)
        with writing(keeper.added, caller.author, draft.row) as page:
            changes(draft).write(page)
    return BY_HAND[sheet]._default_manager.get(pk=draft.id)
