"""The analyst's way and the briefing in Chromium: axe, the strict policy, desk and phone; the map moves."""

from __future__ import annotations

import io
import math
import threading
from datetime import timedelta

import numpy as np
import pytest
import shapely
from django.utils import timezone
from PIL import Image

from browser import DESK, PHONE
from callers import signed_on_client
from daybook.book import jobs, writing
from daybook.forecast.engine import Flat
from daybook.forecast.engine.fairness import invented, write_invented
from daybook.forecast.kinds import BOX_VISITED
from daybook.forecast.models import BoxVisit, Forecast, ForecastModel
from forecast_made import (
    a_model,
    a_model_in_use,
    a_source,
    a_trial_of,
    a_trial_over,
    crimes_csv,
    crimes_of,
    town_csv,
)
from helpers import OFFICER
from tiles_made import archive, covering, vector_tile

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def browse(open_as):
    """A page of somebody with that role."""
    return lambda role, address, **options: open_as(signed_on_client(role), address, **options)


def worked():
    worker = threading.Thread(target=jobs.work)
    worker.start()
    worker.join()


def sound_everywhere(watched, name):
    for width in (DESK, PHONE):
        watched.page.set_viewport_size({"width": width, "height": 900})
        watched.assert_sound()
        watched.shot(f"forecast-{name}-{width}")


def test_from_a_file_to_a_forecast(browse):
    watched = browse("analyst", "/forecasts/new/")
    page = watched.page
    page.get_by_label("A file", exact=True).check()
    file = {"name": "crimes.csv", "mimeType": "text/csv", "buffer": crimes_csv(kinds=("Burglary", "Drugs"))}
    page.get_by_label("File of crimes").set_input_files(file)
    sound_everywhere(watched, "new")
    page.get_by_role("button", name="Look them over").click()
    page.get_by_text("Waiting to be looked over.").wait_for()
    sound_everywhere(watched, "waiting")
    worked()
    page.get_by_role("link", name="Go on").click()

    page.get_by_label("Burglary (80)").check()
    page.get_by_label("Drugs (80)").check()
    page.get_by_label("Name of the forecast").fill("Burglary, next day")
    page.get_by_role("button", name="Make the forecast").click()
    page.get_by_role("alert").get_by_text("recorded mostly where police look for it").wait_for()
    watched.complaints.clear()  # the refusal itself is reported as a failed resource
    assert page.get_by_label("Name of the forecast").input_value() == "Burglary, next day"
    sound_everywhere(watched, "wanted")
    page.get_by_label("Drugs (80)").uncheck()
    page.get_by_role("button", name="Make the forecast").click()
    page.get_by_text("Waiting to be made.").wait_for()
    worked()
    page.get_by_role("link", name="See what came of it").click()
    page.get_by_role("heading", name="Scorecard").wait_for()
    sound_everywhere(watched, "made")


def test_the_map_moves_under_the_strict_policy_and_says_what_a_box_is(browse):
    model = a_model()
    watched = browse("analyst", f"/forecasts/models/{model.pk}/map/")
    page = watched.page
    page.locator(".forecast-drawn").wait_for()
    sound_everywhere(watched, "map")
    page.set_viewport_size({"width": DESK, "height": 900})
    box = page.locator(".forecast-number").first.bounding_box()
    page.mouse.click(box["x"] - 4, box["y"] + box["height"] / 2)
    page.locator("#forecast-said").get_by_text("events expected").wait_for()
    assert watched.complaints == []


def test_the_map_lies_on_the_basemap_of_the_force(browse, settings, tmp_path):
    """Invented streets and a river, as gzip vector tiles, drawn under the cells by the same strict policy."""
    settings.BASEMAP = str(invented_basemap(tmp_path / "base.pmtiles"))
    watched = browse("analyst", f"/forecasts/models/{a_model().pk}/map/")
    page = watched.page
    tiles = []
    page.on("response", lambda answer: tiles.append(answer) if "/basemap/" in answer.url else None)
    page.reload()
    page.locator(".forecast-drawn").wait_for()
    assert {answer.status for answer in tiles} == {200}
    assert "PMTiles" not in page.locator(".forecast-big").inner_text()
    assert dots(page, (0x56, 0x94, 0xCA)) > 200, "the river"
    assert dots(page, (0xB1, 0xB4, 0xB6)) > 1000, "the streets"
    sound_everywhere(watched, "map-on-basemap")


def invented_basemap(path):
    """Streets every 200 m over the invented town, and a river across it."""
    west, south, east, north = 529_000, 179_000, 535_000, 184_000
    across = [[(west, y), (east, y)] for y in range(south, north, 200)]
    along = [[(x, south), (x, north)] for x in range(west, east, 200)]
    river = [(west + at * 60, 181_500 + 400 * math.sin(at / 9)) for at in range(100)]
    lines = {"roads": [degrees(one) for one in across + along], "water": [degrees(river)]}
    corners = degrees([(west, south), (east, north)])
    tiles = covering((*corners[0], *corners[1]), 12)
    return archive(path, {one: vector_tile(one, lines) for one in tiles}, packed=True, zooms=(12, 12))


def degrees(corners):
    longitude, latitude = Flat("EPSG:27700").to_degrees(*np.array(corners, float).T)
    return list(zip(longitude.tolist(), latitude.tolist(), strict=True))


def dots(page, colour, near=60):
    """How many dots of the map are about of that colour: a thin line is mixed with the white beside it."""
    shot = page.locator(".forecast-big canvas").screenshot()
    picture = np.asarray(Image.open(io.BytesIO(shot)).convert("RGB"), int)
    return int((np.abs(picture - colour).max(axis=2) < near).sum())


def test_without_a_script_the_drawn_map_stays(browse):
    model = a_model()
    watched = browse("analyst", f"/forecasts/models/{model.pk}/map/", javascript=False)
    assert watched.page.locator(".forecast-big > svg").is_visible()


def test_the_briefing_is_tapped_on_a_phone(browse):
    a_model_in_use()
    watched = browse("sergeant", "/forecasts/briefing/", width=PHONE)
    page = watched.page
    page.get_by_label("Patrols there are").fill("3")
    page.get_by_role("button", name="Say so").click()
    page.get_by_text("For 3 patrols, as said on").wait_for()
    page.locator(".forecast-stop").first.get_by_role("button", name="Talked with residents or shops").click()
    page.get_by_text("15 minutes so far:").wait_for()
    sound_everywhere(watched, "briefing")


def test_what_everyone_reads_is_sound(open_page, live_server):
    a_model_in_use()
    watched = open_page(f"{live_server.url}/open/forecasts/{ForecastModel.objects.get().number}/")
    sound_everywhere(watched, "open")


def test_a_trial_is_sealed(browse):
    watched = browse("analyst", "/forecasts/trials/new/")
    page, first = watched.page, timezone.localdate() + timedelta(days=7)
    page.get_by_label("Name of the trial").fill("Boxes in spring")
    page.get_by_label("The usual way").fill("usual patrol")
    page.get_by_label("What is tried").fill("boxes")
    page.get_by_label("First day").fill("soon")
    page.get_by_label("Last day").fill(str(first + timedelta(days=27)))
    page.get_by_role("button", name="Allocate and seal").click()
    page.get_by_role("alert").get_by_text("“soon” is no day").wait_for()
    watched.complaints.clear()  # the refusal itself is reported as a failed resource
    sound_everywhere(watched, "trial-new")
    page.get_by_label("First day").fill(str(first))
    page.get_by_role("button", name="Allocate and seal").click()
    page.get_by_text("What is done on which day").wait_for()
    sound_everywhere(watched, "trial")


def test_a_census_is_added_and_a_model_says_whom_it_flags(browse, open_page, live_server, tmp_path):
    table = tmp_path / "census.csv"
    areas = write_invented(
        table, invented(shapely.box(529_500, 179_500, 534_250, 183_500)), Flat("EPSG:27700")
    )
    watched = browse("analyst", "/forecasts/census/")
    page = watched.page
    page.get_by_label("Name of the census").fill("Invented census: nobody lives there")
    page.get_by_label("Where its areas lie").set_input_files(areas)
    page.get_by_role("button", name="Add the census").click()
    page.get_by_role("alert").get_by_text("Choose the table of residents").wait_for()
    watched.complaints.clear()  # the refusal itself is reported as a failed resource
    assert page.get_by_label("Name of the census").input_value() == "Invented census: nobody lives there"
    sound_everywhere(watched, "census-refused")
    page.get_by_label("Residents by group").set_input_files(table)
    page.get_by_label("Where its areas lie").set_input_files(areas)
    page.get_by_role("button", name="Add the census").click()
    page.get_by_text("Models made from now on use it.").wait_for()
    sound_everywhere(watched, "census")
    model = a_model_in_use()
    page.goto(f"{live_server.url}/forecasts/models/{model.pk}/")
    page.get_by_role("heading", name="Fairness").wait_for()
    sound_everywhere(watched, "fairness")
    everyone = open_page(f"{live_server.url}/open/forecasts/{model.number}/")
    sound_everywhere(everyone, "fairness-open")


def test_patterns_from_the_form_to_the_pictures(browse):
    source = a_source(town_csv(method=True, echoes=True))
    watched = browse("analyst", f"/forecasts/crimes/{source.pk}/patterns/")
    page = watched.page
    page.get_by_label("Name of the study").fill("Burglary since January")
    page.get_by_label("Suggested series").check()
    page.get_by_role("button", name="Look for them").click()
    page.get_by_role("alert").get_by_text("Choose at least one crime type.").wait_for()
    watched.complaints.clear()  # the refusal itself is reported as a failed resource
    sound_everywhere(watched, "patterns-wanted")
    page.get_by_label("Burglary (").check()
    page.get_by_role("button", name="Look for them").click()
    page.get_by_role("button", name="Stop it").wait_for()
    sound_everywhere(watched, "patterns-waiting")
    worked()
    page.get_by_role("link", name="See what came of it").wait_for()
    assert not page.get_by_role("button", name="Stop it").is_visible()
    page.get_by_role("link", name="See what came of it").click()
    page.get_by_role("heading", name="Hours of the week").first.wait_for()
    sound_everywhere(watched, "patterns-made")


def test_a_trial_that_is_over_is_analysed(browse):
    trial = a_trial_over()
    a_source(crimes_of(trial))
    watched = browse("analyst", f"/forecasts/trials/{trial.pk}/")
    page = watched.page
    page.get_by_role("button", name="Analyse it").click()
    page.get_by_role("link", name="Look again").wait_for()
    worked()
    page.get_by_role("link", name="Look again").click()
    page.get_by_role("heading", name="What the trial has found").wait_for()
    sound_everywhere(watched, "trial-over")
    page.goto(page.url.partition("/forecasts/")[0] + "/forecasts/trials/new/")
    sound_everywhere(watched, "trial-new")
    page.goto(page.url.partition("/forecasts/")[0] + "/open/forecasts/")
    sound_everywhere(watched, "open-trials")


def test_a_trial_of_a_model_from_the_form_to_what_it_has_found(browse, live_server, monkeypatch):
    """Declared, kept by the briefing, set aside for a day, stopped, and analysed: every page of its way."""
    model = a_model_in_use()
    watched = browse("analyst", "/forecasts/trials/new/")
    page, first = watched.page, timezone.localdate() + timedelta(days=7)
    page.get_by_label("Name of the trial").fill("Boxes of the spring")
    page.get_by_label("The usual way").fill("usual patrol")
    page.get_by_label("What is tried").fill("boxes")
    page.get_by_label("First day").fill(str(first))
    page.get_by_label("Last day").fill(str(first + timedelta(days=27)))
    page.get_by_label("Model", exact=True).select_option(label=f"{model.number} {model.title}")
    page.get_by_role("button", name="Allocate and seal").click()
    page.get_by_text("days to come is told on each of them").wait_for()
    sound_everywhere(watched, "trial-of-model")

    trial = a_trial_of(model)
    inspector = browse("inspector", "/forecasts/briefing/")
    inspector.page.get_by_text("No boxes of this model are shown today").wait_for()
    sound_everywhere(inspector, "briefing-usual-day")
    inspector.page.get_by_text("Show them for an urgent need").click()
    inspector.page.get_by_label("Reason").fill("A series of burglaries in the town centre since noon")
    sound_everywhere(inspector, "briefing-override")
    inspector.page.get_by_role("button", name="Show the boxes for today").click()
    inspector.page.get_by_text("Boxes are shown for an urgent need").wait_for()
    inspector.page.locator(".forecast-stop").first.get_by_role("button", name="Talked with").click()
    inspector.page.get_by_text("15 minutes so far:").wait_for()
    sound_everywhere(inspector, "briefing-overridden")

    source = a_source(crimes_of(trial))
    monkeypatch.setattr(timezone, "localdate", lambda *_: trial.last + timedelta(days=1))
    page.goto(f"{live_server.url}/forecasts/trials/{trial.pk}/")
    page.get_by_label("Crimes recorded meanwhile").select_option(str(source.pk))
    sound_everywhere(watched, "trial-to-analyse")
    page.get_by_role("button", name="Analyse it").click()
    page.get_by_text("Waiting to be analysed.").wait_for()
    sound_everywhere(watched, "trial-job")
    page.get_by_role("button", name="Stop it").click()
    page.get_by_text("Stopped. Nothing of it is kept.").wait_for()
    sound_everywhere(watched, "trial-job-stopped")
    page.get_by_role("link", name="Back to the trial").click()
    page.get_by_role("button", name="Analyse it").click()
    page.get_by_role("link", name="Look again").wait_for()
    worked()
    page.get_by_role("link", name="See what came of it").click()
    page.get_by_role("heading", name="What the trial has found").wait_for()
    page.get_by_text("Deviations: boxes were shown for an urgent need on 1 of 14").first.wait_for()
    sound_everywhere(watched, "trial-of-model-over")


def test_a_trial_between_two_models_from_the_form_to_what_it_has_found(browse, live_server, monkeypatch):
    weighed = a_model_in_use(title="Burglary, weighed")
    counted = a_model_in_use(title="Burglary, counted", method="counting")
    watched = browse("analyst", "/forecasts/trials/new/")
    page, first = watched.page, timezone.localdate() + timedelta(days=7)
    page.get_by_label("Name of the trial").fill("Weighed or counted")
    page.get_by_label("First day").fill(str(first))
    page.get_by_label("Last day").fill(str(first + timedelta(days=27)))
    page.get_by_label("Model", exact=True).select_option(label=f"{weighed.number} {weighed.title}")
    page.get_by_label("Second model").select_option(label=f"{weighed.number} {weighed.title}")
    page.get_by_role("button", name="Allocate and seal").click()
    page.get_by_role("link", name="Second model: it is the same as the first").wait_for()
    watched.complaints.clear()  # of the answer 422 alone
    sound_everywhere(watched, "trial-two-wrong")
    page.get_by_label("Second model").select_option(label=f"{counted.number} {counted.title}")
    page.get_by_role("button", name="Allocate and seal").click()
    page.get_by_text("Two models are compared.").wait_for()
    sound_everywhere(watched, "trial-two")

    trial = a_trial_of(weighed, instead=counted)
    patrol = browse("sergeant", f"/forecasts/briefing/?model={weighed.number}")
    patrol.page.get_by_text("Go by the boxes of that model.").wait_for()
    sound_everywhere(patrol, "briefing-other-due")
    patrol.page.get_by_role("link", name="Boxes of Burglary, counted").click()
    patrol.page.locator(".forecast-stop").first.wait_for()

    a_source(crimes_of(trial))
    monkeypatch.setattr(timezone, "localdate", lambda *_: trial.last + timedelta(days=1))
    page.goto(f"{live_server.url}/forecasts/trials/{trial.pk}/")
    page.get_by_role("button", name="Analyse it").click()
    page.get_by_role("link", name="Look again").wait_for()
    worked()
    page.get_by_role("link", name="Look again").click()
    page.get_by_text("“Burglary, weighed” did better than “Burglary, counted”").first.wait_for()
    sound_everywhere(watched, "trial-two-over")
    page.goto(f"{live_server.url}/open/forecasts/")
    sound_everywhere(watched, "open-trial-two")


def test_the_dosage_of_a_model(browse):
    forecast = Forecast.objects.get(model=a_model_in_use())
    with writing(BOX_VISITED, OFFICER, forecast) as page:
        for at in range(60):
            rank, minutes = 1 + at % 4, 5 + at * 7 % 25
            done = ("seen", "talked", "advised", "seen", "mended")[at % 5]
            when = forecast.start + timedelta(days=at % 21, hours=9 + at % 9)
            visit = {"rank": rank, "officer": forecast.pk, "at": when, "minutes": minutes, "done": done}
            page.save(BoxVisit(forecast=forecast, **visit))
    first = timezone.localdate(forecast.start)
    days = f"first={first}&last={first + timedelta(days=20)}"
    watched = browse("sergeant", f"/forecasts/dosage/?{days}")
    watched.page.get_by_role("heading", name="Box by box").wait_for()
    sound_everywhere(watched, "dosage")
    watched.page.get_by_label("By", exact=True).select_option("week")
    watched.page.get_by_role("button", name="Show").click()
    watched.page.get_by_role("heading", name="Week by week").wait_for()
