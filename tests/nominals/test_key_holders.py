"""A key of another system that has named several people: all of them are found, whoever was disposed of."""

from __future__ import annotations

import pytest
from django.db.models import QuerySet
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from daybook.nominals.actions.send_records import named_now
from daybook.nominals.models import SourceRecord
from daybook.nominals.receiving import families, receive
from helpers import OFFICER
from nominals_made import written

pytestmark = pytest.mark.django_db
PEOPLE = (
    ("Okafor", "Chidi", "1988-05-17"),
    ("Novak", "Petra", "1971-02-03"),
    ("Quill", "Ada", "1950-11-30"),
    ("Lindqvist", "Bo", "1999-09-09"),
    ("Zubiri", "Maite", "1964-07-21"),
)


def came(key, person, **more):
    return receive(OFFICER, [written(key, *person, **more)], timezone.now())


def held(key, system="custody"):
    return list(families([(system, key)]).get((system, key), {}))


def dispose_of(*keys):
    QuerySet(SourceRecord).filter(key__in=keys).delete()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(1, 5), st.sets(st.integers(0, 4)), st.sampled_from(["7", "CR/0007", "a#b", "7#2x", "12#"]))
def test_whoever_is_left_is_found_whichever_holders_were_disposed_of(count, gone, key):
    QuerySet(SourceRecord).delete()
    for near in ("1", "70", f"{key}0", f"{key}x#2", f"x{key}"):
        came(near, PEOPLE[0])
    names = [key, *(f"{key}#{number}" for number in range(2, count + 1))]
    for person in PEOPLE[:count]:
        came(key, person)
    assert held(key) == names
    left = [name for place, name in enumerate(names) if place not in gone]
    dispose_of(*set(names) - set(left))
    assert held(key) == left
    now = named_now("custody", key)
    assert (now.key if now else None) == (left[-1] if left else None), (
        "GET and DELETE find whom it named last"
    )
    for name, person in zip(names, PEOPLE, strict=False):
        if name in left:
            again = came(key, person)
            assert (again.new, again.changed, again.unchanged) == (0, 0, 1)
    assert held(key) == left


def test_a_newcomer_gets_a_number_after_all_who_are_left():
    for person in PEOPLE[:3]:
        came("7", person)
    dispose_of("7", "7#2")
    newcomer = came("7", PEOPLE[3])
    assert newcomer.fresh == [("custody", "7#4")]
    assert newcomer.reused == [(("custody", "7#3"), ("custody", "7#4"))]
    dispose_of("7#3", "7#4")
    assert came("7", PEOPLE[3]).fresh == [("custody", "7")]


def test_holders_of_other_systems_are_not_taken_for_one_another():
    came("7", PEOPLE[0])
    came("7", PEOPLE[1], system="north")
    came("7", PEOPLE[2], system="north")
    assert (held("7"), held("7", "north")) == (["7"], ["7", "7#2"])


def test_all_of_a_part_are_found_with_two_statements_and_with_one_where_no_key_was_used_again(
    django_assert_num_queries,
):
    for person in PEOPLE[:2]:
        came("7", person)
    came("8", PEOPLE[2])
    with django_assert_num_queries(2):
        families([("custody", "7"), ("custody", "8"), ("custody", "9")])
    with django_assert_num_queries(1):
        families([("custody", "8"), ("custody", "9")])
