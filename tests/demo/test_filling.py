"""A full suite for measurements is made of the same rows and entries that working by hand leaves."""

import pytest
from django.utils import timezone

from callers import user_with
from daybook.book.models import Entry
from daybook.custody.models import CustodyEntry, CustodyRecord
from daybook.custody.state import detentions
from daybook.demo.custody import fill_suite
from helpers import settle

pytestmark = pytest.mark.django_db


def test_a_suite_of_any_size_is_filled():
    now = timezone.now()
    suite = fill_suite(12, 20, officer=user_with("custody-officer"), now=now)
    records = CustodyRecord.objects.filter(suite=suite)
    assert records.count() == suite.cells.count() == 12
    assert CustodyEntry.objects.filter(record__suite=suite).count() == 12 * 20
    found = detentions(records.values_list("pk", flat=True)).values()
    assert {one.status for one in found} == {"detained"}
    assert {one.cell for one in found} == {cell.name for cell in suite.cells.all()}
    assert all(entry.at <= now for one in found for entry in one.entries)


def test_each_entry_of_it_is_in_the_book_and_names_its_record():
    suite = fill_suite(2, 5, officer=user_with("custody-officer"))
    settle()
    record = CustodyRecord.objects.filter(suite=suite).first()
    told = Entry.objects.filter(record_id=record.pk).order_by("happened_at")
    assert [entry.kind for entry in told][:3] == ["custody:arrival", "custody:authorised", "custody:movement"]
    assert told.count() == 5


def test_two_suites_stand_beside_each_other():
    officer = user_with("custody-officer")
    one, other = (fill_suite(2, 3, officer=officer, code=code) for code in ("one", "two"))
    assert not {r.number for r in one.records.all()} & {r.number for r in other.records.all()}
