"""Names under which records are kept: however long a key is, nobody is lost and nobody takes another's place."""

from __future__ import annotations

import pytest
from django.db.models import QuerySet
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from daybook.nominals.batches.storing import take_in
from daybook.nominals.exports import read_records
from daybook.nominals.key_names import LONGEST_KEY, MOST_NUMBER, base_key, kept_key, number_of, numbered
from daybook.nominals.models import IndexedRecord, ReviewCase, SourceRecord
from daybook.nominals.receiving import receive
from helpers import OFFICER
from nominals_made import written

PEOPLE = (
    ("Okafor", "Chidi", "1988-05-17"),
    ("Novak", "Petra", "1971-02-03"),
    ("Quill", "Ada", "1950-11-30"),
)
WIDTH = SourceRecord._meta.get_field("key").max_length
KEYS = st.one_of(
    st.text(st.sampled_from("ab#19"), min_size=1, max_size=8),
    st.integers(66, 200).map(lambda length: "k" * length),
    st.tuples(st.integers(60, 90), st.sampled_from(["#1", "#2", "#02", "#50", "x"])).map(
        lambda it: "k" * it[0] + it[1]
    ),
)
ROWS = st.lists(st.tuples(KEYS, st.sampled_from(PEOPLE)), min_size=1, max_size=8)


@given(KEYS, st.integers(1, MOST_NUMBER))
def test_every_name_fits_its_column_and_says_whose_family_it_is_of(key, number):
    base = base_key(kept_key(key))
    name = numbered(base, number)
    assert len(kept_key(key)) <= WIDTH
    assert len(name) <= WIDTH
    assert (base_key(name), number_of(name)) == (base, number)
    assert kept_key(name) == name


@given(st.sets(KEYS, min_size=2, max_size=9))
def test_two_keys_never_have_one_name(keys):
    assert len(set(map(kept_key, keys))) == len(keys)


@given(ROWS)
def test_no_two_records_of_an_export_have_one_name(rows):
    found = read_records("custody", [written(key, *person) for key, person in rows])
    assert len({one.key for one in found.records}) == len(found.records) == len(set(rows))
    assert [one.key for one in found.written] == [one.key for one in found.records]


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example([("k" * 79, PEOPLE[0]), ("k" * 79, PEOPLE[1]), ("k" * 81, PEOPLE[2])])
@example([("7", PEOPLE[0]), ("7#2", PEOPLE[2]), ("7", PEOPLE[1])])
@example([("7#50", PEOPLE[0]), ("7#50", PEOPLE[1])])
@given(ROWS)
def test_everybody_of_an_export_is_kept_and_findable_and_the_same_the_second_time(rows):
    QuerySet(SourceRecord).delete()
    QuerySet(IndexedRecord).delete()
    ReviewCase.objects.all().delete()
    for again in (False, True):
        taken = take_in(OFFICER, [read_records("custody", [written(key, *person) for key, person in rows])])
        names = set(SourceRecord.objects.values_list("key", flat=True))
        assert (taken.unchanged == len(set(rows))) is again
        assert set(IndexedRecord.objects.values_list("key", flat=True)) == names
    said = {tuple(row.written["names"][0]) for row in SourceRecord.objects.all()}
    assert said == {person[:2] for _, person in rows}
    for one in SourceRecord.objects.filter(version__gt=1):
        before = SourceRecord.objects.get(system="custody", key=one.key, version=one.version - 1)
        assert before.written["names"] == one.written["names"], "nobody is a later version of somebody else"


@pytest.mark.django_db
@pytest.mark.parametrize("length", [70, 71, 78, 79, 80, 81, 300])
def test_a_key_of_any_length_that_names_another_now_is_asked_about(length):
    key = "k" * length
    for person in PEOPLE:
        taken = take_in(OFFICER, [read_records("custody", [written(key, *person)])])
    [(before, newcomer)] = taken.reused
    assert (number_of(before[1]), number_of(newcomer[1])) == (2, 3)
    assert ReviewCase.objects.filter(trouble="reused").count() == 2
    again = take_in(OFFICER, [read_records("custody", [written(key, *PEOPLE[0])])])
    assert (again.new, again.unchanged) == (0, 1)


@pytest.mark.django_db
def test_where_the_numbers_of_a_key_are_used_up_the_first_free_one_is_taken():
    base = "k" * LONGEST_KEY
    for person in PEOPLE:
        taken = take_in(OFFICER, [read_records("custody", [written(f"{base}#{MOST_NUMBER}", *person)])])
    assert taken.reused == [(("custody", f"{base}#{MOST_NUMBER}"), ("custody", f"{base}#3"))]
    names = list(SourceRecord.objects.order_by("pk").values_list("key", flat=True))
    assert names == [f"{base}#{MOST_NUMBER}", f"{base}#2", f"{base}#3"]
    again = take_in(OFFICER, [read_records("custody", [written(f"{base}#{MOST_NUMBER}", *PEOPLE[1])])])
    assert (again.new, again.unchanged) == (0, 1)


@pytest.mark.django_db
def test_a_long_key_that_was_kept_whole_is_the_same_record_still():
    key = "k" * 79
    receive(OFFICER, [written("x", *PEOPLE[0])], timezone.now())
    QuerySet(SourceRecord).filter(key="x").update(key=key)
    export = read_records("custody", [written(key, *PEOPLE[0], towns=("Norwich",))])
    taken = take_in(OFFICER, [export])
    assert (taken.new, taken.changed, taken.fresh) == (0, 1, [("custody", key)])
    other = take_in(OFFICER, [read_records("custody", [written(key, *PEOPLE[1])])])
    assert other.reused == [(("custody", key), ("custody", f"{kept_key(key)}#2"))]
    assert ReviewCase.objects.get().trouble == "reused"


def test_a_key_that_is_stored_under_another_name_is_told_with_its_row():
    found = read_records("custody", [written("k" * LONGEST_KEY), written("k" * 71, *PEOPLE[1])])
    told = {fault: (number, where) for fault, number, where in found.tally.lines()}
    assert told["a key of more than 70 characters: stored under its beginning and a hash of the whole"] == (
        1,
        "row 2",
    )
