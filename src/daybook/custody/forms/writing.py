"""Writing what a form holds: all entries of the page or none, with what the rules say put where it belongs."""

from __future__ import annotations

from uuid import UUID, uuid5

from django.db import transaction

from daybook.access.caller import Caller
from daybook.custody.actions.write_entry import write_entry
from daybook.custody.findings import NotWrittenError
from daybook.custody.forms.entry_form import EntryForm, EntryPart
from daybook.custody.models import CustodyEntry, CustodyRecord
from daybook.records.forms.check import Checked


def write_form(
    caller: Caller, record: CustodyRecord, form: EntryForm, submission: UUID
) -> list[CustodyEntry]:
    """Write the entries of the page; nothing, and the form says why, where one of them may not be."""
    wanted = form.check()
    if not wanted:
        form.beside["form"] = "Nothing was entered. Fill in what was done."
    if not form.sound:
        return []
    with transaction.atomic():
        written = [entry for part in wanted if (entry := _write(caller, record, form, part, submission))]
        if len(written) < len(wanted):
            transaction.set_rollback(True)
            return []
    return written


def _write(
    caller: Caller, record: CustodyRecord, form: EntryForm, part: EntryPart, submission: UUID
) -> CustodyEntry | None:
    assert part.entry is not None  # checked before
    # The same page sent twice is one entry; two pages of one draft that say different things are two.
    reasons, own = form.reasons_of(part), uuid5(submission, f"{part.asked.prefix}{form.typed()}")
    try:
        return write_entry(
            caller, record, part.entry, submission=own, reasons=reasons, override=form.override
        )
    except NotWrittenError as error:
        refuse(form, part, error)
        return None


def refuse(form: EntryForm, part: EntryPart, error: NotWrittenError) -> None:
    """Show what refuses an entry at its fields, and the soft findings that ask for a reason."""
    form.refuse(part, Checked(errors=error.errors, warned=error.unanswered, reasons=form.reasons_of(part)))
    form.may_override = form.may_override or any(one.overridable for one in error.refused)
