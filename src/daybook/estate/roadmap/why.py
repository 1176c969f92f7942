"""Why each row of a plan is where it is: why then, why not earlier, why not at all.

"Not earlier" looks at that row alone, everything else where the plan has it: the first constraint that an
earlier date would break, or what the earlier date would lose. Another plan might move several rows at once; the
gap says how much that could gain.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from daybook.estate.roadmap.board import Board
from daybook.estate.roadmap.facts import Estate
from daybook.estate.roadmap.needs import Needs
from daybook.estate.roadmap.pounds import pounds
from daybook.estate.roadmap.reductions import LeftOut, left_out
from daybook.estate.roadmap.wishes import Plan, Wishes
from daybook.estate.roadmap.worth import Worth, still_owed


@dataclass(frozen=True, slots=True)
class Why:
    """One row's reasons, each a sentence or two. `earlier` is empty where nothing is earlier; `never` where it goes."""

    id: str
    quarter: int | None
    worth: int
    """What the row adds to the plan's present value, in pence; of what stays, the most it alone could add."""
    now: str = ""
    earlier: str = ""
    never: str = ""


def explain(estate: Estate, wishes: Wishes, plan: Plan) -> dict[str, Why]:
    """The reasons of every candidate and platform, by id."""
    worth = Worth(estate, wishes)
    board = Board(estate, wishes, worth, plan)
    out = left_out(estate, wishes, worth)
    needs = Needs(board)
    return {
        id: _placed(id, board) if id in plan.cutover else _stays(id, board, needs, out) for id in estate.work
    }


def _placed(id: str, board: Board) -> Why:
    quarter = board.remove(id)
    gain = board.gain(id, quarter)
    earlier = _not_earlier(id, quarter, gain, board)
    board.place(id, quarter)
    return Why(id, quarter, round(gain), now=" ".join(_now(id, quarter, gain, board)), earlier=earlier)


def _now(id: str, quarter: int, gain: float, board: Board) -> Iterator[str]:
    label, wishes = board.wishes.start.label, board.wishes
    if id in wishes.pins:
        yield f"Pinned to {label(quarter)}."
    if id in wishes.go_by:
        yield f"It must go by {label(wishes.go_by[id])}."
    if id in board.estate.platform:
        frees = [one for one in board.placed if id in board.estate.replacing.get(one, ())]
        worth = pounds(round(-board.values[id][quarter]))
        yield f"{len(frees)} systems wait for it; it costs {worth} in present value."
        return
    system = board.estate.system[id]
    word = "adds" if gain >= 0 else "takes"
    whole = board.ends_with(id)
    with_it = f", the whole contract {board.estate.named(whole.id)} with it" if whole else ""
    yearly = system.yearly_cost + (whole.whole_cost if whole else 0)
    yield (
        f"Ends {pounds(yearly)} a year for {pounds(board.change[id])} of change{with_it};"
        f" {word} {pounds(round(abs(gain)))} of present value."
    )
    if gain < 0:
        freed = [feed.source for feed in board.sources.get(id, ()) if feed.source in board.placed]
        if freed:
            yield f"It goes because {', '.join(board.estate.named(one) for one in freed[:3])} could not go before it."


def _not_earlier(id: str, quarter: int, gain: float, board: Board) -> str:
    label = board.wishes.start.label
    for earlier in range(quarter - 1, -1, -1):
        if breach := board.obstacle(id, earlier):
            return f"Not in {label(earlier)}: {breach.says}"
        lost = gain - board.gain(id, earlier)
        if lost > 0:
            return f"In {label(earlier)} it would add {pounds(round(lost))} less{_owed(id, earlier, board)}."
    return ""


def _owed(id: str, quarter: int, board: Board) -> str:
    system = board.estate.system.get(id)
    if system is None or not system.contract_cost:
        return ""
    contract = board.estate.contract[system.contract]
    share = still_owed(contract, quarter + 1)
    return f": its contract would still take {share:.0%} of what is left" if share else ""


def _stays(id: str, board: Board, needs: Needs, out: dict[str, LeftOut]) -> Why:
    most = max(board.values[id])
    return Why(id, None, round(most), never=_never(id, most, board, needs, out))


def _never(id: str, most: float, board: Board, needs: Needs, out: dict[str, LeftOut]) -> str:
    name = board.estate.named
    match out.get(id, LeftOut("")):
        case LeftOut("stay"):
            return "It may not be touched."
        case LeftOut("long"):
            return f"The work takes {board.estate.work[id].duration} quarters and the plan has {board.wishes.quarters}."
        case LeftOut("user", by):
            return f"{name(by)} needs it and stays{_because(by, board, out)}."
        case LeftOut("platform", by):
            return f"{name(by)} would have to replace it and is in no plan."
        case LeftOut("unused"):
            return "No system waits for it."
    if id in board.estate.platform:
        return (
            "The systems that wait for it save less than it costs, or wait for more than the budget can pay."
        )
    if most <= 0:
        return f"{_balance(id, board)}: it never pays within {board.wishes.rules.horizon} years."
    lacking = [one for one in needs.of(id) or () if one != id]
    if lacking:
        return _waits(lacking, board)
    return _no_room(id, board)


def _because(id: str, board: Board, out: dict[str, LeftOut]) -> str:
    """The end of a chain of systems that need each other."""
    seen = {id}
    while (reason := out.get(id)) and reason.kind in ("user", "platform") and reason.by not in seen:
        id = reason.by
        seen.add(id)
    return f", because {board.estate.named(id)} does" if len(seen) > 1 else ""


def _balance(id: str, board: Board) -> str:
    system = board.estate.system[id]
    return f"It costs {pounds(system.yearly_cost)} a year and {pounds(board.change[id])} to end"


def _waits(lacking: list[str], board: Board) -> str:
    names = ", ".join(board.estate.named(one) for one in lacking[:3])
    more = f" and {len(lacking) - 3} more" if len(lacking) > 3 else ""
    cost = pounds(sum(board.change[one] for one in lacking))
    return f"It waits for {names}{more}, which stay; to end them too would take {cost}."


def _no_room(id: str, board: Board) -> str:
    tried = [(board.gain(id, quarter), quarter) for quarter in range(board.wishes.quarters)]
    for gain, quarter in sorted(tried, reverse=True):
        breach = board.obstacle(id, quarter)
        if breach is None and gain > 0:
            return (
                f"It would fit in {board.wishes.start.label(quarter)}: the search ended before it was tried."
            )
        if breach is not None and breach.kind != "duration":
            return f"No quarter has room. Best would be {board.wishes.start.label(quarter)}: {breach.says}"
    return f"{_balance(id, board)}: re-pointing what it feeds costs more than it saves."
