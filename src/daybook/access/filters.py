"""The part of a room's one queryset filter that is the same for all: how a record is to be handled."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.handling import Handling
from daybook.access.models import SealedOpening
from daybook.access.permission import allowed

Row = TypeVar("Row", bound=Model)


def visible(
    caller: Caller,
    rows: QuerySet[Row],
    *,
    permission: str,
    restricted: str = "records.see-restricted",
    handling: str = "handling",
    record: str = "pk",
) -> QuerySet[Row]:
    """Those of the rows that the caller may see.

    `handling` and `record` are the lookups to the handling mark and to the id of the record that carries it,
    for example `person__handling` and `person_id` for a table that hangs on a person.
    """
    if not allowed(caller, permission):
        return rows.none()
    if caller.is_system:
        return rows
    wanted = Q(**{handling: Handling.OPEN})
    if allowed(caller, restricted):
        wanted |= Q(**{handling: Handling.RESTRICTED})
    if caller.user and allowed(caller, "access.open-sealed"):
        wanted |= Q(**{handling: Handling.SEALED, f"{record}__in": opened_by(caller)})
    return rows.filter(wanted)


def sealed_from(
    caller: Caller, rows: QuerySet[Row], *, handling: str = "handling", record: str = "pk"
) -> QuerySet[Row]:
    """The sealed rows that the caller may open, but only with a reason: show that they are there, not what."""
    if not allowed(caller, "access.open-sealed"):
        return rows.none()
    sealed = rows.filter(**{handling: Handling.SEALED})
    return sealed.exclude(**{f"{record}__in": opened_by(caller)})


def opened_by(caller: Caller) -> QuerySet[SealedOpening, object]:
    """Ids of the sealed records that the caller has opened with a reason and may still see."""
    openings = SealedOpening.objects.filter(user=caller.user, until__gt=timezone.now())
    return openings.values("record_id")
