"""CSV parted by Arrow: the same fields as the standard library reads, and no row lost without a word."""

import csv
import io
import re
from collections import Counter
from datetime import UTC, datetime
from unittest.mock import patch

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pyarrow import parquet
from tests.forecast.engine.test_reading import HEADING, noted, rows, write

from daybook.forecast.engine.reading import ReadingError, Wish, read_events
from daybook.forecast.engine.reading import delimited as module
from daybook.forecast.engine.reading.delimited import delimited
from daybook.forecast.engine.reading.moments import Moments
from daybook.forecast.engine.reading.notes import WITHIN

SMALL = 128
"""Characters that are parted together here, so that rows lie on both sides of a border."""
fields = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\x1f"), max_size=6)
tables = st.lists(st.lists(fields, min_size=3, max_size=3), min_size=1, max_size=20)


def read(content):
    tally = Counter()
    with patch.object(module, "TOGETHER", SMALL):
        blocks = list(
            delimited(io.BytesIO(content), "made.csv", lambda heading: {one: one for one in heading}, tally)
        )
    columns = {what: [one for block in blocks for one in block[what].to_pylist()] for what in "abc"}
    return [["" if one is None else one for one in row] for row in zip(*columns.values(), strict=True)], tally


@given(
    tables,
    st.sampled_from(",;\t|"),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
@example([["", "", '0000"'] for _ in range(20)], ",", "\r\n", "utf-8")
@example([["x", "\U0001f600" * 6, "é" * 6]] * 20, ",", "\n", "utf-8")
def test_every_table_is_read_as_it_was_written(table, delimiter, end, encoding):
    opened = io.StringIO(newline="")
    csv.writer(opened, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL).writerows(
        [list("abc"), *table]
    )
    content = opened.getvalue()
    lines = len(re.findall(r"[^\r\n]+", content)) - 1
    found, tally = read(content.encode(encoding))
    assert (found, tally.pop(WITHIN, 0), +tally) == (table, lines - len(table), {})


@given(st.lists(st.lists(st.sampled_from(["1", "x y", ""]), min_size=1, max_size=5), min_size=1, max_size=30))
def test_rows_of_another_length_are_counted_and_the_others_read(table):
    content = "".join(f"{','.join(line)}\n" for line in [list("abc"), *table]).encode()
    blank = sum(line == [""] for line in table)
    whole = [line for line in table if len(line) == 3]
    short = len(table) - len(whole) - blank
    if short and not whole:
        with pytest.raises(ReadingError, match=f"has 3 fields, and none of the {short} rows"):
            read(content)
        return
    found, tally = read(content)
    assert (found, +tally) == (whole, +Counter({module.SHORT: short}))


def test_lines_that_a_quotation_mark_took_into_a_row_are_counted_too():
    found, tally = read(b'a,b,c\n1,2,3\n4,"5,6\n7,8,9\n1",2,3\n4,5,6\n')
    assert found == [["1", "2", "3"], ["4", "5", "6"]]
    assert tally[module.SHORT] == 3


@pytest.mark.parametrize("between", [2, 10])
def test_rows_that_two_quotation_marks_took_into_one_are_counted(between):
    content = b'a,b,c\n1,2,3\n4,5,"6\n' + b"7,8,9\n\n" * between + b'1,2,"3\n4,5,6\n'
    found, tally = read(content)
    assert (found[0], found[-1], len(found)) == (["1", "2", "3"], ["4", "5", "6"], 3)
    assert +tally == {WITHIN: between + 1}


def test_lines_within_a_row_are_told_of_as_part_of_it(tmp_path):
    lines = rows(80)
    lines[7][5] = "Flat 1\n2 Mill Lane\nNortham"
    told = noted(read_events(write(tmp_path / "tall.csv", lines, HEADING)), "between quotation marks")
    assert (told.count, told.done.split(";")[0]) == (2, "taken as more of that row")


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_title_that_is_broken_into_lines_is_one_title(tmp_path, end):
    path = tmp_path / "broken.csv"
    heading = f'Reference,"Offence{end}date",Longitude,Latitude,Crime type,Location{end}'
    path.write_bytes((heading + end.join(",".join(line) for line in rows(80))).encode())
    read = read_events(path, Wish(columns={"time": "Offence date"}))
    assert (len(read.events), list(read.notes)) == (80, [])


def test_a_file_of_one_long_line_is_no_csv(tmp_path):
    path = tmp_path / "line.csv"
    path.write_bytes(b"x" * 1_000_000)
    with pytest.raises(ReadingError, match="it may be no CSV file"):
        read_events(path)


@pytest.mark.parametrize("below", [0, 1, 1000])
def test_a_quotation_mark_that_is_never_closed_is_told_with_about_where_it_is(below):
    content = b"a,b,c\n" + b"1,2,3\n" * 500 + b'4,"5,6\n' + b"7,8,9\n" * below
    with pytest.raises(
        ReadingError, match=r"made.csv, about (4[89]\d|50\d) rows down: a quotation mark is opened"
    ):
        read(content)


seconds = st.datetimes(datetime(1951, 1, 1), datetime(2099, 12, 31)).map(lambda at: at.replace(tzinfo=UTC))
forms = st.sampled_from(["%Y-%m-%d", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S"])
odd = st.sampled_from(["", "2019-02-29", "2019-13-01 10:00", "2019-01-01 24:00", "0019-01-01", "2019/01/01"])


@given(st.lists(st.one_of(st.builds(lambda at, form: at.strftime(form), seconds, forms), odd), min_size=1))
def test_dates_read_all_at_once_are_those_read_one_by_one(texts):
    alone, together = Moments(), Moments()
    np.testing.assert_array_equal(together.read(pa.array(texts)), alone.read(texts))
    np.testing.assert_array_equal(together.forms, alone.forms)


def test_times_of_a_parquet_file_that_tell_their_offset_are_utc(tmp_path):
    at = [datetime(2024, 6, 1, 12, one % 60, tzinfo=UTC) for one in range(80)]
    longitude, latitude = ([float(line[column]) for line in rows(80)] for column in (2, 3))
    path = tmp_path / "zone.parquet"
    times = pa.array(at, pa.timestamp("us", "Europe/London"))
    parquet.write_table(
        pa.table({"when": times, "lon": longitude, "lat": latitude}).rename_columns(["time", "lon", "lat"]),
        path,
    )
    assert str(read_events(path).events.time[5]) == "2024-06-01T12:05:00"


def test_a_parquet_file_of_lists_is_refused_in_a_sentence(tmp_path):
    path = tmp_path / "lists.parquet"
    parquet.write_table(pa.table({"time": ["2024-01-01"], "lon": [[1.0]], "lat": [[51.0]]}), path)
    with pytest.raises(ReadingError, match="None of the 1 rows has coordinates"):
        read_events(path)


def test_a_parquet_file_with_odd_columns_is_read_all_the_same(tmp_path):
    """A title that comes twice, a number that is none as reference, bytes as a street."""
    lines = rows(80)
    columns = dict(zip(HEADING, zip(*lines, strict=True), strict=True))
    columns["Location"] = [b"\xff"] * 80
    columns["Reference"] = [float("nan")] * 40 + [float(at) for at in range(40)]
    path = tmp_path / "odd.parquet"
    arrays = [pa.array(list(column)) for column in (*columns.values(), columns["Latitude"])]
    parquet.write_table(pa.Table.from_arrays(arrays, names=[*columns, "Latitude"]), path)
    assert len(read_events(path).events) == 80


def test_missing_coordinates_among_others_are_counted(tmp_path):
    lines = rows(80)
    lines[7][2] = lines[9][3] = ""
    lines[11][2] = " "
    assert noted(read_events(write(tmp_path / "gaps.csv", lines, HEADING)), "no coordinates").count == 3
