"""Write a go/no-go criterion, and sign one: by a named person who did not do the work."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.access.roles import Role
from daybook.book import writing
from daybook.estate.kinds import CRITERION_ADDED, CRITERION_SIGNED
from daybook.estate.models import Criterion
from daybook.estate.register.words import State
from daybook.estate.retirement.held import SIGN, WORK, held, reasoned, refuse_doer
from daybook.estate.retirement.words import Answer, is_before


def add_criterion(caller: Caller, retirement_id: UUID, gate: str, text: str, role: str = "") -> Criterion:
    """What must be so before the step to `gate`; `role`, if given, is who may sign it."""
    require(caller, WORK)
    words = reasoned(text, "Enter what must be so, as a sentence that can be true or not.")
    if role and role not in set(Role):
        raise ValueError(f"There is no role {role}. There are: {', '.join(Role)}.")
    with transaction.atomic():
        retirement = held(retirement_id)
        if gate not in set(State) or not is_before(retirement.system.state, gate):
            raise ValueError("Choose a step that is still ahead.")
        made = Criterion(
            retirement=retirement, gate=gate, text=words[:300], role=role, added_by=caller.author.user
        )
        with writing(CRITERION_ADDED, caller.author, retirement) as page:
            page.save(made)
    return made


def sign_criterion(caller: Caller, criterion_id: UUID, answer: str, reason: str = "") -> Criterion:
    """Go or no-go; a no-go says why. It may be signed again until the step is taken."""
    require(caller, SIGN)
    if answer not in {one.value for one in Answer}:
        raise ValueError("Choose go or no-go.")
    why = reason.strip()[:2000]
    if answer == Answer.NO_GO:
        why = reasoned(reason, "Enter why it is no-go, and what would have to be put right.")
    with transaction.atomic():
        row = Criterion.objects.get(pk=criterion_id)
        row.retirement = held(row.retirement_id)
        row.refresh_from_db(fields=["answer"])
        refuse_doer(caller, row.retirement, "sign")
        if row.role and row.role not in caller.roles:
            raise ValueError(f"This is signed by a {Role(row.role).label.lower()}.")
        if not is_before(row.retirement.system.state, row.gate):
            raise ValueError("That step was taken already.")
        row.answer, row.reason = answer, why
        row.signed_by, row.signed_at = caller.author.user, timezone.now()
        with writing(CRITERION_SIGNED, caller.author, row.retirement) as page:
            page.save(row)
    return row
