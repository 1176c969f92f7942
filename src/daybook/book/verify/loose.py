"""What lies beside the sealed book: values that are gone, entries in no tray, rows that belong to nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from daybook.book.kinds import Act
from daybook.book.stored import as_id, fetch
from daybook.book.verify import raw
from daybook.book.verify.report import Fault, Report

ABREAST = 500


def find(report: Report) -> None:
    """Add a fault for each row outside the sealed entries that should not be as it is."""
    for fault in (*unsealed(), *sealed_and_pending(), *orphans(), *readers_ahead()):
        report.add(fault)


def check_missing_values(report: Report, rows: Sequence[raw.SealedRow]) -> None:
    """A value may be missing only where an erasure entry ordered its disposal."""
    for at in range(0, len(rows), ABREAST):
        some = rows[at : at + ABREAST]
        allowed = _disposed([row.entry for row in some])
        for row in some:
            if row.header is not None and row.entry not in allowed:
                what = "what it said is gone (table entryvalue) and no erasure ordered it."
                report.add(Fault("value", f"{row.name}: {what}", row.seq, row.entry))


def _disposed(ids: Sequence[str]) -> set[str]:
    marks = ", ".join(["%s"] * len(ids))
    query = f"""SELECT {as_id("d.entry_id")} FROM book_disposal d JOIN book_entry o ON o.id = d.ordered_by_id
        WHERE o.act = '{Act.ERASURE.value}' AND {as_id("d.entry_id")} IN ({marks})"""
    return {row[0] for row in fetch(query, list(ids))}


def unsealed() -> Iterator[Fault]:
    query = f"""SELECT {as_id("e.id")}, e.kind FROM book_entry e
        LEFT JOIN book_seal s ON s.entry_id = e.id LEFT JOIN book_pending p ON p.entry_id = e.id
        WHERE s.seq IS NULL AND p.id IS NULL"""
    for entry, kind in fetch(query):
        yield Fault(
            "pending", f"entry {entry} ({kind}) has no number and does not wait for one.", None, entry
        )


def sealed_and_pending() -> Iterator[Fault]:
    query = f"""SELECT s.seq, {as_id("s.entry_id")} FROM book_pending p
        JOIN book_seal s ON s.entry_id = p.entry_id"""
    for seq, entry in fetch(query):
        yield Fault("pending", f"number {seq}, entry {entry}: it waits to be sealed again.", seq, entry)


def orphans() -> Iterator[Fault]:
    for table, what in (("entryvalue", "value"), ("disposal", "value"), ("pending", "pending")):
        query = f"""SELECT {as_id("t.entry_id")} FROM book_{table} t
            LEFT JOIN book_entry e ON e.id = t.entry_id WHERE e.id IS NULL"""
        for (entry,) in fetch(query):
            yield Fault(what, f"a row of table {table} belongs to entry {entry}, which is gone.", None, entry)


def readers_ahead() -> Iterator[Fault]:
    """A reader that has read further than the book goes is a witness that its end was cut off."""
    query = """SELECT b.reader, b.seq, t.last FROM book_bookmark b,
        (SELECT coalesce(max(seq), 0) AS last FROM book_seal) t WHERE b.seq > t.last ORDER BY b.seq"""
    for reader, seq, last in fetch(query):
        sentence = f"the book ends at number {last}, but the reader {reader} has read number {seq}."
        yield Fault("reader", sentence, last + 1)
