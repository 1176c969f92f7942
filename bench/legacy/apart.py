"""One old system down and one slow: how long the others' deliveries take, beside how long they take undisturbed.

Like is compared with like: both times the same two systems are well and get the same entries, and both times each
entry is due to a second system. Undisturbed, that one is paused by a person: its rows are made and nobody is asked.
"""

from __future__ import annotations

import statistics
import threading
import time
from collections.abc import Callable
from functools import cache

from django.db import connection

from bench import measure, need
from bench.legacy.targets import DOCUMENT, GLIMPSED, alone, noop, seal_and_read, write
from daybook.book.models import Entry
from daybook.legacy.engine.office import Office
from daybook.legacy.engine.ports import OldSystem, Outcome, Parcel
from daybook.legacy.models import Delivery, State, System
from old_systems import RECORDED, Pace

SECONDS, TURNS, A_SECOND, SLOW_SECONDS = 120.0, 6, 50, 5.0
WELL = Outcome("confirmed", reference="r")
DOWN = Outcome("failed", code="ConnectError", reason="It is not answering.", reached=False)


@measure(
    "Other systems' delay while one is down and one slow, 95th percentile: change",
    unit=" %",
    at_most=20,
    runs=1,
)
def change() -> float:
    return (statistics.median(ill / calm for calm, ill in delays()) - 1) * 100


@measure("The same, undisturbed", unit=" ms", runs=1)
def undisturbed() -> float:
    return statistics.median(calm for calm, _ in delays()) * 1000


@measure("The same, one down and one answering after 5 s", unit=" ms", runs=1)
def beside() -> float:
    return statistics.median(ill for _, ill in delays()) * 1000


@cache
def delays() -> list[tuple[float, float]]:
    """95th percentiles in seconds from entry to confirmation, a pair a turn: the other two paused, and the two ill.

    Turn by turn, the one and the other first, so that what else the machine does falls on both alike; the change is
    taken within a turn and its median counts.
    """
    need("postgresql")
    pairs = []
    for turn in range(TURNS):
        order = (True, False) if turn % 2 else (False, True)
        taken = {paused: statistics.quantiles(_flow(SECONDS / TURNS, paused), n=20)[-1] for paused in order}
        pairs.append((taken[True], taken[False]))
    return pairs


def _flow(seconds: float, paused: bool) -> list[float]:
    """50 entries a second, each due to a system that is well and to one that is ill or paused."""
    first, second = frozenset({"sighting"}), frozenset({"glimpse"})
    with alone():
        well = [noop(wants=first), noop(wants=second)]
        ill = [
            noop(wants=first, send=lambda parcel: DOWN, limits=Pace()),
            noop(wants=second, send=_dawdle, limits=Pace()),
        ]
        System.objects.bulk_create([System(name=name, paused=paused) for name in _names(ill)])
        _run(Office([*well, *ill], "bench", lambda record_id: DOCUMENT), well, seconds)
        return _delays(well)


def _dawdle(parcel: Parcel) -> Outcome:
    time.sleep(SLOW_SECONDS)
    return WELL


def _run(office: Office, well: list[OldSystem], seconds: float) -> None:
    """Write evenly while the office delivers; come back once the systems that are well have everything."""
    office.start()
    stop = threading.Event()
    works = ((office.look, 0.1), (seal_and_read, 0.05))
    helpers = [threading.Thread(target=_again, args=(*work, stop)) for work in works]
    for helper in helpers:
        helper.start()
    written = int(seconds * A_SECOND)
    _write_evenly(written)
    confirmed = Delivery.objects.filter(system__in=_names(well), state=State.CONFIRMED)
    while confirmed.count() < written:
        time.sleep(0.1)
    stop.set()
    for helper in helpers:
        helper.join()
    office.close(SLOW_SECONDS + 5)


def _write_evenly(count: int) -> None:
    began = time.perf_counter()
    for number in range(count):
        time.sleep(max(0.0, began + number / A_SECOND - time.perf_counter()))
        write(1, RECORDED if number % 2 else GLIMPSED)


def _delays(systems: list[OldSystem]) -> list[float]:
    rows = Delivery.objects.filter(system__in=_names(systems), state=State.CONFIRMED)
    ended = dict(rows.values_list("entry_id", "confirmed_at"))
    written = dict(Entry.objects.filter(id__in=rows.values("entry_id")).values_list("id", "written_at"))
    return [(moment - written[entry]).total_seconds() for entry, moment in ended.items() if moment]


def _names(systems: list[OldSystem]) -> list[str]:
    return [system.name for system in systems]


def _again(work: Callable[[], object], pause: float, stop: threading.Event) -> None:
    while not stop.is_set():
        work()
        stop.wait(pause)
    connection.close()
