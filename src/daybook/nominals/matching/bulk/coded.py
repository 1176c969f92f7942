"""What keys are made of, each different value as a number: worked out once for all kinds of keys."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from itertools import chain, count
from operator import attrgetter
from typing import Any

import numpy as np
import numpy.typing as npt

from daybook.nominals.matching.bulk.ragged import Ragged, Whole, crossed, numbered
from daybook.nominals.matching.cleaning import Birth, Cleaned
from daybook.nominals.matching.keys import district
from daybook.nominals.matching.phonetic import sound


class Coded:
    """Records as lists of numbers. `owners` is the record of each name; `families` and `givens` are its sounds."""

    def __init__(self, records: Sequence[Cleaned]) -> None:
        self.records = records
        rows = list(map(attrgetter("names"), records))
        self.owners = np.repeat(np.arange(len(rows)), np.fromiter(map(len, rows), np.int64, len(rows)))
        names = list(chain.from_iterable(rows))
        self._codes: defaultdict[str, int] = defaultdict(count().__next__)
        self.families = self._heard(list(map(attrgetter("family"), names)), whole=True)
        self.givens = self._heard(list(map(attrgetter("given"), names)), whole=False)
        self._long_enough = np.array([len(code) > 1 for code in self._codes], dtype=bool)

    def _heard(self, words: Sequence[tuple[str, ...]], *, whole: bool) -> Ragged:
        """The sounds of the words of each name; with `whole`, of all of them as one word too."""
        at, different = numbered(words)
        heard = [{sound(word) for word in ((*its, "".join(its)) if whole else its)} for its in different]
        return Ragged.of([[self._codes[code] for code in sorted(its)] for its in heard]).take(at)

    def numbered(self, of: str) -> Ragged:
        """Any values of the records, by number."""
        return Ragged.numbered(list(map(attrgetter(of), self.records)))

    def _different(self, of: str) -> tuple[Ragged, list[Any]]:
        rows = list(map(attrgetter(of), self.records))
        counts = np.fromiter(map(len, rows), np.int64, len(rows))
        at, different = numbered(list(chain.from_iterable(rows)))
        return Ragged(at, counts), different

    @cached_property
    def _births(self) -> tuple[Ragged, list[Birth]]:
        return self._different("births")

    @cached_property
    def dates(self) -> Ragged:
        """The whole birth dates, as YYYYMMDD."""
        its, births = self._births
        whole = np.array([birth.whole for birth in births], dtype=bool)[its.values]
        digits = np.array([int(birth.digits) for birth in births], dtype=np.int64)[its.values]
        return Ragged(digits[whole], np.bincount(its.owners[whole], minlength=len(self.records)))

    @cached_property
    def years(self) -> Ragged:
        its, births = self._births
        return Ragged(np.array([birth.year for birth in births], dtype=np.int64)[its.values], its.counts)

    @cached_property
    def districts(self) -> Ragged:
        its, postcodes = self._different("postcodes")
        return Ragged(numbered(list(map(district, postcodes)))[0][its.values], its.counts)

    @cached_property
    def streets(self) -> Ragged:
        """The house of each address with its first line."""
        return Ragged.numbered(
            [
                [(it.house, sound(it.lines[0])) for it in its if it.house] if its else ()
                for its in map(attrgetter("addresses"), self.records)
            ]
        )

    @cached_property
    def words(self) -> tuple[Whole, Whole, Whole]:
        """(record, sound, whole birth date): each word of a name longer than an initial with each date."""
        found = [crossed(codes, self.dates.take(self.owners)) for codes in (self.families, self.givens)]
        rows, code, digits = (np.concatenate(its) for its in zip(*found, strict=True))
        fit = self._long_enough[code] if len(self._long_enough) else np.zeros(0, dtype=bool)
        return self.owners[rows[fit]], code[fit], digits[fit]

    @cached_property
    def pairs(self) -> tuple[Whole, Whole, Whole]:
        """(record, smaller sound, larger sound): each family name with each given name."""
        rows, family, given = crossed(self.families, self.givens)
        return self.owners[rows], np.minimum(family, given), np.maximum(family, given)

    def pairs_with(self, its: Ragged) -> tuple[Whole, Whole, Whole, Whole]:
        """(record, sounds, value): each pair of names with each value of its record."""
        owner, low, high = self.pairs
        alone = Ragged(np.arange(len(owner)), np.ones(len(owner), dtype=np.int64))
        at, pair, value = crossed(alone, its.take(owner))
        return owner[at], low[pair], high[pair], value

    @property
    def without_date(self) -> npt.NDArray[np.bool_]:
        """The records that have no whole birth date."""
        return np.asarray(self.dates.counts == 0)
