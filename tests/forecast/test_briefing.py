"""The briefing: today's boxes as a round, at most as many as patrols, and what was done written by a tap."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.html import format_html
from lxml import html

from callers import caller_with, signed_on_client
from daybook.access.models import User
from daybook.book import writing
from daybook.forecast.actions.approve_model import approve_model
from daybook.forecast.actions.describe_model import describe_model
from daybook.forecast.actions.record_visit import record_visit
from daybook.forecast.actions.say_patrols import say_patrols
from daybook.forecast.actions.switch_model import switch_model
from daybook.forecast.briefing import patrols_of
from daybook.forecast.kinds import FORECAST_MADE
from daybook.forecast.models import BoxVisit, Forecast, PatrolsSaid
from daybook.web.places import panels
from forecast_made import WHOLE, a_model, a_model_in_use
from helpers import OFFICER

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


def stops(page):
    return html.fromstring(page.content).xpath("//li[contains(@class, 'forecast-stop')]")


def test_there_are_at_most_as_many_boxes_as_patrols_for_everybody_once_it_is_said(forecast):
    sergeant, officer = signed_on_client("sergeant"), signed_on_client("officer")
    assert "Boxes of the day" in text(sergeant.get("/"))
    before = sergeant.get("/forecasts/briefing/")
    assert "Nobody has said how many patrols there are." in text(before)
    assert html.fromstring(before.content).xpath("//input[@name='patrols']/@value") == ["5"]
    assert len(stops(before)) == 5
    assert "Ask whoever is in charge to say it here." in text(officer.get("/forecasts/briefing/"))
    address = f"/forecasts/briefing/{forecast.pk}/patrols/"
    page = sergeant.post(address, {"patrols": " 3 "}, follow=True)
    for who in (page, sergeant.get("/forecasts/briefing/"), officer.get("/forecasts/briefing/")):
        assert [stop.findtext("h2")[:2] for stop in stops(who)] == ["1.", "2.", "3."]
        assert {int(stop.get("id").removeprefix("box-")) for stop in stops(who)} == {1, 2, 3}
        assert "For 3 patrols, as said on" in text(who)
    page = html.fromstring(page.content)
    assert len(page.xpath("//*[local-name()='polyline']")) == 1
    assert "A box is no ground to stop or search anybody." in page.text_content()
    assert len(stops(sergeant.post(address, {"patrols": "1"}, follow=True))) == 1
    assert len(stops(sergeant.post(address, {"patrols": "99"}, follow=True))) == 5
    assert officer.post(address, {"patrols": "2"}).status_code == 403


@pytest.mark.parametrize("typed", ["x", "-1", "0", "501", ""])
def test_what_is_no_number_of_patrols_is_said_and_changes_nothing(forecast, typed):
    sergeant = signed_on_client("sergeant")
    page = sergeant.post(f"/forecasts/briefing/{forecast.pk}/patrols/", {"patrols": typed}, follow=True)
    assert "Patrols: give 1 to 500." in text(page)
    assert not PatrolsSaid.objects.exists()


def test_each_station_has_patrols_of_its_own(forecast):
    sergeant, other = signed_on_client("sergeant"), signed_on_client("sergeant")
    User.objects.filter(pk=other.user.pk).update(station="D2")
    sergeant.post(f"/forecasts/briefing/{forecast.pk}/patrols/", {"patrols": "2"})
    assert len(stops(sergeant.get("/forecasts/briefing/"))) == 2
    assert "Nobody has said how many patrols there are." in text(other.get("/forecasts/briefing/"))


def in_use(**asked):
    made = approve_model(caller_with("inspector"), a_model(**asked))
    switch_model(caller_with("inspector"), describe_model(caller_with("analyst"), made, WHOLE), True)
    return Forecast.objects.select_related("model").get(model=made)


def later(forecast, **after):
    """The same model's map of a later time, as it comes without a button; the latest is shown."""
    by = timedelta(**after)
    kept = Forecast(
        **{one.attname: getattr(forecast, one.attname) for one in Forecast._meta.fields if one.name != "id"}
    )
    kept.start, kept.end = forecast.start + by, forecast.end + by
    with writing(FORECAST_MADE, OFFICER, kept) as page:
        page.save(kept)
    return Forecast.objects.select_related("model").get(pk=kept.pk)


def test_what_a_station_said_carries_over_to_the_next_map_until_it_is_said_anew(forecast):
    sergeant, officer, other = (signed_on_client(role) for role in ("sergeant", "officer", "sergeant"))
    User.objects.filter(pk__in=[sergeant.user.pk, officer.user.pk]).update(station="D1")
    sergeant.post(f"/forecasts/briefing/{forecast.pk}/patrols/", {"patrols": "2"})
    following = later(forecast, days=1)
    page = text(officer.get("/forecasts/briefing/"))
    assert re.search(r"For 2 patrols, as last said by D1 on \d+ \w+, \d\d:\d\d\. Whoever is in charge", page)
    assert len(stops(officer.get("/forecasts/briefing/"))) == 2
    before = sergeant.get("/forecasts/briefing/")
    assert "Say it anew if it has changed." in text(before)
    assert html.fromstring(before.content).xpath("//input[@name='patrols']/@value") == ["2"]
    assert "Nobody has said how many patrols there are." in text(other.get("/forecasts/briefing/"))
    page = sergeant.post(f"/forecasts/briefing/{following.pk}/patrols/", {"patrols": "3"}, follow=True)
    assert len(stops(page)) == 3
    assert "For 3 patrols, as said on" in text(page)


def test_of_a_shift_carries_over_what_was_said_of_the_same_shift(forecast):
    forecast.model.plan["horizon"] = "shift"
    say_patrols(caller_with("sergeant"), forecast, 2)
    assert patrols_of(later(forecast, days=1), "").patrols == 2
    night = later(forecast, hours=8)
    night.model.plan["horizon"] = "shift"
    assert patrols_of(night, "") is None


def test_in_a_map_of_a_week_the_number_of_yesterday_stands_until_it_is_said_anew(monkeypatch):
    forecast, sergeant = in_use(horizon="week"), signed_on_client("sergeant")
    with monkeypatch.context() as yesterday:
        then = timezone.now() - timedelta(days=1)
        yesterday.setattr(timezone, "now", lambda: then)
        say_patrols(caller_with("sergeant"), forecast, 2)
    page = sergeant.get("/forecasts/briefing/")
    assert "For 2 patrols, as last said on" in text(page)
    assert len(stops(page)) == 2
    say_patrols(caller_with("sergeant"), forecast, 3)
    page = sergeant.get("/forecasts/briefing/")
    assert len(stops(page)) == 3
    assert "as last said" not in text(page)


def test_an_upper_room_may_tell_minutes_from_a_position_by_the_outlines_of_the_boxes(forecast, monkeypatch):
    def minutes(request, shown):
        told = [f"{stop.place}: {len(stop.box['ring'])} corners" for stop in shown.stops]
        return format_html("<p>{} of {}</p>", "; ".join(told), shown.forecast.pk)

    monkeypatch.setitem(panels.by_place, "forecast-briefing", [minutes])
    say_patrols(caller_with("sergeant"), forecast, 2)
    page = text(signed_on_client("officer").get("/forecasts/briefing/"))
    assert f"1: 5 corners; 2: 5 corners of {forecast.pk}" in page


def test_a_tap_writes_minutes_and_what_was_done(forecast):
    officer = signed_on_client("officer")
    address = f"/forecasts/briefing/{forecast.pk}/box/2/visit/"
    page = officer.post(address, {"minutes": "12", "done": "talked"}, follow=True)
    assert page.redirect_chain[0][0].endswith(f"?model={forecast.model.number}#box-2")
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
