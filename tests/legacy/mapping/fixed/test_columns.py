"""Text, numbers and dates as an old machine has them, byte for byte."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daybook.legacy.mapping.fixed import FixedError, code_page

from .layouts import PAGES, layout, records


@given(records())
def test_what_a_record_holds_comes_back_as_it_went(made):
    record, values = made
    data = record.write(values)
    assert len(data) == record.length
    assert record.read(data) == {name: value for name, value in values.items() if value is not None}


@given(records(), st.binary(min_size=1, max_size=200))
def test_bytes_from_outside_are_read_or_refused_and_what_is_read_is_written_as_the_same_values(made, noise):
    record, _ = made
    data = (noise * record.length)[: record.length]
    try:
        values = record.read(data)
    except FixedError:
        return
    assert record.read(record.write(values)) == values


BYTES = [
    ("X(4)", "AB", "C1C24040"),
    ("X(2)", "£5", "5BF5"),
    ("9(4)", 7, "F0F0F0F7"),
    ("S9(4)", 7, "F0F0F0C7"),
    ("S9(4)", -7, "F0F0F0D7"),
    ("S9(3)V99", Decimal("-1.50"), "F0F0F1F5D0"),
    ("9(5) COMP-3", 12345, "12345F"),
    ("S9(5) COMP-3", 12345, "12345C"),
    ("S9(4) COMP-3", -123, "00123D"),
    ("S9(7)V99 COMP-3", Decimal("12.34"), "000001234C"),
]


@pytest.mark.parametrize(("picture", "value", "expected"), BYTES)
def test_the_bytes_are_those_of_the_old_machines(picture, value, expected):
    assert layout([{"name": "C", "picture": picture}]).write({"C": value}).hex().upper() == expected


DATES = [
    ("9(8)", "YYYYMMDD", date(2026, 3, 1), "F2F0F2F6F0F3F0F1"),
    ("9(5) COMP-3", "YYDDD", date(2026, 12, 31), "26365F"),
    ("9(5) COMP-3", "YYDDD", date(1931, 1, 1), "31001F"),
    ("9(7) COMP-3", "YYYYDDD", date(2024, 12, 31), "2024366F"),
    ("9(6)", "YYMMDD", None, "F0F0F0F0F0F0"),
]


@pytest.mark.parametrize(("picture", "form", "day", "expected"), DATES)
def test_dates_are_digits_and_zeros_are_no_date(picture, form, day, expected):
    record = layout([{"name": "D", "picture": picture, "date": form, "pivot": 30}])
    assert record.write({"D": day}).hex().upper() == expected
    assert record.read(bytes.fromhex(expected)).get("D") == day


def test_the_pound_sign_of_the_united_kingdom_is_the_dollar_of_the_united_states():
    assert code_page("cp1146").encode("£") == code_page("cp285").encode("£") == code_page("cp037").encode("$")
    assert (code_page("cp1146").decode(b"\x9f"), code_page("cp285").decode(b"\x9f")) == ("€", "¤")


@pytest.mark.parametrize("page", PAGES)
def test_every_byte_is_one_character_and_every_character_one_byte(page):
    every = bytes(range(256))
    assert code_page(page).encode(code_page(page).decode(every)) == every


WRONG_VALUES = [
    ({"picture": "X(3)"}, "ABCD", "has 4 characters and the column holds 3"),
    ({"picture": "X(3)"}, "Ł", r"U\+0141, which code page cp1146 does not have"),
    ({"picture": "X(3)"}, "¤", r"U\+00A4, which code page cp1146 does not have"),
    ({"picture": "X(3)"}, "A\n", "holds a control character"),
    ({"picture": "X(3)"}, "A ", "ends with a blank"),
    ({"picture": "9(3)"}, 1000, "needs 4 digits and the column holds 3"),
    ({"picture": "9(3)"}, -1, "is below zero, and the column has no sign"),
    ({"picture": "9(3)"}, None, "is missing, and the column must hold a number"),
    ({"picture": "9(3)"}, "12A", "is not a number"),
    ({"picture": "S9(3)V9"}, Decimal("1.23"), "has more than 1 places"),
    ({"picture": "9(3)V9"}, Decimal("NaN"), "is not a number"),
    ({"picture": "9(3)", "empty": "zeros"}, 0, "is 0, which stands for not known"),
    ({"picture": "9(5)", "date": "YYDDD", "pivot": 30}, date(1930, 1, 1), "reaches from 1931 to 2030"),
    ({"picture": "9(8)", "date": "YYYYMMDD"}, "yesterday", "is not a date"),
]


@pytest.mark.parametrize(("column", "value", "said"), WRONG_VALUES)
def test_what_a_column_cannot_hold_is_refused_and_named(column, value, said):
    record = layout([{"name": "A", "picture": "X(4)"}, {"name": "C", **column}])
    with pytest.raises(FixedError, match=rf"^C \(positions 5 to \d+\): .*{said}"):
        record.write({"C": value})


WRONG_BYTES = [
    ({"picture": "9(5) COMP-3"}, "12A45F", "X'12A45F' is no packed number: a letter stands among its digits"),
    ({"picture": "9(5) COMP-3"}, "12345C", "its sign is C, which this column does not have"),
    ({"picture": "S9(5) COMP-3"}, "12345A", "its sign is A"),
    ({"picture": "S9(4) COMP-3"}, "12345C", "one digit more than its picture"),
    ({"picture": "9(3) COMP-3"}, "4040", "is no packed number"),
    ({"picture": "9(3)"}, "F1F240", "its sign is 4"),
    ({"picture": "9(3)"}, "313233", "a file sent as text instead of binary"),
    ({"picture": "S9(3)"}, "F1C2C3", "not every byte is a digit"),
    ({"picture": "9(8)", "date": "YYYYMMDD"}, "F2F0F2F6F0F2F3F0", "20260230 is no date"),
    ({"picture": "9(5) COMP-3", "date": "YYDDD", "pivot": 30}, "25366F", "25366 is no date"),
    ({"picture": "X(3)"}, "C10015", "holds bytes that are no letters"),
]


@pytest.mark.parametrize(("column", "data", "said"), WRONG_BYTES)
def test_bytes_that_are_no_such_value_are_refused_and_named(column, data, said):
    record = layout([{"name": "A", "picture": "X(4)"}, {"name": "C", **column}])
    with pytest.raises(FixedError, match=rf"^C \(positions 5 to \d+\): .*{said}"):
        record.read(b"\x40" * 4 + bytes.fromhex(data))


def test_a_record_of_another_length_is_refused():
    with pytest.raises(FixedError, match="has 3 bytes, and a record 'one' has 4"):
        layout([{"name": "A", "picture": "X(4)"}]).read(b"\x40" * 3)
