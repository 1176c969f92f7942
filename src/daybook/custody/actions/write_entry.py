"""Write an entry into a custody record. Every rule is checked here, whoever sends it: page, API, command or queue."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book import writing
from daybook.custody import entry_rows as rows
from daybook.custody.entries.base import EntryKind
from daybook.custody.models import CustodyEntry, CustodyRecord
from daybook.custody.state import detention_of
from daybook.records.report_rows import officer_of


def write_entry(
    caller: Caller,
    record: CustodyRecord,
    entry: EntryKind,
    *,
    submission: UUID,
    reasons: Mapping[str, str] | None = None,
    override: str = "",
    noted_at: datetime | None = None,
) -> CustodyEntry:
    """Write the entry and return it. NotWrittenError says what refuses it and what waits for a reason.

    The same `submission` again returns what the first made. `override` sets aside, in an emergency, the rules that
    allow it, and alerts the auditors. `noted_at` is when it was written down while the server could not be reached.
    """
    require(caller, entry.permission)
    officer_of(caller)
    act = rows.Writing(caller, submission, reasons or {}, override, noted_at)
    with transaction.atomic():
        held = CustodyRecord.objects.select_for_update().get(pk=record.pk)
        if made := rows.already(act, held, entry.slug):
            return made
        before = detention_of(held.pk)
        entry, aside = rows.checked(act, held, entry, before)
        with writing(entry.kind(), caller.author, held, happened_at=entry.happened_at) as page:
            row = rows.save(page, rows.row_of(act, held, entry), held, before)
        rows.tell_auditor(act, row, aside)
    return row
