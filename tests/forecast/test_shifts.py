"""The next shift on pages, in files and without a button: by the clock on the wall, told with its hour."""

import re
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from lxml import html

from callers import caller_with, signed_on_client
from daybook.access.caller import system_caller
from daybook.book import jobs
from daybook.forecast import job
from daybook.forecast.actions.approve_model import approve_model
from daybook.forecast.actions.ask_forecast import ask_forecast
from daybook.forecast.actions.describe_model import describe_model
from daybook.forecast.actions.send_crimes import send_crimes
from daybook.forecast.actions.switch_model import switch_model
from daybook.forecast.engine.models import mixture
from daybook.forecast.engine.models.components import BY_DAY
from daybook.forecast.following import due, follow
from daybook.forecast.models import ForecastJob, ForecastModel
from daybook.forecast.views.open_pages import RHYTHM, how
from daybook.forecast.wishes import Asked
from forecast_made import WHOLE, a_source, crimes_in_the_book, town_csv

pytestmark = pytest.mark.django_db
WISH = {
    "title": "Burglary, next shift", "kinds": ["Burglary"], "horizon": "shift", "shifts": "06:00, 14:00 22:00",
    "boxes": "5", "size": "250", "method": "mixture",
}  # fmt: skip


def text(answer):
    return re.sub(r"\s+", " ", html.fromstring(answer.content).text_content())


def made_of(source, **asked):
    wish = {"title": "Burglary, next shift", "kinds": ("Burglary",), "boxes": 5, "horizon": "shift"} | asked
    found = ask_forecast(caller_with("analyst"), source, Asked(**wish))
    jobs.work()
    return ForecastJob.objects.get(pk=found.pk).model


def test_the_analyst_tells_when_shifts_begin_and_reads_the_hour_beside_the_boxes():
    analyst, source = signed_on_client("analyst"), a_source(town_csv())
    assert "Shifts begin at" in text(analyst.get(f"/forecasts/crimes/{source.pk}/"))
    analyst.post(f"/forecasts/crimes/{source.pk}/", WISH)
    jobs.work()
    model = ForecastModel.objects.get()
    forecast = model.forecasts.get()
    assert forecast.start == datetime(2024, 5, 30, 5, 0, tzinfo=UTC), "06:00 in summer"
    assert forecast.end - forecast.start == timedelta(hours=8)
    page = text(analyst.get(f"/forecasts/models/{model.pk}/"))
    assert "30 May 2024, 06:00 to 14:00" in page
    assert "The hour: 06:00 to 14:00, Monday to Friday, has 0." in page
    assert "at this time of day" in page
    assert "Count of the same shift" in page
    assert "shifts begin at 06:00, 14:00, 22:00, Europe/London" in page
    again = text(analyst.get(f"/forecasts/crimes/{source.pk}/?job={ForecastJob.objects.get().pk}"))
    assert "Make the forecast" in again
    large = text(analyst.get(f"/forecasts/models/{model.pk}/map/"))
    assert "The hour: 06:00 to 14:00" in large


def test_shifts_that_cannot_be_are_said_at_their_field():
    analyst, source = signed_on_client("analyst"), a_source(town_csv(days=30))
    page = analyst.post(f"/forecasts/crimes/{source.pk}/", WISH | {"shifts": "06:00, soon"})
    assert page.status_code == 422
    assert "“soon” is no time of the day" in text(page)


def test_a_model_of_shifts_comes_out_the_same_again(capsys):
    model = made_of(a_source(town_csv(days=60)))
    assert any(one.get("same_shift") for one in model.weights)
    call_command("forecast_again", str(model.number))
    assert "comes out the same" in capsys.readouterr().out


def test_a_model_from_before_shifts_could_be_told_comes_out_the_same_and_goes_on_by_utc(monkeypatch, capsys):
    """Its plan says nothing of shifts or rhythm, and its list knows no hour."""
    source = a_source(town_csv(days=60))
    make, keep_model = job.make, job.keep_model

    def as_it_was(plan):
        return {name: one for name, one in plan.items() if name not in ("shifts", "rhythmic")}

    with monkeypatch.context() as then:
        then.setattr(mixture, "usual", lambda clock: BY_DAY)
        then.setattr(
            job, "make", lambda files, plan, *more, **rest: make(files, as_it_was(plan), *more, **rest)
        )
        then.setattr(job, "keep_model", lambda *told: keep_model(*told[:3], as_it_was(told[3]), *told[4:]))
        model = made_of(source)
    forecast = model.forecasts.get()
    assert (forecast.start.hour, forecast.rhythm) == (0, [])
    assert "hour" not in forecast.boxes[0]["why"]
    call_command("forecast_again", str(model.number))
    assert "comes out the same: 20 weights" in capsys.readouterr().out
    page = text(signed_on_client("analyst").get(f"/forecasts/models/{model.pk}/"))
    assert "shifts begin at 00:00, 08:00, 16:00, UTC" in page


def test_the_map_of_each_shift_stands_ready_before_it_begins():
    now = timezone.now()
    crimes_in_the_book(until=now - timedelta(days=10))
    source = send_crimes(caller_with("analyst"), "book")
    jobs.work()
    source.refresh_from_db()
    model = made_of(source, kinds=("Burglary dwelling",))
    approve_model(caller_with("inspector"), model)
    describe_model(caller_with("analyst"), model, WHOLE)
    switch_model(caller_with("inspector"), model, True)
    assert due(now) == model
    forecast = follow(model, system_caller("test"), now)
    assert forecast.start <= now + timedelta(hours=1)
    assert now < forecast.end
    for _ in range(3):
        assert f"{timezone.localtime(forecast.start):%H:%M}" in ("07:00", "15:00", "23:00")
        before = forecast.end - timedelta(minutes=30)
        assert due(before) == model
        following = follow(model, system_caller("test"), before)
        assert following.start == forecast.end
        forecast = following


def run(path, *more):
    told = StringIO()
    files = [path.with_suffix(one) for one in (".html", ".geojson")]
    out = ("--out", *map(str, files), "--quiet")
    call_command("forecast_run", str(path), "--horizon", "shift", *out, *more, stdout=told)
    return told.getvalue(), [one.read_text() for one in files]


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "crimes.csv"
    path.write_bytes(town_csv())
    return path


def test_the_command_and_its_files_tell_the_hour(file):
    told, files = run(file)
    assert "Forecast from 2024-05-29 23:00 to 2024-05-30 07:00 Europe/London" in told
    assert "The hour: 23:00 to 07:00, Monday to Friday, has 0." in told
    assert "Count of the same shift" in told
    for one in files:
        assert "The hour: 23:00 to 07:00" in one
        assert "at this time of day" in one


def test_the_command_takes_shifts_as_they_are_told(file):
    told, _ = run(file, "--shifts", "18:30,06:30")
    assert "Forecast from 2024-05-30 06:30 to 2024-05-30 18:30 Europe/London" in told
    with pytest.raises(CommandError, match="is no time of the day"):
        run(file, "--shifts", "early,late")


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({}, "It knows the hour, too"),
        ({"horizon": "month"}, "at that time of year"),
        ({"method": "poisson"}, "It knows the hour, too"),
        ({"horizon": "day"}, ""),
        ({"rhythmic": False}, ""),
        ({"method": "counting"}, ""),
    ],
)
def test_the_public_reads_of_hour_and_season_where_the_model_knows_them(changed, says):
    plan = {"method": "mixture", "horizon": "shift", "rhythmic": True} | changed
    told = [one for one in RHYTHM.values() if one in how(plan)]
    assert "counts" in how(plan)
    assert (len(told), says in how(plan)) == (bool(says), True)
