"""A comparison of 100,000 records with an old system's own extract, after somebody meddled there behind our back."""

from __future__ import annotations

import json
import random
import shutil
from datetime import timedelta
from pathlib import Path
from tempfile import mkdtemp
from time import perf_counter
from uuid import uuid4

from django.utils import timezone

from bench import measure
from bench.legacy.targets import alone
from daybook.book.bulk import table_of
from daybook.legacy import registry
from daybook.legacy.joined import join
from daybook.legacy.models import Delivery, Reconciliation, State, Verb
from daybook.legacy.reconcile.run import step
from daybook.legacy.systems.custody.emulator import Cellblock
from daybook.legacy.systems.registry import mapping

RECORDS, DELETED, CHANGED, TOGETHER = 100_000, 604, 100, 5000
GOLDEN = Path(mapping("custody").folder) / "golden" / "arrest.document.json"


@measure(
    f"Reconciliation of {RECORDS:,} records, {DELETED} deleted and {CHANGED} changed there: exactly these found, from the extract",
    unit=" s",
    at_most=60,
    runs=1,
)
def reconciled() -> float:
    home = Path(mkdtemp())
    try:
        with alone():
            return _reconciled(home)
    finally:
        Delivery.objects.filter(system="custody").delete()
        shutil.rmtree(home, ignore_errors=True)


def _reconciled(home: Path) -> float:
    machine = Cellblock(home)
    system = registry.register(join(mapping("custody"), {"folder": str(home)}))
    _confirm(machine)
    _meddle(machine)
    run = Reconciliation.objects.create(system="custody", asked_at=timezone.now())
    assert not step(system, run)
    machine.work()
    began = perf_counter()
    assert step(system, run)
    spent = perf_counter() - began
    found = (run.only_here, run.differs, run.only_there, run.alike)
    assert found == (DELETED, CHANGED, 0, RECORDS - DELETED - CHANGED), (found, run.problem)
    return spent


def _confirm(machine: Cellblock) -> None:
    """As many arrests in the machine as confirmed deliveries here, over two years."""
    document, now = json.loads(GOLDEN.read_text()), timezone.now() - timedelta(minutes=1)
    form, table = mapping("custody"), table_of(Delivery)
    with machine.store.transaction() as session:
        for first in range(0, RECORDS, TOGETHER):
            rows = []
            for number in range(first, first + TOGETHER):
                at = now - timedelta(minutes=10 * number)
                document["number"] = f"AR/{number:07d}/26"
                document["event"]["happened_at"] = at.isoformat()
                body = form.encode(document).body
                content = json.dumps(machine.read(body), ensure_ascii=False)
                record = (f"CB{number:07d}-26", document["number"], "LIVE", 1, "", content, 0.0, 0.0)
                session.execute("INSERT INTO record VALUES (?, ?, ?, ?, ?, ?, ?, ?)", record)
                rows.append(table.fill(_confirmed(number, body, now)))
            table.insert(rows)


def _confirmed(number: int, body: bytes, now: object) -> dict[str, object]:
    told = {"entry_id": uuid4(), "seq": number, "record_id": uuid4(), "key": f"{number}:custody"}
    kind = {"system": "custody", "report": "arrest", "record_type": "event", "verb": Verb.CREATE}
    state = {"state": State.CONFIRMED, "exposed": True, "payload": body}
    times = {"next_try_at": now, "created_at": now, "confirmed_at": now, "finished_at": now}
    return told | kind | state | times


def _meddle(machine: Cellblock) -> None:
    """Delete some and change one value of others, behind our back."""
    chosen = random.Random(604).sample(range(RECORDS), DELETED + CHANGED)
    with machine.store.transaction() as session:
        for number in chosen[:DELETED]:
            session.execute("DELETE FROM record WHERE reference = ?", (f"CB{number:07d}-26",))
        for number in chosen[DELETED:]:
            changed = "UPDATE record SET content = replace(content, 'STUDENT', 'WAITER') WHERE reference = ?"
            session.execute(changed, (f"CB{number:07d}-26",))
