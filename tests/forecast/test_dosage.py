"""What was done in the boxes of a model, by day, week and box, with its share of boxes, picture and CSV; of nobody."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta

import pytest
from django.utils import timezone
from lxml import html

from callers import signed_on_client
from daybook.book import writing
from daybook.forecast.dosage import Span, boxes_of, by_step
from daybook.forecast.kinds import BOX_VISITED
from daybook.forecast.models import BoxVisit, Forecast
from forecast_made import a_model, a_model_in_use
from helpers import OFFICER

pytestmark = pytest.mark.django_db
PAGE = "/forecasts/dosage/"


def text(answer):
    return re.sub(r"\s+", " ", html.fromstring(answer.content).text_content())


def visited(forecast, rank, minutes, at, done="seen"):
    with writing(BOX_VISITED, OFFICER, forecast) as page:
        page.save(
            BoxVisit(forecast=forecast, rank=rank, officer=forecast.pk, at=at, minutes=minutes, done=done)
        )


@pytest.fixture
def forecast():
    """Five boxes of one day: two visited, one twice; to a third nobody could go; and visits to another model's."""
    made = Forecast.objects.select_related("model").get(model=a_model_in_use())
    noon = made.start + timedelta(hours=12)
    visited(made, 1, 15, noon)
    visited(made, 1, 25, noon + timedelta(hours=1), "talked")
    visited(made, 2, 20, noon)
    visited(made, 3, 0, noon, "nothing")
    visited(made, 1, 10, noon + timedelta(days=2), "talked")
    visited(Forecast.objects.get(model=a_model()), 1, 400, noon)
    return made


def of_days(forecast, **asked):
    first = timezone.localdate(forecast.start)
    return {"model": forecast.model.number, "first": first, "last": first + timedelta(days=6), **asked}


def rows(client, asked, slug):
    content = b"".join(client.get(PAGE, asked | {"csv": slug}))
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def test_the_page_says_minutes_visits_share_of_boxes_and_what_was_done(forecast):
    page = signed_on_client("sergeant").get(PAGE, of_days(forecast))
    said = text(page)
    assert "Somebody was in 2 of 5 boxes (40%)." in said
    assert "70 minutes in 4 visits, 18 a visit in the mean." in said
    assert "Of 5 taps 1 said that nobody could go." in said
    assert "Most often: walked or driven through, seen by residents (2 of 5)." in said
    assert (
        len(html.fromstring(page.content).xpath("//*[local-name()='svg'][@class='db-chart__picture']")) == 2
    )
    assert "daybook forecast compare" in said
    assert str(forecast.pk) not in said.replace(str(forecast.model_id), ""), "who went is told nowhere"


def test_each_day_week_box_and_deed_has_a_table_and_a_csv(forecast):
    sergeant, asked = signed_on_client("sergeant"), of_days(forecast)
    first = asked["first"]
    head, *days = rows(sergeant, asked, "dosage-steps")
    assert head == ["Day", "Boxes", "Visited", "Share", "Visits", "Minutes", "Could not go"]
    assert days[0] == [str(first), "5", "2", "40%", "3", "60", "1"]
    assert days[2] == [str(first + timedelta(days=2)), "0", "0", "none", "1", "10", "0"]
    assert len(days) == 7
    monday = first - timedelta(first.weekday())
    weeks = rows(sergeant, asked | {"by": "week"}, "dosage-steps")[1:]
    assert weeks[0][:2] == [str(monday), "5"]
    assert sum(int(one[5]) for one in weeks) == 70
    boxes = rows(sergeant, asked, "dosage-boxes")[1:]
    assert boxes[0][1:] == [str(forecast.boxes[0]["cell"]), "1", "1", "100%", "3", "50", "0"]
    assert len(boxes) == 5
    deeds = rows(sergeant, asked, "dosage-deeds")[1:]
    assert ["Talked with residents or shops", "2", "35"] in deeds
    assert rows(sergeant, asked, "dosage-minutes")[1][1] == "60"


def test_a_visit_after_the_days_of_its_map_counts_when_it_was_made_and_its_box_does_not(forecast):
    day = timezone.localdate(forecast.start) + timedelta(days=2)
    span = Span(day, day)
    tally = by_step(boxes_of(forecast.model, span), span)[day]
    assert (tally.boxes, tally.entered, tally.minutes) == (0, 0, 10)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"first": "soon"}, "First day: “soon” is no day."),
        ({"first": "2026-03-02", "last": "2026-03-01"}, "Last day: it is before the first."),
        ({"first": "2024-01-01", "last": "2026-03-01"}, "First day: take a year at most."),
    ],
)
def test_days_that_cannot_be_are_said_at_their_field(forecast, asked, words):
    page = signed_on_client("analyst").get(PAGE, asked)
    assert page.status_code == 422
    assert words in text(page)


def test_without_boxes_the_page_says_so_and_nobody_else_reads_it(forecast):
    page = signed_on_client("analyst").get(PAGE, {"first": "2020-01-01", "last": "2020-01-05"})
    assert "The model has no box in these days." in text(page)
    assert signed_on_client("officer").get(PAGE).status_code == 403


def test_before_any_model_was_switched_on_there_is_nothing_to_tell():
    a_model()
    assert "No model was switched on yet" in text(signed_on_client("analyst").get(PAGE))
