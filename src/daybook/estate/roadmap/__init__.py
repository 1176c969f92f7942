"""Planning the end of an estate: a plain library for notebooks, tests and the pages. It imports no Django.

    from daybook.estate.roadmap import Estate, System, Feed, Wishes, find, cost, check, explain

    systems = System("a", yearly_cost=50_000_00, change_cost=20_000_00), System("b", 10_000_00)
    estate = Estate(systems, feeds=(Feed("a", "b"),))
    found = find(estate, Wishes(budget=(30_000_00,) * 4), seconds=10)
    found.plan.cutover, found.gap            # {"a": 1, "b": 0}, 0.0
    cost(estate, wishes, found.plan).value   # present value in pence, counted bill by bill

`find` searches in a process of its own with OR-Tools CP-SAT; without OR-Tools it gives the plan of the
relaxation and says so. Money is whole pence, time is quarters from 0. docs/roadmap.md writes the model out.
"""

from daybook.estate.roadmap.checking import Breach, check
from daybook.estate.roadmap.circles import circles
from daybook.estate.roadmap.costing import Costing, Line, cost
from daybook.estate.roadmap.facts import Contract, Estate, Feed, Platform, System
from daybook.estate.roadmap.orders import ORDERS, by_hand
from daybook.estate.roadmap.pounds import pounds
from daybook.estate.roadmap.problems import EstateError
from daybook.estate.roadmap.process import Found, SearchError, Searching, Told, find, gap
from daybook.estate.roadmap.quarters import Start
from daybook.estate.roadmap.sensitivity import Spread, sensitivity
from daybook.estate.roadmap.why import Why, explain
from daybook.estate.roadmap.wishes import Freeze, Plan, Rules, Wishes

__all__ = [
    "ORDERS",
    "Breach",
    "Contract",
    "Costing",
    "Estate",
    "EstateError",
    "Feed",
    "Found",
    "Freeze",
    "Line",
    "Plan",
    "Platform",
    "Rules",
    "SearchError",
    "Searching",
    "Spread",
    "Start",
    "System",
    "Told",
    "Why",
    "Wishes",
    "by_hand",
    "check",
    "circles",
    "cost",
    "explain",
    "find",
    "gap",
    "pounds",
    "sensitivity",
]
