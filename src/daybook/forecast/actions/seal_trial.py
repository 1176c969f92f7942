"""Allocate a trial by days at random, and seal it before it starts: the entry holds its seal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book import writing
from daybook.forecast.actions.send_crimes import MAKE
from daybook.forecast.engine.trials import Plan, TrialError, Unit, days_of, seal, written
from daybook.forecast.kinds import TRIAL_SEALED
from daybook.forecast.models import Trial

LONGEST_NAME, LONGEST_ARM = 120, 60
MOST_DAYS = 3 * 366
BLOCK = 14


@dataclass(frozen=True, slots=True)
class Wanted:
    """`usual` and `tried` are the arms; `kinds` whole names or beginnings of crime types, all where empty."""

    name: str
    usual: str
    tried: str
    first: date
    last: date
    kinds: tuple[str, ...] = ()
    block: int = BLOCK


def seal_trial(caller: Caller, wanted: Wanted) -> Trial:
    """The sealed trial. Raises `TrialError`, a ValueError that says why not."""
    require(caller, MAKE)
    sealed = seal(_plan(wanted), timezone.localdate())
    row = Trial(
        name=sealed.plan.name,
        digest=sealed.digest,
        text=written(sealed),
        first=wanted.first,
        last=wanted.last,
        sealed_by=caller.author.user,
        sealed_at=timezone.now(),
    )
    with writing(TRIAL_SEALED, caller.author, row) as page:
        page.save(row)
    return row


def _plan(wanted: Wanted) -> Plan:
    if len(wanted.name) > LONGEST_NAME or max(len(wanted.usual), len(wanted.tried)) > LONGEST_ARM:
        raise TrialError(
            f"Names are too long: the trial's up to {LONGEST_NAME} signs, an arm's {LONGEST_ARM}."
        )
    if (wanted.last - wanted.first).days >= MOST_DAYS:
        raise TrialError("A trial lasts three years at most. Put its days right.")
    return Plan(
        name=wanted.name.strip(),
        unit=Unit.DAY,
        arms=(wanted.usual.strip(), wanted.tried.strip()),
        first=wanted.first,
        last=wanted.last,
        units=days_of(wanted.first, wanted.last),
        block=wanted.block,
        kinds=wanted.kinds,
    )
