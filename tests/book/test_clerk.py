"""One clerk seals at a time, and one that was away too long seals nothing."""

from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as rules
from hypothesis import strategies as st

from daybook.book import Act, Author, append, clerk, leases, register_kind
from daybook.book.canonical import utc_text
from daybook.book.clock import database_now
from daybook.book.merkle import leaf_hash
from daybook.book.models import Lease, Seal
from daybook.book.stored import fetch, header_sql
from helpers import OFFICER
from sealed_header import header_of

pytestmark = pytest.mark.django_db
NOTED = register_kind("test:noted", Act.NONE, "Noted for a test")


def expire():
    Lease.objects.update(until=database_now() - timedelta(seconds=1))


def test_the_standby_seals_nothing_until_the_lease_has_run_out():
    first, second = clerk.Clerk("one"), clerk.Clerk("two")
    append(NOTED, OFFICER)
    assert (first.work(), second.work()) == (1, 0)
    append(NOTED, OFFICER)
    assert second.work() == 0
    expire()
    assert second.work() == 1


def test_a_clerk_that_was_away_too_long_seals_nothing():
    first, second = clerk.Clerk("one"), clerk.Clerk("two")
    first.work()
    expire()
    second.work()
    append(NOTED, OFFICER)
    assert first.work() == 0
    assert second.work() == 1
    with pytest.raises(leases.LeaseLostError, match="no longer held by one"):
        append(NOTED, OFFICER)
        clerk.seal_pending(holder="one")
    assert Seal.objects.count() == 1


def test_a_clerk_that_stops_lets_the_next_begin_at_once():
    first, second = clerk.Clerk("one", 600), clerk.Clerk("two", 600)
    append(NOTED, OFFICER)
    first.work()
    first.stop()
    append(NOTED, OFFICER)
    assert second.work() == 1


def test_a_clerk_renews_its_lease_while_it_works(monkeypatch):
    one = clerk.Clerk("one", 9)
    one.work()
    until = Lease.objects.get(name=clerk.LEASE).until
    now = clerk.monotonic()
    monkeypatch.setattr(clerk, "monotonic", lambda: now + 4)
    one.work()
    assert Lease.objects.get(name=clerk.LEASE).until > until


def test_batches_are_sealed_in_the_order_they_were_written():
    entries = [append(NOTED, OFFICER) for _ in range(7)]
    assert [clerk.seal_pending(3) for _ in range(4)] == [3, 3, 1, 0]
    assert list(Seal.objects.order_by("seq").values_list("entry_id", flat=True)) == [
        entry.id for entry in entries
    ]


def test_a_separator_inside_a_column_is_refused():
    with pytest.raises(ValueError, match="control characters"):
        append(NOTED, Author(None, "desk\x1f1", "operational"))


words = st.text(
    st.characters(codec="utf-8", exclude_characters="\x00\x1f", exclude_categories=["Cs"]), max_size=40
)


@rules(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words,
    words,
    st.one_of(st.none(), st.uuids()),
    st.one_of(st.none(), st.uuids()),
    st.datetimes(datetime(1900, 1, 2), datetime(2999, 1, 1), timezones=st.timezones()),
)
def test_the_database_reads_every_header_back_as_it_was_sealed(device, purpose, user, record, moment):
    entry = append(NOTED, Author(user, device, purpose), "person", record, happened_at=moment)
    clerk.seal_pending()
    seal = Seal.objects.select_related("entry").get(entry=entry)
    [row] = fetch(f"SELECT {header_sql()} FROM book_entry e JOIN book_seal s ON s.entry_id = e.id "
                  "WHERE s.seq = %s", [seal.seq])  # fmt: skip
    assert bytes(row[0]) == header_of(seal.entry)
    assert bytes(seal.leaf) == leaf_hash(header_of(seal.entry))
    assert utc_text(seal.entry.happened_at) == utc_text(moment)
