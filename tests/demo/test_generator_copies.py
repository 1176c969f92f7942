"""The old systems' dirty copies: the mix of slips, each system's own writing, and the truth kept apart."""

import csv
import gzip
from collections import Counter
from datetime import datetime, timedelta

import pytest

from daybook.demo.generator import birth_date_of, generate
from daybook.demo.generator.copies import CopyMaker, short_pncid
from daybook.demo.generator.details import plain_letters
from daybook.demo.generator.draw import stream
from daybook.demo.generator.old_systems import BY_NAME, OF_OCCASIONS, OF_PEOPLE
from daybook.demo.generator.people import person_index
from daybook.demo.generator.slips import BIRTH_KINDS, FACTOR, NAME_RATES

MIX = {
    "clean": 0.21,
    "surname": 0.30,
    "forename": 0.28,
    "swapped": 0.06,
    "middle-as-first": 0.03,
    "half-surname": 0.02,
    "other-surname": 0.04,
    "birth-missing": 0.07,
    "postcode-moved": 0.33,
    "postcode-missing": 0.35,
}


@pytest.fixture(scope="module")
def twenty_thousand():
    return list(generate(13, 17_500).copies_with_truth())[:20_000]


def folded(text: str) -> str:
    return plain_letters(text).upper()


def test_the_mix_of_slips_is_the_one_that_matching_is_measured_on(twenty_thousand):
    assert len(twenty_thousand) == 20_000
    counts = Counter(slip for _, truth in twenty_thousand for slip in truth.slips)
    for slip, share in MIX.items():
        assert counts[slip] / 20_000 == pytest.approx(share, abs=0.015), slip
    wrong = sum(counts[kind] for kind in BIRTH_KINDS)
    assert wrong / 20_000 == pytest.approx(0.20, abs=0.015)
    for kind, weight in BIRTH_KINDS.items():
        assert counts[kind] / wrong == pytest.approx(weight / 21, abs=0.03), kind
    given = sum(bool(copy.pncid) for copy, _ in twenty_thousand)
    assert given / 20_000 == pytest.approx(0.21, abs=0.015)
    assert 0 < FACTOR < 1
    assert sum(NAME_RATES.values()) == pytest.approx(0.73)


def test_a_clean_copy_says_what_is_true_and_a_dirty_one_does_not(copies, people):
    for copy, truth in copies:
        person = people[person_index(truth.person)]
        most = BY_NAME[copy.system].name_length
        same_family = folded(copy.family_name) == folded(person.family_name)[:most]
        same_given = folded(copy.given_names) == folded(" ".join(person.given_names))[:most].rstrip()
        same_birth = birth_date_of(copy) == person.date_of_birth
        if "clean" in truth.slips:
            assert same_family
            assert same_given
            assert same_birth
        if any(slip.startswith("birth") for slip in truth.slips):
            assert not same_birth
        if set(truth.slips) & {"surname"} and len(person.family_name) < most:
            assert not same_family


def test_swapped_names_stand_in_each_others_place(copies, people):
    swapped = [
        (copy, truth) for copy, truth in copies if truth.slips[:1] == ("swapped",) and len(truth.slips) == 2
    ]
    assert swapped
    for copy, truth in swapped:
        person = people[person_index(truth.person)]
        most = BY_NAME[copy.system].name_length
        assert folded(copy.family_name) == folded(person.given_names[0])[:most]


def test_each_system_writes_in_its_own_way(copies):
    by_system = {name: [copy for copy, _ in copies if copy.system == name] for name in BY_NAME}
    for copy in by_system["custody"]:
        assert copy.family_name.isupper()
        assert copy.family_name.isascii()
        assert copy.sex in "MF"
        assert copy.date_of_birth == "" or copy.date_of_birth[2] == copy.date_of_birth[5] == "/"
    assert any(not copy.family_name.isascii() for copy in by_system["vulnerable"])
    assert all(copy.ethnicity.startswith("ESDD_") for copy in by_system["case_preparation"])
    assert all(copy.pncid for copy in by_system["national_computer"])
    for copy in by_system["crime_recording"]:
        assert copy.family_name.isupper()
        assert copy.date_of_birth == "" or len(copy.date_of_birth) == 6
    assert all(copy.family_name.encode("latin-1") for copy in by_system["antisocial_behaviour"])
    assert all(len(copy.date_of_birth) in (0, 8) for copy in by_system["warrants"])


def test_the_years_of_two_digits_are_those_of_the_system(copies):
    born = [
        birth_date_of(copy).year
        for copy, _ in copies
        if copy.system == "crime_recording" and copy.date_of_birth
    ]
    assert min(born) >= 1930
    assert max(born) > 2000


def test_a_record_is_made_after_what_it_tells_and_of_somebody_old_enough(copies, people):
    for copy, truth in copies:
        told, system = copy.occasion, BY_NAME[copy.system]
        assert (told is None) == (system in OF_PEOPLE)
        if told is None:
            continue
        recorded = datetime.strptime(copy.recorded_on, system.dates).date()
        born = people[person_index(truth.person)].date_of_birth
        assert timedelta() < recorded - told.happened_at.date() <= timedelta(days=1)
        assert (told.happened_at.date() - born).days > 365 * system.least_age - 366
        assert told.part in system.tells


def test_only_who_has_a_record_is_arrested_suspected_or_wanted(copies, people):
    parts = Counter()
    for copy, truth in copies:
        if copy.occasion:
            has_record = bool(people[person_index(truth.person)].pncid)
            parts[copy.occasion.part, has_record] += 1
    for part in ("arrested", "suspect", "wanted"):
        assert parts[part, True] > 0
        assert parts[part, False] == 0
    assert parts["victim", True] == parts["witness", True] == 0
    assert parts["victim", False] > parts["witness", False] > 0


def test_systems_overlap_and_hold_some_people_twice(copies):
    held = Counter((truth.system, truth.person) for _, truth in copies)
    systems = Counter(person for _, person in held)
    assert {copy.system for copy, _ in copies} == set(BY_NAME)
    assert len(BY_NAME) == 8
    assert max(systems.values()) >= 6
    assert sum(count > 1 for count in systems.values()) > 0.2 * len(systems)
    assert any(count == 2 for count in held.values())


def test_no_copy_gives_the_person_away(copies):
    keys = {(copy.system, copy.key) for copy, _ in copies}
    assert len(keys) == len(copies)
    for copy, truth in copies:
        assert (copy.system, copy.key) == (truth.system, truth.key)
        assert truth.person not in repr(copy)


def test_the_first_four_are_as_they_were_before_the_others_came(copies):
    """What matching was measured on: each group of systems is drawn from a stream of its own."""
    force = generate(seed=7, people=12_000)
    alone = CopyMaker(OF_PEOPLE, stream(7, "copies"), 12_000, force.city, force.until)
    first = [pair for person in force.people() for pair in alone.copies(person)]
    assert first == [pair for pair in copies if BY_NAME[pair[0].system] in OF_PEOPLE]
    assert 0.15 < sum(BY_NAME[copy.system] in OF_OCCASIONS for copy, _ in copies) / len(copies) < 0.3


def test_a_record_that_may_name_several_is_known_with_its_line(copies):
    for copy, _ in copies:
        several = copy.occasion is not None and copy.occasion.part in (
            "suspect",
            "victim",
            "witness",
            "reported",
        )
        assert copy.key == (f"{copy.record}/1" if several else copy.record)


def test_a_pncid_is_shown_short_where_the_system_does_so():
    assert short_pncid("1981/0000034U") == "81/34U"
    assert short_pncid("2002/0073319Z") == "02/73319Z"


def test_the_truth_file_names_the_person_behind_each_copy(tmp_path):
    force = generate(4, 400)
    count = force.write_truth(tmp_path / "truth.csv.gz")
    with gzip.open(tmp_path / "truth.csv.gz", "rt", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == count
    assert [row["person"] for row in rows] == [truth.person for truth in force.truth()]
    assert rows[0].keys() == {"system", "key", "person", "slips"}
