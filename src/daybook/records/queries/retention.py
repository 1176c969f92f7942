"""What retention reads: what happened to people, what is due, and what speaks against disposal."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from daybook.access import filters
from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.records.models import (
    DisposalOrder,
    ErasureNotice,
    LegalHold,
    RetentionDue,
    RetentionReview,
)

REVIEW = "records.review-retention"


def reviews_due(caller: Caller) -> QuerySet[RetentionDue]:
    """Whose review is due, the longest overdue first."""
    require(caller, REVIEW)
    rows = RetentionDue.objects.filter(due_on__lte=timezone.localdate())
    return filters.visible(
        caller, rows, permission=REVIEW, handling="person__handling", record="person_id"
    ).order_by("due_on", "pk")


def orders(caller: Caller) -> QuerySet[DisposalOrder]:
    """Every order, the newest first."""
    require(caller, REVIEW)
    return DisposalOrder.objects.order_by("-proposed_at", "-pk")


def hold_named(key: UUID) -> LegalHold | None:
    return LegalHold.objects.filter(pk=key).first()


def notice_numbered(key: int) -> ErasureNotice | None:
    return ErasureNotice.objects.filter(pk=key).select_related("order").first()


def kept_before(people: Iterable[UUID]) -> QuerySet[RetentionReview]:
    """The decisions to keep so far, the newest first."""
    return RetentionReview.objects.filter(person__in=list(people)).order_by("-decided_at", "-pk")
