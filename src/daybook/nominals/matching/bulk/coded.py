"""What keys are made of, each different value as a number: worked out once for all kinds of keys."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt

from daybook.nominals.matching.bulk.ragged import Numbered, Ragged, Whole, crossed
from daybook.nominals.matching.cleaning import Cleaned, Name
from daybook.nominals.matching.keys import district
from daybook.nominals.matching.phonetic import sound

MANY = 1 << 20


class Coded:
    """Records as lists of numbers. `owners` is the record of each name; `families` and `givens` are its sounds."""

    def __init__(self, records: Sequence[Cleaned]) -> None:
        self.records = records
        names = [(place, name) for place, record in enumerate(records) for name in record.names]
        self.owners = np.array([place for place, _ in names], dtype=np.int64)
        self._sounds(names)

    def _sounds(self, names: Sequence[tuple[int, Name]]) -> None:
        number = Numbered()

        @lru_cache(MANY)
        def sounds(words: tuple[str, ...], whole: bool) -> tuple[int, ...]:
            heard = (*words, "".join(words)) if whole else words
            return number.all(sorted({sound(word) for word in heard}))

        self.families = Ragged.of([sounds(name.family, True) for _, name in names])
        self.givens = Ragged.of([sounds(name.given, False) for _, name in names])
        self._long_enough = np.array([len(str(code)) > 1 for code in number.values()], dtype=bool)

    def numbered(self, of: Callable[[Cleaned], Sequence[Hashable]]) -> Ragged:
        """Any values of the records, by number."""
        return Ragged.numbered(list(map(of, self.records)))

    @cached_property
    def dates(self) -> Ragged:
        """The whole birth dates, as YYYYMMDD."""
        return Ragged.of(
            [[int(birth.digits) for birth in record.births if birth.whole] for record in self.records]
        )

    @cached_property
    def years(self) -> Ragged:
        return Ragged.of([[birth.year for birth in record.births] for record in self.records])

    @cached_property
    def districts(self) -> Ragged:
        return self.numbered(lambda record: [district(code) for code in record.postcodes])

    @cached_property
    def streets(self) -> Ragged:
        """The house of each address with its first line."""
        return self.numbered(
            lambda record: [f"{it.house} {sound(it.lines[0])}" for it in record.addresses if it.house]
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
