"""From made to switched on: approved by somebody else, described for the public, and only then seen by patrols."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from lxml import html

from callers import caller_with, signed_on_client, user_with
from daybook.access.caller import caller_for
from daybook.book import jobs, writing
from daybook.book.verify import Report, verify_records
from daybook.forecast import store
from daybook.forecast.actions.approve_model import approve_model
from daybook.forecast.actions.ask_forecast import ask_forecast
from daybook.forecast.actions.describe_model import describe_model
from daybook.forecast.actions.record_visit import record_visit
from daybook.forecast.actions.send_crimes import COVARIATES, Sent, kept
from daybook.forecast.actions.switch_model import switch_model
from daybook.forecast.atrs import missing
from daybook.forecast.engine.models import Component, mixture
from daybook.forecast.engine.models.components import FIRST
from daybook.forecast.keeping import floats
from daybook.forecast.kinds import MODEL_MADE
from daybook.forecast.making import make
from daybook.forecast.making_again import files_of
from daybook.forecast.models import ForecastJob, ForecastMap, ForecastModel
from daybook.forecast.rounding import rounded
from daybook.forecast.wishes import Asked, WishError
from forecast_made import WHOLE, a_model, a_model_in_use, a_source, an_approved_model
from helpers import OFFICER, settle

pytestmark = pytest.mark.django_db


def text(answer):
    return re.sub(r"\s+", " ", html.fromstring(answer.content).text_content())


def test_who_made_a_model_does_not_approve_it():
    both = caller_for(user_with("analyst", "inspector"), "test")
    job = ask_forecast(both, a_source(), Asked("Burglary", ("Burglary",)))
    while jobs.work():
        pass
    model = ForecastJob.objects.get(pk=job.pk).model
    with pytest.raises(ValueError, match="Somebody else must approve it"):
        approve_model(both, model)
    assert approve_model(caller_with("inspector"), model).state == "approved"
    with pytest.raises(ValueError, match="approved already"):
        approve_model(caller_with("inspector"), model)


def test_only_an_approved_model_with_a_whole_record_is_switched_on():
    model = a_model()
    with pytest.raises(ValueError, match="must be approved"):
        switch_model(caller_with("inspector"), model, True)
    approve_model(caller_with("inspector"), model)
    with pytest.raises(ValueError, match="Missing: Who answers for it, Where to write"):
        switch_model(caller_with("inspector"), model, True)
    describe_model(caller_with("analyst"), model, WHOLE)
    assert switch_model(caller_with("inspector"), model, True).state == "on"
    with pytest.raises(ValueError, match="switched on already"):
        switch_model(caller_with("inspector"), model, True)


def test_the_record_of_a_model_in_use_stays_whole():
    model = a_model_in_use()
    with pytest.raises(ValueError, match="must stay whole"):
        describe_model(caller_with("analyst"), model, WHOLE | {"owner": " "})
    with pytest.raises(ValueError, match="is no day"):
        describe_model(caller_with("analyst"), model, WHOLE | {"review": "soon"})
    assert ForecastModel.objects.get(pk=model.pk).record == WHOLE


def test_a_review_in_the_past_is_no_review():
    assert missing(WHOLE, date(2026, 1, 1)) == []
    assert missing(WHOLE | {"review": "2025-12-31"}, date(2026, 1, 1)) == [
        "A next review that is still to come"
    ]


def test_on_pages_a_model_goes_the_whole_way():
    analyst, inspector = signed_on_client("analyst"), signed_on_client("inspector")
    model = a_model()
    here = f"/forecasts/models/{model.pk}/"
    assert "The model is approved." in text(inspector.post(f"{here}approve/", follow=True))
    refused = text(inspector.post(f"{here}switch/", {"on": "yes"}, follow=True))
    assert "The public record is not whole." in refused
    wrong = analyst.post(f"{here}record/", WHOLE | {"review": "soon"})
    assert wrong.status_code == 422
    assert "“soon” is no day." in text(wrong)
    assert "What it is for: told." in text(wrong)
    assert "The public record is saved." in text(analyst.post(f"{here}record/", WHOLE, follow=True))
    assert "The model is switched on." in text(inspector.post(f"{here}switch/", {"on": "yes"}, follow=True))
    assert "The model is switched off." in text(inspector.post(f"{here}switch/", {"on": "no"}, follow=True))
    assert analyst.post(f"{here}approve/").status_code == 403


def test_what_is_not_on_is_not_switched_off():
    with pytest.raises(ValueError, match="is not switched on"):
        switch_model(caller_with("inspector"), an_approved_model(), False)


def test_everyone_reads_of_models_in_use_and_of_no_other(client):
    made = a_model()
    assert client.get(f"/open/forecasts/{made.number}/").status_code == 404
    assert "No model is in use." in text(client.get("/open/forecasts/"))
    model = a_model_in_use()
    assert "Burglary, next day" in text(client.get("/open/forecasts/"))
    page = text(client.get(f"/open/forecasts/{model.number}/"))
    for words in (
        "Who answers for it",
        "Data that is not used",
        "How to question it",
        "Not better than counting.",
    ):
        assert words in page
    assert "Measured on" in page
    assert "Plain count" in page
    switch_model(caller_with("inspector"), model, False)
    assert client.get(f"/open/forecasts/{model.number}/").status_code == 404


def test_the_public_page_shows_no_box_and_no_street(client):
    model = a_model_in_use()
    page = text(client.get(f"/open/forecasts/{model.number}/"))
    assert "Mill> Lane" not in page
    assert "High Street" not in page


def with_weights(model, weights):
    """As if they had been kept so when the model was made."""
    with writing(MODEL_MADE, OFFICER, model) as page:
        model.weights = weights
        page.save(model)
    return model


@pytest.fixture
def of_the_first_release(monkeypatch):
    """A model that kept its weights alone; the list that is usual now is another of the same length."""
    with monkeypatch.context() as then:
        then.setattr(mixture, "usual", lambda clock: FIRST[clock.unit])
        model = a_model()
    other = tuple(Component(float(reach), 60.0) for reach in range(0, 1600, 100))
    monkeypatch.setattr(mixture, "usual", lambda clock: other)
    return with_weights(model, [one["weight"] for one in model.weights])


def test_a_model_without_names_is_made_again_by_its_own_list(of_the_first_release, capsys):
    call_command("forecast_again", str(of_the_first_release.number))
    assert "comes out the same: 17 weights, every box and cell, the scorecard." in capsys.readouterr().out


def test_a_model_without_names_is_followed_by_its_own_list(of_the_first_release):
    model = of_the_first_release
    first = model.forecasts.get()
    made = make(files_of(model), model.plan, kept=model.weights)
    assert made.forecast.expected == pytest.approx(floats(first.map.cells), rel=1e-4)
    page = text(signed_on_client("analyst").get(f"/forecasts/models/{model.pk}/"))
    assert ", ".join(f"{one:.3f}" for one in model.weights) in page


def test_the_entry_names_what_each_weight_is_of():
    model = a_model()
    assert {"kind", "reach", "memory", "weight"} == model.weights[0].keys()
    assert model.weights[-1].keys() == {"kind", "weight"}
    page = text(signed_on_client("analyst").get(f"/forecasts/models/{model.pk}/"))
    largest = max((one for one in model.weights if "reach" in one), key=lambda one: one["weight"])
    memory = f"{largest['memory']:g} days" if largest["memory"] else "for ever"
    assert f"{largest['weight']:.3f} {largest['kind']} ({largest['reach']:g} m, {memory})" in page
    assert f"{model.weights[-1]['weight']:.3f} even spread" in page


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (
            lambda model, kept: model.scorecard["models"][-1]["shares"][0].update(hit_rate=0.99),
            "The scorecard is",
        ),
        (lambda model, kept: model.scorecard["calibration"].clear(), "The scorecard is another."),
        (lambda model, kept: model.scorecard.clear(), "The scorecard is another."),
        (lambda model, kept: setattr(kept, "cells_sha256", "0" * 64), "Some cell is expected otherwise."),
    ],
)
def test_a_scorecard_or_a_cell_that_comes_out_otherwise_is_said(change, says):
    model = a_model()
    kept = model.forecasts.get()
    change(model, kept)
    with writing(MODEL_MADE, OFFICER, model) as page:
        page.save(model)
        page.save(kept)
    with pytest.raises(CommandError, match=says):
        call_command("forecast_again", str(model.number))


def test_an_entry_without_intervals_is_shown_and_made_again(capsys):
    model = a_model()
    for share in (share for one in model.scorecard["models"] for share in one["shares"]):
        for name in [name for name in share if name.endswith(("_low", "_high")) or name == "pei_error"]:
            del share[name]
        share["pei"] = None
    for bands in model.scorecard["calibration"].values():
        bands[:] = [band[:3] for band in bands]
    with writing(MODEL_MADE, OFFICER, model) as page:
        page.save(model)
    shown = text(signed_on_client("analyst").get(f"/forecasts/models/{model.pk}/"))
    assert re.search(r"Mixture( \d+\.\d% ± \d+\.\d \([\d.]+ to [\d.]+\)){4} [+-]\d+\.\d ± \d+\.\d ", shown)
    call_command("forecast_again", str(model.number))
    assert "comes out the same" in capsys.readouterr().out


def test_a_model_is_made_again_beside_the_methods_that_its_entry_holds(capsys):
    model = a_model()
    later = model.scorecard["models"].pop(1)
    del model.scorecard["calibration"][later["name"]]
    with writing(MODEL_MADE, OFFICER, model) as page:
        page.save(model)
    call_command("forecast_again", str(model.number))
    assert "comes out the same" in capsys.readouterr().out


def test_an_entry_whose_weights_lost_their_components_is_refused():
    model = a_model()
    with_weights(model, [one["weight"] for one in model.weights[1:]])
    with pytest.raises(CommandError, match="stand without the components they belong to"):
        call_command("forecast_again", str(model.number))


def test_the_register_holds_what_the_book_says():
    model = a_model_in_use()
    record_visit(caller_with("officer"), model.forecasts.get(), 1, 15, "seen")
    settle()
    report = Report()
    verify_records(report)
    assert report.faults == []


PREMISES = b"easting,northing,type\n" + b"530700,180700,pub\n532300,181800,shop\n" * 5


def with_covariates(content=PREMISES, **asked):
    files = [kept("covariates", Sent("premises.csv", [content]), COVARIATES)]
    return a_model(method="boosted", covariates=files, **asked)


def test_a_model_with_covariates_is_made_again_from_its_entry_and_followed_as_approved(capsys):
    model = with_covariates()
    assert model.plan["places"] == ["pub", "shop"]
    assert model.scorecard["models"][-1]["name"] == "Boosted trees"
    last = model.weights[-1]
    assert (last["kind"], last["seed"]) == ("boosted trees", 1)
    assert last["library"].startswith("lightgbm ")
    assert last["settings"]["objective"] == "poisson"
    call_command("forecast_again", str(model.number))
    assert "comes out the same" in capsys.readouterr().out
    made = make(files_of(model), model.plan, kept=model.weights, tested=False)
    assert made.forecast.model.kept(rounded) == model.weights
    first = floats(ForecastMap.objects.get(forecast__model=model).cells)
    assert made.forecast.expected == pytest.approx(first, rel=1e-4)


def test_a_model_whose_covariates_have_changed_is_not_made_again():
    model = with_covariates()
    name, digest = model.plan["covariates"][0]
    store.found(name, digest).write_bytes(b"easting,northing,type\n530700,180700,pub\n")
    with pytest.raises(CommandError, match="has changed in the store"):
        call_command("forecast_again", str(model.number))


def test_the_public_and_the_approver_read_which_covariates_a_model_uses(client):
    model = describe_model(caller_with("analyst"), with_covariates(), WHOLE)
    page = text(signed_on_client("inspector").get(f"/forecasts/models/{model.pk}/"))
    assert "Known of places pub, shop (premises.csv)" in page
    assert f"premises.csv, SHA-256 {model.plan['covariates'][0][1]}" in page
    assert "corrected by boosted trees (100 trees by lightgbm" in page
    assert "the model “Boosted trees” held" in page
    approve_model(caller_with("inspector"), model)
    switch_model(caller_with("inspector"), model, True)
    public = text(client.get(f"/open/forecasts/{model.number}/"))
    assert "Of places it knows: pub, shop (premises.csv)." in public
    assert "yes-or-no questions" in public


def test_covariates_that_tell_who_people_are_are_refused_before_the_work_begins():
    files = [
        kept("covariates", Sent("who.csv", [b"easting,northing,median age\n530700,180700,40\n"]), COVARIATES)
    ]
    asked = Asked("Burglary", ("Burglary",), method="boosted", covariates=files)
    with pytest.raises(WishError, match="“median age” tells a protected characteristic"):
        ask_forecast(caller_with("analyst"), a_source(), asked)
    assert not ForecastJob.objects.exists()


def test_a_kind_among_covariates_that_tells_who_people_are_stops_the_work_with_the_reason():
    content = b"easting,northing,type\n530700,180700,mosque\n"
    files = [kept("covariates", Sent("who.csv", [content]), COVARIATES)]
    asked = Asked("Burglary", ("Burglary",), method="boosted", covariates=files)
    job = ask_forecast(caller_with("analyst"), a_source(), asked)
    while jobs.work():
        pass
    job.refresh_from_db()
    assert job.model is None
    assert "“mosque” tells a protected characteristic" in job.problem


def test_the_mixture_refuses_covariates_before_it_is_made():
    with pytest.raises(WishError, match="choose boosted trees or Poisson regression"):
        ask_forecast(
            caller_with("analyst"), a_source(), Asked("B", ("Burglary",), covariates=[["a.csv", "0" * 64]])
        )
