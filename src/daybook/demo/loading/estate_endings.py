"""Two ends of systems: one half-way, waiting for somebody else's signature, and one that has all four proofs.

Everything is done through the room's own actions by those of the cast who would do it.
"""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from typing import Any

from daybook.access.caller import Caller, caller_for
from daybook.access.models import User
from daybook.access.purpose import Purpose
from daybook.demo.cast import member
from daybook.demo.estate.planning import joined
from daybook.demo.estate.purposes import table
from daybook.demo.loading.marks import DEVICE
from daybook.estate.actions.add_row import add_row
from daybook.estate.actions.add_system import add_system
from daybook.estate.actions.amend_system import amend_system
from daybook.estate.actions.begin_retirement import begin_retirement
from daybook.estate.actions.prove_data import DataKept, prove_data
from daybook.estate.actions.show_parity import show_parity
from daybook.estate.actions.sign_criterion import add_criterion, sign_criterion
from daybook.estate.actions.step_on import step_on
from daybook.estate.actions.stop_rules import set_stop_rule
from daybook.estate.models import Retirement, System
from daybook.estate.register.words import State
from daybook.estate.retirement.words import StopKind
from daybook.legacy import registry


def put_the_retired(keeper: Caller, today: date) -> System:
    """The system that is to be retired, as the register knew it, with its contract and an interface."""
    its = table("endings")["retired"]
    number = its["system"]["number"]
    ago = {name: (today - timedelta(days=days)).isoformat() for name, days in its["last"].items()}
    system = add_system(keeper, its["system"] | {"state": "live", "last_sign_on": ago["sign_on"]})
    covered = {"supplier": its["system"]["supplier"], "title": "Paging", "systems": number}
    add_row(
        keeper,
        "contracts",
        covered | {"number": f"{number}-C", "starts": "2019-04-01", "ends": ago["contract"]},
    )
    feeder = System.objects.exclude(pk=system.pk).order_by("number").first()
    if feeder:
        passing = {"source": feeder.number, "target": number, "what": "duties", "type": "file"}
        add_row(keeper, "interfaces", passing | {"number": f"{number}-I", "ended_on": ago["interface"]})
    return system


def retire(system: System, today: date) -> Retirement:
    """The whole way out, step by step."""
    its, manager = table("endings")["retired"], caller_as("estate-manager")
    retirement = begin_retirement(manager, system.number, its["reason"])
    for item in retirement.parity_items.all():
        show_parity(manager, item.pk, "holds", its["parity"], today - timedelta(days=100))
    for gate in list(State)[1:]:
        if gate is State.ARCHIVED:
            _keep_data(manager, retirement, its["kept"], today)
        _sign(retirement, gate)
        step_on(manager, retirement.pk, its["steps"])
    return retirement


def begin(today: date) -> Retirement | None:
    """The joined system, frozen; of its next step one signature is there and one is not. None where it is not there."""
    its, manager = table("endings")["under_way"], caller_as("estate-manager")
    system = System.objects.filter(name=joined()[its["joined"]][0]).first()
    if system is None:
        return None
    off_by = today + timedelta(days=its["late_in_days"])
    amend_system(manager, system, {"migration_ends": off_by.isoformat()}, reason="Agreed with the courts.")
    named = its["joined"] if registry.find(its["joined"]) else ""
    retirement = begin_retirement(manager, system.number, its["reason"], joined=named)
    _sign(retirement, State.FROZEN)
    step_on(manager, retirement.pk, its["step"])
    for item in retirement.parity_items.filter(code__in=its["parity"]):
        verdict, _, evidence = its["parity"][item.code].partition(": ")
        show_parity(manager, item.pk, verdict, evidence, today - timedelta(days=9))
    _sign(retirement, State.READ_ONLY, only="data-protection-officer")
    add_criterion(manager, retirement.pk, State.OFF, its["criterion"])
    set_stop_rule(manager, retirement.pk, StopKind.LATE, day=off_by)
    set_stop_rule(manager, retirement.pk, StopKind.USE, limit=its["most_people"])
    return retirement


def caller_as(role: str) -> Caller:
    user = User.objects.get(username=member(role).collar_number)
    return caller_for(user, DEVICE, Purpose.ADMINISTRATION)


def _sign(retirement: Retirement, gate: State, only: str = "") -> None:
    """Go, by whom each criterion of the step asks for, or by those of one role alone."""
    for criterion in retirement.criteria.filter(gate=gate):
        if not only or criterion.role == only:
            sign_criterion(caller_as(criterion.role or "superintendent"), criterion.pk, "go")


def _keep_data(manager: Caller, retirement: Retirement, its: dict[str, Any], today: date) -> None:
    digest = hashlib.sha256(its["where"].encode()).hexdigest()
    kept = DataKept(its["way"], its["where"], digest, its["records"], today - timedelta(days=60))
    prove_data(manager, retirement.pk, kept)
