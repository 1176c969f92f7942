"""What a record says, as pages show it: one value once, however its system writes it."""

from __future__ import annotations

import pytest

from daybook.nominals.queries.canonical import aliases, canonical
from daybook.nominals.queries.sides import day_words, sides_of
from nominals_made import person, source

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
