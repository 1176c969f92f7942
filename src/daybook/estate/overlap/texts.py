"""Names and descriptions as sparse rows of weighted letter groups (TF-IDF), so that a product of rows is a likeness."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from math import log
from typing import Any

import numpy as np
from anyascii import anyascii
from scipy import sparse

Sparse = Any
"""A scipy CSR matrix; scipy brings no types."""

LETTERS, STEM = 3, 6
OFTENER = 0.1
"""How much oftener, as a share of rows, a term must come with another to go with it."""
VERSION = re.compile(r"\b(?:v|ver|version|release|r)?\.?\s?\d+(?:\.\d+)*\b")
APART = re.compile(r"[^a-z0-9]+")
BUMP = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
EMPTY_WORDS = frozenset(
    [
        "a",
        "an",
        "and",
        "by",
        "for",
        "from",
        "in",
        "of",
        "on",
        "or",
        "our",
        "the",
        "to",
        "with",
        "system",
        "systems",
    ]
)


def plain(text: str) -> str:
    """Small ASCII letters, one space between words, "CrimeTrack" as two words, versions and empty words left out."""
    lower = VERSION.sub(" ", anyascii(BUMP.sub(" ", text)).lower())
    return " ".join(word for word in APART.split(lower) if word and word not in EMPTY_WORDS)


def letter_groups(text: str) -> Iterator[str]:
    """Groups of three letters, inside words; a space stands for the edge of a word."""
    for word in plain(text).split():
        edged = f" {word} "
        for start in range(len(edged) - LETTERS + 1):
            yield edged[start : start + LETTERS]


def terms(text: str) -> Iterator[str]:
    """Letter groups and whole words, the words by their first letters, so that endings do not matter."""
    yield from letter_groups(text)
    yield from (f"={word[:STEM]}" for word in plain(text).split())


def rows(bags: Sequence[Iterable[tuple[str, float]]]) -> Sparse:
    """One row for each bag of (term, weight), one column for each term; weights of the same term add up."""
    columns: dict[str, int] = {}
    places, values, ends = [], [], [0]
    for bag in bags:
        for term, weight in bag:
            places.append(columns.setdefault(term, len(columns)))
            values.append(weight)
        ends.append(len(places))
    shape = len(bags), max(len(columns), 1)
    made = sparse.csr_matrix((np.array(values, float), np.array(places, int), np.array(ends)), shape=shape)
    made.sum_duplicates()
    return made


def rarity(matrix: Sparse) -> Sparse:
    """Each column weighted by how few rows have it: log(rows / rows with it) + 1, after Sparck Jones (1972)."""
    having = np.bincount(matrix.indices, minlength=matrix.shape[1])
    weights = np.log(max(matrix.shape[0], 1) / np.maximum(having, 1)) + 1
    return matrix @ sparse.diags(weights)


def text_rows(texts: Sequence[str]) -> Sparse:
    """Rows of length 1 whose product is the cosine of two texts, 0 to 1; an empty text gives an empty row."""
    return cosine_rows([terms(text) for text in texts])


def cosine_rows(bags: Sequence[Iterable[str]]) -> Sparse:
    """The same for terms of any kind; what comes often counts by the logarithm of its number."""
    counted = rows([[(term, 1.0) for term in bag] for bag in bags])
    counted.data = 1 + np.vectorize(log, otypes=[float])(counted.data) if counted.nnz else counted.data
    return unit_rows(sparse.csr_matrix(rarity(counted)))


def unit_rows(matrix: Sparse) -> Sparse:
    """Each row brought to length 1; an empty one stays empty."""
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    return sparse.csr_matrix(sparse.diags(1 / np.maximum(lengths, 1e-12)) @ matrix)


def associated(matrix: Sparse) -> Sparse:
    """Each row with what goes with its terms: those that rows with the term have oftener than all rows, by how much.

    So two texts without a word in common are alike where a third has the words of both: one writes of dogs, another
    of canines, and a third of canines and dogs.
    """
    ones = sparse.csr_matrix(matrix > 0, dtype=float)
    having = np.bincount(ones.indices, minlength=ones.shape[1])
    both = sparse.coo_matrix(ones.T @ ones)
    oftener = both.data / having[both.row] - having[both.col] / max(ones.shape[0], 1)
    kept = (oftener > OFTENER) & (both.row != both.col)
    beside = sparse.csr_matrix((oftener[kept], (both.row[kept], both.col[kept])), shape=both.shape)
    return sparse.csr_matrix(matrix + matrix @ beside)
