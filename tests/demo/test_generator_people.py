"""The invented people: believable shares, valid numbers, and nothing that could be a real person's."""

import re
from collections import Counter
from datetime import date

import pytest

from daybook.demo.generator import inside_force
from daybook.demo.generator.details import CHECK_LETTERS, check_letter, cro, pncid
from daybook.demo.generator.names import GROUPS, shares

POSTCODE = re.compile(r"^[A-Za-z]{1,2}\d[A-Za-z0-9]? ?(\d[A-Za-z]{2})?$")
ETHNICITIES = frozenset(
    [
        "W1",
        "W2",
        "W3",
        "W9",
        "M1",
        "M2",
        "M3",
        "M9",
        "A1",
        "A2",
        "A3",
        "A4",
        "A9",
        "B1",
        "B2",
        "B9",
        "O2",
        "O9",
        "NS",
    ]
)
DRIVER = re.compile(r"^[A-Z0-9]{5}\d{6}[A-Z0-9]{3}[A-Z]{2}$")


def test_name_groups_come_in_their_shares(people):
    assert sum(shares().values()) == pytest.approx(1)
    counts = Counter(person.group for person in people)
    for group in GROUPS:
        assert counts[group] / len(people) == pytest.approx(shares()[group], abs=0.025)


def test_common_names_are_common_and_rare_ones_many(people):
    surnames = Counter(person.family_name for person in people if person.group == "white_british")
    assert surnames["Smith"] > 10 * surnames["Gotobed"]
    assert len(surnames) > 700
    khans = sum(person.family_name == "Khan" for person in people if person.group == "pakistani_bangladeshi")
    assert 0.02 < khans / sum(person.group == "pakistani_bangladeshi" for person in people) < 0.12


def test_names_keep_their_letters_and_customs(people):
    text = " ".join(person.full_name for person in people)
    assert all(letter in text for letter in "éłşçãśń")
    assert any(not person.given_names for person in people)
    assert any("-" in person.family_name for person in people)
    poles = [person for person in people if person.family_name.endswith(("ska", "cka"))]
    assert poles
    assert all(person.sex == "2" for person in poles)
    kinds = {alias.kind for person in people for alias in person.aliases}
    assert kinds == {"maiden", "nickname", "spelling", "english", "alias"}


def test_no_twin_shares_a_given_name_and_all_share_a_birthday(people):
    by_key = {person.key: person for person in people}
    pairs = [
        (person, by_key[relation.person])
        for person in people
        for relation in person.relations
        if relation.kind == "twin"
    ]
    assert pairs
    for one, other in pairs:
        assert one.date_of_birth == other.date_of_birth
        assert one.address == other.address
        assert one.given_names[:1] != other.given_names[:1]


def test_some_sons_carry_their_fathers_whole_name_at_one_address(people):
    by_key = {person.key: person for person in people}
    found = [
        person
        for person in people
        for relation in person.relations
        if relation.kind == "parent" and by_key[relation.person].full_name == person.full_name
    ]
    assert len(found) > 10


def test_parents_are_older_than_their_children(people):
    by_key = {person.key: person for person in people}
    for person in people:
        for relation in person.relations:
            if relation.kind == "parent":
                assert by_key[relation.person].date_of_birth.year + 14 < person.date_of_birth.year


def test_born_on_the_first_of_january_is_common_only_in_some_groups(people):
    def share(group):
        births = [person.date_of_birth for person in people if person.group == group]
        return sum((born.day, born.month) == (1, 1) for born in births) / len(births)

    assert 0.10 < share("arabic_somali") < 0.25
    assert share("white_british") < 0.015


def test_ages_are_those_of_an_index_of_victims_witnesses_and_suspects(people):
    ages = [(date(2026, 11, 1) - person.date_of_birth).days // 365 for person in people]
    assert min(ages) >= 0
    assert max(ages) < 106
    assert 0.35 < sum(18 <= age < 40 for age in ages) / len(ages) < 0.6
    assert sum(age > 65 for age in ages) / len(ages) < 0.12


def test_ethnicity_follows_the_name_mostly_but_not_always(people):
    british = Counter(person.self_defined_ethnicity for person in people if person.group == "white_british")
    assert 0.8 < british["W1"] / british.total() < 0.95
    assert len(british) > 4
    codes = {person.self_defined_ethnicity for person in people}
    assert codes <= ETHNICITIES
    assert len(codes) > 15
    assert {person.observed_ethnicity for person in people} == set("1234569")


def test_check_letters_agree_with_the_known_vectors():
    assert check_letter(8100000 * 100 + 34) == CHECK_LETTERS[(810000034) % 23] == "U"
    assert check_letter(int("02" + "0073319")) == "Z"
    assert check_letter(int("91" + "065656")) == "H"


def test_every_police_number_is_well_formed_and_nobody_shares_one(people):
    recorded = [person for person in people if person.pncid]
    assert 0.25 < len(recorded) / len(people) < 0.55
    assert len({person.pncid for person in recorded}) == len(recorded)
    for person in recorded:
        year, serial = person.pncid.split("/")
        assert serial[-1] == CHECK_LETTERS[int(year[2:] + serial[:-1]) % 23]
        assert date(2026, 11, 1).year >= int(year) >= person.date_of_birth.year + 11
    for person in (person for person in people if person.cro):
        serial, rest = person.cro.split("/")
        assert rest[-1] == CHECK_LETTERS[int(rest[:2] + serial) % 23]


def test_numbers_stay_distinct_over_a_million_people():
    assert len({pncid(index, 2020) for index in range(0, 1_000_000, 7)}) == len(range(0, 1_000_000, 7))
    assert len({cro(index, 2020) for index in range(0, 990_000, 7)}) == len(range(0, 990_000, 7))


def test_telephone_numbers_and_mail_addresses_are_nobodys(people):
    for person in people:
        assert re.fullmatch(r"(07700 900\d{3}|020 7946 0\d{3})?", person.phone)
        assert person.email == "" or person.email.endswith(("@example.org", "@example.com"))
    assert sum(bool(person.phone) for person in people) / len(people) > 0.6


def test_driver_numbers_have_the_form_of_one(people):
    numbers = [person.driver_number for person in people if person.driver_number]
    assert len(numbers) > 1000
    assert all(DRIVER.match(number) for number in numbers)


def test_homes_lie_inside_the_force_in_a_postcode_area_nobody_uses(people):
    for home in {person.address for person in people}:
        assert inside_force(home.easting, home.northing)
        assert POSTCODE.match(home.postcode)
        assert home.postcode.startswith("AV")
        assert home.uprn.startswith("99")
        assert home.lines[-1] == "Averwick"


def test_people_of_one_household_share_an_address(people):
    assert len({person.address for person in people}) < 0.75 * len(people)


def test_warnings_have_source_and_end_and_only_those_with_a_record_carry_them(people):
    warned = [person for person in people if person.warnings]
    assert 0.02 < len(warned) / len(people) < 0.15
    for person in warned:
        assert person.pncid
        for marker in person.warnings:
            assert marker.source
            assert marker.recorded_on < marker.review_on < marker.expires_on


def test_heights_are_those_of_people(people):
    assert all(40 < person.height_cm < 215 for person in people)
