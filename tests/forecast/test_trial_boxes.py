"""While a trial of a model runs, the briefing shows its boxes where they are due and nowhere else, and says why."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone
from lxml import html

from callers import caller_with, signed_on_client
from daybook.book import jobs, writing
from daybook.book.models import Entry
from daybook.forecast import store
from daybook.forecast.actions.analyse_trial import analyse_trial
from daybook.forecast.actions.approve_trial import approve_trial
from daybook.forecast.actions.end_trial import end_trial
from daybook.forecast.actions.override_trial import override_trial
from daybook.forecast.actions.say_patrols import say_patrols
from daybook.forecast.actions.seal_trial import Wanted, seal_trial
from daybook.forecast.engine.trials import Plan, TrialError, Unit, days_of, opened, seal, verified
from daybook.forecast.kinds import BOX_VISITED
from daybook.forecast.models import BoxVisit, Forecast, Trial, TrialOverride
from daybook.forecast.trial_areas import areas_of, zones_of
from daybook.forecast.trial_today import held_today
from forecast_made import (
    a_model,
    a_model_in_use,
    a_source,
    a_trial,
    a_trial_of,
    a_trial_to_approve,
    an_approved_model,
    beats_geojson,
    crimes_of,
)
from helpers import OFFICER

pytestmark = pytest.mark.django_db
BRIEFING = "/forecasts/briefing/"
TODAY = timezone.now().astimezone(UTC).date()
BEATS = tuple(f"Beat {at}" for at in range(12))


def text(answer):
    return re.sub(r"\s+", " ", html.fromstring(answer.content).text_content())


def boxes_on(answer):
    stops = html.fromstring(answer.content).xpath("//li[contains(@class, 'forecast-stop')]")
    return {int(stop.get("id").removeprefix("box-")) for stop in stops}


def tried_today(sealed):
    return sealed.allocation[str(TODAY)] == "boxes"


def visited(forecast, rank, minutes, at):
    with writing(BOX_VISITED, OFFICER, forecast) as page:
        page.save(
            BoxVisit(forecast=forecast, rank=rank, officer=forecast.pk, at=at, minutes=minutes, done="seen")
        )


def test_on_a_usual_day_no_box_is_shown_and_the_page_says_why_and_nothing_of_other_days():
    trial = a_trial_of(a_model_in_use())
    page = signed_on_client("sergeant").get(BRIEFING)
    assert boxes_on(page) == set()
    said = text(page)
    assert "No boxes of this model are shown today: the trial “Boxes or not” runs until" in said
    assert "today is one of its days of “usual patrol”" in said
    for day in (TODAY + timedelta(days=at) for at in range(1, 20)):
        assert str(day) not in page.content.decode()
    assert "Show the boxes for today" not in said
    assert trial.digest not in said


def test_on_a_day_of_boxes_the_briefing_is_as_ever():
    forecast = Forecast.objects.get(model=a_model_in_use())
    a_trial_of(forecast.model, tried_today)
    page = signed_on_client("sergeant").get(BRIEFING)
    assert boxes_on(page) == {box["rank"] for box in forecast.boxes}
    assert "trial" not in text(page).partition("Boxes of the day")[2].partition("Patrols")[0]


def test_another_model_is_held_back_by_no_trial_but_its_own():
    a_trial_of(an_approved_model())
    in_use = a_model_in_use()
    assert boxes_on(signed_on_client("officer").get(f"{BRIEFING}?model={in_use.number}"))


@pytest.fixture
def by_areas():
    """Some boxes lie in a usual beat, others in one of boxes."""
    forecast = Forecast.objects.select_related("model").get(model=a_model_in_use())
    name, sha256 = store.keep("beats.geojson", [beats_geojson()])
    kept = Trial(area_name=name, area_sha256=sha256)
    inside = [one[0] for one in areas_of(forecast.boxes, forecast.model, zones_of(kept))]
    assert len(set(inside)) > 1

    def both(sealed):
        return len({sealed.allocation[one] for one in inside}) == 2

    trial = a_trial_of(forecast.model, both, unit=Unit.AREA, units=BEATS, block=4, area=sha256)
    allocation = opened(trial.text).allocation
    return trial, forecast, [allocation[one] for one in inside], inside


def test_by_areas_boxes_of_usual_areas_are_left_out_and_the_rest_stay(by_areas):
    _, forecast, arms, _ = by_areas
    page = signed_on_client("sergeant").get(BRIEFING)
    shown = {box["rank"] for box, arm in zip(forecast.boxes, arms, strict=True) if arm == "boxes"}
    assert boxes_on(page) == shown
    left = len(forecast.boxes) - len(shown)
    assert (
        f"{left} box{'es are' if left > 1 else ' is'} left out: the trial “Boxes or not” runs until"
        in text(page)
    )
    say_patrols(caller_with("sergeant"), forecast, 1)
    fewer = boxes_on(signed_on_client("sergeant").get(BRIEFING))
    assert fewer == {min(shown)}


def test_a_superior_shows_the_boxes_of_one_area_for_today(by_areas):
    trial, forecast, arms, inside = by_areas
    usual = inside[arms.index("usual patrol")]
    inspector = signed_on_client("inspector")
    assert usual in text(inspector.get(BRIEFING))
    said = {"unit": usual, "reason": "A man with a knife was seen there"}
    page = inspector.post(f"/forecasts/trials/{trial.pk}/override/", said, follow=True)
    shown = {
        box["rank"]
        for box, arm, area in zip(forecast.boxes, arms, inside, strict=True)
        if arm == "boxes" or area == usual
    }
    assert boxes_on(page) == shown
    assert f"Boxes in {usual} are shown for an urgent need" in text(page)


def test_an_urgent_need_is_said_by_a_superior_is_an_entry_and_stands_with_the_trial():
    model = a_model_in_use()
    trial = a_trial_of(model)
    inspector, sergeant = signed_on_client("inspector"), signed_on_client("sergeant")
    here = f"/forecasts/trials/{trial.pk}/override/"
    said = {"unit": str(TODAY), "reason": "Three burglaries tonight in one street"}
    assert sergeant.post(here, said).status_code == 403
    assert "Reason: say what is so urgent." in text(inspector.post(here, said | {"reason": " "}, follow=True))
    assert "Show the boxes for today" in text(inspector.get(BRIEFING))
    page = inspector.post(here, said, follow=True)
    assert boxes_on(page)
    assert "Boxes are shown for an urgent need" in text(page)
    assert Entry.objects.get(kind="forecast-trial:overridden").record_id == trial.pk
    assert said["reason"] in text(sergeant.get(f"/forecasts/trials/{trial.pk}/"))
    assert boxes_on(sergeant.get(BRIEFING))
    with pytest.raises(ValueError, match="Today the trial holds nothing back"):
        override_trial(caller_with("inspector"), trial, str(TODAY), "again")
    with pytest.raises(ValueError, match="Today the trial holds nothing back"):
        override_trial(caller_with("inspector"), trial, str(TODAY + timedelta(days=1)), "tomorrow")
    assert TrialOverride.objects.count() == 1


def test_what_holds_nothing_back_is_not_overridden(monkeypatch):
    trial = a_trial_of(a_model_in_use(), tried_today)
    with pytest.raises(ValueError, match="holds nothing back"):
        override_trial(caller_with("inspector"), trial, str(TODAY), "now")
    later = timezone.now() + timedelta(days=30)
    monkeypatch.setattr(timezone, "now", lambda: later)
    with pytest.raises(ValueError, match="does not run today"):
        override_trial(caller_with("inspector"), trial, str(TODAY), "now")


def test_minutes_in_other_models_boxes_do_not_count_and_deviations_do(monkeypatch):
    model, other = a_model_in_use(), a_model()
    trial = a_trial_of(model)
    own, foreign = (Forecast.objects.get(model=one) for one in (model, other))
    allocation = opened(trial.text).allocation
    at = {day: datetime.fromisoformat(f"{day}T14:00:00+00:00") for day in allocation}
    usual = [day for day, arm in allocation.items() if arm == "usual patrol"]
    for day in allocation:
        visited(foreign, 1, 100, at[day])
        if day not in usual:
            visited(own, 1, 20, at[day])
    override_trial(caller_with("inspector"), trial, str(TODAY), "A series in the town centre")
    visited(own, 1, 28, at[str(TODAY)])
    other_day = next(day for day in usual if day != str(TODAY))
    visited(own, 1, 14, at[other_day])
    source = a_source(crimes_of(trial))
    monkeypatch.setattr(timezone, "localdate", lambda *_: trial.last + timedelta(days=1))
    analyst = signed_on_client("analyst")
    analyst.post(f"/forecasts/trials/{trial.pk}/", {"source": source.pk})
    while jobs.work():
        pass
    page = text(analyst.get(f"/forecasts/trials/{trial.pk}/"))
    assert "3.0 minutes a day with usual patrol and 20.0 minutes a day with boxes" in page
    assert f"Counted are minutes in boxes of model {model.number} alone." in page
    assert f"shown for an urgent need on 1 of 14 usual days ({TODAY})" in page
    assert "14 minutes were recorded in its boxes on 1 of 14 usual days, though they were not shown" in page
    tried = [day for day in allocation if day not in usual]
    mapped = [day for day in tried if f"{own.start:%Y-%m-%d}" <= day < f"{own.end:%Y-%m-%d}"]
    assert f"on {14 - len(mapped)} of 14 days of “boxes” the model had no map of that day" in page
    lines = (
        b"".join(analyst.get(f"/forecasts/trials/{trial.pk}/", {"csv": "trial-units"})).decode().splitlines()
    )
    assert f"{TODAY},usual patrol,6,28,1" in lines


def test_days_to_come_are_told_nowhere_before_the_trial_is_over(monkeypatch):
    trial = a_trial_of(a_model_in_use())
    analyst, here = signed_on_client("analyst"), f"/forecasts/trials/{trial.pk}/"
    page = analyst.get(here)
    assert len(html.fromstring(page.content).findall(".//table/tbody/tr")) == 8
    assert "What is done on the 20 days to come is told on each of them" in text(page)
    refused = analyst.get(f"{here}sealed.json", follow=True)
    assert "It is given once the trial is over." in text(refused)
    monkeypatch.setattr(timezone, "localdate", lambda *_: trial.last + timedelta(days=1))
    assert len(html.fromstring(analyst.get(here).content).findall(".//table/tbody/tr")) == 28
    assert verified(opened(analyst.get(f"{here}sealed.json").content.decode()), trial.digest).plan.model


def test_an_approved_model_is_named_on_the_form_and_stands_in_the_sealed_plan():
    model = an_approved_model()
    analyst = signed_on_client("analyst")
    first = timezone.localdate() + timedelta(days=3)
    typed = {"name": "Boxes in spring", "usual": "usual patrol", "tried": "boxes", "unit": "day"}
    typed |= {"first": str(first), "last": str(first + timedelta(days=27)), "model": str(model.pk)}
    page = analyst.post("/forecasts/trials/new/", typed, follow=True)
    trial = Trial.objects.get()
    assert (trial.model, opened(trial.text).plan.model) == (model, model.number)
    assert f"The boxes are those of model {model.number}." in text(page)
    facts = json.loads(trial.text)
    facts["plan"]["model"] += 1
    with pytest.raises(TrialError, match="hash is another"):
        verified(opened(json.dumps(facts)), trial.digest)
    again = analyst.post("/forecasts/trials/new/", typed | {"first": str(first + timedelta(days=9))})
    assert again.status_code == 422
    assert "the trial “Boxes in spring” of its boxes runs from" in text(again)


def test_a_model_that_patrols_may_not_be_sent_by_is_in_no_trial():
    first = timezone.localdate() + timedelta(days=3)
    wanted = Wanted("Boxes", "usual", "boxes", first, first + timedelta(days=27), model=a_model())
    with pytest.raises(TrialError, match="Model: it is not approved"):
        seal_trial(caller_with("analyst"), wanted)


def test_a_plan_that_names_no_model_has_the_hash_it_had_before_one_could():
    first, last = date(2027, 1, 4), date(2027, 1, 31)
    plan = Plan("A", Unit.DAY, ("usual", "boxes"), first, last, days_of(first, last), 14)
    before = "7af104bd1dc923fde4cf4f5761acf8b400bc3b5d15670968008032ddeaae1a6f"
    assert seal(plan, date(2027, 1, 1), "seed").digest == before
    assert seal(replace(plan, model=1), date(2027, 1, 1), "seed").digest != before


def sealed_by(role, **changed):
    first = timezone.localdate() + timedelta(days=3)
    words = {"name": "Boxes", "usual": "usual patrol", "tried": "boxes"}
    return seal_trial(
        role,
        Wanted(**words, first=first, last=first + timedelta(days=27), model=an_approved_model(), **changed),
    )


def test_without_approval_by_a_second_person_a_trial_holds_nothing_back_and_says_so():
    model = a_model_in_use()
    trial = a_trial_of(model, approved=False)
    assert boxes_on(signed_on_client("sergeant").get(f"{BRIEFING}"))
    page = text(signed_on_client("analyst").get(f"/forecasts/trials/{trial.pk}/"))
    assert "Nobody approved it before its first day" in page
    with pytest.raises(ValueError, match=r"began on .* without approval, so it takes no effect"):
        approve_trial(caller_with("inspector"), trial)
    with pytest.raises(TrialError, match="Nobody approved it before its first day"):
        analyse_trial(caller_with("analyst"), trial, a_source())


def test_a_superior_approves_a_trial_before_it_begins_and_it_then_holds_boxes_back(monkeypatch):
    trial = a_trial_to_approve()
    here = f"/forecasts/trials/{trial.pk}/"
    inspector, analyst = signed_on_client("inspector"), signed_on_client("analyst")
    assert "It waits for approval" in text(analyst.get(here))
    assert "Approve that it holds boxes back" not in text(analyst.get(here))
    assert analyst.post(f"{here}approve/").status_code == 403
    assert "Approve that it holds boxes back" in text(inspector.get(here))
    page = text(inspector.post(f"{here}approve/", follow=True))
    assert "The trial is approved." in page
    assert "It waits for approval" not in page
    assert Entry.objects.get(kind="forecast-trial:approved").record_id == trial.pk
    assert "approved already" in text(inspector.post(f"{here}approve/", follow=True))
    usual = next(day for day, arm in opened(trial.text).allocation.items() if arm == "usual patrol")
    assert held_today(trial.model, datetime.fromisoformat(f"{usual}T12:00:00+00:00"))


def test_who_sealed_a_trial_does_not_approve_it():
    both = caller_with("analyst", "inspector")
    with pytest.raises(ValueError, match="Somebody else must approve it"):
        approve_trial(both, sealed_by(both))
    with pytest.raises(ValueError, match="of no model"):
        approve_trial(caller_with("inspector"), a_trial())


def test_a_trial_that_took_no_effect_or_was_ended_is_in_no_ones_way():
    model = a_model_in_use()
    a_trial_of(model, approved=False, begun=8)
    ended = a_trial_of(model)
    first = TODAY + timedelta(days=2)
    wanted = Wanted("More", "usual", "boxes", first, first + timedelta(days=27), model=model)
    with pytest.raises(TrialError, match="one would spoil the other"):
        seal_trial(caller_with("analyst"), wanted)
    end_trial(caller_with("inspector"), ended, "The cars are needed elsewhere.")
    assert seal_trial(caller_with("analyst"), wanted).model == model


def test_a_superior_ends_a_trial_early_and_only_the_days_before_are_analysed():
    trial = a_trial_of(a_model_in_use(), begun=10)
    here = f"/forecasts/trials/{trial.pk}/"
    inspector, analyst = signed_on_client("inspector"), signed_on_client("analyst")
    assert not boxes_on(analyst.get(f"{BRIEFING}"))
    assert analyst.post(f"{here}end/", {"reason": "x"}).status_code == 403
    assert "Reason: say why" in text(inspector.post(f"{here}end/", {"reason": " "}, follow=True))
    page = text(inspector.post(f"{here}end/", {"reason": "The cars are needed elsewhere."}, follow=True))
    assert f"Ended early on {TODAY:%-d %B %Y}: The cars are needed elsewhere." in page
    assert Entry.objects.get(kind="forecast-trial:ended").record_id == trial.pk
    assert boxes_on(analyst.get(f"{BRIEFING}"))
    analyst.post(here, {"source": a_source(crimes_of(trial)).pk})
    while jobs.work():
        pass
    page = text(analyst.get(here))
    assert f"Ended early on {TODAY:%-d %B %Y}: The cars are needed elsewhere." in page
    assert "events in 10 days, counted as declared" in page
    lines = b"".join(analyst.get(here, {"csv": "trial-units"})).decode().splitlines()
    assert len(lines) == 11
    assert lines[-1].startswith(str(TODAY - timedelta(days=1)))


def test_a_trial_ended_when_too_little_was_done_finds_nothing():
    trial = a_trial_of(a_model_in_use())
    end_trial(caller_with("inspector"), trial, "The cars are needed elsewhere.")
    with pytest.raises(ValueError, match="ended early already"):
        end_trial(caller_with("inspector"), trial, "Again")
    analyst, source = signed_on_client("analyst"), a_source(crimes_of(trial))
    analyst.post(f"/forecasts/trials/{trial.pk}/", {"source": source.pk})
    while jobs.work():
        pass
    assert "too little of it was done" in text(analyst.get(f"/forecasts/trials/{trial.pk}/"))


def test_the_map_and_the_files_of_held_boxes_stay_with_those_who_make_or_approve_forecasts():
    trial = a_trial_of(a_model_in_use())
    here = f"/forecasts/models/{trial.model_id}/"
    for role in ("sergeant", "auditor"):
        client = signed_on_client(role)
        page = client.get(here)
        assert "shown to analysts and superiors alone" in text(page)
        assert (
            "<svg class=" not in page.content.decode().partition("govuk-body-l")[2].partition("Scorecard")[0]
        )
        assert 'id="boxes"' not in page.content.decode()
        for file in ("boxes.csv", "map/"):
            assert client.get(here + file).status_code == 302
        assert client.get(f"{here}cells.json").status_code == 403
    for role in ("analyst", "inspector"):
        client = signed_on_client(role)
        assert 'id="boxes"' in client.get(here).content.decode()
        assert "Send patrols by the briefing alone" in text(client.get(here))
        assert [client.get(here + file).status_code for file in ("boxes.csv", "map/", "cells.json")] == [
            200
        ] * 3


def test_dosage_leaves_out_the_boxes_of_the_current_map_while_it_is_held_back():
    forecast = Forecast.objects.get(model=a_model_in_use())
    dosage = "/forecasts/dosage/"
    asked = {
        "model": forecast.model.number,
        "first": str(forecast.start.date()),
        "last": f"{forecast.end:%F}",
    }
    sergeant, analyst = signed_on_client("sergeant"), signed_on_client("analyst")
    streets = forecast.boxes[0]["streets"][0]
    assert streets in text(sergeant.get(dosage, asked))
    a_trial_of(forecast.model)
    page = text(sergeant.get(dosage, asked))
    assert streets not in page
    assert "shown to analysts and superiors alone. They are left out here." in page
    assert streets not in b"".join(sergeant.get(dosage, asked | {"csv": "dosage-boxes"})).decode()
    assert streets in text(analyst.get(dosage, asked))


def test_on_a_day_of_boxes_everyone_who_may_see_forecasts_sees_the_map():
    trial = a_trial_of(a_model_in_use(), tried_today)
    sergeant, here = signed_on_client("sergeant"), f"/forecasts/models/{trial.model_id}/"
    assert 'id="boxes"' in sergeant.get(here).content.decode()
    assert [sergeant.get(here + file).status_code for file in ("boxes.csv", "map/", "cells.json")] == [
        200
    ] * 3
