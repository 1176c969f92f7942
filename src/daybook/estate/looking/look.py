"""One look over the register, and what it found put in place of what the last one had."""

from __future__ import annotations

from collections.abc import Mapping
from time import perf_counter
from typing import Any
from uuid import UUID

from django.db import transaction

from daybook.access.caller import system_caller
from daybook.estate.looking.describing import described, judged, registered, trail
from daybook.estate.models import (
    DarkSystem,
    DuplicateCluster,
    DuplicatePair,
    Looking,
    MachineName,
    NotASystem,
    Payment,
    SignOnCount,
)
from daybook.estate.overlap import Cluster, Scored, find_duplicates
from daybook.estate.overlap.dark import Dark, Paid, SignedOn, Source, Trace, find_dark
from daybook.estate.queries.estate import the_estate
from daybook.estate.queries.unchanged import register_state
from daybook.estate.register.capabilities import lowest


def look() -> Looking:
    """Find duplicates and dark systems in the register as it is now."""
    state, begun = str(register_state()), perf_counter()
    estate = the_estate(system_caller("look"))
    systems = {held.facts.number: held.facts.id for held in estate.systems}
    labels = {code: one.name for code, one in lowest().items()}
    found = find_duplicates(described(estate), trail(), judged(), labels)
    dark = _dark()
    with transaction.atomic():
        Looking.objects.all().delete()
        looking = Looking.objects.create(
            state=state, seconds=perf_counter() - begun, candidates=found.candidates
        )
        DuplicateCluster.objects.bulk_create(_cluster(looking, one, systems) for one in found.clusters)
        DuplicatePair.objects.bulk_create(_pair(looking, one, systems) for one in found.pairs)
        DarkSystem.objects.bulk_create(_dark_row(looking, one) for one in dark)
    return looking


def is_due() -> bool:
    """Whether the register is another than at the last look."""
    latest = Looking.objects.first()
    return latest is None or latest.state != str(register_state())


def _dark() -> list[Dark]:
    payments = Payment.objects.filter(system__isnull=True).order_by("number")
    paid = (
        Paid(
            row.number,
            row.supplier,
            row.description,
            row.pence,
            row.paid_on,
            row.cost_centre,
            row.contract_number,
        )
        for row in payments.iterator(2000)
    )
    applications = SignOnCount.objects.filter(system__isnull=True).order_by("application")
    signed_on = [SignedOn(row.application, row.users_90, row.last_on) for row in applications]
    aside = NotASystem.objects.values_list("name", flat=True)
    hosts = MachineName.objects.values_list("number", flat=True)
    return find_dark(registered(), paid, signed_on, hosts, list(aside))


def _cluster(looking: Looking, found: Cluster, systems: Mapping[str, UUID]) -> DuplicateCluster:
    its = found.proposal
    return DuplicateCluster(
        of=looking,
        members=list(found.members),
        survivor_id=systems[its.survivor],
        reason=its.reason[:300],
        saving=its.saving_pence,
        unknown=list(its.unknown),
    )


def _pair(looking: Looking, found: Scored, systems: Mapping[str, UUID]) -> DuplicatePair:
    steps = [
        {"title": step.title, "words": step.words, "bits": round(step.bits, 2)} for step in found.evidence
    ]
    ends = {"first_id": systems[found.first], "second_id": systems[found.second]}
    return DuplicatePair(of=looking, bits=found.bits, evidence=steps, **ends)


def _dark_row(looking: Looking, found: Dark) -> DarkSystem:
    return DarkSystem(
        of=looking,
        name=found.name[:300],
        pence=found.pence,
        users=found.users,
        nearest=found.nearest[:300],
        traces=[_trace(one) for one in found.traces],
    )


def _trace(found: Trace) -> dict[str, Any]:
    last = found.last_on.isoformat() if found.last_on else ""
    return {
        "source": found.source.value,
        "name": found.name,
        "supplier": found.supplier,
        "product": found.product,
        "keys": list(found.keys) if found.source is not Source.LEDGER else [],
        "count": len(found.keys),
        "pence": found.pence,
        "users": found.users,
        "last_on": last,
        "elsewhere": found.is_elsewhere,
    }
