"""What pages, API and commands read about deliveries. Each takes the caller first and checks the permission."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.legacy import registry
from daybook.legacy.clock import LONDON, clock_time
from daybook.legacy.engine.gate import closed_until
from daybook.legacy.engine.ports import OldSystem
from daybook.legacy.far_words import far_words, is_silent
from daybook.legacy.models import (
    UNFINISHED,
    Breaker,
    Delivery,
    Difference,
    FarSide,
    Position,
    Reading,
    Reconciliation,
    RunState,
    State,
    System,
    Turn,
    UnmatchedReply,
)
from daybook.legacy.read_in.words import reading_words
from daybook.legacy.switch.functions import functions_of, words_of
from daybook.legacy.switch.positions import START, last_turns, repairable

SLOW_MS = 2000.0


@dataclass(frozen=True, slots=True)
class Health:
    """How one old system stands now. `state`: up, slow, down, paused, resting or, where another host
    delivers to it and none was heard of lately, unheard.

    `masters`: for each kind of record that it takes, where the switch stands.
    """

    system: OldSystem
    row: System
    state: str
    waiting: int
    oldest: datetime | None
    refused_today: int
    confirmed_today: int
    opens_at: datetime | None
    reconciled: Reconciliation | None = None
    masters: tuple[tuple[str, Position], ...] = ()
    reading: Reading | None = None
    far: FarSide | None = None

    @property
    def far_words(self) -> list[str]:
        """Of a system that another host delivers to: how that host stands."""
        if self.system.elsewhere is None:
            return []
        now = timezone.now()
        resting = self.row.maintenance_until and self.row.maintenance_until > now
        return far_words(self.system.name, self.far, self.row.paused or bool(resting), now)

    @property
    def read_words(self) -> str:
        return reading_words(self.system, self.reading, timezone.now())

    @property
    def words(self) -> str:
        opens = f" until {clock_time(self.opens_at)}" if self.opens_at else ""
        return {
            "up": "Answering",
            "slow": "Slow",
            "down": f"Not answering, next try {clock_time(self.opens_at)}"
            if self.opens_at
            else "Not answering",
            "paused": "Paused",
            "unheard": "Its host is not there",
            "resting": f"Maintenance{opens}",
        }[self.state]


def health(caller: Caller) -> list[Health]:
    """Every joined system, in seven queries however many there are."""
    require(caller, "legacy.see-deliveries")
    now = timezone.now()
    rows = {row.name: row for row in System.objects.all()}
    counts, reconciled, turns = _counts(now), _last_reconciled(), last_turns()
    readings, far = Reading.objects.in_bulk(), FarSide.objects.in_bulk()
    found = [
        _health(
            system,
            rows.get(system.name) or System(name=system.name),
            counts.get(system.name, {}),
            far.get(system.name),
            now,
        )
        for system in registry.all_systems()
    ]
    return [
        replace(
            each,
            reconciled=reconciled.get(each.system.name),
            masters=_masters(each.system, turns),
            reading=readings.get(each.system.name),
        )
        for each in found
    ]


def _masters(system: OldSystem, turns: Mapping[tuple[str, str], Turn]) -> tuple[tuple[str, Position], ...]:
    known = {name: Position(turn.after) for (owner, name), turn in turns.items() if owner == system.name}
    return tuple((words_of(each), known.get(each, START)) for each in functions_of(system))


def _last_reconciled() -> dict[str, Reconciliation]:
    """The last comparison of each system that came to an end."""
    ended = Reconciliation.objects.exclude(state=RunState.ASKED)
    newer = ended.filter(system=OuterRef("system"), asked_at__gt=OuterRef("asked_at"))
    return {run.system: run for run in ended.filter(~Exists(newer))}


def _counts(now: datetime) -> dict[str, dict[str, Any]]:
    """Working rows by system; today is since midnight in London."""
    midnight = now.astimezone(LONDON).replace(hour=0, minute=0, second=0, microsecond=0)
    open_or_today = Q(state__in=UNFINISHED) | Q(finished_at__gte=midnight)
    found = Delivery.objects.filter(open_or_today).values("system")
    counted = found.annotate(
        waiting=Count("id", Q(state__in=UNFINISHED)),
        oldest=Min("created_at", filter=Q(state__in=UNFINISHED)),
        refused=Count("id", Q(state=State.REFUSED)),
        confirmed=Count("id", Q(state=State.CONFIRMED)),
    )
    return {each["system"]: dict(each) for each in counted.order_by()}


def _health(
    system: OldSystem, row: System, counted: dict[str, Any], far: FarSide | None, now: datetime
) -> Health:
    opens = closed_until(row, system.limits, now)
    unheard = system.elsewhere is not None and is_silent(far, now)
    state = _state(row, opens)
    return Health(
        system,
        row,
        "unheard" if unheard and state in ("up", "slow") else state,
        counted.get("waiting", 0),
        counted.get("oldest"),
        counted.get("refused", 0),
        counted.get("confirmed", 0),
        opens,
        far=far,
    )


def _state(row: System, opens: datetime | None) -> str:
    if row.paused:
        return "paused"
    if row.breaker != Breaker.CLOSED:
        return "down"
    if opens:
        return "resting"
    return "slow" if (row.latency_ms or 0) > SLOW_MS else "up"


def latest_of_record(record_id: UUID) -> dict[str, Delivery]:
    """The newest delivery of a record for each system; one superseded stands only where nothing newer does."""
    rows = Delivery.objects.filter(record_id=record_id).order_by("seq").defer("payload")
    return {row.system: row for row in rows}


def deliveries_of(caller: Caller, record_id: UUID) -> QuerySet[Delivery]:
    """All deliveries of a record, newest first. The caller of this must have shown the record itself."""
    require(caller, "legacy.see-deliveries")
    return Delivery.objects.filter(record_id=record_id).order_by("-seq", "system").defer("payload")


def exceptions(caller: Caller) -> QuerySet[Delivery]:
    """The desk: what a system refused, newest first."""
    require(caller, "legacy.work-exceptions")
    return Delivery.objects.filter(state=State.REFUSED).order_by("-seq", "system").defer("payload")


def causes(caller: Caller) -> list[dict[str, Any]]:
    """The desk by cause: system, code, how many, since when."""
    found = exceptions(caller).order_by().values("system", "code")
    counted = found.annotate(count=Count("id"), oldest=Min("finished_at"))
    return sorted(map(dict, counted), key=lambda each: (-each["count"], each["system"], each["code"]))


def reconciliations(caller: Caller, name: str) -> list[Reconciliation]:
    """The last hundred comparisons of a system, the newest first."""
    require(caller, "legacy.work-exceptions")
    return list(Reconciliation.objects.filter(system=name).order_by("-asked_at")[:100])


def latest_done(runs: Iterable[Reconciliation]) -> Reconciliation | None:
    """The newest that came to its end."""
    return next((run for run in runs if run.state == RunState.DONE), None)


def open_run(runs: Iterable[Reconciliation]) -> Reconciliation | None:
    """The one that waits for its extract."""
    return next((run for run in runs if run.state == RunState.ASKED), None)


def differences(caller: Caller, name: str) -> QuerySet[Difference]:
    """What the latest comparison found, by kind."""
    require(caller, "legacy.work-exceptions")
    return Difference.objects.filter(run__system=name).order_by("kind", "id")


def to_repair(caller: Caller, name: str) -> list[tuple[str, int]]:
    """Kind and number of the open differences that can be put right from here."""
    open_ones = differences(caller, name).filter(record_id__isnull=False, repaired_at=None, settled_at=None)
    return list(repairable(name, open_ones).order_by("kind").values_list("kind").annotate(Count("id")))


def unmatched_replies(caller: Caller) -> QuerySet[UnmatchedReply]:
    """Answers that fit nothing and that nobody has settled, newest first."""
    require(caller, "legacy.work-exceptions")
    return UnmatchedReply.objects.filter(settled_at=None).order_by("-received_at")


@dataclass(frozen=True, slots=True)
class Tally:
    """How many deliveries to one system are in that state, and since when the oldest of them."""

    system: str
    state: str
    count: int
    oldest: datetime


def tallies() -> list[Tally]:
    """What is under way or refused, in one query; figures for operators, of no record."""
    rows = Delivery.objects.filter(state__in=[*UNFINISHED, State.REFUSED]).values("system", "state")
    counted = rows.annotate(count=Count("id"), oldest=Min("created_at")).order_by("system", "state")
    return [Tally(**each) for each in counted]


def oldest_waiting(now: datetime | None = None) -> timedelta | None:
    """The age of the oldest unfinished delivery: the figure to raise an alarm on."""
    oldest = Delivery.objects.filter(state__in=UNFINISHED).aggregate(Min("created_at"))["created_at__min"]
    return (now or timezone.now()) - oldest if oldest else None
