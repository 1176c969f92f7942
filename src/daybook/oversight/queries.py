"""What pages, API and commands read. Each takes the audience first; the force's needs a caller who may see it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone

from daybook.access.models import User
from daybook.book.kinds import kind_of
from daybook.book.models import Entry
from daybook.oversight.audience import Audience, seen
from daybook.oversight.measures.registry import Reading, readings
from daybook.oversight.models import DueDate, Evidence, Recommendation, Update
from daybook.oversight.sheets.catalogue import RECOMMENDATIONS, Sheet
from daybook.oversight.standing import Standing, standing


@dataclass(frozen=True, slots=True)
class Followed:
    """A recommendation as an audience is shown it. `values` are the fields that it sees, nothing else of the row."""

    values: dict[str, Any]
    standing: Standing
    due: date | None
    revisions: list[dict[str, Any]]
    evidence: list[Evidence]
    withheld_evidence: int
    heard_on: date | None
    readings: dict[str, Reading]
    override_reason: str = ""
    closed_on: date | None = None
    closed_words: str = ""

    @property
    def silent_days(self) -> int | None:
        return None if self.heard_on is None else (timezone.localdate() - self.heard_on).days


@dataclass(frozen=True, slots=True)
class Page:
    """The rows of a sheet that an audience is shown, how many are withheld from it, and when one was last kept."""

    sheet: Sheet
    rows: list[dict[str, Any]]
    withheld: int
    as_at: datetime | None


def page_of(audience: Audience, sheet: Sheet) -> Page:
    rows = list(sheet.model._default_manager.all())
    shown = seen(audience, sheet, rows)
    return Page(sheet, shown, len(rows) - len(shown), max((row.kept_at for row in rows), default=None))


def followed(audience: Audience, number: str = "") -> list[Followed]:
    """Every recommendation, or the one with that number, in four queries and those of their measures."""
    found = Recommendation.objects.filter(number=number) if number else Recommendation.objects.all()
    rows = list(found)
    dates, proofs = _by_recommendation(DueDate, rows), _by_recommendation(Evidence, rows)
    words = _by_recommendation(Update, rows)
    read = readings({slug for row in rows for slug in (row.measure, *row.also_measured)})
    return [_followed(audience, row, dates[row.pk], proofs[row.pk], words[row.pk], read) for row in rows]


def _by_recommendation(model: Any, rows: Iterable[Recommendation]) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = defaultdict(list)
    for one in model.objects.filter(recommendation__in=rows):
        found[one.recommendation_id].append(one)
    return found


def _followed(
    audience: Audience,
    row: Recommendation,
    dates: list[DueDate],
    proofs: list[Evidence],
    words: list[Update],
    read: dict[str, Reading],
) -> Followed:
    due = dates[-1].due if dates else row.due_original
    heard = [*(one.on for one in words), *(timezone.localdate(one.at) for one in proofs)]
    heard_on = max(heard, default=None)
    shown = [one for one in proofs if one.public or not audience.is_public]
    return Followed(
        seen(audience, RECOMMENDATIONS, [row])[0],
        standing(row, read.get(row.measure), proofs, due, heard_on),
        due,
        [_revision(one) for one in dates],
        shown,
        len(proofs) - len(shown),
        heard_on,
        {slug: read[slug] for slug in (row.measure, *row.also_measured) if slug in read},
        row.override_reason,
        row.closed_at and timezone.localdate(row.closed_at),
        row.closed_words,
    )


def _revision(one: DueDate) -> dict[str, Any]:
    return {"due": one.due, "approver": one.approver, "on": timezone.localdate(one.at), "reason": one.reason}


def updates(audience: Audience, number: str = "") -> QuerySet[Update]:
    """The newest first; the public's are those that were told to it."""
    found = Update.objects.select_related("recommendation")
    found = found.filter(recommendation__number=number) if number else found
    return found.filter(public=True) if audience.is_public else found


def open_one(number: str) -> Recommendation:
    """The recommendation, which must be there and not closed."""
    row = Recommendation.objects.filter(number=number).first()
    if row is None:
        raise ValidationError(f"There is no recommendation “{number}”.")
    if row.closed_at:
        raise ValidationError(f"{number} is closed; nothing is added to it any more.")
    return row


def history(record: UUID) -> list[tuple[datetime, str, str]]:
    """When, what and who: what the book has of a record, the newest first (at most 50)."""
    found = list(Entry.objects.filter(record_id=record).order_by("-written_at")[:50])
    users = User.objects.in_bulk([entry.user_id for entry in found if entry.user_id])
    return [
        (entry.written_at, kind_of(entry.kind).title, str(users.get(entry.user_id, entry.device)))
        for entry in found
    ]
