"""What a plan costs and saves, counted in pence quarter by quarter as the bills would come.

Written apart from the solver's model and sharing none of its arithmetic, so that each checks the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

from daybook.estate.roadmap.facts import Contract, Estate, System
from daybook.estate.roadmap.wishes import Plan, Rules, Wishes

KINDS = ("running", "exit", "platform", "change", "build", "repoint")
SPENDING = frozenset({"change", "build", "repoint"})


@dataclass(frozen=True, slots=True)
class Line:
    """One bill: what of (a system, a platform, a contract), in which quarter, of which kind, how many pence."""

    quarter: int
    kind: str
    of: str
    pence: int


@dataclass(frozen=True, slots=True)
class Costing:
    """All bills of a plan and of doing nothing, to the horizon."""

    lines: tuple[Line, ...]
    nothing: tuple[Line, ...]
    quarters: int
    """How many the plan has."""
    horizon: int
    rules: Rules

    def of(self, *kinds: str, nothing: bool = False) -> list[int]:
        """Pence in each quarter to the horizon, of these kinds, of the plan or of doing nothing."""
        sums = [0] * self.horizon
        for line in self.nothing if nothing else self.lines:
            if line.kind in kinds:
                sums[line.quarter] += line.pence
        return sums

    @property
    def spending(self) -> list[int]:
        """What each quarter of the plan takes of the budget for change."""
        return self.of(*SPENDING)[: self.quarters]

    @property
    def saving(self) -> list[int]:
        """What is no longer paid to run the estate, in each quarter, net of exit fees and of the platforms' own
        cost."""
        running = self.of("running", nothing=True)
        now = self.of("running", "exit", "platform")
        return [old - new for old, new in zip(running, now, strict=True)]

    def yearly_saving(self, year: int) -> int:
        """The saving of the plan's year, 0 the first."""
        return sum(self.saving[year * 4 : year * 4 + 4])

    @property
    def value(self) -> int:
        """Net present value in pence against doing nothing."""
        return round(self.present(self.nothing) - self.present(self.lines))

    def present(self, lines: tuple[Line, ...]) -> Decimal:
        factors = [factor(self.rules, quarter) for quarter in range(self.horizon)]
        return sum((line.pence * factors[line.quarter] for line in lines), Decimal())


def factor(rules: Rules, quarter: int) -> Decimal:
    """What a pound of a quarter is worth at the start of the plan: 1 in the first, then falling each quarter."""
    return (1 + Decimal(str(rules.discount_rate))) ** (Decimal(-quarter) / 4)


def cost(estate: Estate, wishes: Wishes, plan: Plan) -> Costing:
    """Count a plan. It need not keep to the wishes: `checking` says whether it does."""
    lines = tuple(_lines(estate, wishes, plan))
    nothing = tuple(_lines(estate, wishes, Plan({})))
    return Costing(lines, nothing, wishes.quarters, wishes.horizon, wishes.rules)


def _lines(estate: Estate, wishes: Wishes, plan: Plan) -> Iterator[Line]:
    horizon = wishes.horizon
    for system in estate.systems:
        yield from _running(system, estate, wishes, plan)
    for contract in estate.contracts:
        yield from _whole(contract, estate, wishes, plan)
    for platform in estate.platforms:
        ready = plan.at(platform.id)
        if ready is not None and not platform.built:
            for quarter in range(ready + 1, horizon):
                yield Line(quarter, "platform", platform.id, _quarterly(platform.yearly_cost, quarter))
    for id, done in plan.cutover.items():
        work = estate.work[id]
        kind = "change" if isinstance(work, System) else "build"
        for quarter, pence in enumerate(
            shares(uplifted(work.change_cost, wishes.rules), work.duration), done - work.duration + 1
        ):
            yield Line(max(quarter, 0), kind, id, pence)
    yield from _repointing(estate, wishes, plan)


def _running(system: System, estate: Estate, wishes: Wishes, plan: Plan) -> Iterator[Line]:
    gone = plan.at(system.id)
    contract = estate.contract.get(system.contract, Contract("", notice=0))
    under = system.contract_cost if system.contract else 0
    for quarter in range(wishes.horizon):
        own = _quarterly(system.yearly_cost - under, quarter)
        bill = _indexed(under, contract, quarter)
        if gone is None or quarter <= gone + wishes.rules.dual_running:
            yield Line(quarter, "running", system.id, own + bill)
        elif bill and (owed := _owed(contract, quarter)):
            yield Line(quarter, "exit", system.id, _rounded(bill * owed))


def _whole(contract: Contract, estate: Estate, wishes: Wishes, plan: Plan) -> Iterator[Line]:
    if not contract.whole_cost:
        return
    ends = [plan.at(system.id) for system in estate.lots[contract.id]]
    gone = max((end for end in ends if end is not None), default=None) if None not in ends else None
    for quarter in range(wishes.horizon):
        bill = _indexed(contract.whole_cost, contract, quarter)
        if gone is None or quarter <= gone + wishes.rules.dual_running:
            yield Line(quarter, "running", contract.id, bill)
        elif owed := _owed(contract, quarter):
            yield Line(quarter, "exit", contract.id, _rounded(bill * owed))


def _repointing(estate: Estate, wishes: Wishes, plan: Plan) -> Iterator[Line]:
    for feed in estate.feeds:
        gone, user = plan.at(feed.source), plan.at(feed.user)
        if gone is not None and feed.repoint_cost and (user is None or user > gone):
            pence = uplifted(feed.repoint_cost, wishes.rules)
            yield Line(gone, "repoint", f"{feed.source}>{feed.user}", pence)


def _owed(contract: Contract, quarter: int) -> Decimal:
    """The share of a bill that is still owed in a quarter after the system has gone."""
    if contract.notice is not None and quarter < contract.notice:
        return Decimal(1)
    if contract.end is None:
        return Decimal(contract.notice is None)
    return Decimal(str(contract.exit_share)) if quarter <= contract.end else Decimal(0)


def _indexed(yearly: int, contract: Contract, quarter: int) -> int:
    """A quarter's bill of a contract: it rises once a year."""
    if not contract.indexation:
        return _quarterly(yearly, quarter)
    return _quarterly(_rounded(yearly * (1 + Decimal(str(contract.indexation))) ** (quarter // 4)), quarter)


def _quarterly(yearly: int, quarter: int) -> int:
    """A quarter of a yearly sum, so that any four in a row add up to it."""
    return shares(yearly, 4)[quarter % 4]


def shares(pence: int, parts: int) -> list[int]:
    """A sum in whole pence over some quarters, the odd pence in the first."""
    each, odd = divmod(pence, parts)
    return [each + (number < odd) for number in range(parts)]


def uplifted(pence: int, rules: Rules) -> int:
    """A cost of change with the allowance for optimism."""
    return _rounded(pence * (1 + Decimal(str(rules.optimism_bias))))


def _rounded(pence: Decimal) -> int:
    return int(pence.quantize(Decimal(1), ROUND_HALF_EVEN))
