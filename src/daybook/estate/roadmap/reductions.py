"""What can be left out before solving, each with its reason: it cannot go, or nothing is gained by its going."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from daybook.estate.roadmap.facts import Estate, Feed
from daybook.estate.roadmap.wishes import Wishes
from daybook.estate.roadmap.worth import Worth


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Why a system or platform is in no plan: `kind` is long, stay, user, platform, worthless or unused."""

    kind: str
    by: str = ""
    """The system or platform that blocks it."""


def left_out(estate: Estate, wishes: Wishes, worth: Worth) -> dict[str, LeftOut]:
    """By id, all that the solver need not see. What is pinned or must go is always kept: a conflict must show."""
    wanted = {*wishes.pins, *wishes.go_by}
    out = {
        id: LeftOut("stay" if id in wishes.stay else "long")
        for id, work in estate.work.items()
        if id not in wanted and (id in wishes.stay or work.duration > wishes.quarters)
    }
    while found := dict(_next(estate, wishes, worth, out, wanted)):
        out |= found
    return out


def _next(
    estate: Estate, wishes: Wishes, worth: Worth, out: dict[str, LeftOut], wanted: set[str]
) -> Iterator[tuple[str, LeftOut]]:
    left = [id for id in estate.work if id not in out and id not in wanted]
    gates = {platform for id in estate.work if id not in out for platform in estate.replacing.get(id, ())}
    needed = {feed.user for feed in estate.feeds if feed.source in estate.work and feed.source not in out}
    for id in left:
        if id in estate.platform:
            if id not in gates:
                yield id, LeftOut("unused")
        elif blocked := _blocked(id, estate, out, wanted):
            yield id, blocked
        elif id not in needed and _worthless(id, estate, wishes, worth):
            yield id, LeftOut("worthless")


def _blocked(id: str, estate: Estate, out: dict[str, LeftOut], wanted: set[str]) -> LeftOut | None:
    for feed in estate.users[id]:
        if feed.repoint_cost is None and stays(feed, estate, out):
            return LeftOut("user", feed.user)
    for platform in estate.replacing[id]:
        if platform in out:
            return LeftOut("platform", platform)
    return None


def stays(feed: Feed, estate: Estate, out: dict[str, LeftOut]) -> bool:
    """Does the user of a feed stay whatever is planned?"""
    return feed.user in out or feed.user not in estate.work


def _worthless(id: str, estate: Estate, wishes: Wishes, worth: Worth) -> bool:
    """Nothing is gained by its own going, and no saving of a year, risk or whole contract hangs on it."""
    system = estate.system[id]
    contract = estate.contract.get(system.contract)
    if (contract and contract.whole_cost) or wishes.savings or (system.red and wishes.risk is not None):
        return False
    return max(worth.values(id)[system.duration - 1 :]) <= 0
