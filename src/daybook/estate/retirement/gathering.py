"""From the tables of register, feeds and old systems to the cases that the rules look at; for many at one time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TypeVar
from uuid import UUID

from django.db.models import Max, Min, Q, Sum
from django.utils import timezone

from daybook.estate.models import (
    ContractCover,
    CostLine,
    Criterion,
    Interface,
    ParityItem,
    Payment,
    Retirement,
    SignOnCount,
    StopRule,
)
from daybook.estate.register.words import Basis, Spending
from daybook.estate.retirement import proofs
from daybook.estate.retirement.case import Case, Parity, Signature, SwitchAt
from daybook.estate.retirement.joined import Joined, joined_systems
from daybook.estate.retirement.stops import Figures, Rule, stop_of
from daybook.legacy.models import Position
from daybook.legacy.switch.standing import Standing


@dataclass(frozen=True, slots=True)
class Fees:
    """Contracts that cover a system and run on; numbers of those that cover it alone; what was paid, by day."""

    running: list[proofs.Running] = field(default_factory=list)
    alone: list[str] = field(default_factory=list)
    paid: list[tuple[date, int]] = field(default_factory=list)


class Gathering:
    """All that is asked of the tables about these retirements, in a fixed number of queries."""

    def __init__(self, retirements: Sequence[Retirement], today: date | None = None) -> None:
        self.retirements = retirements
        self.today = today or timezone.localdate()
        self.ids = [each.pk for each in retirements]
        self.systems = [each.system_id for each in retirements]

    def case(self, retirement: Retirement) -> Case:
        """How it stands now."""
        joined = self.joined.get(retirement.joined, Joined())
        return Case(
            state=retirement.system.state,
            begun=timezone.localdate(retirement.begun_at),
            since=timezone.localdate(retirement.state_since),
            parity=tuple(
                Parity(item.title, item.verdict, timezone.localdate(item.at) if item.at else None)
                for item in self.parity[retirement.pk]
            ),
            signatures=tuple(_signature(each) for each in self.criteria[retirement.pk]),
            switches=tuple(map(_switch, joined.standings)),
            proofs=(
                proofs.no_sign_on(self._use(retirement, joined), self.today),
                proofs.data_kept(_kept(retirement)),
                proofs.no_interface(self._interfaces(retirement), joined.title if joined.is_joined else ""),
                proofs.payment_stopped(self.ledger(retirement), self.today),
            ),
            stops=tuple(
                stop_of(_rule(each), self._figures(retirement, joined)) for each in self.rules[retirement.pk]
            ),
        )

    def ledger(self, retirement: Retirement) -> proofs.Ledger:
        fees = self.fees[retirement.system_id]
        since, until = self._span
        return proofs.Ledger(tuple(sorted(fees.paid)), since, until, tuple(fees.running))

    @cached_property
    def parity(self) -> dict[UUID, list[ParityItem]]:
        return _by(ParityItem.objects.filter(retirement__in=self.ids))

    @cached_property
    def criteria(self) -> dict[UUID, list[Criterion]]:
        return _by(Criterion.objects.filter(retirement__in=self.ids))

    @cached_property
    def rules(self) -> dict[UUID, list[StopRule]]:
        return _by(StopRule.objects.filter(retirement__in=self.ids))

    @cached_property
    def joined(self) -> dict[str, Joined]:
        return joined_systems({each.joined for each in self.retirements if each.joined})

    @cached_property
    def fees(self) -> dict[UUID, Fees]:
        """Payments that name the system, and those on a contract that covers it alone."""
        found: dict[UUID, Fees] = defaultdict(Fees)
        covers = ContractCover.objects.filter(contract__covers__system__in=self.systems).distinct()
        under: dict[UUID, list[ContractCover]] = defaultdict(list)
        for cover in covers.select_related("contract"):
            under[cover.contract_id].append(cover)
        alone: dict[str, UUID] = {}
        for group in under.values():
            contract = group[0].contract
            for cover in group:
                if contract.ends is None or contract.ends >= self.today:
                    running = proofs.Running(contract.number, contract.ends, len(group) - 1)
                    found[cover.system_id].running.append(running)
            if len(group) == 1:
                alone[contract.number] = group[0].system_id
        self._add_paid(found, alone)
        return found

    def _add_paid(self, found: dict[UUID, Fees], alone: dict[str, UUID]) -> None:
        rows = Payment.objects.filter(Q(system__in=self.systems) | Q(contract_number__in=alone))
        values = rows.order_by().values_list("system_id", "contract_number", "paid_on", "pence")
        for system, contract, day, pence in values:
            owner = system or alone.get(contract)
            if owner:
                found[owner].paid.append((day, pence))

    @cached_property
    def _span(self) -> tuple[date | None, date | None]:
        """First and last day of the ledger."""
        span = Payment.objects.aggregate(since=Min("paid_on"), until=Max("paid_on"))
        return span["since"], span["until"]

    @cached_property
    def _log_until(self) -> date | None:
        until: date | None = SignOnCount.objects.aggregate(until=Max("until"))["until"]
        return until

    @cached_property
    def _counts(self) -> dict[UUID, list[SignOnCount]]:
        found: dict[UUID, list[SignOnCount]] = defaultdict(list)
        for row in SignOnCount.objects.filter(system__in=self.systems):
            if row.system_id:
                found[row.system_id].append(row)
        return found

    @cached_property
    def _left(self) -> list[Interface]:
        ends = Q(ended_on=None) | Q(ended_on__gt=self.today)
        mine = Q(source__in=self.systems) | Q(target__in=self.systems)
        return list(Interface.objects.filter(ends, mine).select_related("source", "target"))

    def _interfaces(self, retirement: Retirement) -> list[str]:
        mine = [each for each in self._left if retirement.system_id in (each.source_id, each.target_id)]
        return [f"{each.source.name} to {each.target.name}" for each in mine]

    @cached_property
    def _spent(self) -> dict[UUID, int]:
        """Pence that were paid to move each system, as its cost lines say."""
        lines = CostLine.objects.filter(system__in=self.systems, spending=Spending.TRANSFORM)
        known = lines.filter(basis=Basis.ACTUAL, first_month__lte=self.today)
        return dict(known.order_by().values_list("system").annotate(Sum("pence")))

    def _use(self, retirement: Retirement, joined: Joined) -> proofs.Use:
        rows = self._counts.get(retirement.system_id, [])
        days = [row.last_on for row in rows]
        known = retirement.system.last_sign_on
        last = max([*days, *([known] if known else [])], default=None)
        return proofs.Use(last, self._log_until, joined.delivered)

    def _figures(self, retirement: Retirement, joined: Joined) -> Figures:
        rows = self._counts.get(retirement.system_id, [])
        used = max((row.users_30 for row in rows), default=retirement.system.active_users_30)
        spent = self._spent.get(retirement.system_id, 0)
        return Figures(retirement.system.state, self.today, spent, used, joined.different_on)


Part = TypeVar("Part", ParityItem, Criterion, StopRule)


def _by(rows: Iterable[Part]) -> dict[UUID, list[Part]]:
    """Those of each retirement; none for one that has none."""
    found: dict[UUID, list[Part]] = defaultdict(list)
    for row in rows:
        found[row.retirement_id].append(row)
    return found


def _switch(standing: Standing) -> SwitchAt:
    turned = standing.turn.turned_at if standing.turn else None
    return SwitchAt(
        standing.words,
        standing.position.label,
        ours_stands=standing.position in (Position.OURS_WINS, Position.OURS_ONLY),
        ours_only=standing.position == Position.OURS_ONLY,
        since=timezone.localdate(turned) if turned else None,
    )


def _signature(row: Criterion) -> Signature:
    at = timezone.localdate(row.signed_at) if row.signed_at else None
    return Signature(row.gate, row.text, row.answer, row.reason, at)


def _kept(retirement: Retirement) -> proofs.Kept:
    return proofs.Kept(
        retirement.data_way,
        retirement.data_where,
        retirement.data_digest,
        retirement.data_records,
        retirement.data_on,
    )


def _rule(row: StopRule) -> Rule:
    return Rule(row.kind, row.limit, row.day, row.overruled_at is not None)
