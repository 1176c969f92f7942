"""What pages and API read about retirements, and what switching off has saved. The caller comes first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.estate.facts import GONE
from daybook.estate.models import Retirement, System
from daybook.estate.register.words import State
from daybook.estate.retirement.case import Blocker, Case, Proof
from daybook.estate.retirement.gates import blockers
from daybook.estate.retirement.gathering import Gathering
from daybook.estate.retirement.held import SEE
from daybook.estate.retirement.proofs import paid_a_year, payment_stopped
from daybook.estate.retirement.words import following
from daybook.legacy.switch.standing import Standing as SwitchStanding


@dataclass(frozen=True, slots=True)
class Standing:
    """One retirement, how it stands and what stands in the way of its next step, the oldest first.

    `switches` are those of the old system that Daybook is joined to, if it is one.
    """

    retirement: Retirement
    case: Case
    blockers: Sequence[Blocker]
    switches: Sequence[SwitchStanding] = ()

    @property
    def system(self) -> System:
        return self.retirement.system

    @property
    def state(self) -> State:
        return State(self.case.state)

    @property
    def next(self) -> State | None:
        return following(self.case.state) if self.retirement.ended_at is None else None

    @property
    def undone(self) -> list[Proof]:
        """Of a system that was retired, the proofs that no longer hold."""
        return [each for each in self.case.proofs if not each.holds] if self.retirement.retired_at else []


@dataclass(frozen=True, slots=True)
class Saving:
    """A system that is switched off and no longer paid for. `yearly`: pence paid in the last year of payments."""

    system: System
    yearly: int
    since: date | None


def retirements(caller: Caller) -> list[Standing]:
    """All, those under way first, by how long they have stood where they stand."""
    require(caller, SEE)
    rows = list(Retirement.objects.select_related("system"))
    return sorted(standings(rows), key=lambda one: (one.retirement.ended_at is not None, one.case.since))


def retirement_of(caller: Caller, retirement_id: UUID) -> Standing:
    require(caller, SEE)
    rows = [Retirement.objects.select_related("system").get(pk=retirement_id)]
    return standings(rows)[0]


def newest_of(caller: Caller, system: System) -> Standing | None:
    """The retirement of a system that was begun last."""
    require(caller, SEE)
    rows = list(Retirement.objects.filter(system=system).select_related("system")[:1])
    return standings(rows)[0] if rows else None


def standings(rows: Sequence[Retirement], today: date | None = None) -> list[Standing]:
    gathering = Gathering(rows, today)
    return [_standing(each, gathering) for each in rows]


def _standing(row: Retirement, gathering: Gathering) -> Standing:
    case = gathering.case(row)
    joined = gathering.joined.get(row.joined)
    return Standing(row, case, [] if row.ended_at else blockers(case), joined.standings if joined else ())


def savings(caller: Caller, today: date | None = None) -> list[Saving]:
    """What switching off has saved so far."""
    require(caller, SEE)
    return saved_so_far(today)


def saved_so_far(today: date | None = None) -> list[Saving]:
    """Systems that are off, of which the ledger shows that payment has stopped; figures, of no person.

    Never from a plan: a system whose payments go on, or come back, is not in it.
    """
    gone = Retirement.objects.filter(system__state__in=[state.value for state in GONE])
    rows = list(gone.select_related("system"))
    gathering = Gathering(rows, today)
    found = []
    for each in rows:
        ledger = gathering.ledger(each)
        stopped = payment_stopped(ledger, gathering.today)
        if stopped.holds:
            found.append(Saving(each.system, paid_a_year(ledger.paid), stopped.since))
    return found
