"""Order a disposal: one person proposes what the dry run shows, another agrees to exactly that."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book import writing
from daybook.records.kinds import DISPOSAL_ANSWERED, DISPOSAL_PROPOSED
from daybook.records.models import DisposalOrder, Person
from daybook.records.models.retention import OrderState
from daybook.records.numbers import next_number
from daybook.records.queries.held.going import going_of
from daybook.records.retention.going import Going
from daybook.records.retention.reckoning import blockers, due_of
from daybook.records.retention.schedule import schedule

PREFIX = "DO"


class DisposalRefusedError(ValueError):
    """It may not go, or not now; the message says why, without names."""


def propose_disposal(caller: Caller, people: Sequence[Person]) -> DisposalOrder:
    """Write the order that waits for a second person. Refused above the ceiling, and where anything forbids it."""
    require(caller, "records.review-retention")
    limit = schedule().ceiling.of(Person.objects.count())
    if not people or len(people) > limit:
        raise DisposalRefusedError(f"One order may dispose of 1 to {limit} people; this names {len(people)}.")
    plans = [refuse_blocked(person) for person in people]
    row = DisposalOrder(
        number=next_number(PREFIX),
        people=[person.pk.hex for person in people],
        counts=counted(plans),
        fingerprint=fingerprint(plans),
        schedule=schedule().version,
        proposed_by=caller.user.pk if caller.user else UUID(int=0),
        proposed_at=timezone.now(),
    )
    with writing(DISPOSAL_PROPOSED, caller.author, row) as page:
        return page.save(row)


def answer_disposal(caller: Caller, order: DisposalOrder, *, agree: bool) -> DisposalOrder:
    """Approve or decline. Who proposed may not approve; what would go must be what was proposed."""
    require(caller, "records.dispose")
    with transaction.atomic():
        held = DisposalOrder.objects.select_for_update().get(pk=order.pk)
        if held.state != OrderState.PROPOSED:
            raise DisposalRefusedError("This order was answered already.")
        if agree and caller.user and held.proposed_by == caller.user.pk:
            raise DisposalRefusedError("You proposed this. Another person has to approve it.")
        if agree:
            _same_as_proposed(held)
        held.state = OrderState.APPROVED if agree else OrderState.DECLINED
        held.answered_by, held.answered_at = caller.user.pk if caller.user else None, timezone.now()
        with writing(DISPOSAL_ANSWERED, caller.author, held) as page:
            return page.save(held)


def _same_as_proposed(held: DisposalOrder) -> None:
    people = Person.objects.in_bulk([UUID(one) for one in held.people])
    if fingerprint([refuse_blocked(one) for one in people.values()]) != held.fingerprint:
        raise DisposalRefusedError(
            "What would go is not what was proposed: something came since. Propose anew."
        )


def refuse_blocked(person: Person) -> Going:
    """What goes with the person; DisposalRefusedError where anything forbids it."""
    going = going_of(person.pk)
    if why := [*blockers(person, due_of(person)), *going.blocked]:
        raise DisposalRefusedError(" ".join(why))
    return going


def counted(plans: Sequence[Going]) -> dict[str, int]:
    """How much of what goes, all together."""
    total: Counter[str] = Counter()
    for one in plans:
        total.update(one.counts)
    return dict(total)


def fingerprint(plans: Sequence[Going]) -> str:
    return hashlib.sha256("\n".join(sorted(one.fingerprint for one in plans)).encode()).hexdigest()
