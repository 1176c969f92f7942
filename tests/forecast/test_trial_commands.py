"""`daybook forecast trial-seal`, `trial-analyse` and `compare`: from a plan to what may be said, and no further."""

import json
from datetime import date, timedelta
from io import StringIO

import numpy as np
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone
from lxml import html

FIRST, LAST = date(2027, 1, 4), date(2027, 3, 28)
PLAN = ("--name", "Boxes", "--arms", "usual", "boxes", "--first", str(FIRST), "--last", str(LAST))


@pytest.fixture
def on(monkeypatch):
    """Sets what day it is."""
    return lambda day: monkeypatch.setattr(timezone, "localdate", lambda: day)


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
