"""One import from beginning to end: read every row, take the good ones, list the bad ones, say how it went."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import IO

from django.db import transaction
from django.utils import timezone

from daybook.book.author import Author
from daybook.book.pages import append
from daybook.estate.importing.keepers import KEEPERS
from daybook.estate.importing.sign_ons import Log, write_counts
from daybook.estate.importing.taking import Taken, take, take_references
from daybook.estate.kinds import IMPORT_ENDED
from daybook.estate.models import BadRow, ImportState, RegisterImport
from daybook.estate.register.fields import SHEETS
from daybook.estate.register.reading import Order, Row, TableError, open_table, read_rows
from daybook.estate.register.reading.tables import text_of

SAY_EVERY = 200
BAD_KEPT = 5_000
"""Bad rows that are listed; a file with more of them has its columns wrong. All are counted."""

Say = Callable[[int, int], None]
"""Told how many rows are done, and of how many (0 while that is not known)."""


def carry_out(
    run: RegisterImport, file: IO[bytes], author: Author, say: Say = lambda done, of: None
) -> RegisterImport:
    """Take the file in and write the outcome into `run`. A file that cannot be read is FAILED with the reason."""
    _begin(run)
    try:
        _take_file(run, file, author, say)
        run.state = ImportState.DONE
    except TableError as error:
        run.state, run.problem = ImportState.FAILED, str(error)
    run.content, run.finished_at = None, timezone.now()
    with transaction.atomic():
        run.save()
        append(IMPORT_ENDED, author, "registerimport", run.pk, _outcome(run))
    return run


def _begin(run: RegisterImport) -> None:
    """From the start, also where an earlier try was cut off: what that took is found unchanged."""
    run.bad_rows.all().delete()
    run.state, run.told_at = ImportState.RUNNING, timezone.now()
    run.rows = run.read = run.added = run.amended = run.unchanged = run.bad = 0
    run.save()


def _outcome(run: RegisterImport) -> dict[str, object]:
    counts = {name: getattr(run, name) for name in ("rows", "added", "amended", "unchanged", "bad")}
    counts["in_file"] = counts.pop("rows")  # in an entry, `rows` are those of the tables that it changes
    return {"filename": run.filename, "digest": run.digest, "sheet": run.sheet, **counts}


def _take_file(run: RegisterImport, file: IO[bytes], author: Author, say: Say) -> None:
    order = Order(run.order) if run.order else None
    rows = _counted(run, read_rows(SHEETS[run.sheet], open_table(file), run.columns, order), say)
    if run.sheet == "sign-ons":
        _take_log(run, rows, author)
    else:
        _take_records(run, list(rows), author, say)


def _counted(run: RegisterImport, rows: Iterable[Row], say: Say) -> Iterable[Row]:
    """The rows, while the page is told how many were read."""
    for row in rows:
        run.rows += 1
        if run.rows % SAY_EVERY == 0:
            _tell(run, run.rows, 0, say)
        yield row


def _take_log(run: RegisterImport, rows: Iterable[Row], author: Author) -> None:
    log, bad = Log(), list[Row]()
    for row in rows:
        if row.faults:
            run.bad += 1
            bad += [row] if len(bad) < BAD_KEPT else []
        else:
            log.add(row)
    _list_bad(run, bad, taken=False)
    if log.days:
        changed = write_counts(log, run, author)
        run.amended, run.unchanged = len(changed), len(log.days) - len(changed)


def _take_records(run: RegisterImport, rows: list[Row], author: Author, say: Say) -> None:
    keeper = KEEPERS[run.sheet](SHEETS[run.sheet], rows)
    for row in rows:
        row.faults += [] if row.faults else keeper.faults(row)
    good = [row for row in rows if not row.faults]
    taken = take(keeper, good, author, run.pk, lambda done: _tell(run, done, len(good), say))
    if run.sheet == "systems":
        _list_bad(run, take_references(good, author, taken), taken=True)
    bad = [row for row in rows if row.faults]
    _list_bad(run, bad[:BAD_KEPT], taken=False)
    _count(run, taken, len(bad))


def _count(run: RegisterImport, taken: Taken, bad: int) -> None:
    run.added, run.amended, run.unchanged = len(taken.added), len(taken.amended), len(taken.unchanged)
    run.bad = bad


def _tell(run: RegisterImport, done: int, of: int, say: Say) -> None:
    RegisterImport.objects.filter(pk=run.pk).update(rows=run.rows, read=done, told_at=timezone.now())
    say(done, of)


def _list_bad(run: RegisterImport, rows: list[Row], *, taken: bool) -> None:
    BadRow.objects.bulk_create(
        BadRow(
            of=run,
            row=row.number,
            faults=[fault.plain() for fault in row.faults],
            values=[text_of(cell) for cell in row.cells],
            taken=taken,
        )
        for row in rows
    )
