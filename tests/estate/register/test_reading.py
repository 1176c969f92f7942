"""Cells as files write them: dates in three orders, money with signs, words of other registers."""

from __future__ import annotations

import io
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daybook.estate.register.capabilities import all_capabilities, lowest, read_weights
from daybook.estate.register.faults import CellError
from daybook.estate.register.fields import SHEETS
from daybook.estate.register.reading import Order, TableError, guess, open_table
from daybook.estate.register.reading.dates import order_of, read_date, read_time
from daybook.estate.register.reading.numbers import read_money, read_percent, read_whole
from daybook.estate.register.synonyms import word_for
from daybook.estate.register.words import Classification, CountingClass, State, Word

days = st.dates(date(1960, 1, 1), date(2059, 12, 31))


@given(days, st.sampled_from("/-. "))
def test_a_day_is_read_in_each_of_the_three_orders(day, sign):
    d, m, y = f"{day.day:02}", f"{day.month}", f"{day.year}"
    assert read_date(sign.join((y, m, d)), Order.DAY_FIRST) == day
    assert read_date(sign.join((d, m, y)), Order.DAY_FIRST) == day
    assert read_date(sign.join((m, d, y)), Order.MONTH_FIRST) == day
    assert read_date(sign.join((d, m, y[2:])), Order.DAY_FIRST) == day
    assert read_date(f"{day:%d-%b-%y}", Order.DAY_FIRST) == day
    assert read_date(f"{day:%B} {day.day}, {day.year}", Order.DAY_FIRST) == day


@given(st.lists(days, min_size=1))
def test_the_order_of_a_column_is_told_from_its_clear_cells(found):
    clear = [day for day in found if day.day > 12]
    month_first = [f"{day:%m/%d/%Y}" for day in found]
    assert order_of(month_first) is (Order.MONTH_FIRST if clear else Order.DAY_FIRST)
    assert order_of([f"{day:%d/%m/%Y}" for day in found]) is Order.DAY_FIRST


def test_a_month_alone_is_its_first_day_and_midnight_behind_a_day_is_passed_over():
    assert read_date("Apr-15", Order.DAY_FIRST) == date(2015, 4, 1)
    assert read_date("2015-04-03T00:00:00.000Z", Order.DAY_FIRST) == date(2015, 4, 3)
    assert read_date(datetime(2015, 4, 3, 9, 0), Order.DAY_FIRST) == date(2015, 4, 3)


def test_a_time_without_a_zone_is_londons_and_one_with_a_zone_keeps_it():
    assert read_time("03/07/2015 9:05", Order.DAY_FIRST).isoformat() == "2015-07-03T09:05:00+01:00"
    assert read_time("2015-07-03T09:05:10Z", Order.DAY_FIRST).isoformat() == "2015-07-03T09:05:10+00:00"


@given(st.text(max_size=20))
def test_any_text_is_a_value_or_a_fault_with_a_remedy(text):
    readers = (
        lambda: read_date(text, Order.DAY_FIRST),
        lambda: read_time(text, Order.MONTH_FIRST),
        lambda: read_money(text),
        lambda: read_whole(text),
        lambda: read_percent(text),
    )
    for error in filter(None, map(refusal, readers)):
        assert error.problem.endswith(".")
        assert error.remedy.endswith(".")


def refusal(read):
    try:
        read()
    except CellError as error:
        return error
    return None


@given(st.integers(0, 10**12))
def test_an_amount_is_the_same_however_it_is_written(pence):
    pounds = f"{pence // 100}.{pence % 100:02}"
    grouped = f"{pence // 100:,}.{pence % 100:02}"
    for text in (pounds, grouped, f"£{grouped}", f"£ {pounds}", f"GBP {pounds}", grouped.replace(",", " ")):
        assert read_money(text) == pence
    assert read_money(f"({pounds})", may_be_negative=True) == -pence


@pytest.mark.parametrize(
    ("text", "pence"), [("£1.2m", 120_000_000), ("350k", 35_000_000), ("1234.565", 123_456), (12.5, 1_250)]
)
def test_amounts_in_short(text, pence):
    assert read_money(text) == pence


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        (CountingClass, "Spreadsheet/Macro", "spreadsheet"),
        (CountingClass, "Access database", "database"),
        (Classification, "OFFICIAL - SENSITIVE", "official-sensitive"),
        (State, "In production", None),
        (State, "Decommissioned", "off"),
    ],
)
def test_words_of_other_registers_are_understood(words, text, found):
    assert word_for(words, text) == found


@pytest.mark.parametrize("words", Word.__subclasses__())
def test_every_word_is_understood_as_it_is_written(words):
    for one in words:
        assert word_for(words, one.value) is one
        assert word_for(words, one.label) is one


def test_columns_are_told_by_name_by_a_slip_of_the_name_and_by_what_stands_below():
    headings = ["App ID", "Aplication Name", "Colour", "Kind of thing", "Owner"]
    first = [["1", "Lantern", "red", "spreadsheet", "A"], ["2", "Beacon", "blue", "database", "B"]]
    assert guess(SHEETS["systems"], headings, first) == {
        "App ID": "number",
        "Aplication Name": "name",
        "Kind of thing": "counting_class",
        "Owner": "business_owner",
    }


def test_what_a_person_chose_before_goes_before_all_guesses():
    remembered = {"Owner": "risk_owner", "App ID": ""}
    found = guess(SHEETS["systems"], ["App ID", "Owner"], [], remembered)
    assert found == {"Owner": "risk_owner"}


def test_titles_above_the_heading_are_passed_over_and_rows_keep_their_numbers():
    table = open_table(
        io.BytesIO(b"Register of systems\nas at 1 April\n\nid,name,type\nA1,Lantern,platform\n")
    )
    assert table.headings == ["id", "name", "type"]
    assert list(table.rows) == [(5, ["A1", "Lantern", "platform"])]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04cut", b"\x00\x01\x02\x03", b"one column\nonly\n"])
def test_what_is_no_table_is_refused_in_a_sentence(content):
    with pytest.raises(TableError, match=r"\.$"):
        open_table(io.BytesIO(content))


@given(st.dictionaries(st.sampled_from(sorted(lowest())), st.integers(1, 100), min_size=1, max_size=6))
def test_weights_of_capabilities_come_to_a_hundred(weights):
    read = read_weights([f"{code}:{weight}" for code, weight in weights.items()])
    assert sum(read.values()) == 100
    assert read.keys() == weights.keys()


def test_the_map_has_three_levels_and_a_capability_is_found_by_its_name():
    assert {one.level for one in all_capabilities().values()} == {1, 2, 3}
    assert read_weights(["crime recording", "Exhibits and property (60%)"]).keys() == {"3.1.1", "3.2.3"}
    with pytest.raises(CellError, match=r"no capability juggling"):
        read_weights(["juggling"])
