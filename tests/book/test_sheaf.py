"""Many pages in one transaction: as many entries, in order, with the same guards as one page."""

from dataclasses import replace

import pytest
from uuid_utils.compat import uuid7

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
            key = uuid7()
            sheaf.page("person:recorded", OFFICER, "vehicle", key).add(
                Vehicle, id=key, registration=f"AV{number}"
            )


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
        sheaf.page("person:recorded", OFFICER, "vehicle", uuid7()).add(Vehicle, registration="AV1")
        raise RuntimeError
    assert not Vehicle.objects.exists()
    assert not Entry.objects.exists()


def test_a_name_that_is_no_column_is_refused():
    with pytest.raises(TypeError, match="colour_code"), writing_many() as sheaf:
        sheaf.page("person:recorded", OFFICER, "vehicle", uuid7()).add(Vehicle, colour_code="red")


def test_a_record_is_never_put_beside_the_pages():
    with pytest.raises(OutsideTheBookError, match="add it to a page"), writing_many() as sheaf:
        sheaf.beside(Vehicle, registration="AV1")


def test_a_kind_or_device_that_may_not_be_is_refused():
    with pytest.raises(LookupError), writing_many() as sheaf:
        sheaf.page("nobody:knows", OFFICER, "vehicle", uuid7())
    with pytest.raises(ValueError, match="control characters"), writing_many() as sheaf:
        sheaf.page("person:recorded", replace(OFFICER, device="a\x1fb"), "vehicle", uuid7())


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
