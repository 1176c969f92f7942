"""The receipt of a stop and search: handed out, sent, or offered and declined. Each is written down."""

from __future__ import annotations

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book import append
from daybook.book.models import Entry
from daybook.records.actions.reasons import stated
from daybook.records.kinds import RECEIPT_GIVEN, RECEIPT_NOT_GIVEN
from daybook.records.models import Event
from daybook.records.reports.stop_search import StopSearch

GIVEN = ("handed", "sent")
WAYS = (
    ("handed", "Printed and handed over"),
    ("sent", "Sent to the person"),
    ("declined", "Offered, and declined"),
    ("not-offered", "Not offered"),
)


def give_receipt(caller: Caller, event: Event, way: str, *, why: str = "") -> Entry:
    """Write what became of the receipt; a copy that leaves the house is a disclosure."""
    require(caller, StopSearch.permission())
    if event.report_type != StopSearch.slug:
        raise ValueError("Only a stop and search has a receipt.")
    if way not in dict(WAYS):
        raise ValueError("Say what became of the receipt.")
    if way == "not-offered":
        stated(why, "Say why the receipt was not offered: it was impracticable then and there because …")
    kind = RECEIPT_GIVEN if way in GIVEN else RECEIPT_NOT_GIVEN
    return append(kind, caller.author, "event", event.pk, {"way": way, "why": why.strip()[:400]})
