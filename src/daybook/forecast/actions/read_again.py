"""Have crimes looked over again: other columns, another coordinate system, another boundary. The file stays."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book.pages import append
from daybook.forecast.actions.send_crimes import AREAS, MAKE, Sent, kept, notes_of, told
from daybook.forecast.kinds import SOURCE_SENT
from daybook.forecast.models import CrimeSource, WorkState


def read_again(
    caller: Caller, source: CrimeSource, reading: dict[str, object], area: Sent | None = None
) -> CrimeSource:
    """A new source of the same file; the earlier one stays as it was. Raises `SentError`."""
    require(caller, MAKE)
    new = CrimeSource(
        origin=source.origin,
        name=source.name,
        sha256=source.sha256,
        area_name=source.area_name,
        area_sha256=source.area_sha256,
        reading=told(reading),
        state=WorkState.ASKED,
        by=caller.author.user,
        at=timezone.now(),
    )
    if area:
        new.area_name, new.area_sha256 = kept("area", area, AREAS)
    with transaction.atomic():
        new.save(force_insert=True)
        append(SOURCE_SENT, caller.author, "crimesource", new.pk, notes_of(new))
    return new
