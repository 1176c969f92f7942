"""Duplicates among systems, from end to end: candidates, signals, score, verdicts, clusters, survivors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

import numpy as np
from scipy import sparse
from scipy.sparse import csgraph

from daybook.estate.overlap.blocking import candidates
from daybook.estate.overlap.clusters import FLOOR, JOIN, PAIR, Grown, Pair, grow
from daybook.estate.overlap.described import Described
from daybook.estate.overlap.model import Model, learned, shipped
from daybook.estate.overlap.signals import Numbers, Places, Sketches, signals_of, sketches_of
from daybook.estate.overlap.survivor import Proposal, propose
from daybook.estate.overlap.trail import Trail
from daybook.estate.overlap.words import Evidence, evidence

LARGEST = 200
"""Systems connected in larger numbers are a chain, not a cluster: their missing pairs stay against."""


class Verdict(StrEnum):
    DUPLICATE = "duplicate"
    DIFFERENT = "different"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Judged:
    """What an analyst found of two systems, by number; the order of the two means nothing."""

    first: str
    second: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Scored:
    """A pair, by the numbers of its systems, with its bits and each signal's share in them."""

    first: str
    second: str
    bits: float
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Cluster:
    """Systems that do the same work, in order of number, and which of them should stay."""

    members: tuple[str, ...]
    proposal: Proposal


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything found. `pairs`: those inside clusters and those a person should look at, best first."""

    pairs: tuple[Scored, ...]
    clusters: tuple[Cluster, ...]
    model: Model
    candidates: int


def find_duplicates(
    systems: Sequence[Described],
    trail: Trail | None = None,
    judged: Sequence[Judged] = (),
    labels: Mapping[str, str] | None = None,
    *,
    start: Model | None = None,
) -> Findings:
    """Look for duplicates among all pairs that share anything.

    `judged` are all verdicts in force: they teach the model, and stand whatever it says. Numbers of systems must be
    different: raises ValueError. Numbers in `judged` that no system has are left out.
    """
    places = {system.number: place for place, system in enumerate(systems)}
    if len(places) != len(systems):
        raise ValueError("Two systems have the same number. Give each its own before looking for duplicates.")
    sketches = sketches_of(systems, trail or Trail())
    verdicts = _verdicts(judged, places)
    first, second = _with(candidates(sketches), verdicts, len(systems))
    values = signals_of(sketches, first, second)
    model = _taught(start or shipped(), first, second, values, verdicts)
    good = model.bits(values) >= JOIN
    first, second = _with((first, second), _closed(first[good], second[good]), len(systems))
    values = signals_of(sketches, first, second)
    bits = model.bits(values)
    kept = np.flatnonzero(bits >= FLOOR)
    scores = {(int(first[at]), int(second[at])): float(bits[at]) for at in kept}
    grown = grow(
        scores,
        judged_same=[pair for pair, its in verdicts.items() if its is Verdict.DUPLICATE],
        judged_different=[pair for pair, its in verdicts.items() if its is Verdict.DIFFERENT],
    )
    shown = _shown(grown, scores, verdicts)
    at = {(int(one), int(two)): row for row, (one, two) in enumerate(zip(first, second, strict=True))}
    explain = _Explaining(systems, sketches, values, at, model, labels or {})
    pairs = sorted((explain.pair(pair) for pair in shown), key=lambda it: (-it.bits, it.first, it.second))
    clusters = [_cluster([systems[place] for place in places_]) for places_ in grown.clusters]
    return Findings(tuple(pairs), tuple(clusters), model, len(first))


def _verdicts(judged: Sequence[Judged], places: Mapping[str, int]) -> dict[Pair, Verdict]:
    """By places; the last of several stands."""
    known = [it for it in judged if it.first in places and it.second in places and it.first != it.second]
    ends = [sorted((places[it.first], places[it.second])) for it in known]
    return {(low, high): it.verdict for (low, high), it in zip(ends, known, strict=True)}


def _with(found: tuple[Places, Places], more: Iterable[Pair], size: int) -> tuple[Places, Places]:
    """The pairs found and some more, each once and in order."""
    keys = np.union1d(
        found[0] * size + found[1], np.array([low * size + high for low, high in more], np.int64)
    )
    return keys // max(size, 1), keys % max(size, 1)


def _closed(first: Places, second: Places) -> set[Pair]:
    """All pairs among systems that good pairs connect, so that no cluster is judged by half of its pairs."""
    if not len(first):
        return set()
    size = int(second.max()) + 1
    edges = sparse.coo_matrix((np.ones(len(first)), (first, second)), shape=(size, size))
    _, labels = csgraph.connected_components(edges, directed=False)
    order = np.unique(np.concatenate([first, second]))
    groups = [order[labels[order] == label].tolist() for label in np.unique(labels[order])]
    return {pair for group in groups if len(group) <= LARGEST for pair in combinations(group, 2)}


def _taught(
    model: Model, first: Places, second: Places, values: Numbers, verdicts: Mapping[Pair, Verdict]
) -> Model:
    told = {pair: its for pair, its in verdicts.items() if its is not Verdict.UNSURE}
    rows = [row for row, pair in enumerate(zip(first.tolist(), second.tolist(), strict=True)) if pair in told]
    if not rows:
        return model
    same = [told[int(first[row]), int(second[row])] is Verdict.DUPLICATE for row in rows]
    return learned(values[rows], np.array(same, float), model)


def _shown(grown: Grown, scores: Mapping[Pair, float], verdicts: Mapping[Pair, Verdict]) -> set[Pair]:
    """Pairs inside clusters, pairs good enough to join or refused, and every pair judged."""
    inside = {(one, two) for its in grown.clusters for one in its for two in its if one < two}
    good = {pair for pair, bits in scores.items() if bits >= PAIR}
    return (inside & scores.keys()) | good | verdicts.keys()


@dataclass(frozen=True, slots=True)
class _Explaining:
    systems: Sequence[Described]
    sketches: Sketches
    values: Numbers
    rows: Mapping[Pair, int]
    model: Model
    labels: Mapping[str, str]

    def pair(self, pair: Pair) -> Scored:
        values = self.values[self.rows[pair]]
        first, second = (self.systems[place] for place in pair)
        cases = int(self.sketches.together[pair])
        steps = evidence(first, second, values, self.model, self.labels, cases)
        return Scored(first.number, second.number, sum(step.bits for step in steps), tuple(steps))


def _cluster(members: Sequence[Described]) -> Cluster:
    return Cluster(tuple(sorted(it.number for it in members)), propose(members))
