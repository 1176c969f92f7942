"""Take a system one step further on its way out. The last step retires it: all four proofs must hold."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book import writing
from daybook.estate.kinds import RETIRED, STEP_ON
from daybook.estate.models import Retirement, Step
from daybook.estate.register.words import State
from daybook.estate.retirement.gates import blockers
from daybook.estate.retirement.gathering import Gathering
from daybook.estate.retirement.held import WORK, held, reasoned
from daybook.estate.retirement.proofs import paid_a_year
from daybook.estate.retirement.words import following


def step_on(caller: Caller, retirement_id: UUID, reason: str, *, seen: str = "") -> Retirement:
    """`seen` is the state as it stood for who asks. ValueError names everything that stands in the way."""
    require(caller, WORK)
    why = reasoned(reason, "Enter what this step is based on.")
    with transaction.atomic():
        retirement = held(retirement_id)
        system = retirement.system
        if seen and seen != system.state:
            raise ValueError(f"Meanwhile it is {State(system.state).label.lower()}. Look again.")
        gathering = Gathering([retirement])
        if left := blockers(gathering.case(retirement)):
            raise ValueError("In the way: " + "; ".join(each.what for each in left))
        step = following(system.state)
        assert step is not None
        before, system.state = system.state, step.value
        now = timezone.now()
        retirement.state_since = now
        if step is State.REMOVED:
            _retire(retirement, gathering)
        made = Step(
            retirement=retirement, before=before, after=step, reason=why, by=caller.author.user, at=now
        )
        with writing(RETIRED if step is State.REMOVED else STEP_ON, caller.author, system) as page:
            page.note(reason=why)
            for row in (system, retirement, made):
                page.save(row)
    return retirement


def _retire(retirement: Retirement, gathering: Gathering) -> None:
    """What its last year of payments came to is what it saves a year."""
    paid = gathering.ledger(retirement).paid
    last = max((day for day, _ in paid), default=None)
    retirement.retired_at = retirement.ended_at = retirement.state_since
    retirement.saved_yearly, retirement.saved_since = paid_a_year(paid), last
    retirement.system.payment_stopped_on = last
