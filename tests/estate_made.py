"""Systems and files of an invented estate, for tests of any room; what its deeds take."""

from __future__ import annotations

from base64 import b64encode
from datetime import timedelta
from typing import Any

from django.utils import timezone

from callers import caller_with
from daybook.book import writing
from daybook.estate.actions.add_row import add_row
from daybook.estate.actions.begin_retirement import begin_retirement
from daybook.estate.actions.save_scenario import save_scenario
from daybook.estate.actions.send_file import send_file
from daybook.estate.actions.show_parity import show_parity
from daybook.estate.actions.sign_criterion import sign_criterion
from daybook.estate.actions.start_plan import start_plan
from daybook.estate.actions.stop_rules import set_stop_rule
from daybook.estate.models import (
    DarkSystem,
    Looking,
    PlanRun,
    RegisterImport,
    Retirement,
    Scenario,
    StopRule,
    System,
)
from daybook.estate.planning.wanted import Wanted
from estate_files import HEADINGS, csv_bytes, row
from helpers import OFFICER


def a_system(number: str = "S1", name: str = "Lantern", **values: Any) -> System:
    with writing("estate-system:added", OFFICER) as page:
        system = page.save(System(number=number, name=name, **{"counting_class": "application"} | values))
        page.about(system)
    return system


def a_file() -> RegisterImport:
    """Sent in, its columns not yet agreed."""
    return send_file(caller_with("estate-manager"), "systems", "register.csv", csv_bytes(HEADINGS, row("A1")))


def _file() -> dict[str, Any]:
    content = b64encode(csv_bytes(HEADINGS, row("A1"))).decode()
    return {"sheet": "systems", "filename": "register.csv", "content": content}


def a_scenario() -> Scenario:
    """Of a register with one system that may go."""
    a_system("G1", "Gantry", disposition="retire", migration_cost=1_000_00)
    wanted = Wanted(quarters=4, budget=10_000_00, teams=2, seconds=5)
    return save_scenario(caller_with("estate-manager"), "To the letter", wanted)


def a_plan(**found: Any) -> PlanRun:
    """Asked for, and not yet searched for."""
    run = start_plan(caller_with("estate-manager"), a_scenario())
    PlanRun.objects.filter(pk=run.pk).update(**found)
    run.refresh_from_db()
    return run


def _pair() -> dict[str, Any]:
    return {"first": str(a_system("P1").pk), "second": str(a_system("P2").pk), "verdict": "duplicate"}


def a_retirement(state: str = "live", **given: Any) -> Retirement:
    """Begun by one estate manager; its system stands at `state`."""
    system = a_system(number=given.pop("number", "R1"), name="Quarry", state=state)
    return begin_retirement(caller_with("estate-manager"), system.number, "Its maker has gone.", **given)


def signed(retirement: Retirement, *gates: str) -> None:
    """Every criterion of these steps says go, signed by whom it asks for."""
    by = caller_with("superintendent", "data-protection-officer", "estate-manager")
    for criterion in retirement.criteria.filter(gate__in=gates):
        sign_criterion(by, criterion.pk, "go")


def shown(retirement: Retirement) -> None:
    """Every point of the checklist holds."""
    for item in retirement.parity_items.all():
        show_parity(
            caller_with("estate-manager"), item.pk, "holds", "Tried with the team; minutes of the day."
        )


def broken_rule() -> StopRule:
    """A stop rule of a retirement that is broken: it should be off by now."""
    by, yesterday = caller_with("estate-manager"), timezone.localdate() - timedelta(days=1)
    return set_stop_rule(by, a_retirement().pk, "late", day=yesterday)


def _parity() -> dict[str, Any]:
    item = a_retirement().parity_items.first()
    return {"item": str(item.pk), "verdict": "holds", "evidence": "Tried: 40 of 40 found."}


def _criterion() -> dict[str, Any]:
    row = a_retirement().criteria.filter(role="").first()
    return {"criterion": str(row.pk), "answer": "go"}


def _step() -> dict[str, Any]:
    retirement = a_retirement()
    signed(retirement, "frozen")
    return {"retirement": str(retirement.pk), "reason": "All agree."}


def _about(state: str = "live", **given: Any) -> dict[str, Any]:
    return {"retirement": str(a_retirement(state).pk), **given}


DIGEST = "ab" * 32
RETIREMENT_SAMPLES = {
    "begin-retirement": (
        "estate-manager",
        lambda: {"system": a_system().number, "reason": "Its maker has gone."},
        "estate-retirement:begun",
    ),
    "show-parity": ("estate-manager", _parity, "estate-retirement:parity-shown"),
    "add-criterion": (
        "estate-manager",
        lambda: _about(gate="off", text="The unions agree."),
        "estate-retirement:criterion-added",
    ),
    "sign-criterion": ("superintendent", _criterion, "estate-retirement:signed"),
    "prove-data": (
        "estate-manager",
        lambda: _about("read-only", way="archived", where="The county archive", digest=DIGEST),
        "estate-retirement:data-kept",
    ),
    "set-stop-rule": (
        "estate-manager",
        lambda: _about(kind="use", limit=5),
        "estate-retirement:stop-rule-set",
    ),
    "overrule-stop": (
        "superintendent",
        lambda: {"rule": str(broken_rule().pk), "reason": "The day was set too early."},
        "estate-retirement:stop-overruled",
    ),
    "step-on": ("estate-manager", _step, "estate-retirement:step-on"),
    "step-back": (
        "estate-manager",
        lambda: _about("frozen", to="live", reason="The successor failed."),
        "estate-retirement:turned-back",
    ),
    "give-up-retirement": (
        "estate-manager",
        lambda: _about(reason="It stays."),
        "estate-retirement:given-up",
    ),
}


def a_dark_system() -> str:
    """Found by a look over an empty register: its name."""
    looking = Looking.objects.create(state="", seconds=0, candidates=0)
    trace = {
        "source": "sign-on",
        "name": "ghost",
        "supplier": "",
        "count": 1,
        "pence": 0,
        "users": 4,
        "last_on": "",
    }
    return DarkSystem.objects.create(
        of=looking, name="ghost", pence=0, users=4, nearest="", traces=[trace]
    ).name


COST = {"number": "K1", "system": "S1", "category": "licence", "first_month": "2026-04-01", "amount": "100"}


def _cost(**given: Any) -> dict[str, Any]:
    a_system()
    return {"sheet": "costs", **given}


def _kept(**given: Any) -> dict[str, Any]:
    body = _cost(number="K1", **given)
    add_row(caller_with("estate-manager"), "costs", COST)
    return body


RULE = {"text": "Only what is live.", "classes": ["application"], "states": ["live"], "reason": "As agreed."}
ESTATE_SAMPLES = {
    "send-register-file": ("estate-manager", _file, ""),
    "start-register-import": (
        "estate-manager",
        lambda: {"register_import": str(a_file().pk)},
        "estate-import:asked",
    ),
    "add-system": (
        "estate-manager",
        lambda: {"values": {"number": "N1", "name": "Beacon", "counting_class": "service"}},
        "estate-system:added",
    ),
    "amend-system": (
        "estate-manager",
        lambda: {"system": str(a_system().pk), "values": {"unit": "Crime"}},
        "estate-system:amended",
    ),
    "add-register-row": ("estate-manager", lambda: _cost(values=COST), "estate-costs:added"),
    "amend-register-row": ("estate-manager", lambda: _kept(values={"amount": "90"}), "estate-costs:amended"),
    "remove-register-row": ("estate-manager", lambda: _kept(reason="Twice."), "estate-costs:removed"),
    "judge-system-risk": (
        "estate-manager",
        lambda: {
            "system": str(a_system().pk),
            "criterion": "L3",
            "score": 5,
            "reason": "One person knows it.",
        },
        "estate-risk:judged",
    ),
    "set-counting-rule": ("estate-manager", lambda: dict(RULE), "estate-counting-rule:set"),
    "judge-system-pair": ("estate-manager", _pair, "estate-pair:judged"),
    "save-scenario": (
        "estate-manager",
        lambda: {"name": "Two years", "wanted": {"quarters": 8, "budget": 1_000_00}},
        "estate-scenario:saved",
    ),
    "start-plan": ("estate-manager", lambda: {"scenario": str(a_scenario().pk)}, "estate-plan:asked"),
    "stop-plan": ("estate-manager", lambda: {"plan": str(a_plan().pk)}, "estate-plan:stopped"),
    "mark-plan-row": (
        "estate-manager",
        lambda: {"plan": str(a_plan(cutover={"G1": 1}).pk), "row": "G1", "mark": "pin"},
        "estate-plan:asked",
    ),
    **RETIREMENT_SAMPLES,
    "register-dark": (
        "estate-manager",
        lambda: {
            "name": a_dark_system(),
            "number": "N2",
            "title": "Nightjar",
            "counting_class": "application",
        },
        "estate-system:added",
    ),
    "set-aside-dark": (
        "estate-manager",
        lambda: {"name": a_dark_system(), "reason": "The name of a printer."},
        "estate-dark:set-aside",
    ),
}
"""For each deed: the role that does it, what it takes, and the kind of entry it leaves."""
