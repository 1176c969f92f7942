"""A labelled sample: pairs that people judged, or the true person of some records; and what it says of a run."""

from __future__ import annotations

import csv
import gzip
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import sqrt
from pathlib import Path

import numpy as np
import numpy.typing as npt

from daybook.nominals.matching import Cleaned, Pairs, identity

Pair = tuple[int, int]
Identity = tuple[str, str]
SURE = 0.5
PERSON_HEADING = ("system", "key", "person")
PAIR_HEADINGS = (
    ("first_system", "first_key", "second_system", "second_key", "same"),
    ("source_dataset_l", "unique_id_l", "source_dataset_r", "unique_id_r", "clerical_match_score"),
)
Z = 1.959964
"""Standard deviations either side of 95 of 100."""


class LabelsError(ValueError):
    """The file of labels cannot be read; the message says what it must hold."""


@dataclass(frozen=True, slots=True)
class Share:
    """`part` of `whole`, with the interval in which the true share lies 95 times of 100 (Wilson)."""

    part: int
    whole: int

    @property
    def value(self) -> float | None:
        return self.part / self.whole if self.whole else None

    @property
    def interval(self) -> tuple[float, float]:
        if not self.whole:
            return 0.0, 1.0
        share, many = self.part / self.whole, self.whole
        middle = (share + Z * Z / (2 * many)) / (1 + Z * Z / many)
        half = Z * sqrt(share * (1 - share) / many + Z * Z / (4 * many * many)) / (1 + Z * Z / many)
        return max(middle - half, 0.0), min(middle + half, 1.0)

    def __str__(self) -> str:
        if self.value is None:
            return "not known: no labelled pair tells"
        low, high = self.interval
        return f"{self.value:.4f} (95%: {low:.4f} to {high:.4f}; {self.part:,} of {self.whole:,})"


@dataclass(frozen=True, slots=True)
class Labels:
    """`same` and `different`: pairs of places, the smaller first. `people`: groups of places, where these are told."""

    same: frozenset[Pair]
    different: frozenset[Pair] = frozenset()
    people: Mapping[int, str] | None = None

    def is_same(self, pair: Pair) -> bool | None:
        """What the sample says of a pair; None where it says nothing."""
        if self.people is not None:
            one, other = self.people.get(pair[0]), self.people.get(pair[1])
            return one == other if one is not None and other is not None else None
        return True if pair in self.same else False if pair in self.different else None

    def answers(self, pairs: Pairs) -> npt.NDArray[np.int8]:
        """For each pair 1 where it is one person, 0 where it is two, -1 where the sample says nothing."""
        said = (self.is_same(pair) for pair in pairs)
        return np.fromiter((-1 if one is None else int(one) for one in said), dtype=np.int8, count=len(pairs))

    def judge(self, joined: Iterable[Pair]) -> tuple[Share, Share]:
        """(precision, recall) of the joined pairs."""
        answers = [(pair, answer) for pair in joined if (answer := self.is_same(pair)) is not None]
        right = {pair for pair, answer in answers if answer}
        return Share(len(right), len(answers)), Share(len(right & self.same), len(self.same))


@dataclass(frozen=True, slots=True)
class Sample:
    """What a file of labels says: the true person of some records, or whether two are one."""

    people: Sequence[tuple[Identity, str]] = ()
    pairs: Sequence[tuple[Identity, Identity, bool]] = ()

    def among(self, records: Sequence[Cleaned]) -> Labels:
        """The labels of those that are among the records."""
        places = {identity(record): place for place, record in enumerate(records)}
        return _people(self.people, places) if self.people else _pairs(self.pairs, places)


def read_labels(path: Path) -> Sample:
    """Columns `system, key, person`, or two systems and keys with `same` (0 to 1). Raises `LabelsError`."""
    rows = list(_rows(path))
    if not rows:
        raise LabelsError(f"{path.name} holds no row.")
    if set(PERSON_HEADING) <= set(rows[0]):
        return Sample(people=[((row["system"], row["key"]), row["person"]) for row in rows])
    for names in PAIR_HEADINGS:
        if set(names) <= set(rows[0]):
            return Sample(pairs=[_judged(*(row[name] for name in names)) for row in rows])
    needed = " or ".join(", ".join(names) for names in (PERSON_HEADING, PAIR_HEADINGS[0]))
    raise LabelsError(f"{path.name} needs the columns {needed}.")


def _rows(path: Path) -> Iterator[dict[str, str]]:
    try:
        packed = path.read_bytes()
        text = (gzip.decompress(packed) if path.suffix == ".gz" else packed).decode("utf-8-sig")
        yield from csv.DictReader(text.splitlines())
    except (OSError, EOFError, zlib.error, UnicodeDecodeError, csv.Error) as error:
        raise LabelsError(f"{path.name} cannot be read: {error}.") from error


def _judged(
    first_system: str, first_key: str, second_system: str, second_key: str, same: str | None
) -> tuple[Identity, Identity, bool]:
    try:
        one_person = float(same or "") >= SURE
    except ValueError as error:
        raise LabelsError(
            f"“{same or ''}” is no number from 0 to 1: say how sure it is that a pair is one person."
        ) from error
    return (first_system, first_key), (second_system, second_key), one_person


def _people(told: Iterable[tuple[Identity, str]], places: Mapping[Identity, int]) -> Labels:
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for record, person in told:
        if (place := places.get(record)) is not None:
            groups[person].append(place)
    same = {pair for group in groups.values() for pair in combinations(sorted(group), 2)}
    return Labels(frozenset(same), people={one: who for who, group in groups.items() for one in group})


def _pairs(told: Iterable[tuple[Identity, Identity, bool]], places: Mapping[Identity, int]) -> Labels:
    found: dict[bool, set[Pair]] = {True: set(), False: set()}
    for first, second, same in told:
        one, other = places.get(first), places.get(second)
        if one is not None and other is not None and one != other:
            found[same].add((min(one, other), max(one, other)))
    return Labels(frozenset(found[True]), frozenset(found[False]))
