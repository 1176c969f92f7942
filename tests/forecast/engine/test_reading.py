"""Files as forces have them: what is read, and that every fault is named, counted, and told what was done."""

import csv
import re
import zipfile
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.forecast.engine.made import town

from daybook.forecast.engine import Clock, ClockError, Flat, Precision, grid_near, history_of
from daybook.forecast.engine.reading import ReadingError, Wish, read_events
from daybook.forecast.engine.reading.kinds import is_enforcement
from daybook.forecast.engine.reading.looks import months_missing
from daybook.forecast.engine.reading.moments import Moments

HEADING = ("Reference", "Offence date", "Longitude", "Latitude", "Crime type", "Location")
WEST, SOUTH = 530_000.0, 180_000.0


def rows(number=590, seed=1):
    """Invented burglaries around a point of the National Grid, about four a day from January to May 2024."""
    events = town(days=365, a_day=4, seed=seed)[np.arange(number)]
    longitude, latitude = Flat("EPSG:27700").to_degrees(events.x + WEST, events.y + SOUTH)
    return [
        [f"B{at}", str(day)[:10], f"{lon:.6f}", f"{lat:.6f}", "Burglary", "On or near Mill Lane"]
        for at, (day, lon, lat) in enumerate(zip(events.time, longitude, latitude, strict=True))
    ]


def write(path, lines, heading=HEADING, delimiter=","):
    with path.open("w", newline="", encoding="utf-8") as opened:
        csv.writer(opened, delimiter=delimiter).writerows([heading, *lines])
    return path


def noted(read, words):
    """The one note with these words."""
    found = [note for note in read.notes if words in note.what]
    assert len(found) == 1, [str(note) for note in read.notes]
    return found[0]


def test_a_clean_file_becomes_events_in_metres_without_a_note(tmp_path):
    read = read_events(write(tmp_path / "crimes.csv", rows()))
    assert (len(read.events), read.rows, list(read.notes)) == (590, 590, [])
    assert read.flat.code == "EPSG:27700"
    assert read.events.precision is Precision.DAY
    assert WEST <= read.events.x.min() <= read.events.x.max() <= WEST + 3750
    assert read.kinds == {"Burglary": 590}
    assert read.events.streets == ["On or near Mill Lane"]


def test_semicolons_decimal_commas_and_other_headings_are_read(tmp_path):
    lines = [[one[0], one[1], one[2].replace(".", ","), one[3].replace(".", ",")] for one in rows(50)]
    path = write(tmp_path / "de.csv", lines, ("Crime No", "DATE_FROM", "lng", "lat"), ";")
    assert len(read_events(path).events) == 50


@pytest.mark.parametrize("form", ["{:,.0f}", "{:,.2f}", "{:_.0f}"])
def test_metres_with_their_thousands_parted_are_read(tmp_path, form):
    events = town(days=365, a_day=4, seed=1)[np.arange(50)]
    places = zip(events.time, events.x + WEST, events.y + SOUTH, strict=True)
    lines = [
        [str(day)[:10], *(form.format(one).replace("_", " ") for one in place)] for day, *place in places
    ]
    read = read_events(write(tmp_path / "parted.csv", lines, ("date", "easting", "northing")))
    np.testing.assert_allclose(read.events.x, events.x + WEST, atol=0.51)
    np.testing.assert_allclose(read.events.y, events.y + SOUTH, atol=0.51)


def in_degrees(figures, number=60):
    """Dates and degrees of the town with a decimal comma; `figures` behind it, by the number of the row."""
    return [
        [line[1], *(f"{float(one):.{figures(at)}f}".replace(".", ",") for one in line[2:4])]
        for at, line in enumerate(rows(number))
    ]


@pytest.mark.parametrize("figures", [lambda at: 3, lambda at: 3 if at % 30 == 0 else 4])
def test_degrees_with_three_figures_behind_a_decimal_comma_are_no_thousands(tmp_path, figures):
    read = read_events(write(tmp_path / "de.csv", in_degrees(figures), ("date", "x", "y"), ";"))
    assert len(read.events) == 60
    assert WEST - 100 <= read.events.x.min() <= read.events.x.max() <= WEST + 3850


def test_thousands_in_the_west_of_cornwall_are_no_degrees(tmp_path):
    lines = [["2024-03-01", f"{147_000 + at:,}", f"{30_000 + at:,}"] for at in range(50)]
    read = read_events(write(tmp_path / "penzance.csv", lines, ("date", "x", "y")))
    assert read.events.x.tolist() == [147_000 + at for at in range(50)]


@pytest.mark.parametrize(
    ("across", "up", "system", "east"),
    [("13,405", "52,520", "EPSG:25833", 13_405), ("139,767", "35,681", "EPSG:4326", None)],
)
def test_a_system_that_is_told_says_whether_a_comma_parts_thousands(tmp_path, across, up, system, east):
    lines = [["2024-03-01", across, up]] * 30
    path = write(tmp_path / "told.csv", lines, ("date", "x", "y"))
    read = read_events(path, Wish(system=system), Flat(system) if east else None)
    longitude = read.flat.to_degrees(read.events.x, read.events.y)[0]
    assert read.events.x[0] == east if east else longitude[0] == pytest.approx(139.767)


def test_dates_in_three_forms_are_all_read_and_told(tmp_path):
    lines = rows(90)
    for at, line in enumerate(lines):
        year, month, day = line[1].split("-")
        named = ("Jan", "Feb", "Mar")[int(month) - 1]
        line[1] = (
            line[1],
            f"{day}/{month}/{year} 14:05",
            f"{int(day)}-{named}-{year}",
        )[at % 3]
    lines[7][1] = "last Tuesday"
    read = read_events(write(tmp_path / "mixed.csv", lines))
    assert len(read.events) == 89
    assert noted(read, "cannot be read").count == 1
    assert "3 ways (30 as 2019-12-31, 30 as 31 Dec 2019, 29 as 31/12/2019)" in noted(read, "ways").what
    whole = read_events(write(tmp_path / "plain.csv", rows(90)))
    days = np.delete(whole.events.time, 7).astype("M8[D]")
    assert (read.events.time.astype("M8[D]") == days).all()


def test_dates_that_could_be_either_way_round_are_counted_beside_those_that_tell(tmp_path):
    lines = rows(200)
    for line in lines:
        year, month, day = line[1].split("-")
        line[1] = f"{day}/{month}/{year}"
    days = [int(line[1][:2]) for line in lines]
    months = [int(line[1][3:5]) for line in lines]
    either = sum(day <= 12 and day != month for day, month in zip(days, months, strict=True))
    tell = sum(day > 12 for day in days)
    note = noted(read_events(write(tmp_path / "uk.csv", lines)), "either way round")
    assert note.count == either
    assert note.done == f"read with the day first, as {tell:,} can be read only so and 0 only the other way"
    few = [line for line in lines if int(line[1][:2]) <= 12]
    note = noted(read_events(write(tmp_path / "few.csv", few)), "either way round")
    assert (
        note.done
        == "read with the day first, though no date tells; write them as 2019-12-31 if that is wrong"
    )


def test_dates_that_are_the_same_either_way_round_are_told_in_the_order_of_the_file(tmp_path):
    lines = rows(90)
    for line in lines:
        year, month, day = line[1].split("-")
        line[1] = f"{month}/{day}/{year}"
    assert any(line[1].startswith("01/01/") for line in lines)
    assert not any("ways" in note.what for note in read_events(write(tmp_path / "us.csv", lines)).notes)


def test_dates_with_the_year_first_are_read_with_strokes_and_without_noughts(tmp_path):
    lines = rows(90)
    for line in lines:
        year, month, day = line[1].split("-")
        line[1] = f"{year}/{int(month)}/{int(day)}"
    read = read_events(write(tmp_path / "strokes.csv", lines))
    assert (read.events.time == read_events(write(tmp_path / "iso.csv", rows(90))).events.time).all()


dates = st.dates(date(1951, 1, 1), date(2099, 12, 31))


@given(
    st.lists(st.tuples(dates, st.sampled_from(["%Y-%m-%d", "%d/%m/%Y", "%-d %b %Y", "%Y-%m"])), min_size=1)
)
def test_every_row_is_counted_in_one_form_and_those_with_a_day_are_read_as_it(written):
    moments = Moments()
    moments.month_first = False
    read = moments.read([day.strftime(form) for day, form in written])
    assert moments.forms.sum() == len(written)
    assert [str(one)[:10] for one in read] == [
        day.isoformat() if "d" in form else f"{day:%Y-%m}-01" for day, form in written
    ]


def test_months_first_are_found_out_from_the_dates_that_tell(tmp_path):
    lines = rows(200)
    for line in lines:
        year, month, day = line[1].split("-")
        line[1] = f"{month}/{day}/{year}"
    read = read_events(write(tmp_path / "us.csv", lines))
    assert "read with the month first" in noted(read, "either way round").done
    assert (read.events.time == read_events(write(tmp_path / "iso.csv", rows(200))).events.time).all()


@pytest.mark.parametrize(
    ("change", "words", "count", "kept"),
    [
        (lambda line: line.__setitem__(slice(2, 4), [line[3], line[2]]), "swapped", 20, 590),
        (lambda line: line.__setitem__(slice(2, 4), ["0", "0"]), "zeros", 20, 570),
        (lambda line: line.__setitem__(slice(2, 4), ["", ""]), "no coordinates", 20, 570),
        (lambda line: line.__setitem__(slice(2, 4), ["532000", "181000"]), "National Grid", 20, 590),
        (lambda line: line.__setitem__(slice(2, 4), ["-2.24", "53.48"]), "more than 50 km", 20, 570),
        (lambda line: line.__setitem__(slice(None), rows(2)[1]), "reference number", 20, 570),
        (lambda line: line.pop(), "fewer or more fields", 20, 570),
    ],
)
def test_each_fault_is_counted_and_told(tmp_path, change, words, count, kept):
    lines = rows()
    for line in lines[:400:20]:
        change(line)
    read = read_events(write(tmp_path / "bad.csv", lines))
    assert noted(read, words).count == count
    assert len(read.events) == kept
    assert read.events.x.max() - read.events.x.min() < 4000


def test_a_file_swapped_from_end_to_end_is_turned_round(tmp_path):
    lines = [[*one[:2], one[3], one[2], *one[4:]] for one in rows()]
    read = read_events(write(tmp_path / "swapped.csv", lines))
    assert noted(read, "swapped").count == 590
    assert read.events.x.min() >= WEST


def in_metres(tmp_path, system, number=60):
    """The same burglaries in metres of a system that the file does not tell."""
    lon, lat = np.array([line[2:4] for line in rows(number)], float).T
    x, y = Flat(system).from_degrees(lon, lat)
    lines = [[line[1], f"{a:.0f}", f"{b:.0f}"] for line, a, b in zip(rows(number), x, y, strict=True)]
    return write(tmp_path / "metres.csv", lines, ("date", "x", "y"))


TOWN = (WEST - 100, SOUTH - 100, WEST + 3850, SOUTH + 3100)


@pytest.mark.parametrize("system", ["EPSG:32630", "EPSG:32631", "EPSG:3857", "EPSG:25830"])
def test_another_system_is_refused_with_those_in_which_the_places_lie_in_the_boundary(tmp_path, system):
    with pytest.raises(ReadingError) as refused:
        read_events(in_metres(tmp_path, system), flat=Flat("EPSG:27700"), area=TOWN)
    assert re.search(rf"{system} \([^;]+; 60 rows would\)", str(refused.value))
    assert "Tell the" in str(refused.value)


def test_without_a_boundary_a_system_out_of_the_british_grid_is_refused_with_those_that_fit(tmp_path):
    with pytest.raises(
        ReadingError, match=r"around Great Britain as .*EPSG:3857 .*60 rows would.*Tell the system"
    ):
        read_events(in_metres(tmp_path, "EPSG:3857"))


def test_without_a_boundary_numbers_that_could_be_british_are_told_with_where_that_puts_them(tmp_path):
    """Chicago's own metres lie in the box of the National Grid: nothing but the place can tell."""
    lines = [[f"2024-01-{at % 28 + 1:02}", str(350_000 + at), "578924"] for at in range(60)]
    read = read_events(write(tmp_path / "chicago.csv", lines, ("date", "x", "y")))
    note = noted(read, "system is not told")
    assert note.count == 60
    assert (
        note.done
        == "read as EPSG:27700, which puts their middle at 55.10° N, 2.78° W; tell another if that is wrong"
    )


def test_a_system_that_was_told_wrongly_is_refused_with_the_right_one(tmp_path):
    with pytest.raises(ReadingError, match=r"read as EPSG:32630\. In another .*EPSG:27700 \(OSGB36"):
        wish = Wish(system="EPSG:32630")
        read_events(in_metres(tmp_path, "EPSG:27700"), wish, flat=Flat("EPSG:27700"), area=TOWN)


def test_metres_that_no_system_puts_into_the_boundary_are_not_an_empty_map(tmp_path):
    lines = [["a", "2024-01-01", "350353", "578924", "Burglary", ""]] * 30
    path = write(tmp_path / "other.csv", lines, ("id", "date", "x", "y", "type", "street"))
    with pytest.raises(ReadingError, match=r"None of the 30 places .* another system: tell which"):
        read_events(path, flat=Flat("EPSG:27700"), area=(530_000, 180_000, 540_000, 190_000))


@pytest.mark.parametrize("share", [0.1, 0.3, 0.45])
def test_slips_far_away_are_left_out_however_many_up_to_half(tmp_path, share):
    lines, slips = rows(200), round(200 * share)
    for at, line in enumerate(lines[:slips]):
        line[2:4] = ["-2.24", "53.48"] if at % 2 else ["-4.25", "55.86"]
    read = read_events(write(tmp_path / "far.csv", lines))
    assert noted(read, "more than 50 km outside").count == slips
    assert read.events.x.min() >= WEST - 10


def test_a_force_of_two_hundred_kilometres_keeps_its_ends(tmp_path):
    """Half of the events around two towns, the others evenly over the land and one at each end."""
    random = np.random.default_rng(1)
    x, y = random.uniform(300_000, 400_000, 400), random.uniform(600_000, 800_000, 400)
    x[:200], y[:200] = np.array([[320_000, 670_000], [390_000, 800_000]])[random.integers(0, 2, 200)].T
    lines = [["2024-01-01", f"{a:.0f}", f"{b:.0f}"] for a, b in zip(x, y, strict=True)]
    read = read_events(write(tmp_path / "wide.csv", lines, ("date", "easting", "northing")))
    assert len(read.events) == 400


def test_feet_are_read_where_the_system_is_told(tmp_path):
    lines = [[f"2024-01-{day:02}", str(7_650_000 + 100 * day), "690000"] for day in range(1, 29)]
    path = write(tmp_path / "feet.csv", lines, ("date", "x", "y"))
    with pytest.raises(ReadingError, match="Tell their system"):
        read_events(path)
    read = read_events(path, Wish(system="EPSG:2913"), flat=Flat("EPSG:32610"))
    assert np.ptp(read.events.x) == pytest.approx(2700 * 0.3048, rel=0.01)


def test_a_missing_month_and_an_unfinished_one_are_named(tmp_path):
    lines = [one for one in rows(700) if not one[1].startswith("2024-03") and not one[1] > "2024-06-03"]
    read = read_events(write(tmp_path / "gap.csv", lines))
    note = noted(read, "a month without an event")
    assert note.count == 1
    assert re.search(r"2024-03 \(\d+ are usual", note.what)
    assert "2024-06" in noted(read, "last month").what


def sparse(a_month, missing):
    """Eight years of a few events a month on even days, without those of some months."""
    random = np.random.default_rng(2)
    months = np.arange(np.datetime64("2012-01"), np.datetime64("2020-01"))
    counts = np.maximum(random.poisson(a_month, len(months)), 1)
    days = [str(month) for month, count in zip(months, counts, strict=True) for _ in range(count)]
    return [[f"{day}-15", "-0.1", "51.5"] for day in days if day not in missing]


def test_a_run_of_months_is_missing_where_chance_would_hardly_leave_it_empty(tmp_path):
    gone = ("2016-03", "2016-04", "2016-05", "2016-06", "2018-09")
    read = read_events(write(tmp_path / "sparse.csv", sparse(3, gone), ("date", "lon", "lat")))
    note = noted(read, "a month without an event")
    assert note.count == 4
    assert "2016-03 to 2016-06 (1" in note.what
    assert "taken as quiet" in note.done


@pytest.mark.parametrize("number", [40, 80, 160, 320])
def test_gaps_of_chance_are_called_missing_in_fewer_than_one_file_in_a_hundred(number):
    random, named = np.random.default_rng(number), 0
    for _ in range(500):
        days = np.sort(random.integers(0, 8 * 365, number))
        found = months_missing((np.datetime64("2012-01-01") + days).astype("M8[s]"))
        named += any("without an event" in note.what for note in found)
    assert named <= 5


def test_a_file_that_begins_at_the_end_of_a_month_has_no_thin_month(tmp_path):
    lines = [one for one in rows(700) if "2024-01-31" <= one[1] <= "2024-05-31"]
    read = read_events(write(tmp_path / "late.csv", lines))
    assert str(read.events.time.min())[:10] == "2024-01-31"
    assert not [str(note) for note in read.notes]


@pytest.mark.parametrize("months", [False, True])
def test_a_thin_first_month_is_named_where_the_file_holds_all_of_it(tmp_path, months):
    lines = [one for one in rows(590) if one[1] > "2024-01-31" or one[1] == "2024-01-01"]
    for line in lines:
        line[1] = line[1][:7] if months else line[1]
    read = read_events(write(tmp_path / "thin.csv", lines))
    assert "2024-01" in noted(read, "hardly any").what


def test_points_piled_on_a_few_places_are_told(tmp_path):
    lines = rows()
    for at, line in enumerate(lines[:540]):
        line[2:4] = lines[550 + at % 10][2:4]
    note = noted(read_events(write(tmp_path / "piled.csv", lines)), "points alone")
    assert note.count >= 540
    assert "9" in note.what


def test_times_to_the_minute_are_read_as_those_of_the_zone(tmp_path):
    lines = [[f"2024-07-{day:02} 23:30", "-0.1", "51.5"] for day in range(1, 21)]
    read = read_events(write(tmp_path / "july.csv", lines, ("date", "lon", "lat")))
    assert read.events.precision is Precision.MINUTE
    assert read.events.time[0] == np.datetime64("2024-07-01T22:30:00")


def test_a_zone_that_is_none_is_named(tmp_path):
    path = tmp_path / "crimes.csv"
    path.write_text("date,lon,lat\n2024-07-01 12:30,-0.1,51.5\n")
    with pytest.raises(ClockError, match="names no time zone"):
        read_events(path, Wish(zone="Mars/City"))


def test_a_system_that_was_found_out_is_told(tmp_path):
    path = tmp_path / "grid.csv"
    path.write_text("date,easting,northing\n2024-07-01,530000,180000\n")
    assert "EPSG:27700" in noted(read_events(path), "system is not told").done


def test_metres_that_fall_in_the_area_are_taken_for_those_of_its_system(tmp_path):
    path = tmp_path / "utm.csv"
    path.write_text("date,x,y\n2024-07-01,350100,578900\n2024-07-02,350200,578800\n")
    read = read_events(path, flat=Flat("EPSG:26971"), area=(340_000, 570_000, 360_000, 590_000))
    assert read.events.x.tolist() == [350_100, 350_200]


def police_uk(path):
    heading = ("Crime ID", "Month", "Longitude", "Latitude", "Location", "LSOA code", "Crime type")
    with zipfile.ZipFile(path, "w") as whole:
        for month in ("2024-01", "2024-02", "2024-03"):
            body = [
                [f"{month}{at}", month, one[2], one[3], one[5], "", kind]
                for at, one in enumerate(rows(40))
                for kind in (("Burglary",) if at % 4 else ("Drugs",))
            ]
            lines = "\n".join(",".join(line) for line in [heading, *body])
            whole.writestr(f"{month}/{month}-anywhere-street.csv", lines)
            whole.writestr(f"{month}/{month}-anywhere-outcomes.csv", "Crime ID,Month\n")
    return path


def test_a_police_uk_zip_is_read_by_months_and_drugs_are_left_out(tmp_path):
    read = read_events(police_uk(tmp_path / "download.zip"))
    assert read.events.precision is Precision.MONTH
    assert len(read.events) == 90
    assert noted(read, "where police look").count == 30
    assert noted(read, "outcomes").count == 3


def test_an_empty_file_in_a_zip_is_told_and_the_others_are_read(tmp_path):
    path = police_uk(tmp_path / "download.zip")
    with zipfile.ZipFile(path, "a") as whole:
        whole.writestr("2024-04/2024-04-anywhere-street.csv", "")
    read = read_events(path)
    assert (len(read.events), noted(read, "an empty file inside the zip").count) == (90, 1)


@pytest.mark.parametrize("packing", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_zip_whose_packed_bytes_are_damaged_is_no_whole_one(tmp_path, packing):
    path = tmp_path / "download.zip"
    with zipfile.ZipFile(path, "w", packing) as whole:
        whole.writestr("crimes.csv", write(tmp_path / "crimes.csv", rows(40)).read_bytes())
        start = whole.getinfo("crimes.csv").header_offset + 30 + len("crimes.csv")
    content = bytearray(path.read_bytes())
    content[start : start + 20] = bytes(20)
    path.write_bytes(content)
    with pytest.raises(ReadingError, match="not a whole zip file"):
        read_events(path)


@pytest.mark.parametrize(("at", "among_files", "value"), [(6, 8, 1), (8, 10, 9)])
def test_a_zip_that_is_locked_or_packed_in_another_way_is_to_be_unpacked_first(
    tmp_path, at, among_files, value
):
    """Bit 0 of the flags, and method 9 (Deflate64): APPNOTE 4.4.4 and 4.4.5."""
    path = police_uk(tmp_path / "download.zip")
    content = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", at), (b"PK\x01\x02", among_files)):
        for found in re.finditer(mark, bytes(content)):
            content[found.start() + offset] = value
    path.write_bytes(content)
    with pytest.raises(ReadingError, match="Unpack it, and give the CSV"):
        read_events(path)


def test_drugs_are_taken_in_for_a_stated_reason_alone(tmp_path):
    path = police_uk(tmp_path / "download.zip")
    with pytest.raises(ReadingError, match="give your reason"):
        read_events(path, Wish(kinds=["drugs"]))
    read = read_events(path, Wish(kinds=["drugs"], reason="study of patrol feedback"))
    assert read.kinds["Drugs"] == 30
    assert "study of patrol feedback" in noted(read, "where police look").done


@pytest.mark.parametrize(
    "kind",
    [
        "Drugs",
        "Possession of weapons",
        "Shoplifting",
        "Person search",
        "drug-offences",
        "Theft from a shop",
        "Possess an offensive weapon in a public place",
        "Possess knife blade / sharp pointed article in a public place",
        "Drive motor vehicle when alcohol level above limit",
        "Use a motor vehicle on a road without third party insurance",
        "TRAFFIC VIOLATION",
        "WEAPONS VIOLATION",
        "Weapon Law Violations",
        "CONCEALED CARRY LICENSE VIOLATION",
        "Carrying a knife",
        "Having an article with a blade or point in a public place",
        "Bladed article",
        "Possess article with blade or point",
        "POSSESSING ARTICLE WITH BLADE",
        "Sale of a knife to a person under 18",
        "Possess a firearm with intent to cause fear of violence",
        "Import a firearm",
        "Produce a psychoactive substance",
        "Controlled substance",
    ],
)
def test_enforcement_driven(kind):
    assert is_enforcement(kind)


@pytest.mark.parametrize(
    "kind",
    [
        "Burglary",
        "Robbery",
        "Violence and sexual offences",
        "Road traffic collision",
        "",
        "Robbery with a knife",
        "Assault with a weapon",
        "ASSAULT - AGGRAVATED: HANDGUN",
        "GBH with a bladed article",
        "Affray with a bladed article",
        "Threaten with an article with blade or point",
        "Aggravated burglary, having a firearm",
        "Robbery while in possession of a knife",
        "Theft of personal possessions",
        "Sale of a stolen bicycle",
        "Criminal damage",
    ],
)
def test_reported_by_victims(kind):
    assert not is_enforcement(kind)


def test_frames_of_pandas_polars_and_geopandas_give_the_same_events(tmp_path):
    import geopandas
    import pandas
    import polars

    path = write(tmp_path / "crimes.csv", rows(80))
    plain, other = pandas.read_csv(path), polars.read_csv(path)
    plain["Offence date"] = pandas.to_datetime(plain["Offence date"])
    points = geopandas.points_from_xy(plain.Longitude, plain.Latitude, crs="EPSG:4326")
    spatial = geopandas.GeoDataFrame(plain.drop(columns=["Longitude", "Latitude"]), geometry=points)
    expected = read_events(path).events
    for frame in (plain, other, spatial, spatial.to_crs("EPSG:32630")):
        found = read_events(frame, flat=Flat("EPSG:27700")).events
        assert (found.time == expected.time).all()
        assert found.x == pytest.approx(expected.x, abs=5)


def test_the_geometry_of_a_frame_wins_over_its_columns_of_degrees(tmp_path):
    import geopandas
    import pandas

    path = write(tmp_path / "crimes.csv", rows(80))
    plain = pandas.read_csv(path)
    points = geopandas.points_from_xy(plain.Longitude, plain.Latitude, crs="EPSG:4326")
    spatial = geopandas.GeoDataFrame(plain, geometry=points)
    expected = read_events(path)
    for frame in (spatial, spatial.to_crs(27700), spatial.to_crs(27700).assign(X=0.0, Y=0.0)):
        found = read_events(frame)
        assert found.events.x == pytest.approx(expected.events.x, abs=1)
        assert found.events.y == pytest.approx(expected.events.y, abs=1)
        assert list(found.notes) == []


def test_missing_words_and_numbers_of_pandas_own_kinds_are_read_as_missing(tmp_path):
    import pandas

    lines = rows(80)
    for line in lines[:3]:
        line[5] = line[4] = ""
    lines[5][0] = lines[6][0] = ""
    lines[7][2] = ""
    path = write(tmp_path / "crimes.csv", lines)
    expected = read_events(path)
    frames = [
        pandas.read_csv(path).convert_dtypes(),
        *(pandas.read_csv(path, dtype_backend=kind) for kind in ("pyarrow", "numpy_nullable")),
    ]
    for frame in frames:
        found = read_events(frame)
        assert found.events.x == pytest.approx(expected.events.x)
        assert [str(note) for note in found.notes] == [str(note) for note in expected.notes]
        assert found.kinds == expected.kinds
        assert found.events.streets == expected.events.streets


def test_times_that_tell_their_zone_are_the_same_in_every_frame():
    import pandas
    import polars

    told = {"Longitude": [-123.1, -123.2], "Latitude": [49.2, 49.25]}
    days = pandas.to_datetime(["2024-06-19 03:40", "2024-01-03 06:43"]).tz_localize("America/Vancouver")
    known = pandas.DataFrame(told | {"Date": days})
    doubled = pandas.concat([known, known[["Date"]]], axis=1)
    for frame in (known, polars.from_pandas(known), doubled):
        times = read_events(frame, Wish(zone="America/Vancouver")).events.time
        assert [str(time) for time in times] == ["2024-06-19T10:40:00", "2024-01-03T14:43:00"]


def test_a_lazy_frame_is_collected(tmp_path):
    import polars

    path = write(tmp_path / "crimes.csv", rows(80))
    assert len(read_events(polars.scan_csv(path)).events) == 80


def test_a_frame_of_areas_is_refused_with_what_to_do(tmp_path):
    import geopandas
    import pandas

    plain = pandas.read_csv(write(tmp_path / "crimes.csv", rows(80)))
    points = geopandas.points_from_xy(plain.Longitude, plain.Latitude, crs="EPSG:4326")
    shapes = [*points[:78], points[78].buffer(1), None]
    with pytest.raises(
        ReadingError, match=r"1 of 80 rows are no points, such as Polygon.*representative_point"
    ):
        read_events(geopandas.GeoDataFrame(plain, geometry=shapes, crs="EPSG:4326"))


def test_parquet_is_read(tmp_path):
    import polars

    path = tmp_path / "crimes.parquet"
    polars.read_csv(write(tmp_path / "crimes.csv", rows(80)), try_parse_dates=True).write_parquet(path)
    assert len(read_events(path).events) == 80


def test_columns_of_bytes_are_read_as_the_text_they_hold(tmp_path):
    import polars

    lines = [[one[1], one[2], one[3], "Caf\xe9 Lane"] for one in rows(80)]
    lines[3][1] = "n/a"
    columns = zip(("date", "lon", "lat", "street"), zip(*lines, strict=True), strict=True)
    held = {name: [one.encode("cp1252") for one in column] for name, column in columns}
    polars.DataFrame(held).write_parquet(tmp_path / "crimes.parquet")
    for source in (tmp_path / "crimes.parquet", polars.DataFrame(held), polars.DataFrame(held).to_pandas()):
        read = read_events(source)
        assert (len(read.events), noted(read, "no coordinates").count) == (79, 1)
        assert read.events.streets == ["Café Lane"]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("none.csv", None, "no file"),
        ("empty.csv", "", "heading"),
        ("only.csv", ",".join(HEADING), "no row"),
        ("columns.csv", "a,b,c\n1,2,3\n", "coordinates among: a, b, c"),
        ("undated.csv", "lon,lat,c\n1,2,3\n", "date among"),
        ("binary.csv", "SQLite,a,b,c\0\0", "may be no CSV"),
        ("notzip.zip", "PK no", "not a whole zip"),
        ("notparquet.parquet", "PAR1", "not a whole Parquet"),
        ("blank.csv", "lon,lat,date\n,,2024-01-01\n", "None of the 1 rows has coordinates"),
        ("never.csv", "lon,lat,date\n-0.1,51.5,soon\n", "No date"),
    ],
)
def test_a_file_of_which_nothing_can_be_used_is_refused_in_a_sentence(tmp_path, name, content, words):
    path = tmp_path / name
    if content is not None:
        path.write_text(content)
    with pytest.raises(ReadingError, match=words):
        read_events(path)


def test_a_type_that_is_not_there_is_answered_with_those_that_are(tmp_path):
    with pytest.raises(ReadingError, match="There are: Burglary"):
        read_events(write(tmp_path / "crimes.csv", rows(20)), Wish(kinds=["robbery"]))


def test_names_in_windows_letters_are_read(tmp_path):
    path = write(tmp_path / "crimes.csv", rows(20))
    path.write_bytes(path.read_bytes().replace(b"Mill Lane", b"Caf\xe9 Lane"))
    assert read_events(path).events.streets == ["On or near Café Lane"]


@pytest.mark.parametrize("word", ["NULL", "-", "0"])
def test_a_word_in_place_of_reference_numbers_makes_no_rows_alike(tmp_path, word):
    lines = rows(90)
    for line in lines[::3]:
        line[0] = word
    lines[1] = lines[2]
    read = read_events(write(tmp_path / "null.csv", lines))
    assert (len(read.events), noted(read, "that was there before").count) == (89, 1)
    assert noted(read, "on three days or more").count == 30


def test_the_code_of_an_offence_is_no_reference_number(tmp_path):
    lines = [[f"28/{at % 9}", *line[1:]] for at, line in enumerate(rows(90))]
    read = read_events(write(tmp_path / "codes.csv", lines))
    assert (len(read.events), noted(read, "on three days or more").count) == (90, 90)


def test_a_crime_known_only_within_a_span_counts_once_at_its_beginning_and_long_spans_are_told(tmp_path):
    """docs/benchmarks.md has the measurement: spread over its span it forecasts no better."""
    hours = [2, 24, 25, 14 * 24]
    lines = []
    for at, line in enumerate(rows(400)):
        start = np.datetime64(line[1]) + np.timedelta64(20, "h")
        ends = start + np.timedelta64(hours[at % 4], "h")
        lines.append([*line, str(ends).replace("T", " ") + ":00"])
        line[1] = lines[-1][1] = str(start).replace("T", " ") + ":00"
    read = read_events(write(tmp_path / "spans.csv", lines, (*HEADING, "Date to")), Wish(zone="UTC"))
    told = noted(read, "within a span of more than a day")
    assert told.count == 200
    assert "counted once, at the beginning" in told.done
    grid = grid_near(read.events.x, read.events.y, 250)
    history = history_of(read.events, grid, Clock.DAY)
    days = np.array([line[1][:10] for line in lines], "M8[D]")
    assert history.totals().tolist() == np.bincount((days - days.min()).astype(int)).tolist()
