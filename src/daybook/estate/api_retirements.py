"""The HTTP API of retirements: where each stands, what stands in its way, and what switching off has saved."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Router, Schema

from daybook.access.api_base import PROBLEMS
from daybook.access.caller import caller_of
from daybook.access.views_guard import signed_on
from daybook.estate.models import Retirement
from daybook.estate.queries import retirements as queries
from daybook.estate.retirement.held import SEE

router = Router(tags=["estate"])


class BlockerOut(Schema):
    """What stands in the way of the next step, what to do, and since when."""

    what: str
    remedy: str
    since: date


class ProofOut(Schema):
    """One of the four proofs: sign-on, data, interface, payment."""

    code: str
    holds: bool
    evidence: str
    remedy: str


class PartOut(Schema):
    """A point of the checklist or a criterion, with what was said of it."""

    id: UUID
    title: str
    gate: str = ""
    said: str


class RetirementOut(Schema):
    """Where a system stands on its way out. `saved_yearly`: pence, once it is retired."""

    id: UUID
    system: str
    name: str
    joined: str
    state: str
    state_since: datetime
    ended_at: datetime | None
    retired_at: datetime | None
    saved_yearly: int | None
    blockers: list[BlockerOut]
    proofs: list[ProofOut]


class RetirementPartsOut(RetirementOut):
    """The same with its checklist and its criteria."""

    parity: list[PartOut]
    criteria: list[PartOut]


class SavingOut(Schema):
    """A system that is off and no longer paid for: pence a year, and the day of its last payment."""

    system: str
    name: str
    yearly: int
    since: date | None


@router.get("/estate/retirements", response={200: list[RetirementOut], **PROBLEMS})
@signed_on(SEE)
def retirements(request: HttpRequest) -> list[RetirementOut]:
    """All retirements, those under way first."""
    return [RetirementOut(**_values(one)) for one in queries.retirements(caller_of(request))]


@router.get("/estate/retirements/{uuid:retirement_id}", response={200: RetirementPartsOut, **PROBLEMS})
@signed_on(SEE)
def retirement(request: HttpRequest, retirement_id: UUID) -> RetirementPartsOut:
    """One of them with its checklist and criteria."""
    try:
        one = queries.retirement_of(caller_of(request), retirement_id)
    except Retirement.DoesNotExist:
        raise Http404("There is no such retirement.") from None
    parity = [
        PartOut(id=row.pk, title=row.title, said=row.verdict) for row in one.retirement.parity_items.all()
    ]
    criteria = [
        PartOut(id=row.pk, title=row.text, gate=row.gate, said=row.answer)
        for row in one.retirement.criteria.all()
    ]
    return RetirementPartsOut(**_values(one), parity=parity, criteria=criteria)


@router.get("/estate/savings", response={200: list[SavingOut], **PROBLEMS})
@signed_on(SEE)
def savings(request: HttpRequest) -> list[SavingOut]:
    """What switching off has saved so far, from payments that stopped."""
    return [
        SavingOut(system=one.system.number, name=one.system.name, yearly=one.yearly, since=one.since)
        for one in queries.savings(caller_of(request))
    ]


def _values(one: queries.Standing) -> dict[str, Any]:
    row = one.retirement
    return {
        "id": row.pk,
        "system": one.system.number,
        "name": one.system.name,
        "joined": row.joined,
        "state": one.state.value,
        "state_since": row.state_since,
        "ended_at": row.ended_at,
        "retired_at": row.retired_at,
        "saved_yearly": row.saved_yearly,
        "blockers": [BlockerOut(what=e.what, remedy=e.remedy, since=e.since) for e in one.blockers],
        "proofs": [
            ProofOut(code=e.code, holds=e.holds, evidence=e.evidence, remedy=e.remedy)
            for e in one.case.proofs
        ],
    }
