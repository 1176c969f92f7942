"""A trial is sealed on a page; its seal stands in the book, and the command judges it under that seal."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone
from lxml import html

from callers import signed_on_client
from daybook.book.models import Entry
from daybook.forecast.engine.trials import opened, verified
from daybook.forecast.models import Trial
from forecast_made import a_trial

pytestmark = pytest.mark.django_db

FIRST = timezone.localdate() + timedelta(days=3)
TYPED = {
    "name": "Boxes <in> spring",
    "usual": "usual patrol",
    "tried": "boxes",
    "first": str(FIRST),
    "last": str(FIRST + timedelta(days=83)),
    "kinds": "burglary, robbery",
    "block": "14",
    "unit": "day",
}


def text_of(response):
    return html.fromstring(response.content).text_content()


def test_a_trial_is_sealed_on_a_page_and_stands_in_the_book():
    analyst = signed_on_client("analyst")
    page = analyst.post("/forecasts/trials/new/", TYPED, follow=True)
    trial = Trial.objects.get()
    assert trial.digest in text_of(page)
    assert "Boxes <in> spring" in text_of(page)
    assert len(html.fromstring(page.content).findall(".//table/tbody/tr")) == 84
    entry = Entry.objects.filter(kind="forecast-trial:sealed").get()
    assert entry.record_id == trial.pk
    file = analyst.get(f"/forecasts/trials/{trial.pk}/sealed.json").content.decode()
    sealed = verified(opened(file), trial.digest)
    assert sealed.plan.kinds == ("burglary", "robbery")
    assert json.loads(file)["digest"] == trial.digest


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"first": "4 January"}, "First day: “4 January” is no day"),
        ({"first": str(timezone.localdate() - timedelta(days=1))}, "sealed before it starts"),
        ({"last": str(FIRST + timedelta(days=3))}, "too few to tell anything"),
        ({"last": str(FIRST + timedelta(days=2000))}, "three years at most"),
        ({"tried": "usual patrol"}, "two arms with names of their own"),
        ({"block": "many"}, "Units of a block: “many” is no number"),
        ({"name": "x" * 121}, "Names are too long"),
    ],
)
def test_what_cannot_be_sealed_is_said_and_what_was_typed_stays(wrong, words):
    page = signed_on_client("analyst").post("/forecasts/trials/new/", TYPED | wrong)
    assert page.status_code == 422
    assert words in text_of(page)
    values = {one.get("name"): one.get("value") for one in html.fromstring(page.content).findall(".//input")}
    assert {name: values[name] for name in TYPED if name != "unit"} == {
        name: text for name, text in (TYPED | wrong).items() if name != "unit"
    }
    assert not Trial.objects.exists()


def test_what_is_wrong_in_one_field_is_said_there_and_led_to():
    page = signed_on_client("analyst").post("/forecasts/trials/new/", TYPED | {"last": "Easter"})
    assert 'href="#last"' in page.content.decode()
    assert (
        "“Easter” is no day" in html.fromstring(page.content).get_element_by_id("last-error").text_content()
    )


def test_supervisors_read_trials_and_seal_none():
    trial, sergeant = a_trial(), signed_on_client("sergeant")
    assert trial.name in text_of(sergeant.get("/forecasts/trials/"))
    assert "New trial" not in text_of(sergeant.get("/forecasts/trials/"))
    assert trial.digest in text_of(sergeant.get(f"/forecasts/trials/{trial.pk}/"))
    assert sergeant.post("/forecasts/trials/new/", TYPED).status_code == 403
    assert signed_on_client("detention-officer").get("/forecasts/trials/").status_code == 403
