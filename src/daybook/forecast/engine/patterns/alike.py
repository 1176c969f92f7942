"""How alike two methods are told: by the words they share, a rare word counting more than a common one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
from scipy import sparse

from daybook.forecast.engine.arrays import Floats, Ints

LEAST = 5
"""Events a word must stand in to be compared or shown: a name that slipped into the column seldom does."""
EMPTY = re.compile(
    r"an?|and|are|as|at|be|been|by|during|for|from|had|has|have|he|her|his|in|into|is|it|its|no|not|of|off|on|or|out"
    r"|she|that|the|their|then|they|this|through|to|unknown|was|were|when|which|while|with"
)
APART = re.compile(r"[^a-z0-9]+")
TOGETHER = 200_000
"""Pairs compared at a time."""


class Alike:
    """`likeness(one, other)` of events by the numbers of their methods, in 0 to 1.

    It is the weight of the words both have, by the weight of the words either has (Jaccard); a word weighs the
    logarithm of how rare it is. Methods without a word that counts are like none.
    """

    def __init__(self, method: Ints, methods: Sequence[str]) -> None:
        said = [_words(text) for text in methods]
        often = np.bincount(method, minlength=len(methods))
        total = Counter[str]()
        for words, times in zip(said, often.tolist(), strict=True):
            total.update(dict.fromkeys(words, times))
        self.words = sorted(word for word, times in total.items() if times >= LEAST)
        self.weights = np.log(max(len(method), 1) / np.array([total[word] for word in self.words], float))
        number = {word: at for at, word in enumerate(self.words)}
        pairs = [(at, number[word]) for at, words in enumerate(said) for word in words if word in number]
        rows, columns = np.array(pairs, np.int64).reshape(-1, 2).T
        self.has = sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), (len(methods), len(self.words)))

    def likeness(self, one: Ints, other: Ints) -> Floats:
        """Of each pair of methods."""
        found = np.zeros(len(one))
        whole = self.has @ self.weights
        for low in range(0, len(one), TOGETHER):
            here, there = one[low : low + TOGETHER], other[low : low + TOGETHER]
            shared = self.has[here].multiply(self.has[there]) @ self.weights
            either = whole[here] + whole[there] - shared
            found[low : low + TOGETHER] = np.divide(shared, either, out=np.zeros(len(here)), where=either > 0)
        return found

    def surprise(self, method: Ints, share: float) -> float:
        """The weights of those words, added up: how unlikely an event is to have them all."""
        often = np.asarray(self.has[method].mean(axis=0)).ravel()
        return float(self.weights[often >= share].sum())

    def shared(self, method: Ints, share: float) -> list[str]:
        """The words that at least that share of some events have, the rarest first."""
        often = np.asarray(self.has[method].mean(axis=0)).ravel()
        found = np.flatnonzero(often >= share)
        return [self.words[at] for at in found[np.argsort(-self.weights[found], kind="stable")]]


def _words(text: str) -> frozenset[str]:
    parts = APART.split(text.casefold())
    return frozenset(part for part in parts if len(part) > 1 and not EMPTY.fullmatch(part))
