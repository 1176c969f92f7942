"""The demonstration has a forecast in use: made from its own crimes by its analyst, approved by others."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from daybook.book import jobs
from daybook.book.models import Entry
from daybook.demo.forecasting import load_forecast
from daybook.demo.sign_ins import ensure_cast
from daybook.forecast.models import Trial
from daybook.forecast.trial_standing import utc_today
from forecast_made import crimes_in_the_book

pytestmark = pytest.mark.django_db


def test_a_forecast_is_made_approved_and_in_use_once(settings, tmp_path, client):
    corners = [[-0.13, 51.50], [-0.07, 51.50], [-0.07, 51.54], [-0.13, 51.54], [-0.13, 51.50]]
    boundary = tmp_path / "boundary.geojson"
    boundary.write_text(json.dumps({"type": "Polygon", "coordinates": [corners]}))
    settings.FORCE_BOUNDARY = str(boundary)
    ensure_cast()
    crimes_in_the_book()
    model = load_forecast(jobs.work)
    assert (
        "Invented census: nobody lives in its areas"
        in client.get(f"/open/forecasts/{model.number}/").content.decode()
    )
    assert model.state == "on"
    assert model.made_by != model.approved_by
    assert load_forecast(jobs.work) is None
    trial = Trial.objects.get()
    assert (trial.model, trial.instead.plan["method"], trial.instead.state) == (model, "counting", "approved")
    assert trial.first == utc_today() + timedelta(days=1)
    assert trial.sealed_by != trial.approval.by
    kinds = set(Entry.objects.values_list("kind", flat=True))
    assert {"forecast-model:made", "forecast-model:approved", "forecast-model:switched-on"} <= kinds


def test_without_burglaries_there_is_none():
    ensure_cast()
    assert load_forecast(jobs.work) is None
