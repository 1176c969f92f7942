"""Names and birth date alone prove little where many of such names are born about the same time."""

from dataclasses import replace

import pytest
from tests.nominals.matching.invented import person

from daybook.nominals.matching import Match, Scorer, starting_model
from daybook.nominals.namesakes import are_few

SCORER = Scorer(starting_model(), 1_000_000)


def found(asked, *others) -> list[Match]:
    return [SCORER.score(asked, other) for other in (asked, *others)]


def so_named(count: int, family: str = "Khan", given: str = "Mohammed", year: int = 1982):
    """Born on as many days of the year, none of them the 15th."""
    return [person(family, given, f"{day + 1:02}/03/{year}") for day in range(count)]


def few(asked, *others) -> bool:
    matches = found(asked, *others)
    return are_few(matches[0], matches, SCORER)


ASKED = person("Khan", "Mohammed", "15/12/1982")


@pytest.mark.parametrize(("others", "is_sure"), [(0, True), (6, True), (7, False), (14, False)])
def test_up_to_six_within_two_years_may_bear_the_name(others, is_sure):
    assert few(ASKED, *so_named(others)) is is_sure


def test_names_that_fit_nearly_as_well_count_and_others_do_not():
    assert not few(ASKED, *so_named(8, given="Mohamed"))
    assert few(ASKED, *so_named(8, given="Bilal"), *so_named(8, family="Olusegun"))


def test_a_generation_away_the_name_is_borne_by_others_who_are_not_meant():
    assert few(ASKED, *so_named(14, year=1979), *so_named(14, year=1985))
    assert not few(ASKED, *so_named(4, year=1980), *so_named(4, year=1984))


def test_records_of_the_same_birth_date_are_not_namesakes():
    assert few(ASKED, *[person("Khan", "Mohammed", "15/12/1982") for _ in range(9)])


def test_whoever_lives_elsewhere_must_be_rarer():
    asked = person("Khan", "Mohammed", "15/12/1982", postcodes=("AV1 1AB",))
    same = person("Khan", "Mohammed", "15/12/1982", postcodes=("AV9 4XY",))
    matches = [SCORER.score(asked, one) for one in (same, *so_named(4))]
    assert not are_few(matches[0], matches, SCORER)
    assert are_few(matches[0], matches[:-1], SCORER)


def test_a_first_of_january_stands_for_many_days():
    asked = person("Khan", "Mohammed", "01/01/1982")
    assert few(asked, *so_named(1, year=1983))
    assert not few(asked, *so_named(2, year=1983))


def test_a_middle_name_in_common_leaves_those_without_it_out():
    asked = person("Khan", "Mohammed Rizwan", "15/12/1982")
    assert few(asked, *so_named(14))
    assert not few(asked, *so_named(8, given="Mohammed Rizwan"))


def test_whose_names_fit_nearly_as_well_the_model_in_force_says():
    """Where clerks write Mahmood as often as Mohammed, whoever is written so is a namesake."""
    others = so_named(8, given="Mahmood")
    shares = {**SCORER.model.shares["name"]}
    shares["same-sound"] = shares["same-same"]
    learnt = Scorer(replace(SCORER.model, shares={**SCORER.model.shares, "name": shares}), 1_000_000)
    for by, is_sure in ((SCORER, True), (learnt, False)):
        matches = [by.score(ASKED, other) for other in (ASKED, *others)]
        assert are_few(matches[0], matches, by) is is_sure
