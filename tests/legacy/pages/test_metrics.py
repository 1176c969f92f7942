"""Operators see from outside how many deliveries wait for each old system, and for how long."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from daybook.legacy.engine.ports import Outcome
from daybook.legacy.models import Delivery
from helpers import settle

pytestmark = pytest.mark.django_db
AWAY = Outcome("failed", code="ConnectError", reason="Ledger is not answering.", reached=False)


@pytest.fixture
def shown(client):
    def get(metric):
        text = client.get("/metrics").content.decode()
        found = re.findall(rf'^{metric}{{system="(\w+)",state="([\w-]+)"}} (\S+)$', text, re.MULTILINE)
        return {(system, state): float(value) for system, state, value in found}

    return get


def test_what_waits_is_counted_with_its_age_and_gone_once_it_is_confirmed(office, shown):
    settle()
    assert shown("daybook_deliveries") == {("ledger", "due"): 1}
    office.deliver(AWAY)
    assert shown("daybook_deliveries") == {("ledger", "waiting"): 1}
    Delivery.objects.update(created_at=timezone.now() - timedelta(hours=2))
    assert shown("daybook_oldest_delivery_seconds")["ledger", "waiting"] == pytest.approx(7200, abs=60)
    Delivery.objects.update(state="confirmed")
    assert shown("daybook_deliveries") == {}


def test_a_refusal_is_counted_until_somebody_has_dealt_with_it(refused, shown):
    assert shown("daybook_deliveries") == {("ledger", "refused"): 1}
