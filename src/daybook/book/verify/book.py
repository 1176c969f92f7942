"""The walk through the book: every entry hashed again, every checkpoint compared with the tree that results."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from daybook.book.kinds import all_kinds
from daybook.book.notes import Verifier
from daybook.book.verify import loose, raw
from daybook.book.verify.report import Fault, Progress, Report
from daybook.book.verify.sections import Sections


def verify_book(verifiers: Sequence[Verifier], progress: Progress = lambda done: None) -> Report:
    """Verify all that is sealed, and that nothing lies outside. `progress` is told how many entries were done."""
    report = Report()
    last, largest = raw.bounds()
    walk = Walk(report, Sections(report, verifiers, raw.checkpoints(largest)))
    for rows in raw.sealed_rows(last):
        walk.chunk(rows)
        progress(report.entries)
    walk.sections.finish(walk.expected - 1)
    loose.find(report)
    if walk.unknown:
        report.remarks.append(f"Kinds of entry that no room here knows: {', '.join(sorted(walk.unknown))}.")
    return report


class Walk:
    """Where the walk is: the number that comes next, and the tree so far in `sections`."""

    def __init__(self, report: Report, sections: Sections) -> None:
        self.report = report
        self.sections = sections
        self.expected = 1
        self.acts = {kind.name: kind.act.value for kind in all_kinds()}
        self.unknown: set[str] = set()

    def chunk(self, rows: Sequence[raw.SealedRow]) -> None:
        """The inner loop of verification: about ten microseconds an entry."""
        sha256, sections, acts = hashlib.sha256, self.sections, self.acts
        for row in rows:
            seq, _, header, sealed, kind, act, digest, salt, change = row
            if seq != self.expected:
                self._gap(seq)
            self.expected = seq + 1
            leaf = sha256(b"\x00" + header).digest() if header is not None else b""
            if leaf != sealed:
                sections.suspect(row)
            if salt is not None and change is not None and sha256(salt + change).digest() != digest:
                self._wrong_value(row)
            if acts.get(kind or "") != act:
                self._check_act(row)
            sections.add(seq, leaf, sealed)
        gone = [row for row in rows if row.salt is None or row.change is None]
        loose.check_missing_values(self.report, gone)
        self.report.entries += len(rows)

    def _gap(self, seq: int) -> None:
        one = seq - self.expected == 1
        missing = f"number {self.expected} is" if one else f"numbers {self.expected} to {seq - 1} are"
        sentence = f"{missing} missing from the book (table seal)."
        self.report.add(Fault("number", sentence, self.expected))
        self.sections.skip_to(seq)

    def _wrong_value(self, row: raw.SealedRow) -> None:
        sentence = (
            f"{row.name}: what it says was changed; the change and its salt (table entryvalue) "
            "do not give the digest in the entry."
        )
        self.report.add(Fault("value", sentence, row.seq, row.entry))

    def _check_act(self, row: raw.SealedRow) -> None:
        if row.kind is None or row.act is None:
            return
        if row.kind not in self.acts:
            self.unknown.add(row.kind)
            return
        sentence = (
            f"{row.name}: it is filed as {row.act}, but this kind is {self.acts[row.kind]} (table entry)."
        )
        self.report.add(Fault("entry", sentence, row.seq, row.entry))
