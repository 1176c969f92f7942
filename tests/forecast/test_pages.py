"""From a file of crimes to a forecast on a page: looked over, asked for, made, read; and what goes wrong on the way."""

from __future__ import annotations

import csv
import io
import re
import sys

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from lxml import html

from callers import caller_with, signed_on_client
from daybook.book import jobs
from daybook.book.models import Entry
from daybook.forecast import store
from daybook.forecast.actions.approve_model import approve_model
from daybook.forecast.actions.ask_forecast import ask_forecast
from daybook.forecast.actions.describe_model import describe_model
from daybook.forecast.actions.switch_model import switch_model
from daybook.forecast.models import CrimeSource, Forecast, ForecastJob, ForecastModel
from daybook.forecast.queries.crimes import crime_file, street_of
from daybook.forecast.wishes import Asked
from forecast_made import WHOLE, a_model, a_source, crimes_csv, crimes_in_the_book, town_csv

pytestmark = pytest.mark.django_db


@pytest.fixture
def analyst():
    return signed_on_client("analyst")


def text(answer):
    return re.sub(r"\s+", " ", html.fromstring(answer.content).text_content())


def worked():
    while jobs.work():
        pass


def sent(client, content=None, name="crimes.csv", **fields):
    file = SimpleUploadedFile(name, crimes_csv() if content is None else content)
    return client.post("/forecasts/new/", {"origin": "file", "file": file, **fields}, follow=True)


WISH = {
    "title": "Burglary",
    "kinds": ["Burglary"],
    "horizon": "day",
    "boxes": "5",
    "size": "250",
    "method": "mixture",
}


def test_from_a_file_to_a_map_with_boxes_reasons_and_scorecard(analyst):
    assert "Waiting to be looked over." in text(sent(analyst))
    worked()
    source = CrimeSource.objects.get()
    page = text(analyst.get(f"/forecasts/crimes/{source.pk}/"))
    assert "160 rows, from 1 January 2024 to 9 February 2024; times are known to the day" in page
    assert "Burglary (80)" in page

    waiting = analyst.post(f"/forecasts/crimes/{source.pk}/", WISH, follow=True)
    assert "Waiting to be made." in text(waiting)
    worked()
    made = analyst.get(waiting.request["PATH_INFO"], follow=True)
    page = html.fromstring(made.content)
    assert "points against the plain count (standard error" in text(made)
    assert len(page.findall(".//svg")) == 1
    boxes = page.xpath("//table[caption[contains(., 'Boxes')]]//tbody/tr")
    assert len(boxes) == 5
    assert "Mill> Lane" in text(made)
    methods = page.xpath("//table[caption[contains(., 'Hit rate of each')]]//tbody/tr/th/text()")
    assert methods[0].strip() == "Plain count"
    assert methods[-1].strip() == "Mixture"
    kinds = list(Entry.objects.order_by("written_at").values_list("kind", flat=True))
    assert [kind for kind in kinds if kind.startswith("forecast")] == [
        "forecast-source:sent",
        "forecast:asked",
        "forecast-model:made",
    ]


def test_every_rate_on_the_page_has_its_error_and_the_number_of_events(analyst):
    page = html.fromstring(analyst.get(f"/forecasts/models/{a_model().pk}/").content)
    rows = page.xpath("//table[caption[contains(., 'same periods')]]//tbody/tr")
    told = [[cell.text_content().strip() for cell in row.findall("td")[:4]] for row in rows]
    figure = r"{}\s±\s[\d.]+ \([\d.]+\sto\s[\d.]+\)"
    assert len(told) == 10
    assert all(re.fullmatch(figure.format(r"\d+\.\d%"), one) for row in told[:5] for one in row)
    assert all(re.fullmatch(figure.format(r"\d+\.\d"), one) for row in told[5:] for one in row)
    assert re.search(r"Measured on \d+ events in \d+ forecasts", page.text_content())
    bands = page.xpath("//table[caption[contains(., 'Calibration')]]//tbody/tr/td[last()]")
    assert all(
        re.fullmatch(r"\d\.\d\d \(\d\.\d\d\sto\s\d\.\d\d\)", one.text_content().strip()) for one in bands
    )


def test_the_scorecard_comes_as_csv_with_every_figure_its_error_and_its_interval(analyst):
    model = a_model()
    page = html.fromstring(analyst.get(f"/forecasts/models/{model.pk}/").content)
    (link,) = page.xpath("//a[contains(., 'All figures as CSV')]/@href")
    lines = list(csv.DictReader(io.StringIO(b"".join(analyst.get(link)).decode("utf-8-sig"))))
    assert len(lines) == 20
    for line in lines:
        assert float(line["PAI low"]) <= float(line["PAI"]) <= float(line["PAI high"])
    assert {line["events"] for line in lines} == {str(model.scorecard["events"])}


def test_where_the_model_is_not_better_counting_is_offered_and_drawn(analyst):
    model = a_model()
    assert not model.scorecard["better"]
    page = analyst.get(f"/forecasts/models/{model.pk}/")
    assert "Not better than counting." in text(page)
    assert "Draw it by counting instead" in text(page)
    analyst.post(f"/forecasts/models/{model.pk}/by-counting/")
    worked()
    counted = ForecastModel.objects.first()
    assert counted.plan["method"] == "counting"
    assert counted.weights == []
    page = text(analyst.get(f"/forecasts/models/{counted.pk}/"))
    assert "Drawn by plain counting. The mixture was not better than this." in page
    assert "drawn by counting" in text(analyst.get("/forecasts/"))
    assert "Draw it by counting instead" not in page


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"title": " "}, "Give the forecast a name"),
        ({"kinds": []}, "Choose at least one crime type."),
        ({"kinds": ["Arson"]}, "The file has no crime type Arson."),
        ({"boxes": "many"}, "Boxes: “many” is no whole number."),
        ({"boxes": "501"}, "Boxes: give 1 to 500"),
        ({"size": "7"}, "Cell size: give 50 to 5,000 metres."),
        ({"horizon": "shift"}, "Times are known to the day alone: the next shift cannot be forecast."),
        ({"horizon": ""}, "Choose what the forecast is for."),
        ({"method": "guess"}, "Choose how the map is drawn."),
    ],
)
def test_a_wrong_wish_is_said_and_what_was_typed_stays(analyst, changed, says):
    source = a_source()
    answer = analyst.post(f"/forecasts/crimes/{source.pk}/", WISH | {"reason": "None needed"} | changed)
    assert answer.status_code == 422
    assert says in text(answer)
    assert "None needed" in text(answer)
    assert not ForecastJob.objects.exists()


def test_types_found_by_looking_for_them_need_a_reason_that_stands_on_the_page(analyst):
    source = a_source(crimes_csv(kinds=("Burglary", "Drugs")))
    assert "Recorded mostly where police look for it: needs a reason" in text(
        analyst.get(f"/forecasts/crimes/{source.pk}/")
    )
    wish = WISH | {"kinds": ["Burglary", "Drugs"]}
    answer = analyst.post(f"/forecasts/crimes/{source.pk}/", wish)
    assert "Drugs is recorded mostly where police look for it" in text(answer)
    analyst.post(f"/forecasts/crimes/{source.pk}/", wish | {"reason": "Needles in a playground"})
    worked()
    page = text(analyst.get(f"/forecasts/models/{ForecastModel.objects.get().pk}/"))
    assert "Taken in, because: Needles in a playground" in page


def test_a_file_that_cannot_be_read_stays_and_is_read_another_way(analyst):
    sent(analyst, crimes_csv(heading=False))
    worked()
    source = CrimeSource.objects.get()
    page = text(analyst.get(f"/forecasts/crimes/{source.pk}/"))
    assert "No columns look like coordinates among: When, A, B, Crime type, Location." in page
    assert "The file is kept" in page
    wrong = analyst.post(f"/forecasts/crimes/{source.pk}/", {"again": "yes", "columns": "longitude A"})
    assert "“longitude A” is not like x=EASTING" in text(wrong)
    told = "longitude=A\nlatitude=B\ntime=When"
    analyst.post(f"/forecasts/crimes/{source.pk}/", {"again": "yes", "columns": told})
    worked()
    again = CrimeSource.objects.first()
    assert (again.state, again.rows, again.sha256) == ("done", 160, source.sha256)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("crimes.docx", b"x", "crimes.docx: it is taken as one of .csv"),
        ("crimes.csv", b"", "crimes.csv is empty."),
    ],
)
def test_a_file_that_is_none_is_refused_at_once(analyst, name, content, says):
    answer = sent(analyst, content, name)
    assert says in text(answer) or "Choose a file" in text(answer)
    assert answer.status_code == 422


def test_a_file_that_is_sent_is_taken_though_nothing_was_chosen(analyst):
    file = SimpleUploadedFile("crimes.csv", crimes_csv())
    assert "crimes.csv" in text(analyst.post("/forecasts/new/", {"file": file}, follow=True))


def test_without_a_choice_or_a_file_nothing_is_taken(analyst):
    assert "Choose where the crimes come from." in text(analyst.post("/forecasts/new/", {}))
    assert "Choose a file: CSV" in text(analyst.post("/forecasts/new/", {"origin": "file"}))
    strange = SimpleUploadedFile("area.txt", b"x")
    assert "area.txt: it is taken as one of .gpkg" in text(sent(analyst, area=strange))


def test_a_boundary_that_cannot_be_read_is_said_and_replaced(analyst):
    sent(analyst, area=SimpleUploadedFile("area.geojson", b"{}"))
    worked()
    source = CrimeSource.objects.get()
    assert "area.geojson" in source.problem
    corners = "longitude,latitude\n-0.6,51.4\n0.1,51.4\n0.1,51.7\n-0.6,51.7\n"
    area = SimpleUploadedFile("area.csv", corners.encode())
    analyst.post(f"/forecasts/crimes/{source.pk}/", {"again": "yes", "area": area})
    worked()
    assert CrimeSource.objects.first().area_name == "area.csv"


def test_a_forecast_that_fails_says_why_and_what_was_asked_stands_ready(analyst):
    source = a_source()
    job = ask_forecast(caller_with("analyst"), source, Asked("Too fine", ("Burglary",), size=50))
    store.found(source.name, source.sha256).write_bytes(b"changed")
    worked()
    page = text(analyst.get(f"/forecasts/making/forecast/{job.pk}/"))
    assert "crimes.csv has changed in the store since it was sent in." in page
    form = analyst.get(f"/forecasts/crimes/{source.pk}/?job={job.pk}").content.decode()
    assert 'value="Too fine"' in form
    assert 'value="50"' in form
    assert not ForecastModel.objects.exists()
    store.found(*store.keep(source.name, [crimes_csv()]))


def test_the_boxes_come_as_csv(analyst):
    answer = analyst.get(f"/forecasts/models/{a_model().pk}/boxes.csv")
    lines = list(csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))
    assert len(lines) == 6
    assert lines[0][0] == "box"


def test_a_day_map_tells_the_hours_around_each_box_on_page_in_files_and_at_the_briefing(analyst):
    source = a_source(town_csv())
    analyst.post(f"/forecasts/crimes/{source.pk}/", WISH)
    worked()
    model = ForecastModel.objects.get()
    answer = analyst.get(f"/forecasts/models/{model.pk}/")
    page = html.fromstring(answer.content)
    rows = page.xpath("//table[caption[contains(., 'Boxes')]]//tbody/tr")
    assert {re.sub(r"\s+", " ", row.findall("td")[-2].text_content().strip()) for row in rows} == {
        "18:00 to 23:00"
    }
    assert re.search(r"Most often between 18:00 and 23:00: (\d+) of \1 events within 500 m", text(answer))
    assert "by the clock of Europe/London, rest on 450 events whose time is known." in text(answer)
    lines = list(
        csv.DictReader(
            io.StringIO(b"".join(analyst.get(f"/forecasts/models/{model.pk}/boxes.csv")).decode("utf-8-sig"))
        )
    )
    assert {line["hours"] for line in lines} == {"18:00 to 23:00"}
    approve_model(caller_with("inspector"), describe_model(caller_with("analyst"), model, WHOLE))
    switch_model(caller_with("inspector"), ForecastModel.objects.get(), True)
    assert "When to go: 18:00 to 23:00" in text(signed_on_client("officer").get("/forecasts/briefing/"))
    call_command("forecast_again", str(model.number))


def test_without_times_of_the_day_no_hours_are_told(analyst):
    page = text(analyst.get(f"/forecasts/models/{a_model().pk}/"))
    assert "Most often between" not in page
    assert "Hours" not in page


def test_the_crimes_in_daybook_are_forecast_without_those_that_must_stay_out(analyst):
    crimes_in_the_book()
    analyst.post("/forecasts/new/", {"origin": "book"})
    worked()
    source = CrimeSource.objects.get()
    assert source.kinds == {"Burglary dwelling": 160}
    analyst.post(f"/forecasts/crimes/{source.pk}/", WISH | {"kinds": ["Burglary dwelling"]})
    worked()
    forecast = Forecast.objects.get()
    assert forecast.boxes[0]["streets"] == ["Mill Lane"]


def test_nobody_gets_crimes_that_they_may_not_see():
    crimes_in_the_book(days=2)
    assert b"".join(crime_file(caller_with("communications"))).count(b"\n") == 1
    assert b"".join(crime_file(caller_with("superintendent"))).count(b"\n") == 9


@pytest.mark.parametrize(
    ("described", "lines", "street"),
    [
        ("", "12 Mill Lane\nAnytown", "Mill Lane"),
        ("", "Flat 3\n12a-14 Mill Lane\nAnytown", "Mill Lane"),
        ("Chicken Stop, Averwick Centre, Averwick", "", "Chicken Stop"),
        ("", "7\nHigh Street", "High Street"),
        ("", "", ""),
    ],
)
def test_a_street_is_told_without_the_number_of_a_door(described, lines, street):
    assert street_of(described, lines) == street


def test_a_model_is_made_again_from_its_entry_and_its_file_alone(capsys):
    model = a_model()
    call_command("forecast_again", str(model.number))
    assert (
        f"Model {model.number} comes out the same: 20 weights, every box and cell, the scorecard."
        in capsys.readouterr().out
    )
    with pytest.raises(CommandError, match="no model 77"):
        call_command("forecast_again", "77")
    store.found(model.source_name, model.source_sha256).unlink()
    with pytest.raises(CommandError, match="no longer in the store"):
        call_command("forecast_again", str(model.number))


def test_pages_are_for_those_whose_work_it_is():
    model = a_model()
    for role, status in {
        "superintendent": 200,
        "auditor": 200,
        "officer": 403,
        "communications": 403,
    }.items():
        assert signed_on_client(role).get(reverse("forecast:model", args=[model.pk])).status_code == status
    assert signed_on_client("superintendent").get("/forecasts/new/").status_code == 403
    assert "Forecasts" in text(signed_on_client("analyst").get("/"))
    assert "Forecasts" not in text(signed_on_client("officer").get("/"))


def asked_with(client, name, content, method="poisson"):
    sent(client)
    worked()
    source = CrimeSource.objects.get()
    page = client.get(f"/forecasts/crimes/{source.pk}/")
    assert "What stands at places, if you have it" in text(page)
    file = SimpleUploadedFile(name, content)
    fields = WISH | {"method": method, "covariates": file}
    return client.post(f"/forecasts/crimes/{source.pk}/", fields, follow=True)


def test_a_model_is_drawn_with_covariates_and_by_counting_without_them(analyst):
    answer = asked_with(analyst, "premises.csv", b"easting,northing,type\n530700,180700,pub\n")
    worked()
    page = text(analyst.get(answer.request["PATH_INFO"], follow=True))
    assert "Known of places pub (premises.csv)" in page
    assert "Poisson regression: the mixture, corrected" in page
    model = ForecastModel.objects.get()
    analyst.post(f"/forecasts/models/{model.pk}/by-counting/", follow=True)
    worked()
    assert ForecastModel.objects.latest("made_at").plan["covariates"] == []


def test_another_forecast_from_the_same_crimes_takes_the_covariates_again(analyst):
    asked_with(analyst, "premises.csv", b"easting,northing,type\n530700,180700,pub\n")
    source, job = CrimeSource.objects.get(), ForecastJob.objects.get()
    address = f"/forecasts/crimes/{source.pk}/?job={job.pk}"
    assert "premises.csv is taken again, unless another file is chosen" in text(analyst.get(address))
    assert "is taken again" not in text(analyst.get(f"/forecasts/crimes/{source.pk}/"))
    faulty = analyst.post(address, WISH | {"method": "boosted", "boxes": "many"})
    assert "premises.csv is taken again" in text(faulty)
    analyst.post(address, WISH | {"method": "boosted"})
    assert ForecastJob.objects.latest("at").wish["covariates"] == job.wish["covariates"] != []
    other = SimpleUploadedFile("other.csv", b"easting,northing,type\n530700,180700,bank\n")
    analyst.post(address, WISH | {"method": "boosted", "covariates": other})
    assert [one[0] for one in ForecastJob.objects.latest("at").wish["covariates"]] == ["other.csv"]
    analyst.post(address, WISH | {"method": "mixture"})
    assert ForecastJob.objects.latest("at").wish["covariates"] == []


@pytest.mark.parametrize(
    ("name", "method", "says"),
    [
        ("premises.pdf", "poisson", "premises.pdf: it is taken as one of .gpkg, .geojson, .json, .csv."),
        ("premises.csv", "mixture", "choose boosted trees or Poisson regression"),
    ],
)
def test_covariates_that_cannot_be_taken_are_said_at_their_field(analyst, name, method, says):
    answer = asked_with(analyst, name, b"easting,northing,type\n530700,180700,pub\n", method)
    assert answer.status_code == 422
    assert says in text(answer)
    assert html.fromstring(answer.content).xpath("//*[@id='covariates-error']")


def test_a_model_whose_library_is_not_installed_is_said_at_its_field_before_anything_waits(
    analyst, monkeypatch
):
    monkeypatch.setitem(sys.modules, "lightgbm", None)
    answer = analyst.post(f"/forecasts/crimes/{a_source().pk}/", WISH | {"method": "boosted", "size": "300"})
    assert answer.status_code == 422
    page = html.fromstring(answer.content)
    (said,) = page.xpath("//*[@id='method-error']")
    assert "pip install 'daybook[boosting]'" in said.text_content()
    assert page.xpath("//input[@name='size']/@value") == ["300"]
    assert not ForecastJob.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        (
            "who.csv",
            b"easting,northing,% Muslim\n530700,180700,5\n",
            "“% Muslim” tells a protected characteristic",
        ),
        (
            "who.geojson",
            b'{"type":"FeatureCollection","crs":{"properties":{"name":"EPSG:27700"}},"features":[{"type":"Feature",'
            b'"geometry":null,"properties":null},{"type":"Feature","properties" : {"flats":3,"medianAge":40},"geom',
            "“medianAge” tells a protected characteristic",
        ),
        ("who.csv", b"easting,northing,IMD rank\n", "tells how poor people are"),
        ("who.gpkg", b"no database", "who.gpkg cannot be read as covariates"),
        ("who.csv", b"a\n", "does not begin with a heading"),
    ],
)
def test_what_no_forecast_may_learn_from_is_said_at_the_field_and_the_rest_stays(
    analyst, name, content, says
):
    answer = asked_with(analyst, name, content)
    assert answer.status_code == 422
    page = html.fromstring(answer.content)
    (said,) = page.xpath("//*[@id='covariates-error']")
    assert says in said.text_content()
    assert page.xpath("//input[@name='title']/@value") == [WISH["title"]]
    assert page.xpath("//input[@name='method' and @checked]/@value") == ["poisson"]
    assert not ForecastJob.objects.exists()


def test_times_of_another_zone_are_read_by_its_clock_and_a_zone_that_is_none_is_said(analyst):
    wrong = sent(analyst, town_csv(), zone="Chicago", system="EPSG:27700")
    assert wrong.status_code == 422
    page = html.fromstring(wrong.content)
    (said,) = page.xpath("//*[@id='zone-error']")
    assert "“Chicago” names no time zone. Write it as Europe/London." in said.text_content()
    assert page.xpath("//input[@name='system']/@value") == ["EPSG:27700"]
    assert page.xpath("//details[@open]//input[@name='zone']/@value") == ["Chicago"]
    assert not CrimeSource.objects.exists()
    sent(analyst, town_csv(), zone="America/Chicago")
    worked()
    source = CrimeSource.objects.get()
    assert source.first_at.hour in range(6), "18 to 23 o'clock there"
    analyst.post(f"/forecasts/crimes/{source.pk}/", WISH)
    worked()
    page = text(analyst.get(f"/forecasts/models/{ForecastModel.objects.get().pk}/"))
    assert "Most often between 18:00 and 23:00" in page
    assert "by the clock of America/Chicago" in page


def test_the_same_is_asked_again_from_newer_crimes(analyst):
    model = a_model(size=300, boxes=4)
    page = html.fromstring(analyst.get(f"/forecasts/models/{model.pk}/").content)
    (link,) = page.xpath("//a[contains(., 'The same from newer crimes')]/@href")
    assert analyst.get(link).status_code == 200
    file = SimpleUploadedFile("newer.csv", crimes_csv(days=50))
    waiting = analyst.post(link, {"origin": "file", "file": file}, follow=True)
    worked()
    (go_on,) = html.fromstring(waiting.content).xpath("//a[contains(., 'Look again')]/@href")
    page = html.fromstring(analyst.get(go_on).content)
    assert page.xpath("//h1")[0].text_content().strip() == "newer.csv"
    values = {name: page.xpath(f"//input[@name='{name}']/@value") for name in ("title", "boxes", "size")}
    assert values == {"title": ["Burglary, next day"], "boxes": ["4"], "size": ["300"]}
    assert page.xpath("//input[@name='kinds' and @checked]/@value") == ["Burglary"]
    assert analyst.get(go_on.partition("?")[0] + "?job=nonsense").status_code == 200
