"""Hand out a copy of a custody record: for the solicitor, the person, the escort, or whole. Each is a disclosure."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book import append
from daybook.custody.kinds import COPY_MADE
from daybook.custody.models import CustodyRecord
from daybook.custody.papers.escort import escort_record
from daybook.custody.papers.redaction import Reader, liftable
from daybook.custody.papers.whole_record import whole_record
from daybook.records.in_words import when
from daybook.records.reports.values import LONDON

ENTITLED_MONTHS = 12
"""A copy may be asked for until so many months after release (Code C 2.4A)."""
ENTITLED = (Reader.SOLICITOR, Reader.DETAINEE)


def copy_record(
    caller: Caller, record: CustodyRecord, reader: Reader, *, recipient: str, lifted: Sequence[str] = ()
) -> bytes:
    """The PDF for this reader; who handed it to whom, and what it withholds, stands in the book.

    `lifted` are ids of rules that do not hold for this copy. ValueError says what is missing, or that the right to a
    copy has ended.
    """
    require(caller, "custody.copy-record")
    recipient = recipient.strip()
    if not recipient:
        raise ValueError("Say who the copy is for.")
    if reader in ENTITLED:
        refuse_after_entitlement(record, timezone.now())
    allowed = liftable(reader)
    if not set(lifted) <= allowed.keys():
        raise ValueError(f"Only these may be lifted for this copy: {', '.join(sorted(allowed)) or 'none'}.")
    footer = f"Printed {when(timezone.now())} by {caller.user or 'Daybook'} for {recipient}"
    if reader is Reader.ESCORT:
        body, bars = escort_record(caller, record, footer)
    else:
        body, bars = whole_record(caller, record, reader, footer, frozenset(lifted))
    notes = {"copy": reader, "recipient": recipient, "withheld": dict(bars), "lifted": sorted(lifted)}
    append(COPY_MADE, caller.author, "custodyrecord", record.pk, notes)
    return body


def refuse_after_entitlement(record: CustodyRecord, now: datetime) -> None:
    """ValueError where the right to a copy has ended."""
    if record.closed_at and now > (last := entitled_until(record.closed_at)):
        raise ValueError(
            f"The right to a copy ended on {when(last.date())}, {ENTITLED_MONTHS} months after release (Code C 2.4A). "
            "The person may ask the data protection officer for their data instead."
        )


def entitled_until(released: datetime) -> datetime:
    """The end of the day twelve months after release, in London."""
    local = released.astimezone(LONDON)
    year = local.year + ENTITLED_MONTHS // 12
    day = min(local.day, monthrange(year, local.month)[1])
    return local.replace(year=year, day=day, hour=23, minute=59, second=59)
