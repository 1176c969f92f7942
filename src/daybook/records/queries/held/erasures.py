"""Notices to old systems, for the room that delivers them; and whom a record holds that must not be erased whole."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from daybook.records.models import ErasureNotice, Link
from daybook.records.models.common import RecordKind
from daybook.records.models.retention import Way


def notices_of(entries: Iterable[UUID]) -> list[ErasureNotice]:
    """What these erasures asked for that goes out to the systems and is not settled."""
    rows = ErasureNotice.objects.filter(entry__in=list(entries), done_at=None)
    return list(rows.exclude(way=Way.HAND).order_by("pk"))


def notice_told_as(key: UUID) -> ErasureNotice | None:
    """The notice that goes out under this id, while nobody has settled it."""
    return ErasureNotice.objects.filter(told_as=key, done_at=None).first()


def naming_others(records: Collection[UUID], people: Collection[UUID]) -> set[UUID]:
    """Those of the reports that name anybody besides these people."""
    links = Link.objects.filter(from_kind=RecordKind.PERSON, to_kind=RecordKind.EVENT, withdrawn=False)
    rows = links.filter(to_id__in=list(records)).exclude(from_id__in=list(people))
    return set(rows.values_list("to_id", flat=True))
