"""Patterns on pages: asked for, made by the workers, shown with pictures, and what goes wrong on the way."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from random import Random

import numpy as np
import pytest
import shapely
from django.core.files.uploadedfile import SimpleUploadedFile
from lxml import html
from tests.forecast.engine.made import DAY, town

from callers import signed_on_client
from daybook.book import jobs
from daybook.book.models import Entry
from daybook.forecast.engine import Flat
from daybook.forecast.job import StoppedError, telling
from daybook.forecast.models import CrimeSource, ForecastJob, PatternJob, PatternStudy, StudyParts, WorkState
from daybook.forecast.studies.keeping import sha256_of
from forecast_made import a_pattern_job, a_source, a_study, crimes_csv, crimes_in_the_book, town_csv

pytestmark = pytest.mark.django_db

WISH = {
    "title": "Burglary <since> spring",
    "kinds": ["Burglary"],
    "patterns": ["near-repeats", "repeats", "hours", "hotspots"],
    "size": "250",
    "ring": "500",
}


@pytest.fixture
def analyst():
    return signed_on_client("analyst")


def text(answer):
    return re.sub(r"\s+", " ", html.fromstring(answer.content).text_content())


def worked():
    while jobs.work():
        pass


def asked(client, source, **changed):
    return client.post(f"/forecasts/crimes/{source.pk}/patterns/", WISH | changed, follow=True)


def made_page(client, content, **changed):
    source = a_source(content)
    answer = asked(client, source, **changed)
    worked()
    return client.get(answer.request["PATH_INFO"], follow=True)


def test_from_crimes_to_pictures_each_with_number_interval_and_caveat(analyst):
    source = a_source(town_csv())
    assert (
        f"/forecasts/crimes/{source.pk}/patterns/"
        in analyst.get(f"/forecasts/crimes/{source.pk}/").content.decode()
    )
    waiting = asked(analyst, source)
    assert "Waiting to be made." in text(waiting)
    assert "Burglary <since> spring" in text(waiting)
    worked()
    answer = analyst.get(waiting.request["PATH_INFO"], follow=True)
    page = html.fromstring(answer.content)
    parts = page.xpath("//section[@class='forecast-pattern']")
    assert [part.findtext("h2") for part in parts] == [
        "Near repeats",
        "Repeat victimisation",
        "Hours of the week",
        "Emerging and persistent hotspots",
    ]
    for part in parts:
        told = part.text_content()
        assert re.search(r"What it rests on\.\s+\d+ events", told)
        assert "How sure it is." in told
        assert "What it does not say." in told
        assert part.xpath(".//figure//svg")
        assert part.xpath(".//figure//table")
        assert part.xpath(".//figure//a[contains(@href, '?csv=')]")
    assert re.search(r"450, from 2 January 2024 to \d+ May 2024", text(answer))
    kinds = list(Entry.objects.order_by("written_at").values_list("kind", flat=True))
    assert [kind for kind in kinds if kind.startswith("forecast-patterns")] == [
        "forecast-patterns:asked",
        "forecast-patterns:made",
    ]


def test_the_ring_shows_the_evening_and_comes_as_csv(analyst):
    answer = made_page(analyst, town_csv(), patterns=["hours"])
    assert "The busiest 4 hours of the week begin on" in text(answer)
    assert len(html.fromstring(answer.content).xpath("//*[contains(@class, 'db-chart__sector')][@d]")) == 168
    file = analyst.get(answer.request["PATH_INFO"], {"csv": "hours"})
    lines = list(csv.reader(io.StringIO(b"".join(file).decode("utf-8-sig"))))
    assert [len(lines), len(lines[0])] == [25, 8]
    busy = {line[0]: sum(map(float, line[1:])) for line in lines[1:]}
    assert sum(busy[str(hour)] for hour in range(18, 23)) == sum(busy.values()) == 450


def test_tables_beside_the_pictures_come_as_csv_too(analyst):
    answer = made_page(analyst, town_csv(), patterns=["near-repeats"])
    file = analyst.get(answer.request["PATH_INFO"], {"csv": "near-repeat-table"})
    lines = list(csv.reader(io.StringIO(b"".join(file).decode("utf-8-sig"))))
    assert lines[0] == ["Distance", "Days apart", "Pairs", "Pairs by chance", "Times chance", "p"]
    assert len(lines) == 26


def test_what_a_study_was_made_from_is_kept_and_gives_the_same_again(analyst):
    source = a_source(town_csv())
    first, second = (a_study(source, patterns=("near-repeats", "hotspots")) for _ in range(2))
    assert first.source_sha256 == source.sha256
    assert first.parts_sha256 == second.parts_sha256 == sha256_of(StudyParts.objects.get(study=first).parts)
    page = text(analyst.get(f"/forecasts/patterns/{first.pk}/"))
    assert source.sha256 in page
    assert first.code_version in page


@pytest.mark.parametrize(
    ("content", "pattern", "says"),
    [
        (town_csv(minutes=False), "hours", "Only the days of these events are known."),
        (town_csv(spans=24 * 9), "hours", "450 more are known only within spans longer than a week"),
        (town_csv(days=9), "near-repeats", "The events span 9 days."),
        (town_csv(days=40), "hotspots", "What is new in a month needs 3 months or more"),
        (town_csv(place=(700, 700)), "near-repeats", "All 450 events lie on one point"),
        (town_csv(place=(700, 700)), "repeats", "All 450 events lie on one point"),
        (town_csv(place=(700, 700)), "hotspots", "All 450 events lie on one point"),
        (town_csv(), "series", "No column says how it was done."),
    ],
)
def test_where_nothing_can_be_told_a_sentence_stands_and_no_picture(analyst, content, pattern, says):
    answer = made_page(analyst, content, patterns=[pattern])
    section = html.fromstring(answer.content).xpath("//section[@class='forecast-pattern']")[0]
    assert says in re.sub(r"\s+", " ", section.text_content())
    assert not section.xpath(".//svg")


def test_too_few_events_end_the_study_with_a_sentence_and_the_wish_stands_ready(analyst):
    answer = made_page(analyst, town_csv(), first="2024-01-01", last="2024-01-03")
    assert "events are left by days and area. Fewer than 20 tell nothing" in text(answer)
    again = html.fromstring(answer.content).xpath("//a[contains(., 'Change what is asked')]/@href")[0]
    form = analyst.get(again).content.decode()
    assert 'value="2024-01-03"' in form
    assert not PatternStudy.objects.exists()


def test_hours_that_stand_at_midnight_are_left_out_and_counted(analyst):
    lines = town_csv().decode().splitlines()
    late = [
        re.sub(r" \d\d:\d\d,", " 00:00,", line, count=1) if at % 4 == 0 else line
        for at, line in enumerate(lines)
    ]
    answer = made_page(analyst, "\n".join(late).encode(), patterns=["hours"])
    assert re.search(r"11\d more stand at 00:00 exactly", text(answer))


def test_only_the_days_and_the_area_that_are_asked_for_count(analyst):
    corners = shapely.get_coordinates(shapely.box(530_000, 180_000, 531_500, 181_500))
    longitude, latitude = Flat("EPSG:27700").to_degrees(corners[:, 0], corners[:, 1])
    ring = [list(corner) for corner in zip(longitude.tolist(), latitude.tolist(), strict=True)]
    area = SimpleUploadedFile("part.geojson", json.dumps({"type": "Polygon", "coordinates": [ring]}).encode())
    source = a_source(town_csv())
    asked(analyst, source, area=area, first="2024-02-01", patterns=["repeats"])
    worked()
    study = PatternStudy.objects.get()
    assert study.first_at.isoformat() >= "2024-02-01"
    assert study.area_name == "part.geojson"
    whole = a_study(source, first=date(2024, 2, 1))
    assert study.events < whole.events
    assert study.events + study.outside == whole.events


def test_an_operation_needs_its_days_and_its_target_and_then_says_what_came_of_it(analyst):
    source = a_source(town_csv())
    wish = {"patterns": ["operation"], "operation_first": "2024-04-01"}
    assert "Give the last day of the operation." in text(asked(analyst, source, **wish))
    wish["operation_last"] = "2024-04-30"
    assert "Choose the file that says where the operation was." in text(asked(analyst, source, **wish))
    corners = "easting,northing\n530400,180400\n531000,180400\n531000,181000\n530400,181000\n"
    target = SimpleUploadedFile("target.csv", corners.encode())
    answer = asked(analyst, source, target=target, **wish)
    worked()
    page = text(analyst.get(answer.request["PATH_INFO"], follow=True))
    assert "The operation from 2024-04-01 to 2024-04-30, against as long a time from 2024-03-02." in page
    assert "Before and after is no trial" in page


def test_series_name_their_words_and_nobody(analyst):
    answer = made_page(analyst, town_csv(method=True), patterns=["series"])
    page = text(answer)
    assert "padlock" in page or "No series is suggested" in page
    assert "no person was looked at" in page or "No series" in page


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"title": " "}, "Give the study a name"),
        ({"kinds": []}, "Choose at least one crime type."),
        ({"kinds": ["Arson"]}, "The file has no crime type Arson."),
        ({"patterns": []}, "Choose at least one pattern."),
        ({"patterns": ["moon"]}, "There is no pattern moon."),
        ({"first": "spring"}, "First day: “spring” is no day."),
        ({"first": "2024-03-01", "last": "2024-02-01"}, "Last day: it lies before the first day."),
        ({"size": "7"}, "Side of a cell: give 50 to 5,000 metres."),
    ],
)
def test_a_wrong_wish_is_said_and_what_was_typed_stays(analyst, changed, says):
    answer = asked(analyst, a_source(), **{"reason": "None needed"} | changed)
    assert answer.status_code == 422
    assert says in text(answer)
    assert "None needed" in text(answer)
    assert not PatternJob.objects.exists()


def test_types_found_by_looking_for_them_need_a_reason_here_too(analyst):
    source = a_source(crimes_csv(kinds=("Burglary", "Drugs")))
    answer = asked(analyst, source, kinds=["Drugs"])
    assert "Drugs is recorded mostly where police look for it" in text(answer)


def test_work_is_stopped_before_it_begins_and_while_it_runs(analyst):
    job = a_pattern_job()
    page = analyst.post(f"/forecasts/making/patterns/{job.pk}/stop/", follow=True)
    assert "It is stopped, and nothing of it is kept." in text(page)
    worked()
    assert not PatternStudy.objects.exists()
    again = analyst.post(f"/forecasts/making/patterns/{job.pk}/stop/", follow=True)
    assert "It had ended before it could be stopped." in text(again)

    running = a_pattern_job()
    PatternJob.objects.filter(pk=running.pk).update(state=WorkState.RUNNING)
    tell = telling(running)
    analyst.post(f"/forecasts/making/patterns/{running.pk}/stop/")
    with pytest.raises(StoppedError):
        tell("Shuffling times", 1, 999)


def test_a_forecast_is_stopped_as_well(analyst):
    source = a_source()
    wish = {
        "title": "B",
        "kinds": ["Burglary"],
        "horizon": "day",
        "boxes": "5",
        "size": "250",
        "method": "mixture",
    }
    analyst.post(f"/forecasts/crimes/{source.pk}/", wish)
    job = ForecastJob.objects.get()
    assert "Stop it" in text(analyst.get(f"/forecasts/making/forecast/{job.pk}/"))
    assert "Stopped." in text(analyst.post(f"/forecasts/making/forecast/{job.pk}/stop/", follow=True))


def test_the_crimes_in_daybook_have_their_patterns_with_spans(analyst):
    crimes_in_the_book(days=150)
    analyst.post("/forecasts/new/", {"origin": "book"})
    worked()
    source = CrimeSource.objects.get()
    answer = asked(analyst, source, kinds=["Burglary dwelling"])
    worked()
    page = text(analyst.get(answer.request["PATH_INFO"], follow=True))
    assert "600 events" in page
    assert "Mill Lane" in page


POINTS = ("front-door", "rear-door", "side-door", "front-window", "rear-window")
MEANS = ("lever", "cylinder", "glass", "insecure", "body")
OWN = {"entry_point": "patio-door", "entry_means": "lifted", "method": "Smith lifted it"}


def any_way(number):
    """Drawn at random: no place and no day has a way of its own."""
    drawn = Random(number)
    return {
        "entry_point": drawn.choice(POINTS),
        "entry_means": drawn.choice(MEANS),
        "method": "Smith was here",
    }


def series_page(analyst, ways):
    crimes_in_the_book(days=60, ways=ways)
    analyst.post("/forecasts/new/", {"origin": "book"})
    worked()
    answer = asked(analyst, CrimeSource.objects.get(), kinds=["Burglary dwelling"], patterns=["series"])
    worked()
    return text(analyst.get(answer.request["PATH_INFO"], follow=True))


def test_a_series_by_way_in_and_place_is_found_among_the_crimes_in_daybook(analyst):
    """Six within nine days around one place, by a way in that is else used here and there."""
    crimes = town(days=60, a_day=4)
    first = crimes.time.min()
    days = (crimes.time - first) / DAY
    near = np.flatnonzero((np.hypot(crimes.x - 700, crimes.y - 700) < 300) & (days > 20) & (days < 29))
    planted = {*near[:6].tolist(), 230, 238}
    page = series_page(analyst, lambda number: OWN if number in planted else any_way(number))
    assert "1 series is suggested." in page
    assert re.search(r"6 events from .{10} to .{10} within [\d,]+ m; alike in: lifted, patio", page)
    assert "Patio door, Lifted off its track" in page
    assert "240 of 240 events say how they were done" in page
    assert "Smith" not in page


def test_among_crimes_done_anyhow_no_series_is_claimed(analyst):
    assert "No series is suggested among the 240 events" in series_page(analyst, any_way)


def test_crimes_that_say_nothing_of_the_way_in_say_so(analyst):
    assert "No event says how it was done. In Daybook that is the point" in series_page(analyst, lambda _: {})


def test_patterns_are_the_analysts(analyst):
    study = a_study()
    assert study.title in text(analyst.get("/forecasts/patterns/"))
    for role in ("sergeant", "auditor", "officer"):
        client = signed_on_client(role)
        assert client.get("/forecasts/patterns/").status_code == 403
        assert client.get(f"/forecasts/patterns/{study.pk}/").status_code == 403
        assert (
            client.post(f"/forecasts/crimes/{CrimeSource.objects.first().pk}/patterns/", WISH).status_code
            == 403
        )
