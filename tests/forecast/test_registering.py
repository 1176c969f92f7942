"""A model made on the command line stands in the register when that is asked, and is made again from its entry."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from callers import signed_on_client
from daybook.book.models import Entry
from daybook.forecast.models import ForecastModel
from forecast_made import town_csv

pytestmark = pytest.mark.django_db


def run(crimes, *words, tmp_path, **options):
    told = StringIO()
    files = ("--out", str(tmp_path / "map.svg"), "--boxes", "5", "--quiet")
    call_command("forecast_run", str(crimes), *files, *words, stdout=told, **options)
    return told.getvalue()


def test_a_run_is_kept_with_its_files_and_comes_out_the_same(crimes, boundary, tmp_path, capsys):
    words = ("--area", str(boundary), "--type", "burg", "--register", "Burglary by command")
    told = run(crimes, *words, tmp_path=tmp_path)
    model = ForecastModel.objects.get()
    assert f"Kept in the register as model {model.number}" in told
    assert (model.title, model.plan["kinds"], model.plan["horizon"]) == (
        "Burglary by command",
        ["Burglary"],
        "day",
    )
    assert model.scorecard["events"]
    assert Entry.objects.filter(kind="forecast-model:made").count() == 1
    call_command("forecast_again", str(model.number))
    assert "every box and cell, the scorecard." in capsys.readouterr().out
    page = signed_on_client("inspector").get(f"/forecasts/models/{model.pk}/").content.decode()
    assert model.source_sha256 in page
    assert "Approve" in page


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (60, ("--horizon", "shift", "--shifts", "6:00,14:00,22:00", "--zone", "Europe/Paris")),
        (900, ("--horizon", "month", "--cell", "500")),
    ],
)
def test_the_entry_of_a_run_knows_hour_season_and_shifts_and_gives_the_same_cells(
    days, words, tmp_path, capsys
):
    file = tmp_path / "town.csv"
    file.write_bytes(town_csv(days=days))
    run(file, *words, "--register", "Rhythm", tmp_path=tmp_path)
    model = ForecastModel.objects.get()
    asked = {"title", "kinds", "reason", "size", "horizon", "boxes", "method", "shifts", "rhythmic"}
    asked |= {"covariates", "reading"}
    assert asked <= model.plan.keys()
    call_command("forecast_again", str(model.number))
    assert "every box and cell" in capsys.readouterr().out
    page = signed_on_client("analyst").get(f"/forecasts/models/{model.pk}/").content.decode()
    assert ("shifts begin at 06:00, 14:00, 22:00, Europe/Paris" in page) == (days == 60)


def test_a_run_that_is_not_registered_says_so(crimes, tmp_path):
    assert "This run is in no register" in run(crimes, tmp_path=tmp_path)
    assert not ForecastModel.objects.exists()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--metres", "EPSG:32630"), "Leave --metres out."),
        (("--census", "census.csv"), "Leave --census out."),
    ],
)
def test_what_an_entry_could_not_say_is_refused_before_anything_is_computed(crimes, tmp_path, words, says):
    with pytest.raises(CommandError, match=says):
        run(crimes, "--register", "Burglary", *words, tmp_path=tmp_path)
    assert not (tmp_path / "map.svg").exists()
