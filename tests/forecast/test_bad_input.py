"""Files as they should not be, through the command and through the page: each fault is named with how many rows it
touches and what was done, and a map comes out that is not empty, or a sentence that says what to do."""

from __future__ import annotations

import csv
import io
import re
import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass
from io import StringIO

import numpy as np
import pytest
from django.core.management import CommandError, call_command
from lxml import etree, html
from tests.forecast.engine.made import town

from callers import caller_with, signed_on_client
from daybook.book import jobs
from daybook.forecast.actions.ask_forecast import ask_forecast
from daybook.forecast.actions.send_crimes import Sent
from daybook.forecast.engine import Flat, read_events
from daybook.forecast.engine.reading import sources
from daybook.forecast.models import ForecastJob
from daybook.forecast.wishes import Asked
from forecast_made import a_source

WEST, SOUTH = 530_000, 180_000
NUMBER = 280
EVERY = slice(0, NUMBER, 14)
"""Twenty rows."""
DEGREES = ("Reference", "Date", "Longitude", "Latitude", "Crime type")
METRES = ("Reference", "Date", "Easting", "Northing", "Crime type")
Lines = list[list[str]]


def lines(system: str = "EPSG:4326") -> Lines:
    """Seventy days of burglaries around two places, from January to March 2024."""
    events = town(days=70, a_day=4)
    longitude, latitude = Flat("EPSG:27700").to_degrees(events.x + WEST, events.y + SOUTH)
    digits = 6
    if system != "EPSG:4326":
        (longitude, latitude), digits = Flat(system).from_degrees(longitude, latitude), 0
    return [
        [f"B{at}", str(day)[:10], f"{x:.{digits}f}", f"{y:.{digits}f}", "Burglary"]
        for at, (day, x, y) in enumerate(zip(events.time, longitude, latitude, strict=True))
    ]


def written(rows: Lines, heading: tuple[str, ...]) -> bytes:
    opened = io.StringIO(newline="")
    csv.writer(opened).writerows([heading, *rows])
    return opened.getvalue().encode()


def corners(west: float, south: float) -> bytes:
    """A boundary of four by three kilometres and a half."""
    ring = [(west, south), (west + 4000, south), (west + 4000, south + 3500), (west, south + 3500)]
    return ("x,y\n" + "".join(f"{x},{y}\n" for x, y in ring)).encode()


HERE, ELSEWHERE = corners(WEST - 100, SOUTH - 100), corners(380_000, 390_000)


def each(change: Callable[[list[str]], object], system: str = "EPSG:4326") -> Lines:
    """With twenty rows changed."""
    rows = lines(system)
    for row in rows[EVERY]:
        change(row)
    return rows


def put(*cells: str, at: int = 2) -> Callable[[list[str]], object]:
    return lambda row: row.__setitem__(slice(at, at + len(cells)), cells)


def turned(row: list[str]) -> None:
    row[2], row[3] = row[3], row[2]


def in_three_forms() -> Lines:
    rows = lines()
    for at, row in enumerate(rows):
        year, month, day = row[1].split("-")
        row[1] = (
            row[1],
            f"{day}/{month}/{year}",
            f"{int(day)} {('Jan', 'Feb', 'Mar')[int(month) - 1]} {year}",
        )[at % 3]
    return rows


def on_ten_points() -> Lines:
    rows = lines()
    for at, row in enumerate(rows[: NUMBER * 9 // 10]):
        row[2:4] = rows[-1 - at % 10][2:4]
    return rows


@dataclass(frozen=True)
class Fault:
    """`told` is what is said of it: a note with its count and what was done or, where no map is `drawn`, why not."""

    name: str
    rows: Callable[[], Lines]
    told: str
    heading: tuple[str, ...] = DEGREES
    area: bytes = b""
    drawn: bool = True
    horizon: str = "day"

    def __str__(self) -> str:
        return self.name


def one_row(day: str) -> Callable[[], Lines]:
    """The file with one date mistyped."""

    def rows() -> Lines:
        found = lines()
        found[100][1] = day
        return found

    return rows


FAULTS = (
    Fault(
        "zeros for longitudes", lambda: each(put("0")), r"20 × a zero in place of one coordinate: left out\."
    ),
    Fault(
        "degrees among metres",
        lambda: each(put("-0.12", "51.51"), "EPSG:27700"),
        r"20 × degrees among metres: read as such\.",
        heading=METRES,
    ),
    Fault(
        "a year to come",
        one_row("2034-02-03"),
        r"1 × a date more than a year after all others, which end on 2024-03-\d\d: left out, as a slip of the year",
    ),
    Fault(
        "a year long past",
        one_row("1954-02-03"),
        r"1 × a date more than a year before all others, which begin on 2024-01-\d\d: left out, as a slip",
    ),
    Fault("swapped degrees", lambda: each(turned), r"20 × latitude and longitude swapped: turned round\."),
    Fault(
        "all swapped",
        lambda: [[a, b, d, c, e] for a, b, c, d, e in lines()],
        r"280 × latitude and longitude swapped: turned round\.",
    ),
    Fault(
        "swapped metres",
        lambda: each(turned, "EPSG:27700"),
        r"20 × easting and northing swapped: turned round\.",
        METRES,
    ),
    Fault(
        "metres among degrees",
        lambda: each(put("532000", "181000")),
        r"20 × National Grid metres among degrees: read as such\.",
    ),
    Fault(
        "a system that is not told",
        lambda: lines("EPSG:27700"),
        r"280 × coordinates whose system is not told: read as EPSG:27700, which puts their middle at 51\.52° N,"
        r" 0\.10° W; tell another if that is wrong\.",
        METRES,
    ),
    Fault(
        "a system that is not told, with a boundary",
        lambda: lines("EPSG:27700"),
        r"280 × coordinates whose system is not told: read as EPSG:27700, in which 280 lie in the boundary;",
        METRES,
        HERE,
    ),
    Fault(
        "another system, with a boundary",
        lambda: lines("EPSG:32630"),
        r"They would lie in the area as EPSG:32630 \(WGS 84 / UTM zone 30N; 280 rows would\).*Tell the system",
        METRES,
        HERE,
        drawn=False,
    ),
    Fault(
        "another system, without a boundary",
        lambda: lines("EPSG:3857"),
        r"in or around Great Britain as EPSG:3857 \(WGS 84 / Pseudo-Mercator; 280 rows would\).*Tell the system",
        METRES,
        drawn=False,
    ),
    Fault(
        "zeros",
        lambda: each(put("0", "0")),
        r"20 × zeros in place of coordinates: left out\.",
    ),
    Fault("blanks", lambda: each(put("", "")), r"20 × no coordinates: left out\."),
    Fault(
        "nothing but zeros",
        lambda: [[*row[:2], "0", "0", row[4]] for row in lines()],
        r"None of the 280 rows has coordinates\. Check which columns hold them\.",
        drawn=False,
    ),
    Fault(
        "far outside",
        lambda: each(put("-2.24", "53.48")),
        r"20 × more than 50 km outside: left out\.",
    ),
    Fault(
        "all far outside the boundary",
        lines,
        r"None of the 280 places lies in the area, read as EPSG:4326\. The boundary may be another force's",
        area=ELSEWHERE,
        drawn=False,
    ),
    Fault(
        "dates in three forms",
        in_three_forms,
        r"280 × a date, written in 3 ways \(94 as 2019-12-31, 93 as 31 Dec 2019, 93 as 31/12/2019\): all read\..*"
        r"\d\d × a date that could be either way round, as 01/02/2019: read with the day first, as \d\d can be read"
        r" only so and 0 only the other way\.",
    ),
    Fault(
        "dates that are none", lambda: each(put("soon", at=1)), r"20 × a date that cannot be read: left out\."
    ),
    Fault(
        "no date at all",
        lambda: [[row[0], "soon", *row[2:]] for row in lines()],
        r"No date can be read\. Write dates as 2024-03-31",
        drawn=False,
    ),
    Fault(
        "a month missing",
        lambda: [row for row in lines() if row[1][:7] != "2024-02"],
        r"1 × a month without an event, 2024-02 \(\d+ are usual in that time.*: taken as quiet; ask for the file again",
    ),
    Fault(
        "duplicate rows",
        lambda: [*lines(), *lines()[EVERY]],
        r"20 × a reference number that was there before: left out\.",
    ),
    Fault(
        "duplicate rows of months without reference numbers",
        lambda: [["", row[1][:7], *row[2:]] for row in [*lines(), *lines()[EVERY]]],
        r"20 × the same place, kind and month as another row: kept, as there is no reference number to tell them apart,"
        r" and one point can have several crimes in a month\.",
        horizon="month",
    ),
    Fault(
        "few reference numbers",
        lambda: [["" if at % 14 else row[0], *row[1:]] for at, row in enumerate(lines())],
        r"20 × a reference number, where most rows have none: not used to find rows that come twice",
    ),
    Fault(
        "90% on ten points",
        on_ten_points,
        r"2[5-9]\d × events on 10 points alone, 9\d% of all: kept; the map shows those points",
    ),
    Fault(
        "rows cut off",
        lambda: [row[:3] if at % 14 == 0 else row for at, row in enumerate(lines())],
        r"20 × a row with fewer or more fields than the heading: left out\.",
    ),
)


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_the_command_names_it_with_its_count_and_what_was_done(fault, tmp_path):
    crimes, area, drawn = (tmp_path / name for name in ("crimes.csv", "area.csv", "map.svg"))
    crimes.write_bytes(written(fault.rows(), fault.heading))
    area.write_bytes(fault.area)
    told = StringIO()
    more = ["--area", str(area)] if fault.area else []
    asked = ("forecast_run", str(crimes), *more, "--out", str(drawn), "--boxes", "3", "--quiet")
    if not fault.drawn:
        with pytest.raises(CommandError, match=fault.told):
            call_command(*asked, stdout=told)
        assert not drawn.exists()
        return
    call_command(*asked, stdout=told)
    assert re.search(fault.told, one_line(told.getvalue()))
    assert len(list(etree.parse(drawn).iterfind(".//{*}g/{*}title"))) == 3
    assert float(re.search(r"Forecast .*: ([\d.]+) events over", told.getvalue())[1]) > 1


@pytest.mark.django_db
@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_the_page_names_it_with_its_count_and_what_was_done(fault):
    analyst = signed_on_client("analyst")
    area = {"area": Sent("area.csv", [fault.area])} if fault.area else {}
    source = a_source(written(fault.rows(), fault.heading), **area)
    assert re.search(fault.told, text(analyst.get(f"/forecasts/crimes/{source.pk}/")))
    assert (source.state == "done") == fault.drawn
    if not fault.drawn:
        return
    wish = Asked("Burglary", ("Burglary",), horizon=fault.horizon, boxes=3)
    job = ask_forecast(caller_with("analyst"), source, wish)
    while jobs.work():
        pass
    made = ForecastJob.objects.get(pk=job.pk).model
    page = analyst.get(f"/forecasts/models/{made.pk}/")
    assert re.search(fault.told, text(page))
    assert len(html.fromstring(page.content).xpath("//*[local-name() = 'g']/*[local-name() = 'title']")) == 3
    assert made.forecasts.get().expected > 1


def test_the_commands_say_how_many_events_lie_outside_the_boundary(tmp_path):
    crimes, area, page = (tmp_path / name for name in ("crimes.csv", "area.csv", "page.html"))
    crimes.write_bytes(written(each(put("-0.3", "51.52")), DEGREES))
    area.write_bytes(HERE)
    for command in ("forecast_run", "forecast_evaluate"):
        told = StringIO()
        asked = (
            command,
            str(crimes),
            "--area",
            str(area),
            "--horizon",
            "week",
            "--out",
            str(page),
            "--quiet",
        )
        call_command(*asked, stdout=told)
        said = r"20 events lie outside the area and are not counted; 260 lie in it\."
        assert re.search(said, one_line(told.getvalue()))
        assert "20 events" in one_line(page.read_text()) or "20 outside the area" in one_line(
            page.read_text()
        )


def test_a_file_too_big_for_memory_is_held_as_numbers_alone(tmp_path, monkeypatch):
    """Five million rows in 4 GiB: beside the rows read together, no row holds more than 500 bytes at any time."""
    monkeypatch.setattr(sources, "TOGETHER", 1_000)
    random, number = np.random.default_rng(1), 60_000
    days = np.datetime64("2019-01-01") + random.integers(0, 1800, number)
    x, y = (random.normal(middle, 0.02, number) for middle in (-0.1, 51.5))
    rows = [
        [f"C{at}", f"{day} {at % 24:02}:{at % 60:02}", f"{a:.6f}", f"{b:.6f}", f"Burglary {at % 9}"]
        for at, (day, a, b) in enumerate(zip(days, x, y, strict=True))
    ]
    path = tmp_path / "crimes.csv"
    path.write_bytes(written(rows, DEGREES))
    tracemalloc.start()
    try:
        read = read_events(path)
        held = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert len(read.events) == number
    assert held / number < 500


def one_line(told: str) -> str:
    return re.sub(r"\s+", " ", told)


def text(answer) -> str:
    return one_line(html.fromstring(answer.content).text_content())
