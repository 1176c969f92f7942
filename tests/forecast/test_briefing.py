"""The briefing: today's boxes as a round, at most as many as patrols, and what was done written by a tap."""

from __future__ import annotations

import re

import pytest
from django.utils.html import format_html
from lxml import html

from callers import caller_with, signed_on_client
from daybook.forecast.actions.record_visit import record_visit
from daybook.forecast.models import BoxVisit, Forecast
from daybook.web.places import panels
from forecast_made import a_model, a_model_in_use

pytestmark = pytest.mark.django_db


@pytest.fixture
def forecast():
    return Forecast.objects.select_related("model").get(model=a_model_in_use())


def text(answer):
    return re.sub(r"\s+", " ", html.fromstring(answer.content).text_content())


def test_without_a_model_in_use_there_are_no_boxes_and_nothing_on_the_first_page():
    a_model()
    sergeant = signed_on_client("sergeant")
    assert "No model is switched on" in text(sergeant.get("/forecasts/briefing/"))
    assert "Boxes of the day" not in text(sergeant.get("/"))


def test_there_are_at_most_as_many_boxes_as_patrols(forecast):
    sergeant = signed_on_client("sergeant")
    assert "Boxes of the day" in text(sergeant.get("/"))
    page = html.fromstring(sergeant.get("/forecasts/briefing/?patrols=3").content)
    stops = page.xpath("//li[contains(@class, 'forecast-stop')]")
    assert [stop.findtext("h2")[:2] for stop in stops] == ["1.", "2.", "3."]
    assert {int(stop.get("id").removeprefix("box-")) for stop in stops} == {1, 2, 3}
    assert len(page.xpath("//*[local-name()='polyline']")) == 1
    assert "A box is no ground to stop or search anybody." in page.text_content()
    for typed in ("99", "x", "-1"):
        page = html.fromstring(sergeant.get(f"/forecasts/briefing/?patrols={typed}").content)
        assert len(page.xpath("//li[contains(@class, 'forecast-stop')]")) == len(forecast.boxes)


def test_an_upper_room_may_tell_minutes_from_a_position_by_the_outlines_of_the_boxes(forecast, monkeypatch):
    def minutes(request, shown):
        told = [f"{stop.place}: {len(stop.box['ring'])} corners" for stop in shown.stops]
        return format_html("<p>{} of {}</p>", "; ".join(told), shown.forecast.pk)

    monkeypatch.setitem(panels.by_place, "forecast-briefing", [minutes])
    page = text(signed_on_client("officer").get("/forecasts/briefing/?patrols=2"))
    assert f"1: 5 corners; 2: 5 corners of {forecast.pk}" in page


def test_a_tap_writes_minutes_and_what_was_done(forecast):
    officer = signed_on_client("officer")
    address = f"/forecasts/briefing/{forecast.pk}/box/2/visit/"
    page = officer.post(address, {"minutes": "12", "done": "talked", "patrols": "3"}, follow=True)
    assert page.redirect_chain[0][0].endswith("&patrols=3#box-2")
    assert "12 minutes so far:" in text(page)
    assert "talked with residents or shops, 12 min" in text(page)
    assert BoxVisit.objects.get().officer == officer.user.pk


@pytest.mark.parametrize(
    ("rank", "minutes", "done", "says"),
    [
        (9, 10, "seen", "has no box 9"),
        (1, 0, "seen", "Minutes: give 1 to 480."),
        (1, 481, "seen", "Minutes: give 1 to 480."),
        (1, 10, "arrested", "Choose what was done."),
    ],
)
def test_a_visit_that_cannot_be_is_refused_with_a_sentence(forecast, rank, minutes, done, says):
    with pytest.raises(ValueError, match=says):
        record_visit(caller_with("officer"), forecast, rank, minutes, done)
    typed = {"minutes": str(minutes), "done": done}
    page = signed_on_client("officer").post(
        f"/forecasts/briefing/{forecast.pk}/box/{rank}/visit/", typed, follow=True
    )
    assert says in text(page)
    assert not BoxVisit.objects.exists()


def test_who_could_not_go_spent_no_minutes(forecast):
    assert record_visit(caller_with("officer"), forecast, 1, 30, "nothing").minutes == 0
