"""A search that cannot be read says what is wrong with it and what to do, beside whatever was found."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from callers import signed_on_client
from daybook.book import writing
from daybook.records import people
from daybook.records.identifiers import PncId
from daybook.records.mistyped import remarks
from daybook.records.people import PersonData
from helpers import OFFICER

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("81/34X", "“81/34X”: The check letter of this PNCID should be U, not X. Read it again"),
        ("smith 65656/91A", "“65656/91A”: The check letter of this CRO number should be H, not A."),
        ("2030/1234567A", "The year of a PNCID must lie between 1900 and 2026."),
        ("31/2/1990", "“31/2/1990” is not a day that a birth date can have. Type day, month and year"),
        ("smith 31st feb 1990", "“31st feb 1990” is not a day"),
        ("1990-13-01", "“1990-13-01” is not a day"),
        ("1/2/2027", "“1/2/2027” is not a day that a birth date can have."),
        ("sw1a 1a", "“sw1a 1a” is not a whole postcode. Type it such as SW1A 1AA, or the first half alone"),
        ("mill lane sw1a 11aa", "“sw1a 11aa” is not a whole postcode."),
    ],
)
def test_each_fault_has_its_sentence(typed, said):
    assert any(said in remark for remark in remarks(typed, TODAY))


READABLE = """smith; 81/34U; 1/2/1990; 1990; smith 1 feb 1990; sw1a 1aa; sw1a; ab12 cde; 12 mill lane; 07700 900 123;
AR/0000007/26; 97/0000/00/123456K; CASE-2026-001000"""


@pytest.mark.parametrize("typed", ["", *READABLE.replace("\n", " ").split("; ")])
def test_what_can_be_read_has_none(typed):
    assert remarks(typed, TODAY) == []


@given(st.integers(1950, 2026), st.integers(1, 9_999_999), st.sampled_from("ABCDEFGHJKLMNPQRTUVWXYZ"))
def test_a_pncid_is_remarked_upon_exactly_when_its_letter_is_wrong(year, serial, letter):
    right = PncId.make(year, serial).canonical
    assert remarks(right, TODAY) == []
    assert bool(remarks(right[:-1] + letter, TODAY)) == (letter != right[-1])


@pytest.fixture
def said(db):
    client = signed_on_client("officer")
    return lambda words: client.post(
        reverse("records:search"), {"words": words}, follow=True
    ).content.decode()


def test_the_page_of_results_says_it_and_keeps_the_words(said):
    page = said("81/34x")
    assert "The check letter of this PNCID should be U, not X" in page
    assert "Nothing found that you may see" in page
    assert 'value="81/34x"' in page
    assert "The check letter" not in said("81/34u")


def test_a_number_recorded_with_a_wrong_letter_is_found_as_it_was_recorded(said):
    with writing("person:recorded", OFFICER) as page:
        given = PersonData(family_name="Quill", given_names="Ada", identifiers={"pncid": "81/34X"})
        page.about(people.new_person(page, given, timezone.now()))
    assert "Ada Quill" in said("81/34x")
    assert "should be U, not X" in said("81/34x")
