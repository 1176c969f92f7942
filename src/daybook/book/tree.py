"""The Merkle tree as the sealed hashes give it: roots and proofs for any size of the book."""

from __future__ import annotations

from collections.abc import Iterator

from daybook.book.clerk import tree_at
from daybook.book.merkle import Tree, consistency_path, inclusion_path
from daybook.book.models import Checkpoint, Seal


def leaves(begin: int, end: int) -> Iterator[bytes]:
    """Sealed hashes by index from 0: entry number `index + 1`, the end left out."""
    rows = Seal.objects.filter(seq__gt=begin, seq__lte=end).order_by("seq").values_list("leaf", flat=True)
    return map(bytes, rows.iterator(chunk_size=10_000))


def subtree(begin: int, end: int) -> bytes:
    tree = Tree()
    tree.extend(leaves(begin, end))
    return tree.root


def tree_of(size: int) -> Tree:
    """The tree over the first `size` entries, from the checkpoint before it and the hashes after that."""
    tree = tree_at(Checkpoint.objects.filter(size__lte=size).order_by("-size").first())
    tree.extend(leaves(tree.size, size))
    return tree


def prove_inclusion(seq: int, size: int) -> list[bytes]:
    return inclusion_path(seq - 1, size, subtree)


def prove_consistency(old: int, size: int) -> list[bytes]:
    return consistency_path(old, size, subtree)
