"""The stretches between two checkpoints: each is judged by itself, so that one wrong row does not blame the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from daybook.book.merkle import Tree
from daybook.book.notes import NoteError, TreeHead, Verifier, open_note
from daybook.book.verify import raw
from daybook.book.verify.report import Fault, Report

NEVER = 1 << 62


class Sections:
    """Grows the tree of the hashes that the entries give now, and compares it at each checkpoint.

    From the first row whose hash is not the sealed one until the next checkpoint, a second tree grows from the
    sealed hashes: which of the two the checkpoint signs tells whether the entry or its seal was changed.
    """

    def __init__(
        self, report: Report, verifiers: Sequence[Verifier], rows: Iterator[raw.CheckpointRow]
    ) -> None:
        self.report = report
        self.verifiers = verifiers
        self.tree = Tree()
        self.sealed: Tree | None = None
        self.suspects: list[raw.SealedRow] = []
        self.broken = False
        self.start = 0
        self._waiting = rows
        self._next = next(self._waiting, None)
        self._size = self._next.size if self._next else NEVER

    def suspect(self, row: raw.SealedRow) -> None:
        """Remember a row whose hash is not the sealed one; to be called before `add`."""
        if self.sealed is None:
            self.sealed = Tree(self.tree.size, list(self.tree.peaks))
        self.suspects.append(row)

    def add(self, seq: int, leaf: bytes, sealed: bytes) -> None:
        self.tree.add(leaf)
        if self.sealed is not None:
            self.sealed.add(sealed)
        if seq >= self._size:
            self._close()

    def skip_to(self, seq: int) -> None:
        """Numbers before this one are missing: the trees cannot be right until a checkpoint sets them up again."""
        self.broken = True
        while self._next and self._size < seq:
            self._close()
            self.broken = self.broken or self.start < seq - 1

    def finish(self, last: int) -> None:
        """After the last entry: nothing may be left on either side."""
        if last > self.start and not self._next:
            sentence = f"numbers {self.start + 1} to {last} are covered by no checkpoint (table checkpoint)."
            self.report.add(Fault("checkpoint", sentence, self.start + 1))
        self._name_suspects(false=False, sealed=False)
        for row in chain([self._next] if self._next else [], self._waiting):
            self.report.checkpoints += 1
            self._blame(row)
            gone = f"{row.size - last:,} entries are gone from its end"
            sentence = f"the book ends at number {last}, but a checkpoint signs {row.size:,} entries: {gone}."
            self.report.add(Fault("number", sentence, last + 1))

    def _close(self) -> None:
        """The tree has come to a checkpoint: judge the section, then go on from what was signed."""
        row = self._next
        if row is None:
            return
        self.report.checkpoints += 1
        head = self._open(row)
        root = head.root if head else row.root
        agrees = self.tree.root == root and not self.broken
        sealed = self.sealed is not None and self.sealed.root == root
        if not agrees and head and head.size == row.size:
            self._blame(row)
            self._explain(row)
        self._name_suspects(false=agrees, sealed=sealed)
        self._compare(row, head, agrees)
        self._go_on(row, root)

    def _open(self, row: raw.CheckpointRow) -> TreeHead | None:
        """What the note of a checkpoint signs; None, and a fault, where its signature is not good."""
        try:
            return open_note(row.note, self.verifiers)
        except NoteError as error:
            self._blame(row)
            self._fault(row, f"its signed note is not valid. {error}")
            return None

    def _explain(self, row: raw.CheckpointRow) -> None:
        if not self.suspects and not self.broken:
            sentence = (
                f"among the numbers {self.start + 1} to {row.size}, rows were swapped or replaced together with "
                "their hashes (tables seal and entry): they do not give the signed root."
            )
            self.report.add(Fault("leaf", sentence, self.start + 1))

    def _name_suspects(self, *, false: bool, sealed: bool) -> None:
        """`false`: the entries give the signed root, so the sealed hashes were changed; `sealed`: the other way."""
        for row in self.suspects:
            if row.header is None:
                part, what = "entry", "the entry itself is gone (table entry)."
            elif sealed:
                part, what = "entry", "the entry was changed after it was sealed (table entry)."
            elif false:
                part, what = "leaf", "its sealed hash was changed (table seal, leaf)."
            else:
                part, what = "entry", "the entry (table entry) or its seal (table seal) was changed."
            self.report.add(Fault(part, f"{row.name}: {what}", row.seq, row.entry))
        self.suspects = []

    def _compare(self, row: raw.CheckpointRow, head: TreeHead | None, agrees: bool) -> None:
        """The columns of a checkpoint against its own note and, where that is right, against the tree."""
        if head is None:
            return
        told = {
            "size": (head.size, row.size),
            "root": (head.root, row.root),
            "made_at": (head.extension("made"), row.made_at),
            "the one before": (head.extension("after"), str(self.start)),
            "frontier": (self.tree.frontier if agrees else row.frontier, row.frontier),
        }
        for column, (signed, stored) in told.items():
            if signed != stored:
                self._blame(row)
                self._fault(row, f"{column} is not what its note signs (table checkpoint).")

    def _go_on(self, row: raw.CheckpointRow, root: bytes) -> None:
        try:
            signed = Tree.from_frontier(row.size, row.frontier)
        except ValueError:
            signed = Tree()
        if signed.root == root:
            self.tree, self.broken = signed, False
        elif self.sealed is not None and self.sealed.root == root:
            self.tree = self.sealed
        self.sealed, self.start = None, row.size
        self._next = next(self._waiting, None)
        self._size = self._next.size if self._next else NEVER

    def _blame(self, row: raw.CheckpointRow) -> None:
        self.report.bad_checkpoint = self.report.bad_checkpoint or f"{row.name}."

    def _fault(self, row: raw.CheckpointRow, what: str) -> None:
        self.report.add(Fault("checkpoint", f"checkpoint over {row.size:,} entries: {what}", self.start + 1))
