"""What a record says, as pages show it: one value once, however its system writes it."""

from __future__ import annotations

import pytest

from daybook.nominals.indexing import index_people
from daybook.nominals.queries.canonical import LATEST, ONLY_SAID, aliases, canonical
from daybook.nominals.queries.sides import day_words, sides_of
from nominals_made import person, source
from people_made import record

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("1992-05-22", "22 May 1992"),
        ("22/05/1992", "22 May 1992"),
        ("22051992", "22 May 1992"),
        ("03/04/1990", "03/04/1990"),
        ("1992", "1992"),
        ("31/02/1990", "31/02/1990"),
        ("about 40", "about 40"),
    ],
)
def test_a_date_stands_in_words_where_it_can_be_read_in_one_way_only(written, shown):
    assert day_words(written) == shown


@pytest.mark.parametrize(
    ("ages", "shown"),
    [
        (("40", "3/2/2019"), "about 40 on 3/2/2019 (born about 1978 or 1979)"),
        (("about 40", "2019-02-23T10:00:00"), "about 40 on 23 February 2019 (born about 1978 or 1979)"),
        (("30s", "25/12/2020"), "30s on 25 December 2020 (born about 1980 to 1990)"),
        (("adult", "2019"), "adult on 2019"),
        (("40", ""), "about 40"),
    ],
)
def test_a_guessed_age_is_shown_with_its_day_and_the_years_of_birth_it_leaves_open(ages, shown):
    (side,) = sides_of([source("P1", born="", ages=(ages,))]).values()
    assert dict(side.facts)["Age"] == (shown,)
    assert [one.value for one in canonical([side]) if one.label == "Age"] == [shown]


def test_a_birth_reckoned_from_a_guess_is_shown_as_one_and_an_age_beside_a_birth_date_is_not_in_use():
    guessed = record(family_name="Okafor", given_names="Chidi", apparent_age=40)
    index_people([guessed.pk])
    (side,) = sides_of([("daybook", str(guessed.pk))]).values()
    assert dict(side.facts)["Birth date"] == ("about 1986",)
    (side,) = sides_of([source("P1", born="1988-05-17", ages=(("40", "2019"),))]).values()
    assert not dict(side.facts)["Age"]


def test_what_two_systems_say_alike_is_no_other_value_and_names_of_any_script_are_kept():
    ours = person("Khalid", "Mohammed", "1992-05-22", sex="1", identifiers={"pncid": "81/34U"})
    there = source("C1", "خالد", "محمد", "22/05/1992", sex="M", numbers=(("pncid", "1981/0000034U"),))
    single = source("N1", "", "Mohammed", "1992", system="national_computer")
    sides = list(sides_of([ours, there, single]).values())
    chosen = {one.label: one for one in canonical(sides)}
    assert chosen["PNCID"].others == ()
    assert chosen["Birth date"].others == (("1992", "National computer N1"),)
    assert (chosen["Sex"].value, chosen["Sex"].rule) == ("Male", "recorded in Daybook")
    assert aliases(sides, chosen["Name"].value) == [
        ("محمد خالد", "Custody C1"),
        ("Mohammed", "National computer N1"),
    ]


def test_a_value_in_use_is_one_that_says_something_whoever_wrote_it_last():
    nowhere = {"addresses": ("UNKNOWN",), "phones": ("00000000000",)}
    home = {"addresses": ("No fixed abode", "4 Mill Lane"), "phones": ("07700 900123",)}
    before = source("C1", "Do Not Use", "", "01/01/1900", **home)
    after = source("C2", "Okafor", "Chidi", "17/05/1988", **nowhere)
    chosen = {one.label: one for one in canonical(list(sides_of([before, after]).values()))}
    values = [chosen[label].value for label in ("Name", "Birth date", "Address", "Telephone")]
    assert values == ["Chidi Okafor", "17 May 1988", "4 Mill Lane", "07700 900123"]
    assert chosen["Address"].others == (("UNKNOWN", "Custody C2"),)
    assert {chosen[label].rule for label in ("Name", "Birth date", "Address", "Telephone")} == {ONLY_SAID}


@pytest.mark.parametrize(
    ("label", "told", "short"),
    [
        ("Telephone", {"phones": ("07700 900123",)}, {"phones": ("555123",)}),
        ("Telephone", {"phones": ("07700 900123",)}, {"phones": ("2211",)}),
        ("Address", {"addresses": ("4 Mill Lane",)}, {"addresses": ("Flat 2",)}),
        ("Address", {"addresses": ("4 Mill Lane",)}, {"addresses": ("12",)}),
    ],
)
def test_a_local_number_and_a_house_alone_say_something_though_nobody_is_compared_by_them(label, told, short):
    sides = sides_of([source("C1", **told), source("C2", **short)]).values()
    chosen = {one.label: one for one in canonical(list(sides))}[label]
    assert (chosen.source, chosen.rule) == ("Custody C2", LATEST)


@pytest.mark.parametrize(
    ("label", "nothing"),
    [
        ("Telephone", {"phones": ("none",)}),
        ("Telephone", {"phones": ("0000",)}),
        ("Address", {"addresses": ("-",)}),
    ],
)
def test_what_holds_no_value_at_all_says_nothing(label, nothing):
    told = source("C1", phones=("07700 900123",), addresses=("4 Mill Lane",))
    chosen = {one.label: one for one in canonical(list(sides_of([told, source("C2", **nothing)]).values()))}
    assert chosen[label].source == "Custody C1"


def test_a_filler_is_shown_where_nothing_else_was_written():
    (side,) = sides_of([source("C1", "UNKNOWN", "", "01/01/1900", addresses=("NFA",))]).values()
    assert [one.value for one in canonical([side])] == ["UNKNOWN", "01/01/1900", "NFA"]
