"""Agree the columns of a file and have it taken in."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book.pages import append
from daybook.estate.kinds import IMPORT_ASKED
from daybook.estate.models import ImportState, RegisterImport
from daybook.estate.register.fields import SHEETS
from daybook.estate.register.reading import Order
from daybook.estate.register.reading.rows import check_columns


def start_import(
    caller: Caller, run: RegisterImport, columns: Mapping[str, str], order: str = ""
) -> RegisterImport:
    """`columns`: field by heading; `order` of dates, or empty to tell it from the file. ValueError says why not."""
    require(caller, "estate.keep-register")
    if strange := sorted(columns.keys() - set(run.headings)):
        raise ValueError(f"The file has no column called {', '.join(strange)}.")
    check_columns(SHEETS[run.sheet], columns)
    with transaction.atomic():
        held = RegisterImport.objects.select_for_update().get(pk=run.pk)
        if held.state != ImportState.UPLOADED:
            raise ValueError("This file was started already. Send it again to take it in once more.")
        held.columns, held.order = dict(columns), Order(order).value if order else ""
        held.state = ImportState.ASKED
        held.save()
        notes = {"filename": held.filename, "digest": held.digest, "sheet": held.sheet}
        append(IMPORT_ASKED, caller.author, "registerimport", held.pk, notes)
    return held
