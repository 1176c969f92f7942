"""Merkle tree hashing as in RFC 6962 section 2.1, and the compact frontier that lets a tree grow. No Django."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
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


Subtree = Callable[[int, int], bytes]
"""The root over the leaves from the first index up to, not including, the second."""


def inclusion_path(index: int, size: int, subtree: Subtree, offset: int = 0) -> list[bytes]:
    """The hashes that lead from the leaf at that index (from 0) to the root of `size` leaves (RFC 6962, 2.1.1)."""
    if size <= 1:
        return []
    split = _split(size)
    if index < split:
        return [
            *inclusion_path(index, split, subtree, offset),
            subtree(offset + split, offset + size),
        ]
    return [
        *inclusion_path(index - split, size - split, subtree, offset + split),
        subtree(offset, offset + split),
    ]


def consistency_path(old: int, size: int, subtree: Subtree) -> list[bytes]:
    """The hashes that show the tree of `old` leaves to be the beginning of that of `size` (RFC 6962, 2.1.2)."""
    return _consistency(old, 0, size, subtree, whole=True) if 0 < old < size else []


def _consistency(old: int, start: int, size: int, subtree: Subtree, *, whole: bool) -> list[bytes]:
    if old == size:
        return [] if whole else [subtree(start, start + size)]
    split = _split(size)
    if old <= split:
        left = _consistency(old, start, split, subtree, whole=whole)
        return [*left, subtree(start + split, start + size)]
    right = _consistency(old - split, start + split, size - split, subtree, whole=False)
    return [*right, subtree(start, start + split)]


def _split(size: int) -> int:
    """The largest power of two below the size."""
    return 1 << (size - 1).bit_length() - 1


def proves_inclusion(leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Whether the path leads from the leaf to the root (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    node, last = index, size - 1
    for step in path:
        if last == 0:
            return False
        if node & 1 or node == last:
            leaf = node_hash(step, leaf)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            leaf = node_hash(leaf, step)
        node, last = node >> 1, last >> 1
    return last == 0 and leaf == root


def proves_consistency(old: int, size: int, old_root: bytes, root: bytes, path: Sequence[bytes]) -> bool:
    """Whether the path shows the old tree to be the beginning of the new (RFC 9162, 2.1.4.2)."""
    if old == size:
        return not path and old_root == root
    if old == 0:
        return not path and old_root == EMPTY_ROOT
    if not 0 < old < size or not path:
        return False
    steps = [old_root, *path] if old & (old - 1) == 0 else list(path)
    node, last = old - 1, size - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    first = second = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if node & 1 or node == last:
            first, second = node_hash(step, first), node_hash(step, second)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            second = node_hash(second, step)
        node, last = node >> 1, last >> 1
    return last == 0 and (first, second) == (old_root, root)
