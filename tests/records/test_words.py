"""The search box understands what people type."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daybook.records.names import fold, readings, tokens
from daybook.records.words import Asked, read

TODAY = date(2026, 11, 22)
FIRST_OF_FEBRUARY = (date(1990, 2, 1), date(1990, 2, 1))


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Zoë", "zoe"),
        ("O'Brien", "obrien"),
        ("O’Brien", "obrien"),
        ("Smith-Jones", "smithjones"),
        ("  van  der   Berg ", "van der berg"),
        ("Łukasz Øster Straße Æsa", "lukasz oster strasse aesa"),
        ("SMITH, John", "smith john"),
        ("Нина", "нина"),
        ("ﬁn", "fin"),
        ("--", ""),
    ],
)
def test_fold(typed, folded):
    assert fold(typed) == folded


@given(st.text(max_size=60))
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


def test_tokens_of_joined_and_parted_names():
    assert tokens("Smith-Jones", "") == ["smith", "jones", "smithjones"]
    assert tokens("de la Cruz", "Ana") == ["ana", "de", "la", "cruz", "delacruz"]
    assert tokens("O'Brien", "") == ["o", "brien", "obrien"]


def test_readings_of_a_joined_word():
    assert readings("jean-paul smith") == [("jeanpaul", "smith"), ("jean", "paul", "smith")]


NAME = st.text(st.characters(categories=("L", "M", "Pd", "Zs"), include_characters="'’-"), max_size=30)


@given(NAME, NAME, st.randoms(use_true_random=False))
def test_any_beginning_of_any_words_in_any_order_finds_the_name(family, given_names, random):
    words = [word for word in f"{given_names} {family}".split() if fold(word)]
    random.shuffle(words)
    typed = " ".join(word[: random.randint(1, len(word))] for word in words)
    found = tokens(family, given_names)
    assert not readings(typed) or any(
        all(any(token.startswith(word) for token in found) for word in reading) for reading in readings(typed)
    )


@pytest.mark.parametrize(
    "typed",
    [
        "1/2/1990",
        "01/02/90",
        "1.2.1990",
        "01-02-1990",
        "1990-02-01",
        "1990/2/1",
        "01021990",
        "1 Feb 1990",
        "1st February 1990",
        "1st of Feb 90",
    ],
)
def test_a_birth_date_in_any_usual_form(typed):
    assert read(typed, TODAY).born == FIRST_OF_FEBRUARY
    both = read(f"smith {typed} john", TODAY)
    assert (both.names, both.born) == ((("smith", "john"),), FIRST_OF_FEBRUARY)


def test_a_year_alone_is_any_day_of_the_year():
    assert read("smith 1990", TODAY).born == (date(1990, 1, 1), date(1990, 12, 31))


@pytest.mark.parametrize("typed", ["31/02/1990", "1/13/1990", "1/2/2099"])
def test_an_impossible_date_is_no_date(typed):
    assert read(typed, TODAY).born is None


@pytest.mark.parametrize("typed", ["81/34U", "1981/0000034U", "81/0000034u", " 1981/34U "])
def test_a_pncid_in_any_spelling(typed):
    assert read(typed, TODAY).canonical("pncid") == "1981/0000034U"


@pytest.mark.parametrize(
    ("typed", "scheme", "canonical"),
    [
        ("65656/91H", "cro", "065656/91H"),
        ("sf83/50058z", "cro", "SF83/50058Z"),
        ("97/0000/00/123456K", "asn", "9700000000000123456K"),
        ("MORGA 657054 SM9IJ", "driver_number", "MORGA657054SM9IJ"),
        ("ab 12 34 56 c", "nino", "AB123456C"),
    ],
)
def test_numbers_in_any_spelling(typed, scheme, canonical):
    assert read(typed, TODAY).canonical(scheme) == canonical


@pytest.mark.parametrize("typed", ["AR/0000123/26", "ar/123/26", "AR 123 26", "ar-0000123-2026"])
def test_an_event_number_in_any_spelling(typed):
    assert read(typed, TODAY).event_number == "AR/0000123/26"


def test_postcode_telephone_and_registration():
    assert read("sw1a1aa").postcode == "SW1A 1AA"
    assert read("+44 7700 900123").telephone == "07700900123"
    assert read("ab12 cde").registration == "AB12CDE"


def test_a_number_beside_a_name():
    asked = read("smith sw1a 1aa", TODAY)
    assert (asked.names, asked.postcode) == ((("smith",),), "SW1A 1AA")


@given(st.text(max_size=200))
def test_anything_typed_is_read_without_an_error(text):
    assert isinstance(read(text, TODAY), Asked)
