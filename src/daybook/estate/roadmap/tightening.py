"""Whether new wishes only take plans away from earlier ones: then what no plan could pass before, none passes now."""

from __future__ import annotations

from daybook.estate.roadmap.wishes import Freeze, Wishes


def only_tightened(before: Wishes, after: Wishes) -> bool:
    """True where every plan that keeps to `after` keeps to `before` as well, over one estate counted by the same rules.

    False also where that cannot be read off wish by wish, such as one freeze split into two.
    """
    return (
        (before.rules, before.start, before.quarters) == (after.rules, after.start, after.quarters)
        and _means_tightened(before, after)
        and _rows_tightened(before, after)
        and all(any(_covers(now, was) for now in after.freezes) for was in before.freezes)
        and all(after.savings.get(year, 0) >= least for year, least in before.savings.items())
        and (before.risk is None or (after.risk is not None and after.risk <= before.risk))
    )


def _means_tightened(before: Wishes, after: Wishes) -> bool:
    """No more money in any quarter, and no more teams of any skill."""
    budgets = zip(before.budget, after.budget, strict=True)
    return all(now <= was for was, now in budgets) and all(
        skill in after.teams and after.teams[skill] <= most for skill, most in before.teams.items()
    )


def _rows_tightened(before: Wishes, after: Wishes) -> bool:
    return (
        before.stay <= after.stay
        and before.forbids <= after.forbids
        and before.pins.items() <= after.pins.items()
        and all(id in after.go_by and after.go_by[id] <= last for id, last in before.go_by.items())
    )


def _covers(now: Freeze, was: Freeze) -> bool:
    systems = not now.systems or bool(was.systems and was.systems <= now.systems)
    return was.quarters <= now.quarters and systems
