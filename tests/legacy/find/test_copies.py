"""Systems that answer nobody who waits are searched in our own copy, and the page says how old it is."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from callers import signed_on_client
from daybook.book import writing
from daybook.book.models import Entry
from daybook.legacy.find.asking import sought_of
from daybook.legacy.find.copies import copy_of
from daybook.legacy.find.meant import is_meant
from daybook.legacy.mapping import Sought
from daybook.legacy.models import Ask, Reading, System
from daybook.nominals.arrived_record import keep
from daybook.nominals.gone import mark_gone
from daybook.nominals.matching import Written
from daybook.nominals.models import SourceRecord
from daybook.records.models import Handling, Person
from find_made import person_there
from helpers import OFFICER, settle
from people_made import ZOE, record

pytestmark = pytest.mark.django_db
NIGHT = datetime(2026, 11, 30, 5, 0, tzinfo=UTC)
EARLIER = datetime(2026, 10, 1, 5, 0, tzinfo=UTC)
HER = Written(
    key="C-7", system="drop", names=(("O’Brien", "Zoë Ann"),), births=("01/02/1990",), sex="2",
    numbers=(("pncid", "81/34U"),),
)  # fmt: skip
OTHER = Written(key="C-8", system="drop", names=(("Quill", "Ada"),), births=("1971",))


def read_in(*records, at=NIGHT):
    for one in records:
        keep(OFFICER, one, at)


def looked_up(words, client=None):
    client = client or signed_on_client("officer")
    return client.get(client.post(reverse("records:search"), {"words": words}).url).content.decode()


@pytest.mark.parametrize(
    "words",
    [
        "zoe obrien",
        "o'brien",
        "O’Brien Zoë",
        "brien",
        "obrien 1/2/1990",
        "obrien 1990",
        "ann obr",
        "1981/34U",
    ],
)
def test_she_is_found_however_she_is_written(words):
    read_in(HER, OTHER)
    found = copy_of("drop", sought_of(words), 50)
    assert [one.written.key for one in found.found] == ["C-7"]
    assert found.read_at == NIGHT


@pytest.mark.parametrize(
    "words", ["zoe quill", "obrien 2/2/1990", "obrien 1991", "1992/200001R", "bri zoe x"]
)
def test_who_is_not_meant_is_not_given(words):
    read_in(HER, OTHER)
    assert copy_of("drop", sought_of(words), 50).found == []


def test_of_a_birth_only_the_year_of_which_is_known_every_day_may_be_meant():
    assert is_meant(OTHER, Sought((("quill",),), (date(1971, 6, 30), date(1971, 6, 30))))
    assert not is_meant(OTHER, Sought((("quill",),), (date(1972, 1, 1), date(1972, 12, 31))))


def test_what_it_said_last_counts():
    read_in(HER, at=EARLIER)
    read_in(Written(key="C-7", system="drop", names=(("O’Brien", "Nora"),), births=("01/02/1990",)))
    assert copy_of("drop", sought_of("zoe"), 50).found == []
    (one,) = copy_of("drop", sought_of("nora"), 50).found
    assert one.read_at == NIGHT


def test_what_it_holds_no_more_is_not_found_and_the_day_is_that_of_its_last_reading():
    read_in(HER, OTHER, at=EARLIER)
    Reading.objects.create(system="drop", read_at=NIGHT)
    assert copy_of("drop", sought_of("zoe"), 50).read_at == NIGHT
    mark_gone(OFFICER, [("drop", "C-7")], NIGHT)
    assert copy_of("drop", sought_of("zoe"), 50).found == []


def test_no_more_than_is_asked_for_and_nothing_of_another_system():
    read_in(HER, OTHER, Written(key="L-1", system="ledger", names=(("Quill", "Ada"),)))
    assert [one.written.key for one in copy_of("drop", Sought((("quill",),)), 50).found] == ["C-8"]
    assert len(copy_of("drop", Sought((("",),)), 1).found) == 1
    assert copy_of("nothing", Sought((("quill",),)), 50) is None


@given(st.text(min_size=1, max_size=30), st.text(max_size=30))
def test_whoever_has_a_name_is_found_by_it(family, given_names):
    one = Written(key="1", system="drop", names=((family, given_names),))
    for reading in sought_of(family).names:
        assert is_meant(one, Sought((reading,)))


def test_the_page_shows_it_with_the_day_of_the_file_and_counts_it_apart(systems):
    systems.join("drop", cannot=True)
    systems.join("ledger", person_there("L-7", "Quill", "Ada"))
    read_in(HER, OTHER)
    page = looked_up("quill")
    assert "1 of 2 old systems has answered. 1 cannot be asked: what was last read of it is shown." in page
    assert "From our copy" in page
    assert "1 found, as of what was read of it on 30 November 2026 05:00." in page
    assert "Drop C-8" in page
    assert "Read in as it stood on 30 November 2026 05:00" in page
    assert "Nobody so named, as of what was read of it on 30 November 2026 05:00." in looked_up("nemo")


def test_what_was_shown_from_the_copy_is_a_look_in_the_book(systems):
    systems.join("drop", cannot=True)
    read_in(OTHER)
    looked_up("quill")
    (entry,) = Entry.objects.filter(kind="old-system:asked")
    assert '"records":["C-8"]' in entry.value.change.replace(" ", "")
    assert '"state":"copy"' in entry.value.change.replace(" ", "")


def test_one_that_does_not_answer_is_said_so_and_what_was_read_of_it_stands_below(systems):
    systems.join("ledger", away=True)
    read_in(Written(key="L-7", system="ledger", names=(("Quill", "Ada"),)))
    page = looked_up("quill")
    assert "Ledger is not answering." in page
    assert "0 of 1 old systems have answered." in page
    assert "1 found, as of what was read of it on 30 November 2026 05:00." in page


def test_one_that_is_paused_is_not_asked_and_its_copy_is_shown(systems):
    systems.join("ledger", person_there("L-7", "Quill"))
    System.objects.create(name="ledger", paused=True, paused_reason="Moving house")
    read_in(Written(key="L-7", system="ledger", names=(("Quill", "Ada"),)))
    page = looked_up("quill")
    assert "It is paused. Moving house" in page
    assert "Ledger L-7" in page
    assert systems.asked == []


def test_out_of_the_copy_it_is_taken_in_with_one_click_and_kept_once(systems):
    systems.join("drop", cannot=True)
    read_in(OTHER)
    client = signed_on_client("officer")
    looked_up("quill", client)
    answer = client.post(reverse("legacy:take-in-found"), {"record": f"{Ask.objects.get().pk}:0"})
    assert answer.url == reverse("records:person", args=[Person.objects.get().pk])
    assert SourceRecord.objects.count() == 1
    assert "In Daybook as this person" in looked_up("quill", client)


def test_a_record_of_somebody_whom_one_may_not_see_is_not_shown(systems):
    systems.join("drop", cannot=True)
    ours = record(ZOE)
    settle()
    read_in(Written(
        key="C-9", system="drop", names=(("OBrien", "Zoe"),), births=("1990-02-01",),
        numbers=(("pncid", "1981/0000034U"),),
    ))  # fmt: skip
    assert "Drop C-9" in looked_up("obrien")
    with writing("person:corrected", OFFICER, record=ours) as change:
        ours.handling = Handling.SEALED
        change.save(ours)
    assert "Drop C-9" not in looked_up("obrien")


def test_a_copy_that_was_begun_late_says_what_it_lacks(systems):
    systems.join("drop", cannot=True)
    read_in(OTHER)
    assert "cannot be found here" not in looked_up("obrien")
    Reading.objects.create(system="drop", read_at=NIGHT, whole_at=NIGHT, from_now=True)
    page = looked_up("obrien")
    assert "Who stood in it before 30 November 2026 05:00 was not read in, and cannot be found here." in page


def test_over_the_api_the_copy_says_how_old_it_is(systems):
    systems.join("drop", cannot=True)
    read_in(OTHER)
    client = signed_on_client("officer")
    (answer,) = client.post(
        "/api/v1/old-systems/search", {"words": "quill"}, content_type="application/json"
    ).json()
    assert (answer["state"], answer["read_at"]) == ("copy", "2026-11-30T05:00:00Z")
    assert answer["records"][0]["read_at"] == "2026-11-30T05:00:00Z"
