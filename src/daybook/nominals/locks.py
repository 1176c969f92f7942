"""One person works on a case at a time; the lock runs out by itself."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.nominals.judging import CannotDecide
from daybook.nominals.models import ReviewCase

LOCKED_FOR = timedelta(minutes=10)


def free_for(caller: Caller, cases: QuerySet[ReviewCase]) -> QuerySet[ReviewCase]:
    """The cases on which nobody else works."""
    mine = Q(locked_by=caller.author.user, locked_by__isnull=False)
    return cases.filter(mine | Q(locked_by=None) | Q(locked_until__lte=timezone.now()))


def take(caller: Caller, case_id: int) -> ReviewCase:
    """Lock the case for the caller, or renew the lock. Raises `CannotDecide` where another works on it."""
    with transaction.atomic():
        case = ReviewCase.objects.select_for_update().get(pk=case_id)
        refuse_if_locked(case, caller)
        if case.settled_at is None:
            case.locked_by, case.locked_until = caller.author.user, timezone.now() + LOCKED_FOR
            case.save(update_fields=["locked_by", "locked_until"])
    return case


def refuse_if_locked(case: ReviewCase | None, caller: Caller) -> None:
    """Raise `CannotDecide` while somebody else's lock is in force."""
    if case is not None and is_anothers(case, caller):
        raise CannotDecide(
            "Another person is working on this pair. Take the next one; this one will be decided."
        )


def is_anothers(case: ReviewCase, caller: Caller) -> bool:
    """True while somebody else's lock is in force."""
    if case.locked_by is None or case.locked_until is None or case.locked_until <= timezone.now():
        return False
    return case.locked_by != caller.author.user
