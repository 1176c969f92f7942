"""A trial goes on through a change of the clocks: each day of it is one of UTC, on the briefing as in the outcome."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from callers import caller_with
from daybook.book import jobs, writing
from daybook.forecast.actions.analyse_trial import analyse_trial
from daybook.forecast.actions.approve_trial import approve_trial
from daybook.forecast.actions.seal_trial import Wanted, seal_trial
from daybook.forecast.engine.trials import opened
from daybook.forecast.kinds import BOX_VISITED
from daybook.forecast.models import BoxVisit, Forecast, TrialResult
from daybook.forecast.trial_today import held_today
from forecast_made import a_source, an_approved_model
from helpers import OFFICER

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")
CHANGES = (date(2027, 3, 28), date(2027, 10, 31))


def at(monkeypatch, moment):
    monkeypatch.setattr(timezone, "now", lambda: moment)


@pytest.fixture(params=CHANGES, ids=str)
def trial(request, monkeypatch):
    """Four weeks around the change, approved."""
    first = request.param - timedelta(days=13)
    at(monkeypatch, datetime(first.year, first.month, 1, tzinfo=UTC))
    wanted = Wanted("Across", "usual", "boxes", first, first + timedelta(days=27), model=an_approved_model())
    row = seal_trial(caller_with("analyst"), wanted)
    approve_trial(caller_with("inspector"), row)
    return row


def test_every_hour_of_it_has_the_arm_of_its_day_in_utc(trial):
    allocation = opened(trial.text).allocation
    assert len(allocation) == 28
    begin = datetime.combine(trial.first, datetime.min.time(), UTC)
    for hour in range(28 * 24):
        moment = begin + timedelta(hours=hour)
        held = held_today(trial.model, moment.astimezone(LONDON))
        assert bool(held.back) == (allocation[str(moment.date())] == "usual")
    assert held_today(trial.model, begin - timedelta(minutes=1)) is None
    assert held_today(trial.model, begin + timedelta(days=28)) is None


def test_minutes_and_crimes_after_midnight_on_the_clock_count_for_the_same_day(trial, monkeypatch):
    """Half past midnight by the clock on the wall: still the day before in summer, that day in winter."""
    days = [trial.first + timedelta(days=day) for day in range(28)]
    moments = [datetime(day.year, day.month, day.day, 0, 30, tzinfo=LONDON) for day in days]
    moments += [moments[-1] + timedelta(days=1)]
    forecast = Forecast.objects.get(model=trial.model)
    lines = ["Date,Easting,Northing,Crime type", f"{trial.first} 12:00,530001,180001,Burglary"]
    lines += [f"{trial.last} 12:00,530001,180001,Burglary"]
    with writing(BOX_VISITED, OFFICER, forecast) as page:
        for number, moment in enumerate(moments, 1):
            given = {"rank": 1, "officer": forecast.pk, "done": "seen"}
            page.save(BoxVisit(forecast=forecast, at=moment, minutes=number, **given))
            lines += [f"{moment:%F %H:%M},{530_500 + one},180500,Burglary" for one in range(number)]
    at(monkeypatch, datetime.combine(trial.last + timedelta(days=1), datetime.min.time(), UTC))
    analyse_trial(caller_with("analyst"), trial, a_source("\n".join(lines).encode()))
    while jobs.work():
        pass
    rows = TrialResult.objects.get().part["sheets"][0]["rows"]
    found = {row[0]: (int(row[2]), int(row[3])) for row in rows}
    for day in days:
        numbers = [number for number, moment in enumerate(moments, 1) if moment.astimezone(UTC).date() == day]
        noon = day in (trial.first, trial.last)
        assert found[str(day)] == (sum(numbers) + noon, sum(numbers))
