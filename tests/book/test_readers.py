"""A reader has each effect once, waits after a failure, and holds nobody else up."""

from datetime import timedelta

import pytest
from django.utils import timezone

from daybook.book import Act, append, clerk, readers, register_kind
from daybook.book.models import Bookmark
from helpers import OFFICER

pytestmark = pytest.mark.django_db
NOTED = register_kind("test:noted", Act.NONE, "Noted for a test")
SEEN = register_kind("test-other:seen", Act.CONSULTATION, "Seen for a test")


class Listing:
    def __init__(self, name, kinds=None, fails=0):
        self.name, self.kinds, self.fails = name, kinds, fails
        self.read_entries = []

    def read(self, entries):
        if self.fails:
            self.fails -= 1
            raise RuntimeError("Somebody's name")
        self.read_entries += entries


@pytest.fixture
def sealed(monkeypatch):
    monkeypatch.setattr(readers, "_readers", {})
    for n in range(5):
        append(NOTED, OFFICER, "thing", OFFICER.user, notes={"n": n})
        append(SEEN, OFFICER)
    clerk.seal_pending()


def add(*args, **kwargs):
    reader = Listing(*args, **kwargs)
    readers.register(reader)
    return reader


def test_a_reader_gets_every_entry_once_and_in_order(sealed):
    reader = add("all")
    assert readers.run_once() == 10
    assert readers.run_once() == 0
    assert [entry.seq for entry in reader.read_entries] == list(range(1, 11))
    assert [entry.change for entry in reader.read_entries[:2]] == [{"n": 0}, {}]


def test_a_reader_gets_the_kinds_it_wants_and_passes_the_others(sealed):
    reader = add("some", ("test-other:",))
    readers.run_once()
    assert {entry.kind for entry in reader.read_entries} == {SEEN}
    assert Bookmark.objects.get(reader="some").seq == 10


def test_a_failing_reader_waits_longer_each_time_and_then_goes_on(sealed):
    reader = add("failing", fails=2)
    waits = []
    for failures in (1, 2):
        assert readers.run_once() == 0
        bookmark = Bookmark.objects.get(reader="failing")
        assert (bookmark.seq, bookmark.failures) == (0, failures)
        waits.append(bookmark.retry_at - timezone.now())
        assert readers.run_once() == 0
        assert Bookmark.objects.get(reader="failing").failures == failures
        Bookmark.objects.update(retry_at=timezone.now() - timedelta(seconds=1))
    assert waits[0] < waits[1]
    assert readers.run_once() == 10
    bookmark = Bookmark.objects.get(reader="failing")
    assert (bookmark.seq, bookmark.failures, bookmark.last_error) == (10, 0, "")
    assert [entry.seq for entry in reader.read_entries] == list(range(1, 11))


def test_others_are_not_held_up_by_a_failing_reader(sealed):
    add("a failing", fails=9)
    other = add("b other")
    readers.run_once()
    assert len(other.read_entries) == 10


def test_what_failed_is_told_without_anybody_s_data(sealed, caplog):
    add("failing", fails=1)
    readers.run_once()
    told = Bookmark.objects.get(reader="failing").last_error
    assert told.startswith("RuntimeError at test_readers.py:")
    assert "Somebody" not in told + caplog.text


def test_what_a_failing_reader_did_is_undone(sealed):
    class HalfDone(Listing):
        def read(self, entries):
            Bookmark.objects.create(reader="left behind")
            raise RuntimeError

    readers.register(HalfDone("half"))
    readers.run_once()
    assert not Bookmark.objects.filter(reader="left behind").exists()
