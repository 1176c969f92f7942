"""Identifiers that an old system gave back (ASN, PNCID) go to the record by the records room's own action."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from daybook.book.author import system as system_author
from daybook.legacy.engine.ports import OldSystem
from daybook.legacy.models import Delivery, UnmatchedReply
from daybook.records.actions.note_reply import note_reply

log = logging.getLogger(__name__)


def file_returned(system: OldSystem, row: Delivery, returned: Mapping[str, str], now: datetime) -> None:
    """File them; what cannot be filed is kept on the desk and does not undo the confirmation."""
    try:
        with transaction.atomic():
            note_reply(
                system_author("deliver"),
                row.record_id,
                asn=returned.get("asn", ""),
                pncid=returned.get("pncid", ""),
                source=system.name,
            )
    except Exception:
        log.exception("what delivery %s brought back could not be filed", row.id)
        _keep(system, row, returned, now)


def _keep(system: OldSystem, row: Delivery, returned: Mapping[str, str], now: datetime) -> None:
    raw = json.dumps(dict(returned), sort_keys=True).encode()
    UnmatchedReply.objects.get_or_create(
        system=system.name,
        digest=hashlib.sha256(row.key.encode() + raw).hexdigest(),
        defaults={
            "key": row.key,
            "raw": raw,
            "received_at": now,
            "delivery_id": row.id,
            "problem": f"{system.title} confirmed the record, but the numbers it gave could not be put on it.",
        },
    )
