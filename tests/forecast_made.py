"""Crimes of an invented town as a file, and models made of them, for tests of any room."""

from __future__ import annotations

import csv
import io
import json
from base64 import b64encode
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
import shapely
from django.utils import timezone
from tests.forecast.engine.made import DAY, town

from callers import caller_with, user_with
from daybook.access.models import User
from daybook.book import jobs, writing
from daybook.book.pages import Page
from daybook.forecast.actions.add_census import Given, add_census
from daybook.forecast.actions.approve_model import approve_model
from daybook.forecast.actions.ask_forecast import ask_forecast
from daybook.forecast.actions.ask_patterns import ask_patterns
from daybook.forecast.actions.describe_model import describe_model
from daybook.forecast.actions.seal_trial import Wanted, seal_trial
from daybook.forecast.actions.send_crimes import Sent, send_crimes
from daybook.forecast.actions.switch_model import switch_model
from daybook.forecast.atrs import FIELDS
from daybook.forecast.engine import Flat
from daybook.forecast.engine.trials import Plan, Sealed, Unit, days_of, opened, seal, written
from daybook.forecast.kinds import TRIAL_APPROVED, TRIAL_SEALED
from daybook.forecast.models import (
    CensusTable,
    CrimeSource,
    Forecast,
    ForecastJob,
    ForecastModel,
    PatternJob,
    PatternStudy,
    Trial,
    TrialApproval,
)
from daybook.forecast.studies.wishes import StudyAsked
from daybook.forecast.trial_models import arms_of
from daybook.forecast.wishes import Asked
from daybook.records.models import Event, EventOffence, Location
from helpers import OFFICER

WHOLE = {field.name: f"{field.label}: told." for field in FIELDS} | {"review": "2999-01-01"}


def crimes_csv(
    days: int = 40, kinds: tuple[str, ...] = ("Burglary", "Robbery"), heading: bool = True
) -> bytes:
    """Invented months around two places; types in turn."""
    events = town(days=days, a_day=4)
    longitude, latitude = Flat("EPSG:27700").to_degrees(events.x + 530_000, events.y + 180_000)
    lines = io.StringIO(newline="")
    writer = csv.writer(lines)
    names = ["Date", "Longitude", "Latitude", "Crime type", "Location"]
    writer.writerow(names if heading else ["When", "A", "B", "Crime type", "Location"])
    street = ["On or near <Mill> Lane", "On or near High Street"]
    writer.writerows(
        [str(day)[:10], round(lon, 6), round(lat, 6), kinds[at % len(kinds)], street[at % 2]]
        for at, (day, lon, lat) in enumerate(zip(events.time, longitude, latitude, strict=True))
    )
    return lines.getvalue().encode()


def town_csv(
    days: int = 150,
    minutes: bool = True,
    spans: int = 0,
    place: tuple[int, int] | None = None,
    method: bool = False,
    echoes: bool = False,
) -> bytes:
    """Invented months of burglaries, in the evening where times are to the minute, each up to `spans` hours long.

    With `echoes` every fourth is followed by another nearby within three days; with `method` one in nine has its own.
    """
    events = town(days=days, a_day=3)
    random = np.random.default_rng(5)
    heading = ["Date", "Easting", "Northing", "Crime type", "Location"]
    heading += ["Date to"] * bool(spans) + ["MO"] * method
    rows = []
    for at, (x, y, day) in enumerate(zip(events.x, events.y, events.time, strict=True)):
        times = 2 if echoes and at % 4 == 0 else 1
        for again in range(times):
            east, north = place or (x + 30 * again, y)
            date = day + again * np.timedelta64(int(random.integers(1, 4)), "D")
            when = f"{date} ".partition("T")[0]
            when += f" {random.integers(18, 23):02}:{at % 60:02}" if minutes else ""
            row = [
                when,
                round(530_000 + east),
                round(180_000 + north),
                "Burglary",
                f"Street {round(x) // 500}",
            ]
            if spans:
                row.append(str(date + np.timedelta64(spans, "h"))[:16].replace("T", " "))
            if method:
                own = "padlock cut with bolt cropper" if at % 9 == 0 else f"lock{at % 40} forced"
                row.append(own)
            rows.append(row)
    lines = io.StringIO(newline="")
    csv.writer(lines).writerows([heading, *rows])
    return lines.getvalue().encode()


def a_source(content: bytes | None = None, **fields: Any) -> CrimeSource:
    """Sent in, and looked over."""
    sent = Sent("crimes.csv", [content or crimes_csv()])
    source = send_crimes(caller_with("analyst"), "file", sent, **fields)
    while jobs.work():
        pass
    source.refresh_from_db()
    return source


def census_csv(rows: str = "") -> bytes:
    """Invented residents around the invented town: two groups, west and east of each other; `rows` are added."""
    places = [(x, y) for x in range(530_250, 533_750, 500) for y in range(180_250, 183_000, 500)]
    lines = ["geography code,easting,northing,Ethnic group: Total,Ethnic group: White,Ethnic group: Other"]
    lines += [
        f"Z01{number:06},{x},{y},1000,{800 if x < 532_000 else 200},{200 if x < 532_000 else 800}"
        for number, (x, y) in enumerate(places, 1)
    ]
    return ("\n".join(lines) + "\n" + rows).encode()


def a_census(rows: str = "") -> CensusTable:
    """Its table holds the points of its areas."""
    given = Given("Invented census", Sent("census.csv", [census_csv(rows)]))
    return add_census(caller_with("analyst"), given)


def a_model(**asked: Any) -> ForecastModel:
    """Made of that file."""
    source = a_source()
    wish = {"title": "Burglary, next day", "kinds": ("Burglary",), "boxes": 5} | asked
    job = ask_forecast(caller_with("analyst"), source, Asked(**wish))
    while jobs.work():
        pass
    return ForecastJob.objects.get(pk=job.pk).model


def an_approved_model(**asked: Any) -> ForecastModel:
    return approve_model(caller_with("inspector"), a_model(**asked))


def a_model_in_use(**asked: Any) -> ForecastModel:
    model = describe_model(caller_with("analyst"), an_approved_model(**asked), WHOLE)
    return switch_model(caller_with("inspector"), model, True)


def a_pattern_job(source: CrimeSource | None = None, **asked: Any) -> PatternJob:
    """Asked for, and not made yet."""
    wish = {"title": "Burglary in the town", "kinds": ("Burglary",), "patterns": ("repeats",)} | asked
    return ask_patterns(caller_with("analyst"), source or a_source(), StudyAsked(**wish))


def a_study(source: CrimeSource | None = None, **asked: Any) -> PatternStudy:
    job = a_pattern_job(source, **asked)
    while jobs.work():
        pass
    job.refresh_from_db()
    assert job.study, job.problem
    return job.study


def _sent() -> dict[str, Any]:
    return {"origin": "file", "file": {"name": "crimes.csv", "content": b64encode(crimes_csv()).decode()}}


def _census() -> dict[str, Any]:
    table = {"name": "census.csv", "content": b64encode(census_csv()).decode()}
    return {"name": "Invented census", "table": table}


def _described() -> dict[str, Any]:
    return {"model": str(a_model().pk), "record": WHOLE}


def _switched() -> dict[str, Any]:
    model = describe_model(caller_with("analyst"), an_approved_model(), WHOLE)
    return {"model": str(model.pk), "on": True}


def _visited() -> dict[str, Any]:
    forecast = Forecast.objects.get(model=a_model_in_use())
    return {"forecast": str(forecast.pk), "rank": 1, "minutes": 15, "done": "seen"}


def _patrols() -> dict[str, Any]:
    return {"forecast": str(Forecast.objects.get(model=a_model_in_use()).pk), "patrols": 3}


def _trial() -> dict[str, Any]:
    first = timezone.localdate() + timedelta(days=7)
    names = {"name": "Boxes in spring", "usual": "usual patrol", "tried": "boxes"}
    return {**names, "first": str(first), "last": str(first + timedelta(days=55))}


def a_trial() -> Trial:
    wanted = _trial() | {name: date.fromisoformat(_trial()[name]) for name in ("first", "last")}
    return seal_trial(caller_with("analyst"), Wanted(**wanted))


def a_trial_over() -> Trial:
    """By days, sealed and over: last spring's."""
    first, last = date(2026, 3, 2), date(2026, 3, 29)
    plan = Plan("Last spring", Unit.DAY, ("usual patrol", "boxes"), first, last, days_of(first, last), 14)
    sealed = seal(plan, date(2026, 2, 1))
    row = Trial(name=plan.name, digest=sealed.digest, text=written(sealed), first=first, last=last)
    row.sealed_at = timezone.now()
    with writing(TRIAL_SEALED, OFFICER, row) as page:
        return page.save(row)


def beats_geojson(shift: float = 0.0, points: bool = False) -> bytes:
    """Twelve invented beats of 900 m in a row of four by three, around the invented town."""
    features = []
    for at in range(12):
        x, y = 530_000 + 940 * (at % 4) * (1 - shift), 180_000 + 1000 * (at // 4)
        corners = shapely.get_coordinates(shapely.box(x, y, x + 900, y + 990))
        longitude, latitude = Flat("EPSG:27700").to_degrees(corners[:, 0], corners[:, 1])
        ring = [list(one) for one in zip(longitude.tolist(), latitude.tolist(), strict=True)]
        shape = {"type": "Polygon", "coordinates": [ring]}
        if points:
            shape = {"type": "Point", "coordinates": ring[0]}
        features.append({"type": "Feature", "properties": {"name": f"Beat {at}"}, "geometry": shape})
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def a_trial_of(
    model: ForecastModel,
    wanted: Callable[[Sealed], bool] | None = None,
    approved: bool = True,
    begun: int = 7,
    instead: ForecastModel | None = None,
    **plan: Any,
) -> Trial:
    """Of its boxes, begun so many days ago, for three weeks more; usual today, or as `wanted` says of what is drawn.

    `instead`: the model whose boxes are shown on usual days.
    """
    today = timezone.now().astimezone(UTC).date()
    first, last = today - timedelta(days=begun), today + timedelta(days=20)
    given: dict[str, Any] = {"unit": Unit.DAY, "units": days_of(first, last), "block": 14} | plan
    arms = arms_of(model, instead) if instead else ("usual patrol", "boxes")
    numbers = {"model": model.number, "instead": instead.number if instead else 0}
    declared = Plan(name="Boxes or not", arms=arms, first=first, last=last, **numbers, **given)
    wanted = wanted or (lambda sealed: sealed.allocation[str(today)] == arms[0])
    drawn = (seal(declared, first - timedelta(days=1), f"{at:032x}") for at in range(10_000))
    sealed = next(one for one in drawn if wanted(one))
    row = Trial(name=declared.name, digest=sealed.digest, text=written(sealed), first=first, last=last)
    row.model, row.instead, row.sealed_at = model, instead, timezone.now()
    if declared.area:
        row.area_name, row.area_sha256 = "beats.geojson", declared.area
    with writing(TRIAL_SEALED, OFFICER, row) as page:
        page.save(row)
    if approved:
        with writing(TRIAL_APPROVED, OFFICER, row) as page:
            page.save(TrialApproval(trial=row, at=timezone.now()))
    return row


def a_trial_to_approve() -> Trial:
    """Of a model that is approved, sealed by an analyst for the weeks to come."""
    wanted = _trial() | {name: date.fromisoformat(_trial()[name]) for name in ("first", "last")}
    return seal_trial(caller_with("analyst"), Wanted(**wanted, model=an_approved_model()))


def crimes_of(trial: Trial, usual: int = 6, tried: int = 1) -> bytes:
    """Each day of the trial so many burglaries in the middle of each beat, by its arm."""
    sealed = opened(trial.text)
    lines = io.StringIO(newline="")
    writer = csv.writer(lines)
    writer.writerow(["Date", "Easting", "Northing", "Crime type"])
    days = [trial.first + timedelta(days=at) for at in range((trial.last - trial.first).days + 1)]
    for number, unit in enumerate(sealed.plan.units):
        often = usual if sealed.allocation[unit] == sealed.plan.arms[0] else tried
        if sealed.plan.unit == "day":
            places = [(unit, 530_500 + at, 180_500) for at in range(often)]
        else:
            at = int(unit.removeprefix("Beat "))
            middle = 530_000 + 940 * (at % 4) + 450, 180_000 + 1000 * (at // 4) + 500
            places = [(day, middle[0] + one, middle[1] + number) for day in days for one in range(often)]
        writer.writerows([day, x, y, "Burglary"] for day, x, y in places)
    writer.writerow([trial.first, 530_001, 180_001, "Burglary"])
    writer.writerow([trial.last, 530_001, 180_001, "Burglary"])
    return lines.getvalue().encode()


def _overridden() -> dict[str, Any]:
    trial = a_trial_of(a_model_in_use())
    today = timezone.now().astimezone(UTC).date()
    return {"trial": str(trial.pk), "unit": str(today), "reason": "A series in the town centre"}


FORECAST_SAMPLES = {
    "override-forecast-trial": ("inspector", _overridden, "forecast-trial:overridden"),
    "approve-forecast-trial": (
        "inspector",
        lambda: {"trial": str(a_trial_to_approve().pk)},
        "forecast-trial:approved",
    ),
    "end-forecast-trial": (
        "inspector",
        lambda: {
            "trial": str(a_trial_of(an_approved_model()).pk),
            "reason": "The cars are needed elsewhere.",
        },
        "forecast-trial:ended",
    ),
    "analyse-forecast-trial": (
        "analyst",
        lambda: {"trial": str(a_trial_over().pk), "source": str(a_source().pk)},
        "forecast-trial:asked",
    ),
    "seal-forecast-trial": ("analyst", _trial, "forecast-trial:sealed"),
    "send-crimes": ("analyst", _sent, "forecast-source:sent"),
    "add-forecast-census": ("analyst", _census, "forecast-census:added"),
    "read-crimes-again": (
        "analyst",
        lambda: {"source": str(a_source().pk), "reading": {"system": "EPSG:4326"}},
        "forecast-source:sent",
    ),
    "make-forecast": (
        "analyst",
        lambda: {"source": str(a_source().pk), "title": "Robbery", "kinds": ["Robbery"]},
        "forecast:asked",
    ),
    "look-for-patterns": (
        "analyst",
        lambda: {
            "source": str(a_source().pk),
            "title": "All",
            "kinds": ["Burglary"],
            "patterns": ["repeats"],
        },
        "forecast-patterns:asked",
    ),
    "stop-forecast-work": (
        "analyst",
        lambda: {"kind": "patterns", "work": str(a_pattern_job().pk)},
        "forecast-work:stopped",
    ),
    "describe-forecast-model": ("analyst", _described, "forecast-model:described"),
    "approve-forecast-model": (
        "inspector",
        lambda: {"model": str(a_model().pk)},
        "forecast-model:approved",
    ),
    "switch-forecast-model": ("superintendent", _switched, "forecast-model:switched-on"),
    "say-forecast-patrols": ("sergeant", _patrols, "forecast-patrols:said"),
    "record-box-visit": ("officer", _visited, "forecast-box:visited"),
}
"""For each deed: who does it, what they say, and the kind of entry it leaves."""


def crimes_in_the_book(
    days: int = 40, until: datetime | None = None, ways: Callable[[int], dict[str, str]] | None = None
) -> None:
    """Burglaries around two places, up to yesterday, each with its place and no person; and what must stay out.

    `ways`: what the report of each says of how it was done, by its number.
    """
    until = until or timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
    officer = user_with("officer")
    events = town(days=days, a_day=4)
    first = events.time.min()
    with writing("crime:recorded", OFFICER) as page:
        for number, (x, y, day) in enumerate(zip(events.x, events.y, events.time, strict=True)):
            age = timedelta(days=days - int((day - first) / DAY)) - timedelta(hours=9)
            said = {"details": ways(number)} if ways else {}
            a_crime(page, officer, f"CR/{number:07d}/26", x, y, until - age, **said)
        a_crime(page, officer, "CR/9000001/26", 700, 700, until - timedelta(days=2), handling="sealed")
        a_crime(page, officer, "CR/9000002/26", 700, 700, until - timedelta(days=2), status="cancelled")


def a_crime(page: Page, officer: User, number: str, x: float, y: float, when: datetime, **more: Any) -> None:
    east, north = round(530_000 + x), round(180_000 + y)
    place = page.save(Location(address_lines="12 Mill Lane\nAnytown", easting=east, northing=north))
    values = {"report_type": "crime", "number": number, "status": "recorded", "location": place} | more
    event = page.save(Event(happened_from=when, recorded_at=when, officer=officer, **values))
    page.save(EventOffence(event=event, code="TH68036", title="Burglary dwelling"))
