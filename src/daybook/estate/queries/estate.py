"""The whole estate as findings, risk and counting see it: a fixed number of queries however many systems there are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import F, Max
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.estate import money
from daybook.estate.counting import Rule
from daybook.estate.facts import Facts, Judged, Support, Terms
from daybook.estate.findings import Finding, Found, findings_of
from daybook.estate.models import (
    Component,
    Contract,
    ContractCover,
    CostLine,
    CriterionScore,
    Interface,
    System,
    SystemCapability,
)
from daybook.estate.queries.counting import rule_in_force
from daybook.estate.queries.duplicates import evidence_by_number
from daybook.estate.queries.unchanged import unchanged
from daybook.estate.register.words import Part, Spending
from daybook.estate.risk import Risk, Score, risk_of, scores_of

SEE = "estate.see-register"
COLUMNS = (
    "id", "number", "name", "counting_class", "counting", "state", "supplier", "unit", "business_owner",
    "technical_owner", "responsible_officer", "named_users", "active_users_30", "active_users_90", "last_sign_on",
    "open_vulnerabilities", "worst_vulnerability", "failures_year", "outage_hours_year", "internal_end",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Held:
    """One system with all that follows from what is known of it."""

    facts: Facts
    scores: Mapping[str, Score]
    risk: Risk
    findings: Sequence[Found]
    counted: bool
    spending: Mapping[str, int]

    def has(self, finding: str) -> bool:
        return any(found.finding == finding for found in self.findings)


@dataclass(frozen=True)
class Estate:
    """Every system on the register, by number; `year` is the financial year whose costs are shown."""

    systems: Sequence[Held]
    year: money.Year
    rule: Rule
    today: date

    @cached_property
    def here(self) -> list[Held]:
        """Those that are not switched off."""
        return [held for held in self.systems if held.facts.is_here]

    @property
    def counted(self) -> list[Held]:
        return [held for held in self.systems if held.counted]

    @cached_property
    def spending(self) -> dict[str, int]:
        """Pence of the year by run, grow and transform."""
        total: Counter[str] = Counter({word.value: 0 for word in Spending})
        for held in self.systems:
            total.update(held.spending)
        return dict(total)

    @property
    def budget(self) -> int:
        return sum(self.spending.values())

    def found(self, finding: Finding) -> list[Held]:
        return [held for held in self.systems if held.has(finding)]

    def one(self, system: UUID) -> Held:
        return self._by_id[system]

    @cached_property
    def _by_id(self) -> dict[UUID, Held]:
        return {held.facts.id: held for held in self.systems}


def the_estate(caller: Caller) -> Estate:
    """The estate as it is today."""
    require(caller, SEE)
    return unchanged(_read, timezone.localdate())


def _read(today: date) -> Estate:
    year = shown_year(today)
    known, rule, duplicates = _Known.read(year), rule_in_force().rule, evidence_by_number()
    rows = System.objects.order_by("number").values(*COLUMNS)
    systems = [_held(row, known, rule, today, duplicates.get(row["number"], "")) for row in rows]
    return Estate(systems, year, rule, today)


def shown_year(today: date) -> money.Year:
    """The financial year we are in, or the latest before it for which there are costs."""
    latest = CostLine.objects.aggregate(latest=Max("last_month"))["latest"]
    return min(money.year_of(today), money.year_of(latest)) if latest else money.year_of(today)


@dataclass(slots=True)
class _Known:
    """What stands in other tables, by system."""

    supports: Mapping[UUID, list[Support]]
    contracts: Mapping[UUID, list[Terms]]
    spending: Mapping[UUID, Counter[str]]
    capabilities: Mapping[UUID, dict[str, int]]
    judged: Mapping[UUID, dict[str, Judged]]
    feeds: Counter[UUID]
    fed_by: Counter[UUID]

    @classmethod
    def read(cls, year: money.Year) -> _Known:
        feeds, fed_by = _interfaces()
        spending = _spending(year)
        return cls(_supports(), _contracts(), spending, _capabilities(), _judged(), feeds, fed_by)


def _supports() -> Mapping[UUID, list[Support]]:
    found: dict[UUID, list[Support]] = defaultdict(list)
    rows = Component.objects.filter(support_ends__isnull=False).order_by("part")
    for system, part, name, ends in rows.values_list("system_id", "part", "name", "support_ends"):
        title = Part(part).label if part else "The product"
        found[system].append(Support(f"{title} {name}".strip(), ends or date.max))
    return found


def _contracts() -> Mapping[UUID, list[Terms]]:
    found: dict[UUID, list[Terms]] = defaultdict(list)
    known = {row.pk: Terms(row.number, _last_day(row), row.replacement) for row in Contract.objects.all()}
    rows = ContractCover.objects.order_by("id")
    for system, contract in rows.values_list("system_id", "contract_id"):
        found[system].append(known[contract])
    return found


def _last_day(row: Contract) -> date | None:
    """Until when it may run: an extension that was agreed counts."""
    return max(row.ends, row.extension_until) if row.ends and row.extension_until else row.ends


def _spending(year: money.Year) -> Mapping[UUID, Counter[str]]:
    """What falls into the year, by system and by run, grow or transform."""
    found: dict[UUID, Counter[str]] = defaultdict(Counter)
    within = {"first_month__lte": year.last_month, "last_month__gte": year.first_month}
    rows = CostLine.objects.filter(**within).order_by()
    for system, spending, pence, first, last in rows.values_list(
        "system_id", "spending", "pence", "first_month", "last_month"
    ):
        found[system][spending] += money.in_year(pence, first, last, year)
    return found


def _capabilities() -> Mapping[UUID, dict[str, int]]:
    found: dict[UUID, dict[str, int]] = defaultdict(dict)
    rows = SystemCapability.objects.all()
    for system, code, weight in rows.values_list("system_id", "code", "weight"):
        found[system][code] = weight
    return found


def _judged() -> Mapping[UUID, dict[str, Judged]]:
    found: dict[UUID, dict[str, Judged]] = defaultdict(dict)
    for row in CriterionScore.objects.all():
        found[row.system_id][row.criterion] = Judged(row.score, row.reason, row.evidence)
    return found


def _interfaces() -> tuple[Counter[UUID], Counter[UUID]]:
    """How many others take something from each system, and give it something, through interfaces not ended."""
    feeds: Counter[UUID] = Counter()
    fed_by: Counter[UUID] = Counter()
    rows = Interface.objects.filter(ended_on__isnull=True).exclude(source=F("target")).order_by()
    for source, target, both in rows.values_list("source_id", "target_id", "both_ways").distinct():
        for giver, taker in ((source, target), (target, source))[: 1 + both]:
            feeds[giver] += 1
            fed_by[taker] += 1
    return feeds, fed_by


def _held(row: dict[str, Any], known: _Known, rule: Rule, today: date, duplicate: str) -> Held:
    key, own_end = row["id"], row.pop("internal_end")
    spending = known.spending.get(key, Counter())
    supports = list(known.supports.get(key, ()))
    if own_end:
        supports.append(Support("The system", own_end, "the force"))
    facts = Facts(
        **row,
        capabilities=known.capabilities.get(key, {}),
        supports=tuple(supports),
        contracts=tuple(known.contracts.get(key, ())),
        feeds=known.feeds[key],
        fed_by=known.fed_by[key],
        yearly=sum(spending.values()) if spending else None,
        judged=known.judged.get(key, {}),
    )
    scores = scores_of(facts, today)
    risk = risk_of({code: one.score for code, one in scores.items() if one.score is not None})
    return Held(facts, scores, risk, findings_of(facts, scores, duplicate), rule.counts(facts), spending)
