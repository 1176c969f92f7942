"""The signals of a pair, each between 0 and 1 or unknown, for many pairs at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse

from daybook.estate.overlap.described import Described
from daybook.estate.overlap.texts import (
    Sparse,
    associated,
    cosine_rows,
    plain,
    rarity,
    rows,
    text_rows,
    unit_rows,
)
from daybook.estate.overlap.trail import FEWEST, Trail
from daybook.estate.overlap.vocabulary import (
    Flags,
    field_name,
    subjects_of,
    telling_names,
    words_of,
    works_of,
)

SIGNALS = (
    "capabilities", "subject", "work", "records", "fields", "user_groups", "co_use", "name", "description",
    "interfaces",
)  # fmt: skip
CHUNK = 50_000
ALIKE = 0.4
"""From this likeness on two names say something even if they are mere brands."""

Numbers = np.ndarray[Any, np.dtype[np.float64]]
Places = np.ndarray[Any, np.dtype[np.int64]]


@dataclass(frozen=True, slots=True)
class Sketches:
    """All systems as sparse rows, made once: weighted sets are compared by their weighted Jaccard, texts by cosine."""

    sets: dict[str, Sparse]
    texts: dict[str, Sparse]
    telling: Flags
    described: Flags
    cases: Numbers
    together: Sparse

    @property
    def size(self) -> int:
        return int(self.texts["name"].shape[0])


def sketches_of(systems: Sequence[Described], trail: Trail) -> Sketches:
    """The rows of these systems, in their order."""
    sets = {
        "capabilities": _rare([_shares(system) for system in systems]),
        "records": _rare([_marks(map(plain, system.records)) for system in systems]),
        "fields": _rare([_marks(map(field_name, system.fields)) for system in systems]),
        "user_groups": _rare([_marks(words_of({*system.user_groups, system.unit})) for system in systems]),
        "interfaces": rows([[(f"{end}\t{what}", 1.0) for end, what in it.interfaces] for it in systems]),
    }
    texts = {
        "name": text_rows([" ".join(system.names) for system in systems]),
        "subject": _subjects(systems),
        "work": cosine_rows([works_of(system) for system in systems]),
        "description": text_rows([f"{' '.join(system.names)} {system.description}" for system in systems]),
    }
    places = {system.number: place for place, system in enumerate(systems)}
    described = np.array([bool(system.description.strip()) for system in systems], bool)
    cases = np.array([trail.cases.get(system.number, 0) for system in systems], float)
    return Sketches(sets, texts, telling_names(systems), described, cases, _together(trail, places))


def _together(trail: Trail, places: Mapping[str, int]) -> Sparse:
    """Cases of each pair that was used together, above the diagonal."""
    size = len(places)
    made = sparse.lil_matrix((size, size))
    for ends, cases in trail.together.items():
        if all(end in places for end in ends):
            first, second = sorted(places[end] for end in ends)
            made[first, second] = cases
    return made.tocsr()


def _subjects(systems: Sequence[Described]) -> Sparse:
    """What systems are about; other words for the same count as well."""
    bags = [[(stem, 1.0) for stem in stems] for stems in subjects_of(systems)]
    return unit_rows(associated(_rare(bags)))


def _rare(bags: Sequence[list[tuple[str, float]]]) -> Sparse:
    """What few systems have counts for more."""
    return sparse.csr_matrix(rarity(rows(bags)))


def _shares(system: Described) -> list[tuple[str, float]]:
    """Weights as shares of the greatest, so that whoever lists one capability more does not lose the first."""
    most = max(system.capabilities.values(), default=0)
    return [(code, weight / most) for code, weight in sorted(system.capabilities.items())] if most else []


def _marks(words: Iterable[str]) -> list[tuple[str, float]]:
    return [(mark, 1.0) for mark in sorted(set(words)) if mark]


def signals_of(sketches: Sketches, first: Places, second: Places) -> Numbers:
    """One row for each pair, one column for each of `SIGNALS`; NaN where either side says nothing."""
    parts = [
        _signals(sketches, first[start : start + CHUNK], second[start : start + CHUNK])
        for start in range(0, len(first), CHUNK)
    ]
    return np.concatenate(parts) if parts else np.empty((0, len(SIGNALS)))


def _signals(sketches: Sketches, first: Places, second: Places) -> Numbers:
    columns = {name: _jaccard(matrix, first, second) for name, matrix in sketches.sets.items()}
    columns |= {name: _cosine(matrix, first, second) for name, matrix in sketches.texts.items()}
    described = sketches.described[first] & sketches.described[second]
    columns["description"] = np.where(described, columns["description"], np.nan)
    both_tell = sketches.telling[first] & sketches.telling[second]
    columns["name"] = np.where(both_tell | (columns["name"] >= ALIKE), columns["name"], np.nan)
    columns["co_use"] = _co_use(sketches, first, second)
    return np.column_stack([columns[name] for name in SIGNALS])


def _jaccard(matrix: Sparse, first: Places, second: Places) -> Numbers:
    sums = np.asarray(matrix.sum(axis=1)).ravel()
    shared = np.asarray(matrix[first].minimum(matrix[second]).sum(axis=1)).ravel()
    known = (sums[first] > 0) & (sums[second] > 0)
    return np.where(known, shared / np.maximum(sums[first] + sums[second] - shared, 1e-12), np.nan)


def _cosine(matrix: Sparse, first: Places, second: Places) -> Numbers:
    filled = np.diff(matrix.indptr) > 0
    likeness = np.asarray(matrix[first].multiply(matrix[second]).sum(axis=1)).ravel()
    return np.where(filled[first] & filled[second], likeness, np.nan)


def _co_use(sketches: Sketches, first: Places, second: Places) -> Numbers:
    """Share of the less used system's cases that went through both."""
    found = np.asarray(sketches.together[first, second]).ravel()
    least = np.minimum(sketches.cases[first], sketches.cases[second])
    return np.where(least >= FEWEST, found / np.maximum(least, 1), np.nan)
