"""What the last look found of duplicates and dark systems."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.estate.models import DarkSystem, DuplicateCluster, DuplicatePair, Looking, System, Verdict

SEE = "estate.see-register"


def evidence_by_number() -> dict[str, str]:
    """For each system that another one of its cluster should outlive: the sentence that says which."""
    found: dict[str, str] = {}
    for cluster in DuplicateCluster.objects.select_related("survivor"):
        stays = cluster.survivor
        for number in cluster.members:
            if number != stays.number:
                found[number] = (
                    f"It does the work of {stays.name} ({stays.number}), which is proposed to stay."
                )
    return found


@dataclass(frozen=True, slots=True)
class ShownCluster:
    """A cluster with its systems, the one proposed to stay first, and its pairs with their bits."""

    row: DuplicateCluster
    members: list[System]
    pairs: list[tuple[System, System, float]]


def clusters(caller: Caller) -> list[ShownCluster]:
    """Every cluster, the largest saving first: three queries."""
    require(caller, SEE)
    systems = {row.number: row for row in System.objects.all()}
    bits = {
        (first, second): score
        for first, second, score in DuplicatePair.objects.values_list(
            "first__number", "second__number", "bits"
        )
    }
    return [_shown(row, systems, bits) for row in DuplicateCluster.objects.select_related("survivor")]


def _shown(
    row: DuplicateCluster, systems: dict[str, System], bits: dict[tuple[str, str], float]
) -> ShownCluster:
    members = [systems[number] for number in row.members]
    members.sort(key=lambda one: (one.pk != row.survivor_id, one.number))
    inside = set(row.members)
    pairs = [
        (systems[first], systems[second], score)
        for (first, second), score in bits.items()
        if first in inside and second in inside
    ]
    return ShownCluster(row, members, pairs)


def pair_of(caller: Caller, one: UUID, other: UUID) -> tuple[DuplicatePair | None, Verdict | None]:
    """What the last look found of two systems, and what an analyst said, whichever comes first."""
    require(caller, SEE)
    ends = (one, other)
    pair = DuplicatePair.objects.filter(first__in=ends, second__in=ends).first()
    return pair, Verdict.objects.filter(first__in=ends, second__in=ends).first()


def pairs(caller: Caller) -> QuerySet[DuplicatePair, tuple[str, str, float, list[dict[str, Any]]]]:
    """Every pair of the last look, best first: numbers of the two, bits and evidence."""
    require(caller, SEE)
    return DuplicatePair.objects.values_list("first__number", "second__number", "bits", "evidence")


def next_pair(caller: Caller) -> DuplicatePair | None:
    """The pair that most needs a person: nobody has judged it, and its score says least."""
    require(caller, SEE)
    judged = {frozenset(ends) for ends in Verdict.objects.values_list("first_id", "second_id")}
    waiting = (
        pair
        for pair in DuplicatePair.objects.defer("evidence")
        if {pair.first_id, pair.second_id} not in judged
    )
    return min(waiting, key=lambda pair: (abs(pair.bits), pair.pk), default=None)


PAIR_HEADINGS = ("First", "Name of the first", "Second", "Name of the second", "Bits", "Verdict", "Reason")


def pair_lines(caller: Caller) -> Iterator[tuple[object, ...]]:
    """Every pair of the last look as a row of a file, best first."""
    require(caller, SEE)
    judged = {frozenset((one.first_id, one.second_id)): one for one in Verdict.objects.all()}
    for pair in DuplicatePair.objects.select_related("first", "second"):
        verdict = judged.get(frozenset((pair.first_id, pair.second_id)))
        said = (verdict.get_verdict_display(), verdict.reason) if verdict else ("", "")
        ends = (pair.first.number, pair.first.name, pair.second.number, pair.second.name)
        yield (*ends, round(pair.bits, 2), *said)


def dark_systems(caller: Caller) -> list[DarkSystem]:
    """What is paid for or signed on to and stands on no register, the costliest first."""
    require(caller, SEE)
    return list(DarkSystem.objects.all())


def last_look(caller: Caller) -> Looking | None:
    require(caller, SEE)
    return Looking.objects.first()
