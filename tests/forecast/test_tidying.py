"""What goes when: files that nothing is made again from, crimes nobody asked of, and nothing that an entry needs."""

from __future__ import annotations

import json
import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone

from callers import caller_with
from daybook.book.models import Entry
from daybook.forecast import daily, store, tidying
from daybook.forecast.actions.add_census import LARGEST, Given, add_census
from daybook.forecast.actions.send_crimes import COVARIATES, Sent, SentError, kept
from daybook.forecast.models import (
    CrimeSource,
    ForecastJob,
    ForecastMap,
    PatternJob,
    PatternStudy,
    StudyParts,
)
from daybook.forecast.tidying import tidy
from forecast_made import a_census, a_model, a_source, a_study, census_csv, crimes_csv, town_csv

pytestmark = pytest.mark.django_db


@pytest.fixture
def attachments(settings, tmp_path):
    settings.ATTACHMENTS = tmp_path
    return tmp_path / "crimes"


def aged(folder, days=400):
    """Every file lies there for so long."""
    when = (timezone.now() - timedelta(days=days)).timestamp()
    for path in folder.rglob("*"):
        os.utime(path, (when, when))


def files(folder):
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def after(**days):
    return timezone.now() + timedelta(**days)


def test_a_model_comes_out_the_same_when_all_else_has_gone(attachments, capsys):
    model, census = a_model(), a_census()
    a_study(a_source(town_csv(days=40)))
    gone = a_source(crimes_csv(days=20))
    aged(attachments)
    found = tidy(after(days=500))
    assert (found.sources, found.studies) == (3, 1)
    assert not CrimeSource.objects.exists()
    assert not ForecastJob.objects.exists()
    assert not PatternJob.objects.exists()
    assert files(attachments) == sorted([model.source_name, census.table_name])
    with pytest.raises(store.StoreError, match="no longer in the store"):
        store.found(gone.name, gone.sha256)
    call_command("forecast_again", str(model.number))
    assert "comes out the same" in capsys.readouterr().out
    assert ForecastMap.objects.filter(forecast__model=model).exists()


def test_crimes_stay_while_they_are_asked_of_and_studies_for_a_year(attachments):
    source = a_source(town_csv(days=40))
    CrimeSource.objects.update(at=timezone.now() - timedelta(days=80))
    study = a_study(source)
    aged(attachments)
    assert not tidy(after(days=60))
    assert tidy(after(days=100)).sources == 1
    assert files(attachments) == [source.name]
    assert StudyParts.objects.filter(study=study).exists()
    assert tidy(after(days=370)).files == 1
    assert PatternStudy.objects.get() == study


def test_an_upload_that_broke_off_goes_and_what_is_fresh_stays(attachments):
    a_source()
    (attachments / "tmpabc").write_bytes(b"half")
    store.keep("nobody.csv", [b"named by nothing"])
    assert not tidy(after())
    aged(attachments, days=2)
    assert tidy(after()).files == 2
    assert files(attachments) == ["crimes.csv"]


def test_an_upload_that_is_whole_before_it_is_looked_at_stops_no_tidying(attachments, monkeypatch):
    a_source()
    store.keep("nobody.csv", [b"named by nothing"])
    aged(attachments, days=2)
    listed = [attachments / "tmpabc", *tidying._kept()]
    monkeypatch.setattr(tidying, "_kept", lambda: listed)
    assert tidy(after()).files == 1
    assert files(attachments) == ["crimes.csv"]


def test_the_workers_tidy_once_a_day_and_the_book_says_how_much_went(attachments, monkeypatch):
    a_source()
    monkeypatch.setattr(daily, "_tidied", [])
    now = after(days=200)
    monkeypatch.setattr(daily.timezone, "now", lambda: now)
    aged(attachments)
    assert daily.tidy_daily() == 1
    entry = Entry.objects.get(kind="forecast-store:tidied")
    assert json.loads(entry.value.change) == {"files": 1, "jobs": 0, "maps": 0, "sources": 1, "studies": 0}
    assert daily.tidy_daily() == 0


def test_a_census_too_large_to_be_read_while_somebody_waits_is_refused(monkeypatch, attachments):
    monkeypatch.setitem(LARGEST, "table", 1_000_000)
    long = Sent("census.csv", [census_csv(), b"x" * 1_000_000])
    with pytest.raises(SentError, match="has more than 1 MB, and a census is read while you wait"):
        add_census(caller_with("analyst"), Given("Large", long))
    assert not [path for path in Path(attachments).rglob("*") if path.is_file()]


def test_the_covariates_of_a_model_stay_when_all_else_has_gone(attachments, capsys):
    content = b"easting,northing,type\n530700,180700,pub\n"
    files_kept = [kept("covariates", Sent("premises.csv", [content]), COVARIATES)]
    model = a_model(method="poisson", covariates=files_kept)
    aged(attachments)
    tidy(after(days=500))
    assert files(attachments) == ["crimes.csv", "premises.csv"]
    call_command("forecast_again", str(model.number))
    assert "comes out the same" in capsys.readouterr().out
