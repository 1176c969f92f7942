"""Which known words are one slip of a key away: looked up, not searched for (symmetric delete)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from rapidfuzz.distance import OSA

SHORTEST = 3


class Vocabulary:
    """The words of all names in the index. Each is kept under itself and itself less each one letter.

    Two words within one insertion, deletion, change or turn of neighbouring letters share such a form.
    """

    def __init__(self, words: Iterable[str] = ()) -> None:
        self._under: defaultdict[str, set[str]] = defaultdict(set)
        for word in words:
            self.add(word)

    def add(self, word: str) -> None:
        """Take up a word; words of fewer than 3 letters have too many neighbours to mean anything."""
        if len(word) >= SHORTEST:
            for form in forms(word):
                self._under[form].add(word)

    def near(self, word: str) -> list[str]:
        """The known words exactly one slip away, in order."""
        if len(word) < SHORTEST:
            return []
        found = {other for form in forms(word) for other in self._under.get(form, ())}
        return sorted(other for other in found if one_slip_away(word, other))


def one_slip_away(word: str, other: str) -> bool:
    """One insertion, deletion, change or turn of neighbouring letters apart."""
    return OSA.distance(word, other, score_cutoff=1) == 1


def forms(word: str) -> Iterator[str]:
    """The word, and the word less each one letter."""
    yield word
    for place in range(len(word)):
        yield word[:place] + word[place + 1 :]
