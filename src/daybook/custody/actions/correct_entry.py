"""Correct an entry by a new one, or withdraw it. Both stay in the record; the new one counts."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book import writing
from daybook.custody import entry_rows as rows
from daybook.custody.detention import Detention
from daybook.custody.entries.base import EntryKind, kind_of
from daybook.custody.findings import Refused
from daybook.custody.history import Entered, histories
from daybook.custody.models import CustodyEntry, CustodyRecord
from daybook.custody.state import detention_of
from daybook.records.actions.amend_report import OutdatedError
from daybook.records.actions.reasons import stated
from daybook.records.report_rows import officer_of


def correct_entry(
    caller: Caller,
    entry: CustodyEntry,
    new: EntryKind | None,
    *,
    reason: str,
    submission: UUID,
    reasons: Mapping[str, str] | None = None,
    override: str = "",
) -> CustodyEntry:
    """Put `new` in the entry's place, or nothing where it is None. The rules hold as if the wrong one had never been.

    OutdatedError where a colleague corrected the entry meanwhile.
    """
    kind = kind_of(entry.kind)
    require(caller, kind.permission)
    officer_of(caller)
    act = rows.Writing(caller, submission, reasons or {}, override)
    why = stated(reason, "Say why the entry is corrected.")
    if kind.house or (new and new.slug != entry.kind):
        raise ValueError("An entry is corrected by one of its own kind.")
    with transaction.atomic():
        held = CustodyRecord.objects.select_for_update().get(pk=entry.record_id)
        if made := rows.already(act, held, entry.kind):
            return made
        before = _without(held, entry)
        aside: list[Refused] = []
        if new:
            new, aside = rows.checked(act, held, new, before)
        row = rows.row_of(act, held, new) if new else _withdrawal(act, held, entry)
        row.corrects, row.reason = entry, why
        with writing(kind.kind(), caller.author, held, happened_at=row.happened_at) as page:
            rows.save(page, row, held, before)
        rows.tell_auditor(act, row, aside)
    return row


def _without(record: CustodyRecord, entry: CustodyEntry) -> Detention:
    """The detention as if the entry had never been; OutdatedError where it counts no more already."""
    written = histories([record.pk])[record.pk]
    if any(one.corrects == entry.pk for one in written) or entry.details is None:
        raise OutdatedError("This entry was corrected already. Correct the one that stands in its place.")
    out = Entered(entry.pk, entry.kind, entry.happened_at, entry.entered_at, None, None, entry.pk)
    return detention_of(record.pk).with_entry(out)


def _withdrawal(act: rows.Writing, record: CustodyRecord, entry: CustodyEntry) -> CustodyEntry:
    return CustodyEntry(
        record=record,
        kind=entry.kind,
        happened_at=entry.happened_at,
        entered_at=timezone.now(),
        by=act.caller.user,
        details=None,
        submission=act.submission,
    )
