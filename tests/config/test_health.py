"""The machines that watch see at once what is not well, and nothing of anyone's data."""

import re
from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.utils import timezone

from daybook.book import Act, append, clerk, readers, register_kind
from daybook.book.clock import skew
from daybook.book.models import Bookmark, Entry
from daybook.config import checks, health
from helpers import OFFICER

pytestmark = pytest.mark.django_db
NOTED = register_kind("test:noted", Act.NONE, "Noted for a test")


@pytest.fixture
def on_duty():
    clerk.Clerk("clerk:here:1").work()


def parts(client):
    answer = client.get("/healthz")
    body = answer.json()
    assert answer.status_code == (200 if body["well"] else 503)
    return {name for name, part in body["parts"].items() if not part["well"]}


def test_a_house_with_a_clerk_on_duty_is_well(client, on_duty):
    assert parts(client) == set()


def test_without_a_clerk_it_is_not(client):
    assert parts(client) == {"clerk"}


def test_entries_that_wait_too_long_are_seen(client, on_duty):
    append(NOTED, OFFICER)
    assert parts(client) == set()
    late = timezone.now() + timedelta(minutes=5)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(health.timezone, "now", lambda: late)
        assert "sealing" in {finding.part for finding in health.examine() if not finding.well}
    assert Entry.objects.exists()


def test_a_failing_reader_is_named(client, on_duty):
    name = readers.all_readers()[0].name
    Bookmark.objects.update_or_create(reader=name, defaults={"failures": 3, "last_error": "Nobody Special"})
    answer = client.get("/healthz")
    assert name in answer.json()["parts"]["readers"]["detail"]
    assert "Special" not in answer.content.decode()


def test_a_database_that_is_away_is_said_so(client, monkeypatch):
    def away():
        raise DatabaseError("connection to 10.0.0.1 failed")

    monkeypatch.setattr(health, "CHECKS", (away,))
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert "10.0.0.1" not in answer.content.decode()


def test_a_clock_that_is_off_is_seen_by_health_and_by_check(client, on_duty, monkeypatch):
    assert abs(skew()) < timedelta(seconds=1)
    assert checks.clocks_agree(None) == []
    monkeypatch.setattr(health.clock, "skew", lambda: timedelta(seconds=40))
    assert parts(client) == {"clock"}
    assert "+40.0 s" in checks.clocks_agree(None)[0].msg


LINE = re.compile(
    r'^(# (HELP|TYPE) daybook_\w+ .+|daybook_\w+(\{\w+="[^"]*"(,\w+="[^"]*")*\})? -?[0-9.e+-]+)$'
)


def test_metrics_are_in_the_text_format(client, on_duty):
    for n in range(3):
        append(NOTED, OFFICER, notes={"n": n})
    answer = client.get("/metrics")
    lines = answer.content.decode().splitlines()
    assert answer["Content-Type"].startswith("text/plain; version=0.0.4")
    assert all(LINE.match(line) for line in lines), [line for line in lines if not LINE.match(line)]
    assert "daybook_entries_pending 3" in lines


@pytest.mark.parametrize(
    ("headers", "remote", "status"),
    [
        ({}, "127.0.0.1", 200),
        ({}, "10.1.2.3", 403),
        ({"X-Forwarded-For": "10.1.2.3"}, "127.0.0.1", 403),
        ({"Authorization": "Bearer right"}, "10.1.2.3", 200),
        ({"Authorization": "Bearer wrong"}, "10.1.2.3", 403),
        ({"Authorization": "Bearer "}, "10.1.2.3", 403),
    ],
)
def test_metrics_are_for_this_machine_or_with_the_token(client, settings, headers, remote, status):
    settings.METRICS_TOKEN = "right" if "Authorization" in headers else ""
    assert client.get("/metrics", headers=headers, REMOTE_ADDR=remote).status_code == status
