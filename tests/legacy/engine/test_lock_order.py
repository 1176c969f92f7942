"""Transactions that lock several deliveries do so in one order, so that PostgreSQL never has to end one of them."""

import pytest

from house import house

pytestmark = [pytest.mark.processes, pytest.mark.postgres]
SCRIPT = """
import threading, time
from uuid import UUID
from django.db import connection, transaction
from django.utils import timezone
from daybook.legacy.engine.claim import still_held
from daybook.legacy.models import Delivery, State

first, second = UUID(int=1), UUID(int=2)
now = timezone.now()
for id in (second, first):
    Delivery.objects.create(
        id=id, entry_id=id, seq=id.int, system="ledger", report="sighting", record_type="event", record_id=id,
        verb="create", key=id.hex, state=State.LEASED, lease_holder="worker", next_try_at=now, created_at=now,
    )

def hold_both():
    with transaction.atomic():
        still_held([Delivery(id=second), Delivery(id=first)], "worker")
    connection.close()

def waits():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return cursor.fetchone()[0]

other = threading.Thread(target=hold_both)
with transaction.atomic():
    Delivery.objects.select_for_update().get(pk=first)
    other.start()
    end = time.monotonic() + 30
    while not waits() and time.monotonic() < end:
        time.sleep(0.02)
    Delivery.objects.select_for_update(nowait=True).get(pk=second)
    print("the second was free")
other.join()
"""


def test_who_waits_for_the_first_delivery_does_not_hold_the_second(tmp_path):
    with house(tmp_path, "postgresql") as place:
        assert "the second was free" in place.python(SCRIPT)
