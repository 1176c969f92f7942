"""The book takes entries only whole, numbers them densely and refuses to be rewritten."""

import json

import pytest
from django.db import DatabaseError, connection, transaction

from daybook.book import Act, append, clerk, register_kind
from daybook.book.models import Checkpoint, Entry, EntryValue, Pending, Seal
from daybook.book.notes import open_note
from helpers import OFFICER, settle

pytestmark = pytest.mark.django_db
NOTED = register_kind("test:noted", Act.NONE, "Noted for a test")


def test_an_entry_waits_for_the_clerk_and_is_then_numbered():
    entries = [append(NOTED, OFFICER, notes={"n": n}) for n in range(5)]
    assert Pending.objects.count() == 5
    settle()
    assert list(Seal.objects.order_by("seq").values_list("seq", "entry_id")) == [
        (n + 1, entry.id) for n, entry in enumerate(entries)
    ]
    assert not Pending.objects.exists()


def test_a_checkpoint_is_signed_over_all_entries_so_far():
    from daybook.book import keys

    for n in range(3):
        append(NOTED, OFFICER, notes={"n": n})
        clerk.seal_pending()
    last = Checkpoint.objects.order_by("-size")[0]
    head = open_note(last.note, keys.verifiers())
    assert (head.size, head.root) == (3, bytes(last.root))


def test_the_change_is_kept_word_for_word():
    entry = append(NOTED, OFFICER, notes={"name": "Zoë Ó Súilleabháin"})
    assert json.loads(EntryValue.objects.get(entry=entry).change) == {"name": "Zoë Ó Súilleabháin"}


@pytest.mark.parametrize("table", ["book_entry", "book_entryvalue", "book_seal", "book_checkpoint"])
@pytest.mark.parametrize("verb", ["UPDATE {} SET {} = {}", "DELETE FROM {}"])
def test_the_database_refuses_to_rewrite_the_book(table, verb):
    append(NOTED, OFFICER)
    settle()
    column = {"book_seal": "seq", "book_checkpoint": "size"}.get(
        table, "entry_id" if "value" in table else "id"
    )
    with (
        pytest.raises(DatabaseError, match="append only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(verb.format(table, column, column))


def test_an_entry_rolled_back_leaves_nothing():
    with pytest.raises(RuntimeError), transaction.atomic():
        append(NOTED, OFFICER)
        raise RuntimeError
    assert not Entry.objects.exists()
    assert not Pending.objects.exists()
