"""What an old system holds comes here, goes on coming, and is known to be gone."""

import pytest

from daybook.legacy.models import ReadRecord
from daybook.nominals.models import IndexedRecord
from daybook.records.models import Person
from old_systems import kinds

pytestmark = pytest.mark.django_db


def test_all_that_it_holds_comes_first_and_then_only_what_changes(there):
    there.typed("X-1", "Alder")
    there.typed("X-2", "Beech")
    assert there.read() == 2
    assert there.sources() == [("X-1", "Alder", False), ("X-2", "Beech", False)]
    assert there.state.whole_at
    assert there.read() == 0
    there.typed("X-2", "Birch")
    there.typed("X-3", "Cedar")
    assert there.read() == 2
    assert there.sources("X-2") == [("X-2", "Beech", False), ("X-2", "Birch", False)]
    assert (there.state.known, there.state.gone) == (3, 0)
    assert not Person.objects.exists()


def test_its_people_are_found_and_linked_as_any_source_record(there):
    there.typed("X-1", "Alder")
    there.typed("X-2", "Alder")
    there.read()
    assert IndexedRecord.objects.filter(system=there.system.name).count() == 2
    assert kinds().count("sources:received") == 1


def test_what_daybook_told_is_known_again_and_makes_nobody_new(there):
    [event] = there.arrested("Alder")
    assert there.read() == 1
    assert there.sources() == []
    assert ReadRecord.objects.get().record_id == event.pk


def test_what_was_told_is_known_by_our_number_before_its_answer_is_filed(table):
    from daybook.legacy.models import Delivery, Reference

    [event] = table.arrested("Alder")
    Reference.objects.all().delete()
    Delivery.objects.update(state="sent", reference="")
    table.read()
    assert table.sources() == []
    assert ReadRecord.objects.get().record_id == event.pk


def test_a_record_deleted_there_is_marked_gone_and_kept(there):
    there.typed("X-1", "Alder")
    there.typed("X-2", "Beech")
    there.read()
    there.silently("X-1")
    assert there.read() == 0
    assert there.sources("X-1") == [("X-1", "Alder", False)]
    there.swept()
    assert there.sources("X-1") == [("X-1", "Alder", False), ("X-1", "Alder", True)]
    assert there.row("X-1").gone_at
    assert there.row("X-2").gone_at is None
    assert kinds().count("sources:gone") == 1
    there.swept()
    assert kinds().count("sources:gone") == 1
    assert IndexedRecord.objects.filter(key="X-1").exists()


def test_one_that_comes_back_is_in_force_again(there):
    there.typed("X-1", "Alder")
    there.typed("X-2", "Beech")
    there.read()
    there.silently("X-1")
    there.swept()
    there.typed("X-1", "Alder")
    there.read()
    assert [gone for _, _, gone in there.sources("X-1")] == [False, True, False]
    assert there.row("X-1").gone_at is None


def test_what_was_changed_without_a_trace_is_found_when_all_is_read(there, no_overlap):
    there.typed("X-1", "Alder")
    there.read()
    there.silently("X-1", "Elder")
    assert there.read() == 0
    there.swept()
    assert [name for _, name, _ in there.sources("X-1")] == ["Alder", "Elder"]


def test_withdrawn_there_is_gone(there):
    there.typed("X-1", "Alder")
    there.read()
    there.typed("X-1", "Alder", state="WITHDRAWN")
    there.read()
    assert [gone for _, _, gone in there.sources("X-1")] == [False, True]
