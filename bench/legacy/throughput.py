"""From the book's entries to delivery rows, and from rows to confirmations."""

from __future__ import annotations

import os
from collections.abc import Callable
from time import perf_counter, process_time

from django.db import connection

from bench import measure, need
from bench.legacy.targets import DOCUMENT, alone, noop, read, seal, seal_and_read, write
from daybook.legacy.engine.dispatcher import Dispatcher
from daybook.legacy.engine.ports import OldSystem
from daybook.legacy.models import UNFINISHED, Delivery, State

ENTRIES, SYSTEMS = 4000, 8
DELIVERIES, WORKERS, BY_ONE = 8000, 4, 2000


@measure("Entry to 8 delivery rows", unit=" entries/s", at_least=500)
def rows() -> float:
    with alone():
        names = [noop().name for _ in range(SYSTEMS)]
        write(ENTRIES)
        seal()
        began = perf_counter()
        read()
        spent = perf_counter() - began
        assert Delivery.objects.filter(system__in=names).count() == SYSTEMS * ENTRIES
        Delivery.objects.filter(system__in=names).delete()
    return ENTRIES / spent


@measure(
    f"Claimed and confirmed, targets that do nothing, {WORKERS} workers, {DELIVERIES:,} deliveries",
    unit="/s",
    at_least=1000,
)
def confirmed() -> float:
    need("postgresql")
    with alone():
        system = _due(DELIVERIES)
        connection.close()
        began = perf_counter()
        children = [_fork(lambda name=f"w{number}": _work(system, name)) for number in range(WORKERS)]
        endings = [os.waitpid(child, 0)[1] for child in children]
        spent = perf_counter() - began
        assert not any(endings)
        assert Delivery.objects.filter(system=system.name, state=State.CONFIRMED).count() == DELIVERIES
    return DELIVERIES / spent


@measure("Processor time of a worker for one delivery, without the database's", unit=" ms")
def processor_time() -> float:
    with alone():
        system = _due(BY_ONE)
        began = process_time()
        _work(system, "w")
        return (process_time() - began) / BY_ONE * 1000


def _due(count: int) -> OldSystem:
    """A system with that many deliveries due."""
    system = noop()
    write(count)
    seal_and_read()
    return system


def _fork(work: Callable[[], None]) -> int:
    child = os.fork()
    if child == 0:
        work()
        os._exit(0)
    return child


def _work(system: OldSystem, holder: str) -> None:
    dispatcher = Dispatcher(system, holder, lambda record_id: DOCUMENT)
    mine = Delivery.objects.filter(system=system.name, state__in=UNFINISHED)
    while dispatcher.turn() or mine.exists():
        pass
    dispatcher.close()
