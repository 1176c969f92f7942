"""Whoever edits the book behind its back is found and named, whichever column they touch."""

import contextlib
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from daybook.book import Act, append, clerk, keys, register_kind
from daybook.book.models import Bookmark, Checkpoint, Disposal, Entry, EntryValue, Pending, Seal
from daybook.book.pages import value_digest
from daybook.book.verify import raw, verify_book
from helpers import OFFICER, settle
from sealed_header import header_of

pytestmark = pytest.mark.django_db
NOTED = register_kind("test:noted", Act.NONE, "Noted for a test")
ERASED = register_kind("test:erased", Act.ERASURE, "Erased for a test")


@contextlib.contextmanager
def attacker():
    """Someone with every right on the database: triggers and foreign keys do not stop them."""
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
        else:
            from daybook.book import triggers

            triggers.drop(connection)
        yield cursor
        transaction.set_rollback(True)


@pytest.fixture
def book():
    """Twelve entries under three checkpoints, of 4, 9 and 12."""
    for size in (4, 5, 3):
        for n in range(size):
            append(NOTED, OFFICER, "thing", OFFICER.user, notes={"n": n})
        clerk.seal_pending()
    return list(Seal.objects.order_by("seq").values_list("entry_id", flat=True))


def verify():
    return verify_book(keys.verifiers())


def id_of(entry):
    return entry.hex if connection.vendor == "sqlite" else str(entry)


def test_an_untouched_book_holds(book):
    report = verify()
    assert report.holds, report.sentences()
    assert (report.entries, report.checkpoints) == (12, 3)
    assert report.sentences() == ["The book holds: 12 entries and 3 checkpoints agree."]


def test_an_empty_book_holds():
    assert verify().holds


EDITS = {
    "kind": "'other:noted'",
    "act": "'collection'",
    "record_type": "'person'",
    "record_id": "NULL",
    "user_id": "NULL",
    "device": "'another'",
    "purpose": "'curiosity'",
    "happened_at": "'2001-01-01 00:00:00+00:00'",
    "written_at": "'2001-01-01 00:00:00+00:00'",
    "corrects_id": "id",
}


@pytest.mark.parametrize("column", EDITS)
def test_any_edited_column_of_an_entry_is_named(book, column):
    with attacker() as cursor:
        cursor.execute(f"UPDATE book_entry SET {column} = {EDITS[column]} WHERE id = %s", [id_of(book[5])])
        report = verify()
    assert (report.first.seq, report.first.entry, report.first.part) == (6, book[5].hex, "entry")
    assert "the one over 9 entries" in report.bad_checkpoint
    assert all(fault.seq == 6 for fault in report.faults)


def test_an_edited_digest_is_named_in_entry_and_value(book):
    with attacker() as cursor:
        cursor.execute("UPDATE book_entry SET value_digest = %s WHERE id = %s", [b"x" * 32, id_of(book[5])])
        report = verify()
    assert {fault.seq for fault in report.faults} == {6}
    assert {fault.part for fault in report.faults} == {"entry", "value"}


@pytest.mark.parametrize("column", ["salt", "change"])
def test_an_edited_value_is_named(book, column):
    with attacker() as cursor:
        new = b"x" * 16 if column == "salt" else '{"n":7}'
        cursor.execute(f"UPDATE book_entryvalue SET {column} = %s WHERE entry_id = %s", [new, id_of(book[3])])
        report = verify()
    assert (report.first.seq, report.first.part, report.count) == (4, "value", 1)
    assert report.bad_checkpoint == ""


def test_an_edited_seal_is_told_from_an_edited_entry(book):
    with attacker() as cursor:
        cursor.execute("UPDATE book_seal SET leaf = %s WHERE seq = 6", [b"x" * 32])
        report = verify()
    assert (report.first.seq, report.first.part, report.bad_checkpoint) == (6, "leaf", "")


def test_an_entry_edited_together_with_its_seal_is_found_in_its_section(book):
    with attacker() as cursor:
        cursor.execute("UPDATE book_entry SET device = 'another' WHERE id = %s", [id_of(book[5])])
        rows = [row for chunk in raw.sealed_rows(12) for row in chunk]
        from daybook.book.merkle import leaf_hash

        cursor.execute("UPDATE book_seal SET leaf = %s WHERE seq = 6", [leaf_hash(rows[5].header)])
        report = verify()
    assert report.first.seq == 5
    assert "among the numbers 5 to 9" in report.first.sentence
    assert "the one over 9 entries" in report.bad_checkpoint


@pytest.mark.parametrize("table", ["book_entry", "book_entryvalue", "book_seal"])
def test_a_deleted_row_is_named(book, table):
    key = {"book_entry": "id", "book_entryvalue": "entry_id", "book_seal": "entry_id"}[table]
    with attacker() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE {key} = %s", [id_of(book[5])])
        report = verify()
    assert report.first.seq == 6
    assert not report.holds


def test_swapped_seals_are_named(book):
    with attacker() as cursor:
        cursor.execute("UPDATE book_seal SET seq = 99 WHERE seq = 6")
        cursor.execute("UPDATE book_seal SET seq = 6 WHERE seq = 7")
        cursor.execute("UPDATE book_seal SET seq = 7 WHERE seq = 99")
        report = verify()
    assert "among the numbers 5 to 9" in report.first.sentence
    assert len(report.faults) == 1


def test_values_swapped_between_two_entries_are_named(book):
    one, other = (EntryValue.objects.get(entry=entry) for entry in (book[1], book[2]))
    with attacker() as cursor:
        for value, entry in ((one, other.entry_id), (other, one.entry_id)):
            cursor.execute(
                "UPDATE book_entryvalue SET salt = %s, change = %s WHERE entry_id = %s",
                [bytes(value.salt), value.change, id_of(entry)],
            )
        report = verify()
    assert [fault.seq for fault in report.faults] == [2, 3]


def test_a_cut_off_tail_contradicts_the_checkpoint(book):
    with attacker() as cursor:
        for table, column in (
            ("book_entryvalue", "entry_id"),
            ("book_entry", "id"),
            ("book_seal", "entry_id"),
        ):
            cursor.execute(f"DELETE FROM {table} WHERE {column} IN (%s, %s)", [id_of(e) for e in book[-2:]])
        report = verify()
    assert report.first.seq == 11
    assert "2 entries are gone from its end" in report.first.sentence


def test_a_tail_cut_off_with_its_checkpoint_contradicts_the_readers(book):
    Bookmark.objects.create(reader="search", seq=12)
    with attacker() as cursor:
        for table, column in (
            ("book_entryvalue", "entry_id"),
            ("book_entry", "id"),
            ("book_seal", "entry_id"),
        ):
            cursor.execute(
                f"DELETE FROM {table} WHERE {column} IN (%s, %s, %s)", [id_of(e) for e in book[-3:]]
            )
        cursor.execute("DELETE FROM book_checkpoint WHERE size = 12")
        report = verify()
    assert (report.first.seq, report.first.part) == (10, "reader")


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("size", 8),
        ("root", b"x" * 32),
        ("frontier", b"x" * 64),
        ("note", "nonsense"),
        ("made_at", "2001-01-01 00:00:00+00:00"),
    ],
)
def test_any_edited_column_of_a_checkpoint_is_named(book, column, value):
    with attacker() as cursor:
        cursor.execute(f"UPDATE book_checkpoint SET {column} = %s WHERE size = 9", [value])
        report = verify()
    assert {fault.part for fault in report.faults} == {"checkpoint"}
    assert f"the one over {8 if column == 'size' else 9} entries" in report.bad_checkpoint


def test_a_checkpoint_resigned_by_a_stranger_is_named(book):
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from daybook.book.notes import Signer, parts, sign, tree_head

    last = Checkpoint.objects.get(size=9)
    stranger = Signer(keys.signer().name, Ed25519PrivateKey.generate())
    with attacker() as cursor:
        note = sign(tree_head(parts(last.note)[0]), [stranger])
        cursor.execute("UPDATE book_checkpoint SET note = %s WHERE size = 9", [note])
        report = verify()
    assert "No known key has signed this checkpoint" in report.first.sentence


def test_a_deleted_checkpoint_is_missed_by_the_next(book):
    with attacker() as cursor:
        cursor.execute("DELETE FROM book_checkpoint WHERE size = 9")
        report = verify()
    assert "the one before is not what its note signs" in report.first.sentence


def test_deleted_last_checkpoint_leaves_entries_uncovered(book):
    with attacker() as cursor:
        cursor.execute("DELETE FROM book_checkpoint WHERE size = 12")
        report = verify()
    assert "numbers 10 to 12 are covered by no checkpoint" in report.first.sentence


def test_each_wrong_row_is_judged_by_itself(book):
    with attacker() as cursor:
        for n in (1, 10):
            cursor.execute("UPDATE book_entry SET device = 'another' WHERE id = %s", [id_of(book[n])])
        cursor.execute("UPDATE book_seal SET leaf = %s WHERE seq = 6", [b"x" * 32])
        report = verify()
    assert [(fault.seq, fault.part) for fault in report.faults] == [(2, "entry"), (6, "leaf"), (11, "entry")]


def test_an_entry_that_avoids_the_clerk_is_named(book):
    entry = append(NOTED, OFFICER)
    Pending.objects.all().delete()
    report = verify()
    assert (report.first.part, report.first.entry, report.first.seq) == ("pending", entry.id.hex, None)


def test_an_entry_filed_under_the_wrong_act_is_named():
    entry = append(NOTED, OFFICER)
    with attacker() as cursor:
        cursor.execute("UPDATE book_entry SET act = 'collection' WHERE id = %s", [id_of(entry.id)])
        clerk.seal_pending()
        report = verify()
    assert "it is filed as collection, but this kind is none" in report.first.sentence


def test_a_value_may_go_by_an_erasure_only(book):
    order = append(ERASED, OFFICER)
    Disposal.objects.create(entry_id=book[2], ordered_by=order)
    EntryValue.objects.filter(entry_id=book[2]).delete()
    settle()
    assert verify().holds


def test_a_disposal_ordered_by_anything_else_is_named(book):
    order = append(NOTED, OFFICER)
    Disposal.objects.create(entry_id=book[2], ordered_by=order)
    EntryValue.objects.filter(entry_id=book[2]).delete()
    settle()
    assert (verify().first.seq, verify().first.part) == (3, "value")


def test_the_database_gives_the_same_bytes_as_the_canonical_header(book):
    append(NOTED, OFFICER, happened_at=Entry.objects.get(id=book[0]).happened_at.replace(microsecond=0))
    settle()
    rows = [row for chunk in raw.sealed_rows(13) for row in chunk]
    for row, seal in zip(rows, Seal.objects.order_by("seq").select_related("entry__value"), strict=True):
        entry = seal.entry
        assert row.header == header_of(entry)
        assert row.digest == value_digest(bytes(entry.value.salt), entry.value.change)


def test_the_command_says_so_and_ends_with_status_1(book):
    out = StringIO()
    call_command("book_verify", "--quiet", stdout=out)
    assert "The book holds" in out.getvalue()
    with attacker() as cursor, pytest.raises(SystemExit) as ended:
        cursor.execute("UPDATE book_entry SET device = 'another' WHERE id = %s", [id_of(book[5])])
        call_command("book_verify", "--quiet", stdout=out)
    assert ended.value.code == 1
    assert f"number 6, entry {book[5].hex} (test:noted): the entry was changed" in out.getvalue()
