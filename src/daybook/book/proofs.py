"""What leaves the house so that others can check the book: notes one after another, and proofs. No Django.

A proof of inclusion is text: a heading, `index <from 0>`, `leaf <base64>`, the path (base64, one a line), a
blank line and the signed checkpoint. A proof of consistency has `from <size>` and `root <base64>` instead.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass

from daybook.book.merkle import proves_consistency, proves_inclusion
from daybook.book.notes import SIGNATURE, NoteError, TreeHead, Verifier, decoded, open_note

INCLUSION = "daybook/inclusion-proof"
CONSISTENCY = "daybook/consistency-proof"


def split_notes(text: str) -> list[str]:
    """The notes of a file that holds one after another: a note ends with its signature lines."""
    notes: list[str] = []
    lines: list[str] = []
    signed = False
    for line in text.splitlines():
        is_signature = line.startswith(SIGNATURE)
        if signed and not is_signature:
            notes, lines, signed = [*notes, _note(lines)], [], False
        if line or lines:
            lines.append(line)
        signed = signed or is_signature
    return [*notes, _note(lines)] if lines else notes


def _note(lines: Sequence[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def check_notes(notes: Sequence[str], verifiers: Sequence[Verifier]) -> tuple[list[TreeHead], list[str]]:
    """Open the notes in order; returns what they say and a sentence for each thing that is wrong."""
    heads: list[TreeHead] = []
    wrong: list[str] = []
    for number, note in enumerate(notes, start=1):
        try:
            head = open_note(note, verifiers)
        except NoteError as error:
            wrong.append(f"Checkpoint {number} of the file: {error}")
            continue
        wrong += _against(head, heads[-1]) if heads else []
        heads.append(head)
    return heads, wrong


def _against(head: TreeHead, before: TreeHead) -> list[str]:
    if head.origin != before.origin:
        return [f"The checkpoint over {head.size} entries is of another book, {head.origin}."]
    if head.size < before.size:
        return [f"After a checkpoint over {before.size} entries comes one over only {head.size}."]
    if head.size == before.size and head.root != before.root:
        return [
            f"Two checkpoints over {head.size} entries have different roots: one book was shown twice, differing."
        ]
    after = head.extension("after")
    if after and head.size > before.size and after != str(before.size):
        return [
            f"Between the checkpoints over {before.size} and {head.size} entries one over {after} is not here."
        ]
    return []


@dataclass(frozen=True, slots=True)
class Proof:
    """A parsed proof: `place` is an index or an old size, `start` a leaf or an old root."""

    heading: str
    place: int
    start: bytes
    path: tuple[bytes, ...]
    note: str

    @property
    def text(self) -> str:
        words = ("index", "leaf") if self.heading == INCLUSION else ("from", "root")
        lines = [self.heading, f"{words[0]} {self.place}", f"{words[1]} {_encode(self.start)}"]
        return _note([*lines, *map(_encode, self.path), ""]) + self.note

    @classmethod
    def parse(cls, text: str) -> Proof:
        top, _, note = text.partition("\n\n")
        try:
            heading, place, start, *path = top.split("\n")
            return cls(
                heading,
                int(place.split(" ")[1]),
                decoded(start.split(" ")[1]),
                tuple(map(decoded, path)),
                note,
            )
        except (ValueError, IndexError) as error:
            raise NoteError(
                "This is not a proof: heading, place, start, path, blank line, checkpoint."
            ) from error

    def holds(self, verifiers: Sequence[Verifier]) -> bool:
        """Whether the path leads to the root that the checkpoint signs; NoteError where none is signed."""
        head = open_note(self.note, verifiers)
        if self.heading == INCLUSION:
            return proves_inclusion(self.start, self.place, head.size, self.path, head.root)
        return proves_consistency(self.place, head.size, self.start, head.root, self.path)


def _encode(data: bytes) -> str:
    return base64.b64encode(data).decode()
