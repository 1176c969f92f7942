"""Persons as the machine may make them by itself: every record of the one beside every record of the other.

A record without a sex may agree with a man and with a woman of the same number; with both it would make one of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from functools import cached_property

from daybook.nominals import scoring
from daybook.nominals.evidence import decoded, rules
from daybook.nominals.growth import TOO_FAST, FirstDays, Growth, waiting
from daybook.nominals.matching import Rules
from daybook.nominals.matching.clusters.groups import Groups
from daybook.nominals.matching.clusters.growing import Guard
from daybook.nominals.membership import Identity, groups_of, rows_of
from daybook.nominals.models import Decision, Verdict


class Persons:
    """These records and whoever is one person with them, as it follows from the decisions.

    `hard`: the rules of a run that has weights of its own; `days`: what it knows already of when systems began.
    """

    def __init__(
        self,
        records: Iterable[Identity],
        decisions: Collection[Decision],
        hard: Rules | None = None,
        days: FirstDays | None = None,
    ) -> None:
        rows = rows_of({end for one in decisions for end in (one.first, one.second)} | set(records))
        self._names = names = sorted(rows)
        self._place = {name: number for number, name in enumerate(names)}
        self._groups = Groups(len(names))
        for first, *others in groups_of(names, decisions):
            for other in others:
                self.join(first, other)
        self._decisions, self._days = decisions, days or FirstDays()
        hard = replace(hard or rules(scoring.scorer()), judged_apart=_apart(decisions))
        self._guard = Guard([decoded(rows[name]) for name in names], hard.refusal)

    def refusal(self, one: Identity, other: Identity) -> str:
        """Why the persons of the two may not become one, or empty; they may be one already."""
        first, second = self._place[one], self._place[other]
        if self._groups.together(first, second):
            return ""
        return self._guard.conflict(self._groups.members(first), self._groups.members(second))[0]

    def growth(self, one: Identity, other: Identity, *, widened: bool = False) -> str:
        """Why the machine may not let the persons of the two grow by one another, or empty. It parts nobody for it.

        `widened`: only days to which either side adds are looked at; what each has had, it was judged for.
        """
        if self._groups.together(self._place[one], self._place[other]):
            return ""
        sides = self._members(one), self._members(other)
        if any(not self._asked.isdisjoint(side) for side in sides):
            return TOO_FAST
        return TOO_FAST if self._growth.is_too_fast(*sides, widened=widened) else ""

    def has_grown(self, one: Identity, other: Identity) -> bool:
        """Whether one person of both persons would have grown too fast, whoever is asked about it."""
        return self._growth.is_too_fast(self._members(one), self._members(other))

    def _members(self, one: Identity) -> list[Identity]:
        return [self._names[place] for place in self._groups.members(self._place[one])]

    @cached_property
    def _asked(self) -> set[Identity]:
        return waiting(self._names)

    @cached_property
    def _growth(self) -> Growth:
        return Growth(self._names, self._seen(), self._days)

    def _seen(self) -> set[Identity]:
        """The records of persons whom somebody has judged to be one, as far as they were theirs by then."""
        then, seen = Groups(len(self._names)), set[int]()
        for one in sorted(self._decisions, key=lambda one: one.decided_at):
            first, second = self._place.get(one.first), self._place.get(one.second)
            if one.verdict != Verdict.SAME or first is None or second is None:
                continue
            if self._groups.together(first, second):  # else a judgement stands against it
                then.join(first, second)
                seen |= set(then.members(first) if one.by else ())
        return {self._names[place] for place in seen}

    def join(self, one: Identity, other: Identity) -> None:
        """Make one person of the two."""
        self._groups.join(self._place[one], self._place[other])


def _apart(decisions: Iterable[Decision]) -> frozenset[frozenset[Identity]]:
    """What people judged not the same, or left open: neither is for the machine to close."""
    return frozenset(
        frozenset((one.first, one.second)) for one in decisions if one.by and one.verdict != Verdict.SAME
    )
