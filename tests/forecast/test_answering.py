"""Who made and who approved a model: by name within the force, by post for the public."""

from __future__ import annotations

import re
from io import StringIO

import pytest
from django.core.management import call_command
from lxml import html

from callers import caller_with, signed_on_client
from daybook.access.models import User
from daybook.book import writing
from daybook.forecast.actions.approve_model import approve_model
from daybook.forecast.actions.describe_model import describe_model
from daybook.forecast.actions.switch_model import switch_model
from daybook.forecast.kinds import MODEL_MADE
from daybook.forecast.models import ForecastModel
from forecast_made import WHOLE, a_model
from helpers import OFFICER

pytestmark = pytest.mark.django_db
DAY = r"\d{1,2} \w+ \d{4}"
MINUTE = rf"{DAY}, \d\d:\d\d"


def text(answer):
    return re.sub(r"\s+", " ", html.fromstring(answer.content).text_content())


@pytest.fixture
def model():
    return a_model()


@pytest.fixture
def approver():
    return caller_with("superintendent", rank="superintendent", last_name="Okoro")


def maker(model):
    return str(User.objects.get(pk=model.made_by))


def test_the_page_and_the_list_tell_who_made_and_who_approved_a_model(model, approver):
    see = signed_on_client("sergeant")
    page = text(see.get(f"/forecasts/models/{model.pk}/"))
    assert re.search(rf"Made {MINUTE} by {maker(model)} ", page)
    assert "Approved nobody yet" in page
    approve_model(approver, model)
    page = text(see.get(f"/forecasts/models/{model.pk}/"))
    assert re.search(rf"Approved {MINUTE} by Superintendent Okoro {approver.user.username} ", page)
    row = text(see.get("/forecasts/"))
    assert re.search(rf"{DAY} by {maker(model)} {DAY} by Superintendent Okoro", row)


def test_the_list_asks_for_no_name_twice(model, approver, django_assert_max_num_queries):
    approve_model(approver, model)
    see = signed_on_client("sergeant")
    see.get("/forecasts/")
    with django_assert_max_num_queries(100) as one:
        see.get("/forecasts/")
    a_model()
    with django_assert_max_num_queries(len(one.captured_queries)):
        see.get("/forecasts/")


def test_a_model_of_the_command_line_says_so(model):
    with writing(MODEL_MADE, OFFICER, model) as page:
        model.made_by = None
        page.save(model)
    shown = text(signed_on_client("sergeant").get(f"/forecasts/models/{model.pk}/"))
    assert re.search(rf"Made {MINUTE} on the command line ", shown)


def test_the_command_that_makes_a_model_again_tells_who_answers_for_it(model, approver):
    approve_model(approver, model)
    told = StringIO()
    call_command("forecast_again", str(model.number), stdout=told)
    assert re.search(rf"Made {MINUTE} by {maker(model)}\.", told.getvalue())
    assert re.search(
        rf"Approved {MINUTE} by Superintendent Okoro {approver.user.username}\.", told.getvalue()
    )


def test_the_public_reads_the_post_of_who_approved_and_no_name(client, model, approver):
    approve_model(approver, model)
    describe_model(caller_with("analyst"), model, WHOLE)
    switch_model(approver, ForecastModel.objects.get(pk=model.pk), True)
    page = text(client.get(f"/open/forecasts/{model.number}/"))
    assert re.search(rf"approved on {DAY} by a superintendent, not by who made it", page)
    assert "Okoro" not in page
    assert approver.user.username not in page


def test_a_post_that_begins_with_a_vowel_has_its_article(client, model):
    inspector = caller_with("inspector", rank="inspector")
    approve_model(inspector, model)
    describe_model(caller_with("analyst"), model, WHOLE)
    switch_model(inspector, ForecastModel.objects.get(pk=model.pk), True)
    assert "by an inspector, not by who made it" in text(client.get(f"/open/forecasts/{model.number}/"))
