"""An auditor reviews that a rule was set aside in an emergency."""

from __future__ import annotations

from uuid import UUID, uuid5

from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book import writing
from daybook.custody import entry_rows as rows
from daybook.custody.entries.notes import OverrideReviewed
from daybook.custody.models import CustodyEntry
from daybook.custody.queries.overrides import waiting_overrides
from daybook.records.actions.reasons import stated


def review_override(caller: Caller, override: UUID, finding: str) -> CustodyEntry:
    """Write what the auditor found; ValueError where nothing waits, or for who set the rule aside themselves."""
    require(caller, "access.audit")
    found = next((one for one in waiting_overrides() if one.pk == override), None)
    if found is None:
        raise ValueError("This was reviewed already, or there is no such entry.")
    if caller.user and found.by_id == caller.user.pk:
        raise ValueError("You set this rule aside yourself. Another auditor must review it.")
    told = OverrideReviewed(
        happened_at=timezone.now(), override=str(override), finding=stated(finding, "Write what you found.")
    )
    # One review a case: of two auditors who close it at once, the second is told by the same submission.
    act = rows.Writing(caller, uuid5(override, "reviewed"), {})
    row = rows.row_of(act, found.record, told)
    with writing(told.kind(), caller.author, found.record) as page:
        page.save(row)
    return row
