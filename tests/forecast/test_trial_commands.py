"""`daybook forecast trial-seal`, `trial-analyse` and `compare`: from a plan to what may be said, and no further."""

import json
from datetime import UTC, date, datetime, timedelta
from io import StringIO

import numpy as np
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import OperationalError
from django.utils import timezone
from lxml import html

from callers import caller_with
from daybook.forecast.actions.end_trial import end_trial
from daybook.forecast.models import Trial
from daybook.forecast.trial_standing import utc_today
from forecast_made import a_trial_of, an_approved_model, crimes_of

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2027, 1, 4), date(2027, 3, 28)
PLAN = ("--name", "Boxes", "--arms", "usual", "boxes", "--first", str(FIRST), "--last", str(LAST))


@pytest.fixture
def on(monkeypatch):
    """Sets what day it is."""
    return lambda day: monkeypatch.setattr(timezone, "localdate", lambda *_: day)


def told_by(command, *more):
    told = StringIO()
    call_command(command, *map(str, more), stdout=told)
    return told.getvalue()


def sealed(folder, on, *more):
    """Seal the plan a month before; gives the file and the seal."""
    on(date(2026, 12, 1))
    out = folder / "trial.json"
    told = told_by("forecast_trial_seal", *PLAN, *more, "--out", out)
    return out, next(line for line in told.splitlines() if line.startswith("Seal: ")).removeprefix("Seal: ")


def crimes(folder, trial, fewer=4):
    """Twelve events on usual days, fewer on the others, and one before and after the trial."""
    lines = ["2027-01-01,530000,180000", "2027-04-02,530000,180000"]
    for at, (unit, arm) in enumerate(json.loads(trial.read_text())["allocation"].items()):
        number = 12 - fewer * (arm == "boxes") + at % 3
        lines += [f"{unit},{530_000 + 37 * one},{180_000 + at}" for one in range(number)]
    path = folder / "crimes.csv"
    path.write_text("\n".join(["date,easting,northing", *lines]))
    return path


def test_a_trial_is_sealed_run_and_judged_by_its_plan(tmp_path, on):
    trial, seal = sealed(tmp_path, on)
    file, page = crimes(tmp_path, trial), tmp_path / "trial.html"
    on(date(2027, 4, 3))
    told = told_by("forecast_trial_analyse", file, "--trial", trial, "--seal", seal, "--out", page, "--quiet")
    assert "boxes had fewer events, which chance hardly explains." in told
    assert "-4" in told or "-3.9" in told
    shown = html.fromstring(page.read_text())
    units = next(one for one in shown.findall(".//table") if one.findtext("caption") == "Every unit")
    assert len(units.findall(".//tbody/tr")) == 84
    assert seal in shown.text_content()


def test_the_same_events_under_another_plan_are_refused(tmp_path, on):
    trial, seal = sealed(tmp_path, on)
    file = crimes(tmp_path, trial)
    facts = json.loads(trial.read_text())
    facts["plan"]["level"] = 0.2
    trial.write_text(json.dumps(facts))
    on(date(2027, 4, 3))
    with pytest.raises(CommandError, match="not the trial that was sealed"):
        told_by("forecast_trial_analyse", file, "--trial", trial, "--seal", seal, "--quiet")


def test_nobody_looks_before_the_end(tmp_path, on):
    trial, seal = sealed(tmp_path, on)
    file = crimes(tmp_path, trial)
    on(date(2027, 2, 1))
    with pytest.raises(CommandError, match="runs until 2027-03-28"):
        told_by("forecast_trial_analyse", file, "--trial", trial, "--seal", seal, "--quiet")


ENDED = date(2027, 2, 1)


def before_the_end(folder, trial):
    """Crimes of the days before an early end alone."""
    file = crimes(folder, trial)
    lines = [line for line in file.read_text().splitlines() if line < str(ENDED) or line.startswith("date")]
    file.write_text("\n".join(lines))
    return file


def test_of_a_trial_ended_early_the_days_before_are_judged_and_that_is_told(tmp_path, on):
    trial, seal = sealed(tmp_path, on)
    file, page = before_the_end(tmp_path, trial), tmp_path / "trial.html"
    on(ENDED)
    asked = (file, "--trial", trial, "--seal", seal, "--quiet")
    told = told_by("forecast_trial_analyse", *asked, "--ended", ENDED, "--out", page)
    assert "boxes had fewer events, which chance hardly explains." in told
    words = "Ended early on 1 February 2027, as told. Analysed are the days up to 31 January 2027"
    assert words in told
    shown = html.fromstring(page.read_text())
    assert words in shown.text_content()
    units = next(one for one in shown.findall(".//table") if one.findtext("caption") == "Every unit")
    assert len(units.findall(".//tbody/tr")) == 28
    with pytest.raises(CommandError, match="runs until 2027-03-28"):
        told_by("forecast_trial_analyse", crimes(tmp_path, trial), *asked[1:])


@pytest.mark.parametrize(
    ("ended", "words"),
    [
        ("2027-03-29", "so it was not ended early on 2027-03-29. Put --ended right"),
        ("2027-01-04", "so it was not ended early"),
        ("2027-01-08", "too little of it was done to tell anything"),
        ("2027-02-03", "The trial runs until 2027-02-02"),
        ("Easter", "“Easter” is no day"),
    ],
)
def test_an_early_end_that_cannot_be_is_said(tmp_path, on, ended, words):
    trial, seal = sealed(tmp_path, on)
    file = crimes(tmp_path, trial)
    on(date(2027, 2, 2))
    with pytest.raises(CommandError, match=words):
        told_by("forecast_trial_analyse", file, "--trial", trial, "--seal", seal, "--ended", ended, "--quiet")


def of_the_register(folder, trial):
    """Its sealed file, as its page gives it, and the words of the command that judges it."""
    file, cases = folder / "trial.json", folder / "crimes.csv"
    file.write_text(trial.text)
    cases.write_bytes(crimes_of(trial))
    return cases, "--trial", file, "--seal", trial.digest, "--quiet"


def test_an_early_end_is_known_of_a_trial_of_the_register_as_its_page_tells_it(tmp_path):
    trial = a_trial_of(an_approved_model(), begun=10)
    asked = of_the_register(tmp_path, trial)
    with pytest.raises(CommandError, match="Nothing is analysed before it is over"):
        told_by("forecast_trial_analyse", *asked)
    with pytest.raises(CommandError, match="The register says that the trial was not ended early"):
        told_by("forecast_trial_analyse", *asked, "--ended", utc_today())
    end = end_trial(caller_with("inspector"), trial, "The cars are needed elsewhere.")
    told = told_by("forecast_trial_analyse", *asked)
    assert f"Ended early on {end.day:%-d %B %Y}: The cars are needed elsewhere." in told
    assert "boxes had" in told
    assert told_by("forecast_trial_analyse", *asked, "--ended", end.day) == told
    with pytest.raises(CommandError, match=f"The register says that the trial was ended on {end.day}"):
        told_by("forecast_trial_analyse", *asked, "--ended", end.day - timedelta(1))


def test_what_took_no_effect_is_judged_by_the_command_as_little_as_on_its_page(tmp_path):
    trial = a_trial_of(an_approved_model(), approved=False)
    with pytest.raises(CommandError, match="Nobody approved it before its first day"):
        told_by("forecast_trial_analyse", *of_the_register(tmp_path, trial))


def test_where_there_is_no_register_the_command_judges_and_says_what_it_cannot_know(
    tmp_path, on, monkeypatch
):
    trial = a_trial_of(an_approved_model())
    asked = of_the_register(tmp_path, trial)

    def broken(*_):
        raise OperationalError("no such table: forecast_trial")

    monkeypatch.setattr(Trial.objects, "select_related", broken)
    on(trial.last + timedelta(1))
    told = told_by("forecast_trial_analyse", *asked)
    assert "boxes had fewer events" in told
    assert "The register here does not know this trial." in told


def test_days_are_those_of_utc_as_on_pages_not_those_on_the_clock(tmp_path, monkeypatch):
    """Half past midnight in London on the second of July is the first still, as outcomes are counted."""
    moment = datetime(2027, 7, 1, 23, 30, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: moment)
    days = ("--first", "2027-07-02", "--last", "2027-08-01")
    trial = tmp_path / "trial.json"
    told = told_by("forecast_trial_seal", *PLAN, *days, "--out", trial)
    seal = next(line for line in told.splitlines() if line.startswith("Seal: ")).removeprefix("Seal: ")
    file = tmp_path / "crimes.csv"
    lines = [f"{day},530000,180000" for day in json.loads(trial.read_text())["allocation"]]
    file.write_text("\n".join(["date,easting,northing", *lines]))
    asked = (file, "--trial", trial, "--seal", seal, "--quiet")
    monkeypatch.setattr(timezone, "now", lambda: datetime(2027, 8, 1, 23, 30, tzinfo=UTC))
    with pytest.raises(CommandError, match="The trial runs until 2027-08-01"):
        told_by("forecast_trial_analyse", *asked)
    monkeypatch.setattr(timezone, "now", lambda: datetime(2027, 8, 2, 0, 30, tzinfo=UTC))
    assert "No difference is told from chance." in told_by("forecast_trial_analyse", *asked)


def test_a_trial_that_has_begun_is_not_sealed_nor_one_written_over(tmp_path, on):
    trial, _ = sealed(tmp_path, on)
    with pytest.raises(CommandError, match="never written over"):
        told_by("forecast_trial_seal", *PLAN, "--out", trial)
    on(FIRST)
    with pytest.raises(CommandError, match="sealed before it starts"):
        told_by("forecast_trial_seal", *PLAN, "--out", tmp_path / "late.json")
    assert not (tmp_path / "late.json").exists()


def squares(folder, number=12):
    """Named areas beside each other, a kilometre each."""
    path = folder / "areas.geojson"
    features = [
        {
            "type": "Feature",
            "properties": {"name": f"Beat {at}"},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[530_000 + 1000 * (at + i), 180_000 + 1000 * j] for i, j in CORNERS]],
            },
        }
        for at in range(number)
    ]
    crs = {"type": "name", "properties": {"name": "EPSG:27700"}}
    path.write_text(json.dumps({"type": "FeatureCollection", "crs": crs, "features": features}))
    return path


CORNERS = ((0, 0), (1, 0), (1, 1), (0, 1), (0, 0))


def beaten(folder, lower=(), days=200, start=date(2026, 9, 10)):
    """Events in each beat, busier ones first; half as many in some from January on."""
    random = np.random.default_rng(3)
    lines = []
    for at in range(12):
        for day in range(days):
            now = start + timedelta(day)
            mean = (3 - at / 6) * (0.5 if at in lower and now >= FIRST else 1)
            lines += [
                f"{now},{530_000 + 1000 * at + random.integers(1, 999)},{180_000 + random.integers(1, 999)}"
                for _ in range(random.poisson(mean))
            ]
    path = folder / "beats.csv"
    path.write_text("\n".join(["date,easting,northing", *lines]))
    return path


def test_areas_alike_are_paired_and_judged(tmp_path, on):
    areas, earlier = squares(tmp_path), beaten(tmp_path)
    trial, seal = sealed(tmp_path, on, "--unit", "area", "--area", areas, "--earlier", earlier)
    allocation = json.loads(trial.read_text())["allocation"]
    units = list(allocation)
    assert {units[0], units[1]} <= {"Beat 0", "Beat 1", "Beat 2", "Beat 3"}
    assert all(
        {allocation[one], allocation[two]} == {"usual", "boxes"}
        for one, two in zip(units[::2], units[1::2], strict=True)
    )
    tried = [int(unit.split()[1]) for unit, arm in allocation.items() if arm == "boxes"]
    file = beaten(tmp_path, lower=tried)
    on(date(2027, 4, 3))
    asked = (file, "--trial", trial, "--seal", seal, "--quiet")
    assert "boxes had fewer events" in told_by("forecast_trial_analyse", *asked, "--area", areas)
    with pytest.raises(CommandError, match="Give the area file"):
        told_by("forecast_trial_analyse", *asked)
    areas.write_text(areas.read_text().replace("Beat 11", "Beat 12"))
    with pytest.raises(CommandError, match="The area file is not the one"):
        told_by("forecast_trial_analyse", *asked, "--area", areas)


def test_areas_are_compared_before_and_after(tmp_path):
    areas, file, page = squares(tmp_path), beaten(tmp_path, lower=(1, 4)), tmp_path / "compared.html"
    more = ("--areas", areas, "--treated", "Beat 1", "Beat 4", "--first", FIRST, "--last", date(2027, 3, 25))
    told = told_by("forecast_compare", file, *more, "--out", page, "--quiet")
    assert "The 2 treated areas went to 0.5" in told or "The 2 treated areas went to 0.4" in told
    assert "Among 66 ways to choose as many areas" in told
    assert "A trial needs no such belief" in told
    shown = html.fromstring(page.read_text())
    table = next(one for one in shown.findall(".//table") if one.findtext("caption") == "Every area")
    assert [row.findtext("th") for row in table.findall(".//tbody/tr")][:2] == ["Beat 1", "Beat 4"]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (("--treated", "Beat 99"), "There is no area Beat 99; there are: Beat 0"),
        (("--treated", *(f"Beat {at}" for at in range(12))), "nothing to compare with"),
        (("--treated", "Beat 1", "--first", "2026-09-11"), "as long before"),
    ],
)
def test_what_cannot_be_compared_is_said(tmp_path, more, words):
    days = ("--first", FIRST, "--last", date(2027, 3, 25))
    with pytest.raises(CommandError, match=words):
        told_by("forecast_compare", beaten(tmp_path), "--areas", squares(tmp_path), *days, *more, "--quiet")


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (("--unit", "area"), "needs them: --area FILE"),
        (("--first", "January"), "“January” is no day"),
        (("--last", "2027-01-06"), "too few to tell anything"),
        (("--arms", "a", "a"), "two arms with names of their own"),
    ],
)
def test_what_cannot_be_sealed_is_said(tmp_path, on, more, words):
    on(date(2026, 12, 1))
    with pytest.raises(CommandError, match=words):
        told_by("forecast_trial_seal", *PLAN, *more, "--out", tmp_path / "trial.json")
