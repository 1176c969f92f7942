"""How two records agree, level by level, in plain words."""

import pytest
from hypothesis import given
from tests.nominals.matching.invented import OTHER_PNCID, PNCID, people, person

from daybook.nominals.matching import FIELDS, compare, starting_model
from daybook.nominals.matching.features import NOT_KNOWN

BY_NAME = {it.name: (column, it) for column, it in enumerate(FIELDS)}


def level(field, first, second):
    column, it = BY_NAME[field]
    found = it.level(compare(first, second)[column])
    return found.name if found else ""


@given(people, people)
def test_the_order_of_the_two_changes_nothing(first, second):
    assert compare(first, second) == compare(second, first)


@given(people)
def test_nobody_agrees_better_with_another_than_with_themselves(record):
    weights = starting_model().weights()
    assert all(its[number] >= 0 for its, number in zip(weights, compare(record, record), strict=True))


def test_an_empty_record_is_no_evidence():
    full = person("Smith", "Ann", "1980", sex="F")
    assert set(compare(person(system=""), full)) == {NOT_KNOWN}


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (("Smith", "Ann"), ("SMITH", "Ann"), "same-same"),
        (("Smith", "Robert"), ("Smith", "Bob"), "same-short"),
        (("Smith", "R"), ("Smith", "Robert"), "same-initial"),
        (("Smith", "James Robert"), ("Smith", "Robert"), "same-middle"),
        (("Smith", "Roberto"), ("Smyth", "Robertp"), "near-near"),
        (("Smith-Jones", "Ann"), ("Jones", "Ann"), "part-same"),
        (("Smith", "Ann"), ("Okafor", "Ann"), "other-same"),
        (("Smith", "Ann"), ("Smith", "Chidi"), "same-other"),
        (("Tariq", "Hussain"), ("Hussain", "Tariq"), "swapped"),
        (("Tariq", "Hussain"), ("Hussein", "Tariq"), "swapped-near"),
        (("Omer", "Khan"), ("Khan", "Umar"), "swapped-near"),
        (("Bill", "Altaf"), ("Altaf", "William"), "swapped-near"),
        (("Anthony", "Smyth Marshal"), ("Smith-Marshall", "Anthony"), "swapped-near"),
        (("Singh", "Gill"), ("Gill", "Jaspal Singh"), "swapped-near"),
        (("Singh", "Dhillon"), ("Gill", "Jaspal Singh"), "other-other"),
        (("Anthony", "Smyth Marshal"), ("Smith-Marshall", "Beatrice"), "other-other"),
        (("Smith", ""), ("Smith", "Ann"), "same-missing"),
        (("Sukarno", ""), ("", "Sukarno"), "same-single"),
        (("Khan", "Mo"), ("Khan", "Muhammad"), "same-short"),
        (("Nowak", "Kasia"), ("Nowak", "Katarzyna"), "same-short"),
        (("Adeyemi", "Tunde"), ("Adeyemi", "Babatunde"), "same-short"),
    ],
)
def test_names_are_compared_jointly(first, second, expected):
    assert level("name", person(*first), person(*second)) == expected


def test_another_name_used_counts_where_the_names_in_use_differ():
    married = person("Grant", "Ann", also=(("Okafor", "Ann"),))
    assert level("name", married, person("Okafor", "Ann")) == "also"
    assert level("name", married, person("Okafor", "Annn")) == "also-near"


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("03/04/1980", "03/04/1980", "same"),
        ("01/01/1980", "01/01/1980", "new-year"),
        ("03/04/1980", "04/03/1980", "turned"),
        ("03/04/1980", "03/04/1981", "slip"),
        ("03/04/1980", "30/04/1980", "slip"),
        ("03/04/1979", "03/04/1980", "day-and-month"),
        ("03/04/1980", "27/04/1980", "two-parts"),
        ("03/04/1980", "1980", "year-only"),
        ("03/04/1980", "c. 1982", "about"),
        ("03/04/1980", "27/11/1980", "year"),
        ("03/04/1980", "27/11/1983", "few-years"),
        ("03/04/1980", "27/11/1953", "other"),
        ("1980", "1991", "other"),
    ],
)
def test_birth_dates_are_compared_by_the_slips_that_are_made(first, second, expected):
    assert level("birth_date", person(born=first), person(born=second)) == expected


def test_a_better_slip_is_worth_more():
    weights = starting_model().weights()
    for its in weights:
        assert list(its[1:]) == sorted(its[1:], reverse=True), "levels stand from best to worst"


def test_places_and_numbers_have_their_levels():
    here = person(postcodes=("AV1 1AB",), addresses=("12 High Street, Dock",), numbers=(("pncid", PNCID),))
    assert level("postcode", here, person(postcodes=("AV1 1AC",))) == "slip"
    assert level("postcode", here, person(postcodes=("AV1 9ZZ",))) == "district"
    assert level("postcode", here, person(postcodes=("B1 1AC", "AV1 1AB"))) == "same"
    assert level("address", here, person(addresses=("12 High Street",))) == "one-same"
    assert level("address", here, person(addresses=("14 Hihg Street",))) == "near-other"
    assert level("pncid", here, person(numbers=(("pncid", OTHER_PNCID),))) == "other"
    assert level("pncid", here, here) == "same"


def test_every_level_has_its_own_name_and_words_without_capitals():
    for it in FIELDS:
        names = [level.name for level in it.levels]
        words = [level.words for level in it.levels]
        assert len(set(names)) == len(names)
        assert len(set(words)) == len(words)
        assert all(0 < level.m <= 1 and 0 < level.u <= 1 for level in it.levels)
