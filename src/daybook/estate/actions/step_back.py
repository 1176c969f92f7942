"""Turn a system back on its way out, any number of steps, or give its retirement up."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book import writing
from daybook.estate.kinds import RETIREMENT_ENDED, STEP_BACK
from daybook.estate.models import Criterion, Retirement, Step
from daybook.estate.register.words import State
from daybook.estate.retirement.held import WORK, held, reasoned
from daybook.estate.retirement.words import earlier, is_before


def step_back(caller: Caller, retirement_id: UUID, to: str, reason: str) -> Retirement:
    """Signatures of the steps that are ahead again lapse; so does the data's digest once people write there again."""
    require(caller, WORK)
    why = reasoned(reason, "Enter why it is turned back.")
    with transaction.atomic():
        retirement = held(retirement_id)
        system = retirement.system
        if to not in earlier(system.state):
            here = State(system.state).label.lower()
            raise ValueError(f"It is {here}, so it can be turned back to a step before that only.")
        made = Step(retirement=retirement, before=system.state, after=to, reason=why, by=caller.author.user)
        made.at = retirement.state_since = timezone.now()
        system.state = to
        lapsed = [row for row in Criterion.objects.filter(retirement=retirement) if is_before(to, row.gate)]
        if is_before(to, State.READ_ONLY):
            _forget_data(retirement)
        with writing(STEP_BACK, caller.author, system) as page:
            page.note(reason=why)
            for row in (system, retirement, made):
                page.save(row)
            for criterion in lapsed:
                criterion.answer, criterion.reason = "", ""
                criterion.signed_by = criterion.signed_at = None
                page.save(criterion)
    return retirement


def give_up(caller: Caller, retirement_id: UUID, reason: str) -> Retirement:
    """End the work without retiring the system, once it is live again."""
    require(caller, WORK)
    why = reasoned(reason, "Enter why its retirement is given up.")
    with transaction.atomic():
        retirement = held(retirement_id)
        if retirement.system.state != State.LIVE:
            raise ValueError("Turn it back to live first.")
        retirement.ended_at = timezone.now()
        with writing(RETIREMENT_ENDED, caller.author, retirement.system) as page:
            page.note(reason=why)
            page.save(retirement)
    return retirement


def _forget_data(retirement: Retirement) -> None:
    retirement.data_way = retirement.data_where = retirement.data_digest = ""
    retirement.data_records = retirement.data_on = retirement.data_by = None
