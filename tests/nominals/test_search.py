"""Whoever is meant by what is typed comes up, best first and with why; whoever may not be seen does not."""

from datetime import date
from typing import Any

import pytest

from callers import caller_with
from daybook.access.caller import Caller
from daybook.access.permission import allowed
from daybook.access.roles import Role
from daybook.nominals.models import IndexedRecord
from daybook.records.models import Person
from daybook.records.people import NameData, PersonData, WarningData
from daybook.records.person_lookup import Candidate, Found, candidates
from helpers import settle
from people_made import ZOE, record

pytestmark = pytest.mark.django_db
BORN = {"day": "1", "month": "2", "year": "1990"}
ANOTHERS = {"day": "13", "month": "7", "year": "1955"}


@pytest.fixture
def caller() -> Caller:
    return caller_with("officer")


@pytest.fixture
def zoe() -> Person:
    """Zoë O'Brien among people who are like her in one thing each."""
    zoe = record(ZOE)
    record(PersonData("Brown", "Zoe", date_of_birth=date(1971, 5, 9), sex="2"))
    record(PersonData("Obrien", "Patrick", date_of_birth=date(1990, 2, 1), sex="1"))
    record(PersonData("Mohammed", "Yusuf", date_of_birth=date(1985, 11, 30), sex="1"))
    settle()
    return zoe


def typed(
    family: str = "", given: str = "", born: dict[str, str] | None = None, **more: Any
) -> dict[str, Any]:
    return {"family_name": family, "given_names": given, "date_of_birth": born or {}, **more}


def first(found: Found) -> Candidate:
    assert found.people, found.advice
    return found.people[0]


@pytest.mark.parametrize(
    ("what", "asked"),
    [
        ("as recorded", typed("O’Brien", "Zoë Marie-Lou", BORN)),
        ("names swapped", typed("Zoe", "Obrien", BORN)),
        ("a slip in the family name", typed("Obrein", "Zoe", BORN)),
        ("as it sounds", typed("O'Brian", "Zowie", BORN, sex="2")),
        ("name at birth", typed("Jones", "Zoe", BORN)),
        ("nickname", typed("O'Brien", "Zed", BORN)),
        ("middle name first", typed("O'Brien", "Marielou Zoe", BORN)),
        ("wrong digit", typed("O'Brien", "Zoe", {"day": "1", "month": "2", "year": "1998"})),
        ("day and month changed over", typed("O'Brien", "Zoe", {"day": "2", "month": "1", "year": "1990"})),
        ("year alone", typed("O'Brien", "Zoe", {"year": "1990"})),
        ("misspelt, with the birth date of another", typed("O'Brin", "Zoe", ANOTHERS)),
        ("postcode and no birth date", typed("O'Brien", "Zoe", postcode="sw1a1aa")),
        ("short PNCID", typed(pncid="81/34U")),
        ("CRO number", typed(cro="85227/65G")),
        ("telephone", typed("Obrien", phone="07700 900123")),
        ("postcode alone", typed(postcode="sw1a1aa")),
        ("whole birth date alone", typed(born=BORN)),
        ("all in one box", typed("zoe o'brien", "", BORN)),
        ("in Cyrillic", typed("О’Браен", "Зое", BORN)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_she_is_found_first(zoe: Person, caller: Caller, what: str, asked: dict[str, Any]) -> None:
    assert first(candidates(caller, asked)).id == zoe.pk, what


def test_transliterations_and_short_forms_find_him(caller: Caller) -> None:
    one = record(PersonData("Mohammed", "William", date_of_birth=date(1985, 11, 30), sex="1"))
    settle()
    born = {"day": "30", "month": "11", "year": "1985"}
    assert first(candidates(caller, typed("Muhamad", "Bill", born))).id == one.pk


def test_why_is_told_in_plain_words(zoe: Person, caller: Caller) -> None:
    turned = typed("Obrien", "Zoe", {"day": "2", "month": "1", "year": "1990"}, pncid="81/34U")
    why = first(candidates(caller, turned)).why
    assert "ame PNCID" in why
    assert "same name" in why.lower()
    assert "birth day and month the other way round" in why


def test_the_address_is_told_with_its_year(zoe: Person, caller: Caller) -> None:
    asked = typed("Obrien", "Zoe", postcode="SW1A 1AA", address=["1 High Street"])
    assert "same address since 2026" in first(candidates(caller, asked)).why.lower()


def test_warnings_in_force_stand_beside_the_name(zoe: Person, caller: Caller) -> None:
    assert first(candidates(caller, typed("Obrien", "Zoe", BORN))).warnings == ("Violent",)


def test_a_sealed_person_is_not_offered(caller: Caller) -> None:
    record(PersonData("Quill", "Ada", date_of_birth=date(1990, 2, 1), sex="2", handling="sealed"))
    settle()
    assert not candidates(caller, typed("Quill", "Ada", BORN)).people


def test_who_may_not_search_is_told_nobody(zoe: Person) -> None:
    assert not candidates(caller_with(), typed("Obrien", "Zoe", BORN)).people


def test_records_of_one_nominal_are_one_line_with_the_warnings_of_all(zoe: Person, caller: Caller) -> None:
    other = record(
        PersonData("O'Brien", "Zoe", date_of_birth=date(1990, 2, 1), warnings=(WarningData("WE", "knife"),))
    )
    settle()
    IndexedRecord.objects.filter(key=str(other.pk)).update(nominal=zoe.pk)
    found = candidates(caller, typed("Obrien", "Zoe", BORN))
    assert [one.id for one in found.people if one.name.startswith("Z") and "O" in one.name] == [zoe.pk]
    assert len(first(found).warnings) == 2


def test_a_name_that_very_many_have_asks_for_one_more_fact(caller: Caller, monkeypatch) -> None:
    from daybook.nominals import candidates as block
    from daybook.nominals import search

    monkeypatch.setattr(search, "TOO_MANY", 5)
    monkeypatch.setattr(block, "LARGEST_BLOCK", 5)
    for day in range(1, 8):
        record(PersonData("Khan", "Mohammed", date_of_birth=date(1980, 1, day), sex="1"))
    settle()
    found = candidates(caller, typed("Khan", "Mohammed"))
    assert not found.people
    assert found.advice.startswith("About 7 people on record have a name like this.")
    assert "birth date or a postcode" in found.advice
    with_date = candidates(caller, typed("Khan", "Mohammed", {"day": "3", "month": "1", "year": "1980"}))
    assert first(with_date).detail.endswith("03/01/1980")


def test_two_first_names_that_very_many_have_one_of_are_looked_up(caller: Caller, monkeypatch) -> None:
    from daybook.nominals import search

    monkeypatch.setattr(search, "TOO_MANY", 5)
    for day in range(1, 8):
        record(PersonData("Khan", "Mohammed", date_of_birth=date(1980, 1, day), sex="1"))
    rare = record(PersonData("Khan", "Mohammed Haris", date_of_birth=date(1991, 6, 2), sex="1"))
    settle()
    assert first(candidates(caller, typed("Khan", "Mohammed Haris"))).id == rare.pk
    assert candidates(caller, typed("Khan", "Mohammed Xavier")).advice.startswith("About 8 people")


@pytest.mark.parametrize(
    "asked",
    [
        typed("Sukarno", "", {"day": "1", "month": "1", "year": "1966"}, sex="1"),
        typed("", "Soekarno"),
        typed("Sukarno"),
    ],
)
def test_whoever_goes_by_a_single_name_is_found_before_those_who_share_it(
    caller: Caller, asked: dict[str, Any]
) -> None:
    record(PersonData("Sukarno", "Dewi", date_of_birth=date(1966, 8, 21), sex="2"))
    one = record(PersonData("Sukarno", "", date_of_birth=date(1966, 3, 9), sex="1"))
    settle()
    assert first(candidates(caller, asked)).id == one.pk


def test_a_single_name_of_two_words_is_found_in_one_box(caller: Caller) -> None:
    record(PersonData("Rashid", "Abdul", date_of_birth=date(1975, 8, 14), sex="1"))
    one = record(PersonData("Abdul Rashid", "", date_of_birth=date(1969, 3, 27), sex="1"))
    settle()
    born = {"day": "27", "month": "3", "year": "1969"}
    assert first(candidates(caller, typed("Abdul Rashid", "", born))).id == one.pk


@pytest.mark.parametrize("year", ["2083", "1083"])
def test_a_year_when_nobody_was_born_is_taken_for_a_slip(caller: Caller, year: str) -> None:
    for day in range(1, 28):
        record(PersonData("Ugwu", "Kwame", date_of_birth=date(1988, 6, day), sex="1"))
    one = record(PersonData("Ugwu", "Kwame", date_of_birth=date(1983, 7, 28), sex="1"))
    settle()
    born = {"day": "28", "month": "7", "year": year}
    assert first(candidates(caller, typed("Ugwu", "Kwame", born))).id == one.pk


@pytest.mark.parametrize("role", Role)
def test_whoever_may_search_finds_people_with_their_warnings(zoe: Person, role: Role) -> None:
    caller = caller_with(role)
    found = candidates(caller, typed("O'Brien", "Zoe", BORN))
    if allowed(caller, "records.search"):
        assert (first(found).id, bool(first(found).warnings)) == (zoe.pk, True)
    else:
        assert not found.people


def test_three_letters_are_enough_while_typing(zoe: Person, caller: Caller) -> None:
    assert zoe.pk in candidates(caller, typed("obr")).ids
    assert zoe.pk in candidates(caller, typed("obr", "zo")).ids
    assert not candidates(caller, typed("ob")).people


def test_more_who_are_so_named_than_are_shown_are_said_to_be_there(caller: Caller) -> None:
    for day in range(1, 8):
        record(PersonData("Marlowe", f"Ada{day}", date_of_birth=date(1980, 1, day), sex="2"))
    settle()
    found = candidates(caller, typed("Marlowe"))
    assert len(found.people) == 6
    assert found.advice.startswith("More people than these have a name that begins like this.")
    assert not candidates(caller, typed("Marlowe"), limit=7).advice


@pytest.mark.parametrize("little", [typed(born={"year": "1990"}), typed("ob"), typed(sex="2")])
def test_too_little_to_look_anybody_up_by_is_not_called_nobody(
    zoe: Person, caller: Caller, little: dict[str, Any]
) -> None:
    found = candidates(caller, little)
    assert (found.people, found.advice.split(".")[0]) == ((), "That is too little to look anybody up by")


@pytest.mark.parametrize("asked", [typed("Xylander"), typed(pncid="99/99999Z"), typed(born=ANOTHERS)])
def test_what_was_looked_up_in_vain_is_called_nobody(
    zoe: Person, caller: Caller, asked: dict[str, Any]
) -> None:
    assert candidates(caller, asked) == Found()


def test_a_stranger_is_not_near_certain(zoe: Person, caller: Caller) -> None:
    found = candidates(caller, typed("Obrien", "Ciara", {"day": "9", "month": "12", "year": "1961"}))
    assert not any(one.near_certain for one in found.people)


def test_whom_a_hard_rule_keeps_apart_is_not_called_very_likely(zoe: Person, caller: Caller) -> None:
    home = {"postcode": "SW1A 1AA", "phone": "07700 900123"}
    assert first(candidates(caller, typed("Obrien", "Zoe", BORN, **home))).strength == "Very likely"
    mother = candidates(caller, typed("Obrien", "Zoe", {"day": "9", "month": "12", "year": "1961"}, **home))
    assert first(mother).id == zoe.pk
    assert first(mother).strength == "Likely"


def test_of_two_who_fit_alike_neither_is_called_very_likely(zoe: Person, caller: Caller) -> None:
    record(PersonData("O'Brien", "Zoe", date_of_birth=date(1990, 2, 1), sex="2"))
    settle()
    found = candidates(caller, typed("Obrien", "Zoe", BORN)).people
    assert [one.strength for one in found[:2]] == ["Likely", "Likely"]


def named(given: str) -> Person:
    found = record(PersonData("Featherstone", given, date_of_birth=date(1990, 2, 1), sex="2"))
    settle()
    return found


def test_a_middle_name_that_only_one_has_leaves_a_doubt_until_a_third_fact_agrees(caller: Caller) -> None:
    """Name and birth date alone: perhaps a namesake born on the day."""
    named("Ada")
    strength = [
        first(candidates(caller, typed("Fetherstone", given, BORN))).strength for given in ("Ada", "Ada Rose")
    ]
    assert strength == ["Very likely", "Likely"]


@pytest.mark.parametrize(
    ("family", "given", "born"),
    [
        ("Cohpra", "Rohan", BORN),
        ("Rohan", "Cohpra", BORN),
        ("Pheterston", "Rohan", BORN),
        ("Kapoor", "Rohan", BORN | {"day": BORN["month"], "month": BORN["day"]}),
    ],
    ids=["by sound", "by sound the other way round", "another name by sound", "a date turned"],
)
def test_names_that_only_sound_alike_or_a_date_turned_leave_a_doubt_until_a_third_fact_agrees(
    caller: Caller, family: str, given: str, born: dict[str, str]
) -> None:
    """Of 10,000 invented people who were not among a million, three were once taken for somebody by these."""
    phone, also = "01632 960001", (NameData("Featherstone"),)
    record(PersonData("Kapoor", "Rohan", date_of_birth=date(1990, 2, 1), sex="2", phone=phone, aliases=also))
    settle()
    assert first(candidates(caller, typed("Kapoor", "Rohan", BORN))).strength == "Very likely"
    asked = typed(family, given, born)
    assert first(candidates(caller, asked)).strength == "Likely"
    assert first(candidates(caller, asked | {"phone": phone})).strength == "Very likely"


@pytest.mark.parametrize(
    ("family", "given"),
    [("Rohan", "Kapor"), ("Fetherstone", "Rohan")],
)
def test_a_slip_in_names_the_other_way_round_or_in_another_name_leaves_no_doubt(
    caller: Caller, family: str, given: str
) -> None:
    also = (NameData("Featherstone"),)
    record(PersonData("Kapoor", "Rohan", date_of_birth=date(1990, 2, 1), sex="2", aliases=also))
    settle()
    assert first(candidates(caller, typed(family, given, BORN))).strength == "Very likely"


def test_namesakes_born_about_the_same_time_leave_a_doubt_until_a_third_fact_agrees(caller: Caller) -> None:
    phone = "01632 960001"
    record(PersonData("Featherstone", "Adelaide", date_of_birth=date(1990, 2, 1), sex="2", phone=phone))
    settle()
    asked = typed("Fetherstone", "Adelade", BORN)
    assert first(candidates(caller, asked)).strength == "Very likely"
    for day in range(7):
        record(PersonData("Featherstone", "Adelaide", date_of_birth=date(1991, 5, 3 * day + 2), sex="2"))
    settle()
    assert first(candidates(caller, asked)).strength == "Likely"
    assert first(candidates(caller, asked | {"phone": phone})).strength == "Very likely"


def test_a_corrected_name_finds_by_both(zoe: Person, caller: Caller) -> None:
    from daybook.records.actions.correct_person import correct_person

    correct_person(caller, zoe, {"family_name": "Kowalska"}, reason="Marriage certificate")
    settle()
    assert first(candidates(caller, typed("Kowalska", "Zoe", BORN))).id == zoe.pk
    assert first(candidates(caller, typed("Obrien", "Zoe", BORN))).id == zoe.pk


def test_names_the_other_way_round_are_read_with_middle_names(caller: Caller) -> None:
    record(PersonData("Featherstone", "Ada Penelope", date_of_birth=date(1990, 2, 1), sex="2"))
    settle()
    assert first(candidates(caller, typed("Ada", "Fetherstone Penelope", BORN))).strength == "Very likely"


def test_a_single_name_and_the_birth_date_are_two_facts_too(caller: Caller) -> None:
    record(PersonData("Featherstone", "", date_of_birth=date(1990, 2, 1), sex="2"))
    settle()
    assert first(candidates(caller, typed("Fetherstone", "", BORN))).strength == "Very likely"
    assert first(candidates(caller, typed("Fetherstone", "Ada", BORN))).strength != "Very likely"
