"""A trial between two models: the briefing shows the boxes of the one that is due and holds back those of the other."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone
from lxml import html

from callers import caller_with, signed_on_client
from daybook.book import jobs, writing
from daybook.forecast import store
from daybook.forecast.actions.approve_trial import approve_trial
from daybook.forecast.actions.end_trial import end_trial
from daybook.forecast.actions.override_trial import override_trial
from daybook.forecast.actions.seal_trial import Wanted, seal_trial
from daybook.forecast.engine.trials import Plan, TrialError, Unit, days_of, opened, seal, verified
from daybook.forecast.kinds import BOX_VISITED, FORECAST_MADE
from daybook.forecast.models import BoxVisit, Forecast, Trial
from daybook.forecast.trial_areas import areas_of, zones_of
from daybook.forecast.trial_today import held_today
from forecast_made import (
    a_model,
    a_model_in_use,
    a_source,
    a_trial_of,
    an_approved_model,
    beats_geojson,
    crimes_of,
)
from helpers import OFFICER

pytestmark = pytest.mark.django_db
BRIEFING = "/forecasts/briefing/"
NEW = "/forecasts/trials/new/"
TODAY = timezone.now().astimezone(UTC).date()
BEATS = tuple(f"Beat {at}" for at in range(12))
WEIGHED, COUNTED = "Burglary, weighed", "Burglary, counted"


def text(answer):
    return re.sub(r"\s+", " ", html.fromstring(answer.content).text_content())


def boxes_on(answer):
    stops = html.fromstring(answer.content).xpath("//li[contains(@class, 'forecast-stop')]")
    return {int(stop.get("id").removeprefix("box-")) for stop in stops}


def ranks(model):
    return {box["rank"] for box in Forecast.objects.get(model=model).boxes}


@pytest.fixture
def two():
    """In use: one that weighs, one that counts."""
    return a_model_in_use(title=WEIGHED), a_model_in_use(title=COUNTED, method="counting")


def due_today(arm):
    return lambda sealed: sealed.allocation[str(TODAY)] == arm


def typed(model, instead, **changed):
    first = TODAY + timedelta(days=3)
    words = {"name": "Weighed or counted", "usual": "", "tried": "", "unit": "day"}
    days = {"first": str(first), "last": str(first + timedelta(days=27))}
    return words | days | {"model": str(model.pk), "instead": str(instead.pk)} | changed


def test_both_models_stand_in_the_sealed_plan_and_the_arms_bear_their_titles():
    model, instead = an_approved_model(title=WEIGHED), an_approved_model(title=COUNTED)
    page = signed_on_client("analyst").post(NEW, typed(model, instead), follow=True)
    trial = Trial.objects.get()
    plan = opened(trial.text).plan
    assert (trial.model, trial.instead) == (model, instead)
    assert (plan.model, plan.instead, plan.arms) == (model.number, instead.number, (COUNTED, WEIGHED))
    said = text(page)
    assert f"“{WEIGHED}” against “{COUNTED}”" in said
    assert (
        f"Where “{COUNTED}” is due, the briefing shows the boxes of model {instead.number} and none" in said
    )
    assert "waits for approval" in said
    facts = json.loads(trial.text)
    facts["plan"]["instead"] += 1
    with pytest.raises(TrialError, match="hash is another"):
        verified(opened(json.dumps(facts)), trial.digest)


def test_models_of_one_title_are_told_apart_by_their_numbers():
    model, instead = an_approved_model(), an_approved_model()
    signed_on_client("analyst").post(NEW, typed(model, instead))
    assert opened(Trial.objects.get().text).plan.arms == (
        f"{instead.title} (model {instead.number})",
        f"{model.title} (model {model.number})",
    )


def test_it_is_sealed_by_the_api_alike_without_names_of_the_arms():
    model, instead = an_approved_model(title=WEIGHED), an_approved_model(title=COUNTED)
    said = {name: text for name, text in typed(model, instead).items() if text}
    analyst, address = signed_on_client("analyst"), "/api/v1/actions/seal-forecast-trial"
    refused = analyst.post(address, said | {"instead": str(model.pk)}, "application/json")
    assert refused.status_code == 422
    assert "Second model: it is the same as the first." in refused.json()["detail"]
    assert analyst.post(address, said, "application/json").status_code in (200, 201)
    assert opened(Trial.objects.get().text).plan.arms == (COUNTED, WEIGHED)


def test_a_plan_of_one_model_has_the_hash_it_had_before_a_second_could_be_named():
    first, last = date(2027, 1, 4), date(2027, 1, 31)
    plan = Plan("A", Unit.DAY, ("usual", "boxes"), first, last, days_of(first, last), 14, model=1)
    sealed = seal(plan, date(2027, 1, 1), "seed")
    assert sealed.digest == "f4f0e99b43c007a27c0681dc4dc7711dbec50aec2060d62aa85e34ab1afd9636"


@pytest.mark.parametrize(
    ("second", "changed", "field", "words"),
    [
        ("same", {}, "instead", "Second model: it is the same as the first."),
        ("unapproved", {}, "instead", "Second model: it is not approved, or switched off."),
        ("weekly", {}, "instead", "Second model: it forecasts the next week, the first the next day."),
        (
            "larger",
            {},
            "instead",
            "Second model: its cells are 500 m in EPSG:27700, those of the first 250 m",
        ),
        ("busy", {}, "instead", "Second model: the trial “Boxes or not” of its boxes runs from"),
        ("busy second", {}, "instead", "Second model: the trial “Boxes or not” of its boxes runs from"),
        ("alike", {"model": ""}, "model", "Model: choose the one that is compared with the second."),
        ("alike", {"instead": "moon"}, "instead", "Second model: it is not in the register."),
        ("alike", {"usual": "counting"}, "usual", "The usual way: leave it empty."),
        ("alike", {"tried": "weighing"}, "tried", "What is tried: leave it empty."),
    ],
)
def test_what_cannot_be_compared_is_said_at_its_field_and_nothing_typed_is_lost(
    second, changed, field, words
):
    model = an_approved_model(title=WEIGHED)
    made = {
        "same": lambda: model,
        "unapproved": a_model,
        "weekly": lambda: an_approved_model(horizon="week"),
        "larger": lambda: an_approved_model(size=500.0),
        "busy": lambda: a_trial_of(an_approved_model()).model,
        "busy second": lambda: a_trial_of(an_approved_model(), instead=an_approved_model()).instead,
        "alike": an_approved_model,
    }
    given = typed(model, made[second]()) | changed
    before = Trial.objects.count()
    page = signed_on_client("analyst").post(NEW, given)
    assert page.status_code == 422
    form = html.fromstring(page.content)
    assert words in form.get_element_by_id(f"{field}-error").text_content()
    assert form.get_element_by_id("name").get("value") == given["name"]
    chosen = form.xpath("//select[@name='model']/option[@selected]/@value")
    assert chosen == [one for one in [given["model"]] if one]
    assert Trial.objects.count() == before


@pytest.mark.parametrize("at", [0, 1])
def test_by_days_patrols_go_by_the_model_that_is_due_and_the_other_says_why_it_is_not(two, at):
    model, instead = two
    due, held = (instead, model) if at == 0 else (model, instead)
    a_trial_of(model, due_today((COUNTED, WEIGHED)[at]), instead=instead)
    sergeant = signed_on_client("sergeant")
    page = sergeant.get(BRIEFING)
    assert boxes_on(page) == ranks(due)
    assert text(page) == text(sergeant.get(f"{BRIEFING}?model={due.number}"))
    assert "the trial" not in text(page)
    page = sergeant.get(f"{BRIEFING}?model={held.number}")
    assert boxes_on(page) == set()
    assert f"today is one of its days of “{due.title}”. Go by the boxes of that model." in text(page)
    assert f"?model={due.number}" in html.fromstring(page.content).xpath(
        "//div[contains(@class, 'forecast-trial')]//a/@href"
    )
    for day in (TODAY + timedelta(days=later) for later in range(1, 20)):
        assert str(day) not in page.content.decode()


@pytest.mark.parametrize("at", [0, 1])
def test_map_and_files_of_the_model_that_is_not_due_stay_with_analysts_and_superiors(two, at):
    model, instead = two
    due, held = (instead, model) if at == 0 else (model, instead)
    a_trial_of(model, due_today((COUNTED, WEIGHED)[at]), instead=instead)
    sergeant, analyst = signed_on_client("sergeant"), signed_on_client("analyst")
    files = ("boxes.csv", "map/", "cells.json")
    page = sergeant.get(f"/forecasts/models/{held.pk}/")
    assert 'id="boxes"' not in page.content.decode()
    assert f"holds boxes of this model back today and shows those of “{due.title}”" in text(page)
    assert [sergeant.get(f"/forecasts/models/{held.pk}/{file}").status_code for file in files] == [
        302,
        302,
        403,
    ]
    for client, one in ((sergeant, due), (analyst, held), (analyst, due)):
        page = client.get(f"/forecasts/models/{one.pk}/")
        assert 'id="boxes"' in page.content.decode()
        assert "Send patrols by the briefing alone: it holds boxes back where those of the other" in text(
            page
        )
        assert [client.get(f"/forecasts/models/{one.pk}/{file}").status_code for file in files] == [200] * 3


def test_a_model_that_is_switched_off_is_not_sent_to(two):
    model, instead = two[0], an_approved_model(title="Not in use")
    a_trial_of(model, due_today("Not in use"), instead=instead)
    page = signed_on_client("sergeant").get(f"{BRIEFING}?model={model.number}")
    assert boxes_on(page) == set()
    assert "That model is not switched on, so it has no boxes to show." in text(page)
    assert f"Boxes of {instead.title}" not in text(page)


@pytest.mark.parametrize("at", [0, 1])
def test_a_superior_shows_the_model_that_is_not_due_and_both_are_then_seen(two, at):
    model, instead = two
    due, held = (instead, model) if at == 0 else (model, instead)
    trial = a_trial_of(model, due_today((COUNTED, WEIGHED)[at]), instead=instead)
    inspector = signed_on_client("inspector")
    assert "Show the boxes for today" not in text(inspector.get(f"{BRIEFING}?model={due.number}"))
    form = html.fromstring(inspector.get(f"{BRIEFING}?model={held.number}").content).forms
    said = next(dict(one.fields) for one in form if one.action.endswith("override/"))
    said |= {"reason": "A series in the town centre"}
    page = inspector.post(f"/forecasts/trials/{trial.pk}/override/", said, follow=True)
    assert boxes_on(page) == ranks(held)
    assert "Boxes are shown for an urgent need" in text(page)
    assert boxes_on(inspector.get(f"{BRIEFING}?model={due.number}")) == ranks(due)
    with pytest.raises(ValueError, match="Today the trial holds nothing back"):
        override_trial(caller_with("inspector"), trial, str(TODAY), "again")


@pytest.fixture
def by_areas(two):
    """Boxes of both models lie in areas of either arm."""
    model, instead = two
    name, sha256 = store.keep("beats.geojson", [beats_geojson()])
    zones = zones_of(Trial(area_name=name, area_sha256=sha256))
    lie = {
        one: {
            box["rank"]: names[0]
            for box, names in zip(boxes, areas_of(boxes, one, zones), strict=True)
            if names
        }
        for one in two
        for boxes in [Forecast.objects.get(model=one).boxes]
    }

    def both(sealed):
        return all(len({sealed.allocation[area] for area in lie[one].values()}) == 2 for one in two)

    trial = a_trial_of(model, both, instead=instead, unit=Unit.AREA, units=BEATS, block=4, area=sha256)
    return trial, lie


def test_by_areas_each_model_shows_its_boxes_where_it_is_due(two, by_areas):
    trial, lie = by_areas
    allocation = opened(trial.text).allocation
    for one, other in (two, two[::-1]):
        page = signed_on_client("sergeant").get(f"{BRIEFING}?model={one.number}")
        left_out = {rank for rank, area in lie[one].items() if allocation[area] != one.title}
        assert left_out
        assert boxes_on(page) == ranks(one) - left_out
        assert f"“{other.title}” is due. Go there by the boxes of that model." in text(page)
        assert signed_on_client("sergeant").get(f"/forecasts/models/{one.pk}/map/").status_code == 302


def test_by_areas_a_superior_shows_what_is_held_back_in_one_of_them(two, by_areas):
    trial, lie = by_areas
    allocation = opened(trial.text).allocation
    for one in two:
        area = next(area for area in lie[one].values() if allocation[area] != one.title)
        before = boxes_on(signed_on_client("sergeant").get(f"{BRIEFING}?model={one.number}"))
        override_trial(caller_with("inspector"), trial, area, "A man with a knife was seen there")
        page = signed_on_client("sergeant").get(f"{BRIEFING}?model={one.number}")
        assert boxes_on(page) == before | {rank for rank, name in lie[one].items() if name == area}
        assert f"Boxes in {area} are shown for an urgent need" in text(page)


def visited(model, minutes, day):
    forecast = Forecast.objects.get(model=model)
    at = datetime.fromisoformat(f"{day}T14:00:00+00:00")
    with writing(BOX_VISITED, OFFICER, forecast) as page:
        page.save(
            BoxVisit(forecast=forecast, rank=1, officer=forecast.pk, at=at, minutes=minutes, done="seen")
        )


def analysed(trial, monkeypatch, **crimes):
    source = a_source(crimes_of(trial, **crimes))
    monkeypatch.setattr(timezone, "localdate", lambda *_: trial.last + timedelta(days=1))
    analyst, here = signed_on_client("analyst"), f"/forecasts/trials/{trial.pk}/"
    analyst.post(here, {"source": source.pk})
    while jobs.work():
        pass
    file = b"".join(analyst.get(here, {"csv": "trial-units"})).decode("utf-8-sig")
    return text(analyst.get(here)), list(csv.reader(io.StringIO(file)))


def test_the_analysis_says_which_model_did_better_and_counts_minutes_where_each_was_due(two, monkeypatch):
    model, instead = two
    trial = a_trial_of(model, due_today(COUNTED), instead=instead)
    allocation = opened(trial.text).allocation
    counted, weighed = ([day for day in allocation if allocation[day] == arm] for arm in (COUNTED, WEIGHED))
    for day in counted:
        visited(instead, 10, day)
    for day in weighed:
        visited(model, 30, day)
    visited(model, 7, counted[0])
    visited(instead, 9, weighed[0])
    visited(a_model(), 100, weighed[1])
    override_trial(caller_with("inspector"), trial, str(TODAY), "A series in the town centre")
    visited(model, 28, TODAY)
    said, rows = analysed(trial, monkeypatch)
    assert f"“{WEIGHED}” did better than “{COUNTED}”, which chance hardly explains: fewer events." in said
    assert re.search(r": -\d\.\d\d \(-\d\.\d\d to -\d\.\d\d\), p = 0\.0", said)
    assert f"10.0 minutes a day with “{COUNTED}” and 30.0 minutes a day with “{WEIGHED}”" in said
    assert (
        f"boxes of “{WEIGHED}” were shown for an urgent need on 1 of 14 days of “{COUNTED}” ({TODAY})" in said
    )
    astray = (("7", WEIGHED, COUNTED), ("9", COUNTED, WEIGHED))
    for minutes, of, on in astray:
        assert f"{minutes} minutes were recorded in boxes of “{of}” on 1 of 14 days of “{on}”" in said
    for arm, days in ((COUNTED, counted), (WEIGHED, weighed)):
        forecast = Forecast.objects.get(model=instead if arm == COUNTED else model)
        missing = [day for day in days if not f"{forecast.start:%F}" <= day < f"{forecast.end:%F}"]
        assert f"on {len(missing)} of 14 days of “{arm}” the model had no map of that day" in said
    assert rows[0][3:] == ["Minutes in boxes", "Minutes in boxes held back", "Shown for an urgent need"]
    assert [str(TODAY), COUNTED, "6", "10", "28", "1"] in rows
    assert [weighed[0], WEIGHED] in [row[:2] for row in rows]


def test_the_other_model_may_be_the_better_one_and_by_areas_too(two, by_areas, monkeypatch):
    trial, lie = by_areas
    model = two[0]
    area = lie[model][1]
    due = opened(trial.text).allocation[area] == model.title
    visited(model, 25, TODAY)
    said, rows = analysed(trial, monkeypatch, usual=1, tried=4)
    assert f"“{COUNTED}” did better than “{WEIGHED}”, which chance hardly explains: fewer events." in said
    row = next(row for row in rows if row[0] == area)
    assert row[3:5] == (["25", "0"] if due else ["0", "25"])
    assert f"of the 28 days of the trial the model “{WEIGHED}” had no map" in said


def test_where_nothing_broke_the_plan_that_is_said(two, monkeypatch):
    trial = a_trial_of(two[0], instead=two[1], begun=7, wanted=lambda sealed: True)
    for forecast in Forecast.objects.filter(model__in=two):
        forecast.start = datetime.combine(trial.first, datetime.min.time(), UTC)
        forecast.end = datetime.combine(trial.last + timedelta(days=1), datetime.min.time(), UTC)
        with writing(FORECAST_MADE, OFFICER, forecast) as page:
            page.save(forecast)
    said, _ = analysed(trial, monkeypatch, usual=3, tried=3)
    assert "Deviations: none was recorded on any day." in said
    assert "Neither did better than the other by more than chance." in said


def test_it_waits_for_a_second_person_and_its_end_frees_both_models(two):
    model, instead = two
    first = TODAY + timedelta(days=3)
    days = {"first": first, "last": first + timedelta(days=27)}
    wanted = Wanted("Again", "", "", **days, model=model, instead=instead)
    both = caller_with("analyst", "inspector")
    trial = seal_trial(both, wanted)
    with pytest.raises(ValueError, match="Somebody else must approve it"):
        approve_trial(both, trial)
    midday = datetime.combine(first, datetime.min.time(), UTC) + timedelta(hours=12)
    assert held_today(model, midday) is None
    approve_trial(caller_with("inspector"), trial)
    assert {one.back == set() for one in (held_today(model, midday), held_today(instead, midday))} == {
        True,
        False,
    }
    for one in (model, instead):
        with pytest.raises(TrialError, match="Model: the trial “Again” of its boxes runs from"):
            seal_trial(caller_with("analyst"), Wanted("Third", "usual", "boxes", **days, model=one))
    end_trial(caller_with("inspector"), trial, "The cars are needed elsewhere.")
    assert held_today(instead, midday) is None
    assert seal_trial(caller_with("analyst"), Wanted("Third", "usual", "boxes", **days, model=instead))
