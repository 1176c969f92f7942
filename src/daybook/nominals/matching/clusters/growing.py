"""Guarded growth: plain connected components once made a "person" of 1,582 records, growth that refuses conflicts
one of 14."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from daybook.nominals.matching.cleaning import Cleaned
from daybook.nominals.matching.clusters.groups import Groups
from daybook.nominals.matching.clusters.rivals import NEAREST, Rivals
from daybook.nominals.matching.pairs import Edge, Edges

LARGEST = 40
TOO_LARGE = "the person would have more than {} records"
TWICE = "the person would have two records of {}, where nobody has two"
RIVALS = "somebody else may be this person nearly as well"
Refusal = Callable[[Cleaned, Cleaned], str]


@dataclass(frozen=True, slots=True)
class Refused:
    """A pair good enough to join that was not joined: for a person to look at. `conflict` is the pair at fault."""

    edge: Edge
    reason: str
    conflict: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Bits from which two are joined, and below which two that were joined part again; between, all stays as it was."""

    join: float = 20.0
    split: float = 14.0


USUAL = Thresholds()
"""The justice ministry's: joined at 20 bits, parted below 14 (hmpps-person-record, MIT)."""
Choice = Thresholds | Callable[[Sequence[Cleaned], Edges], Thresholds]
"""Thresholds, or what chooses them once the pairs are scored."""


def chosen(choice: Choice, records: Sequence[Cleaned], edges: Edges) -> Thresholds:
    """The thresholds for these scored pairs."""
    return choice if isinstance(choice, Thresholds) else choice(records, edges)


@dataclass(frozen=True, slots=True)
class Clusters:
    """Every record in one group; groups and their members in the order of their places."""

    groups: list[tuple[int, ...]]
    refused: list[Refused]


def grow(
    records: Sequence[Cleaned],
    edges: Iterable[Edge],
    refusal: Refusal,
    *,
    thresholds: Thresholds = USUAL,
    judged_same: Iterable[tuple[int, int]] = (),
    before: Mapping[int, str] | None = None,
    one_each: frozenset[str] = frozenset(),
    largest: int = LARGEST,
) -> Clusters:
    """Join best pairs first; the same input gives the same groups, in whatever order the edges come.

    `judged_same` are pairs that a person joined: they stand whatever the rules say. `before` names the person that a
    record belonged to: its pairs there hold down to the lower threshold. `one_each` are systems that hold nobody twice.
    A pair counts for as many bits as are left when the odds of everybody else whom either may be are taken off.
    """
    groups = Groups(len(records))
    for pair in sorted(judged_same):
        groups.join(*pair)
    guard = Guard(records, refusal, one_each, largest)
    refused = []
    least = min(thresholds.join, thresholds.split if before else thresholds.join)
    edges = Edges.of(edges)
    good = edges.from_bits(least).best_first()
    rivals = Rivals(edges.from_bits(NEAREST), partial(guard.are_two, least=least), groups)
    for edge in good:
        line = _line(edge, thresholds, before or {})
        if edge.bits < line or groups.together(edge.first, edge.second):
            continue
        reason, conflict = guard.conflict(groups.members(edge.first), groups.members(edge.second))
        if not reason and rivals.left_of(edge) < line:
            reason, conflict = RIVALS, (edge.first, edge.second)
        if reason:
            refused.append(Refused(edge, reason, conflict))
        else:
            groups.join(edge.first, edge.second)
    still_apart = [one for one in refused if not groups.together(one.edge.first, one.edge.second)]
    return Clusters(groups.all(), still_apart)


def _line(edge: Edge, thresholds: Thresholds, before: Mapping[int, str]) -> float:
    were = before.get(edge.first)
    together = were is not None and were == before.get(edge.second)
    return thresholds.split if together else thresholds.join


class Guard:
    """Whether two groups may become one person: each pair across is asked once."""

    def __init__(
        self,
        records: Sequence[Cleaned],
        refusal: Refusal,
        one_each: frozenset[str] = frozenset(),
        largest: int = LARGEST,
    ) -> None:
        self.records, self.refusal, self.one_each, self.largest = records, refusal, one_each, largest
        self.answers: dict[tuple[int, int], str] = {}

    def conflict(self, first: Sequence[int], second: Sequence[int]) -> tuple[str, tuple[int, int]]:
        """(reason or empty, the pair at fault)."""
        if len(first) + len(second) > self.largest:
            return TOO_LARGE.format(self.largest), (first[0], second[0])
        for one in first:
            for other in second:
                if reason := self._answer(one, other):
                    return reason, (one, other)
        return "", (first[0], second[0])

    def are_two(self, one: int, other: int, bits: float, *, least: float) -> bool:
        """Whether a pair of so many bits would not be joined."""
        return bits < least or bool(self._answer(one, other))

    def _answer(self, one: int, other: int) -> str:
        pair = (one, other) if one < other else (other, one)
        answer = self.answers.get(pair)
        if answer is None:
            answer = self.answers[pair] = self._ask(self.records[pair[0]], self.records[pair[1]])
        return answer

    def _ask(self, one: Cleaned, other: Cleaned) -> str:
        if one.system == other.system and one.system in self.one_each:
            return TWICE.format(one.system)
        return self.refusal(one, other)
