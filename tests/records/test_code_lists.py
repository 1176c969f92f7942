"""Code lists: validity on a day, labels of old codes, and the soundness of every file."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daybook.records.code_lists import Code, CodeListError, code_list, list_names, parse_list
from daybook.records.identifiers.offence import QUALIFIERS

NEEDED = {
    "arrest-necessity",
    "committed-on-bail",
    "country",
    "court-result",
    "crime-outcomes",
    "crime-types",
    "detention-grounds",
    "ethnicity-not-stated",
    "force",
    "gender-identity",
    "incident-report-method",
    "intelligence-handling",
    "intelligence-information",
    "intelligence-source",
    "link-roles",
    "observed-ethnicity",
    "offence-category",
    "offence-date-type",
    "offence-initiation",
    "plea",
    "remand-status",
    "security-classification",
    "self-defined-ethnicity",
    "sex",
    "stop-search-outcomes",
    "verdict",
    "warning-markers",
}


def test_every_list_that_forms_need_is_there() -> None:
    assert set(list_names()) >= NEEDED


@pytest.mark.parametrize("name", list_names())
def test_every_list_is_sound(name: str) -> None:
    known = code_list(name)
    assert known.title
    assert known.source
    assert known.mark in {"C", "K", "D"}
    assert all(code.code and code.label for code in known)
    assert all(known.current(old) in known for old in known.imports)


def test_sex_is_iso_5218() -> None:
    assert code_list("sex").choices() == [
        ("1", "Male"),
        ("2", "Female"),
        ("9", "Not specified"),
        ("0", "Not known"),
    ]


def test_ethnicity_has_18_codes_and_not_stated() -> None:
    ethnicity = code_list("self-defined-ethnicity")
    assert len(ethnicity.choices()) == 19
    assert ethnicity.current("O1") == "A4"
    assert ethnicity.current("W1") == "W1"
    assert ethnicity.label("O1") == "Chinese"
    assert not ethnicity.is_valid("O1")


def test_a_protective_mark_may_be_used_until_its_last_day() -> None:
    marks = code_list("security-classification")
    assert marks.is_valid("RESTRICTED", date(2014, 4, 1))
    assert not marks.is_valid("RESTRICTED", date(2014, 4, 2))
    assert marks.is_valid("OFFICIAL", date(2014, 4, 2))
    assert marks.label("RESTRICTED") == "RESTRICTED"
    assert [code for code, _ in marks.choices(on=date(2010, 1, 1))] == [
        "SECRET",
        "TOP SECRET",
        "PROTECT",
        "RESTRICTED",
        "CONFIDENTIAL",
    ]


def test_crime_outcomes_1_to_22() -> None:
    outcomes = code_list("crime-outcomes")
    assert {str(number) for number in range(1, 23)} <= set(outcomes.codes)
    assert outcomes.get("8").also["public"] == "Local resolution"


def test_link_roles_between_two_kinds() -> None:
    roles = code_list("link-roles").choices(between="person-event")
    assert ("victim", "Victim") in roles
    assert ("owner", "Owner") not in roles


def test_suspects_and_victims_are_categories_apart() -> None:
    subjects = {code.code: code.also.get("subject") for code in code_list("link-roles")}
    assert {role for role, subject in subjects.items() if subject == "victim"} == {"victim"}
    assert subjects["arrested"] == "suspect"


def test_scottish_forces_ended_in_2013() -> None:
    forces = code_list("force")
    assert forces.label("74") == "Strathclyde Police"
    assert not forces.is_valid("74")
    assert len(forces.choices(kind="territorial")) == 44


def test_old_intelligence_grades_are_shown_but_not_offered() -> None:
    old = code_list("intelligence-source-5x5x5")
    assert old.choices() == []
    assert old.label("B") == "Mostly reliable"


def test_an_unknown_list_or_code_says_what_there_is() -> None:
    with pytest.raises(CodeListError, match=r"no code list 'sexes'\. There are .*sex"):
        code_list("sexes")
    with pytest.raises(CodeListError, match=r"'3' is not in the list Sex\. Use one of 1, 2, 9, 0\."):
        code_list("sex").label("3")
    with pytest.raises(CodeListError, match="Look it up"):
        code_list("country").label("XYZ")
    assert not code_list("sex").is_valid("3")


def test_offence_qualifiers_are_those_of_the_identifier() -> None:
    assert [code for code, _ in code_list("offence-qualifiers").choices()] == list(QUALIFIERS)


HEAD = 'title = "T"\nsource = "S"\nmark = "D"\n'


def test_a_code_twice_is_refused() -> None:
    rows = 'codes = [{ code = "A", label = "a" }, { code = "A", label = "b" }]'
    with pytest.raises(CodeListError, match="A twice"):
        parse_list("x", HEAD + rows)


def test_days_in_the_wrong_order_are_refused() -> None:
    rows = 'codes = [{ code = "A", label = "a", from = 2020-01-02, to = 2020-01-01 }]'
    with pytest.raises(CodeListError, match="ends before it begins"):
        parse_list("x", HEAD + rows)


@given(st.dates(), st.dates(), st.dates())
def test_a_code_is_valid_from_its_first_to_its_last_day(one: date, two: date, day: date) -> None:
    first, last = sorted((one, two))
    code = Code("A", "a", valid_from=first, valid_to=last)
    assert code.is_valid(first)
    assert code.is_valid(last)
    assert code.is_valid(day) is (first <= day <= last)
