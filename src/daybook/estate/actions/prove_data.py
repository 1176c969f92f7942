"""Say what became of a system's records, with the digest that says which they were."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book import writing
from daybook.estate.kinds import DATA_PROVED
from daybook.estate.models import Retirement
from daybook.estate.register.words import State
from daybook.estate.retirement.held import WORK, held, reasoned
from daybook.estate.retirement.words import DataWay, is_before

SHA_256 = re.compile(r"^[0-9a-f]{64}$")


@dataclass(frozen=True, slots=True)
class DataKept:
    """`way`: migrated or archived; `where` to; `digest`: SHA-256 of the export or archive in hexadecimal."""

    way: str
    where: str
    digest: str
    records: int | None = None
    on: date | None = None


def prove_data(caller: Caller, retirement_id: UUID, kept: DataKept) -> Retirement:
    """Only once nobody writes there any more, so that the digest is of the last state."""
    require(caller, WORK)
    digest, today = re.sub(r"\s", "", kept.digest).lower(), timezone.localdate()
    if kept.way not in {one.value for one in DataWay}:
        raise ValueError("Choose whether the records were migrated or archived.")
    where = reasoned(kept.where, "Enter where the records are now.")
    if not SHA_256.match(digest):
        raise ValueError(
            "Enter the SHA-256 of the export or archive: 64 digits from 0 to f (sha256sum FILE)."
        )
    if kept.records is not None and kept.records < 0:
        raise ValueError("The number of records cannot be less than 0.")
    if (kept.on or today) > today:
        raise ValueError("The records were kept on a day that is still to come. Check the date.")
    with transaction.atomic():
        retirement = held(retirement_id)
        if is_before(retirement.system.state, State.READ_ONLY):
            raise ValueError(
                f"{retirement.system.name} still takes records, so a digest says nothing of the last state."
                " Make it read-only first."
            )
        retirement.data_way, retirement.data_where, retirement.data_digest = kept.way, where[:300], digest
        retirement.data_records, retirement.data_on = kept.records, kept.on or today
        retirement.data_by = caller.author.user
        with writing(DATA_PROVED, caller.author, retirement) as page:
            page.save(retirement)
    return retirement
