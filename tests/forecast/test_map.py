"""The large map: drawn by the server first, moving in Chromium, from this server’s files alone."""

from __future__ import annotations

import gzip
import json

import pytest

from callers import signed_on_client
from daybook.forecast.models import Forecast
from forecast_made import a_model

pytestmark = pytest.mark.django_db


def test_the_cells_are_whole_and_packed_for_who_takes_that():
    model = a_model()
    analyst = signed_on_client("analyst")
    plain = analyst.get(f"/forecasts/models/{model.pk}/cells.json")
    packed = analyst.get(f"/forecasts/models/{model.pk}/cells.json", headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(packed.content) == plain.content
    features = json.loads(plain.content)["features"]
    assert len(features) == model.cells
    assert sorted(one["properties"]["box"] for one in features if "box" in one["properties"]) == [
        1,
        2,
        3,
        4,
        5,
    ]
    assert signed_on_client("officer").get(f"/forecasts/models/{model.pk}/cells.json").status_code == 403


def test_without_a_script_the_page_shows_the_drawn_map_and_every_box():
    model = a_model()
    page = signed_on_client("analyst").get(f"/forecasts/models/{model.pk}/map/")
    assert page.content.count(b"data-box=") == 5
    assert page.content.count(b"<title>Forecast for") == 1
    policy = page["Content-Security-Policy"]
    assert "worker-src" not in policy
    assert "unsafe" not in policy
    west, south, east, north = map(
        float, page.content.decode().split('data-bounds="')[1].split('"')[0].split(",")
    )
    for box in Forecast.objects.get().boxes:
        assert all(west <= x <= east and south <= y <= north for x, y in box["ring"])
