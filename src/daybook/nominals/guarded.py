"""Persons as the machine may make them by itself: every record of the one beside every record of the other.

A record without a sex may agree with a man and with a woman of the same number; with both it would make one of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from functools import cached_property

from daybook.nominals import scoring
from daybook.nominals.evidence import decoded, rules
from daybook.nominals.growth import MOST, TOO_FAST, came_lately, grows_too_fast, waiting
from daybook.nominals.matching import Rules
from daybook.nominals.matching.clusters.groups import Groups
from daybook.nominals.matching.clusters.growing import Guard
from daybook.nominals.membership import Identity, groups_of, rows_of
from daybook.nominals.models import Decision, Verdict


class Persons:
    """These records and whoever is one person with them, as it follows from the decisions.

    `hard`: the rules of a run that has weights of its own.
    """

    def __init__(
        self, records: Iterable[Identity], decisions: Collection[Decision], hard: Rules | None = None
    ) -> None:
        rows = rows_of({end for one in decisions for end in (one.first, one.second)} | set(records))
        self._names = names = sorted(rows)
        self._place = {name: number for number, name in enumerate(names)}
        self._groups = Groups(len(names))
        for first, *others in groups_of(names, decisions):
            for other in others:
                self.join(first, other)
        hard = replace(hard or rules(scoring.scorer()), judged_apart=_apart(decisions))
        self._guard = Guard([decoded(rows[name]) for name in names], hard.refusal)

    def refusal(self, one: Identity, other: Identity) -> str:
        """Why the persons of the two may not become one, or empty; they may be one already."""
        first, second = self._place[one], self._place[other]
        if self._groups.together(first, second):
            return ""
        return self._guard.conflict(self._groups.members(first), self._groups.members(second))[0]

    def growth(self, one: Identity, other: Identity) -> str:
        """Why the machine may not let the persons of the two grow by one another, or empty. It parts nobody for it."""
        first, second = self._place[one], self._place[other]
        if self._groups.together(first, second):
            return ""
        members = [*self._groups.members(first), *self._groups.members(second)]
        records = {self._names[place] for place in members}
        if records & self._asked or (len(records) > MOST and grows_too_fast(records, self._fresh)):
            return TOO_FAST
        return ""

    @cached_property
    def _asked(self) -> set[Identity]:
        return waiting(self._names)

    @cached_property
    def _fresh(self) -> set[Identity]:
        return came_lately(self._names)

    def join(self, one: Identity, other: Identity) -> None:
        """Make one person of the two."""
        self._groups.join(self._place[one], self._place[other])


def _apart(decisions: Iterable[Decision]) -> frozenset[frozenset[Identity]]:
    """What people judged not the same, or left open: neither is for the machine to close."""
    return frozenset(
        frozenset((one.first, one.second)) for one in decisions if one.by and one.verdict != Verdict.SAME
    )
