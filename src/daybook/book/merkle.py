"""Merkle tree hashing as in RFC 6962 section 2.1, and the compact frontier that lets a tree grow. No Django."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

EMPTY_ROOT = hashlib.sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


@dataclass(slots=True)
class Tree:
    """A growing tree: its size and the roots of its full subtrees, largest (leftmost) first."""

    size: int = 0
    peaks: list[bytes] = field(default_factory=list)

    @classmethod
    def from_frontier(cls, size: int, frontier: bytes) -> Tree:
        """Go on from a stored frontier: 32 bytes for each full subtree, leftmost first."""
        if len(frontier) != 32 * size.bit_count():
            raise ValueError(
                f"A tree of {size} leaves has {size.bit_count()} full subtrees, not {len(frontier) / 32}."
            )
        return cls(size, [frontier[at : at + 32] for at in range(0, len(frontier), 32)])

    @property
    def frontier(self) -> bytes:
        return b"".join(self.peaks)

    def add(self, leaf: bytes) -> None:
        """Append a leaf hash: amortised two hashes a leaf."""
        size, peaks = self.size, self.peaks
        sha256 = hashlib.sha256
        while size & 1:
            leaf = sha256(b"\x01" + peaks.pop() + leaf).digest()
            size >>= 1
        peaks.append(leaf)
        self.size += 1

    def extend(self, leaves: Iterable[bytes]) -> None:
        for leaf in leaves:
            self.add(leaf)

    @property
    def root(self) -> bytes:
        """The RFC 6962 tree head of what was added so far."""
        if not self.peaks:
            return EMPTY_ROOT
        root = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            root = node_hash(peak, root)
        return root
