"""Decide at a review that a person's records are kept."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book import writing
from daybook.records.actions.reasons import stated
from daybook.records.kinds import RETENTION_KEPT
from daybook.records.models import Person, RetentionReview
from daybook.records.retention.due import plus
from daybook.records.retention.reckoning import due_of, keep_due
from daybook.records.retention.schedule import schedule


def keep_person(
    caller: Caller, person: Person, *, answers: Iterable[str] = (), reason: str
) -> RetentionReview:
    """Write the decision; the next review is as far on as the group has it. Every decision to keep needs a reason."""
    require(caller, "records.review-retention")
    rules, its = schedule(), due_of(person)
    why, said = stated(reason, "Say why the records are kept."), sorted(set(answers))
    if not set(said) <= rules.criteria.keys():
        raise ValueError("Answer only questions of the retention criteria.")
    row = RetentionReview(
        person=person,
        answers=said,
        reason=why,
        group=its.group,
        schedule=rules.version,
        next_on=plus(timezone.localdate(), rules.groups[its.group].again_years),
        by=caller.user,
        decided_at=timezone.now(),
    )
    with writing(RETENTION_KEPT, caller.author, person) as page:
        page.save(row)
    keep_due([person.pk])
    return row
