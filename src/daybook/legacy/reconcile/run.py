"""One reconciliation from the asking to the filed findings."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from django.db import transaction

from daybook.book.author import system as system_author
from daybook.book.pages import append
from daybook.legacy import kinds
from daybook.legacy.engine.ports import CannotRead, Clock, Holding, OldSystem
from daybook.legacy.mapping import Held
from daybook.legacy.models import DayCount, Delivery, Difference, FunctionCount, Reconciliation, RunState
from daybook.legacy.read_in.told import as_taken, taken_there
from daybook.legacy.reconcile.compare import Comparison, Found
from daybook.legacy.reconcile.entered_there import look_read_in
from daybook.legacy.reconcile.ours import first_confirmed, ours
from daybook.legacy.switch.functions import function_of
from daybook.legacy.switch.left_out import LeftOut

log = logging.getLogger(__name__)
PATIENCE = timedelta(minutes=30)
TOGETHER = 500


def step(system: OldSystem, run: Reconciliation, clock: Clock | None = None) -> bool:
    """Go on with an open run: ask for the extract, or compare it once it is there. True when the run has ended."""
    now = (clock or Clock()).now()
    try:
        return _step(system, run, now)
    except CannotRead as error:
        _end(run, RunState.FAILED, str(error), now)
        return True


def _step(system: OldSystem, run: Reconciliation, now: datetime) -> bool:
    if system.extracts is None:
        raise CannotRead(f"{system.title} cannot be read: it gives no extract.")
    if run.requested_at is None:
        run.requested_at = now
        system.extracts.ask(run.pk.hex)
        run.save(update_fields=["requested_at"])
    with system.extracts.opened(run.pk.hex) as records:
        if records is not None:
            _compare(system, run, records, now)
            return True
    if now - run.requested_at > PATIENCE:
        raise CannotRead(f"{system.title} gave no extract within {PATIENCE.seconds // 60} minutes.")
    return False


def _compare(system: OldSystem, run: Reconciliation, records: Holding, now: datetime) -> None:
    assert run.requested_at is not None
    assert system.extracts is not None
    asked = reports_asked(system)
    comparison = Comparison(first_confirmed(system), system.extracts.reports - asked)
    comparison.take_theirs(records)
    comparison.take_ours(ours(system, run.requested_at, asked))
    look_read_in(system, comparison, asked)
    comparison.finish()
    values = _values(system, comparison.found, records)
    with transaction.atomic():
        _file(system, run, comparison, values)
        _end(run, RunState.DONE, "", now)


def reports_asked(system: OldSystem) -> frozenset[str]:
    """The kinds of report that are compared: those of its extract, but for functions that are ours only."""
    left_out, reports = LeftOut(system.name), system.extracts.reports if system.extracts else frozenset[str]()
    return frozenset(report for report in reports if report not in left_out)


def _file(
    system: OldSystem, run: Reconciliation, comparison: Comparison, values: dict[str, list[dict[str, Any]]]
) -> None:
    """The findings; those of the run before make room."""
    settled = _settled(system)
    Difference.objects.filter(run__system=system.name).delete()
    for batch in _batches(comparison.found):
        Difference.objects.bulk_create(
            [_row(run, found, values.get(found.key, []), settled) for found in batch]
        )
    DayCount.objects.bulk_create(_days(run, comparison))
    FunctionCount.objects.bulk_create(_functions(system, run, comparison, settled))
    for name in ("alike", "on_the_way", "earlier"):
        setattr(run, name, getattr(comparison, name))
    run.ours, run.theirs = comparison.ours.total(), comparison.theirs.total()
    for kind in ("only-here", "only-there", "differs"):
        open_ones = [f for f in comparison.found if f.kind == kind and f.fingerprint not in settled]
        setattr(run, kind.replace("-", "_"), len(open_ones))


def _end(run: Reconciliation, state: RunState, problem: str, now: datetime) -> None:
    run.state, run.problem, run.finished_at = state, problem[:500], now
    run.save()
    counts = {name: getattr(run, name) for name in ("ours", "theirs", "only_here", "only_there", "differs")}
    notes = {"system": run.system, "state": str(state), "problem": run.problem, **counts}
    append(kinds.RECONCILED, system_author("reconcile"), notes=notes)


def _row(
    run: Reconciliation, found: Found, values: list[dict[str, Any]], settled: dict[str, Difference]
) -> Difference:
    told, before = found.ours, settled.get(found.fingerprint)
    return Difference(
        run=run,
        kind=found.kind,
        report=found.report,
        key=found.key[:60],
        reference=found.reference[:120],
        day=found.day,
        delivery_id=told.delivery_id if told else None,
        record_type=told.record_type if told else "",
        record_id=told.record_id if told else None,
        part_id=told.part_id if told else None,
        values=values if found.kind == "differs" else [],
        fingerprint=found.fingerprint,
        settled_at=before.settled_at if before else None,
        settled_by=before.settled_by if before else None,
        settled_reason=before.settled_reason if before else "",
    )


def _settled(system: OldSystem) -> dict[str, Difference]:
    """What a person settled of the run before: it stays settled while it is the same."""
    rows = Difference.objects.filter(run__system=system.name, settled_at__isnull=False)
    return {row.fingerprint: row for row in rows}


def _days(run: Reconciliation, comparison: Comparison) -> list[DayCount]:
    """The days and kinds whose counts are not the same."""
    both = comparison.ours.keys() | comparison.theirs.keys()
    counts = [(key, comparison.ours[key], comparison.theirs[key]) for key in both]
    return [
        DayCount(run=run, day=day, report=report, ours=here, theirs=there)
        for (day, report), here, there in counts
        if here != there
    ]


def _functions(
    system: OldSystem, run: Reconciliation, comparison: Comparison, settled: Container[str]
) -> list[FunctionCount]:
    """What was found of each function, by which clean days are counted."""
    compared: Counter[str] = Counter()
    for (_, report), number in comparison.ours.items():
        compared[function_of(report)] += number
    found = Counter(function_of(each.report) for each in comparison.found)
    unsettled = Counter(function_of(e.report) for e in comparison.found if e.fingerprint not in settled)
    functions = {function_of(report) for report in reports_asked(system)}
    return [
        FunctionCount(
            run=run, function=each, compared=compared[each], found=found[each], unsettled=unsettled[each]
        )
        for each in sorted(functions)
    ]


def _values(system: OldSystem, found: list[Found], records: Holding) -> dict[str, list[dict[str, Any]]]:
    """The fields that differ, by key: of the extract these alone are read a second time."""
    differing = {each.key: each for each in found if each.kind == "differs"}
    if not differing:
        return {}
    values = {}
    for batch in _batches(records.only({each.place for each in differing.values()})):
        for theirs, mine in _with_ours(system, batch, differing):
            values[theirs.key] = _fields(system, mine, theirs)
    return values


def _with_ours(
    system: OldSystem, batch: list[Held], differing: dict[str, Found]
) -> Iterator[tuple[Held, Held]]:
    assert system.extracts is not None
    ids = {held.key: told.delivery_id for held in batch if (told := differing[held.key].ours)}
    rows, taken = Delivery.objects.in_bulk(list(ids.values())), taken_there(system.name)
    for held in batch:
        if held.key in ids:
            row = rows[ids[held.key]]
            yield held, as_taken(system.extracts.ours(held.report, bytes(row.payload or b"")), row, taken)


def _fields(system: OldSystem, mine: Held, theirs: Held) -> list[dict[str, Any]]:
    assert system.extracts is not None
    places = [
        place
        for place in {**mine.values, **theirs.values}
        if mine.values.get(place) != theirs.values.get(place)
    ]
    return [
        {
            "field": system.extracts.path_of(mine.report, place),
            "place": place,
            "ours": _texts(mine, place),
            "theirs": _texts(theirs, place),
        }
        for place in places
    ]


def _texts(held: Held, place: str) -> list[str]:
    return [text for _, text in held.values.get(place, [])]


def _batches(items: Iterable[Any]) -> Iterator[list[Any]]:
    rest = iter(items)
    while batch := list(islice(rest, TOGETHER)):
        yield batch
