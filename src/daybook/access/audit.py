"""What an auditor asks of the book: who looked, who did what, what was disclosed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from daybook.access.models import SealedOpening, SearchShown, User
from daybook.access.record_links import url_of
from daybook.book.kinds import all_kinds
from daybook.book.models import Entry, EntryValue, Seal

PAGE = 100


@dataclass(frozen=True, slots=True)
class Line:
    """An entry as the auditor's tables show it; `value` only where it was asked for."""

    id: UUID
    seq: int | None
    kind: str
    title: str
    act: str
    record_type: str
    record_id: UUID | None
    record_url: str
    who: str
    user_id: UUID | None
    device: str
    purpose: str
    happened_at: datetime
    written_at: datetime


@dataclass(frozen=True, slots=True)
class Question:
    """What to look for in the book; None and "" leave a field open. Days are London days, both included."""

    kind: str = ""
    act: str = ""
    user: UUID | None = None
    record: UUID | None = None
    from_day: date | None = None
    to_day: date | None = None

    def filter(self, prefix: str = "") -> Q:
        exact = {"kind": self.kind, "act": self.act, "user_id": self.user, "record_id": self.record}
        wanted = Q(**{prefix + name: value for name, value in exact.items() if value})
        if self.from_day:
            wanted &= Q(**{f"{prefix}written_at__gte": midnight(self.from_day)})
        if self.to_day:
            wanted &= Q(**{f"{prefix}written_at__lt": midnight(self.to_day + timedelta(days=1))})
        return wanted


def midnight(day: date) -> datetime:
    """The first instant of that day in London."""
    return timezone.make_aware(datetime.combine(day, time.min))


def entries(question: Question, limit: int = PAGE) -> list[Line]:
    """The newest entries that answer the question, sealed or not."""
    found = Entry.objects.filter(question.filter()).select_related("seal").order_by("-written_at", "-id")
    return lines(found[:limit])


def sealed_page(question: Question, before: int | None = None, limit: int = PAGE) -> list[Line]:
    """A page of the sealed book, from the newest down: entries with a number below `before`."""
    found = Seal.objects.filter(question.filter("entry__")).select_related("entry").order_by("-seq")
    if before is not None:
        found = found.filter(seq__lt=before)
    return lines([seal.entry for seal in found[:limit]])


def looks_at(record_id: UUID) -> QuerySet[Entry]:
    """Every consultation of a record: pages that showed it, and searches in whose results it stood."""
    shown = SearchShown.objects.filter(record_id=record_id).values("entry_id")
    looked = Q(record_id=record_id, act="consultation") | Q(pk__in=shown)
    return Entry.objects.filter(looked).select_related("seal").order_by("-written_at", "-id")


def disclosures(question: Question, limit: int = PAGE) -> list[Line]:
    """What left the force: deliveries, exports, bundles, answers to other services."""
    found = Entry.objects.filter(question.filter(), act="disclosure").select_related("seal")
    return lines(found.order_by("-written_at", "-id")[:limit])


def waiting_openings() -> QuerySet[SealedOpening]:
    """Sealed records that were opened and that no auditor has reviewed yet."""
    return SealedOpening.objects.filter(reviewed_at=None).select_related("user")


def value_of(entry: Entry) -> dict[str, Any] | None:
    """What the entry changed; None where a disposal has erased it."""
    value = EntryValue.objects.filter(entry=entry).first()
    change: dict[str, Any] | None = json.loads(value.change) if value else None
    return change


def lines(found: Iterable[Entry]) -> list[Line]:
    """Entries with the names of their kinds and users filled in: one query for all users."""
    rows = list(found)
    titles = {kind.name: kind.title for kind in all_kinds()}
    names = user_names(rows)
    return [_line(row, titles, names) for row in rows]


def user_names(rows: Sequence[Entry]) -> dict[UUID, str]:
    ids = {row.user_id for row in rows if row.user_id}
    return {user.pk: str(user) for user in User.objects.filter(pk__in=ids)}


def _line(row: Entry, titles: dict[str, str], names: dict[UUID, str]) -> Line:
    seal = getattr(row, "seal", None)
    return Line(
        id=row.pk,
        seq=seal.seq if seal else None,
        kind=row.kind,
        title=titles.get(row.kind, row.kind),
        act=row.act,
        record_type=row.record_type,
        record_id=row.record_id,
        record_url=url_of(row.record_type, row.record_id),
        who=names.get(row.user_id, "") if row.user_id else "",
        user_id=row.user_id,
        device=row.device,
        purpose=row.purpose,
        happened_at=row.happened_at,
        written_at=row.written_at,
    )
