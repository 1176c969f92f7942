"""The score of a pair in bits, prior included, and why: the same figure for one typed record and for a whole batch."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass

from daybook.nominals.matching.cleaning import Cleaned
from daybook.nominals.matching.features import COMPARISONS, FIELDS, NOT_KNOWN, Field
from daybook.nominals.matching.model.frequencies import shared_terms
from daybook.nominals.matching.model.model import Model

PRIOR = "How likely before looking"
ByRarity = tuple[int, Field, Mapping[int, tuple[str, ...]]]
"""The column of a field, the field, and the frequency tables of those of its levels that weigh by rarity."""


@dataclass(frozen=True, slots=True)
class Step:
    """One bar of the waterfall: what was compared, how it came out in plain words, what that is worth in bits."""

    field: str
    words: str
    bits: float


@dataclass(frozen=True, slots=True)
class Match:
    """A candidate and its score; `levels` are the numbers of the levels, one for each of `FIELDS`."""

    candidate: Cleaned
    bits: float
    levels: tuple[int, ...]


class Scorer:
    """Scores pairs by a model against an index of `size` records. 0 bits: as likely one person as two."""

    def __init__(self, model: Model, size: int) -> None:
        self.model = model
        self.prior = model.prior_bits(size)
        self.weights = model.weights()
        self._by_rarity = [
            (column, it, {number: level.rarity for number, level in enumerate(it.levels, 1) if level.rarity})
            for column, it in enumerate(FIELDS)
            if any(level.rarity for level in it.levels)
        ]

    def among(self, size: int) -> Scorer:
        """The same weights, against an index of another size."""
        other = copy(self)
        other.prior = self.model.prior_bits(size)
        return other

    def score(self, first: Cleaned, second: Cleaned) -> Match:
        """How likely the two are one person."""
        levels = tuple([comparison(first, second) for comparison in COMPARISONS])
        return Match(second, self.bits(first, second, levels), levels)

    def bits(self, first: Cleaned, second: Cleaned, levels: tuple[int, ...]) -> float:
        """The score of a pair whose levels are known."""
        total = self.prior
        for its, level in zip(self.weights, levels, strict=True):
            total += its[level]
        return total + self._rarities(self._by_rarity, first, second, levels)

    def best(self, asked: Cleaned, candidates: Iterable[Cleaned], most: int = 10) -> list[Match]:
        """The likeliest candidates, best first; equal scores in the order of their keys."""
        score = self._against(asked)
        rows = ((*score(one), place, one) for place, one in enumerate(candidates))
        found = ((-bits, one.system, one.key, place, levels, one) for bits, levels, place, one in rows)
        return [Match(one, -least, tuple(levels)) for least, *_, levels, one in heapq.nsmallest(most, found)]

    def _against(self, asked: Cleaned) -> Callable[[Cleaned], tuple[float, list[int]]]:
        """(bits, levels) of a candidate: only fields in which `asked` agrees with itself are looked at, for where it
        has nothing the level is `NOT_KNOWN` beside everybody."""
        telling = [
            (column, it.compare, self.weights[column])
            for column, it in enumerate(FIELDS)
            if it.compare(asked, asked) != NOT_KNOWN
        ]
        rarity = [its for its in self._by_rarity if any(column == its[0] for column, _, _ in telling)]
        nothing = [NOT_KNOWN] * len(FIELDS)

        def score(candidate: Cleaned) -> tuple[float, list[int]]:
            levels, total = nothing.copy(), self.prior
            for column, comparison, weights in telling:
                level = levels[column] = comparison(asked, candidate)
                total += weights[level]
            return total + self._rarities(rarity, asked, candidate, levels), levels

        return score

    def waterfall(self, first: Cleaned, second: Cleaned) -> list[Step]:
        """Why the score is what it is: the prior, then each field that says something; they add up to the score."""
        levels = self.score(first, second).levels
        steps = [Step(PRIOR, f"one person in {2**-self.prior:,.0f}", self.prior)]
        for it, number, its in zip(FIELDS, levels, self.weights, strict=True):
            if (level := it.level(number)) and (its[number] or level.rarity):
                rare = self._rarity(it, its[number], level.rarity, first, second) if level.rarity else 0.0
                steps.append(Step(it.label, level.words + _rarity_words(rare), its[number] + rare))
        return steps

    def _rarities(
        self, fields: Sequence[ByRarity], first: Cleaned, second: Cleaned, levels: Sequence[int]
    ) -> float:
        """Bits for all rare terms that the two share."""
        total = 0.0
        for column, it, rare in fields:
            tables = rare.get(levels[column])
            if tables:
                total += self._rarity(it, self.weights[column][levels[column]], tables, first, second)
        return total

    def _rarity(
        self, it: Field, weight: float, tables: tuple[str, ...], first: Cleaned, second: Cleaned
    ) -> float:
        """Bits for sharing a rare term, within the field's limits; none where they share none."""
        rare = 0.0
        for table in tables:
            shared = shared_terms(first, second, table)
            if not shared:
                return 0.0
            rare += max([self.model.rarity_bits(table, term) for term in shared])
        return min(max(weight + rare, min(weight, 0.0)), max(it.most, weight)) - weight


def _rarity_words(bits: float) -> str:
    return ", and rare" if bits >= 1 else ", but common" if bits <= -1 else ""
