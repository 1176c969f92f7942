"""What the page of a plan shows, worked out once when the plan is found and kept with it."""

from __future__ import annotations

from typing import Any

from daybook.estate.roadmap import (
    Costing,
    Estate,
    Plan,
    Wishes,
    by_hand,
    check,
    circles,
    cost,
    explain,
    sensitivity,
)
from daybook.estate.roadmap.costing import SPENDING
from daybook.estate.roadmap.model import build
from daybook.estate.roadmap.orders import ORDERS
from daybook.estate.roadmap.relaxation import marginal, relaxed


def results(estate: Estate, wishes: Wishes, plan: Plan) -> dict[str, Any]:
    """Rows with their reasons, money by quarter, what one more would buy, what errors do, and plans by hand."""
    costing = cost(estate, wishes, plan)
    return {
        "value": costing.value,
        "rows": _rows(estate, wishes, plan),
        "money": _money(costing, wishes),
        "waterfall": _waterfall(costing),
        "circles": circles(estate),
        "marginal": _marginal(estate, wishes),
        "spread": _spread(estate, wishes, plan),
        "by_hand": [(order, _by_hand(estate, wishes, order)) for order in ORDERS],
    }


def _rows(estate: Estate, wishes: Wishes, plan: Plan) -> list[dict[str, Any]]:
    reasons = explain(estate, wishes, plan)
    rows = []
    for id, why in reasons.items():
        work, system = estate.work[id], estate.system.get(id)
        contract = estate.contract.get(system.contract) if system else None
        rows.append(
            {
                "id": id,
                "name": estate.named(id),
                "quarter": why.quarter,
                "duration": work.duration,
                "yearly": work.yearly_cost,
                "change": work.change_cost,
                "worth": why.worth,
                "contract_end": contract.end if contract else None,
                "platform": system is None,
                "now": why.now,
                "earlier": why.earlier,
                "never": why.never,
            }
        )
    last = wishes.quarters
    return sorted(rows, key=lambda row: (last if row["quarter"] is None else row["quarter"], -row["worth"]))


def _money(costing: Costing, wishes: Wishes) -> dict[str, list[int]]:
    """Pence by quarter of the plan."""
    shown = wishes.quarters
    kinds = {"running": ("running",), "exit": ("exit",), "platform": ("platform",), "spent": tuple(SPENDING)}
    found = {name: costing.of(*kind)[:shown] for name, kind in kinds.items()}
    nothing = costing.of("running", nothing=True)[:shown]
    return found | {"nothing": nothing, "saving": costing.saving[:shown], "budget": list(wishes.budget)}


def _waterfall(costing: Costing) -> list[tuple[str, int]]:
    """Present value in pence: what is no longer paid, and what that takes. Pairs: a table would lose their order."""

    def present(*kinds: str) -> int:
        return round(costing.present(tuple(line for line in costing.lines if line.kind in kinds)))

    return [
        ("Running cost no longer paid", round(costing.present(costing.nothing)) - present("running")),
        ("Exit fees and notice", -present("exit")),
        ("Moving off systems", -present("change")),
        ("Re-pointing interfaces", -present("repoint")),
        ("Bringing Daybook in", -present("build")),
        ("Running Daybook", -present("platform")),
    ]


def _marginal(estate: Estate, wishes: Wishes) -> dict[str, Any]:
    model = build(estate, wishes)
    solved = relaxed(model)
    if solved is None:
        return {}
    more = marginal(model, solved)
    return {
        "pound": [round(each) for each in more.pound],
        "team": {skill: round(each) for skill, each in more.team.items()},
    }


def _spread(estate: Estate, wishes: Wishes, plan: Plan) -> dict[str, Any]:
    found = sensitivity(estate, wishes, plan)
    return {name: getattr(found, name) for name in ("low", "middle", "high", "gains", "over")}


def _by_hand(estate: Estate, wishes: Wishes, order: str) -> int | None:
    """What the plan by one order is worth; none where it breaks a wish."""
    plan = by_hand(estate, wishes, order)
    costing = cost(estate, wishes, plan)
    return None if check(estate, wishes, plan, costing) else costing.value
