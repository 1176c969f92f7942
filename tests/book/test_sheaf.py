"""Many pages in one transaction: as many entries, in order, with the same guards as one page."""

import pytest

from daybook.book import writing
from daybook.book.keys import verifiers
from daybook.book.models import Entry
from daybook.book.rows import OutsideTheBookError
from daybook.book.sheaf import writing_many
from daybook.book.verify import verify_book, verify_records
from daybook.records.models import Vehicle
from helpers import OFFICER, settle

pytestmark = pytest.mark.django_db


def write(count):
    with writing_many() as sheaf:
        for number in range(count):
            car = Vehicle(registration=f"AV{number}")
            sheaf.page("person:recorded", OFFICER, car).save(car)


def test_each_page_is_an_entry_in_order_and_every_row_is_in_one():
    write(30)
    assert [car.registration for car in Vehicle.objects.order_by("pk")] == [f"AV{n}" for n in range(30)]
    told = list(Entry.objects.order_by("id").values_list("record_id", flat=True))
    assert told == list(Vehicle.objects.order_by("pk").values_list("pk", flat=True))
    settle()
    report = verify_book(verifiers())
    verify_records(report)
    assert report.holds
    assert report.entries == 30


def test_a_failure_leaves_neither_rows_nor_entries():
    with pytest.raises(RuntimeError), writing_many() as sheaf:
        sheaf.page("person:recorded", OFFICER).save(Vehicle(registration="AV1"))
        raise RuntimeError
    assert not Vehicle.objects.exists()
    assert not Entry.objects.exists()


def test_a_row_that_is_there_already_is_refused():
    write(1)
    with pytest.raises(OutsideTheBookError, match="new rows only"), writing_many() as sheaf:
        sheaf.page("person:recorded", OFFICER).save(Vehicle.objects.get())


def test_a_row_saved_beside_the_sheaf_is_refused():
    with pytest.raises(OutsideTheBookError), writing_many():
        Vehicle(registration="AV1").save()


def test_a_sheaf_does_not_nest_in_a_page():
    with writing("person:recorded", OFFICER), pytest.raises(OutsideTheBookError), writing_many():
        pass


def test_an_empty_sheaf_writes_nothing():
    with writing_many():
        pass
    assert not Entry.objects.exists()
