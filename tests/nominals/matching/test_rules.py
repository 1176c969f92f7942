"""What no weight outvotes: twins, parent and child, different sex, two PNCIDs, a judgement."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.nominals.matching.invented import FAMILIES, GIVEN, OTHER_PNCID, PNCID, people, person

from daybook.nominals.matching import Rules, identity, starting_model, usual_names
from daybook.nominals.matching import rules as its_rules

HOME = {"postcodes": ("AV1 1AB",), "addresses": ("12 High Street",)}
DIFFERENT = [(one, other) for one in GIVEN for other in GIVEN if one < other]


@given(people, people)
def test_the_order_of_the_two_changes_nothing(first, second):
    rules = Rules(first_names={"mohammed": 0.01, "james": 0.004, "robert": 0.0001})
    assert rules.refusal(first, second) == rules.refusal(second, first)


@given(people)
def test_nobody_is_refused_to_be_themselves(record):
    """Without a birth date even the same names may be those of parent and child."""
    assert Rules().refusal(record, record) == ("" if record.births else its_rules.NO_BIRTH_DATE)


@given(st.sampled_from(FAMILIES), st.sampled_from(DIFFERENT), st.dates())
def test_twins_at_one_address_are_never_joined(family, names, day):
    born = f"{day.replace(year=1950 + day.year % 60, day=min(day.day, 28)):%d/%m/%Y}"
    one, other = (person(family, name, born, sex="M", **HOME) for name in names)
    told = its_rules.TWINS if one.births else its_rules.FIRST_NAMES
    assert Rules().refusal(one, other) == told


def test_twins_whose_names_sound_alike_are_known_by_usual_names():
    one, other = person("Ali", "Hassan", "03/04/1980", **HOME), person("Ali", "Hussain", "03/04/1980", **HOME)
    rules = Rules(first_names={"hassan": 0.002, "hussain": 0.0003, "hasan": 0.00005})
    assert rules.refusal(one, other) == its_rules.TWINS
    for slip in ("Hassaan", "Hasan"):
        assert rules.refusal(one, person("Ali", slip, "03/04/1980", **HOME)) == "", "too rare beside Hassan"


@pytest.mark.parametrize(
    ("first", "second", "rule"),
    [
        (("Lewis", "Riley"), ("Lewis", "Lewis Finley"), its_rules.TWINS),
        (("Davies", "Georgia"), ("Freya", "Davies"), its_rules.FIRST_NAMES),
        (("Ali", "Ali"), ("Ali", "Humza"), its_rules.TWINS),
        (("Zaidi", "Aisha"), ("Isha", "Zaidi"), its_rules.FIRST_NAMES),
        (("Kaur", "Trisha"), ("Kaur", "Anjali Kaur"), its_rules.TWINS),
    ],
)
def test_a_first_name_that_is_the_family_name_too_does_not_hide_twins(first, second, rule):
    """Only where both names stand crosswise may they be one person's, written the other way round."""
    rules = Rules(first_names={"aisha": 0.004, "isha": 0.0004})
    assert rules.refusal(person(*first, "03/04/1980"), person(*second, "03/04/1980")) == rule


@pytest.mark.parametrize(
    ("first", "second", "rule"),
    [
        (("Guo", "Wing Fai"), ("Guo", "Wing Chun"), its_rules.MIDDLE_NAMES),
        (("Kabir", "Mohammad Shahid"), ("Kabir", "Mohammad Ibrahim"), its_rules.MIDDLE_NAMES),
        (("Gupta", "Saanvi Aanya"), ("Gupta", "Tanvi Diya"), its_rules.TWINS),
        (("Guo", "Wing Fai"), ("Guo", "Wing Fay"), ""),
        (("Lewis", "Joshua J"), ("Lewis", "Joshua James"), ""),
    ],
)
def test_twins_of_one_first_name_are_told_by_their_middle_names(first, second, rule):
    assert Rules().refusal(person(*first, "03/04/1980"), person(*second, "03/04/1980")) == rule


@pytest.mark.parametrize("born", ["03/04/1955", "03/04/1960", "28/11/1957"])
def test_father_and_son_of_one_name_and_address_are_never_joined(born):
    father, son = person("Khan", "Mohammed", born, **HOME), person("Khan", "Mohammed", "03/04/1980", **HOME)
    assert Rules().refusal(father, son) == its_rules.GENERATIONS


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("Smith", "Robert"), ("Smith", "Bob")),
        (("Smith", "R"), ("Smith", "Robert")),
        (("Smith", "Robert"), ("Robert", "Smith")),
        (("Holland", "John"), ("Jon", "Holand")),
        (("Smith", "Robert"), ("Smith", "Roberrt")),
        (("Smith", "Robert John"), ("Smith", "Bob John")),
    ],
)
def test_the_usual_slips_of_one_person_are_not_twins(first, second):
    assert Rules().refusal(person(*first, "03/04/1980"), person(*second, "03/04/1980")) == ""


@pytest.mark.parametrize(
    ("first", "second", "rule"),
    [
        (("Smith", "James Robert"), ("Smith", "Robert"), its_rules.MIDDLE_NAME),
        (("Smith", ""), ("Smith", "Robert"), its_rules.NO_FIRST_NAME),
        (("Smith", "Jamie Joshua"), ("Smith", "James Daniel"), its_rules.TWINS),
        (("Smith", "Charlotte"), ("Jones", "Willow"), its_rules.FIRST_NAMES),
    ],
)
def test_names_that_twins_have_too_are_for_a_person(first, second, rule):
    assert Rules().refusal(person(*first, "03/04/1980"), person(*second, "03/04/1980")) == rule


def test_in_a_small_file_a_slip_that_stands_once_is_no_usual_name():
    """Of 1,047 records a name that stands once has a share of 0.001: a slip once passed for a twin's name."""
    model = replace(starting_model(), frequencies={"given": {"martin": 0.01, "martyn": 0.001, "mary": 0.005}})
    assert set(usual_names(model)) == {"martin", "mary"}
    one, slip = (
        person("Pearson", "Martin", "14/10/1969", **HOME),
        person("Pearson", "Martyn", "14/10/1969", **HOME),
    )
    assert Rules(first_names=usual_names(model)).refusal(one, slip) == ""


def test_names_alone_do_not_join_father_and_son():
    father, son = person("Boudiaf", "Karwan", **HOME), person("Boudiaf", "Karwan", "17/01/2010", **HOME)
    assert Rules().refusal(father, son) == its_rules.NO_BIRTH_DATE


def test_sex_and_pncid_refuse_and_a_shared_number_stands_for_slips():
    one = person("Smith", "Ann", "03/04/1980", sex="F", numbers=(("pncid", PNCID),))
    assert Rules().refusal(one, person("Smith", "Ann", "03/04/1980", sex="M")) == its_rules.SEXES
    two = person("Smith", "Ann", "03/04/1980", numbers=(("pncid", OTHER_PNCID),))
    assert Rules().refusal(one, two) == its_rules.PNCIDS
    assert Rules().refusal(one, person("Smith", "Joan", "28/11/1955", numbers=(("pncid", PNCID),))) == ""


def test_a_standing_judgement_binds_against_everything():
    one, other = person("Smith", "Ann", "03/04/1980", key="1"), person("Smith", "Ann", "03/04/1980", key="2")
    rules = Rules(judged_apart={frozenset((identity(one), identity(other)))})
    assert rules.refusal(one, other) == its_rules.NOT_THE_SAME
    assert rules.refusal(one, person("Smith", "Ann", "03/04/1980", key="3")) == ""


def test_where_hardly_anybody_is_held_twice_two_names_of_one_system_are_two_people():
    one, other = person("Black", "Thomas", "06/06/2003"), person("Black", "Thomas Liam", "06/06/2003")
    elsewhere = person("Black", "Thomas Liam", "06/06/2003", system="court")
    learnt = dict(starting_model().shares) | {"system": {"same": (0.001, 0.6), "other": (0.999, 0.4)}}
    clean = Rules.of(replace(starting_model(), shares=learnt))
    assert clean.refusal(one, other) == its_rules.TWO_OF_ONE_SYSTEM
    assert clean.refusal(one, elsewhere) == "", "another system may have left the middle name out"
    assert clean.refusal(one, replace(one, key="again")) == ""
    assert Rules.of(starting_model()).refusal(one, other) == ""
