"""Take over into a report what an old system says that is master of it."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from daybook.access.caller import Caller
from daybook.records.actions.amend_report import amend_report
from daybook.records.forms.check import check
from daybook.records.models import Event
from daybook.records.queries.guarded import may_read_all
from daybook.records.reading_reports import typed_of_event
from daybook.records.reports import Report, type_of

HAPPENED_AT = "event.happened_at"


def take_amendment(
    caller: Caller, event: Event, said: Mapping[str, Any], *, reason: str, source: str
) -> Event | None:
    """Amend the report to these values, by their paths in its document; None where none of them can be taken.

    What the type of report asks, and when it happened, can be: not people, place, offences or its state, nor what it
    guards. What breaks one of its rules is not taken.
    """
    kind = type_of(event.report_type)
    wanted = copy.copy(event)
    wanted.details = event.details | _details(kind, said)
    if HAPPENED_AT in said:
        wanted.happened_from = datetime.fromisoformat(str(said[HAPPENED_AT]))
    nothing_new = wanted.details == event.details and wanted.happened_from == event.happened_from
    if nothing_new or not may_read_all(caller, event):
        return None
    checked = check(kind, typed_of_event(wanted))
    if checked.report is None:
        return None
    # The boxes of a form hold whole minutes.
    exact = {"happened_at": wanted.happened_from, "happened_to": event.happened_to}
    report = checked.report.model_copy(update=exact)
    reasons = {finding.key: reason for finding in checked.warned}
    return amend_report(caller, event, report, reason=reason, reasons=reasons, source=source)


def _details(kind: type[Report], said: Mapping[str, Any]) -> dict[str, Any]:
    """What the type asks of these, by the name of its field."""
    fields = set(kind.detail_fields()) - kind.guarded
    named = {
        path.partition(".")[2]: value for path, value in said.items() if path.startswith(f"{kind.slug}.")
    }
    return {name: value for name, value in named.items() if name in fields}
