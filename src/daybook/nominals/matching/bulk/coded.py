"""Records with their values as numbers: each different value is worked out once, for keys, columns and rarity alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import chain, count
from operator import attrgetter
from typing import Any

import numpy as np
import numpy.typing as npt

from daybook.nominals.matching.bulk.ragged import Ragged, Whole, crossed, numbered
from daybook.nominals.matching.cleaning import Cleaned, Name
from daybook.nominals.matching.keys import district
from daybook.nominals.matching.phonetic import sound

Different = tuple[Whole, list[Any]]
"""(the number of each value, the different values in the order of their numbers)."""
WORDS = {"family": ("family", "surname"), "given": ("given", "first")}
"""Of which part of a name a frequency table counts which word."""


class Coded(Sequence[Cleaned]):
    """The records, and lists of numbers for them: `owners` is the record of each name."""

    def __init__(self, records: Sequence[Cleaned]) -> None:
        self.records = records
        self._values: dict[str, tuple[Whole, list[Any]]] = {}
        self._parts: dict[tuple[str, str], Different] = {}
        self._terms: dict[str, tuple[Ragged, list[str]]] = {}

    @classmethod
    def of(cls, records: Sequence[Cleaned]) -> Coded:
        return records if isinstance(records, Coded) else cls(records)

    def __len__(self) -> int:
        return len(self.records)

    def __getitem__(self, place: Any) -> Any:
        return self.records[place]

    def values(self, of: str) -> tuple[Whole, list[Any]]:
        """(how many values each record has, all values one after another)."""
        if of not in self._values:
            rows = list(map(attrgetter(of), self.records))
            counts = np.fromiter(map(len, rows), np.int64, len(rows))
            self._values[of] = counts, list(chain.from_iterable(rows))
        return self._values[of]

    def parts(self, of: str, part: str = "") -> Different:
        """The different values of all records; with `part`, the different parts of that name that they have."""
        if (of, part) not in self._parts:
            _, values = self.values(of)
            self._parts[of, part] = numbered(list(map(attrgetter(part), values)) if part else values)
        return self._parts[of, part]

    def numbers(self, of: str) -> Ragged:
        """The values of each record, by number."""
        return Ragged(self.parts(of)[0], self.values(of)[0])

    def _made(self, of: str, made: Callable[[Any], int]) -> Ragged:
        """A number for each value, made of it."""
        at, different = self.parts(of)
        return Ragged(np.fromiter(map(made, different), np.int64, len(different))[at], self.values(of)[0])

    @cached_property
    def owners(self) -> Whole:
        counts, _ = self.values("names")
        return np.repeat(np.arange(len(counts)), counts)

    def terms(self, table: str) -> tuple[Ragged, list[str]]:
        """(by number the terms of each record that the frequency table counts, the different terms)."""
        if table not in WORDS:
            return self.numbers(f"{table}s"), self.parts(f"{table}s")[1]
        if table not in self._terms:
            self._terms[table] = self._words(table)
        return self._terms[table]

    def _words(self, table: str) -> tuple[Ragged, list[str]]:
        """The words of the names in use."""
        part, which = WORDS[table]
        at, different = self.parts("names", part)
        word_at, words = numbered([getattr(name, which) for name in names_of(part, different)])
        counts, _ = self.values("names")
        in_use = word_at[at[(np.cumsum(counts) - counts)[counts > 0]]]
        known = np.array(list(map(bool, words)), dtype=bool)[in_use]
        many = np.zeros(len(self), dtype=np.int64)
        many[counts > 0] = known
        return Ragged(in_use[known], many), words

    @cached_property
    def _sounds(self) -> tuple[Ragged, Ragged, npt.NDArray[np.bool_]]:
        """(those of the family names, those of the given names, which of them are longer than one sign)."""
        codes: defaultdict[str, int] = defaultdict(count().__next__)

        def heard(part: str, *, whole: bool) -> Ragged:
            at, different = self.parts("names", part)
            words = ((*its, "".join(its)) if whole else its for its in different)
            rows = [[codes[code] for code in sorted(set(map(sound, its or ("",))))] for its in words]
            return Ragged.of(rows).take(at)

        families, givens = heard("family", whole=True), heard("given", whole=False)
        return families, givens, np.array([len(code) > 1 for code in codes], dtype=bool)

    @cached_property
    def dates(self) -> Ragged:
        """The whole birth dates, as YYYYMMDD."""
        its = self._made("births", lambda birth: int(birth.digits) if birth.whole else 0)
        whole = its.values > 0
        return Ragged(its.values[whole], np.bincount(its.owners[whole], minlength=len(self)))

    @cached_property
    def years(self) -> Ragged:
        return self._made("births", attrgetter("year"))

    @cached_property
    def districts(self) -> Ragged:
        at, postcodes = self.parts("postcodes")
        return Ragged(numbered(list(map(district, postcodes)))[0][at], self.values("postcodes")[0])

    @cached_property
    def streets(self) -> Ragged:
        """The house of each address with its first line."""
        (house_at, houses), (lines_at, lines) = (self.parts("addresses", its) for its in ("house", "lines"))
        street_at, streets = numbered([sound(its[0]) if its else "" for its in lines])
        there = np.array(list(map(bool, houses)), dtype=bool)[house_at]
        both = house_at[there] * len(streets) + street_at[lines_at[there]]
        counts, _ = self.values("addresses")
        owners = np.repeat(np.arange(len(self)), counts)[there]
        return Ragged(both, np.bincount(owners, minlength=len(self)))

    @cached_property
    def words(self) -> tuple[Whole, Whole, Whole]:
        """(record, sound, whole birth date): each word of a name longer than an initial with each date."""
        families, givens, long_enough = self._sounds
        found = [crossed(codes, self.dates.take(self.owners)) for codes in (families, givens)]
        rows, code, digits = (np.concatenate(its) for its in zip(*found, strict=True))
        fit = long_enough[code] if len(long_enough) else np.zeros(0, dtype=bool)
        return self.owners[rows[fit]], code[fit], digits[fit]

    @cached_property
    def pairs(self) -> tuple[Whole, Whole, Whole]:
        """(record, smaller sound, larger sound): each family name with each given name."""
        families, givens, _ = self._sounds
        rows, family, given = crossed(families, givens)
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


def names_of(part: str, different: Sequence[tuple[str, ...]]) -> list[Name]:
    """Names of which only that part is known, so that what follows from it is worked out as it is for a whole name."""
    return [Name(its, ()) if part == "family" else Name((), its) for its in different]
