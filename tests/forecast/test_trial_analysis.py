"""A trial on pages from its seal to what it says: by areas as by days, never before it is over, with its dosage."""

from __future__ import annotations

import csv
import io
import re
from datetime import datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from lxml import html

from callers import caller_with, signed_on_client
from daybook.book import jobs, writing
from daybook.book.models import Entry
from daybook.forecast import job
from daybook.forecast.actions.analyse_trial import analyse_trial
from daybook.forecast.actions.stop_work import stop_work
from daybook.forecast.engine.trials import TrialError, opened
from daybook.forecast.kinds import BOX_VISITED
from daybook.forecast.models import BoxVisit, Forecast, Trial, TrialResult
from daybook.forecast.trial_judging import judge
from forecast_made import a_model, a_source, a_trial, beats_geojson, crimes_of
from helpers import OFFICER

pytestmark = pytest.mark.django_db

FIRST = timezone.localdate() + timedelta(days=3)
LAST = FIRST + timedelta(days=27)
TYPED = {
    "name": "Boxes in spring",
    "usual": "usual patrol",
    "tried": "boxes",
    "first": str(FIRST),
    "last": str(LAST),
    "kinds": "Burglary",
    "block": "",
    "unit": "area",
}


def text(answer):
    return re.sub(r"\s+", " ", html.fromstring(answer.content).text_content())


def worked():
    while jobs.work():
        pass


def beats(**shape):
    return SimpleUploadedFile("beats.geojson", beats_geojson(**shape))


@pytest.fixture
def later(monkeypatch):
    """Sets what day it is to the one after the trial."""

    def after(trial):
        monkeypatch.setattr(timezone, "localdate", lambda *_: trial.last + timedelta(days=1))

    return after


def test_a_trial_by_areas_is_sealed_paired_and_analysed_as_declared(later):
    analyst = signed_on_client("analyst")
    earlier = a_source()
    page = analyst.post(
        "/forecasts/trials/new/", TYPED | {"area": beats(), "earlier": str(earlier.pk)}, follow=True
    )
    trial = Trial.objects.get()
    sealed = opened(trial.text)
    assert sealed.plan.unit == "area"
    assert sealed.plan.block == 2
    assert sealed.plan.area == trial.area_sha256
    assert sorted(sealed.plan.units) == sorted(f"Beat {at}" for at in range(12))
    assert sealed.plan.units[0] in ("Beat 0", "Beat 6"), "the busiest beats come first"
    assert trial.digest in text(page)
    assert f"Not yet: the trial ends on {trial.last:%-d %B %Y}." in text(page)
    assert len(html.fromstring(page.content).findall(".//table/tbody/tr")) == 12

    source = a_source(crimes_of(trial))
    refused = analyst.post(f"/forecasts/trials/{trial.pk}/", {"source": source.pk}, follow=True)
    assert "Not yet: the trial ends on" in text(refused)
    with pytest.raises(TrialError, match="Not yet"):
        analyse_trial(caller_with("analyst"), trial, source)

    later(trial)
    analyst.post(f"/forecasts/trials/{trial.pk}/", {"source": source.pk})
    worked()
    page = text(analyst.get(f"/forecasts/trials/{trial.pk}/"))
    assert "boxes had fewer events, which chance hardly explains." in page
    assert re.search(r"-1\d\d\.\d\d \(-\d+\.\d\d to -\d+\.\d\d\), p = 0\.\d+", page)
    assert "No minute was recorded in a box" in page
    assert source.sha256 in page
    kinds = list(Entry.objects.order_by("written_at").values_list("kind", flat=True))
    assert [one for one in kinds if one.startswith("forecast-trial")] == [
        "forecast-trial:sealed",
        "forecast-trial:asked",
        "forecast-trial:analysed",
    ]
    file = analyst.get(f"/forecasts/trials/{trial.pk}/", {"csv": "trial-units"})
    lines = list(csv.reader(io.StringIO(b"".join(file).decode("utf-8-sig"))))
    assert lines[0] == ["Area", "Arm", "Events", "Minutes in boxes"]
    assert len(lines) == 13


def test_minutes_in_boxes_are_told_for_each_arm(later):
    trial = a_trial()
    forecast = Forecast.objects.get(model=a_model())
    sealed = opened(trial.text)
    tried = [day for day, arm in sealed.allocation.items() if arm == "boxes"]
    with writing(BOX_VISITED, OFFICER, forecast) as page:
        for day in tried:
            at = datetime.fromisoformat(f"{day}T14:00:00+00:00")
            page.save(
                BoxVisit(
                    forecast=forecast,
                    rank=1,
                    officer=OFFICER.user or forecast.pk,
                    at=at,
                    minutes=20,
                    done="seen",
                )
            )
    source = a_source(crimes_of(trial))
    later(trial)
    analyst = signed_on_client("analyst")
    analyst.post(f"/forecasts/trials/{trial.pk}/", {"source": source.pk})
    worked()
    page = text(analyst.get(f"/forecasts/trials/{trial.pk}/"))
    assert "0.0 minutes a day with usual patrol and 20.0 minutes a day with boxes" in page


def test_crimes_that_end_before_the_trial_are_refused_with_their_days(later):
    trial = a_trial()
    source = a_source(crimes_of(trial).replace(str(trial.last).encode(), str(trial.first).encode()))
    later(trial)
    analyst = signed_on_client("analyst")
    assert "Choose the crimes" in text(analyst.post(f"/forecasts/trials/{trial.pk}/", {}, follow=True))
    analyst.post(f"/forecasts/trials/{trial.pk}/", {"source": source.pk})
    worked()
    assert "Give a file that holds all of it." in text(analyst.get(f"/forecasts/trials/{trial.pk}/"))
    assert not TrialResult.objects.exists()


def test_an_analysis_is_stopped_before_it_begins_and_while_it_runs(later, monkeypatch):
    trial = a_trial()
    source = a_source(crimes_of(trial))
    later(trial)
    analyst = signed_on_client("analyst")
    page = analyst.post(f"/forecasts/trials/{trial.pk}/", {"source": source.pk}, follow=True)
    assert f"Analysis of {trial.name}" in text(page)
    assert "Waiting to be analysed." in text(page)
    waiting = trial.jobs.get()
    stop = f"/forecasts/making/trial/{waiting.pk}/stop/"
    assert "It is stopped, and nothing of it is kept." in text(analyst.post(stop, follow=True))
    worked()
    assert not TrialResult.objects.exists()

    def judged_while_somebody_stops_it(row, *given):
        found = judge(row, *given)
        stop_work(caller_with("analyst"), running)
        return found

    running = analyse_trial(caller_with("analyst"), trial, source)
    monkeypatch.setattr(job, "judge", judged_while_somebody_stops_it)
    worked()
    running.refresh_from_db()
    assert running.state == "stopped"
    assert not TrialResult.objects.exists()
    assert "Analyse it" in text(analyst.get(f"/forecasts/trials/{trial.pk}/"))


def test_work_of_a_kind_that_is_none_is_not_found():
    analyst = signed_on_client("analyst")
    assert analyst.get(f"/forecasts/making/moon/{a_source().pk}/").status_code == 404


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({}, "choose a file of areas with a name for each"),
        ({"area": "points"}, "The area Beat 0 is a point or a line."),
        ({"area": "shifted"}, "The areas lie over each other"),
        ({"unit": "street"}, "What is allocated: choose days or areas."),
    ],
)
def test_areas_that_cannot_be_allocated_are_said(changed, words):
    files = {"points": lambda: beats(points=True), "shifted": lambda: beats(shift=0.5)}
    wrong = {name: files[value]() if value in files else value for name, value in changed.items()}
    page = signed_on_client("analyst").post("/forecasts/trials/new/", TYPED | wrong)
    assert page.status_code == 422
    assert words in text(page)
    assert not Trial.objects.exists()


def test_everyone_reads_which_trials_are_sealed_and_not_what_is_done_when(client):
    trial = a_trial()
    page = text(client.get("/open/forecasts/"))
    assert trial.name in page
    assert trial.digest in page
    assert "Not yet: the trial ends on" in page
    assert "Judged by" not in page
    assert str(trial.first + timedelta(days=1)) not in page
