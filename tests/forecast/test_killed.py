"""A process that makes the map of the day is killed: another makes it anew, and nobody does anything."""

from __future__ import annotations

import signal
import time

import pytest

from house import house, until

pytestmark = [pytest.mark.processes, pytest.mark.timeout(600)]
VENDORS = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]
IN_USE = """
from datetime import timedelta
from django.utils import timezone
from callers import caller_with
from daybook.book import jobs
from daybook.forecast.actions.approve_model import approve_model
from daybook.forecast.actions.ask_forecast import ask_forecast
from daybook.forecast.actions.describe_model import describe_model
from daybook.forecast.actions.send_crimes import send_crimes
from daybook.forecast.actions.switch_model import switch_model
from daybook.forecast.models import ForecastJob
from daybook.forecast.wishes import Asked
from forecast_made import WHOLE, crimes_in_the_book
crimes_in_the_book(until=timezone.now() - timedelta(days=10))
source = send_crimes(caller_with("analyst"), "book")
jobs.work()
source.refresh_from_db()
job = ask_forecast(caller_with("analyst"), source, Asked("Burglary", ("Burglary dwelling",), boxes=5))
jobs.work()
model = approve_model(caller_with("inspector"), ForecastJob.objects.get(pk=job.pk).model)
switch_model(caller_with("inspector"), describe_model(caller_with("analyst"), model, WHOLE), True)
"""
WORK = """
import sys, time
from daybook.book import jobs
from daybook.book.loops import Loop
from daybook.forecast import daily
daily.LEASE_SECONDS, daily.RENEW_SECONDS = 10.0, 1.0
if sys.argv[1:] == ["slowly"]:
    daily.follow = lambda *given: time.sleep(600)
Loop("work", jobs.work, idle=0.1).run()
"""


@pytest.fixture(params=VENDORS)
def place(request, tmp_path):
    with house(tmp_path, request.param) as built:
        built.python(IN_USE)
        yield built


def maps(place):
    return place.sql("SELECT count(*) FROM forecast_forecast")[0][0]


def holder(place):
    rows = place.sql("SELECT holder, until FROM book_lease WHERE name = 'forecast-follow'")
    return rows[0] if rows else None


def test_a_map_that_was_broken_off_is_made_anew_by_whoever_is_there(place):
    first = place.start_python(WORK, "slowly")
    until(lambda: holder(place), 240, "the beginning of the map")
    name, begun = holder(place)
    second = place.start_python(WORK)
    time.sleep(12)
    assert maps(place) == 1
    assert holder(place)[0] == name, "while it is being made it is left to who makes it, however long"
    assert holder(place)[1] > begun
    first.send_signal(signal.SIGKILL)
    until(lambda: maps(place) == 2, 240, "the map made anew")
    assert place.sql("SELECT count(*) FROM forecast_failing")[0][0] == 0
    assert second.poll() is None
