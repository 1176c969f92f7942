"""What everyone reads of trials: how one ended and what it found, and nothing while it runs."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from lxml import html

from callers import caller_with, signed_on_client
from daybook.book import jobs
from daybook.forecast.actions.end_trial import end_trial
from daybook.forecast.trial_standing import utc_today
from forecast_made import a_model_in_use, a_source, a_trial_of, an_approved_model, crimes_of

pytestmark = pytest.mark.django_db
REASON = "The cars are needed elsewhere."


def told(client, address="/open/forecasts/"):
    return re.sub(r"\s+", " ", html.fromstring(client.get(address).content).text_content())


def analysed(trial, **crimes):
    source = a_source(crimes_of(trial, **crimes))
    signed_on_client("analyst").post(f"/forecasts/trials/{trial.pk}/", {"source": source.pk})
    while jobs.work():
        pass


@pytest.fixture
def over(monkeypatch):
    """Sets what day it is to the one after the trial."""

    def after(trial):
        monkeypatch.setattr(timezone, "localdate", lambda *_: trial.last + timedelta(days=1))

    return after


def test_while_a_trial_runs_everyone_reads_what_was_declared_and_when_it_ends_alone(client):
    model = a_model_in_use()
    trial = a_trial_of(model)
    for address in ("/open/forecasts/", f"/open/forecasts/{model.number}/"):
        page = told(client, address)
        assert f"The boxes are those of model {model.number}." in page
        assert f"Not yet: the trial ends on {trial.last:%-d %B %Y}. Sealed" in page
        assert "Judged by" not in page
        for day in (trial.first + timedelta(days=at) for at in range(1, 27)):
            assert str(day) not in page


@pytest.mark.parametrize(
    ("begun", "words"),
    [(10, "The days before are not analysed yet."), (3, "too little of it was done to tell anything")],
)
def test_an_early_end_is_told_with_its_reason_at_once(client, begun, words):
    trial = a_trial_of(a_model_in_use(), begun=begun)
    assert "Ended early" not in told(client)
    end_trial(caller_with("inspector"), trial, REASON)
    for address in ("/open/forecasts/", f"/open/forecasts/{trial.model.number}/"):
        page = told(client, address)
        assert f"Ended early on {utc_today():%-d %B %Y}: {REASON}" in page
        assert words in page
        assert "Not yet" not in page


def test_an_early_end_stands_beside_what_the_days_before_have_found(client):
    trial = a_trial_of(a_model_in_use(), begun=10)
    end_trial(caller_with("inspector"), trial, REASON)
    analysed(trial, usual=4, tried=4)
    page = told(client)
    assert f"Ended early on {utc_today():%-d %B %Y}: {REASON}" in page
    assert "not analysed yet" not in page
    assert "No effect was found" in page


def test_that_a_trial_found_no_effect_is_told_in_plain_words_with_its_interval(client, over):
    trial = a_trial_of(a_model_in_use())
    over(trial)
    assert "It is over, and not analysed yet." in told(client)
    analysed(trial, usual=3, tried=3)
    for address in ("/open/forecasts/", f"/open/forecasts/{trial.model.number}/"):
        page = told(client, address)
        assert "No difference is told from chance." in page
        plain = r"Anything from \d\.\d\d fewer to \d\.\d\d more events per day with boxes than with usual patrol fits"
        assert re.search(plain, page)
        assert "No effect was found; that does not prove that there is none." in page


def test_that_a_trial_found_an_effect_is_told_with_its_interval(client, over):
    trial = a_trial_of(a_model_in_use())
    over(trial)
    analysed(trial)
    page = told(client)
    assert "boxes had fewer events, which chance hardly explains." in page
    assert re.search(r"Anything from \d\.\d\d fewer to \d\.\d\d fewer events per day with boxes", page)
    assert "No effect was found" not in page


def test_a_trial_that_nobody_approved_is_not_said_to_run(client):
    a_trial_of(an_approved_model(), approved=False)
    page = told(client)
    assert "Nobody approved it before its first day" in page
    assert "Not yet" not in page
