"""Live measures read what the house has, and say so where nothing measures them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from daybook.access.caller import system_caller
from daybook.estate.queries.retirements import Saving
from daybook.forecast.following import score
from daybook.forecast.models import Forecast
from daybook.oversight.actions.keep_row import keep_row
from daybook.oversight.audience import FORCE
from daybook.oversight.measures.registry import all_measures, measure, reading, said
from daybook.oversight.queries import followed
from estate_made import a_system
from forecast_made import a_model, a_model_in_use
from oversight_made import (
    a_benefit,
    a_line,
    a_quarter,
    a_recommendation,
    a_sheet_of_each,
    keeper,
)

pytestmark = pytest.mark.django_db
FORECASTS = ("forecast-models", "forecasts-made", "forecasts-scored")


@pytest.mark.parametrize("slug", all_measures())
def test_each_measure_reads_a_number_or_says_why_not_on_an_empty_house(slug):
    found = reading(slug)
    assert (found.value is None) == bool(found.why)
    assert found.why == "" or found.why.endswith(".")


def test_the_register_is_counted_by_its_rule():
    a_system("S1", "One", state="live", logon_seconds=30)
    a_system("S2", "Two", state="off")
    a_system("S3", "Three", counting="never", logon_seconds=10)
    assert reading("systems-counted").value == 1
    assert reading("systems-retired").value == 1
    assert reading("sign-on-seconds").value == 20


def test_money_and_work_are_read_from_the_sheets():
    a_sheet_of_each()
    a_line("B-2", original="2700", purpose="transform", current="2700", funding="Reserves")
    a_benefit("BEN-2", "B-2", disbenefit="yes")
    a_quarter("BEN-2", actual="40")
    assert reading("keep-running-share").value == 25
    assert reading("budget-with-funding").value == 75
    assert reading("roles-filled").value == pytest.approx(66.67)
    assert reading("savings-brought").value == pytest.approx(0, abs=0.01)
    assert reading("updates").value == reading("public-updates").value == 1
    assert reading("risks-managed").value == 0
    keep_row(keeper(), "risks", {"number": "R-1", "owner": "Head of IT", "management": "A date."})
    assert reading("risks-managed").value == 100


def test_forecasts_are_counted_from_their_register(monkeypatch):
    first = a_model()
    assert [reading(slug).value for slug in FORECASTS] == [0, 1, 0]
    a_model_in_use()
    score(Forecast.objects.get(model=first), system_caller("test"))
    assert [reading(slug).value for slug in FORECASTS] == [1, 2, 1]
    later = timezone.now() + timedelta(days=91)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert [reading(slug).value for slug in FORECASTS] == [1, 0, 0]


def test_further_measures_stand_beside_the_one_with_the_aim():
    a_recommendation(measure="updates", also_measured="social-media-policy; risks-managed")
    [found] = followed(FORCE, "T-1")
    assert list(found.readings) == ["updates", "social-media-policy", "risks-managed"]
    assert found.readings["social-media-policy"].why == "Daybook holds no social-media policy yet."


def test_numbers_are_said_with_their_unit():
    assert said("roles-filled", 66.67) == "66.67%"
    assert said("updates", 1200.0) == "1,200 updates"
    assert said("updates", None) == "not measured"
    assert said("savings-brought", 6.09) == "£6.09m"
    assert reading("gone").why == "This measure is no longer taken."
    with pytest.raises(ValueError, match="registered twice"):
        measure("updates", "Again", "updates")(lambda: 1)


@pytest.mark.parametrize(("off", "told"), [(0, 0), (1, None), (2, None), (3, 0.6)])
def test_what_one_system_cost_cannot_be_read_from_the_savings(monkeypatch, off, told):
    saved = [Saving(None, 20_000_000, None)] * off
    monkeypatch.setattr("daybook.oversight.measures.house.saved_so_far", lambda: saved)
    read = reading("saved-by-switching-off")
    assert read.value == told
    assert bool(read.why) == (told is None)
