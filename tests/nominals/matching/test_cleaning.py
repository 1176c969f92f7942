"""What systems write of people, made fit to compare; what cannot be used is named."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.nominals.matching.invented import PNCID, TODAY, person, written_names

from daybook.nominals.matching import Birth, Dummies, Written, clean
from daybook.nominals.matching.cleaning import MONTH_FIRST, clean_name, read_birth
from daybook.nominals.matching.cleaning.dummies import DEFAULT
from daybook.nominals.matching.cleaning.scripts import latin


def name_of(family, given=""):
    return clean_name(family, given)[0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("O'Brien", "Seán"), ("OBRIEN", "SEAN")),
        (("Al-Hussain", "Mohammed"), ("AL HUSSAIN", "Mohammed")),
        (("de la Cruz", "María"), ("De La Cruz", "Maria")),
        (("McDonald", "Mr Ian"), ("MC DONALD", "Ian")),
        (("Łukasiewicz", "Żaneta"), ("LUKASIEWICZ", "ZANETA")),
        (("Петров", "Иван"), ("Petrov", "Ivan")),
        (("Smith-Jones", "Ann"), ("Smith Jones", "Ann")),
        (("Smith Jr.", "Dr. Ann"), ("Smith", "Ann")),
    ],
)
def test_the_same_name_in_two_hands_is_one(one, other):
    assert name_of(*one) == name_of(*other)


def test_a_single_name_is_the_family_name_wherever_it_was_written():
    assert name_of("Sukarno") == name_of("", "Sukarno")
    assert name_of("Sukarno").surname == "sukarno"


def test_an_initial_alone_is_no_family_name():
    assert name_of("", "J.").surname == ""


@pytest.mark.parametrize(
    "filler", ["UNKNOWN", "Do Not Use", "TEST", "FNU", "Not Known", "NK", "MIG_ERROR", "refused"]
)
def test_a_filler_is_taken_out_and_named(filler):
    name, faults = clean_name(filler, "James")
    assert name.given in ((), ("james",))
    assert "james" in (name.surname, name.first)
    assert len(faults) == 1
    assert "in place of a name" in faults[0]


def test_a_title_that_is_the_whole_name_stays():
    assert name_of("Khan", "Begum").first == "begum"


@given(written_names, written_names)
def test_names_of_any_script_come_out_in_small_plain_letters(family, given_names):
    name = name_of(family, given_names)
    letters = name.surname + name.first + "".join(name.middle)
    assert letters.isascii()
    assert letters == letters.lower()
    assert " " not in letters


@given(written_names)
def test_composed_and_decomposed_letters_are_one(text):
    assert latin(unicodedata.normalize("NFD", text)) == latin(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize(
    "text",
    ["03/04/1980", "1980-04-03", "19800403", "03041980", "3.4.1980", "03 04 80", "1980-04-03T00:00:00Z"],
)
def test_a_birth_date_is_read_in_every_usual_form(text):
    assert read_birth(text, today=TODAY) == (Birth(1980, 4, 3), "")


def test_the_order_of_a_system_decides_and_only_an_impossible_month_is_turned():
    assert read_birth("04/03/1980", order=MONTH_FIRST)[0] == Birth(1980, 4, 3)
    assert read_birth("04/23/1980")[0] == Birth(1980, 4, 23)
    assert read_birth("23/04/1980", order=MONTH_FIRST)[0] == Birth(1980, 4, 23)


def test_a_year_alone_an_estimate_and_a_month_are_kept_as_what_they_are():
    assert read_birth("1980")[0] == Birth(1980)
    assert read_birth("circa 1980")[0] == Birth(1980, estimated=True)
    assert read_birth("04/1980")[0] == Birth(1980, 4)
    assert person("Smith", "Ann", "1980", age_estimated=True).births[0].estimated


@pytest.mark.parametrize("text", ["01/01/1900", "1900-01-01", "01011970", "31/12/9999"])
def test_a_filler_date_is_not_compared_and_is_named(text):
    birth, fault = read_birth(text, today=TODAY)
    assert birth is None
    assert fault


def test_a_date_no_calendar_has_keeps_its_digits_and_is_named():
    birth, fault = read_birth("31/02/1980", today=TODAY)
    assert birth == Birth(1980, 2, 31)
    assert "no calendar" in fault


def test_a_date_that_cannot_be_read_is_named():
    assert read_birth("about teatime", today=TODAY) == (None, "a birth date that cannot be read")
    assert read_birth("01/01/2199", today=TODAY)[0] is None


@given(st.dates(min_value=TODAY.replace(year=1930), max_value=TODAY))
def test_every_date_is_read_back_from_three_orders(day):
    forms = [(f"{day:%d/%m/%Y}", {}), (f"{day:%Y-%m-%d}", {}), (f"{day:%m/%d/%Y}", {"order": MONTH_FIRST})]
    if f"{day:%Y%m%d}" not in DEFAULT.births:
        assert {read_birth(text, today=TODAY, **how)[0] for text, how in forms} == {
            Birth(day.year, day.month, day.day)
        }


@pytest.mark.parametrize(
    "written",
    ["UNKNOWN", "No fixed abode", "NFA", "n/a", "Address not known, Unknown", "of no fixed address"],
)
def test_a_filler_in_place_of_an_address_or_town_is_not_compared_and_is_named(written):
    cleaned = clean(Written("1", addresses=(written,), towns=(written,)), today=TODAY)
    assert (cleaned.addresses, cleaned.towns) == ((), ())
    assert cleaned.faults == ("a filler in place of an address",)


def test_an_address_keeps_the_lines_that_say_something():
    (address,) = clean(Written("1", addresses=("Unknown, 4 Abode Close, No Mans Land",))).addresses
    assert (address.house, address.lines) == ("4", ("abode close", "no mans land"))


def test_a_force_adds_its_own_fillers():
    ours = Dummies(words=DEFAULT.words | {"prisoner"}, births=DEFAULT.births | {"19000102"})
    cleaned = clean(
        Written("1", names=(("Prisoner", "X"),), births=("02/01/1900",)), dummies=ours, today=TODAY
    )
    assert cleaned.births == ()
    assert len(cleaned.faults) == 2


def test_a_number_that_fails_its_check_letter_is_not_kept():
    wrong = PNCID[:-1] + ("A" if PNCID[-1] != "A" else "B")
    assert person(numbers=(("pncid", PNCID),)).numbers == (("pncid", PNCID),)
    assert person(numbers=(("pncid", wrong),)).numbers == ()
    assert person(numbers=(("pncid", wrong),)).faults == ("a PNCID that fails its check",)
    assert "badge" in person(numbers=(("badge", "7"),)).faults[0]


def test_places_and_phones_take_their_one_form():
    found = person(
        postcodes=("av11ab", "NF1 1NF", "2600"),
        phones=("+44 7700 900123", "07000 000000"),
        addresses=("Flat 3, 12 High St",),
    )
    assert found.postcodes == ("AV1 1AB", "2600")
    assert found.phones == ("07700900123",)
    assert found.addresses[0].house == "3 12"
    assert found.addresses[0].lines == ("high st",)
    assert len(found.faults) == 2


def test_faults_tell_no_personal_data():
    found = person(
        "Smith", "Ann", "nonsense Smith", numbers=(("pncid", "Smith"),), phones=("12",), postcodes=("???",)
    )
    assert len(found.faults) == 4
    assert not any("Smith" in fault or "Ann" in fault for fault in found.faults)
