"""Enter a row of a sheet, or amend it: answer a recommendation, plan a line, claim a benefit."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book import writing
from daybook.oversight import kinds
from daybook.oversight.models.row import Row
from daybook.oversight.putting import put, sheet_named


def keep_row(caller: Caller, sheet: str, values: Mapping[str, str]) -> Row:
    """`values` are texts as typed, by field; a field left out stays as it is, an empty one is emptied.

    Raises ValidationError with a sentence for each field that cannot be read or does not fit the others.
    """
    require(caller, "oversight.keep")
    chosen = sheet_named(sheet)
    with transaction.atomic(), writing(kinds.ROW_KEPT, caller.author) as page:
        row, changed = put(page, chosen, values)
        if not changed:
            raise ValidationError("Nothing is different from what is kept already.")
        page.about(row)
        page.note(sheet=chosen.slug, number=row.number, fields=sorted(changed))
    return row
