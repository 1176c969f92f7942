"""Take an interface, a contract or a cost line off the register: it was entered in error, and never was."""

from __future__ import annotations

from django.db import models, transaction

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book import writing
from daybook.book.models import BookRecord
from daybook.estate.importing.drafts import Changes
from daybook.estate.kinds import REMOVED
from daybook.estate.models import Contract, CostLine, Interface
from daybook.estate.typed import BY_HAND


def remove_row(caller: Caller, sheet: str, row: BookRecord, *, reason: str) -> models.Model:
    """The entry is about the system whose cost it was or that depended on it, or else about the contract, and keeps
    what the row held. Returns what the entry is about. ValueError without a reason."""
    require(caller, "estate.keep-register")
    if not reason.strip():
        raise ValueError("Say why it is removed: the reason stays when it is gone.")
    with transaction.atomic():
        held = BY_HAND[sheet]._default_manager.select_for_update().get(pk=row.pk)
        about = _about(held)
        found = Changes([], []).without([*_parts(held), held])
        with writing(REMOVED[sheet], caller.author, about) as page:
            page.note(reason=reason.strip())
            found.write(page)
    return about


def _about(row: BookRecord) -> models.Model:
    match row:
        case CostLine():
            return row.system
        case Interface():
            return row.target
    return row


def _parts(row: BookRecord) -> list[BookRecord]:
    return list(row.covers.all()) if isinstance(row, Contract) else []
