"""A plan while it is being laid: what each quarter has left, what stands in the way of a date, what the plan is worth.

Used to lay a plan by hand's rules, to better one by single moves, and to say why a row is not earlier.
"""

from __future__ import annotations

from collections.abc import Iterator

from daybook.estate.roadmap.checking import Breach
from daybook.estate.roadmap.costing import shares, uplifted
from daybook.estate.roadmap.facts import Contract, Estate, Feed
from daybook.estate.roadmap.pounds import pounds
from daybook.estate.roadmap.wishes import Plan, Wishes
from daybook.estate.roadmap.worth import Worth


class Board:
    """`placed` is the plan so far. Money is exact pence, worth is float."""

    def __init__(self, estate: Estate, wishes: Wishes, worth: Worth, plan: Plan | None = None) -> None:
        self.estate, self.wishes, self.worth = estate, wishes, worth
        self.placed: dict[str, int] = {}
        self.spent = [0] * wishes.quarters
        self.busy = {skill: [0] * wishes.quarters for skill in wishes.teams}
        self.values = {id: worth.values(id) for id in estate.work}
        self.change = {id: uplifted(work.change_cost, wishes.rules) for id, work in estate.work.items()}
        self.sources: dict[str, list[Feed]] = {}
        for feed in estate.feeds:
            self.sources.setdefault(feed.user, []).append(feed)
        for id, quarter in (plan.cutover if plan else {}).items():
            self.place(id, quarter)

    @property
    def plan(self) -> Plan:
        return Plan(dict(self.placed))

    def place(self, id: str, quarter: int) -> None:
        self._count(id, quarter, 1)
        self.placed[id] = quarter

    def remove(self, id: str) -> int:
        """Takes it off the plan; gives the quarter in which it was."""
        quarter = self.placed.pop(id)
        self._count(id, quarter, -1)
        return quarter

    def _count(self, id: str, quarter: int, sign: int) -> None:
        for at, pence in self._spends(id, quarter):
            self.spent[at] += sign * pence
        work = self.estate.work[id]
        if busy := self.busy.get(work.skill):
            for at in range(quarter - work.duration + 1, quarter + 1):
                busy[at] += sign * work.teams

    def _spends(self, id: str, quarter: int) -> Iterator[tuple[int, int]]:
        """What placing it there adds to the spending of quarters: its own work, and feeds re-pointed for it or
        no more."""
        duration = self.estate.work[id].duration
        yield from enumerate(shares(self.change[id], duration), quarter - duration + 1)
        for feed in self.estate.users.get(id, ()):
            user = self.placed.get(feed.user)
            if feed.repoint_cost and (user is None or user > quarter):
                yield quarter, uplifted(feed.repoint_cost, self.wishes.rules)
        for feed in self.sources.get(id, ()):
            gone = self.placed.get(feed.source)
            if feed.repoint_cost and gone is not None and gone >= quarter:
                yield gone, -uplifted(feed.repoint_cost, self.wishes.rules)

    def gain(self, id: str, quarter: int) -> float:
        """What placing it there adds to the plan's worth, in pence; whole contracts that would end with it counted."""
        gained = self.values[id][quarter]
        for feed in self.estate.users.get(id, ()):
            user = self.placed.get(feed.user)
            if feed.repoint_cost and (user is None or user > quarter):
                gained -= self.worth.repoint(feed, quarter)
        for feed in self.sources.get(id, ()):
            gone = self.placed.get(feed.source)
            if feed.repoint_cost and gone is not None and gone >= quarter:
                gained += self.worth.repoint(feed, gone)
        return gained + self._whole(id, quarter)

    def total(self) -> float:
        """Net present value of all that is placed, in pence."""
        again, total = Board(self.estate, self.wishes, self.worth), 0.0
        for id, quarter in self.placed.items():
            total += again.gain(id, quarter)
            again.place(id, quarter)
        return total

    def _whole(self, id: str, quarter: int) -> float:
        contract = self.ends_with(id)
        if contract is None:
            return 0.0
        ends = [self.placed[lot.id] for lot in self.estate.lots[contract.id] if lot.id != id]
        return self.worth.values(contract.id)[max([quarter, *ends])]

    def ends_with(self, id: str) -> Contract | None:
        """The contract that is paid as a whole until this goes, all others under it being placed."""
        system = self.estate.system.get(id)
        contract = self.estate.contract.get(system.contract) if system else None
        if contract is None or not contract.whole_cost:
            return None
        others = (lot.id for lot in self.estate.lots[contract.id] if lot.id != id)
        return contract if all(other in self.placed for other in others) else None

    def obstacle(self, id: str, quarter: int, room: bool = True) -> Breach | None:
        """The first constraint that placing it there would break; none, and it fits. Without `room`, whatever it
        takes."""
        for part in (self._date, self._order, self._room) if room else (self._date, self._order):
            for breach in part(id, quarter):
                return breach
        return None

    def over(self) -> float:
        """What is taken above the budget and the teams, as shares of what a quarter has, all quarters together."""
        taken = [(self.spent, [*self.wishes.budget])]
        taken += [(busy, [self.wishes.teams[skill]] * len(busy)) for skill, busy in self.busy.items()]
        return sum(
            (takes - has) / max(has, 1)
            for quarters, limits in taken
            for takes, has in zip(quarters, limits, strict=True)
            if takes > has
        )

    def _date(self, id: str, quarter: int) -> Iterator[Breach]:
        wishes, name, label = self.wishes, self.estate.named(id), self.wishes.start.label
        duration = self.estate.work[id].duration
        if id in wishes.stay:
            yield Breach("stay", id, None, f"{name} may not be touched.")
        if not duration - 1 <= quarter < wishes.quarters:
            yield Breach("duration", id, quarter, f"{name} takes {duration} quarters of work.")
        if wishes.pins.get(id, quarter) != quarter:
            yield Breach("pin", id, quarter, f"{name} is pinned to {label(wishes.pins[id])}.")
        if quarter > wishes.go_by.get(id, quarter):
            yield Breach("go_by", id, quarter, f"{name} must go by {label(wishes.go_by[id])}.")
        if (id, quarter) in wishes.forbids:
            yield Breach("forbid", id, quarter, f"{name} was forbidden in {label(quarter)}.")
        for freeze in wishes.freezes:
            if freeze.holds(id, quarter):
                why = f" ({freeze.why})" if freeze.why else ""
                yield Breach("freeze", id, quarter, f"No cut-over in {label(quarter)}{why}.")

    def _order(self, id: str, quarter: int) -> Iterator[Breach]:
        name = self.estate.named
        for feed in self.estate.users.get(id, ()):
            if feed.repoint_cost is None and not self._gone(feed.user, quarter):
                yield Breach("feed", feed.user, quarter, f"{name(feed.user)} still needs it.")
        for feed in self.sources.get(id, ()):
            gone = self.placed.get(feed.source)
            if feed.repoint_cost is None and gone is not None and gone < quarter:
                yield Breach(
                    "feed", feed.source, quarter, f"{name(feed.source)}, which feeds it, goes before."
                )
        for platform in self.estate.replacing.get(id, ()):
            if not self._gone(platform, quarter):
                yield Breach("platform", platform, quarter, f"{name(platform)} is not ready.")
        if id in self.estate.platform:
            for user, at in self.placed.items():
                if at < quarter and id in self.estate.replacing.get(user, ()):
                    yield Breach("platform", id, quarter, f"{name(user)} goes before.")

    def _gone(self, id: str, quarter: int) -> bool:
        at = self.placed.get(id)
        return at is not None and at <= quarter

    def _room(self, id: str, quarter: int) -> Iterator[Breach]:
        label, work = self.wishes.start.label, self.estate.work[id]
        if busy := self.busy.get(work.skill):
            limit = self.wishes.teams[work.skill]
            for at in range(quarter - work.duration + 1, quarter + 1):
                if busy[at] + work.teams > limit:
                    says = f"All {limit} teams of {work.skill} are at work in {label(at)}."
                    yield Breach("teams", work.skill, at, says)
        adds: dict[int, int] = {}
        for at, pence in self._spends(id, quarter):
            adds[at] = adds.get(at, 0) + pence
        for at, pence in sorted(adds.items()):
            if pence > 0 and self.spent[at] + pence > self.wishes.budget[at]:
                left = max(self.wishes.budget[at] - self.spent[at], 0)
                says = f"It takes {pounds(pence)} in {label(at)}, and the budget has {pounds(left)} left."
                yield Breach("budget", "", at, says)

    def best(self, id: str, first: int = 0, last: int | None = None) -> int | None:
        """The quarter in which it fits and gains most."""
        end = self.wishes.quarters if last is None else min(last + 1, self.wishes.quarters)
        fitting = [quarter for quarter in range(first, end) if self.obstacle(id, quarter) is None]
        return max(fitting, key=lambda quarter: self.gain(id, quarter), default=None)

    def earliest(self, id: str, last: int | None = None) -> int | None:
        """The first quarter in which it fits."""
        end = self.wishes.quarters if last is None else min(last + 1, self.wishes.quarters)
        return next((quarter for quarter in range(end) if self.obstacle(id, quarter) is None), None)
