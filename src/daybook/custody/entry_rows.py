"""From an entry to its rows, on an open page: what opening, writing and correcting share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from django.utils import timezone

from daybook.access.caller import Caller
from daybook.book import writing
from daybook.book.pages import Page
from daybook.custody import rules
from daybook.custody.alerts.standing import settle
from daybook.custody.cells import cell_refusals
from daybook.custody.detention import Detention
from daybook.custody.entries.base import EntryKind
from daybook.custody.entries.notes import Override
from daybook.custody.findings import NotWrittenError, Refused
from daybook.custody.history import entered
from daybook.custody.models import CustodyEntry, CustodyRecord
from daybook.custody.officers import decider

SHORTEST_OVERRIDE = 15


class OtherSubmissionError(ValueError):
    """The name of this submission was used for another entry, or by somebody else."""


@dataclass(frozen=True, slots=True)
class Writing:
    """An act of writing: who, under which name, with which answers to soft findings and to a rule set aside.

    `submission` names the act: the same one again writes nothing. `noted_at` is when it was written down, where the
    server could not be reached then.
    """

    caller: Caller
    submission: UUID
    reasons: Mapping[str, str]
    override: str = ""
    noted_at: datetime | None = None

    @property
    def given(self) -> dict[str, str]:
        return {key: text.strip() for key, text in self.reasons.items() if text.strip()}


def checked(
    act: Writing, record: CustodyRecord, entry: EntryKind, now: Detention
) -> tuple[EntryKind, list[Refused]]:
    """The entry with the decider's rank, and the rules that are set aside for it; NotWrittenError with the others."""
    officer = decider(act.caller, entry)
    entry = entry.ranked(officer)
    refused = rules.refusals(entry, now, officer) + cell_refusals(entry, record)
    aside = [one for one in refused if one.overridable and len(act.override.strip()) >= SHORTEST_OVERRIDE]
    left = [one for one in refused if one not in aside]
    warned = rules.warnings(entry, now, officer, act.noted_at)
    unanswered = [one for one in warned if one.key not in act.given]
    if left or unanswered:
        raise NotWrittenError(left, unanswered)
    return entry, aside


def already(act: Writing, record: CustodyRecord | None, kind: str) -> CustodyEntry | None:
    """What this submission has written before."""
    found = CustodyEntry.objects.filter(submission=act.submission).select_related("record").first()
    if found is None:
        return None
    by = act.caller.user.pk if act.caller.user else None
    if found.kind != kind or found.by_id != by or (record and found.record_id != record.pk):
        raise OtherSubmissionError("This submission key was used for another entry. Send it with a new key.")
    return found


def row_of(act: Writing, record: CustodyRecord, entry: EntryKind) -> CustodyEntry:
    """The row of an entry, not yet saved."""
    return CustodyEntry(
        record=record,
        kind=entry.slug,
        happened_at=entry.happened_at,
        entered_at=timezone.now(),
        noted_at=act.noted_at,
        by=act.caller.user,
        details=entry.details(),
        reasons=act.given,
        override=act.override.strip(),
        submission=act.submission,
    )


def save(page: Page, row: CustodyEntry, record: CustodyRecord, before: Detention) -> CustodyEntry:
    """Save the entry, whether the person has left by what stands with it, and which alerts it answers.

    `before` is the detention as the entry was checked against, under the record's lock: it is not read again.
    """
    page.save(row)
    ended = before.with_entry(entered(row)).ended_at
    if ended != record.closed_at:
        record.closed_at = ended
        page.save(record)
    settle(record.pk, timezone.now())
    return row


def tell_auditor(act: Writing, row: CustodyEntry, aside: list[Refused]) -> None:
    """Write that rules were set aside, where they were: an entry of its own, which alerts the auditors."""
    if not aside:
        return
    told = Override(
        happened_at=row.happened_at,
        entry=str(row.pk),
        rules=[one.rule for one in aside],
        reason=act.override.strip(),
    )
    also = row_of(Writing(act.caller, uuid5(act.submission, "override"), {}), row.record, told)
    with writing(told.kind(), act.caller.author, row.record) as page:
        page.save(also)
