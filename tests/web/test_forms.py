"""Dates typed in three parts, and the summary of what is wrong."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daybook.web import forms
from daybook.web.components import render


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_date_is_read_as_it_was_typed(day: date) -> None:
    posted = {"born-day": str(day.day), "born-month": str(day.month), "born-year": str(day.year)}
    assert forms.read_date(forms.typed_date("born", posted)) == day


@given(st.fixed_dictionaries({part: st.text(max_size=5) for part in forms.PARTS}))
def test_anything_typed_gives_a_date_or_a_sentence(values: dict[str, str]) -> None:
    sentence = ""
    try:
        read = forms.read_date(values)
    except forms.DateError as error:
        sentence, read = str(error), None
    assert read or sentence.endswith(".") or not any(values.values())


@pytest.mark.parametrize(
    ("day", "month", "year", "sentence"),
    [
        ("1", "", "1990", "must include a month"),
        ("", "", "1990", "must include a day and a month"),
        ("31", "2", "1990", "There is no 31/2/1990 in the calendar"),
        ("1", "Feb", "1990", "'Feb' is not"),
        ("1", "2", "90", "four digits"),
    ],
)
def test_a_wrong_date_says_what_is_wrong(day: str, month: str, year: str, sentence: str) -> None:
    with pytest.raises(forms.DateError, match=sentence):
        forms.read_date({"day": day, "month": month, "year": year})


def test_nothing_typed_is_no_date() -> None:
    assert forms.read_date(forms.typed_date("born", {})) is None


def test_what_was_typed_stays_and_the_wrong_part_is_marked() -> None:
    items = forms.date_items("born", {"day": "1", "month": "13", "year": "1990"}, wrong=["month"])
    html = render("date-input", {"id": "born", "items": items})
    assert html.count("govuk-input--error") == 1
    assert 'name="born-month" type="text" value="13"' in html


def test_error_summary_leads_to_the_fields() -> None:
    html = render(
        "error-summary", forms.error_summary([("born-month", "There is no month 13."), ("", "Try again.")])
    )
    assert '<a href="#born-month">There is no month 13.</a>' in html
    assert "<li>Try again.</li>" in html


def test_choices_may_start_blank() -> None:
    assert forms.choices([("1", "One")], blank="Choose")[0] == {"value": "", "text": "Choose"}
