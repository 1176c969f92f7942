"""The growing tree and its proofs against the definitions of RFC 6962, written out naively."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daybook.book.merkle import (
    EMPTY_ROOT,
    Tree,
    consistency_path,
    inclusion_path,
    leaf_hash,
    node_hash,
    proves_consistency,
    proves_inclusion,
)

LEAVES = [leaf_hash(bytes([n])) for n in range(70)]
sizes = st.integers(0, 70)


def naive_root(leaves):
    """MTH(D[n]) of RFC 6962 section 2.1, over leaf hashes."""
    if not leaves:
        return hashlib.sha256().digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return node_hash(naive_root(leaves[:split]), naive_root(leaves[split:]))


def naive_path(m, leaves):
    """PATH(m, D[n]) of section 2.1.1."""
    if len(leaves) == 1:
        return []
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    if m < split:
        return [*naive_path(m, leaves[:split]), naive_root(leaves[split:])]
    return [*naive_path(m - split, leaves[split:]), naive_root(leaves[:split])]


def subtree(begin, end):
    return naive_root(LEAVES[begin:end])


def tree(size):
    grown = Tree()
    grown.extend(LEAVES[:size])
    return grown


def test_the_empty_root_is_that_of_the_standard():
    assert EMPTY_ROOT.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert leaf_hash(b"").hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"


def test_roots_of_the_standards_test_leaves():
    """The eight leaves and roots that certificate transparency implementations share."""
    data = [
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    ]
    grown = Tree()
    grown.extend(leaf_hash(bytes.fromhex(text)) for text in data)
    assert grown.root.hex() == "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"


@given(sizes)
def test_the_growing_tree_has_the_naive_root(size):
    assert tree(size).root == naive_root(LEAVES[:size])


@given(sizes, sizes)
def test_a_tree_goes_on_from_its_frontier(size, more):
    size, whole = sorted((size, more))
    resumed = Tree.from_frontier(size, tree(size).frontier)
    resumed.extend(LEAVES[size:whole])
    assert (resumed.root, resumed.frontier) == (tree(whole).root, tree(whole).frontier)


def test_a_frontier_of_the_wrong_length_is_refused():
    with pytest.raises(ValueError, match="full subtrees"):
        Tree.from_frontier(3, b"x" * 32)


@given(st.integers(1, 70), st.data())
def test_every_entry_has_a_proof_and_no_other_leaf_has(size, data):
    index = data.draw(st.integers(0, size - 1))
    path = inclusion_path(index, size, subtree)
    assert path == naive_path(index, LEAVES[:size])
    root = tree(size).root
    assert proves_inclusion(LEAVES[index], index, size, path, root)
    assert not proves_inclusion(leaf_hash(b"another"), index, size, path, root)
    assert not proves_inclusion(LEAVES[index], index, size, [*path, root], root)
    assert not proves_inclusion(LEAVES[index], size, size, path, root)


@given(sizes, sizes)
def test_every_older_tree_is_shown_to_be_the_beginning(one, other):
    old, size = sorted((one, other))
    path = consistency_path(old, size, subtree)
    assert proves_consistency(old, size, tree(old).root, tree(size).root, path)
    assert not proves_consistency(old, size, leaf_hash(b"another"), tree(size).root, path)
    if 0 < old < size:
        assert not proves_consistency(old, size, tree(old).root, leaf_hash(b"another"), path)
        assert not proves_consistency(old, size, tree(old).root, tree(size).root, path[:-1])
