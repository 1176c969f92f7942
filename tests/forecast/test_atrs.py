"""The public record after the Algorithmic Transparency Recording Standard: its parts, and models in use from before."""

from __future__ import annotations

import re
from datetime import date

import pytest
from lxml import html

from callers import caller_with, signed_on_client
from daybook.book import writing
from daybook.demo.forecasting import RECORD
from daybook.forecast.actions.describe_model import describe_model
from daybook.forecast.actions.switch_model import switch_model
from daybook.forecast.atrs import missing
from daybook.forecast.kinds import MODEL_DESCRIBED
from daybook.forecast.models import ForecastModel
from forecast_made import WHOLE, a_model_in_use, an_approved_model
from helpers import OFFICER

pytestmark = pytest.mark.django_db
ADDED = ("supplier", "benefit", "before", "scale", "training", "maintenance", "access", "risks")
OF_BEFORE = {name: text for name, text in WHOLE.items() if name not in ADDED}
LABELS = (
    "Suppliers and other third parties",
    "What is gained by it",
    "What was done before",
    "How often and how widely it is used",
    "Training of those who use it",
    "How it is looked after",
    "Who sees the data, and how long it is kept",
    "Risks, and what is done about them",
)


def text(answer):
    return re.sub(r"\s+", " ", html.fromstring(answer.content).text_content())


@pytest.fixture
def in_use_from_before():
    """As a model that was switched on when the record asked for less."""
    model = a_model_in_use()
    with writing(MODEL_DESCRIBED, OFFICER, model) as page:
        model.record = OF_BEFORE
        page.save(model)
    return model


@pytest.mark.parametrize("name", ADDED)
def test_every_part_of_the_standard_is_asked_for_before_a_model_is_switched_on(name):
    assert len(missing(WHOLE | {name: " "}, date(2026, 1, 1))) == 1


def test_a_model_without_risks_is_not_switched_on():
    model = an_approved_model()
    describe_model(caller_with("analyst"), model, WHOLE | {"risks": ""})
    with pytest.raises(ValueError, match="Missing: Risks, and what is done about them"):
        switch_model(caller_with("inspector"), model, True)


def test_the_demonstration_tells_all_of_it():
    assert missing(RECORD | {"review": "2999-01-01"}, date(2026, 1, 1)) == []


def test_the_public_reads_the_sections_of_the_standard(client):
    page = html.fromstring(client.get(f"/open/forecasts/{a_model_in_use().number}/").content)
    headings = [one.text_content() for one in page.xpath("//h2")]
    wanted = ["Owner and responsibility", "Description and rationale", "Decision-making process"]
    wanted += ["Tool and data", "Risks, mitigations and impact assessments"]
    assert [one for one in headings if one in wanted] == wanted
    for label in LABELS:
        assert f"{label}: told." in re.sub(r"\s+", " ", page.text_content())


def test_the_form_asks_for_it_by_the_same_sections():
    model = an_approved_model()
    page = text(signed_on_client("analyst").get(f"/forecasts/models/{model.pk}/record/"))
    for words in (*LABELS, "Risks, mitigations and impact assessments"):
        assert words in page


def test_a_model_in_use_from_before_stays_on_and_says_what_is_missing(client, in_use_from_before):
    model = in_use_from_before
    page = text(signed_on_client("inspector").get(f"/forecasts/models/{model.pk}/"))
    assert "Missing in the public record: Suppliers and other third parties," in page
    assert "It stays on; once it is off, it is not switched on again without them." in page
    public = text(client.get(f"/open/forecasts/{model.number}/"))
    assert public.count("Not told yet.") == len(ADDED)
    assert "What it is for: told." in public


def test_the_record_of_such_a_model_may_be_filled_in_step_by_step_and_loses_nothing(in_use_from_before):
    analyst, model = caller_with("analyst"), in_use_from_before
    with_risks = OF_BEFORE | {"risks": "Patrols that gather in one place."}
    assert describe_model(analyst, model, with_risks).record == with_risks
    with pytest.raises(ValueError, match=r"must stay whole. Missing: Risks, and what is done about them\."):
        describe_model(analyst, model, OF_BEFORE)
    with pytest.raises(ValueError, match=r"must stay whole. Missing: Who answers for it\."):
        describe_model(analyst, model, with_risks | {"owner": ""})


def test_such_a_model_is_not_switched_on_again_until_it_is_told(in_use_from_before):
    inspector = caller_with("inspector")
    switch_model(inspector, in_use_from_before, False)
    with pytest.raises(ValueError, match="Missing: Suppliers and other third parties"):
        switch_model(inspector, ForecastModel.objects.get(pk=in_use_from_before.pk), True)
