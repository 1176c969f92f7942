"""Blocking keys: what two records of one person share, whatever slipped."""

import pytest
from hypothesis import given
from tests.nominals.matching.invented import PNCID, people, person

from daybook.nominals.matching import Kind, Vocabulary, index_keys, kind_of, query_keys, record_keys
from daybook.nominals.matching.phonetic import sound


def shared(asked, held, neighbours=None):
    return {kind_of(its) for its in set(query_keys(asked, neighbours)) & set(index_keys(held))}


@given(people)
def test_every_key_fits_a_bigint_and_says_its_kind(record):
    keys = record_keys(record)
    assert keys == sorted(set(keys))
    assert all(0 < its < 2**63 and kind_of(its) in Kind for its in keys)


@given(people)
def test_a_record_is_found_under_every_key_it_stands_under(record):
    assert set(index_keys(record)) <= set(query_keys(record)) & set(record_keys(record))


def test_names_the_other_way_round_have_the_same_keys():
    straight, turned = (
        person("Hussain", "Tariq", "03/04/1980", postcodes=("AV1 1AB",)),
        person("Tariq", "Hussain", "03/04/1980", postcodes=("AV1 1AB",)),
    )
    assert record_keys(straight) == record_keys(turned)


def test_keys_never_change_since_they_stand_in_a_database():
    assert record_keys(person(numbers=(("pncid", PNCID),))) == [660599353412284765]


@pytest.mark.parametrize(
    ("asked", "held"),
    [
        (person("Smyth", "Bill", "03/04/1980"), person("Smith", "William", "03/04/1980")),
        (person("Smith", "Ann", "04/03/1980"), person("Smith", "Ann", "03/04/1980")),
        (person("Smith", "Ann", "03/04/1990"), person("Smith", "Ann", "03/04/1980")),
        (person("Jones", "Ann", "03/04/1980"), person("Smith-Jones", "Mary Ann", "03/04/1980")),
        (person("Hussein", "Muhammad"), person("Hussain", "Mohammed", "03/04/1980")),
        (person("Hussain", "Ibby"), person("Hussain", "Ibrahim", "03/04/1980")),
        (person("Sukarno", ""), person("", "Soekarno", "03/04/1980")),
        (
            person("Hussain", "", "1980"),
            person("Brown", "A", phones=("07700 900123",), also=(("Hussain", "T"),)),
        ),
        (person("", "", phones=("07700 900123",)), person("Brown", "Ann", phones=("+447700900123",))),
    ],
)
def test_a_likely_slip_still_shares_a_key(asked, held):
    if asked.births and not asked.names[0].given:
        assert not shared(asked, held), "a family name alone is too little to look for"
    else:
        assert shared(asked, held)


def test_a_slip_that_changes_the_sound_is_found_among_known_words():
    asked, held = person("Kowalski", "Jam"), person("Kowalski", "Jam")
    assert shared(asked, held)
    near = Vocabulary(["kowalski", "kovac"]).near
    assert not shared(person("Kopwalski", "Jan"), person("Kowalski", "Jan"))
    assert shared(person("Kopwalski", "Jan"), person("Kowalski", "Jan"), near) >= {Kind.NAMES}


def test_neighbours_are_one_slip_away_and_nothing_else():
    known = Vocabulary(["kowalski", "kowalska", "kowal", "jon", "john", "joan"])
    assert known.near("kowalksi") == ["kowalski"]
    assert known.near("kowalski") == ["kowalska"]
    assert known.near("john") == ["joan", "jon"]
    assert known.near("jon") == ["joan", "john"]
    assert known.near("jo") == []


@pytest.mark.parametrize(
    "spellings",
    [
        ("mohammed", "muhammad", "mohamed", "mhmd"),
        ("smith", "smyth"),
        ("hussain", "hussein", "husain"),
        ("catherine", "katherine", "kathryn"),
        ("yusuf", "yousef"),
        ("kowalski", "kovalsky"),
    ],
)
def test_spellings_of_one_name_sound_alike(spellings):
    assert len(set(map(sound, spellings))) == 1


def test_different_names_sound_different():
    names = ["smith", "jones", "kowalski", "hussain", "okafor", "nguyen", "patel", "murphy", "fernandes"]
    assert len(set(map(sound, names))) == len(names)
