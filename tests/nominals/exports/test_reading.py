"""Exports as they come: every row becomes a record, or is counted and named."""

import csv
import math
from datetime import date, datetime

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from daybook.nominals.exports import (
    ColumnsError,
    ExportError,
    Tally,
    read_columns,
    read_file,
    read_records,
)
from daybook.nominals.exports.csv_rows import UNENDED, csv_rows
from daybook.nominals.exports.reading import TWO_ORDERS
from daybook.nominals.matching import Written

HEAD = "ID,Surname,Forename,DOB,Postcode"


@pytest.fixture
def file(tmp_path):
    def written(*rows, name="custody.csv", end="\n"):
        path = tmp_path / name
        parts = [row if isinstance(row, bytes) else row.encode() for row in rows]
        path.write_bytes(b"\n".join(parts) + end.encode())
        return path

    return written


def faults(export):
    return {fault: (count, where) for fault, count, where in export.tally.lines()}


def accounted(export):
    return export.rows == len(export.records) + export.repeated + export.set_aside


def test_usual_headings_are_known_and_others_are_told_by_toml(file, tmp_path):
    found = read_file(file(HEAD, "1,Smith,Ann,03/04/1980,AV1 1AB"))
    assert (found.system, found.records[0].names[0].surname) == ("custody", "smith")
    told = tmp_path / "columns.toml"
    told.write_text(
        'family = "WHO"\ngiven = ["F1", "F2"]\nsystem = "old"\ndates = "month first"\nbirth = "B"'
    )
    other = read_file(file("WHO,F1,F2,B", "Smith,Ann,Mary,03/04/1980"), read_columns(told))
    assert other.system == "old"
    assert other.records[0].names[0].given == ("ann", "mary")
    assert other.records[0].births[0].digits == "19800304"


def test_two_encodings_in_one_file_are_both_read_and_told(file):
    found = read_file(file(HEAD, "1,Dąbrowski,Ann,,", "2,O’Brien,Zoë,,".encode("cp1252")))
    assert [record.names[0].surname for record in found.records] == ["dabrowski", "obrien"]
    assert faults(found)["a row not in UTF-8, read as Windows-1252"] == (1, "row 3")


@pytest.mark.parametrize(
    ("rows", "order", "odd"),
    [
        (("25/12/1980", "03/04/1980"), "19800403", 0),
        (("12/25/1980", "03/04/1980"), "19800304", 0),
        (("1980-12-25", "1980-04-03"), "19800403", 0),
        (("25/12/1980", "12/25/1980", "26/12/1980", "03/04/1980"), "19800403", 1),
        (("25121980", "03041980"), "19800403", 0),
        (("25122005", "20012005"), "20050120", 0),
    ],
)
def test_the_order_of_dates_is_found_in_the_column(file, rows, order, odd):
    found = read_file(file(HEAD, *(f"{number},Smith,Ann,{born}," for number, born in enumerate(rows))))
    assert found.records[-1].births[0].digits == order
    assert sum("two orders" in fault for fault in faults(found)) == odd


def test_dates_in_two_orders_are_told_as_they_were_read(file, tmp_path):
    told = tmp_path / "columns.toml"
    told.write_text('dates = "month first"')
    births = ("25/12/1980", "12/25/1980", "26/12/1980", "03/04/1980")
    rows = (f"{number},Smith,Ann,{born}," for number, born in enumerate(births))
    found = read_file(file(HEAD, *rows), read_columns(told))
    assert found.records[-1].births[0].digits == "19800304"
    assert faults(found) == {TWO_ORDERS.format("month first"): (1, "row 5")}


def test_dates_in_two_orders_of_an_old_system_are_told_too():
    births = ("25/12/1980", "12/25/1980", "26/12/1980", "03/04/1980")
    found = read_records(
        "custody",
        [Written(str(at), "custody", (("Smith", "Ann"),), (born,)) for at, born in enumerate(births)],
    )
    assert found.records[-1].births[0].digits == "19800403"
    assert faults(found) == {TWO_ORDERS.format("day first"): (1, "row 4")}


def test_fillers_in_place_of_names_are_named_and_joined_with_nobody(file):
    found = read_file(file(HEAD, "1,UNKNOWN,,,", "2,DO NOT USE,TEST,01/01/1900,", "3,Smith,Test,03/04/1980,"))
    assert len(found.records) == 3
    assert faults(found)["a record with no name, birth date or number: it is joined with nobody"][0] == 2
    assert not found.records[0].names
    assert found.records[2].names[0].surname == "smith"


def test_a_key_used_for_another_person_makes_two_records(file):
    found = read_file(
        file(
            HEAD,
            "7,Smith,Ann,03/04/1980,",
            "7,Smith,Ann,03/04/1980,",
            "7,Smyth,Ann,03/04/1980,",
            "7,Okafor,Chidi,1/2/1999,",
        )
    )
    assert [record.key for record in found.records] == ["7", "7#2", "7#3"]
    told = faults(found)
    assert told["a row that says the same as an earlier one, left out"] == (1, "row 3")
    assert told["a key that comes again, taken as a later record of the same person"] == (1, "row 4")
    assert told["a key used again for another person: taken as two records"] == (1, "row 5")
    assert accounted(found)


def test_an_estimated_age_is_read_with_the_date_it_was_taken(file):
    head = "ID,Surname,Forename,DOB,Approx Age,Record Date"
    found = read_file(
        file(head, "1,Smith,Ann,,about 40,25/12/2020", "2,Smith,Bo,03/04/1980,40,", "3,Smith,Cy,,40,")
    )
    years = [[(birth.year, birth.estimated) for birth in record.births] for record in found.records]
    assert years == [[(1980, True)], [(1980, False)], []]
    undated = (
        "an age without the date on which it was taken: not used; name that date's column with --columns"
    )
    assert faults(found)[undated] == (1, "row 4")
    undatable = read_file(file("ID,Surname,Age", "1,Smith,40", name="other.csv"))
    assert faults(undatable)[undated] == (1, "row 2")


def test_a_file_cut_in_half_says_so_and_keeps_what_is_whole(file):
    found = read_file(file(HEAD, "1,Smith,Ann,03/04/1980,AV1 1AB", "2,Jones,Bo", end=""))
    assert len(found.records) == 1
    assert any(fault.startswith("the last row is cut off") for fault in faults(found))
    assert accounted(found)


def test_a_file_cut_inside_its_last_field_is_told_as_perhaps_cut(file):
    found = read_file(file(HEAD, "1,Smith,Ann,03/04/1980,AV1 1AB", "2,Jones,Bo,03/04/1980,AV1 1", end=""))
    assert len(found.records) == 2
    assert faults(found) == {UNENDED: (1, "row 3")}


def test_a_stray_quotation_mark_costs_one_row_not_the_rest(file):
    rows = [f"{number},Smith{number},Ann,03/04/1980," for number in range(60)]
    found = read_file(file(HEAD, '90,"Smith,Ann,03/04/1980,', *rows))
    assert len(found.records) == 61
    assert faults(found)["a quotation mark that is never closed: its row was read by itself"] == (1, "row 2")


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_no_row_of_any_bytes_disappears(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("odd") / "odd.csv"
    path.write_bytes(b"id,surname\n" + content)
    found = read_file_or_none(path)
    assert found is None or accounted(found)


def read_file_or_none(path):
    try:
        return read_file(path)
    except ExportError:
        return None


@settings(deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=("Cs", "Cc"))), min_size=1, max_size=5))
def test_what_a_spreadsheet_wrote_is_read_back(tmp_path_factory, values):
    path = tmp_path_factory.mktemp("kept") / "kept.csv"
    with path.open("w", newline="", encoding="utf-8") as text:
        csv.writer(text).writerows(
            [["id", "surname"], *([str(at), f"x{value}"] for at, value in enumerate(values))]
        )
    rows = [row for row in csv_rows(path, Tally()) if not isinstance(row, int)]
    assert [row["surname"] for _, row in rows] == [f"x{value}".strip() for value in values]


@pytest.mark.parametrize(
    ("content", "told"),
    [("ID,Colour\n1,red\n", "No column looks like a name"), ("", "no row that can be read")],
)
def test_a_file_without_names_is_refused_in_a_sentence(tmp_path, content, told):
    path = tmp_path / "x.csv"
    path.write_text(content)
    with pytest.raises((ColumnsError, ExportError), match=told):
        read_file(path)


def test_a_missing_column_is_named(file, tmp_path):
    told = tmp_path / "columns.toml"
    told.write_text('family = "Surnam"')
    with pytest.raises(ColumnsError, match="no column “Surnam”; it has: ID, Surname"):
        read_file(file(HEAD, "1,Smith,Ann,,"), read_columns(told))


def test_a_heading_that_stands_twice_is_refused_by_name_and_empty_ones_are_not(file):
    with pytest.raises(ColumnsError, match=r"“DOB” stands more than once\. Give each"):
        read_file(file("ID,DOB,Surname,DOB", "1,03/04/1980,Smith,"))
    found = read_file(file(f"{HEAD},,", "1,Smith,Ann,03/04/1980,AV1 1AB,,"))
    assert found.records[0].births[0].digits == "19800403"


def test_parquet_is_read_as_csv_is_and_half_a_file_is_refused(tmp_path):
    path = tmp_path / "custody.parquet"
    row = {"id": [7], "surname": ["Smith"], "forename": ["Ann"], "dob": [date(1980, 4, 3)]}
    parquet.write_table(pa.table(row), path)
    found = read_file(path)
    assert (found.records[0].key, found.records[0].births[0].digits) == ("7", "19800403")
    half = tmp_path / "half.parquet"
    half.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(ExportError, match="not a whole Parquet file"):
        read_file(half)


def test_a_parquet_heading_that_stands_twice_is_refused_too(tmp_path):
    path = tmp_path / "custody.parquet"
    columns = [["7"], ["Smith"], ["03/04/1980"], [""]]
    parquet.write_table(pa.table([pa.array(one) for one in columns], ["id", "surname", "dob", "dob"]), path)
    with pytest.raises(ColumnsError, match=r"“dob” stands more than once"):
        read_file(path)


def test_what_parquet_keeps_as_bytes_is_text_and_what_is_no_number_says_nothing(tmp_path):
    path = tmp_path / "custody.parquet"
    row = {
        "id": [b"7", b"8"],
        "surname": [b"Okafor", "Zoë".encode("cp1252")],
        "phone": pa.array([math.nan, 7700900123.0]),
    }
    parquet.write_table(pa.table(row), path)
    found = read_file(path)
    assert [one.names[0][0] for one in found.written] == ["Okafor", "Zoë"]
    assert [(one.key, one.phones) for one in found.written] == [("7", ()), ("8", ("7700900123",))]
    assert faults(found)["a row not in UTF-8, read as Windows-1252"] == (1, "row 3")


def test_a_parquet_day_beyond_the_calendar_costs_no_row(tmp_path):
    path = tmp_path / "custody.parquet"
    days = [datetime(1980, 4, 3, 23, 30), None]
    far = pa.array([400_000_000_000_000], pa.timestamp("ms"))
    born = pa.concat_arrays([pa.array(days, pa.timestamp("ms")), far])
    parquet.write_table(pa.table({"id": ["1", "2", "3"], "surname": ["Smith"] * 3, "dob": born}), path)
    found = read_file(path)
    assert [one.births for one in found.written] == [("1980-04-03",), (), ("14645-06-30",)]
    assert faults(found)["a birth date that cannot be read"] == (1, "row 4")


def test_records_of_an_old_system_are_counted_alike():
    one = Written("1", "custody", (("Smith", "Ann"),), ("25/12/1980",))
    found = read_records("custody", [one, one])
    assert (found.rows, len(found.records), found.repeated) == (2, 1, 1)


def test_a_missing_column_is_named_and_the_rest_is_linked(tmp_path):
    path = tmp_path / "short.csv"
    path.write_text("id,surname,forename\n1,Okafor,Chidi\n")
    found = read_file(path)
    assert len(found.records) == 1
    assert [fault.partition(":")[0] for fault, *_ in found.tally.lines()] == [
        "no column of a birth date",
        "no column of a postcode",
    ]
