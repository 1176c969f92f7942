"""The measurements of bench.legacy, each in a process and a database of its own."""

from __future__ import annotations

import os
import statistics
import sys
import threading
import time
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.core.management import call_command
from django.db import connection

from daybook.book import Act, clerk, readers, register_kind
from daybook.book.pages import Line, append_many
from daybook.legacy import registry
from daybook.legacy.engine.dispatcher import Dispatcher
from daybook.legacy.engine.office import Office
from daybook.legacy.engine.ports import OldSystem, Outcome, Parcel
from daybook.legacy.models import UNFINISHED, Delivery, State
from helpers import OFFICER
from old_systems import RECORDED, Pace, Target, old_system

ENTRIES, DELIVERIES, WORKERS = 4000, 8000, 4
A_SECOND, SLOW_SECONDS = 50, 5.0
GLIMPSED = register_kind("glimpse:recorded", Act.COLLECTION, "Glimpse recorded")
DOCUMENT = {"report": "sighting", "verb": "create", "text": "x"}


def noop(name: str, **changes: Any) -> OldSystem:
    def send(parcel: Parcel) -> Outcome:
        return Outcome("confirmed", reference=parcel.key[:12])

    return registry.register(
        old_system(Target(name), **{"send": send, "limits": Pace(max_in_flight=64)} | changes)
    )


def write(count: int, kind: str = RECORDED) -> None:
    append_many(Line(kind, OFFICER, "event", uuid4()) for _ in range(count))


def seal() -> None:
    while clerk.seal_pending():
        pass


def read() -> None:
    while any(readers.read_on(reader) for reader in readers.all_readers() if reader.name == "legacy"):
        pass


def rows(seconds: float) -> None:
    """Entry to 8 delivery rows."""
    for number in range(8):
        noop(f"noop{number}")
    write(ENTRIES)
    seal()
    began = time.perf_counter()
    read()
    spent = time.perf_counter() - began
    made = Delivery.objects.count()
    assert made == 8 * ENTRIES
    show("entry -> 8 delivery rows", f"{made / 8 / spent:,.0f} entries/s", "at least 500 entries/s")


def confirm(seconds: float) -> None:
    """Claimed and confirmed with 4 worker processes."""
    system = noop("noop")
    write(DELIVERIES)
    seal()
    read()
    connection.close()
    began = time.perf_counter()
    children = [_fork(lambda name=f"w{number}": _work(system, name)) for number in range(WORKERS)]
    for child in children:
        os.waitpid(child, 0)
    spent = time.perf_counter() - began
    assert Delivery.objects.filter(state=State.CONFIRMED).count() == DELIVERIES
    show("deliveries claimed and confirmed, 4 workers", f"{DELIVERIES / spent:,.0f}/s", "at least 1,000/s")


def _fork(work: Callable[[], None]) -> int:
    child = os.fork()
    if child == 0:
        work()
        os._exit(0)
    return child


def _work(system: OldSystem, holder: str) -> None:
    dispatcher = Dispatcher(system, holder, lambda record_id: DOCUMENT)
    while dispatcher.turn() or Delivery.objects.filter(state__in=UNFINISHED).exists():
        pass


def apart(seconds: float) -> None:
    """The delay of two well targets, beside two others that are well and then beside one down and one slow."""
    alone = _flow(seconds / 2, "calm", Outcome("confirmed", reference="r"), 0.0)
    beside = _flow(
        seconds, "ill", Outcome("failed", reason="It cannot be reached.", reached=False), SLOW_SECONDS
    )
    change = (beside / alone - 1) * 100
    found = f"p95 {alone * 1000:.0f} ms -> {beside * 1000:.0f} ms ({change:+.0f}%)"
    show("one down, one slow: others' delay, entry to confirmation", found, "unchanged within 20%")


def _flow(seconds: float, run: str, down: Outcome, slow: float) -> float:
    """50 entries a second, each due to a well target and to one that may be ill: the well ones' p95 in seconds."""

    def dawdle(parcel: Parcel) -> Outcome:
        time.sleep(slow)
        return Outcome("confirmed", reference="slow")

    registry._systems.clear()
    first, second = frozenset({"sighting"}), frozenset({"glimpse"})
    well = [noop(f"{run}1", wants=first), noop(f"{run}2", wants=second)]
    ill = [
        noop(f"down-{run}", wants=first, send=lambda parcel: down, limits=Pace()),
        noop(f"slow-{run}", wants=second, send=dawdle, limits=Pace()),
    ]
    office = Office(well + ill, f"bench-{run}", lambda record_id: DOCUMENT)
    office.start()
    stop = threading.Event()
    helpers = [threading.Thread(target=_again, args=(work, stop)) for work in (office.look, _seal_and_read)]
    for helper in helpers:
        helper.start()
    _write_evenly(int(seconds * A_SECOND))
    _drain([system.name for system in well])
    stop.set()
    for helper in helpers:
        helper.join()
    office.close(SLOW_SECONDS + 5)
    return statistics.quantiles(_delays(run), n=20)[-1]


def _write_evenly(count: int) -> None:
    began = time.perf_counter()
    for number in range(count):
        time.sleep(max(0.0, began + number / A_SECOND - time.perf_counter()))
        write(1, RECORDED if number % 2 else GLIMPSED)


def _delays(run: str) -> list[float]:
    """Seconds from the entry's writing to the confirmation, for the well targets of a run."""
    sql = (
        "SELECT extract(epoch FROM d.confirmed_at - e.written_at) FROM legacy_delivery d "
        "JOIN book_entry e ON e.id = d.entry_id WHERE d.system LIKE %s AND d.state = 'confirmed'"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [f"{run}%"])
        return [float(row[0]) for row in cursor.fetchall()]


def _drain(names: list[str]) -> None:
    while Delivery.objects.filter(system__in=names, state__in=UNFINISHED).exists():
        time.sleep(0.1)


def _again(work: Callable[[], object], stop: threading.Event) -> None:
    while not stop.is_set():
        work()
        stop.wait(0.1 if work is not _seal_and_read else 0.05)
    connection.close()


def _seal_and_read() -> None:
    seal()
    read()


def show(what: str, found: str, reach: str) -> None:
    print(f"{what:<60} {connection.vendor:<11} {found:<34} reach: {reach}", flush=True)


def main() -> None:
    """Run the part that the command line names; Django is set up already."""
    call_command("migrate", verbosity=0)
    registry._systems.clear()
    registry._loaded = True
    {"rows": rows, "confirm": confirm, "apart": apart}[sys.argv[1]](float(sys.argv[2]))
