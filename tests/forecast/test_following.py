"""The map of the day without a button, and what came of it from what was recorded later."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from callers import caller_with, signed_on_client
from daybook.access.caller import system_caller
from daybook.book import jobs, leases, writing
from daybook.forecast import daily, store
from daybook.forecast.actions.approve_model import approve_model
from daybook.forecast.actions.ask_forecast import ask_forecast
from daybook.forecast.actions.describe_model import describe_model
from daybook.forecast.actions.send_crimes import send_crimes
from daybook.forecast.actions.switch_model import switch_model
from daybook.forecast.engine import HistoryError
from daybook.forecast.failing import RETRY
from daybook.forecast.following import SETTLED, due, follow, score, unscored
from daybook.forecast.kinds import MODEL_MADE
from daybook.forecast.making import code_version
from daybook.forecast.management.commands import forecast_again
from daybook.forecast.models import Failing, Forecast, ForecastFairness, ForecastJob, ModelFairness
from daybook.forecast.shown import came
from daybook.forecast.wishes import Asked
from daybook.records.models import Event
from forecast_made import (
    WHOLE,
    a_census,
    a_crime,
    a_model,
    a_model_in_use,
    a_source,
    crimes_csv,
    crimes_in_the_book,
    town_csv,
)
from helpers import OFFICER

pytestmark = pytest.mark.django_db
TODAY = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
SYSTEM = system_caller("test")


@pytest.fixture
def model():
    """Of the crimes in the book up to ten days ago, switched on."""
    crimes_in_the_book(until=TODAY - timedelta(days=10))
    source = send_crimes(caller_with("analyst"), "book")
    jobs.work()
    source.refresh_from_db()
    job = ask_forecast(caller_with("analyst"), source, Asked("Burglary", ("Burglary dwelling",), boxes=5))
    jobs.work()
    model = ForecastJob.objects.get(pk=job.pk).model
    approve_model(caller_with("inspector"), model)
    describe_model(caller_with("analyst"), model, WHOLE)
    return switch_model(caller_with("inspector"), model, True)


def test_after_a_gap_the_map_is_for_the_day_under_way(model):
    now = timezone.now()
    assert due(now) == model
    forecast = follow(model, SYSTEM, now)
    assert forecast.start == now.replace(hour=0, minute=0, second=0, microsecond=0)
    assert due(now) is None or now.hour >= 23
    assert forecast.boxes != model.forecasts.earliest("start").boxes or forecast.expected > 0


def test_an_hour_before_midnight_the_next_day_stands_ready(model):
    first = follow(model, SYSTEM, timezone.now())
    late = first.end - timedelta(minutes=30)
    assert due(late) == model
    assert follow(model, SYSTEM, late).start == first.end
    assert due(late) is None


def test_the_map_of_the_day_is_fitted_and_drawn_and_no_time_is_tested_again(model, monkeypatch):
    monkeypatch.setattr("daybook.forecast.engine.forecasting.evaluate", None)
    assert follow(model, SYSTEM, timezone.now()).boxes


def test_daybook_does_it_by_itself_and_the_briefing_shows_it(model):
    while jobs.work():
        pass
    forecast = model.forecasts.filter(start__lte=timezone.now()).latest("start")
    assert timezone.now() < forecast.end
    page = signed_on_client("sergeant").get("/forecasts/briefing/").content.decode()
    assert f"{timezone.localtime(forecast.start):%-d %B %Y}" in page


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (HistoryError("No event is left."), "No event is left."),
        (KeyError("Ann"), "tell whoever runs Daybook"),
    ],
)
def test_a_map_that_could_not_be_made_is_told_on_its_pages_until_one_is(model, monkeypatch, error, why):
    tried = []

    def failing(*given):
        tried.append(given)
        raise error

    analyst, sergeant = signed_on_client("analyst"), signed_on_client("sergeant")
    address, since = f"/forecasts/models/{model.pk}/", f"since {timezone.localdate():%-d %B %Y}"
    with monkeypatch.context() as broken:
        broken.setattr(daily, "follow", failing)
        while jobs.work():
            pass
        assert len(tried) == 1, "it is left alone for a while, whichever process looks"
        page = sergeant.get(address).content.decode()
        assert f"could not be made {since}" in page
        assert why in page
        assert "Ann" not in page
        assert f"Switched on; no map could be made {since}" in analyst.get("/forecasts/").content.decode()
        first = Failing.objects.get().since
        later = timezone.now() + RETRY + timedelta(seconds=1)
        broken.setattr(timezone, "now", lambda: later)
        daily.follow_next()
        assert (len(tried), Failing.objects.get().since) == (2, first)
    monkeypatch.setattr(timezone, "now", lambda: later + RETRY)
    daily.follow_next()
    for page in (address, "/forecasts/"):
        assert "be made since" not in analyst.get(page).content.decode()


def test_a_model_that_is_switched_off_fails_no_more(model, monkeypatch):
    monkeypatch.setattr(daily, "follow", None)
    daily.follow_next()
    assert Failing.objects.get().of == model.pk
    switch_model(caller_with("inspector"), model, False)
    assert not Failing.objects.exists()


def test_what_another_process_did_before_the_lease_was_ours_is_not_done_again(model, monkeypatch):
    take = leases.take

    def another_first(*given):
        follow(model, SYSTEM, timezone.now())
        return take(*given)

    monkeypatch.setattr(leases, "take", another_first)
    daily.follow_next()
    assert model.forecasts.count() == 2


def test_a_model_of_a_file_or_switched_off_is_not_followed(model):
    switch_model(caller_with("inspector"), model, False)
    a_model_in_use()
    assert due(timezone.now()) is None


def test_a_forecast_is_scored_once_its_time_is_over_and_settled(model):
    first = Forecast.objects.get(model=model)
    assert first.outcome["events"] == 0  # Daybook had scored it by itself
    later = follow(model, SYSTEM, timezone.now())
    assert unscored(later.end) is None
    assert unscored(later.end + SETTLED) == later


def test_hits_are_those_in_the_boxes(model):
    forecast = Forecast.objects.get(model=model)
    box = forecast.boxes[0]
    x, y = box["x"] - 530_000 + 100, box["y"] - 180_000 + 100
    officer = caller_with("officer").user
    with writing("crime:recorded", OFFICER) as page:
        a_crime(page, officer, "CR/8000001/26", x, y, forecast.start + timedelta(hours=3))
        a_crime(page, officer, "CR/8000002/26", x, y, forecast.start + timedelta(hours=4))
        a_crime(page, officer, "CR/8000003/26", x, y, forecast.end + timedelta(hours=4))
    score(forecast, SYSTEM)
    assert (forecast.outcome["events"], forecast.outcome["in_boxes"]) == (2, 2)
    page = signed_on_client("analyst").get(f"/forecasts/models/{model.pk}/").content.decode()
    assert (
        "2 of 2 events fell in the boxes (100.0%, exact interval 15.8 to 100.0); in as many cells by counting"
        in page
    )


def test_a_rate_of_one_period_stands_with_its_events_its_error_and_the_count():
    start = datetime(2026, 3, 2, tzinfo=UTC)
    outcome = {"events": 10, "in_boxes": 3, "by_counting": 2.5}
    assert came(Forecast(start=start, end=start + timedelta(days=1), outcome=outcome)) == (
        "2 March 2026: 3 of 10 events fell in the boxes (30.0% ± 14.5);"
        " in as many cells by counting 2.5 (25.0% ± 13.7)."
    )
    outcome = {"events": 0, "in_boxes": 0, "by_counting": 0.0}
    assert "%" not in came(Forecast(start=start, end=start + timedelta(days=1), outcome=outcome))


def test_later_maps_are_measured_for_fairness_once_a_week_and_the_page_shows_the_drift(request, monkeypatch):
    a_census()
    model = request.getfixturevalue("model")
    analyst = signed_on_client("analyst")
    address = f"/forecasts/models/{model.pk}/"
    assert "since it was made" not in analyst.get(address).content.decode()
    soon = timezone.now()
    follow(model, SYSTEM, soon)
    assert not ForecastFairness.objects.exists(), "it was measured when it was made, today"
    for day in (8, 9, 16):
        then = soon + timedelta(days=day)
        with monkeypatch.context() as clock:
            clock.setattr(timezone, "now", lambda then=then: then)
            follow(model, SYSTEM, then)
    assert ForecastFairness.objects.count() == 2
    page = analyst.get(address).content.decode()
    assert "Flagged to recorded crime since it was made" in page
    assert "changed most:" in page


def test_a_file_models_forecast_is_scored_when_a_later_file_of_the_same_kind_comes():
    forecast = Forecast.objects.get(model=a_model())
    a_source(crimes_csv(days=40))
    forecast.refresh_from_db()
    assert forecast.scored_at is None, "the same file ends where the forecast begins"
    a_source(crimes_csv(days=60, kinds=("Arson",)))
    forecast.refresh_from_db()
    assert forecast.scored_at is None, "another type"
    elsewhere = crimes_csv(days=60).replace(b",51.", b",52.")
    a_source(elsewhere)
    forecast.refresh_from_db()
    assert forecast.scored_at is None, "another place"
    a_source(crimes_csv(days=60))
    forecast.refresh_from_db()
    assert forecast.scored_at is not None
    assert forecast.outcome["events"] >= forecast.outcome["in_boxes"]
    page = signed_on_client("analyst").get(f"/forecasts/models/{forecast.model_id}/").content.decode()
    assert "events fell in the boxes" in page


def test_made_again_a_model_flags_the_same_people_or_it_is_said(capsys):
    a_census()
    model = a_model()
    call_command("forecast_again", str(model.number))
    assert "the scorecard. Whom it flags too." in capsys.readouterr().out
    kept = ModelFairness.objects.get(model=model)
    with writing(MODEL_MADE, OFFICER, model) as page:
        kept.figures = {**kept.figures, "faults": ["changed by hand"]}
        page.save(kept)
    with pytest.raises(CommandError, match="Whom it flags is measured otherwise"):
        call_command("forecast_again", str(model.number))


def again(model, forecast):
    call_command("forecast_again", str(model.number), map=f"{forecast.start:%Y-%m-%d}")


def without_its_crimes(forecast):
    store.forget(forecast.made_from["name"], forecast.made_from["sha256"])


def test_a_later_map_says_what_it_was_made_from_and_comes_out_the_same(model, capsys):
    forecast = follow(model, SYSTEM, timezone.now())
    given = forecast.made_from
    assert given["rows"] == model.events
    assert given["code"] == code_version()
    page = signed_on_client("analyst").get(f"/forecasts/models/{model.pk}/").content.decode()
    assert given["sha256"] in page
    again(model, forecast)
    assert f"comes out the same: {given['rows']} crimes, every box and cell." in capsys.readouterr().out
    without_its_crimes(forecast)
    again(model, forecast)
    assert "comes out the same" in capsys.readouterr().out, "the book still holds them as they were"


def test_where_the_crimes_of_a_map_are_gone_and_the_book_has_changed_it_says_what_differs(model, capsys):
    forecast = follow(model, SYSTEM, timezone.now())
    without_its_crimes(forecast)
    officer, now = caller_with("officer").user, timezone.now()
    crime = Event.objects.filter(report_type="crime", handling="open").exclude(status="cancelled").first()
    with writing("crime:recorded", OFFICER) as page:
        a_crime(page, officer, "CR/8000001/26", 700, 700, now)
    again(model, forecast)
    assert "comes out the same" in capsys.readouterr().out, "what was recorded since is left out"
    with writing("crime:amended", OFFICER, crime) as page:
        crime.status = "cancelled"
        page.save(crime)
    without_its_crimes(forecast)
    rows = forecast.made_from["rows"]
    with pytest.raises(CommandError) as said:
        again(model, forecast)
    assert f"{rows - 1} rows, not {rows}." in str(said.value)
    assert f"Changed since: {crime.number}." in str(said.value)


def test_a_later_map_is_named_by_the_day_on_which_it_begins_on_the_wall(model, monkeypatch, capsys):
    forecast = follow(model, SYSTEM, timezone.now())
    with writing(MODEL_MADE, OFFICER, model) as page:
        forecast.start = datetime(2027, 6, 30, 23, tzinfo=UTC)
        page.save(forecast)
    monkeypatch.setattr(forecast_again, "make_map_again", lambda *given: [])
    call_command("forecast_again", str(model.number), map="2027-07-01")
    assert "The map from 2027-07-01 00:00 BST comes out the same" in capsys.readouterr().out
    with pytest.raises(CommandError, match="has no map from 2027-06-30"):
        call_command("forecast_again", str(model.number), map="2027-06-30")


def test_a_map_that_is_not_there_is_not_made_again(model):
    with pytest.raises(CommandError, match="has no map from 2020-01-01"):
        call_command("forecast_again", str(model.number), map="2020-01-01")


@pytest.mark.parametrize(
    ("later", "precision"),
    [
        (lambda: re.sub(rb"(2024-\d\d)-\d\d", rb"\1", crimes_csv(days=100, kinds=("Burglary",))), "month"),
        (lambda: town_csv(days=90, minutes=False), "day"),
    ],
)
def test_a_file_that_knows_times_less_well_than_a_forecast_scores_nothing_and_says_so(later, precision):
    if precision == "month":
        model = a_model(kinds=("Burglary",))
    else:
        source = a_source(town_csv(days=60))
        job = ask_forecast(
            caller_with("analyst"), source, Asked("Next shift", ("Burglary",), horizon="shift", boxes=5)
        )
        jobs.work()
        model = ForecastJob.objects.get(pk=job.pk).model
    source = a_source(later())
    assert source.precision == precision
    assert model.forecasts.get().scored_at is None
    page = signed_on_client("analyst").get(f"/forecasts/crimes/{source.pk}/").content.decode()
    assert f"Forecasts of model {model.number} are not scored by this file" in page
    assert f"knows times to the {precision} alone" in page
