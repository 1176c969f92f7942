"""Estates, wishes and plans as JSON, for the solver's own process and for keeping."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from daybook.estate.roadmap.facts import Contract, Estate, Feed, Platform, System
from daybook.estate.roadmap.quarters import Start
from daybook.estate.roadmap.wishes import Freeze, Plan, Rules, Wishes


def estate_json(estate: Estate) -> dict[str, Any]:
    """Plain lists and dictionaries of all that is known."""
    return asdict(estate)


def read_estate(told: dict[str, Any]) -> Estate:
    return Estate(
        tuple(System(**one | {"capabilities": tuple(one["capabilities"])}) for one in told["systems"]),
        tuple(Platform(**one | {"capabilities": tuple(one["capabilities"])}) for one in told["platforms"]),
        tuple(Feed(**one) for one in told["feeds"]),
        tuple(Contract(**one) for one in told["contracts"]),
    )


def wishes_json(wishes: Wishes) -> dict[str, Any]:
    freezes = [
        {"quarters": sorted(one.quarters), "systems": sorted(one.systems), "why": one.why}
        for one in wishes.freezes
    ]
    return {
        "budget": list(wishes.budget),
        "teams": dict(wishes.teams),
        "freezes": freezes,
        "go_by": dict(wishes.go_by),
        "stay": sorted(wishes.stay),
        "pins": dict(wishes.pins),
        "forbids": sorted([id, quarter] for id, quarter in wishes.forbids),
        "savings": {str(year): pence for year, pence in wishes.savings.items()},
        "risk": wishes.risk,
        "rules": asdict(wishes.rules),
        "start": [wishes.start.year, wishes.start.quarter],
    }


def read_wishes(told: dict[str, Any]) -> Wishes:
    freezes = tuple(
        Freeze(frozenset(one["quarters"]), frozenset(one["systems"]), one["why"]) for one in told["freezes"]
    )
    return Wishes(
        budget=tuple(told["budget"]),
        teams=told["teams"],
        freezes=freezes,
        go_by=told["go_by"],
        stay=frozenset(told["stay"]),
        pins=told["pins"],
        forbids=frozenset((id, quarter) for id, quarter in told["forbids"]),
        savings={int(year): pence for year, pence in told["savings"].items()},
        risk=told["risk"],
        rules=Rules(**told["rules"]),
        start=Start(*told["start"]),
    )


def line(**told: Any) -> str:
    """One line of the solver's process: no line break inside."""
    return json.dumps(told, separators=(",", ":"))


def read_plan(told: dict[str, int]) -> Plan:
    return Plan(told)
