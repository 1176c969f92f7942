"""Questions whose SQL is made once answer as the querysets that they are made of."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from daybook.book import Act, clerk, register_kind
from daybook.book.asked import asked
from daybook.book.disposing import dispose
from daybook.book.models import Bookmark, Entry
from daybook.book.pages import Line, append, append_many
from daybook.book.readers import sealed_after
from helpers import OFFICER
from old_systems import VIEWED

ERASED = register_kind("sighting:erased", Act.ERASURE, "Sighting erased")
pytestmark = pytest.mark.django_db


@asked
def of(ids, since):
    return Entry.objects.filter(id__in=ids, written_at__gte=since).order_by("id")


@asked
def first_ids(most, kind):
    return Entry.objects.filter(kind=kind).order_by("id").values_list("id", flat=True)[:most]


@asked
def with_others(name):
    others = Bookmark.objects.exclude(reader=OuterRef("reader"))
    return Bookmark.objects.filter(reader=name).values_list("reader", "retry_at", Exists(others))


@asked
def to_write(name):
    return Bookmark.objects.filter(reader=name).select_for_update()


@pytest.fixture
def entries():
    return append_many([Line(VIEWED, OFFICER, "event", None, {}) for _ in range(5)])


def test_models_come_as_from_a_queryset(entries):
    ids, since = [each.id for each in entries], timezone.now() - timedelta(minutes=1)
    for number in (5, 1, 3):
        found = of(ids=ids[:number], since=since)
        plain = list(Entry.objects.filter(id__in=ids[:number]).order_by("id"))
        assert [vars(each) | {"_state": 0} for each in found] == [
            vars(each) | {"_state": 0} for each in plain
        ]
        assert not any(each._state.adding for each in found)
    assert of(ids=ids, since=timezone.now() + timedelta(minutes=1)) == []


def test_values_and_limits(entries):
    ids = [each.id for each in entries]
    assert [first_ids(most, kind=VIEWED) for most in (1, 3, 9)] == [ids[:1], ids[:3], ids]
    Bookmark.objects.create(reader="a")
    assert with_others(name="a") == [("a", None, False)]
    Bookmark.objects.create(reader="b")
    assert with_others(name="a") == [("a", None, True)]
    assert with_others(name="c") == []


def test_nothing_is_asked_of_an_empty_list():
    with CaptureQueriesContext(connection) as asked_for:
        assert of(ids=[], since=timezone.now()) == []
    assert not asked_for


@pytest.mark.django_db(transaction=True)
def test_rows_are_locked_only_within_a_transaction():
    with transaction.atomic():
        assert to_write(name="a") == []
    with pytest.raises(TransactionManagementError):
        to_write(name="a")


def test_an_entry_whose_words_were_disposed_of_is_told_without_them(entries):
    clerk.seal_pending()
    before = sealed_after(0, 10)
    dispose([entries[1].id], append(ERASED, OFFICER))
    assert [each.change for each in sealed_after(0, 10)] == [{}, None, {}, {}, {}]
    assert [each.id for each in before] == [each.id for each in entries]
    assert (before[0].user, before[0].kind, before[0].seq) == (OFFICER.user, VIEWED, 1)
