"""Checkpoints that someone outside has kept, against the book as it is now."""

from __future__ import annotations

from collections.abc import Sequence

from daybook.book.notes import NoteError, TreeHead, Verifier, open_note
from daybook.book.proofs import split_notes
from daybook.book.tree import tree_of
from daybook.book.verify import raw
from daybook.book.verify.report import Fault, Report


def verify_against(report: Report, text: str, verifiers: Sequence[Verifier]) -> None:
    """Each checkpoint in the text must be the beginning of this book. Run it after `verify_book`."""
    notes = split_notes(text)
    if not notes:
        report.add(Fault("witness", "the file from outside holds no checkpoint."))
    for note in notes:
        try:
            head = open_note(note, verifiers)
        except NoteError as error:
            report.add(Fault("witness", f"a checkpoint from outside cannot be used. {error}"))
        else:
            _compare(report, head)
    report.remarks.append(f"Compared with {len(notes):,} checkpoints kept outside.")


def _compare(report: Report, head: TreeHead) -> None:
    last, _ = raw.bounds()
    if head.size > last:
        cut = f"the book ends at number {last}, but a checkpoint kept outside signs {head.size:,} entries."
        report.add(Fault("witness", cut, last + 1))
    elif tree_of(head.size).root != head.root:
        rewritten = (
            f"the first {head.size:,} entries are not those of the checkpoint kept outside: rewritten."
        )
        report.add(Fault("witness", rewritten))
